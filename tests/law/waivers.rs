//! Waivers, case by case (`waivers.yaml`); those of folders and files, the identity of the findings that they name, and
//! the verbs.

mod fingerprints;
mod folders;
mod rests_on;
mod verbs;

use std::sync::Arc;

use atbilst_core::check::{Checker, Settings};
use atbilst_core::finding::{Counts, Outcome, Verdict};
use atbilst_core::language::Language;
use atbilst_core::reading::{AsOf, AsOfSource};
use atbilst_core::report::{Portfolio, Report, Summary};
use atbilst_core::scalar;
use atbilst_core::waivers::{self, Waivers};

use crate::cases::cases;
use crate::engine::{self, EMBEDDED, catalogue};

const SUBJECT: &str = "examples/violations/budget-arithmetic.yaml";

#[derive(serde::Deserialize)]
struct Case {
    name: String,
    today: String,
    waived: bool,
    file: String,
    lv: Vec<String>,
    en: Vec<String>,
}

fn check(files: &[(&str, &[u8])], waivers: Waivers, today: &str, language: Language) -> Report {
    let settings = Settings {
        findings: 100,
        ..Settings::on(scalar::date(today).expect("a day"))
    };
    let checker = Checker::new(&*EMBEDDED, catalogue(language), settings);
    engine::check(&checker.with_waivers(waivers), files)
}

/// A file with a waiver of one rule, in force in 2026 and 2027.
fn waiver(rule: &str, scope: &str) -> String {
    format!(
        "waivers:\n  - {{ rule: {rule}, {scope}, reason: Decided by the department, approver: Director, document: No 12, issued: 2026-01-01, expires: 2027-12-31 }}\n"
    )
}

/// What each finding rests on.
fn bases(report: &Report) -> Vec<String> {
    let findings = report.applications.iter().flat_map(|one| &one.findings);
    let bases = findings.filter_map(|finding| finding.basis);
    bases.map(|basis| basis.to_string()).collect()
}

fn fingerprints(report: &Report) -> Vec<String> {
    let findings = report.applications.iter().flat_map(|one| &one.findings);
    findings
        .map(|finding| finding.fingerprint.to_string())
        .collect()
}

#[test]
fn every_case_comes_out_as_it_should() {
    let subject = std::fs::read(SUBJECT).expect("an example");
    let files: [(&str, &[u8]); 1] = [(SUBJECT, &subject)];
    let plain = check(&files, Waivers::default(), "2026-11-01", Language::En);
    let fingerprint = fingerprints(&plain).pop().expect("a finding");
    let basis = bases(&plain).pop().expect("a finding");
    let cases: Vec<Case> = cases("tests/law/waivers.yaml");
    assert!(cases.len() > 30);
    for case in &cases {
        let text = case.file.replace("FINGERPRINT", &fingerprint);
        let text = text.replace("BASIS", &basis);
        for (language, notes) in [(Language::Lv, &case.lv), (Language::En, &case.en)] {
            let notes: Vec<String> = notes
                .iter()
                .map(|note| note.replace("BASIS", &basis))
                .collect();
            let waivers = waivers::read("w/atbilst-waivers.yaml", text.as_bytes());
            let report = check(&files, waivers, &case.today, language);
            assert_eq!(report.notes, notes, "{}", case.name);
            let application = &report.applications[0];
            let [outcome, verdict] = match case.waived {
                true => ["waived", "complies"],
                false => ["fail", "does_not_comply"],
            };
            assert_eq!(
                application.findings[0].outcome.name(),
                outcome,
                "{}",
                case.name
            );
            assert_eq!(application.verdict.name(), verdict, "{}", case.name);
            // Everything that is counted follows, and nothing gets lost.
            let waived = u32::from(case.waived);
            let before = &plain.summary.outcomes;
            let after = &report.summary.outcomes;
            assert_eq!(after.of(Outcome::Waived), waived);
            assert_eq!(after.of(Outcome::Fail), before.of(Outcome::Fail) - waived);
            assert_eq!(after.total(), before.total());
            assert_eq!(report.summary.of(Verdict::Complies), waived as usize);
            let outcomes = application.outcomes.iter();
            assert_eq!(
                outcomes.filter(|o| **o == Outcome::Waived).count(),
                waived as usize
            );
            assert_eq!(report.waivers.len(), 1);
        }
    }
}

/// The schema for editors accepts what the program accepts, and refuses what it refuses, as far as a schema can.
#[test]
fn the_schema_of_waivers_agrees_with_the_program() {
    let schema = std::fs::read_to_string("schemas/waivers.schema.json").expect("the schema");
    let schema = serde_json::from_str(&schema).expect("JSON");
    let schema = jsonschema::validator_for(&schema).expect("a schema");
    let cases: Vec<Case> = cases("tests/law/waivers.yaml");
    let mut refused = 0;
    for case in &cases {
        let text = case
            .file
            .replace("FINGERPRINT", &format!("sha256:{}", "0".repeat(64)));
        let text = text.replace("BASIS", &format!("sha256:{}", "0".repeat(64)));
        let Ok(value) = serde_yaml::from_str::<serde_json::Value>(&text) else {
            continue;
        };
        let read = waivers::read("w.yaml", text.as_bytes());
        let beyond = [
            "a key twice",
            "no day",
            "ends before",
            "nobody sees",
            "not in words",
            "what the draft",
        ];
        let beyond = beyond.iter().any(|words| case.name.contains(words));
        if value.is_null() || beyond {
            continue;
        }
        let valid = schema.is_valid(&value);
        assert_eq!(
            valid,
            read.mistakes().next().is_none(),
            "{}: {:?}",
            case.name,
            read
        );
        refused += usize::from(!valid);
    }
    assert!(refused > 10);
}

#[test]
fn a_finding_over_all_applications_is_waived_for_its_call() {
    let texts = ["gramatvediba", "pieteikumi", "apkalposana"].map(|name| {
        let path = format!("examples/portfolio/{name}.yaml");
        let text = std::fs::read(&path).expect("an example");
        (path, text)
    });
    let files: Vec<(&str, &[u8])> = texts
        .iter()
        .map(|(path, text)| (&**path, &**text))
        .collect();
    let before = check(&files, Waivers::default(), "2026-11-01", Language::En);
    let findings = &before.portfolios[0].findings;
    let finding = findings.first().expect("a finding");
    let basis = finding.basis.expect("what it rests on");
    let scope = format!(
        "call: 2.1.2.1.i, fingerprint: '{}', basis: '{basis}'",
        finding.fingerprint
    );
    let text = waiver(&finding.rule, &scope);
    let waivers = waivers::read("atbilst-waivers.yaml", text.as_bytes());
    let after = check(&files, waivers, "2026-11-01", Language::En);
    assert_eq!(after.notes, before.notes);
    let waived = &after.portfolios[0].findings[0];
    assert_eq!(waived.outcome, Outcome::Waived);
    assert_eq!(
        waived.waived.as_ref().map(|waived| waived.outcome),
        Some(finding.outcome)
    );
    assert_eq!(after.summary.outcomes.of(Outcome::Waived), 1);
    assert_eq!(
        after.summary.outcomes.total(),
        before.summary.outcomes.total()
    );
}

/// Where no rule was judged, nothing can be waived into compliance.
#[test]
fn a_file_that_names_no_call_cannot_be_waived() {
    let text = waiver("missing-field", "path: a.yaml");
    let waivers = waivers::read("atbilst-waivers.yaml", text.as_bytes());
    let report = check(
        &[("a.yaml", b"id: x\n")],
        waivers,
        "2026-11-01",
        Language::En,
    );
    assert_eq!(report.applications[0].findings[0].outcome, Outcome::Fail);
    assert_eq!(report.applications[0].verdict, Verdict::DoesNotComply);
    assert_eq!(report.notes.len(), 1);
}

/// Nor is a question over all applications answered by waiving what keeps it open.
#[test]
fn what_is_not_decided_over_all_asks_for_a_person() {
    let of = |outcome| {
        let mut summary = Summary::default();
        summary.add_portfolio(&Portfolio {
            book: 0,
            as_of: AsOf {
                date: scalar::date("2026-11-01").expect("a day"),
                from: AsOfSource::Option,
            },
            as_of_application: None,
            applications: 2,
            members: Arc::default(),
            outcomes: [outcome].into(),
            findings: Vec::new(),
            concerned: Vec::new(),
            undecided: Vec::new(),
            counts: Counts::default(),
            figures: Vec::new(),
        });
        (summary.errors, summary.reviews)
    };
    assert_eq!(of(Outcome::Pass), (0, 0));
    assert_eq!(of(Outcome::Open), (0, 1));
}

/// Of several waivers of one finding the first in force counts, wherever its finding is named.
#[test]
fn the_first_waiver_in_force_covers_a_finding() {
    let subject = std::fs::read(SUBJECT).expect("an example");
    let files: [(&str, &[u8]); 1] = [(SUBJECT, &subject)];
    let plain = check(&files, Waivers::default(), "2026-11-01", Language::En);
    let fingerprint = fingerprints(&plain).pop().expect("a finding");
    let basis = bases(&plain).pop().expect("a finding");
    let terms = "approver: Director, document: No 12, expires: 2027-12-31";
    let by = [
        (
            format!(
                "path: {SUBJECT}, fingerprint: '{fingerprint}', basis: '{basis}', issued: 2026-12-01"
            ),
            "decided, but not yet",
        ),
        (
            format!("path: {SUBJECT}, issued: 2026-01-01"),
            "decided by path",
        ),
        (
            format!(
                "application: 2.1.2.1.i-0109, fingerprint: '{fingerprint}', basis: '{basis}', issued: 2026-01-01"
            ),
            "decided by fingerprint",
        ),
        (
            "application: 2.1.2.1.i-0109, issued: 2026-01-01".to_owned(),
            "decided by identity",
        ),
    ];
    for first in 0..by.len() {
        let mut order: Vec<_> = by.iter().collect();
        order.rotate_left(first);
        let entry = |(scope, reason): &&(String, &str)| {
            format!("- {{ rule: budget-arithmetic, {scope}, reason: '{reason}', {terms} }}\n")
        };
        let text: String = order.iter().map(entry).collect();
        let waivers = waivers::read("w.yaml", format!("waivers:\n{text}").as_bytes());
        let report = check(&files, waivers, "2026-11-01", Language::En);
        let counts = order
            .iter()
            .find(|(_, reason)| *reason != "decided, but not yet");
        let waived = report.applications[0].findings[0].waived.as_ref();
        assert_eq!(
            waived.map(|waived| &*waived.reason),
            counts.map(|(_, reason)| *reason)
        );
        assert_eq!(
            report.notes.len(),
            3,
            "the one that is not in force, and two that cover what is covered already: {:?}",
            report.notes
        );
    }
}
