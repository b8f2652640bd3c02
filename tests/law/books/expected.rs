//! What a finding says would do: of a rule that forbids a value it names none, of a limit the limit where that itself would do.

use serde_json::{Value, json};

use crate::folder::Folder;

const BOOK: &str = "tests/books/second-call.yaml";

/// A pointer and the value that is put there, the rule that it breaks and what is found; and what is expected.
const CASES: [([&str; 4], Option<&str>); 6] = [
    (["/keywords/1", "bibliotēka", "keyword", "bibliotēka"], None),
    (
        ["/regions/0", "west", "region", "west"],
        Some("north, south, east"),
    ),
    (
        ["/grant", "50000.01", "grant-ceiling", "50000.01"],
        Some("50000.00"),
    ),
    // Where no item is as one must be, none of them is to blame.
    (["/rooms/0/use", "talking", "quiet-room", ""], None),
    // Of several alternatives that all fail none is to blame.
    (["/own_money", "0.00", "own-money", ""], None),
    (
        ["/report", "2031-10-14", "report-day", "2031-10-14"],
        Some("2031-10-15"),
    ),
];

#[test]
fn what_would_do_is_never_what_would_not() {
    let folder = Folder::new();
    let text = std::fs::read_to_string(BOOK).expect("the book");
    let book = atbilst_core::rulebook::RuleBook::read(BOOK, &text).expect("a good book");
    for ([pointer, value, rule, found], expected) in CASES {
        let mut application = book.complete.clone();
        *application.pointer_mut(pointer).expect("a value") = value.into();
        if rule == "own-money" {
            application["library"]["type"] = "town_library".into();
        }
        folder.write("application.yaml", application.to_string());
        let path = folder.name("application.yaml");
        let said = super::atbilst(&["check", &path, "--rules", BOOK, "--format", "json"], "en");
        let report = said.json();
        let findings = report["applications"][0]["findings"].as_array();
        let mut findings = findings.into_iter().flatten();
        let finding = findings.find(|finding| finding["rule"] == rule);
        let finding = finding.unwrap_or_else(|| panic!("{rule}: {}", said.out));
        assert_eq!(
            finding["found"].as_str().unwrap_or_default(),
            found,
            "{rule}"
        );
        assert_eq!(finding["expected"].as_str(), expected, "{rule}");
        if rule == "quiet-room" {
            assert_eq!(finding["pointer"], "/rooms");
        }
    }
}

/// What a rule of a book finds in its complete application with another value in a field.
fn found(text: &str, (field, value): (&str, Value), rule: &str) -> Value {
    let folder = Folder::new();
    folder.write("book.yaml", text);
    let book = folder.name("book.yaml");
    let read = atbilst_core::rulebook::RuleBook::read(&book, text).expect("a good book");
    let mut application = read.complete.clone();
    application[field] = value;
    folder.write("application.yaml", application.to_string());
    let path = folder.name("application.yaml");
    let arguments = ["check", &path, "--rules", &book, "--format", "json"];
    let report = super::atbilst(&arguments, "en").json();
    let findings = report["applications"][0]["findings"].as_array();
    let mut findings = findings.into_iter().flatten();
    let finding = findings.find(|finding| finding["rule"] == rule);
    finding.unwrap_or_else(|| panic!("{report}")).clone()
}

/// Of `every` item the limit is that of the item that decided, wherever the rule itself stands.
#[test]
fn the_limit_is_that_of_the_item_that_decided() {
    let text = std::fs::read_to_string("tests/books/requirements.yaml").expect("the book");
    let own = "each: cars[]\n    require: { discount: { at_most: { smallest: [ 5000.00, { percent: 30, of: price } ] } } }";
    let every = "require: { every: { of: \"cars[]\", is: { discount: { at_most: price } } } }";
    assert!(text.contains(own));
    let text = text.replacen(own, every, 1);
    let text = text.replace("discount: 3000.01", "discount: 10000.01");
    let text = text.replace(
        "\"cars[0].discount\": 5000.01",
        "\"cars[0].discount\": 20000.01",
    );
    let cars = json!([
        { "price": "900.00", "discount": "1.00" },
        { "price": "100.00", "discount": "100.05" },
    ]);
    let finding = found(&text, ("cars", cars), "discount-of-a-car");
    assert_eq!(finding["expected"], "100.00");
    assert_eq!(
        finding["location"]["pointer"]
            .as_str()
            .or(finding["pointer"].as_str()),
        Some("/cars/1/discount")
    );
    let message = finding["message"].as_str().unwrap_or_default();
    assert!(
        message.contains("EUR 100.05") && message.contains("EUR 100.00"),
        "{message}"
    );
}

/// Where one of two windows would do, neither of their days is what is expected.
#[test]
fn one_of_several_that_would_do_is_not_expected() {
    let text = std::fs::read_to_string(BOOK).expect("the book");
    let (from, to) = (
        "require: { report: { equals: report_day } }",
        "require: { any: [ { report: { equals: report_day } }, { report: { before: 2031-01-01 } } ] }",
    );
    assert!(text.contains(from));
    let text = text.replacen(from, to, 1);
    let finding = found(&text, ("report", "2031-10-14".into()), "report-day");
    assert_eq!(finding["found"], "2031-10-14");
    assert_eq!(finding["expected"], Value::Null);
}

/// Nor is it told as what is not met besides.
#[test]
fn one_of_several_that_would_do_is_not_told_besides() {
    let text = std::fs::read_to_string(BOOK).expect("the book");
    let from = "{ report: { equals: report_day } }";
    assert!(text.contains(from));
    let any = format!("{{ any: [ {from}, {{ report: {{ before: 2031-01-01 }} }} ] }}");
    for (second, told) in [(&*any, false), (from, true)] {
        let to = format!("{{ all: [ {{ report: {{ not_before: 2031-10-15 }} }}, {second} ] }}");
        let text = text.replacen(from, &to, 1);
        let finding = found(&text, ("report", "2031-10-14".into()), "report-day");
        let message = finding["message"].as_str().unwrap_or_default();
        assert_eq!(
            message.contains("Asked, too, and not so"),
            told,
            "{message}"
        );
    }
}
