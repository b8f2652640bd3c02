//! Findings over all applications that name none of them, in formats in which things stand somewhere.

use serde_json::Value;

use crate::folder::Folder;

const RULE: &str = "quiet-rooms-and-seats";

/// It lacks only what a person must judge.
const SECOND: &str = r#"
call: 9.9.9.i
id: "1"
title: Reading room
submitted: 2030-05-10
library: { name: Library, number: "100001", type: village_library, weekly_hours: 24 }
regions: [north, south]
keywords: [lasīšana, klusums]
seats: 20
room_total: 2
rooms:
  - name: Quiet
    use: quiet
    accessible: true
    cost: 12000.00
    equipment: [ { name: Tables, price: 900.00 }, { name: Lamps, price: 100.00 } ]
  - { name: Talking, use: talking, accessible: true, cost: 8000.00 }
grant: 20000.00
own_money: 500.00
opening: 2031-03-01
report: 2031-10-15
"#;

/// One application counts for nothing yet, and of the other nothing can be read.
fn placeless() -> Folder {
    let folder = Folder::new();
    folder.copy("tests/books/second-call.yaml", "second.yaml");
    folder.write("a/empty.yaml", "call: 9.9.9.i\n");
    folder.write("a/second.yaml", SECOND);
    folder
}

fn said(folder: &Folder, format: &str) -> String {
    let check = ["a", "--rules=second.yaml", "--lang=en", "--format", format];
    folder.check(&check).out
}

#[test]
fn what_is_of_no_place_has_none_or_that_of_the_first_input() {
    let folder = placeless();
    let report: Value = serde_json::from_str(&said(&folder, "json")).expect("JSON");
    let findings = report["portfolio"][0]["findings"].as_array();
    let found = findings.into_iter().flatten();
    let mut found = found.filter(|one| one["rule"] == RULE);
    assert_eq!(
        found.next().expect("a finding")["related"],
        serde_json::json!([])
    );

    let line = |format| {
        let said = said(&folder, format);
        let mut lines = said.lines().filter(|line| line.contains(RULE));
        lines.next_back().expect("a line").to_owned()
    };
    let concise = line("concise");
    assert!(
        concise.starts_with(&format!("a:1:1: warning[{RULE}]")),
        "{concise}"
    );
    let github = line("github");
    let command = format!("::warning title={RULE} (review)::");
    assert!(github.starts_with(&command), "{github}");
    let junit = line("junit");
    assert!(
        !junit.contains("file=") && !junit.contains("line="),
        "{junit}"
    );
    let markdown = line("markdown");
    assert!(
        markdown.starts_with(&format!("|  | {RULE} |")),
        "{markdown}"
    );

    let value = |format| -> Value { serde_json::from_str(&said(&folder, format)).expect("JSON") };
    let one = |all: &Value, is: &dyn Fn(&Value) -> bool| {
        let mut all = all.as_array().expect("a list").iter();
        all.find(|one| is(one)).expect("a finding").clone()
    };
    let gitlab = one(&value("gitlab"), &|one| one["check_name"] == RULE);
    assert_eq!(gitlab["location"]["path"], "a");
    let rdjson = one(&value("rdjson")["diagnostics"], &|one| {
        one["code"]["value"] == RULE
    });
    assert_eq!(rdjson.get("location"), None);
    let sarif = value("sarif");
    let sarif = one(&sarif["runs"][0]["results"], &|one| one["ruleId"] == RULE);
    let at = "/locations/0/physicalLocation/artifactLocation/uri";
    assert_eq!(
        sarif.pointer(at),
        Some(&"a".into()),
        "GitHub refuses a result without"
    );
}

/// Whether an application is written before the others are known or after.
#[test]
fn json_lines_are_the_same_in_every_way_of_asking() {
    let folder = Folder::new();
    folder.copy("examples/complete.yaml", "a/one.yaml");
    folder.copy("examples/complete.yaml", "a/two.yaml");
    let streamed = folder.check(&["a", "--format=jsonl"]).out;
    folder.check(&["a", "--report=jsonl=r.jsonl", "--report=json=r.json"]);
    assert_eq!(streamed, folder.read("r.jsonl"));
    folder.check(&["a", "--part=p"]);
    let merged = folder.run(&["merge", "p", "--format=jsonl"]);
    let kinds = |text: &str| {
        let lines = text.lines();
        let values = lines.map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
        values
            .filter(|line| line["type"] != "shape")
            .collect::<Vec<_>>()
    };
    assert_eq!(kinds(&merged.out), kinds(&streamed), "{}", merged.err);
    let lines = kinds(&streamed);
    let of = |kind: &'static str| lines.iter().filter(move |line| line["type"] == kind);
    assert_eq!(of("together").count(), 2);
    assert_eq!(of("application").count(), 2);
    assert!(of("application").all(|line| line.get("together").is_none()));
}

#[test]
fn inputs_are_the_same_in_whatever_order_they_are_named() {
    let folder = Folder::new();
    folder.copy("examples/complete.yaml", "b.yaml");
    folder.copy("examples/violations/period-order.yaml", "a.yaml");
    for format in ["json", "human", "gitlab"] {
        let said = |paths: [&str; 2]| {
            folder
                .check(&[&paths[..], &["--format", format]].concat())
                .out
        };
        assert_eq!(
            said(["a.yaml", "b.yaml"]),
            said(["b.yaml", "a.yaml"]),
            "{format}"
        );
    }
}
