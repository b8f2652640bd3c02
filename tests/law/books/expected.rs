//! What a finding says would do: of a rule that forbids a value it names none, of a limit the limit where that itself would do.

use crate::folder::Folder;

const BOOK: &str = "tests/books/second-call.yaml";

/// A pointer and the value that is put there, the rule that it breaks and what is found; and what is expected.
const CASES: [([&str; 4], Option<&str>); 5] = [
    (["/keywords/1", "bibliotēka", "keyword", "bibliotēka"], None),
    (
        ["/regions/0", "west", "region", "west"],
        Some("north, south, east"),
    ),
    (
        ["/grant", "50000.01", "grant-ceiling", "50000.01"],
        Some("50000.00"),
    ),
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
    }
}
