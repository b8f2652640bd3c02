//! What the pages of rules say they ask: all of it, as it was read before, and as the check does.

use atbilst_books::explain::{self, Block, Topic};
use atbilst_core::check::{Checker, Settings};
use atbilst_core::finding::{Finding, Outcome};
use atbilst_core::form::{Field, FieldId, Kind};
use atbilst_core::language::{Case, Language, Value};
use atbilst_core::message::quantity_value;
use atbilst_core::rulebook::{Example, Head, RuleBook};
use atbilst_core::scalar::Quantity;
use serde::Deserialize;

use crate::cases::{cases, is_golden};
use crate::engine::{EMBEDDED, books, catalogue, check};

/// What is told of some names of books, without examples and the words of the law: what is read to know what a rule asks.
#[derive(Deserialize)]
struct Told {
    book: String,
    /// Texts of the book with what stands in their place.
    #[serde(default)]
    edit: Vec<[String; 2]>,
    names: Vec<String>,
}

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

/// A book with other texts in the place of some.
fn changed(book: &str, edit: &[[String; 2]]) -> RuleBook {
    let path = match book.starts_with("2.") {
        true => format!("rules/{book}.yaml"),
        false => format!("tests/books/{book}.yaml"),
    };
    let mut written = std::fs::read_to_string(&path).expect("the book");
    for [from, to] in edit {
        assert!(written.contains(from), "{path} does not say {from}");
        written = written.replacen(from, to, 1);
    }
    RuleBook::read(&path, &written).expect("a sound book")
}

#[test]
fn what_is_asked_is_told_as_it_was() {
    let told: Vec<Told> = cases("tests/law/explain/told.yaml");
    for language in Language::ALL {
        let mut text = String::new();
        for told in &told {
            let book = changed(&told.book, &told.edit);
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
    let mut books: Vec<RuleBook> = books().collect();
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

/// The titles that a sentence names in its place for fields; none where it is another sentence.
fn fields_of(sentence: &str, text: &str) -> Vec<String> {
    let Some((before, after)) = sentence.split_once("{fields}") else {
        return Vec::new();
    };
    let inside = text
        .strip_prefix(before)
        .and_then(|rest| rest.strip_suffix(after));
    let quoted = inside
        .into_iter()
        .flat_map(|inside| inside.split('“').skip(1));
    quoted
        .filter_map(|one| Some(one.split_once('”')?.0.to_owned()))
        .collect()
}

/// Leaves a field out wherever it stands, or writes a text there.
fn change(application: &mut serde_json::Value, path: &str, to: Option<&str>) {
    let (step, rest) = match path.split_once('.') {
        Some((step, rest)) => (step, Some(rest)),
        None => (path, None),
    };
    let (name, is_list) = (step.trim_end_matches("[]"), step.ends_with("[]"));
    match (rest, application.get_mut(name)) {
        (None, Some(there)) => match to {
            Some(text) => *there = text.into(),
            None => {
                application.as_object_mut().expect("a record").remove(name);
            }
        },
        (Some(rest), Some(serde_json::Value::Array(items))) if is_list => {
            items.iter_mut().for_each(|item| change(item, rest, to));
        }
        (Some(rest), Some(inner)) => change(inner, rest, to),
        (_, None) => {}
    }
}

/// What a page says of a field that is left out, or put off, with what the check then says of its rule.
/// It may be that the rest decides only of what is added up.
const LEFT_OUT: [(&str, Option<&str>, bool); 3] = [
    ("explain.not_stated", None, false),
    ("explain.not_added", None, true),
    ("explain.put_off", Some("see annex"), false),
];

#[test]
fn what_a_page_says_of_fields_that_are_left_out_is_what_the_check_does() {
    let catalogue = catalogue(Language::En);
    let mut books: Vec<RuleBook> = books().collect();
    books.extend(EMBEDDED.iter().cloned());
    books.push(changed("grant", &[[
        "require: { firm.email: { format: email } }".to_owned(),
        "when: { not: { loan: { equals: 1.00 } } }\n    require: { firm.email: { format: email } }".to_owned(),
    ], [
        "loan: { kind: money, required: true,".to_owned(),
        "loan: { kind: money,".to_owned(),
    ]]));
    for (key, to, may_be_decided) in LEFT_OUT {
        let sentence = catalogue.sentence(key).expect("a sentence");
        let (mut asked, mut decided) = (0, 0);
        for book in &books {
            for rule in &book.rules {
                let head = &rule.head;
                let of_office = |id: &FieldId| book.form.field(*id).office.is_some();
                let met =
                    |example: &&Example| matches!(example.expect, Outcome::Pass | Outcome::Review);
                let example = head.examples.iter().find(met);
                let fields = book.uses_of(head).fields;
                let Some(example) = example.filter(|_| !fields.iter().any(of_office)) else {
                    continue;
                };
                let blocks = Topic::Rule(book, head).page(catalogue).blocks;
                let titles = blocks.iter().flat_map(|block| match block {
                    Block::Text(text) => fields_of(sentence, text),
                    _ => Vec::new(),
                });
                for title in titles {
                    let named = |field: &&Field| {
                        let own = field.title.get(Language::En);
                        *own == title || format!("{own} ({})", field.path) == title
                    };
                    let field = book.form.fields.iter().find(named).expect(&title);
                    let mut application = example.applications(&book.complete).remove(0);
                    change(&mut application, &field.path, to);
                    let outcome = outcome_of(book, head, example, &application);
                    // A rule of each field of a record may apply to another of them alone.
                    let applies = rule.cases.len() == 1 || outcome.is_some();
                    let expected = applies.then_some(Outcome::Review);
                    let about = format!("{}: {}: {key}: {}", book.name, head.id, field.path);
                    if outcome == expected {
                        asked += 1;
                        continue;
                    }
                    assert!(may_be_decided, "{about}: {outcome:?}");
                    assert!(matches!(outcome, None | Some(Outcome::Fail)), "{about}");
                    decided += 1;
                }
            }
        }
        assert!(asked > 0, "{key} is said of no field");
        assert_eq!(decided > 0, may_be_decided, "{key}");
    }
}

/// The worst that a check of one application finds by a rule.
fn outcome_of(
    book: &RuleBook,
    head: &Head,
    example: &Example,
    application: &serde_json::Value,
) -> Option<Outcome> {
    let settings = Settings {
        portfolio: false,
        as_of: example.as_of,
        ..Settings::on(book.verified_on)
    };
    let checker = Checker::new(
        std::slice::from_ref(book),
        catalogue(Language::En),
        settings,
    );
    let text = serde_json::to_string(application).expect("JSON");
    let report = check(&checker, &[("example", text)]);
    let findings = report.findings().map(|(_, finding)| finding);
    let outcomes = findings.flat_map(Finding::outcomes);
    let mut outcomes = outcomes.filter(|(rule, _)| **rule == head.id);
    outcomes.next().map(|(_, outcome)| outcome)
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
