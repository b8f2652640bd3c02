//! Every rule, code and field has its page in both languages, and the pages in `docs/rules` are those of the books.
//! `ATBILST_UPDATE=1 cargo test --test explain` writes them anew.

use std::collections::BTreeSet;

use atbilst::check::{Checker, Desk, Settings};
use atbilst::explain::{self, Block, Topic};
use atbilst::language::{Catalogue, Language};
use atbilst::own_rules::OWN;
use atbilst::render::{Style, page};
use atbilst::rulebook::RuleBook;
use atbilst::rulebook::embedded::BOOKS;

fn books() -> Vec<RuleBook> {
    let read = |book: &atbilst::rulebook::embedded::Embedded| RuleBook::read(book.path, book.text);
    BOOKS
        .iter()
        .map(|book| read(book).expect("a book"))
        .collect()
}

#[test]
fn everything_has_its_page() {
    let books = books();
    for language in Language::ALL {
        let catalogue = Catalogue::load(language);
        let topics = explain::topics(&books);
        let book = &books[0];
        let rules = book.heads().count() + OWN.len();
        let codes: usize = book.lists.iter().map(|list| list.codes.len()).sum();
        let fields = book.form.fields.iter().filter(|f| f.name != "it").count();
        assert_eq!(topics.len(), rules + codes + fields);
        for topic in topics {
            let name = topic.name();
            let found = explain::find(&books, &name).expect("found by its own name");
            let names: BTreeSet<_> = found.iter().map(Topic::name).collect();
            assert!(names.contains(&name), "{name}: {names:?}");
            let page = topic.page(&catalogue);
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
                Topic::Own(id) if explain::own_examples(id).is_none() => {}
                Topic::Own(_) => assert_eq!(examples, 2, "{name}"),
                Topic::Rule(_, head) => {
                    let law = page.blocks.iter().any(|b| matches!(b, Block::Law { .. }));
                    assert!(law || head.because.is_some(), "{name} names no law");
                    assert!(examples >= 2, "{name} shows {examples} examples:\n{text}");
                }
                _ => assert!(examples >= 1, "{name}:\n{text}"),
            }
        }
    }
}

#[test]
fn every_example_on_a_page_is_yaml() {
    let books = books();
    let catalogue = Catalogue::load(Language::Lv);
    for topic in explain::topics(&books) {
        if matches!(topic, Topic::Own(_)) {
            continue;
        }
        for block in topic.page(&catalogue).blocks {
            if let Block::Yaml(text) = block {
                let read: Result<serde_yaml::Value, _> = serde_yaml::from_str(&text);
                assert!(
                    !text.is_empty() && read.is_ok(),
                    "{}:\n{text}",
                    topic.name()
                );
            }
        }
    }
}

#[test]
fn examples_of_the_own_rules_show_what_they_say() {
    let books = books();
    let catalogue = Catalogue::load(Language::En);
    let settings = Settings {
        portfolio: false,
        ..Settings::on(books[0].verified_on)
    };
    let checker = Checker::new(&books, &catalogue, settings);
    let mut desk = Desk::default();
    let mut finds = |text: &str, rule: &str, pointer: &str| {
        let checked = checker.check(&mut desk, &"example".into(), text.as_bytes());
        let mut findings = checked.application.findings.iter();
        findings.any(|f| &*f.rule == rule && f.place.pointer.starts_with(pointer))
    };
    let mut shown = 0;
    for id in OWN {
        let Some((good, bad)) = explain::own_examples(id) else {
            continue;
        };
        // An excerpt misses other fields; only the one it is about counts.
        let pointer = if id == "missing-field" { "/id" } else { "" };
        assert!(
            finds(bad, id, pointer),
            "{id}: the bad example is not found bad"
        );
        assert!(
            !finds(good, id, pointer),
            "{id}: the good example is found bad"
        );
        shown += 1;
    }
    assert_eq!(shown, 6);
}

#[test]
fn names_are_found_as_people_write_them() {
    let books = books();
    let names = |asked: &str| -> Vec<String> {
        let found = explain::find(&books, asked).unwrap_or_default();
        found.iter().map(Topic::name).collect()
    };
    assert_eq!(names("activities[0].amount"), ["activities[].amount"]);
    assert_eq!(names("/activities/amount"), ["activities[].amount"]);
    assert_eq!(names("type"), ["applicant.type", "partners[].type"]);
    assert_eq!(names("Budget-Envelope"), ["budget-envelope"]);
    assert_eq!(names("projekta nosaukums"), ["title"]);
    assert_eq!(names("Iesniedzeja nosaukums"), ["applicant.name"]);
    // One code of two lists.
    assert_eq!(names("local_government"), ["local_government"; 2]);
    for (asked, similar) in [
        ("budget-envelop", Some("budget-envelope")),
        ("recovery_found", Some("funding.recovery_fund")),
        ("qqqq", None),
    ] {
        let found = explain::find(&books, asked).expect_err("no such name");
        assert_eq!(found.as_deref(), similar, "{asked}");
    }
}

#[test]
fn the_documentation_is_fresh() {
    let books = books();
    for language in Language::ALL {
        let catalogue = Catalogue::load(language);
        let text: String = books
            .iter()
            .map(|book| page::handbook(book, &catalogue))
            .collect();
        let path = format!("docs/rules/{}.md", language.name());
        if std::env::var_os("ATBILST_UPDATE").is_some() {
            std::fs::create_dir_all("docs/rules").expect("a folder");
            std::fs::write(&path, &text).expect("written");
        }
        let stored = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            stored == text,
            "{path} is stale; `atbilst explain --all --markdown --lang {}` writes it",
            language.name()
        );
    }
}
