//! The identity of a finding: what a waiver may name. That comments and indentation change none is a property of `promises`.

use atbilst_core::check::{Checker, Settings};
use atbilst_core::finding::{Fingerprint, Outcome};
use atbilst_core::language::Language;
use atbilst_core::report::Report;
use atbilst_core::rulebook::RuleBook;
use atbilst_core::scalar;
use atbilst_core::waivers::{self, Waivers};

use super::{bases, check, fingerprints, waiver};
use crate::engine::{self, catalogue};

fn report(text: &str) -> Report {
    let files: [(&str, &[u8]); 1] = [("a.yaml", text.as_bytes())];
    check(&files, Waivers::default(), "2026-11-01", Language::En)
}

/// The identities of what is found in a text, sorted.
fn of(name: &str, text: &str, language: Language) -> Vec<String> {
    let files: [(&str, &[u8]); 1] = [(name, text.as_bytes())];
    let mut found = fingerprints(&check(&files, Waivers::default(), "2026-11-01", language));
    found.sort();
    found
}

#[test]
fn a_finding_is_the_same_in_both_languages() {
    let mut compared = 0;
    for folder in ["examples/violations", "examples/review", "examples/real"] {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let text = std::fs::read_to_string(&path).expect("an example");
            let name = path.to_string_lossy();
            let [lv, en, ..] = Language::ALL.map(|language| of(&name, &text, language));
            assert_eq!(lv, en, "{name}");
            let files: [(&str, &[u8]); 1] = [(&name, text.as_bytes())];
            let rests_on =
                |language| bases(&check(&files, Waivers::default(), "2026-11-01", language));
            let [lv_bases, en_bases, ..] = Language::ALL.map(rests_on);
            assert_eq!(lv_bases, en_bases, "{name}");
            compared += lv.len();
        }
    }
    assert!(compared > 30, "{compared}");
}

#[test]
fn equal_findings_of_one_file_differ_and_a_changed_value_is_another_finding() {
    let complete = std::fs::read_to_string("examples/complete.yaml").expect("an example");
    let of = |text: &str| of("a.yaml", text, Language::En);
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

/// An activity as `examples/complete.yaml` has it, or another of its kind.
fn publicity(description: &str) -> String {
    format!(
        "  - category: publicity\n    description: {description}\n    amount: 10000.00\n    visibility_requirements_met: false\n"
    )
}

/// The complete application with these activities alone.
fn with(activities: &[String]) -> String {
    let complete = std::fs::read_to_string("examples/complete.yaml").expect("an example");
    let (before, rest) = complete.split_once("activities:\n").expect("activities");
    let (_, after) = rest.split_once("\nfunding:").expect("funding");
    let after = after.replace("recovery_fund: 730000.00", "recovery_fund: 10000.00");
    format!(
        "{before}activities:\n{}\nfunding:{after}",
        activities.concat()
    )
}

/// What is found of the visibility of publicity, by the order of the file.
fn of_publicity(activities: &[String]) -> Vec<String> {
    let text = with(activities);
    let files: [(&str, &[u8]); 1] = [("a.yaml", text.as_bytes())];
    let report = check(&files, Waivers::default(), "2026-11-01", Language::En);
    let own = report.findings();
    let own = own.filter(|(_, finding)| *finding.rule == *"publicity-visibility");
    own.map(|(_, finding)| finding.fingerprint.to_string())
        .collect()
}

/// A waiver stays with the item that it was given for.
#[test]
fn an_item_is_known_by_what_it_says_and_not_by_its_number() {
    let [leaflets, posters] = ["Leaflets", "Posters"].map(publicity);
    let other = String::from("  - category: audit\n    amount: 5.00\n");
    let alone = of_publicity(std::slice::from_ref(&leaflets));
    assert_eq!(alone.len(), 1);
    assert_eq!(of_publicity(&[other.clone(), leaflets.clone()]), alone);
    assert_eq!(of_publicity(&[leaflets.clone(), other]), alone);
    // Another with the same value is another.
    let both = of_publicity(&[posters.clone(), leaflets.clone()]);
    assert_eq!(both[1], alone[0]);
    assert_ne!(both[0], alone[0]);
    let turned = of_publicity(&[leaflets.clone(), posters.clone()]);
    assert_eq!([&turned[1], &turned[0]], [&both[0], &both[1]]);
    // Those that say the same are told apart by how many there are.
    let alike = of_publicity(&[leaflets.clone(), posters.clone(), leaflets]);
    assert_eq!(alike[..2], turned);
    assert!(!turned.contains(&alike[2]));
    // Quotes are no part of what is said.
    assert_eq!(
        of_publicity(&[posters.replace("Posters", "'Posters'")]),
        both[..1]
    );
}

/// A waiver of before, which names the number, waives nothing and says what would.
#[test]
fn a_fingerprint_by_number_ends_with_a_sentence() {
    let text = with(&[publicity("Leaflets")]);
    let files: [(&str, &[u8]); 1] = [("a.yaml", text.as_bytes())];
    let rule = "publicity-visibility";
    let pointer = "/activities/0/visibility_requirements_met";
    let by_number = Fingerprint::new(rule, "2.1.2.1.i-0001", pointer, "false", 0);
    let now = &of_publicity(&[publicity("Leaflets")])[0];
    for (language, said) in [
        (Language::Lv, "ar kārtas numuru"),
        (Language::En, "by its number"),
    ] {
        let scope = format!("path: a.yaml, fingerprint: '{by_number}'");
        let waivers = waivers::read("w.yaml", waiver(rule, &scope).as_bytes());
        let report = check(&files, waivers, "2026-11-01", language);
        assert_eq!(report.summary.outcomes.of(Outcome::Waived), 0);
        let [note] = &report.notes[..] else {
            panic!("{:?}", report.notes)
        };
        for part in [said, now, pointer] {
            assert!(note.contains(part), "{note}");
        }
    }
    let plain = report(&text);
    let mut own = plain.findings();
    let own = own.find(|(_, finding)| *finding.rule == *rule);
    let basis = own.and_then(|(_, finding)| finding.basis).expect("a basis");
    let scope = format!("path: a.yaml, fingerprint: '{now}', basis: '{basis}'");
    let waivers = waivers::read("w.yaml", waiver(rule, &scope).as_bytes());
    let report = check(&files, waivers, "2026-11-01", Language::En);
    assert_eq!(report.summary.outcomes.of(Outcome::Waived), 1);
}

/// `tests/books/minimal.yaml` with a change, and a report by it on a text.
fn by_minimal(from: &str, to: &str, text: &str, waivers: Waivers, language: Language) -> Report {
    let minimal = std::fs::read_to_string("tests/books/minimal.yaml").expect("a book");
    assert!(minimal.contains(from));
    let book = RuleBook::read("minimal.yaml", &minimal.replacen(from, to, 1)).expect("a book");
    let settings = Settings::on(scalar::date("2030-05-01").expect("a day"));
    let checker = Checker::new(vec![book], catalogue(language), settings);
    let checker = checker.with_waivers(waivers);
    engine::check(&checker, &[("a.yaml", text.as_bytes())])
}

const STABLE: &str = "call: 9.9.8.i\nid: '1'\nsubmitted: 2030-05-10\nanimal: dog\n";

/// Where the book names nothing, the number is all there is.
#[test]
fn the_book_says_what_identifies_an_item() {
    let of = |identified_by: &str, parts: &[&str]| {
        let list = "      kind: list\n";
        let text = format!("{STABLE}amount: 900.00\nparts:\n{}", parts.concat());
        let identified = format!("{list}{identified_by}");
        let none = Waivers::default();
        fingerprints(&by_minimal(list, &identified, &text, none, Language::En))
    };
    // What is missing has its place in an item as well.
    let [roof, walls] = ["  - { name: Roof }\n", "  - { name: Walls }\n"];
    for (identified_by, stays) in [
        ("", false),
        ("      identified_by: name\n", true),
        ("      identified_by: [ name, cost ]\n", true),
    ] {
        let [one, two] = [[roof, walls], [walls, roof]].map(|parts| of(identified_by, &parts));
        assert_eq!(one.len(), 2, "{one:?}");
        let turned: Vec<_> = two.into_iter().rev().collect();
        assert_eq!(one == turned, stays, "{identified_by}");
    }
}

/// Where the book wants the one finding to be named, a waiver of all of them waives none.
#[test]
fn a_book_may_want_the_finding_to_be_named() {
    let rule = "amount-limit";
    let require = "    require: { amount: { at_most: limit } }\n";
    let text = format!("{STABLE}amount: 1000.01\n");
    for (terms, named, waived) in [
        ("required", "", false),
        ("required", "fingerprint", false),
        ("required", "fingerprint basis", true),
        ("optional", "", true),
    ] {
        let required = format!("{require}    waiver: {{ fingerprint: {terms} }}\n");
        for (language, said) in [
            (Language::Lv, "konkrētais konstatējums"),
            (Language::En, "state its `fingerprint` and its `basis`"),
        ] {
            let with = |waivers| by_minimal(require, &required, &text, waivers, language);
            let plain = with(Waivers::default());
            let ([fingerprint], [basis]) = (&fingerprints(&plain)[..], &bases(&plain)[..]) else {
                panic!("one finding: {plain:?}")
            };
            let stated = [("fingerprint", fingerprint), ("basis", basis)];
            let stated = stated.iter().filter(|(key, _)| named.contains(key));
            let stated = stated.map(|(key, is)| format!(", {key}: '{is}'"));
            let scope = format!("path: a.yaml{}", stated.collect::<String>());
            let file = waiver(rule, &scope).replace("issued: 2026", "issued: 2030");
            let file = file.replace("expires: 2027", "expires: 2030");
            let report = with(waivers::read("w.yaml", file.as_bytes()));
            assert_eq!(report.summary.outcomes.of(Outcome::Waived) == 1, waived);
            let notes = report.notes.concat();
            assert_eq!(notes.contains(said), !waived, "{notes}");
        }
    }
}

/// What a waiver says that a finding rests on ends it when that changes, whether it names the one finding or not.
#[test]
fn a_basis_counts_without_a_fingerprint() {
    let before = std::fs::read_to_string(super::SUBJECT).expect("an example");
    let after = before.replacen("amount: 660000.00", "amount: 160000.00", 1);
    let [basis] = &bases(&report(&before))[..] else {
        panic!("one finding");
    };
    let file = waiver(
        "budget-arithmetic",
        &format!("path: a.yaml, basis: '{basis}'"),
    );
    for (text, waived) in [(before, true), (after, false)] {
        let waivers = waivers::read("w.yaml", file.as_bytes());
        let report = check(
            &[("a.yaml", text.as_bytes())],
            waivers,
            "2026-11-01",
            Language::En,
        );
        assert_eq!(report.summary.outcomes.of(Outcome::Waived) == 1, waived);
        let notes = report.notes.concat();
        assert_eq!(notes.contains("must be decided again"), !waived, "{notes}");
    }
}

/// A finding stays the same finding while what its value is compared with changes; what it rests on does not.
#[test]
fn what_a_finding_rests_on_changes_with_everything_that_was_compared() {
    let subject = std::fs::read_to_string(super::SUBJECT).expect("an example");
    let before = report(&subject);
    let remarks = report(&format!("# A remark.\n{subject}"));
    assert_eq!(bases(&remarks), bases(&before));
    let changed = report(&subject.replacen("amount: 660000.00", "amount: 160000.00", 1));
    assert_eq!(fingerprints(&changed), fingerprints(&before));
    assert_ne!(bases(&changed), bases(&before));
    let late =
        std::fs::read_to_string("examples/violations/period-order.yaml").expect("an example");
    let [one, other] = ["2026-06-30", "2025-06-30"].map(|end| {
        let lines = late
            .lines()
            .map(|line| match line.trim_start().starts_with("end:") {
                true => format!("  end: {end}\n"),
                false => format!("{line}\n"),
            });
        report(&lines.collect::<String>())
    });
    assert_eq!(fingerprints(&one), fingerprints(&other));
    assert_ne!(bases(&one), bases(&other));
}

/// What one item says is not what another says, in whatever order they stand.
#[test]
fn what_moves_to_another_item_is_looked_at_anew() {
    let require = "    require: { amount: { at_most: limit } }\n";
    let every = "    require: { every: { of: \"parts[]\", is: { any: [ { cost: { at_most: 5.00 } }, { name: { is: Roof } } ] } } }\n";
    let of = |parts: [&str; 2]| {
        let text = format!("{STABLE}amount: 900.00\nparts:\n{}", parts.concat());
        bases(&by_minimal(
            require,
            every,
            &text,
            Waivers::default(),
            Language::En,
        ))
    };
    let [dear, cheap] = [
        "  - { name: A, cost: 9.00 }\n",
        "  - { name: B, cost: 8.00 }\n",
    ];
    let other = [
        "  - { name: B, cost: 9.00 }\n",
        "  - { name: A, cost: 8.00 }\n",
    ];
    assert_eq!(of([dear, cheap]).len(), 1);
    assert_eq!(of([dear, cheap]), of([cheap, dear]));
    assert_ne!(of([dear, cheap]), of(other));
}

/// Over all applications neither hangs on what the files are called, nor on their order.
#[test]
fn what_is_found_over_all_does_not_hang_on_names_of_files() {
    let names = ["gramatvediba", "pieteikumi", "apkalposana"];
    let texts = names
        .map(|name| std::fs::read(format!("examples/portfolio/{name}.yaml")).expect("an example"));
    let of = |called: [&str; 3]| {
        let mut files: Vec<(&str, &[u8])> = called
            .into_iter()
            .zip(texts.iter().map(Vec::as_slice))
            .collect();
        files.sort_unstable();
        let report = check(&files, Waivers::default(), "2026-11-01", Language::En);
        let findings = report.portfolios.iter().flat_map(|one| &one.findings);
        let all = findings.map(|one| (one.rule.to_string(), one.fingerprint, one.basis));
        let mut all: Vec<_> = all.collect();
        all.sort_unstable();
        all
    };
    let one = of(["a.yaml", "b.yaml", "c.yaml"]);
    assert!(one.len() > 3, "{one:?}");
    for called in [
        ["c.yaml", "b.yaml", "a.yaml"],
        ["b.yaml", "c.yaml", "a.yaml"],
    ] {
        assert_eq!(of(called), one);
    }
}
