//! Every book with a mistake: the command that must find it says so in both languages, at its place, and says nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use atbilst_core::language::{Catalogue, Language};

use super::atbilst;
use crate::cases::cases;

type Mistakes = BTreeMap<String, BTreeMap<String, Vec<String>>>;

fn mistakes() -> Mistakes {
    cases("tests/law/books/mistakes.yaml")
}

#[test]
fn every_mistake_is_told_once_at_its_place_in_both_languages() {
    for (command, books) in mistakes() {
        for (book, expected) in books {
            for language in Language::ALL {
                one(&command, &book, &expected, language);
            }
        }
    }
}

fn one(command: &str, book: &str, expected: &[String], language: Language) {
    let path = format!("tests/books/{book}.yaml");
    let mut arguments: Vec<&str> = command.split(' ').collect();
    let code = match command {
        "check" => {
            arguments.extend(["examples/complete.yaml", "--rules"]);
            2
        }
        _ => 1,
    };
    if command == "rules lint" {
        arguments.extend(["--today", "2030-02-01"]);
    }
    arguments.push(&path);
    let said = atbilst(&arguments, language.name());
    let text = said.folded();
    let about = format!("{command} {book} {}: {text}", language.name());
    assert_eq!(said.code, Some(code), "{about}");
    let told: Vec<&str> = text.split("[rule-book]: ").skip(1).collect();
    assert_eq!(told.len(), expected.len(), "{about}");
    for (told, expected) in told.iter().zip(expected) {
        let (key, place) = expected.split_once(' ').expect("a key and a place");
        let place = if place == "here" {
            format!("{path}:{}:", marked(&path))
        } else {
            format!("{}:", Path::new(&path).with_file_name(place).display())
        };
        assert!(
            told.contains(&format!("--> {place}")),
            "{about}\nnot at {place}"
        );
        // A mistake with its reason says two sentences.
        for key in key.split('+') {
            assert!(says(told, key, language), "{about}\ndoes not say {key}");
        }
    }
}

/// The line that is marked as the place of the mistake.
fn marked(path: &str) -> usize {
    let text = std::fs::read_to_string(path).expect("a book");
    let lines: Vec<usize> = (1..)
        .zip(text.lines())
        .filter(|(_, line)| line.ends_with("# here"))
        .map(|(number, _)| number)
        .collect();
    assert_eq!(lines.len(), 1, "{path} marks one line");
    lines[0]
}

/// Whether a text says a sentence of the catalogue, whatever its placeholders stand for.
fn says(text: &str, key: &str, language: Language) -> bool {
    let catalogue = Catalogue::load(language);
    let sentence = catalogue.sentence(key).unwrap_or_else(|| panic!("{key}"));
    let mut rest = text;
    sentence
        .replace("{{", "{")
        .replace("}}", "}")
        .split('{')
        .enumerate()
        .all(|(index, part)| {
            let fixed = match index {
                0 => part,
                _ => part.split_once('}').map_or("", |(_, fixed)| fixed),
            };
            let found = rest.find(fixed.trim());
            rest = found.map_or("", |at| &rest[at + fixed.trim().len()..]);
            found.is_some()
        })
}

/// What is found in the complete application is told in the language of the reader.
#[test]
fn a_finding_in_the_complete_application_is_told_in_the_language() {
    let book = "tests/books/broken/complete-has-finding.yaml";
    for (language, finding) in [
        ("lv", "Iesniegts vēlu: 2030. gada 10. jūnijs."),
        ("en", "Submitted late: 10 June 2030."),
    ] {
        let said = atbilst(&["rules", "test", book], language).folded();
        assert!(said.contains(finding), "{language}: {said}");
    }
}

#[test]
fn no_book_with_a_mistake_is_forgotten() {
    let known: BTreeSet<String> = mistakes()
        .into_values()
        .flat_map(BTreeMap::into_keys)
        .collect();
    for folder in ["broken", "lint"] {
        let entries = std::fs::read_dir(format!("tests/books/{folder}")).expect("a folder");
        for entry in entries {
            let path = entry.expect("an entry").path();
            if path.extension().is_some_and(|ending| ending == "yaml") {
                let name = path
                    .file_stem()
                    .expect("a name")
                    .to_string_lossy()
                    .into_owned();
                assert!(known.contains(&format!("{folder}/{name}")), "{name}");
            }
        }
    }
}

#[test]
fn the_good_books_pass_every_verb() {
    let embedded: &[&str] = &[];
    let books: [&[&str]; 12] = [
        embedded,
        &["tests/books/minimal.yaml"],
        &["tests/books/second-call.yaml"],
        &["tests/books/grant.yaml"],
        &["tests/books/consortium.yaml"],
        &["tests/books/requirements.yaml"],
        &["tests/books/culture.yaml"],
        &["tests/books/aid.yaml"],
        &["tests/books/farm.yaml"],
        &["tests/books/mobility.yaml"],
        &["tests/books/houses.yaml"],
        &["tests/books/neighbours.yaml"],
    ];
    for book in books {
        for verb in PROOFS
            .into_iter()
            .chain(["lint --today 2030-02-01", "list"])
        {
            passes(verb, book);
        }
    }
}

/// Their rules are there for the examples alone, so lint is not asked.
#[test]
fn the_corners_are_proven_too() {
    for book in ["tests/books/corners.yaml", "tests/books/office.yaml"] {
        for verb in PROOFS {
            passes(verb, &[book]);
        }
    }
}

/// Everything is touched by an example, and no change goes unnoticed.
const PROOFS: [&str; 2] = ["test --coverage", "mutate"];

fn passes(verb: &str, book: &[&str]) {
    let mut arguments = vec!["rules"];
    arguments.extend(verb.split(' '));
    arguments.extend(book);
    for language in ["lv", "en"] {
        let said = atbilst(&arguments, language);
        assert_eq!(said.code, Some(0), "{arguments:?} {}", said.folded());
        assert_eq!(said.err, "", "{arguments:?}");
        assert!(!said.out.is_empty(), "{arguments:?}");
    }
}

#[test]
fn each_sentence_of_the_page_is_shown_with_what_carries_it() {
    let said = atbilst(&["rules", "coverage"], "lv");
    assert_eq!(said.code, Some(0));
    let page = std::fs::read_to_string("rules/sources/varam-2.1.2.1.i.lv.txt").expect("the page");
    // In however many lines it is set.
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let told = words(&said.out);
    for line in page.lines().map(words).filter(|line| !line.is_empty()) {
        assert!(told.contains(&line), "{line}");
    }
    assert!(
        said.out.contains("selection_end, selection-deadline"),
        "{}",
        said.out
    );
    assert!(!said.out.contains("NEVIENS NEPĀRŅEM"), "{}", said.out);
    let said = atbilst(
        &[
            "rules",
            "coverage",
            "tests/books/lint/sentence-not-carried.yaml",
        ],
        "en",
    );
    assert!(
        said.out.contains("NOBODY CARRIES: “Pieteikumu iesniedz”"),
        "{}",
        said.out
    );
}
