//! Samples: the same as those of an independent implementation, for ten seeds.

use serde_json::Value;

use crate::applications;
use crate::folder::Folder;
use crate::program::{here, run, skipped};

fn reported() -> Folder {
    let folder = Folder::new();
    std::fs::create_dir(folder.at("a")).expect("a folder");
    applications::write(&folder.at("a"), 300);
    for (number, money) in [(1, 90), (2, 45), (11, 20), (12, 9)] {
        let name = format!("a/{number:05}.yaml");
        let money = format!("recovery_fund: {money}000000.07");
        folder.write(
            &name,
            folder
                .read(&name)
                .replace("recovery_fund: 730000.0", &money),
        );
    }
    folder.check(&["a", "--report", "json=report.json"]);
    folder
}

fn drawn(folder: &Folder, method: &str, size: &str, seed: &str) -> Value {
    let arguments = ["sample", "report.json", "--method", method, "--size", size];
    let rest = ["--seed", seed, "--format", "json"];
    let said = folder.run(&[&arguments[..], &rest].concat());
    assert_eq!(said.code, Some(0), "{}", said.err);
    said.json()
}

#[test]
fn samples_are_those_of_another_implementation() {
    let folder = reported();
    for size in ["7", "60", "1000"] {
        let mut python = std::process::Command::new("python3");
        python.arg(here().join("tests/reports/sample/again.py"));
        python.arg(folder.at("report.json")).arg(size);
        python.args((0..10).map(|seed| format!("sēkla {seed}")));
        if python.output().is_err() {
            return skipped("python3 is not installed");
        }
        let said = run(&mut python);
        assert_eq!(said.out.lines().count(), 30, "{}", said.err);
        for line in said.out.lines() {
            let again: Value = serde_json::from_str(line).expect("JSON");
            let [method, seed] = ["method", "seed"].map(|key| again[key].as_str().expect("a text"));
            let sample = drawn(&folder, method, size, seed);
            let chosen = sample["chosen"].as_array().expect("a list").iter();
            let paths: Vec<_> = chosen.map(|one| one["path"].clone()).collect();
            assert_eq!(Value::from(paths), again["paths"], "{method} {size} {seed}");
        }
    }
}

#[test]
fn a_sample_says_how_it_was_drawn_and_what_is_certain() {
    let folder = reported();
    let sample = drawn(&folder, "monetary-unit", "20", "7");
    let schema = std::fs::read_to_string("schemas/sample.schema.json").expect("a schema");
    let schema: Value = serde_json::from_str(&schema).expect("JSON");
    assert!(jsonschema::is_valid(&schema, &sample), "{sample}");
    let chosen = sample["chosen"].as_array().expect("a list").iter();
    assert_eq!(chosen.clone().count(), 20);
    let certain = chosen.filter(|one| one["certain"] == true).count();
    assert_eq!(certain, 3, "{sample}");
    let ranked = drawn(&folder, "risk", "2", "");
    assert_eq!(ranked["chosen"][0]["money"], "90000000.07", "{ranked}");
    assert!(jsonschema::is_valid(&schema, &ranked), "{ranked}");
    let near = drawn(&folder, "nearness", "300", "");
    let of = |key: &str| -> Vec<f64> {
        let chosen = near["chosen"].as_array().expect("a list").iter();
        let number = |one: &Value| one[key].as_str().and_then(|text| text.parse().ok());
        chosen.filter_map(number).collect()
    };
    let percents = of("percent");
    assert!(percents.is_sorted_by(|a, b| a >= b), "{near}");
    let told = folder.read("report.json").matches(r#""percent":"#).count();
    assert!(told > 0 && percents.len() == told, "{told}: {near}");
    let strata = [
        "sample",
        "report.json",
        "--method",
        "stratified",
        "--size",
        "9",
        "--seed",
        "1",
    ];
    let by_purpose = folder.run(&[&strata[..], &["--by", "purpose"]].concat());
    assert!(
        by_purpose.out.contains("public_order_and_justice"),
        "{}",
        by_purpose.out
    );
    for wrong in [&["--by", "colour"][..], &["--seed", ""]] {
        assert_eq!(folder.run(&[&strata[..], wrong].concat()).code, Some(2));
    }
}

/// Of a part of the applications no sample is drawn as if it were all.
#[test]
fn a_report_that_is_not_whole_is_no_population() {
    let folder = reported();
    let mut report: Value = serde_json::from_str(&folder.read("report.json")).expect("JSON");
    let draw = |name: &str| {
        folder.run(&[
            "sample", name, "--method", "random", "--size", "2", "--seed", "x",
        ])
    };
    for (key, value, said) in [
        ("since", "main", "since `main`"),
        ("shard", "1/2", "the part 1/2"),
    ] {
        let mut part = report.clone();
        part["settings"]["files"] = serde_json::json!({ key: value });
        folder.write("part.json", part.to_string());
        let drawn = draw("part.json");
        assert_eq!(drawn.code, Some(0), "{}", drawn.err);
        let out = drawn.out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(out.contains(said), "{out}");
    }
    report["applications"].as_array_mut().expect("a list").pop();
    folder.write("cut.json", report.to_string());
    let drawn = draw("cut.json");
    assert_eq!(drawn.code, Some(2), "{}", drawn.out);
    let said = "Its totals say 301 applications, but it holds 300.";
    assert!(drawn.err.contains(said), "{}", drawn.err);
}

/// Whatever was taken out of a report, put into it or changed in it, its totals tell of it: nothing is drawn from it, compared with it or
/// drafted for it.
#[test]
fn a_report_that_contradicts_its_totals_is_refused() {
    let folder = reported();
    let report: Value = serde_json::from_str(&folder.read("report.json")).expect("JSON");
    type Tamper<'t> = &'t dyn Fn(&mut Value);
    let tampered: [(&str, Tamper<'_>); 8] = [
        ("come to EUR", &|all| {
            all["applications"][20]["money"] = "999999999.00".into();
        }),
        ("come to EUR", &|all| {
            all["summary"]["money"]["all"] = "1.00".into();
        }),
        ("without known money", &|all| {
            all["summary"]["money"]["unknown"] = 9.into();
        }),
        ("stands in it twice", &|all| {
            let list = all["applications"].as_array_mut().expect("a list");
            let again = list[4].clone();
            list[5] = again;
        }),
        ("with the verdict “complies”", &|all| {
            all["applications"][3]["verdict"] = "complies".into();
        }),
        ("with the outcome “fails”", &|all| {
            all["applications"][3]["findings"] = serde_json::json!([]);
        }),
        // As many of each outcome as before: one stands twice, and that of another is gone.
        ("A finding of the application", &|all| {
            let list = all["applications"].as_array_mut().expect("a list");
            let has_one = |one: &&mut Value| {
                let findings = one["findings"].as_array();
                findings.is_some_and(|all| all.len() == 1 && all[0]["kind"] == "fail")
            };
            let mut both = list.iter_mut().filter(has_one);
            let both = [both.next(), both.next()].map(|one| one.expect("one finding"));
            let [one, other] = both.map(|one| one["findings"].as_array_mut().expect("a list"));
            one.push(one[0].clone());
            other.clear();
        }),
        ("with the outcome", &|all| {
            all["portfolio"] = serde_json::json!([]);
        }),
    ];
    for (expected, change) in tampered {
        let mut all = report.clone();
        change(&mut all);
        folder.write("tampered.json", all.to_string());
        for arguments in [
            &["sample", "tampered.json", "--method=risk", "--size=2"][..],
            &["compare", "report.json", "tampered.json"],
            &["compare", "tampered.json", "report.json"],
            &["answers", "draft", "tampered.json"],
            &["waivers", "draft", "tampered.json"],
        ] {
            let said = folder.run(arguments);
            assert_eq!(said.code, Some(2), "{expected}: {}", said.out);
            assert!(said.err.contains(expected), "{expected}: {}", said.err);
            assert_eq!(said.out, "", "{expected}");
        }
    }
}

#[test]
fn a_ranking_says_what_it_does_not_count_and_strata_belong_to_their_method() {
    let folder = Folder::new();
    folder.copy("examples/violations/selection-deadline.yaml", "a.yaml");
    let late = folder.read("a.yaml");
    folder.write("a.yaml", late.replace("category: audit", "category: other"));
    folder.check(&["a.yaml", "--max-findings=1", "--report=json=report.json"]);
    let risk = |more: &[&str]| {
        let sample = ["sample", "report.json", "--method=risk", "--size=1"];
        folder.run(&[&sample, more].concat())
    };
    let said = risk(&["--lang=en"]);
    let out = said.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(out.contains("the ranking may be another"), "{out}");
    assert_eq!(
        risk(&["--format=json"]).json()["report"]["findings_left_out"],
        1
    );
    for method in ["random", "risk", "nearness", "monetary-unit"] {
        let method = format!("--method={method}");
        let sample = [
            "sample",
            "report.json",
            &method,
            "--size=1",
            "--seed=x",
            "--by=verdict",
        ];
        let refused = folder.run(&sample);
        assert_eq!(refused.code, Some(2), "{}", refused.out);
        assert!(
            refused.err.contains("--method stratified"),
            "{}",
            refused.err
        );
    }
}
