//! What changed between two reports: every known difference is found, and none is invented.

mod told;

use std::collections::BTreeSet;
use std::io::Cursor;

use calamine::{Reader as _, Xlsx};
use serde_json::Value;

use crate::applications;
use crate::folder::Folder;

/// Two folders of two hundred applications, of which some were changed, and a report of each.
fn compared() -> Folder {
    let folder = Folder::new();
    for name in ["old", "new"] {
        std::fs::create_dir(folder.at(name)).expect("a folder");
        applications::write(&folder.at(name), 200);
    }
    let change = |number: usize, from: &str, to: &str| {
        let name = format!("new/{number:05}.yaml");
        let text = folder.read(&name);
        assert!(text.contains(from), "{text}");
        folder.write(&name, text.replace(from, to));
    };
    // 11 comes late; 13 does not any more; 21 wants more money; 31 is gone, 41 is called otherwise, 61 says the same in other words, 71 is
    // another's.
    change(11, "submitted: 2022-12-20", "submitted: 2023-01-05");
    change(13, "submitted: 2023-01-04", "submitted: 2022-12-20");
    for (from, to) in [("640000.0", "640100.0"), ("730000.0", "730100.0")] {
        change(21, from, to);
    }
    change(61, "call:", "# A remark.\ncall:");
    change(71, "title: ", "title: Cits ");
    std::fs::remove_file(folder.at("new/00031.yaml")).expect("removed");
    std::fs::rename(folder.at("new/00041.yaml"), folder.at("new/moved.yaml")).expect("moved");
    let added = folder.read("new/00051.yaml").replace("00051", "added");
    folder.write("new/added.yaml", added.replace("Nr. 51", "Nr. 501"));
    for name in ["old", "new"] {
        let report = format!("json={name}.json");
        let lines = format!("jsonl={name}.jsonl");
        folder.check(&[
            name,
            "--report",
            &report,
            "--report",
            &lines,
            "--no-portfolio",
        ]);
    }
    folder
}

fn of<'v>(all: &'v Value, list: &str, key: &str, value: &str) -> BTreeSet<&'v str> {
    let list = all[list].as_array().expect("a list").iter();
    let list = list.filter(|one| one[key] == value);
    list.map(|one| one["id"].as_str().unwrap_or_default())
        .collect()
}

/// Rules over all applications have lines of their own, and so has the shape.
#[test]
fn lines_say_what_the_report_says() {
    let folder = Folder::new();
    folder.copy("examples/complete.yaml", "a/one.yaml");
    folder.copy("examples/complete.yaml", "a/two.yaml");
    folder.check(&["a", "--report=json=r.json", "--report=jsonl=r.jsonl"]);
    assert!(folder.read("r.jsonl").contains("{\"type\":\"together\""));
    let same = folder.run(&["compare", "r.json", "r.jsonl"]);
    assert_eq!(same.code, Some(0), "{same:?}");
}

#[test]
fn every_difference_is_found_and_none_is_invented() {
    let folder = compared();
    for [old, new] in [["old.json", "new.json"], ["old.jsonl", "new.jsonl"]] {
        let said = folder.run(&["compare", old, new, "--format", "json"]);
        assert_eq!(said.code, Some(1), "{}", said.err);
        let all = said.json();
        let schema = std::fs::read_to_string("schemas/comparison.schema.json").expect("a schema");
        let schema: Value = serde_json::from_str(&schema).expect("JSON");
        let schema = jsonschema::validator_for(&schema).expect("a schema");
        assert!(
            schema.is_valid(&all),
            "{:?}",
            schema.iter_errors(&all).next()
        );
        let ids = |ids: &[&'static str]| BTreeSet::from_iter(ids.iter().copied());
        assert_eq!(
            of(&all, "findings", "state", "new"),
            ids(&["2.1.2.1.i-00011"])
        );
        assert_eq!(
            of(&all, "findings", "state", "gone"),
            ids(&["2.1.2.1.i-00013"])
        );
        assert_eq!(
            of(&all, "applications", "change", "added"),
            ids(&["2.1.2.1.i-added"])
        );
        assert_eq!(
            of(&all, "applications", "change", "removed"),
            ids(&["2.1.2.1.i-00031"])
        );
        let kept = [
            "2.1.2.1.i-00011",
            "2.1.2.1.i-00013",
            "2.1.2.1.i-00021",
            "2.1.2.1.i-00071",
        ];
        assert_eq!(of(&all, "applications", "change", "kept"), ids(&kept));
        assert_eq!(all["summary"]["applications"]["money_changed"], 1);
        assert_eq!(all["summary"]["applications"]["identity_changed"], 1);
        assert_eq!(all["summary"]["applications"]["text_changed"], 5);
        let mut applications = all["applications"].as_array().expect("a list").iter();
        let other = applications.find(|one| one["id"] == "2.1.2.1.i-00071");
        let title = &other.expect("the other's")["identity"]["title"];
        let [was, is] = ["old", "new"].map(|side| title[side].as_str().expect("a title"));
        assert_eq!(is, format!("Cits {was}"));
        assert_eq!(all["rule_books"], serde_json::json!([]));
    }
    let same = folder.run(&["compare", "old.json", "old.jsonl"]);
    assert_eq!(same.code, Some(0), "{}", same.out);
    let back = folder.run(&["compare", "new.json", "old.json", "--fail-on", "never"]);
    assert_eq!(back.code, Some(0), "{}", back.out);
}

/// A report of version 1 knows neither identity nor money.
#[test]
fn an_old_report_is_compared_with_a_new_one() {
    let folder = compared();
    let mut report: Value = serde_json::from_str(&folder.read("old.json")).expect("JSON");
    report["schema"] = "atbilst-report/1".into();
    for name in ["settings", "totals"] {
        report.as_object_mut().expect("an object").remove(name);
    }
    for one in report["applications"].as_array_mut().expect("a list") {
        for name in ["identity", "groups", "money"] {
            one.as_object_mut().expect("an object").remove(name);
        }
        // Another version may have made them otherwise.
        for finding in one["findings"].as_array_mut().expect("a list") {
            finding["fingerprint"] = "sha256:0".into();
        }
    }
    folder.write("old.json", report.to_string());
    let all = folder
        .run(&["compare", "old.json", "new.json", "--format", "json"])
        .json();
    assert_eq!(all["summary"]["findings"]["new"], 1);
    assert_eq!(all["summary"]["findings"]["gone"], 1);
}

#[test]
fn sarif_says_what_became_of_each_result() {
    let folder = compared();
    let said = folder.run(&["compare", "old.json", "new.json", "--format", "sarif"]);
    let log = said.json();
    let results = log["runs"][0]["results"]
        .as_array()
        .expect("results")
        .iter();
    let states = results
        .clone()
        .map(|one| one["baselineState"].as_str().expect("a state"));
    let states: BTreeSet<_> = states.collect();
    assert_eq!(states, BTreeSet::from(["absent", "new", "unchanged"]));
}

#[test]
fn what_is_no_report_is_refused_and_none_is_written_over() {
    let folder = compared();
    folder.write(
        "cut.jsonl",
        folder.read("old.jsonl").lines().next().unwrap_or_default(),
    );
    for no in ["cut.jsonl", "old/00001.yaml", "missing.json"] {
        let said = folder.run(&["compare", no, "new.json"]);
        assert_eq!(said.code, Some(2), "{no}: {}", said.out);
    }
    let over = folder.run(&[
        "compare",
        "old.json",
        "new.json",
        "--report",
        "json=old.json",
    ]);
    assert_eq!(over.code, Some(2), "{}", over.err);
    let all = ["human", "json", "sarif", "markdown", "html", "xlsx"];
    for (format, language) in all.iter().flat_map(|one| [(one, "lv"), (one, "en")]) {
        let arguments = [
            "compare", "old.json", "new.json", "--lang", language, "--format",
        ];
        let said = folder.run(&[&arguments[..], &[format]].concat());
        assert_eq!(said.code, Some(1), "{format}: {}", said.err);
    }
}

/// A sheet has room for 31 characters of its name.
#[test]
fn names_of_sheets_end_with_a_word() {
    let folder = compared();
    for (language, name) in [
        ("en", "Whose application it is, where…"),
        ("lv", "Kam iesniegums pieder, ja tas…"),
    ] {
        let compare = ["compare", "old.json", "new.json", "--lang", language];
        folder.run(&[&compare[..], &["--report=xlsx=c.xlsx"]].concat());
        let bytes = std::fs::read(folder.at("c.xlsx")).expect("a workbook");
        let workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
        let names = workbook.sheet_names();
        assert!(names.iter().any(|one| one == name), "{names:?}");
        assert!(
            names.iter().all(|one| one.chars().count() <= 31),
            "{names:?}"
        );
    }
}

/// A sum with an amount more, or less.
fn added(sum: &Value, amount: &Value, more: bool) -> String {
    let cents = |value: &Value| -> i64 {
        let text = value.as_str().expect("an amount").replace('.', "");
        text.parse().expect("cents")
    };
    let amount = if more { cents(amount) } else { -cents(amount) };
    let cents = cents(sum) + amount;
    format!("{}.{:02}", cents / 100, cents % 100)
}

/// What was there and is worse now counts as what is new.
#[test]
fn a_finding_that_is_worse_than_before_is_no_old_one() {
    let folder = compared();
    let late = "2.1.2.1.i-00011";
    let of_kind = |kind: &str, level: &str, verdict: &str| {
        let mut report: Value = serde_json::from_str(&folder.read("new.json")).expect("JSON");
        let all = report["applications"].as_array_mut().expect("a list");
        let one = all.iter_mut().find(|one| one["id"] == late);
        let one = one.expect("the late one");
        one["verdict"] = verdict.into();
        one["findings"][0]["kind"] = kind.into();
        one["findings"][0]["level"] = level.into();
        // As the totals of such a report would say.
        let money = one["money"].clone();
        for pair in [("does_not_comply", verdict), ("fail", kind)] {
            for (key, more) in [(pair.0, -1), (pair.1, 1)] {
                let count = &mut report["summary"][key];
                *count = (count.as_i64().expect("a count") + more).into();
            }
        }
        for (key, more) in [("does_not_comply", false), (verdict, true)] {
            let sum = &mut report["summary"]["money"][key];
            *sum = added(sum, &money, more).into();
        }
        report.to_string()
    };
    folder.write("fail.json", of_kind("fail", "error", "does_not_comply"));
    folder.write("warns.json", of_kind("fail", "warning", "needs_review"));
    folder.write("review.json", of_kind("review", "error", "needs_review"));
    folder.write("waived.json", of_kind("waived", "error", "complies"));
    folder.write("answered.json", of_kind("answered", "error", "complies"));
    let order = ["answered", "waived", "review", "warns", "fail"];
    for (old, one) in order.iter().enumerate() {
        for (new, other) in order.iter().enumerate() {
            let [one, other] = [one, other].map(|name| format!("{name}.json"));
            let worse = new > old && new > 1;
            let said = folder.run(&["compare", &one, &other]);
            assert_eq!(said.code, Some(i32::from(worse)), "{one} {other}");
            let said = folder.run(&["compare", &one, &other, "--fail-on", "error"]);
            assert_eq!(
                said.code,
                Some(i32::from(worse && new == 4)),
                "{one} {other}"
            );
        }
    }
}

/// What was late and is later now is worse, and what is less late is not.
#[test]
fn what_is_further_beyond_its_limit_is_worse() {
    let folder = Folder::new();
    for (name, day) in [("late", "2023-01-04"), ("later", "2023-03-04")] {
        folder.copy("examples/complete.yaml", "a/one.yaml");
        let text = folder.read("a/one.yaml");
        let text = text.replacen("submitted: 2022-12-20", &format!("submitted: {day}"), 1);
        folder.write("a/one.yaml", text);
        folder.check(&["a", &format!("--report=json={name}.json")]);
    }
    // A question as well: a larger tax than anybody pays.
    for (name, tax) in [("odd", "300000.00"), ("odder", "9000000.00")] {
        folder.copy("examples/complete.yaml", "a/one.yaml");
        let text = folder.read("a/one.yaml").replacen(
            "state_budget_vat: 130000.00",
            &format!("state_budget_vat: {tax}"),
            1,
        );
        folder.write("a/one.yaml", text);
        folder.check(&["a", &format!("--report=json={name}.json")]);
    }
    let later = [(["late", "later"], 1), (["later", "late"], 0)];
    let odder = [(["odd", "odder"], 1), (["odder", "odd"], 0)];
    for (sides, code) in later.into_iter().chain(odder) {
        let [old, new] = sides.map(|name| format!("{name}.json"));
        let said = folder.run(&["compare", &old, &new]);
        assert_eq!(said.code, Some(code), "{old} {new}: {}", said.out);
    }
}

/// What one report left out is neither new nor gone, and that it was made so is told.
#[test]
fn other_limits_make_no_news() {
    let folder = Folder::new();
    folder.write("a/empty.yaml", "call: 2.1.2.1.i\nid: x\n");
    folder.check(&["a", "--report=json=all.json"]);
    folder.check(&["a", "--report=json=few.json", "--max-findings=4"]);
    for sides in [["all.json", "few.json"], ["few.json", "all.json"]] {
        let said = folder.run(&[&["compare"][..], &sides].concat());
        assert_eq!(said.code, Some(0), "{}", said.out);
        let told = said.out.split_whitespace().collect::<Vec<_>>().join(" ");
        for expected in ["0 new, 0 gone", "other settings", "told as neither"] {
            assert!(told.contains(expected), "{told}");
        }
        let said = folder.run(&[&["compare", "--format=json"][..], &sides].concat());
        let summary = &said.json()["summary"];
        assert_eq!(summary["settings_differ"], true, "{summary}");
        assert!(
            summary["left_out"]["untold"].as_u64() > Some(0),
            "{summary}"
        );
    }
}

/// A failure that the later report counted and does not hold is not passed over.
#[test]
fn what_is_left_out_counts() {
    let folder = Folder::new();
    let text = std::fs::read_to_string("examples/complete.yaml").expect("an example");
    let one = text.replace("no_fraud: true", "no_fraud: false");
    let two = one.replace("no_corruption: true", "no_corruption: false");
    for (name, text) in [("one", one), ("two", two)] {
        folder.write("a/a.yaml", text);
        let report = format!("--report=json={name}.json");
        folder.check(&["a", &report, "--max-findings=1", "--no-portfolio"]);
    }
    for (sides, code) in [
        (["one.json", "two.json"], 1),
        (["two.json", "one.json"], 0),
        (["two.json", "two.json"], 0),
    ] {
        let said = folder.run(&[&["compare"][..], &sides].concat());
        assert_eq!(said.code, Some(code), "{}", said.out);
        let told = said.out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            told.contains("what became of those cannot be said"),
            "{told}"
        );
    }
}

/// A sum over all applications that only changed is not another failure; one in common of other applications is.
#[test]
fn what_was_measured_again_is_told_as_changed() {
    let folder = Folder::new();
    for side in ["old", "new"] {
        for name in ["apkalposana", "gramatvediba", "pieteikumi"] {
            let name = format!("{name}.yaml");
            folder.copy(
                &format!("examples/portfolio/{name}"),
                &format!("{side}/{name}"),
            );
        }
    }
    // Both what it asks for and what it is spent on, so that it still counts.
    let name = "new/pieteikumi.yaml";
    let text = folder.read(name).replace("28500000.00", "28400000.00");
    folder.write(name, text.replace("30000000.00", "29900000.00"));
    for side in ["old", "new"] {
        folder.check(&[side, &format!("--report=json={side}.json")]);
    }
    let said = folder.run(&["compare", "old.json", "new.json", "--format=json"]);
    let all = said.json();
    let findings = all["findings"].as_array().expect("a list").iter();
    let of_sum: Vec<_> = findings
        .filter(|one| one["rule"] == "portfolio-envelope")
        .collect();
    let [one] = &of_sum[..] else {
        panic!("{of_sum:?}");
    };
    assert_eq!(one["state"], "kept", "{one}");
    assert_ne!(one["found"], one["old_found"], "{one}");
    let told = folder.run(&["compare", "old.json", "new.json"]).out;
    assert!(told.contains("told otherwise"), "{told}");
}
