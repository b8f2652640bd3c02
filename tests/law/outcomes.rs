//! Every rule on both sides of its line, through the program: the cases of outcomes.yaml.

use crate::change;
use crate::program;

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde_yaml::Value;

#[derive(Deserialize)]
struct Case {
    rule: String,
    #[serde(default)]
    set: BTreeMap<String, Value>,
    #[serde(default)]
    drop: Vec<String>,
    as_of: Option<String>,
    outcome: String,
}

#[test]
fn every_case_comes_out_as_it_says() {
    let cases: Vec<Case> = serde_yaml::from_str(include_str!("outcomes.yaml")).expect("the cases");
    let complete: Value = serde_yaml::from_str(include_str!("../../examples/complete.yaml"))
        .expect("the complete application");
    let mut runs: BTreeMap<Option<&str>, Vec<&Case>> = BTreeMap::new();
    for case in &cases {
        runs.entry(case.as_of.as_deref()).or_default().push(case);
    }
    let mut wrong = Vec::new();
    for (as_of, cases) in runs {
        let folder = tempfile::tempdir().expect("a folder");
        for (index, case) in cases.iter().enumerate() {
            let application = change::changed(&complete, &case.set, &case.drop);
            let text = serde_yaml::to_string(&application).expect("YAML");
            std::fs::write(folder.path().join(format!("{index:03}.yaml")), text).expect("a file");
        }
        let mut arguments = vec!["--no-portfolio"];
        arguments.extend(as_of.iter().flat_map(|day| ["--as-of", day]));
        let (report, _) = program::report(&arguments, &[folder.path()]);
        let applications = report["applications"].as_array().expect("applications");
        assert_eq!(applications.len(), cases.len());
        for (case, application) in cases.iter().zip(applications) {
            let outcome = application["outcomes"][&case.rule]
                .as_str()
                .unwrap_or("none");
            let kinds: Vec<_> = application["findings"]
                .as_array()
                .expect("findings")
                .iter()
                .filter(|f| f["rule"] == *case.rule)
                .map(|f| f["kind"].as_str().unwrap_or(""))
                .collect();
            let told = matches!(outcome, "fail" | "review") == kinds.contains(&outcome);
            if outcome != case.outcome || !told {
                wrong.push(format!(
                    "{} {:?} {:?} {:?}: {outcome}, not {}; findings {kinds:?}",
                    case.rule, case.as_of, case.set, case.drop, case.outcome
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// No rule of the book is left out of the table.
#[test]
fn every_rule_has_a_case_that_triggers_it_and_one_that_does_not() {
    let cases: Vec<Case> = serde_yaml::from_str(include_str!("outcomes.yaml")).expect("the cases");
    let (report, _) = program::report(&[], &["examples/complete.yaml".as_ref()]);
    let outcomes = report["applications"][0]["outcomes"]
        .as_object()
        .expect("outcomes");
    let elsewhere = [
        "yaml-syntax",
        "duplicate-key",
        "unreadable-file",
        "internal-error",
    ];
    for rule in outcomes
        .keys()
        .filter(|rule| !elsewhere.contains(&rule.as_str()))
    {
        let has = |outcomes: &[&str]| {
            cases
                .iter()
                .any(|case| case.rule == *rule && outcomes.contains(&case.outcome.as_str()))
        };
        assert!(has(&["fail"]), "{rule} is never triggered");
        assert!(
            has(&["pass", "not_applicable", "review"]) || rule == "unknown-call",
            "{rule} is always triggered"
        );
    }
}

/// A day before the first that the book knows is judged as that first day, and that is said.
#[test]
fn a_day_before_the_law_is_said() {
    let notes = |day: &str| {
        let (report, code) =
            program::report(&["--as-of", day], &[Path::new("examples/complete.yaml")]);
        assert_eq!(
            (code, &report["applications"][0]["verdict"]),
            (0, &"complies".into())
        );
        report["notes"].to_string()
    };
    assert_eq!(notes("2022-07-19"), "[]");
    for day in ["2022-07-18", "0001-01-01"] {
        let notes = notes(day);
        assert!(
            notes.contains("1 application is judged by the law of a day before 19 July 2022"),
            "{notes}"
        );
        assert!(notes.contains("examples/complete.yaml"), "{notes}");
    }
}
