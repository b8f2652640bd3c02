//! Waivers, case by case (`waivers.yaml`), and the identity of the findings that they name.

use crate::program;

use std::path::Path;
use std::sync::OnceLock;

use atbilst_core::check::{Checker, Scratch, Settings};
use atbilst_core::finding::{Counts, Outcome, Verdict};
use atbilst_core::language::{Catalogue, Language};
use atbilst_core::reading::{AsOf, AsOfSource};
use atbilst_core::report::{Portfolio, Report, Summary};
use atbilst_core::rulebook::RuleBook;
use atbilst_core::rulebook::embedded::{BOOKS, Embedded};
use atbilst_core::scalar;
use atbilst_core::waivers::{self, Waivers};

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
    static READ: OnceLock<Vec<RuleBook>> = OnceLock::new();
    let read = |book: &Embedded| RuleBook::read(book.path, book.text).expect("a book");
    let books = READ.get_or_init(|| BOOKS.iter().map(read).collect());
    static LV: OnceLock<Catalogue> = OnceLock::new();
    static EN: OnceLock<Catalogue> = OnceLock::new();
    let catalogue = if language == Language::Lv { &LV } else { &EN };
    let catalogue = catalogue.get_or_init(|| Catalogue::load(language));
    let settings = Settings {
        findings: 100,
        ..Settings::on(scalar::date(today).expect("a day"))
    };
    let checker = Checker::new(books, catalogue, settings).with_waivers(waivers);
    let mut scratch = Scratch::default();
    let checked = files
        .iter()
        .map(|(path, bytes)| checker.check(&mut scratch, &(*path).into(), bytes))
        .collect();
    let again = |path: &str| {
        let file = files.iter().find(|(known, _)| *known == path);
        file.map(|(_, bytes)| bytes.to_vec())
    };
    checker.report(checked, &again)
}

fn fingerprints(report: &Report) -> Vec<String> {
    let findings = report.findings();
    findings
        .map(|(_, finding)| finding.fingerprint.to_string())
        .collect()
}

#[test]
fn every_case_comes_out_as_it_should() {
    let subject = std::fs::read(SUBJECT).expect("an example");
    let files: [(&str, &[u8]); 1] = [(SUBJECT, &subject)];
    let plain = check(&files, Waivers::default(), "2026-11-01", Language::En);
    let fingerprint = fingerprints(&plain).pop().expect("a finding");
    let cases = std::fs::read_to_string("tests/law/waivers.yaml").expect("the cases");
    let cases: Vec<Case> = serde_yaml::from_str(&cases).expect("cases");
    assert!(cases.len() > 30);
    for case in &cases {
        let text = case.file.replace("FINGERPRINT", &fingerprint);
        for (language, notes) in [(Language::Lv, &case.lv), (Language::En, &case.en)] {
            let waivers = waivers::read("w/atbilst-waivers.yaml", text.as_bytes());
            let report = check(&files, waivers, &case.today, language);
            assert_eq!(&report.notes, notes, "{}", case.name);
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
    let cases = std::fs::read_to_string("tests/law/waivers.yaml").expect("the cases");
    let cases: Vec<Case> = serde_yaml::from_str(&cases).expect("cases");
    let mut refused = 0;
    for case in &cases {
        let text = case
            .file
            .replace("FINGERPRINT", &format!("sha256:{}", "0".repeat(64)));
        let Ok(value) = serde_yaml::from_str::<serde_json::Value>(&text) else {
            continue;
        };
        let read = waivers::read("w.yaml", text.as_bytes());
        let beyond = ["a key twice", "no day", "ends before", "nobody sees"];
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
    let text = format!(
        "waivers: [ {{ rule: {}, call: 2.1.2.1.i, fingerprint: '{}', reason: r, approver: a, document: d, \
         issued: 2026-01-01, expires: 2027-01-01 }} ]",
        finding.rule, finding.fingerprint
    );
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

/// The file of waivers named from the root, the application from the folder: as a person and a script may.
#[test]
fn one_file_has_one_path_however_it_is_named() {
    let subject = std::fs::read(SUBJECT).expect("an example");
    let text = "waivers: [ { rule: budget-arithmetic, path: a.yaml, reason: r, approver: a, document: d, \
                issued: 2026-01-01, expires: 2027-01-01 } ]";
    for (folder, file, waived) in [
        ("/srv/w", "a.yaml", true),
        ("/srv/w", "/srv/w/a.yaml", true),
        ("C:/w", "a.yaml", true),
        ("C:/w", "C:/w/./a.yaml", true),
        ("/srv/w", "/srv/a.yaml", false),
        ("/srv/w", "w/a.yaml", false),
    ] {
        let mut waivers = waivers::read(&format!("{folder}/atbilst-waivers.yaml"), text.as_bytes());
        waivers.folder = folder.to_owned();
        let report = check(&[(file, &subject)], waivers, "2026-11-01", Language::En);
        let outcome = report.applications[0].findings[0].outcome;
        assert_eq!(outcome == Outcome::Waived, waived, "{file} in {folder}");
    }
}

#[test]
fn waivers_of_several_files_all_count() {
    let waiver = |rule: &str| {
        format!(
            "waivers: [ {{ rule: {rule}, path: a.yaml, reason: r, approver: a, document: d, \
             issued: 2026-01-01, expires: 2027-01-01 }} ]"
        )
    };
    let mut all = Waivers::default();
    for (file, rule) in [("a", "budget-arithmetic"), ("b", "period-order")] {
        all.merge(waivers::read(file, waiver(rule).as_bytes()));
    }
    all.merge(waivers::read("c", b"waivers: text"));
    let rules: Vec<_> = all.all().map(|waiver| waiver.rule.as_str()).collect();
    assert_eq!(rules, ["budget-arithmetic", "period-order"]);
    let files: Vec<_> = all.files.iter().map(|file| &*file.path).collect();
    assert_eq!(files, ["a", "b", "c"]);
    assert_eq!(all.mistakes().count(), 1);
}

/// Where no rule was judged, nothing can be waived into compliance.
#[test]
fn a_file_that_names_no_call_cannot_be_waived() {
    let text = "waivers: [ { rule: missing-field, path: a.yaml, reason: r, approver: a, document: d, \
                issued: 2026-01-01, expires: 2027-01-01 } ]";
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

/// A code outside its list may be waived; the rules that wait for it stay undecided, and nobody answers for those.
#[test]
fn what_is_not_decided_never_complies() {
    let folder = tempfile::tempdir().expect("a folder");
    let complete = std::fs::read_to_string("examples/complete.yaml").expect("an example");
    let text = complete.replace("  type: direct_administration", "  type: local_goverment");
    assert_ne!(text, complete);
    std::fs::write(folder.path().join("a.yaml"), text).expect("written");
    let waiver = "waivers:\n  - { rule: beneficiary-type, path: a.yaml, reason: r, approver: a, document: d, issued: 2026-01-05, expires: 2027-12-31 }\n";
    std::fs::write(folder.path().join("atbilst-waivers.yaml"), waiver).expect("written");
    let (report, code) = program::report(&[], &[folder.path()]);
    let application = &report["applications"][0];
    assert_eq!(application["outcomes"]["beneficiary-type"], "waived");
    assert_eq!(application["outcomes"]["local-government-capacity"], "open");
    assert_eq!((&application["verdict"], code), (&"needs_review".into(), 0));
    assert_eq!(report["summary"]["needs_review"], 1);
    let [note] = report["notes"].as_array().expect("notes").as_slice() else {
        panic!("{}", report["notes"]);
    };
    assert!(
        note.as_str()
            .is_some_and(|note| note.contains("not decided"))
    );
    let (_, code) = program::report(&["--fail-on", "review"], &[folder.path()]);
    assert_eq!(code, 1);
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
            applications: 2,
            outcomes: [outcome].into(),
            findings: Vec::new(),
            counts: Counts::default(),
            figures: Vec::new(),
        });
        (summary.errors, summary.reviews)
    };
    assert_eq!(of(Outcome::Pass), (0, 0));
    assert_eq!(of(Outcome::Open), (0, 1));
}

#[test]
fn comments_and_indentation_change_no_fingerprint() {
    let mut compared = 0;
    for folder in ["examples/violations", "examples/review", "examples/real"] {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let text = std::fs::read_to_string(&path).expect("an example");
            // Everything that is indented at all is indented deeper.
            let mut deeper = String::from("# piezīme\n\n");
            for line in text.lines() {
                let depth = line.len() - line.trim_start_matches(' ').len();
                deeper += &format!("{}{line}\n", if depth > 0 { "  " } else { "" });
            }
            deeper += "# beigas\n";
            let name = path.to_string_lossy();
            let of = |text: &str, language| {
                let files: [(&str, &[u8]); 1] = [(&name, text.as_bytes())];
                let mut found =
                    fingerprints(&check(&files, Waivers::default(), "2026-11-01", language));
                found.sort();
                found
            };
            let before = of(&text, Language::Lv);
            if !name.ends_with("yaml-syntax.yaml") {
                assert_eq!(before, of(&deeper, Language::Lv), "{name}");
            }
            assert_eq!(before, of(&text, Language::En), "{name}");
            compared += before.len();
        }
    }
    assert!(compared > 30, "{compared}");
}

#[test]
fn equal_findings_of_one_file_differ_and_a_changed_value_is_another_finding() {
    let complete = std::fs::read_to_string("examples/complete.yaml").expect("an example");
    let of = |text: &str| {
        let files: [(&str, &[u8]); 1] = [("a.yaml", text.as_bytes())];
        fingerprints(&check(
            &files,
            Waivers::default(),
            "2026-11-01",
            Language::En,
        ))
    };
    let twice = of(&format!("{complete}title: a\ntitle: a\n"));
    assert_eq!(twice.len(), 2);
    assert_ne!(twice[0], twice[1]);
    let late = |day: &str| {
        let line = |line: &str| match line.starts_with("submitted:") {
            true => format!("submitted: {day}\n"),
            false => format!("{line}\n"),
        };
        of(&complete.lines().map(line).collect::<String>())
    };
    assert_eq!(late("2023-01-04"), late("\"2023-01-04\""));
    assert_ne!(late("2023-01-04"), late("2023-01-05"));
}

/// What the program does with the files: found in the checked folder, named, not there; and what they do to the exit code.
#[test]
fn waivers_of_the_checked_folder_and_of_the_command_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).expect("a folder");
        std::fs::write(path, text).expect("written");
    };
    write(
        "in/a.yaml",
        &std::fs::read_to_string(SUBJECT).expect("an example"),
    );
    let waiver = "waivers:\n  - { rule: budget-arithmetic, path: a.yaml, reason: r, approver: a, document: d, issued: 2026-01-05, expires: 2026-12-31 }\n";
    let ends = |arguments: &[&str]| {
        let output = program::run(
            program::atbilst()
                .current_dir(folder.path())
                .args(["check", "--today", "2026-11-01"])
                .args(arguments),
        );
        output.status.code()
    };
    assert_eq!(ends(&["in"]), Some(1));
    write("in/atbilst-waivers.yaml", waiver);
    assert_eq!(ends(&["in"]), Some(0));
    assert_eq!(ends(&["in/a.yaml"]), Some(0));
    assert_eq!(ends(&["in", "--fail-on", "review"]), Some(0));
    assert_eq!(
        ends(&["in", "--today", "2027-01-01"]),
        Some(2),
        "a day given twice"
    );
    // The named file takes the place of the folder's, and is no application where it lies among them.
    write("in/none.yaml", "waivers: []\n");
    assert_eq!(ends(&["in", "--waivers", "in/none.yaml"]), Some(1));
    write("in/b-waivers.yaml", waiver);
    std::fs::remove_file(folder.path().join("in/none.yaml")).expect("removed");
    std::fs::remove_file(folder.path().join("in/atbilst-waivers.yaml")).expect("removed");
    assert_eq!(ends(&["in", "--waivers", "in/b-waivers.yaml"]), Some(0));
    assert_eq!(ends(&["in", "--waivers", "nowhere.yaml"]), Some(2));
    // The same file, named from the root.
    let absolute = folder.path().join("in/b-waivers.yaml");
    let absolute = absolute.to_string_lossy();
    assert_eq!(ends(&["in/a.yaml", "--waivers", &absolute]), Some(0));
}

/// The waivers of one folder are for what lies in it; a file that is named is for all.
#[test]
fn waivers_of_one_folder_do_not_reach_into_another() {
    let root = tempfile::tempdir().expect("a folder");
    let text = std::fs::read_to_string(SUBJECT).expect("an example");
    for folder in ["a", "b", "b/inner", "ab"] {
        let folder = root.path().join(folder);
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(folder.join("x.yaml"), &text).expect("written");
    }
    let waiver = |scope: &str| {
        format!(
            "waivers:\n  - {{ rule: budget-arithmetic, {scope}, reason: r, approver: a, document: d, issued: 2026-01-05, expires: 2027-12-31 }}\n"
        )
    };
    let write =
        |name: &str, text: &str| std::fs::write(root.path().join(name), text).expect("written");
    // The paths of what is waived, and what is said of the waivers.
    let of = |arguments: &[&str]| {
        let mut command = program::atbilst();
        command.current_dir(root.path()).args([
            "check",
            "--format",
            "json",
            "--today",
            "2026-11-22",
        ]);
        let output = program::run(command.args(arguments));
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("a report");
        let all = report["applications"].as_array().expect("applications");
        let waived = all
            .iter()
            .filter(|one| one["findings"][0]["kind"] == "waived");
        let paths: Vec<_> = waived
            .map(|one| one["path"].as_str().unwrap_or("").to_owned())
            .collect();
        (paths.join(" "), report["notes"].to_string())
    };
    write(
        "a/atbilst-waivers.yaml",
        &waiver("application: 2.1.2.1.i-0109"),
    );
    assert_eq!(of(&["a", "b", "ab"]), ("a/x.yaml".into(), "[]".into()));
    assert_eq!(of(&["./a/", "b"]).0, "a/x.yaml");
    let all = "a/x.yaml ab/x.yaml b/inner/x.yaml b/x.yaml";
    assert_eq!(
        of(&["a", "b", "ab", "--waivers", "a/atbilst-waivers.yaml"]).0,
        all
    );
    // It is said of one that is for nobody in its folder.
    write("a/atbilst-waivers.yaml", &waiver("path: ../b/x.yaml"));
    let (waived, notes) = of(&["a", "b"]);
    assert_eq!(waived, "");
    assert!(
        notes.contains("`../b/x.yaml` is not in the folder of this file"),
        "{notes}"
    );
    // A folder within is within, and has its own where it is checked by itself.
    write("a/atbilst-waivers.yaml", "");
    write(
        "b/atbilst-waivers.yaml",
        &waiver("application: 2.1.2.1.i-0109"),
    );
    assert_eq!(of(&["a", "b"]).0, "b/inner/x.yaml b/x.yaml");
    assert_eq!(of(&["a", "b/inner"]).0, "");
    // Over all applications of a call, where all of them lie in the folder.
    let together = waiver("call: 2.1.2.1.i").replace("budget-arithmetic", "portfolio-duplicate-id");
    write("b/atbilst-waivers.yaml", &together);
    let said = |arguments: &[&str]| of(arguments).1.contains("not in the folder of this file");
    assert!(said(&["a", "b"]));
    assert!(!said(&["b"]) && of(&["b"]).1 == "[]");
    assert!(!said(&["a", "b", "--waivers", "b/atbilst-waivers.yaml"]));
}

/// Of several waivers of one finding the first in force counts, wherever its finding is named.
#[test]
fn the_first_waiver_in_force_covers_a_finding() {
    let subject = std::fs::read(SUBJECT).expect("an example");
    let files: [(&str, &[u8]); 1] = [(SUBJECT, &subject)];
    let plain = check(&files, Waivers::default(), "2026-11-01", Language::En);
    let fingerprint = fingerprints(&plain).pop().expect("a finding");
    let terms = "approver: a, document: d, expires: 2027-12-31";
    let by = [
        (
            format!("path: {SUBJECT}, fingerprint: '{fingerprint}', issued: 2026-12-01"),
            "not yet",
        ),
        (format!("path: {SUBJECT}, issued: 2026-01-01"), "by path"),
        (
            format!(
                "application: 2.1.2.1.i-0109, fingerprint: '{fingerprint}', issued: 2026-01-01"
            ),
            "by fingerprint",
        ),
        (
            "application: 2.1.2.1.i-0109, issued: 2026-01-01".to_owned(),
            "by id",
        ),
    ];
    for first in 0..by.len() {
        let mut order: Vec<_> = by.iter().collect();
        order.rotate_left(first);
        let entry = |(scope, reason): &&(String, &str)| {
            format!("- {{ rule: budget-arithmetic, {scope}, reason: {reason}, {terms} }}\n")
        };
        let text: String = order.iter().map(entry).collect();
        let waivers = waivers::read("w.yaml", format!("waivers:\n{text}").as_bytes());
        let report = check(&files, waivers, "2026-11-01", Language::En);
        let counts = order.iter().find(|(_, reason)| *reason != "not yet");
        let waived = report.applications[0].findings[0].waived.as_ref();
        assert_eq!(
            waived.map(|waived| &*waived.reason),
            counts.map(|(_, reason)| *reason)
        );
        assert_eq!(
            report.notes.len(),
            1,
            "the one that is not in force: {:?}",
            report.notes
        );
    }
}
