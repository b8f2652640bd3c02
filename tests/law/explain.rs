//! Every rule, code and field has its page in both languages, and the pages in `docs/rules` are those of the books.
//! `ATBILST_UPDATE=1 cargo test --test law explain` writes them anew.

use std::collections::BTreeSet;

use atbilst_books::explain::{self, Block, Handbook, Pair, Topic};
use atbilst_books::skeleton::skeleton;
use atbilst_core::check::{Checker, Settings};
use atbilst_core::form::Kind;
use atbilst_core::language::{Case, Language, Value};
use atbilst_core::message::quantity_value;
use atbilst_core::own_rules::OWN;
use atbilst_core::rulebook::RuleBook;
use atbilst_core::scalar::Quantity;
use atbilst_render::{Style, page};
use serde::Deserialize;

use crate::cases::{cases, is_golden};
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

/// What is told of some names of books, without examples and the words of the law: what is read to know what a rule asks.
#[derive(Deserialize)]
struct Told {
    book: String,
    /// Texts of the book with what stands in their place.
    #[serde(default)]
    edit: Vec<[String; 2]>,
    names: Vec<String>,
}

/// Every book of the tests that is sound.
const BOOKS: [&str; 13] = [
    "aid",
    "consortium",
    "corners",
    "culture",
    "farm",
    "grant",
    "houses",
    "minimal",
    "mobility",
    "office",
    "requirements",
    "second-call",
    "villages",
];

/// The lines of a page in words, but those under these headings.
fn lines(page: &explain::Page, without: &[&str], language: Language) -> String {
    let catalogue = catalogue(language);
    let left_out: Vec<String> = without.iter().map(|key| catalogue.say(key, &[])).collect();
    let mut out = String::new();
    let mut heading = "";
    for block in &page.blocks {
        if let Block::Heading(next) = block {
            heading = next;
        }
        if left_out.iter().any(|one| one == heading) {
            continue;
        }
        match block {
            Block::Heading(heading) => out.push_str(&format!("# {heading}\n")),
            Block::Text(text) => out.push_str(&format!("{text}\n")),
            Block::Points(points) => out.extend(
                points
                    .iter()
                    .map(|point| format!("{}- {}\n", "  ".repeat(point.depth), point.text)),
            ),
            Block::Pairs(pairs) => {
                out.extend(pairs.iter().map(|(name, is)| format!("{name} = {is}\n")));
            }
            Block::Yaml(_) | Block::Law { .. } => {}
        }
    }
    out
}

const EXAMPLES_AND_LAW: [&str; 5] = [
    "explain.law",
    "explain.good",
    "explain.bad",
    "explain.how",
    "explain.fields",
];

#[test]
fn what_is_asked_is_told_as_it_was() {
    let told: Vec<Told> = cases("tests/law/explain/told.yaml");
    for language in Language::ALL {
        let mut text = String::new();
        for told in &told {
            let path = match told.book.starts_with("2.") {
                true => format!("rules/{}.yaml", told.book),
                false => format!("tests/books/{}.yaml", told.book),
            };
            let mut written = std::fs::read_to_string(&path).expect("the book");
            for [from, to] in &told.edit {
                assert!(written.contains(from), "{path} does not say {from}");
                written = written.replacen(from, to, 1);
            }
            let book = RuleBook::read(&path, &written).expect("a sound book");
            for name in &told.names {
                let found = explain::find(std::slice::from_ref(&book), name).expect(name);
                let page = found.first().expect("a page").page(catalogue(language));
                let lines = lines(&page, &EXAMPLES_AND_LAW, language);
                text.push_str(&format!("== {}: {name}\n{lines}\n", told.book));
            }
        }
        let path = format!("tests/law/explain/{}.golden", language.name());
        assert!(
            is_golden(&path, &text),
            "{path}: told otherwise; read the difference, then ATBILST_UPDATE=1"
        );
    }
}

/// A sentence that left out a condition, a limit or a code would be untrue.
#[test]
fn the_page_of_a_rule_names_all_that_it_looks_at() {
    let mut books: Vec<RuleBook> = BOOKS.into_iter().map(book).collect();
    books.extend(EMBEDDED.iter().cloned());
    for language in Language::ALL {
        for book in &books {
            for head in book.heads() {
                let topic = Topic::Rule(book, head);
                let page = topic.page(catalogue(language));
                let told = lines(&page, &EXAMPLES_AND_LAW, language);
                let about = format!("{}: {}:\n{told}", book.name, head.id);
                for yaml in ["{", "cases:", "at_most"] {
                    assert!(!told.contains(yaml), "{yaml} in {about}");
                }
                let uses = book.uses_of(head);
                for &id in &uses.fields {
                    let field = book.form.field(id);
                    let is_list = matches!(field.kind, Kind::List(_));
                    let title = field.title.get(language);
                    assert!(is_list || told.contains(title), "{title} in {about}");
                }
                for constant in &uses.constants {
                    let constant = quantity_value(*constant);
                    let cases = [Case::Nominative, Case::Genitive].map(|case| {
                        let said = constant.write_in(language, case);
                        told.contains(&*said)
                    });
                    assert!(cases.contains(&true), "{constant:?} in {about}");
                }
                for (list, code) in &uses.codes {
                    let code = book.list(*list).and_then(|list| list.code(*code));
                    let code = code.expect("a code");
                    assert!(
                        told.contains(code.title.get(language)),
                        "{} in {about}",
                        code.code
                    );
                }
                for text in uses.texts.iter().flatten() {
                    let known = told.contains(text)
                        || book.lists.iter().any(|list| list.find(text).is_some());
                    let number = Kind::Money
                        .quantity(text)
                        .map(|one| quantity_value(one).write(language).into_owned());
                    assert!(
                        known || number.is_some_and(|number| told.contains(&number)),
                        "{text} in {about}"
                    );
                }
                for id in uses.values.keys() {
                    let value = &book.values[id.index()];
                    let known = value.history.iter().filter_map(|dated| dated.is);
                    for amount in known.filter(|amount| !matches!(amount, Quantity::Code(_))) {
                        let amount = quantity_value(amount).write(language).into_owned();
                        assert!(told.contains(&amount), "{amount} in {about}");
                    }
                }
            }
        }
    }
}

#[test]
fn a_length_of_time_stands_in_the_accusative() {
    let catalogue = catalogue(Language::Lv);
    for (number, days, months, years) in [
        (1, "1 dienu", "1 mēnesi", "1 gadu"),
        (2, "2 dienas", "2 mēnešus", "2 gadus"),
        (10, "10 dienas", "10 mēnešus", "10 gadus"),
        (21, "21 dienu", "21 mēnesi", "21 gadu"),
        (30, "30 dienas", "30 mēnešus", "30 gadus"),
    ] {
        for way in ["after", "before", "from"] {
            for (unit, asked) in [("days", days), ("months", months), ("years", years)] {
                let about = [("number", Value::Count(number)), ("of", "x".into())];
                let said = catalogue.say(&format!("work.{unit}_{way}"), &about);
                assert!(said.starts_with(asked), "{said}");
            }
        }
    }
}
