//! Mistakes as people make them. Each must get its name, its place, and a sentence in both languages.

use atbilst_yaml::Limits;
use atbilst_yaml::source::Lines;

use super::compare::read_with;
use super::read::File;

#[test]
fn every_mistake_is_named_at_its_place() {
    let file = File::read("tests/yaml/mistakes.yaml");
    let cases = file.document();
    for (kind, texts) in cases.entries(cases.root().expect("there are cases")) {
        for case in cases.items(texts) {
            let field = |name| cases.scalar(cases.get(case, name).expect("a case has its fields"));
            let text = field("text");
            let (_, problems) = read_with(text, &Limits::default());
            let problem = problems
                .first()
                .unwrap_or_else(|| panic!("{text:?} was read"));
            assert_eq!(
                problem.kind.key(),
                format!("yaml.{}", cases.scalar(kind)),
                "{text:?}"
            );
            let place = Lines::of(text).position(problem.span.start);
            assert_eq!(
                format!("{}:{}", place.line, place.column),
                field("at"),
                "{text:?}"
            );
            for language in ["en", "lv"] {
                let sentences = File::read(&format!("crates/core/src/language/{language}.yaml"));
                let entry = ["yaml", cases.scalar(kind)];
                let said =
                    ["message", "help"].map(|part| sentences.get(&[&entry[..], &[part]].concat()));
                let said = said.map(|node| {
                    sentences
                        .document()
                        .scalar(node.expect("a kind has its sentences"))
                });
                let known = problem.kind.args();
                for name in said.iter().flat_map(|sentence| placeholders(sentence)) {
                    assert!(
                        known.iter().any(|(known, _)| *known == name),
                        "{}: {{{name}}}",
                        problem.kind.key()
                    );
                }
            }
        }
    }
}

/// What is no key is told as that, and not as a key without a name that stands twice.
#[test]
fn what_is_no_key_does_not_stand_twice() {
    for text in [": a\n: b\n", "{a}: 1\n[b]: 2\n", "- : a\n  {b}: c\n"] {
        let (_, problems) = read_with(text, &Limits::default());
        assert_eq!(problems.len(), 2, "{problems:?}");
        assert!(problems.iter().all(|problem| problem.kind.is_fatal()));
    }
}

/// A byte-order mark is no part of the first line.
#[test]
fn a_mark_before_it_changes_no_mistake() {
    let file = File::read("tests/yaml/mistakes.yaml");
    let cases = file.document();
    for (_, texts) in cases.entries(cases.root().expect("there are cases")) {
        for case in cases.items(texts) {
            let text = cases.scalar(cases.get(case, "text").expect("a case has its text"));
            let told = |text: &str| {
                let (_, problems) = read_with(text, &Limits::default());
                let lines = Lines::of(text);
                let place = |at| (lines.position(at).line, lines.position(at).column);
                let told = problems.into_iter().map(|problem| {
                    let span = problem.span;
                    (problem.kind, place(span.start), place(span.end))
                });
                told.collect::<Vec<_>>()
            };
            if !text.starts_with('\u{feff}') {
                assert_eq!(told(text), told(&format!("\u{feff}{text}")), "{text:?}");
            }
        }
    }
}

/// The names between braces.
fn placeholders(sentence: &str) -> Vec<&str> {
    sentence
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split(['}', ':']).next())
        .collect()
}
