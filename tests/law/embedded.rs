//! The books inside the program are those of the folder `rules`, and nothing can be said against any of them, nor of those of the tests.

use std::collections::BTreeSet;
use std::path::Path;

use atbilst_books::examples;
use atbilst_core::check::{Checker, Settings};
use atbilst_core::finding::Finding;
use atbilst_core::language::Language;
use atbilst_core::report::Report;
use atbilst_core::rulebook::RuleBook;
use atbilst_core::rulebook::embedded::BOOKS;
use atbilst_core::scalar::{self, Quantity};
use serde_json::Value;

use crate::engine::{book, catalogue, check};
use crate::files::files;

/// The paths of the files below a folder with this ending.
fn paths(folder: &str, ending: &str) -> BTreeSet<String> {
    let files = files(folder, &[ending]).into_iter();
    files
        .map(|path| path.to_str().expect("UTF-8").to_owned())
        .collect()
}

#[test]
fn every_book_of_the_folder_is_embedded_as_it_stands() {
    let listed: BTreeSet<String> = BOOKS.iter().map(|book| book.path.to_owned()).collect();
    assert_eq!(
        listed,
        paths("rules", "yaml"),
        "add the missing book to BOOKS in crates/core/src/rulebook/embedded.rs"
    );
    for book in BOOKS {
        let text = std::fs::read_to_string(book.path).expect("a book");
        assert_eq!(text, book.text, "{}", book.path);
        for (path, words) in book.sources {
            let beside = Path::new(book.path).with_file_name(path);
            let text = std::fs::read_to_string(beside).expect("a source");
            assert_eq!(text, *words, "{path}");
        }
    }
}

#[test]
fn every_source_of_the_folder_is_embedded() {
    let named = BOOKS.iter().flat_map(|book| book.sources);
    let named: BTreeSet<String> = named.map(|(path, _)| format!("rules/{path}")).collect();
    assert_eq!(named, paths("rules/sources", "txt"));
}

#[test]
fn every_embedded_book_reads_and_its_examples_hold() {
    let catalogue = catalogue(Language::En);
    for embedded in BOOKS {
        let book = RuleBook::read(embedded.path, embedded.text).expect("a sound book");
        let mistakes = examples::mistakes(&book, catalogue);
        assert_eq!(mistakes, [], "{}", embedded.path);
        assert!(!book.rules.is_empty() && !book.portfolio.is_empty());
    }
}

/// The invented books ask what the embedded ones do not: numbers, lists inside lists, codes and rules with a last day.
#[test]
fn every_sound_book_of_the_tests_reads_and_its_examples_hold() {
    let catalogue = catalogue(Language::En);
    for name in ["minimal", "second-call", "corners", "office"] {
        assert_eq!(examples::mistakes(&book(name), catalogue), [], "{name}");
    }
}

/// The report on some applications of a book, on a day or on the day of each.
fn report(book: &RuleBook, as_of: Option<&str>, applications: &[Value]) -> Report {
    let settings = Settings {
        as_of: as_of.and_then(scalar::date),
        ..Settings::on(book.verified_on)
    };
    let books = std::slice::from_ref(book);
    let checker = Checker::new(books, catalogue(Language::En), settings);
    let texts = applications.iter().map(Value::to_string);
    let files: Vec<_> = ["a.yaml", "b.yaml"].into_iter().zip(texts).collect();
    check(&checker, &files)
}

/// What is found in a book's complete application when one field of it holds another value.
fn findings(name: &str, field: &str, value: &str) -> Vec<Finding> {
    let book = book(name);
    let mut application = book.complete.clone();
    *application.pointer_mut(field).expect("the field") = value.into();
    let mut report = report(&book, None, &[application]);
    report.applications.remove(0).findings
}

/// Nobody is listed by a dash alone, nor by a word for what is still to come.
#[test]
fn an_empty_item_of_a_list_of_values_is_none() {
    for (value, says) in [
        ("", "An item of the list “Keywords” is empty."),
        (
            "…",
            "An item of the list “Keywords” has no value yet, only “…”.",
        ),
    ] {
        let found = findings("second-call", "/keywords/1", value);
        let [found] = &*found else {
            panic!("{value}: {found:?}");
        };
        assert_eq!((&*found.rule, &*found.message), ("missing-field", says));
        assert_eq!(found.place.pointer, "/keywords/1");
    }
    assert!(findings("second-call", "/keywords/1", "nekas").is_empty());
}

/// A dash that stands further in than the others loses no item without a word.
#[test]
fn an_item_within_the_text_of_another_is_told() {
    let book = book("second-call");
    let books = std::slice::from_ref(&book);
    let checker = Checker::new(
        books,
        catalogue(Language::En),
        Settings::on(book.verified_on),
    );
    let sound = serde_yaml::to_string(&book.complete).expect("YAML");
    let text = sound.replace("- lasīšana\n- klusums\n", "- lasīšana\n   - klusums\n");
    assert_ne!(text, sound);
    let mut report = check(&checker, &[("a.yaml", &text)]);
    let findings = report.applications.remove(0).findings;
    let [found] = &*findings else {
        panic!("{findings:?}");
    };
    assert!(
        found
            .message
            .contains("“- klusums”, which begins as an item"),
        "{found:?}"
    );
    let cure = found.cure.as_ref().expect("lines to write");
    assert_eq!(cure.text, "- lasīšana\n- klusums");
}

/// However an item of a list is begun, or its dash forgotten, the lines to write keep it and those of the list within it.
#[test]
fn no_item_with_a_list_of_its_own_is_lost_by_a_cure() {
    let book = book("second-call");
    let books = std::slice::from_ref(&book);
    let settings = Settings::on(book.verified_on);
    let checker = Checker::new(books, catalogue(Language::En), settings);
    let sound = serde_yaml::to_string(&book.complete).expect("YAML");
    let (before, after) = sound.split_once("rooms:\n").expect("the rooms");
    let after = after
        .lines()
        .skip_while(|line| line.starts_with(['-', ' ']));
    let after = after.collect::<Vec<_>>().join("\n");
    let rooms = "rooms:
  - name: Klusā telpa
    use: quiet
    accessible: true
    cost: 12000.00
    equipment:
      - name: Galdi
        price: 900.00
      - name: Lampas
        price: 100.00
  - name: Sarunu telpa
    use: talking
    accessible: true
    cost: 8000.00
";
    for (from, to, write) in [
        (
            "  - name: Sarunu",
            "  name: Sarunu",
            "  - name: Sarunu telpa",
        ),
        (
            "  - name: Sarunu",
            "    name: Sarunu",
            "  - name: Sarunu telpa",
        ),
        (
            "      - name: Galdi",
            "       - name: Galdi",
            "      - name: Galdi",
        ),
        (
            "      - name: Galdi",
            "      -name: Galdi",
            "      - name: Galdi",
        ),
        (
            "      - name: Galdi\n        price: 900.00",
            "      - name:Galdi\n        price:900.00",
            "      - name: Galdi\n        price: 900.00",
        ),
        (
            "\n      - name: Lampas",
            " - name: Lampas",
            "        price: 900.00\n      - name: Lampas",
        ),
        (
            "      - name: Galdi\n        price: 900.00\n      - name: Lampas\n        price: 100.00",
            "      Galdi:\n        price: 900.00\n      Lampas:\n        price: 100.00",
            "      - name: Galdi\n        price: 900.00\n      - name: Lampas\n        price: 100.00",
        ),
    ] {
        assert!(rooms.contains(from), "{from}");
        let wrong = rooms.replacen(from, to, 1);
        let text = format!("{before}{wrong}{after}\n");
        let mut report = check(&checker, &[("a.yaml", &text)]);
        let findings = report.applications.remove(0).findings;
        let cure = findings.first().and_then(|one| one.cure.as_ref());
        assert_eq!(cure.map(|cure| &*cure.text), Some(write), "{to}");
    }
}

/// However the items of a list of values are begun, and whatever stands between them, the lines to write keep them all.
#[test]
fn no_item_of_a_list_of_values_is_lost_by_a_cure() {
    let book = book("second-call");
    let books = std::slice::from_ref(&book);
    let settings = Settings::on(book.verified_on);
    let checker = Checker::new(books, catalogue(Language::En), settings);
    let sound = serde_yaml::to_string(&book.complete).expect("YAML");
    let (before, after) = sound
        .split_once("keywords:\n- lasīšana\n- klusums\n")
        .expect("the keywords");
    let both = "keywords:\n  - lasīšana\n  - klusums";
    for (written, write) in [
        ("keywords:\n  - lasīšana\n  – klusums\n", "  - klusums"),
        ("keywords:\n  - lasīšana\n  * klusums\n", "  - klusums"),
        ("keywords:\n  - lasīšana\n  2. klusums\n", "  - klusums"),
        ("keywords:\n  - lasīšana\n  -klusums\n", "  - klusums"),
        ("keywords:\n  -lasīšana\n  - klusums\n", both),
        ("keywords:\n  1. lasīšana\n  2. klusums\n", both),
        ("keywords:\n  • lasīšana\n  • klusums\n", both),
        ("keywords:\n  lasīšana\n  klusums\n", both),
        ("keywords: lasīšana, klusums\n", both),
        ("keywords:\n  - lasīšana\n  klusums\n", "  - klusums"),
        ("keywords:\n  - lasīšana\n  ēna\n", "  - ēna"),
        ("keywords:\n  - lasīšana\n  --klusums\n", "  - klusums"),
        ("keywords:\n____\n  - lasīšana\n  - klusums\n", "# ____"),
        ("keywords: lasīšana; klusums\n", both),
        (
            "keywords:\n  * lasīšana\n  * klusums\n",
            "  - lasīšana\n  - klusums",
        ),
        (
            "keywords: \"lasīšana\",\"klusums\"\n",
            "keywords: [\"lasīšana\", \"klusums\"]",
        ),
        (
            "keywords: \"lasīšana, klusums\"\n",
            "keywords:\n  - lasīšana, klusums",
        ),
        ("keywords:\n  - lasīšana\n____\n  - klusums\n", "# ____"),
        (
            "keywords:\n  - lasīšana\nPiezīme: otrais\n  - klusums\n",
            "# Piezīme: otrais",
        ),
        (
            "keywords:\nPiezīme: divi\n  - lasīšana\n  - klusums\n",
            "# Piezīme: divi",
        ),
        (
            "keywords:\n  - lasīšana\nkeywords:\n  - klusums\n",
            "# keywords:",
        ),
        (
            "keywords:\nkeywords:\n  - lasīšana\n  - klusums\n",
            "# keywords:",
        ),
    ] {
        let text = format!("{before}{written}{after}");
        let mut report = check(&checker, &[("a.yaml", &text)]);
        let findings = report.applications.remove(0).findings;
        let cures = findings.iter().filter_map(|one| one.cure.as_ref());
        let cures: Vec<&str> = cures.map(|cure| &*cure.text).collect();
        assert_eq!(cures, [write], "{written}: {findings:?}");
    }
}

/// What a finding says beside its message: the first test that fails, the codes of that day, the law and since when.
#[test]
fn a_finding_tells_what_was_asked_and_by_which_law() {
    let told = |name: &str, value: &str, rule: &str| {
        let findings = findings("second-call", name, value);
        let mut of_rule = findings
            .into_iter()
            .filter(|finding| *finding.rule == *rule);
        let finding = of_rule.next().expect("a finding");
        let since = finding.law.first().and_then(|law| law.since);
        (finding.expected, finding.asked, since)
    };
    let some = |text: &str| Some(text.to_owned());
    // Neither less than five nor the number of the rooms, two. Five itself would not do.
    assert_eq!(
        told("/room_total", "6", "room-number"),
        (None, some("less than 5"), None)
    );
    // Nor would the beginning of a number do as the number.
    assert_eq!(
        told("/library/number", "300001", "library-number"),
        (None, some("beginning with: 10, 205"), None)
    );
    assert_eq!(
        told("/library/type", "bookshop", "library-type"),
        (
            some("village_library, town_library, school"),
            some(
                "one of these codes: village_library (village library); town_library (town library); school (school)"
            ),
            None
        )
    );
    assert_eq!(
        told("/grant", "50000.01", "grant-ceiling"),
        (
            some("50000.00"),
            some("no more than 50000.00"),
            scalar::date("2030-01-01")
        )
    );
}

/// A code that is one of its list, but not one that a rule takes: the codes that it takes are named.
#[test]
fn a_code_that_a_rule_does_not_take_is_told_with_those_it_takes() {
    let findings = findings("corners", "/colour", "blue");
    let expected = findings.iter().filter_map(|one| one.expected.as_deref());
    let expected: Vec<_> = expected.collect();
    for codes in ["red", "red, green"] {
        assert!(expected.contains(&codes), "{codes}: {expected:?}");
    }
}

/// Between which known values one lies on a day when it is not known.
#[test]
fn a_value_lies_between_its_known_neighbours() {
    let book = book("corners");
    let value = book.values.iter().find(|value| &*value.name == "most");
    let money = |text| scalar::money(text).map(Quantity::Money);
    let (before, after) = (money("100.00"), money("90.00"));
    for (day, bounds) in [
        ("2029-12-31", ([before, before], true)),
        ("2030-12-31", ([before, before], true)),
        ("2031-06-01", ([before, after], false)),
        ("2032-01-01", ([after, after], true)),
    ] {
        let day = scalar::date(day).expect("a day");
        assert_eq!(value.map(|value| value.bounds(day)), Some(bounds), "{day}");
    }
}

/// The findings of a rule over two applications of the book of corners that differ from the complete one in these fields.
fn together(as_of: &str, rule: &str, changes: [&[(&str, &str)]; 2]) -> Vec<Finding> {
    let book = book("corners");
    let applications = changes.map(|changes| {
        let mut application = book.complete.clone();
        for &(field, value) in changes {
            application[field] = value.into();
        }
        application
    });
    let report = report(&book, Some(as_of), &applications);
    let findings = report.portfolios[0].findings.iter();
    let of_rule = findings.filter(|finding| *finding.rule == *rule);
    of_rule.cloned().collect()
}

/// The known limit, and where the law decides without being known, the nearest.
#[test]
fn a_finding_over_all_applications_names_its_limit() {
    for (as_of, amount, limit) in [
        ("2030-06-01", "100.01", Some("100.00")),
        ("2031-06-01", "100.01", Some("100.00")),
        ("2031-06-01", "90.01", None),
        ("2032-01-01", "90.01", Some("90.00")),
    ] {
        let changes: [&[_]; 2] = [&[("amount", amount)], &[("amount", "0.00"), ("id", "2")]];
        let told = together(as_of, "all-amounts", changes);
        let expected: Vec<_> = told.iter().map(|one| one.expected.as_deref()).collect();
        assert_eq!(expected, [limit], "{amount} on {as_of}");
    }
}

/// However many keys two applications share, that is one finding.
#[test]
fn the_same_applications_are_told_once() {
    let of = |changes| together("2030-05-10", "streets-differ", changes).len();
    assert_eq!(of([&[], &[]]), 1);
    assert_eq!(of([&[], &[("id", "2")]]), 1);
    assert_eq!(of([&[], &[("id", "2"), ("title", "Būda")]]), 0);
}
