//! Every rule, code and field has its page in both languages, and the pages in `docs/rules` are those of the books.
//! `ATBILST_UPDATE=1 cargo test --test law explain` writes them anew.

mod told;

use std::collections::BTreeSet;

use atbilst_books::explain::{self, Block, Handbook, Pair, Topic};
use atbilst_books::skeleton::skeleton;
use atbilst_core::check::{Checker, Settings};
use atbilst_core::language::Language;
use atbilst_core::own_rules::OWN;
use atbilst_core::rulebook::RuleBook;
use atbilst_render::{Style, page};

use crate::cases::is_golden;
use crate::engine::{EMBEDDED, book, catalogue, check};

/// The books of the program and of the tests, and one just begun.
fn all_books() -> Vec<RuleBook> {
    let begun = skeleton("7.7.7.i", Language::Lv).expect("a code");
    let begun = RuleBook::read("begun", &begun).expect("a sound book");
    let mut all = EMBEDDED.clone();
    all.extend([book("second-call"), book("minimal"), begun]);
    all
}

/// Checks a text and gives the places where a rule finds something.
fn finder<'a>(
    books: &'a [RuleBook],
    language: Language,
) -> impl Fn(&str, &str) -> BTreeSet<String> + 'a {
    let settings = Settings {
        portfolio: false,
        ..Settings::on(books[0].verified_on)
    };
    let checker = Checker::new(books, catalogue(language), settings);
    move |text, rule| {
        let report = check(&checker, &[("example", text)]);
        let findings = report.findings().map(|(_, finding)| finding);
        let of_rule = findings.filter(|finding| &*finding.rule == rule);
        of_rule
            .map(|finding| finding.place.pointer.clone())
            .collect()
    }
}

#[test]
fn everything_has_its_page() {
    let books = &*EMBEDDED;
    for language in Language::ALL {
        let catalogue = catalogue(language);
        let topics = explain::topics(books);
        let book = &books[0];
        let rules = book.heads().count() + OWN.len();
        let codes: usize = book.lists.iter().map(|list| list.codes.len()).sum();
        let fields = book.form.fields.iter().filter(|f| f.name != "it").count();
        // What stands in a table is told with it.
        let cells: usize = book.tables.iter().map(|table| table.cells.len()).sum();
        let values = book.values.len() - cells + book.tables.len() + book.figures.0.len();
        assert_eq!(topics.len(), rules + codes + fields + values);
        for topic in topics {
            let name = topic.name();
            let found = explain::find(books, &name).expect("found by its own name");
            let names: BTreeSet<_> = found.iter().map(Topic::name).collect();
            assert!(names.contains(&name), "{name}: {names:?}");
            let page = topic.page(catalogue);
            assert!(!page.title.is_empty() && page.blocks.len() >= 2, "{name}");
            let mut text = Vec::new();
            page::write(&page, &Style::default(), &mut text).expect("written");
            let text = String::from_utf8(text).expect("UTF-8");
            for leak in ["{", "<explain", "<form", "<human"] {
                assert!(!text.contains(leak), "{name} shows {leak}:\n{text}");
            }
            let yaml = page.blocks.iter().filter(|b| matches!(b, Block::Yaml(_)));
            let examples = yaml.count();
            match topic {
                Topic::Own(book, id) if explain::own_example(book, id, language).is_none() => {}
                Topic::Own(..) => assert_eq!(examples, 2, "{name}"),
                Topic::Rule(_, head) => {
                    let law = page.blocks.iter().any(|b| matches!(b, Block::Law { .. }));
                    assert!(law || head.because.is_some(), "{name} names no law");
                    assert!(examples >= 2, "{name} shows {examples} examples:\n{text}");
                }
                // A value has a history, and no line of an application.
                Topic::Value(..) | Topic::Table(..) | Topic::Figure(..) => {}
                Topic::Code(..) | Topic::Field(..) => {
                    assert!(examples >= 1, "{name}:\n{text}");
                }
            }
        }
    }
}

#[test]
fn every_example_on_a_page_is_a_part_of_an_application() {
    let books = all_books();
    let catalogue = catalogue(Language::Lv);
    let found = finder(&books, Language::Lv);
    for book in &books {
        for topic in explain::topics(std::slice::from_ref(book)) {
            if matches!(topic, Topic::Own(..) | Topic::Figure(..)) {
                continue;
            }
            for block in topic.page(catalogue).blocks {
                let Block::Yaml(text) = block else { continue };
                assert!(!text.is_empty(), "{}", topic.name());
                let text = match text.lines().any(|line| line.starts_with("call:")) {
                    true => text,
                    false => format!("call: {}\n{text}", book.call),
                };
                for id in OWN.into_iter().filter(|id| *id != "missing-field") {
                    let places = found(&text, id);
                    assert!(places.is_empty(), "{}: {id}:\n{text}", topic.name());
                }
            }
        }
    }
}

#[test]
fn examples_of_the_own_rules_show_what_they_say() {
    let books = all_books();
    for language in Language::ALL {
        let found = finder(&books, language);
        for book in &books {
            let mut shown = BTreeSet::new();
            for id in OWN {
                let Some(Pair { good, bad }) = explain::own_example(book, id, language) else {
                    continue;
                };
                let about = format!("{id} in {}:\n{good}\n{bad}", book.name);
                let (good, bad) = (found(&good, id), found(&bad, id));
                // An excerpt misses other fields; only the one it is about counts.
                if id != "missing-field" {
                    assert!(good.is_empty(), "the good example is found bad: {about}");
                }
                let more: Vec<_> = bad.difference(&good).collect();
                assert_eq!(more.len(), 1, "the bad example has one mistake: {about}");
                assert!(good.is_subset(&bad), "{about}");
                shown.insert(id);
            }
            let of_no_application = BTreeSet::from(["unreadable-file", "internal-error"]);
            assert_eq!(&BTreeSet::from(OWN) - &shown, of_no_application);
        }
    }
}

#[test]
fn names_are_found_as_people_write_them() {
    let books = &*EMBEDDED;
    let names = |asked: &str| -> Vec<String> {
        let found = explain::find(books, asked).unwrap_or_default();
        found.iter().map(Topic::name).collect()
    };
    assert_eq!(names("activities[0].amount"), ["activities[].amount"]);
    assert_eq!(names("/activities/amount"), ["activities[].amount"]);
    assert_eq!(names("type"), ["applicant.type", "partners[].type"]);
    assert_eq!(names("Budget-Envelope"), ["budget-envelope"]);
    assert_eq!(names("projekta nosaukums"), ["title"]);
    assert_eq!(names("Iesniedzeja nosaukums"), ["applicant.name"]);
    // As people call them.
    for (word, name) in [
        ("pašvaldība", "local_government"),
        ("summa", "activities[].amount"),
        ("termiņš", "period"),
    ] {
        assert_eq!(names(word).first().map(String::as_str), Some(name));
    }
    // All that a word is said of: what is called so first, then what has it in its title, then what speaks of it.
    let deadline = names("termiņš");
    for rule in ["selection-deadline", "implementation-end", "milestone-plan"] {
        assert!(deadline.iter().any(|name| name == rule), "{deadline:?}");
    }
    let audit = names("audits");
    let place = |name: &str| audit.iter().position(|one| one == name).expect(name);
    assert!(place("audit") < place("audit-performer"), "{audit:?}");
    // One code of two lists.
    assert_eq!(names("local_government"), ["local_government"; 2]);
    for (asked, similar) in [
        ("budget-envelop", Some("budget-envelope")),
        ("recovery_found", Some("funding.recovery_fund")),
        ("qqqq", None),
    ] {
        let found = explain::find(books, asked).expect_err("no such name");
        assert_eq!(found.as_deref(), similar, "{asked}");
    }
}

#[test]
fn the_documentation_is_fresh() {
    let books = &*EMBEDDED;
    for language in Language::ALL {
        let catalogue = catalogue(language);
        let text: String = books
            .iter()
            .map(|book| page::handbook(&Handbook::of(book, catalogue)))
            .collect();
        let path = format!("docs/rules/{}.md", language.name());
        assert!(
            is_golden(&path, &text),
            "{path} is stale; `atbilst explain --all --markdown --lang {}` writes it",
            language.name()
        );
    }
}
