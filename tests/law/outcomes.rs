//! Outcomes that no book has examples of, through the program: the cases of outcomes.yaml.

use std::collections::BTreeMap;
use std::path::Path;

use atbilst_core::own_rules::OWN;
use serde::Deserialize;
use serde_yaml::Value;

use crate::cases::cases;
use crate::change::changed;
use crate::folder::Folder;
use crate::program;

const CASES: &str = "tests/law/outcomes.yaml";

#[derive(Debug, Deserialize)]
struct Case {
    rule: String,
    #[serde(default)]
    set: BTreeMap<String, Value>,
    #[serde(default)]
    drop: Vec<String>,
    outcome: String,
}

#[test]
fn every_case_comes_out_as_it_says() {
    let all: Vec<Case> = cases(CASES);
    let complete: Value = cases("examples/complete.yaml");
    let folder = Folder::new();
    for (index, case) in all.iter().enumerate() {
        let application = changed(&complete, &case.set, &case.drop);
        let text = serde_yaml::to_string(&application).expect("YAML");
        folder.write(&format!("{index:03}.yaml"), text);
    }
    let (report, _) = program::report(&["--no-portfolio"], &[folder.path()]);
    let applications = report["applications"].as_array().expect("applications");
    assert_eq!(applications.len(), all.len());
    for (case, application) in all.iter().zip(applications) {
        let outcome = &application["outcomes"][&case.rule];
        assert_eq!(outcome, &*case.outcome, "{case:?}");
        let mut findings = application["findings"].as_array().into_iter().flatten();
        let told = findings.any(|one| one["rule"] == *case.rule && one["kind"] == *outcome);
        assert_eq!(told, outcome == "fail", "{case:?}");
    }
}

/// Of the rules of a book its reader asks for both.
#[test]
fn every_rule_on_the_form_has_a_case_that_triggers_it_and_one_that_does_not() {
    let all: Vec<Case> = cases(CASES);
    // Of the file, and of the program itself.
    let elsewhere = [
        "yaml-syntax",
        "duplicate-key",
        "unreadable-file",
        "internal-error",
    ];
    for rule in OWN.into_iter().filter(|rule| !elsewhere.contains(rule)) {
        let has = |outcome: &str| {
            let mut of_rule = all.iter().filter(|case| case.rule == rule);
            of_rule.any(|case| case.outcome == outcome)
        };
        assert!(has("fail"), "{rule} is never triggered");
        assert!(
            has("pass") || rule == "unknown-call",
            "{rule} is always triggered"
        );
    }
}

/// A day before the first that the book knows is judged as that first day, and that is said.
#[test]
fn a_day_before_the_law_is_said() {
    let notes = |day: &str| {
        let paths = [Path::new("examples/complete.yaml")];
        let (report, code) = program::report(&["--as-of", day], &paths);
        assert_eq!(code, 0);
        assert_eq!(report["applications"][0]["verdict"], "complies");
        report["notes"].to_string()
    };
    assert_eq!(notes("2022-07-19"), "[]");
    for day in ["2022-07-18", "0001-01-01"] {
        let notes = notes(day);
        let said = "1 application is judged by the law of a day before 19 July 2022";
        assert!(notes.contains(said), "{notes}");
        assert!(notes.contains("examples/complete.yaml"), "{notes}");
    }
}
