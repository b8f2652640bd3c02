//! Which day counts is said: the day of the check where the surroundings set it, and the day whose law is asked for.

use serde_json::Value;

use crate::folder::Folder;
use crate::program::run;

/// 22 November 2022, in Latvia.
const EPOCH: &str = "1669075200";

const WAIVERS: &str = "waivers:
  - rule: selection-deadline
    path: late.yaml
    reason: Termiņu pagarināja ministrija.
    approver: Anna Bērziņa
    document: Nr. 12
    issued: 2022-11-01
    expires: 2022-11-30
";

fn notes(report: &Value) -> String {
    report["notes"].to_string()
}

#[test]
fn a_day_that_the_surroundings_set_is_told_where_decisions_count() {
    let folder = Folder::new();
    folder.copy("examples/violations/selection-deadline.yaml", "late.yaml");
    let check = |arguments: &[&str]| {
        let words = ["check", "--no-portfolio", "--format=json", "late.yaml"];
        let mut command = folder.atbilst();
        run(command
            .env("SOURCE_DATE_EPOCH", EPOCH)
            .args(words)
            .args(arguments))
    };
    let told = "not typed count: SOURCE_DATE_EPOCH (today: 2022-11-22).";
    assert!(!notes(&check(&[]).json()).contains("SOURCE_DATE_EPOCH"));
    folder.write("atbilst-waivers.yaml", WAIVERS);
    let waived = check(&[]);
    assert_eq!(waived.code, Some(0), "{}", waived.err);
    assert!(
        notes(&waived.json()).contains(told),
        "{}",
        notes(&waived.json())
    );
    assert!(waived.err.contains(told), "{}", waived.err);
    // The same check made again says the same.
    folder.write("report.json", &waived.out);
    let verified = folder.run(&["verify", "report.json"]);
    assert_eq!(verified.code, Some(0), "{verified:?}");
    // Whoever names the day knows it.
    let named = check(&["--today=2022-11-22"]);
    assert!(!notes(&named.json()).contains("SOURCE_DATE_EPOCH"));
    assert_eq!(check(&["--today=2022-12-01"]).code, Some(1));
    let mut command = folder.atbilst();
    let checked = run(command
        .env("SOURCE_DATE_EPOCH", EPOCH)
        .args(["waivers", "check", "."]));
    assert!(checked.err.contains(told), "{}", checked.err);
}

/// A check for a day to come is right about it; it is no proof that the day has come.
#[test]
fn a_report_of_a_day_still_to_come_is_told() {
    let folder = Folder::new();
    folder.copy("examples/complete.yaml", "a.yaml");
    let told = "a day still to come";
    for (day, is_told) in [("2022-11-22", false), ("2999-01-01", true)] {
        let today = format!("--today={day}");
        folder.run(&["check", "a.yaml", &today, "--report=json=report.json"]);
        let verified = folder.run(&["verify", "report.json"]);
        assert_eq!(verified.code, Some(0), "{verified:?}");
        assert_eq!(verified.err.contains(told), is_told, "{}", verified.err);
    }
}

#[test]
fn the_law_of_a_day_that_nobody_has_read_yet_is_told() {
    let folder = Folder::new();
    folder.copy("examples/complete.yaml", "a.yaml");
    let told = "was last compared with the law on";
    for (day, is_told) in [
        ("2026-08-31", false),
        ("2027-06-01", true),
        ("9999-12-31", true),
    ] {
        let as_of = format!("--as-of={day}");
        let notes = notes(&folder.check(&[&as_of, "--format=json"]).json());
        assert_eq!(notes.contains(told), is_told, "{day}: {notes}");
        for format in ["human", "markdown", "html", "junit", "sarif", "github"] {
            let said = folder.check(&[&as_of, "--format", format]);
            let text = said.out.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(text.contains(told), is_told, "{format}, {day}: {text}");
        }
    }
}
