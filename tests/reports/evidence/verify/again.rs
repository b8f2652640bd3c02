//! What a report says beside its findings is made again: of version 1, with reasons, with the waivers of a folder.

use serde_json::Value;

use super::{REPORT, verified, verify};
use crate::folder::Folder;

fn remove(report: &mut Value, at: &str, name: &str) {
    let part = report.pointer_mut(at).and_then(Value::as_object_mut);
    assert!(
        part.expect("an object").remove(name).is_some(),
        "{at}/{name}"
    );
}

/// A report of version 1 has no settings, and says nothing of whose project an application is or of what to write.
#[test]
fn a_report_of_version_1_is_read() {
    let folder = verified();
    let mut report: Value = serde_json::from_str(&folder.read("report.json")).expect("JSON");
    report["schema"] = "atbilst-report/1".into();
    for application in report["applications"].as_array_mut().expect("a list") {
        for finding in application["findings"].as_array_mut().expect("a list") {
            let finding = finding.as_object_mut().expect("an object");
            for new in ["slip", "write", "also", "basis"] {
                finding.remove(new);
            }
        }
    }
    // What version 1 does not say of all applications together.
    for portfolio in report["portfolio"].as_array_mut().expect("a list") {
        for finding in portfolio["findings"].as_array_mut().expect("a list") {
            finding.as_object_mut().expect("a finding").remove("basis");
        }
        let as_of = portfolio["as_of"].as_object_mut().expect("a day");
        as_of.remove("application");
        for figure in portfolio["figures"].as_array_mut().expect("a list") {
            let figure = figure.as_object_mut().expect("a figure");
            let new = [
                "complies",
                "with_review",
                "all",
                "among",
                "reached_with_review",
            ];
            new.iter().for_each(|key| drop(figure.remove(*key)));
        }
    }
    let summary = report["summary"].as_object_mut().expect("totals");
    summary.remove("complies_with_together");
    folder.write("both.json", report.to_string());
    let (code, said) = verify(folder.path(), &["both.json"]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("no check writes the part `/"), "{said}");
    let new = [
        "money",
        "complies_with_waivers",
        "complies_with_answers",
        "answered",
    ];
    let new = new.map(|name| ("/summary", name));
    for (at, name) in [("", "settings"), ("", "totals")].into_iter().chain(new) {
        remove(&mut report, at, name);
    }
    remove(&mut report, "/rule_books/0", "sources");
    for place in 0..report["applications"].as_array().map_or(0, Vec::len) {
        for name in ["identity", "groups", "money", "nearest"] {
            remove(&mut report, &format!("/applications/{place}"), name);
        }
        let application = &mut report["applications"][place];
        application.as_object_mut().expect("one").remove("together");
    }
    folder.write("one.json", report.to_string());
    let (code, said) = verify(folder.path(), &["one.json"]);
    assert_eq!(code, 0, "{said}");
    report["summary"]["pass"] = 1.into();
    folder.write("one.json", report.to_string());
    let (code, said) = verify(folder.path(), &["one.json"]);
    assert_eq!(code, 1, "{said}");
    assert!(
        said.contains("a report of version 1, which does not say"),
        "{said}"
    );
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
            "waivers:\n- {{ rule: selection-deadline, application: {}, reason: Decided by the department, approver: Director, document: No 12, \
             issued: 2026-01-05, expires: 2026-12-31 }}\n",
            id.expect("an id")
        ),
    );
    let made = folder.check(&["a", "b", REPORT, "--format=csv"]);
    assert_eq!(made.code, Some(1));
    let (code, said) = verify(folder.path(), &["report.json"]);
    assert_eq!(code, 0, "{said}");
}

/// Nobody added a file: the report was changed.
#[test]
fn an_application_that_was_taken_out_of_a_report_is_missed_by_its_totals() {
    let folder = verified();
    let mut report: Value = serde_json::from_str(&folder.read("report.json")).expect("JSON");
    report["applications"]
        .as_array_mut()
        .expect("a list")
        .remove(0);
    folder.write("report.json", report.to_string());
    let (code, said) = verify(folder.path(), &["report.json"]);
    assert_eq!(code, 1, "{said}");
    assert!(
        said.contains("they say 3 applications, and it holds 2"),
        "{said}"
    );
    assert!(
        said.contains("does not hold this application") && !said.contains("was added"),
        "{said}"
    );
}

#[test]
fn a_report_of_a_version_that_is_not_known_is_named() {
    let folder = verified();
    let text = folder.read("report.json");
    folder.write(
        "report.json",
        text.replace("atbilst-report/2", "atbilst-report/3"),
    );
    for words in [
        &["verify", "report.json"][..],
        &["compare", "report.json", "report.json"],
        &["waivers", "draft", "report.json"],
    ] {
        let said = folder.run(words);
        assert_eq!(said.code, Some(2), "{}", said.out);
        assert!(
            said.err.contains("of the form atbilst-report/3"),
            "{}",
            said.err
        );
    }
}
