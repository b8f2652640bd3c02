//! What every example of the repository comes to: the expectations of examples.yaml, through the program.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use crate::cases::cases;
use crate::program;

#[derive(Deserialize)]
struct Expected {
    applications: BTreeMap<String, Application>,
    portfolios: BTreeMap<String, Portfolio>,
}

#[derive(Deserialize)]
struct Application {
    verdict: String,
    findings: Vec<String>,
}

#[derive(Deserialize)]
struct Portfolio {
    findings: Vec<String>,
}

/// `rules kind` of each finding, in the order of the report.
fn findings(of: &serde_json::Value) -> Vec<String> {
    let word = |value: &serde_json::Value| value.as_str().unwrap_or("").to_owned();
    let one = |finding: &serde_json::Value| {
        let also = finding["also"].as_array().into_iter().flatten();
        let rules: Vec<String> = std::iter::once(finding)
            .chain(also)
            .map(|told| word(&told["rule"]))
            .collect();
        format!("{} {}", rules.join(", "), word(&finding["kind"]))
    };
    of["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .map(one)
        .collect()
}

#[test]
fn every_example_comes_out_as_it_says() {
    let expected: Expected = cases("tests/law/examples.yaml");
    let (report, code) = program::report(&["--no-portfolio"], &[Path::new("examples")]);
    assert_eq!(code, 1, "the examples show violations");
    let applications = report["applications"].as_array().expect("applications");
    assert_eq!(applications.len(), expected.applications.len());
    for application in applications {
        let path = application["path"].as_str().expect("a path");
        let wanted = expected
            .applications
            .get(path)
            .unwrap_or_else(|| panic!("nothing is expected of {path}"));
        assert_eq!(application["verdict"], wanted.verdict.as_str(), "{path}");
        assert_eq!(findings(application), wanted.findings, "{path}");
    }
    for (folder, wanted) in &expected.portfolios {
        let (report, _) = program::report(&[], &[Path::new(folder)]);
        assert_eq!(
            findings(&report["portfolio"][0]),
            wanted.findings,
            "{folder}"
        );
    }
}

/// "One small telling file for each kind": the file is named after what it shows.
#[test]
fn every_violation_shows_its_rule_first() {
    let (report, _) = program::report(&["--no-portfolio"], &[Path::new("examples/violations")]);
    for application in report["applications"].as_array().expect("applications") {
        let path = Path::new(application["path"].as_str().expect("a path"));
        let named = path
            .file_stem()
            .and_then(|name| name.to_str())
            .expect("a name");
        assert!(
            findings(application)
                .iter()
                .any(|finding| finding == &format!("{named} fail")),
            "{path:?}"
        );
    }
}
