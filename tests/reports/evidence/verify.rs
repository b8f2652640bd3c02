//! `verify`: a report that is true stays true, and whatever was changed is seen.

mod again;
mod changed;
mod places;

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
        "tells of applications/period-order.yaml in other words",
    );
    change(
        &|folder| {
            report(folder, &|report| {
                report["portfolio"][0]["outcomes"]["portfolio-targets"] = "pass".into();
            });
        },
        "another outcome: 2.1.2.1.i, rule `portfolio-targets`",
    );
    type Edit = fn(&mut Value);
    let edits: [(Edit, &str); 5] = [
        (
            |report| report["notes"] = serde_json::json!(["Viss ir kārtībā."]),
            "the part `notes` of the report",
        ),
        (
            |report| report["rule_books"] = serde_json::json!([]),
            "does not name the rule book that the check applies: 2.1.2.1.i",
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
            |report| {
                report["waivers"] =
                    serde_json::json!([{ "path": "none.yaml", "sha256": "", "folder": null }])
            },
            "the waivers are missing: none.yaml",
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

/// What no check writes is no report, whichever program is said to have made it.
#[test]
fn a_part_that_no_check_writes_is_refused_by_its_name() {
    let folder = verified();
    let made = folder.read("report.json");
    for (from, to, expected) in [
        (
            r#""tool":"#,
            r#""approved":true,"tool":"#,
            "no check writes the part `/approved`",
        ),
        (
            r#""tool":{"#,
            r#""tool":{"approved":true,"#,
            "no check writes the part `/tool/approved`",
        ),
        (
            r#""verdict":"needs_review""#,
            r#""verdict":"complies","verdict":"needs_review""#,
            "the part `/applications/1/verdict` stands in it twice",
        ),
        (
            r#""outcomes":{"#,
            r#""outcomes":{"period-order":"pass","period\u002dorder":"pass","#,
            "stands in it twice",
        ),
        (
            r#""notes":"#,
            r#""remarks":"#,
            "no check writes the part `/remarks`",
        ),
        (r#","notes":[]"#, "", "the part `/notes` is missing"),
        (
            r#""pass":"#,
            r#""pass":-"#,
            "the part `/summary/pass` has a form that no check gives it",
        ),
    ] {
        for version in ["0.1.0", "0.0.9"] {
            let changed = made.replace(
                "\"version\":\"0.1.0\"",
                &format!("\"version\":\"{version}\""),
            );
            let changed = changed.replacen(from, to, 1);
            assert_ne!(changed, made, "{from}");
            folder.write("changed.json", changed);
            for options in [&["changed.json"][..], &["changed.json", "--outcomes-only"]] {
                let (code, said) = verify(folder.path(), options);
                assert_eq!(code, 2, "{said}");
                assert!(said.contains(expected), "{said}");
            }
        }
    }
}

/// A file whose name is no Unicode stands in a report by another, which leads back to it.
#[cfg(unix)]
#[test]
fn a_report_of_a_file_with_any_name_stays_true() {
    use std::os::unix::ffi::OsStrExt as _;
    let folder = Folder::new();
    let name = std::ffi::OsStr::from_bytes(b"bad\xff.yaml");
    let text = std::fs::read("examples/complete.yaml").expect("the example");
    if std::fs::write(folder.path().join(name), text).is_err() {
        return crate::program::skipped("no such name is allowed here");
    }
    let mut check = folder.atbilst();
    run(check.arg("check").arg(name).args([REPORT, "--quiet"]));
    let (code, said) = verify(folder.path(), &["report.json"]);
    assert_eq!(code, 0, "{said}");
    folder.write("list", b"bad\xff.yaml\n");
    folder.check(&["--files-from=list", REPORT, "--quiet"]);
    let (code, said) = verify(folder.path(), &["report.json"]);
    assert_eq!(code, 0, "{said}");
}

/// Whoever takes an application out of a report takes out what was named as well; another version of the program hides neither.
#[test]
fn what_was_named_is_held_against_what_it_leads_to() {
    let folder = verified();
    let made: Value = serde_json::from_str(&folder.read("report.json")).expect("JSON");
    type Tamper<'t> = &'t dyn Fn(&mut Value);
    let tampered: [(Tamper<'_>, &str); 3] = [
        (
            &|all| all["inputs"] = Value::from(Vec::<Value>::new()),
            "inputs",
        ),
        (
            &|all| all["inputs"] = vec![Value::from("elsewhere")].into(),
            "inputs",
        ),
        (&|all| all["tool"]["name"] = "another".into(), "tool"),
    ];
    for (change, part) in tampered {
        let mut all = made.clone();
        all["tool"]["version"] = "0.0.9".into();
        change(&mut all);
        folder.write("changed.json", all.to_string());
        for options in [&["changed.json"][..], &["changed.json", "--outcomes-only"]] {
            let (code, said) = verify(folder.path(), options);
            assert_ne!(code, 0, "{said}");
            assert!(said.contains(part), "{said}");
        }
    }
}

/// A check that was made with other limits, on another day or without all of them together is made so again.
#[test]
fn the_settings_of_the_check_are_used_again() {
    for settings in [
        &["--max-findings=1"][..],
        &[
            "--max-file-size=10",
            "--max-nodes=200",
            "--max-value-size=2",
        ],
        &["--max-nodes=20"],
        &["--as-of=2025-07-01"],
        &["--no-portfolio", "--lang=en"],
        &["--no-waivers"],
    ] {
        let folder = verified();
        folder.write(
            "applications/atbilst-waivers.yaml",
            "waivers:\n- { rule: period-order, path: period-order.yaml, reason: Decided by the department, approver: Director, \
             document: No 12, issued: 2026-01-05, expires: 2026-12-31 }\n",
        );
        let applied = folder.check(&["applications"]);
        assert_eq!(applied.code, Some(0), "{applied:?}");
        let made = folder.check(&[&["applications", REPORT, "--format=csv"], settings].concat());
        assert!(made.code < Some(2), "{made:?}");
        let (code, said) = verify(folder.path(), &["report.json"]);
        assert_eq!(code, 0, "{settings:?}: {said}");
    }
}

/// The day of a check and its author are words of the report alone.
#[test]
fn what_nobody_can_know_is_said() {
    let folder = verified();
    let made = folder.read("report.json");
    folder.write(
        "early.json",
        made.replace("\"today\":\"2026-11-22\"", "\"today\":\"2026-11-21\""),
    );
    let (code, said) = verify(folder.path(), &["early.json"]);
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains("The report says that it is of 2026-11-21"),
        "{said}"
    );
    assert!(
        said.contains("No check can tell whether it was made on 2026-11-21, and by whom"),
        "{said}"
    );
}

/// PowerShell stores what a program writes in UTF-16; editors put a mark before UTF-8.
#[test]
fn a_report_is_read_in_the_encoding_that_its_mark_names() {
    let folder = verified();
    let text = folder.read("report.json");
    let units = || text.encode_utf16();
    let little = units().flat_map(u16::to_le_bytes);
    let big = units().flat_map(u16::to_be_bytes);
    let marked = |mark: &[u8], bytes: &mut dyn Iterator<Item = u8>| -> Vec<u8> {
        mark.iter().copied().chain(bytes).collect()
    };
    for (name, bytes) in [
        ("little.json", marked(b"\xff\xfe", &mut little.into_iter())),
        ("big.json", marked(b"\xfe\xff", &mut big.into_iter())),
        ("marked.json", marked(b"\xef\xbb\xbf", &mut text.bytes())),
    ] {
        folder.write(name, &bytes);
        let (code, said) = verify(folder.path(), &[name]);
        assert_eq!(code, 0, "{name}: {said}");
        // Half a letter is no letter.
        folder.write(name, &bytes[..bytes.len() - 1]);
        let (code, said) = verify(folder.path(), &[name]);
        assert_eq!(
            code,
            if name == "marked.json" { 0 } else { 2 },
            "{name}: {said}"
        );
    }
}

/// A report may be true and say less than another would: what it was told to leave aside is said with that.
#[test]
fn what_a_true_report_leaves_aside_is_said() {
    let folder = verified();
    let ways: [(&[&str], &[&str]); 3] = [
        (&[], &[]),
        (
            &["--no-portfolio", "--no-waivers", "--no-answers"],
            &["--no-portfolio", "--no-waivers", "--no-answers"],
        ),
        (&["--exclude=period*"], &["`--exclude`", "period*"]),
    ];
    for (arguments, said) in ways {
        folder.check(&[&["applications", REPORT], arguments].concat());
        let (code, told) = verify(folder.path(), &["report.json"]);
        assert_eq!(code, 0, "{told}");
        assert!(said.iter().all(|said| told.contains(said)), "{told}");
        assert_eq!(told.contains("--"), !said.is_empty(), "{told}");
    }
}
