//! What a finding rests on, as cases: an application of a book in which a few values change, and whether a decided finding of a rule is
//! still the same after it.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_yaml::Value;

use crate::cases::cases;
use crate::change::changed;
use crate::folder::Folder;
use crate::program;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    book: String,
    rule: String,
    /// What both have.
    #[serde(default)]
    with: BTreeMap<String, Value>,
    #[serde(default)]
    without: Vec<String>,
    /// What changes after the decision.
    then: BTreeMap<String, Value>,
    same: bool,
}

#[test]
fn what_a_decision_rests_on_ends_it_when_it_changes() {
    for case in cases::<Vec<Case>>("tests/law/waivers/rests_on.yaml") {
        let path = format!("tests/books/{}.yaml", case.book);
        let book: Value = cases(&path);
        let before = changed(&book["complete"], &case.with, &case.without);
        let after = changed(&before, &case.then, &[]);
        let [one, other] = [before, after].map(|application| {
            let folder = Folder::new();
            let text = serde_yaml::to_string(&application).expect("YAML");
            folder.write("a.yaml", text);
            let rules = program::here().join(&path);
            let rules = rules.to_str().expect("UTF-8");
            let arguments = ["--no-portfolio", "--rules", rules];
            let (report, _) = program::report(&arguments, &[folder.path()]);
            let findings = report["applications"][0]["findings"].as_array();
            // What several rules ask alike is one finding, and a decision about each.
            let findings = findings.expect("findings").iter();
            let also = |one: &'_ serde_json::Value| one["also"].as_array().cloned();
            let all = findings.flat_map(|one| [vec![one.clone()], also(one).unwrap_or_default()]);
            let own = all.flatten().find(|one| one["rule"] == case.rule.as_str());
            let own = own.unwrap_or_else(|| panic!("{}: {report:#}", case.rule));
            (own["fingerprint"].clone(), own["basis"].clone())
        });
        assert!(one.1.is_string(), "{}", case.rule);
        assert_eq!(one == other, case.same, "{} {:?}", case.rule, case.then);
    }
}
