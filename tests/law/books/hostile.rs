//! Books that nobody would write: whatever stands in the text, reading it never panics, and every mistake has a place and a sentence.

use atbilst_books::companions::Companions;
use atbilst_books::examples;
use atbilst_books::{coverage, lint, mutate};
use atbilst_core::language::{Catalogue, Language};
use atbilst_core::rulebook::RuleBook;
use proptest::prelude::*;

use crate::folder::Folder;

fn book() -> String {
    std::fs::read_to_string("tests/books/minimal.yaml").expect("the book")
}

/// Reads a text as a book and, where it is one, has everything made of it that can be.
fn survive(text: &str, catalogue: &Catalogue) {
    let (mistakes, whole) = match RuleBook::read("hostile", text) {
        Ok(book) => {
            let today = book.verified_on;
            let findings = lint::lint(&book, &Companions::default(), today);
            let mut all: Vec<_> = findings
                .into_iter()
                .map(|finding| finding.mistake)
                .collect();
            let wrong = examples::mistakes(&book, catalogue);
            if wrong.is_empty() {
                all.extend(mutate::mutate(&book).survivors);
            }
            all.extend(wrong);
            all.extend(coverage::coverage(&book).untouched);
            (all, true)
        }
        Err(mistakes) => (mistakes, false),
    };
    assert!(
        whole || !mistakes.is_empty(),
        "refused without a word: {text}"
    );
    for mistake in &mistakes {
        let (start, end) = (mistake.span.start as usize, mistake.span.end as usize);
        assert!(
            start <= end && end <= text.len(),
            "{mistake:?} outside of the text"
        );
        assert!(
            text.is_char_boundary(start) && text.is_char_boundary(end),
            "{mistake:?}"
        );
        let key = match mistake.key.starts_with("yaml.") {
            true => format!("{}.message", mistake.key),
            false => mistake.key.to_owned(),
        };
        assert!(catalogue.has(&key), "no sentence {key}");
    }
}

#[test]
fn each_line_left_out_or_doubled() {
    let (text, catalogue) = (book(), Catalogue::load(Language::En));
    let lines: Vec<&str> = text.lines().collect();
    for index in 0..lines.len() {
        let mut less = lines.clone();
        less.remove(index);
        survive(&less.join("\n"), &catalogue);
        let mut more = lines.clone();
        more.insert(index, lines[index]);
        survive(&more.join("\n"), &catalogue);
        survive(&lines[..index].join("\n"), &catalogue);
    }
}

/// What might stand where a word of a book stands.
const ODD: [&str; 24] = [
    "",
    "~",
    "{}",
    "[]",
    "[[]]",
    "{ lv: a, en: b }",
    "0",
    "-1",
    "18446744073709551616",
    "99999999999999999999.99",
    "0000-00-00",
    "9999-12-31",
    "true",
    "it",
    "amount",
    "parts[]",
    "parts[].cost",
    "parts[99999999999999999999]",
    "declarations.*",
    "limit",
    "unknown",
    "\"{found\"",
    "*alias",
    "š",
];

#[test]
fn each_word_replaced_by_something_odd() {
    let (text, catalogue) = (book(), Catalogue::load(Language::En));
    let inside = |c: char| c.is_alphanumeric() || "_-.[]".contains(c);
    let mut words = Vec::new();
    let mut start = None;
    for (at, letter) in text.char_indices() {
        match (inside(letter), start) {
            (true, None) => start = Some(at),
            (false, Some(begin)) => {
                words.push(begin..at);
                start = None;
            }
            _ => {}
        }
    }
    // Each word meets one of the odd ones; over the whole book each kind of word meets most of them.
    for (index, word) in words.into_iter().enumerate() {
        let mut changed = text.clone();
        changed.replace_range(word, ODD[index * 7 % ODD.len()]);
        survive(&changed, &catalogue);
    }
}

/// Thirty figures, each twice the one before it: a thousand million ways lead to the first.
#[test]
fn figures_of_figures_come_to_an_end() {
    let mut figures = String::from("figures:\n");
    for number in 0..=30_u32 {
        let is = match number.checked_sub(1) {
            None => "\"parts[].cost\"".to_owned(),
            Some(before) => format!("[ d{before}, d{before} ]"),
        };
        figures += &format!(
            "  d{number}: {{ title: {{ lv: d{number}, en: d{number} }}, is: {{ sum: {is} }} }}\n"
        );
    }
    let text = book()
        .replacen("rules:\n", &format!("{figures}rules:\n"), 1)
        .replace("{ equals: { sum: \"parts[].cost\" } }", "{ at_most: d30 }")
        .replace(
            "expect: fail, with: { \"parts[0].cost\": 900.01 }",
            "expect: pass",
        )
        .replace("\"parts[0].cost\": 899.99", "\"parts[0].cost\": 0.00");
    let catalogue = Catalogue::load(Language::En);
    let whole = RuleBook::read("figures", &text).expect("a book");
    assert!(examples::mistakes(&whole, &catalogue).is_empty());
    survive(&text, &catalogue);
    let folder = Folder::new();
    folder.copy(
        "tests/books/sources/minimal.lv.txt",
        "sources/minimal.lv.txt",
    );
    folder.write("book.yaml", text);
    let said = folder.run(&["explain", "horse-parts", "--rules", "book.yaml"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
}

/// The same where the first is not stated yet: sixty figures, of which each asks the one before it twice.
#[test]
fn figures_of_what_is_not_stated_come_to_an_end() {
    let titled =
        |number: u32| format!("  d{number}: {{ title: {{ lv: d, en: d }}, kind: money, is: ");
    let mut figures = format!("figures:\n{}debt }}\n", titled(0));
    for number in 1..=60_u32 {
        let before = number - 1;
        figures += &titled(number);
        figures += &format!(
            "{{ cases: [ {{ when: {{ d{before}: {{ at_least: 1.00 }} }}, is: d{before} }}, {{ otherwise: 0.00 }} ] }} }}\n"
        );
    }
    let text = std::fs::read_to_string("tests/books/office.yaml").expect("the book");
    let text = text
        .replacen("rules:\n", &format!("{figures}rules:\n"), 1)
        .replace("{ when: { debt: {", "{ when: { d60: {");
    let folder = Folder::new();
    folder.write("book.yaml", text);
    let application = "call: 9.9.8.i\nid: \"1\"\nsubmitted: 2030-05-10\ngrant: 100.00\n";
    folder.write("a.yaml", application);
    let said = folder.run(&[
        "check",
        "--rules",
        "book.yaml",
        "a.yaml",
        "--trace",
        "--lang",
        "en",
    ]);
    assert!(
        said.folded().contains("“Debt” is not known yet"),
        "{}",
        said.folded()
    );
}

/// A table of 200 codes and 100 bands has more cells than are read, by whichever of the two the limit is passed.
#[test]
fn a_table_that_is_too_large_is_refused() {
    let (mut codes, mut rows) = (String::new(), String::new());
    let ends: String = (0..99)
        .map(|end| format!("{{ up_to: {end}, is: 1.00 }}, "))
        .collect();
    let row = |code: &str| format!("          {code}: [ {ends}{{ above: 98, is: 1.00 }} ]\n");
    rows += &(row("dog") + &row("horse"));
    for code in 0..200 {
        codes += &format!(
            "    a{code}: {{ title: {{ lv: s, en: a }}, law: {{ source: page, quote: Suņu }} }}\n"
        );
        rows += &row(&format!("a{code}"));
    }
    let table = format!(
        "values:\n  rate:\n    kind: money\n    title: {{ lv: likme, en: rate }}\n    by: animal\n    bands: amount\n    \
         history:\n      - from: 2030-01-01\n        is:\n{rows}        law: {{ source: page, quote: Suņu }}\n"
    );
    let text = book()
        .replacen("  animals:\n", &format!("  animals:\n{codes}"), 1)
        .replacen("values:\n", &table, 1);
    let mistakes = RuleBook::read("table", &text).expect_err("a table too large");
    let keys: Vec<_> = mistakes.iter().map(|mistake| mistake.key).collect();
    assert_eq!(keys, ["book.table_too_large"]);
    // 202 codes, the two of the book among them.
    let told: Vec<_> = mistakes.iter().flat_map(|one| &one.args).collect();
    let told = told.iter().map(|(name, value)| (&**name, &**value));
    assert_eq!(
        told.collect::<Vec<_>>(),
        [("found", "20200"), ("limit", "5000")]
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_book_with_a_few_bytes_changed(edits in proptest::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), "[ -~šā\\n\\t]{0,6}"), 1..4)) {
        let mut text: Vec<char> = book().chars().collect();
        for (from, length, with) in edits {
            let start = from.index(text.len());
            let end = (start + length.index(30)).min(text.len());
            text.splice(start..end, with.chars());
        }
        survive(&text.into_iter().collect::<String>(), &Catalogue::load(Language::En));
    }
}
