//! `verify`: a report that is true stays true, and whatever was changed is seen.

use std::path::Path;

use serde_json::Value;

use super::catalogue;
use crate::folder::Folder;
use crate::program::{run, within};

const REPORT: &str = "--report=json=report.json";

/// A folder with three applications and the report of their check.
fn verified() -> Folder {
    let folder = Folder::new();
    for (from, name) in [
        ("examples/complete.yaml", "applications/complete.yaml"),
        (
            "examples/violations/period-order.yaml",
            "applications/period-order.yaml",
        ),
        (
            "examples/review/not-stated.yaml",
            "applications/not-stated.yaml",
        ),
    ] {
        folder.copy(from, name);
    }
    let check = ["applications", REPORT, "--lang=lv", "--format=table"];
    assert_eq!(folder.check(&check).code, Some(1));
    folder
}

fn verify(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let said = run(within(folder).arg("verify").args(arguments));
    (said.code.expect("an exit code"), said.out + &said.err)
}

#[test]
fn a_report_that_is_true_stays_true_wherever_it_is_asked() {
    let folder = verified();
    let [report, root, named] = ["report.json", "", "applications"].map(|name| folder.name(name));
    let (code, said) = verify(folder.path(), &["report.json"]);
    assert_eq!(code, 0, "{said}");
    for arguments in [[&*report, &*root], [&*report, &*named]] {
        let (code, said) = verify(Path::new("/"), &arguments);
        assert_eq!(code, 0, "{said}");
    }
}

#[test]
fn what_was_changed_is_seen() {
    let change = |what: &dyn Fn(&Path), expected: &str| {
        let folder = verified();
        what(folder.path());
        let (code, said) = verify(folder.path(), &["report.json"]);
        assert_eq!(code, 1, "{said}");
        assert!(said.contains(expected), "{said}");
    };
    let edit = |path: &Path, from: &str, to: &str| {
        let text = std::fs::read_to_string(path).expect("a file");
        assert!(text.contains(from), "{from}");
        std::fs::write(path, text.replacen(from, to, 1)).expect("written");
    };
    change(
        &|folder| {
            edit(
                &folder.join("applications/complete.yaml"),
                "730000.00",
                "730000.01",
            )
        },
        "the file was changed: applications/complete.yaml",
    );
    change(
        &|folder| {
            let path = folder.join("applications/period-order.yaml");
            std::fs::remove_file(path).expect("removed");
        },
        "the file is missing: applications/period-order.yaml",
    );
    change(
        &|folder| {
            let [from, to] =
                ["complete.yaml", "new.yaml"].map(|n| folder.join("applications").join(n));
            std::fs::copy(from, to).expect("copied");
        },
        "the file was added: applications/new.yaml",
    );
    change(
        &|folder| {
            let path = folder.join("applications/atbilst-waivers.yaml");
            std::fs::write(path, "waivers: []\n").expect("written");
        },
        "the waivers were added: applications/atbilst-waivers.yaml",
    );
    let report = |folder: &Path, edit: &dyn Fn(&mut Value)| {
        let path = folder.join("report.json");
        let text = std::fs::read_to_string(&path).expect("the report");
        let mut value = serde_json::from_str(&text).expect("JSON");
        edit(&mut value);
        std::fs::write(path, value.to_string()).expect("written");
    };
    change(
        &|folder| {
            report(folder, &|report| {
                report["applications"][2]["outcomes"]["period-order"] = "pass".into();
            });
        },
        &format!(
            "rule `period-order`: “{}” in the report, now “{}”",
            catalogue().say("outcome.pass", &[]),
            catalogue().say("outcome.fail", &[])
        ),
    );
    change(
        &|folder| report(folder, &|report| report["summary"]["complies"] = 2.into()),
        "the totals of the report are not those of its files",
    );
    change(
        &|folder| {
            report(folder, &|report| {
                report["applications"][2]["findings"][0]["message"] = "Nekas.".into();
            });
        },
        "says something else of applications/period-order.yaml",
    );
    change(
        &|folder| {
            report(folder, &|report| {
                report["portfolio"][0]["outcomes"]["portfolio-targets"] = "pass".into();
            });
        },
        "another outcome for all applications of the call 2.1.2.1.i together",
    );
    type Edit = fn(&mut Value);
    let edits: [(Edit, &str); 13] = [
        (
            |report| report["notes"] = serde_json::json!(["Viss ir kārtībā."]),
            "the part `notes` of the report",
        ),
        (
            |report| report["rule_books"] = serde_json::json!([]),
            "does not name the rule book that the check applies: 2.1.2.1.i",
        ),
        (
            |report| report["rule_books"][0]["version"] = "2020-01-01".into(),
            "the part `rule_books` of the report",
        ),
        (
            |report| {
                let first = report["applications"][0].clone();
                let all = report["applications"].as_array_mut();
                all.expect("applications").push(first);
            },
            "names an application more than once: applications/complete.yaml",
        ),
        (
            |report| report["tool"]["approved"] = true.into(),
            "the part `tool` of the report",
        ),
        (
            |report| report["approved"] = true.into(),
            "the part `approved` of the report",
        ),
        (
            |report| report["summary"]["approved"] = 3.into(),
            "the totals of the report",
        ),
        (
            |report| report["applications"][0]["approved"] = true.into(),
            "says something else of applications/complete.yaml",
        ),
        (
            |report| {
                report["applications"][0]["trace"] =
                    serde_json::json!([{ "rule": "period-order", "judgements": [] }])
            },
            "says something else of applications/",
        ),
        (
            |report| report["waivers"] = serde_json::json!([{ "path": "none.yaml", "sha256": "" }]),
            "the waivers are missing: none.yaml",
        ),
        (
            |report| {
                let portfolio = serde_json::json!({ "findings": [] });
                let all = report["portfolio"].as_array_mut();
                all.expect("portfolios").push(portfolio);
            },
            "the part `portfolio` of the report",
        ),
        (
            |report| {
                let all = report.as_object_mut();
                all.expect("an object").remove("notes");
            },
            "the part `notes` of the report",
        ),
        (
            |report| {
                let all = report["applications"].as_array_mut();
                all.expect("applications").reverse();
            },
            "the part `applications` of the report",
        ),
    ];
    for (edit, expected) in edits {
        change(&|folder| report(folder, &edit), expected);
    }
}

/// Why rules came out as they did is told again where it was told.
#[test]
fn a_report_with_traces_stays_true() {
    for trace in ["--trace", "--trace=period-order"] {
        let folder = verified();
        let made = folder.check(&["applications", trace, REPORT]);
        assert_eq!(made.code, Some(1));
        let (code, said) = verify(folder.path(), &["report.json"]);
        assert_eq!(code, 0, "{said}");
        let mut report: Value = serde_json::from_str(&folder.read("report.json")).expect("JSON");
        report["applications"][0]["trace"][0]["judgements"][0]["reason"] = "x".into();
        folder.write("report.json", report.to_string());
        let (code, said) = verify(folder.path(), &["report.json"]);
        assert_eq!(code, 1, "{said}");
    }
}

/// The waivers of one of two folders are for that folder alone, and stay so when the report is held against the files again.
#[test]
fn a_report_with_the_waivers_of_a_folder_stays_true() {
    let folder = Folder::new();
    for name in ["a/late.yaml", "b/late.yaml"] {
        folder.copy("examples/violations/selection-deadline.yaml", name);
    }
    let late = folder.read("a/late.yaml");
    let id = late.lines().find_map(|line| line.strip_prefix("id: "));
    folder.write(
        "a/atbilst-waivers.yaml",
        format!(
            "waivers:\n- {{ rule: selection-deadline, application: {}, reason: R, approver: A, document: D, \
             issued: 2026-01-05, expires: 2026-12-31 }}\n",
            id.expect("an id")
        ),
    );
    let made = folder.check(&["a", "b", REPORT, "--format=csv"]);
    assert_eq!(made.code, Some(1));
    let (code, said) = verify(folder.path(), &["report.json"]);
    assert_eq!(code, 0, "{said}");
}

#[test]
fn another_rule_book_is_seen() {
    let folder = verified();
    let book = std::fs::read_to_string("rules/2.1.2.1.i.yaml").expect("the book");
    folder.write("other.yaml", format!("{book}\n# another\n"));
    for entry in std::fs::read_dir("rules/sources").expect("the sources") {
        let name = entry.expect("a file").file_name();
        let name = format!("sources/{}", name.to_str().expect("UTF-8"));
        folder.copy(&format!("rules/{name}"), &name);
    }
    let (code, said) = verify(folder.path(), &["report.json", "--rules", "other.yaml"]);
    assert_eq!(code, 1, "{said}");
    assert!(
        said.contains("the rule book is another: 2.1.2.1.i"),
        "{said}"
    );
}

#[test]
fn what_cannot_be_verified_ends_with_two() {
    let folder = Folder::new();
    for (name, text) in [
        ("none.json", None),
        ("text.json", Some("no JSON")),
        ("other.json", Some("{\"schema\": \"another/1\"}")),
        ("old.json", Some("{\"schema\": \"atbilst-report/1\"}")),
    ] {
        if let Some(text) = text {
            folder.write(name, text);
        }
        let (code, said) = verify(folder.path(), &[name]);
        assert_eq!(code, 2, "{said}");
        assert!(said.contains(name), "{said}");
    }
}
