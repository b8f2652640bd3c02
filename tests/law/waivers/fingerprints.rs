//! The identity of a finding: what a waiver may name. That comments and indentation change none is a property of `promises`.

use atbilst_core::language::Language;
use atbilst_core::waivers::Waivers;

use super::{check, fingerprints};

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
