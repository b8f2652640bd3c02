//! What is certain though something is left out stays so, whatever is written there.

use serde_json::{Value, json};

use atbilst_core::check::Checker;
use atbilst_core::finding::Outcome;
use atbilst_core::language::Language;
use atbilst_core::rulebook::RuleBook;
use atbilst_core::settings::Settings;

use crate::engine::{book, catalogue, check};

/// The fields that are left out: what each room costs, and how many people are in it.
const LEFT_OUT: [&str; 6] = [
    "/houses/0/floors/0/rooms/0/people",
    "/houses/0/floors/0/rooms/0/cost",
    "/houses/0/floors/0/rooms/1/people",
    "/houses/0/floors/0/rooms/1/cost",
    "/houses/0/floors/1/rooms/0/people",
    "/houses/0/floors/1/rooms/0/cost",
];

/// What may be written there.
const WRITTEN: [u32; 4] = [0, 3, 15, 200];

/// An item whose `where` rests on what is not stated is not counted, as `rules/README.md` says.
const NOT_COUNTED: [&str; 2] = ["one-dearest-room", "least-of-large-rooms"];

/// The outcome of each rule for each application.
fn outcomes(book: &RuleBook, applications: &[Value]) -> Vec<Box<[Outcome]>> {
    let settings = Settings {
        portfolio: false,
        ..Settings::on(book.verified_on)
    };
    let books = std::slice::from_ref(book);
    let checker = Checker::new(books, catalogue(Language::En), settings);
    let files = applications.iter().enumerate();
    let files = files.map(|(index, one)| (index.to_string(), one.to_string()));
    let report = check(&checker, &files.collect::<Vec<_>>());
    // Those of the rules that every call has stand before those of the book.
    let applications = report.applications.into_iter();
    let own = applications.map(|one| {
        let first = one.outcomes.len() - book.rules.len();
        one.outcomes[first..].into()
    });
    own.collect()
}

/// A field without its value, or with another.
fn with(application: &mut Value, pointer: &str, value: Option<Value>) {
    let (item, field) = pointer.rsplit_once('/').expect("a field");
    let item = application.pointer_mut(item).expect("an item");
    let item = item.as_object_mut().expect("a record");
    match value {
        Some(value) => item.insert(field.to_owned(), value),
        None => item.remove(field),
    };
}

#[test]
fn what_is_certain_stays_so_whatever_is_written_where_nothing_was() {
    let book = book("corners");
    let (mut tried, mut certain) = (0, 0);
    for (one, first) in LEFT_OUT.iter().enumerate() {
        for second in LEFT_OUT.iter().skip(one) {
            for [amount, people, grant] in [[30, 6, 100], [10, 0, 20], [100, 12, 10], [0, 2, 300]] {
                let mut partly = book.complete.clone();
                partly["amount"] = json!(format!("{amount}.00"));
                partly["grant"] = json!(format!("{grant}.00"));
                partly["people"] = people.into();
                for pointer in [first, second] {
                    with(&mut partly, pointer, None);
                }
                let mut all = vec![partly];
                for a in WRITTEN {
                    for b in WRITTEN {
                        let mut whole = all[0].clone();
                        for (pointer, number) in [(first, a), (second, b)] {
                            let value = match pointer.ends_with("cost") {
                                true => json!(format!("{number}.00")),
                                false => number.into(),
                            };
                            with(&mut whole, pointer, Some(value));
                        }
                        all.push(whole);
                    }
                }
                let outcomes = outcomes(&book, &all);
                let (partly, whole) = outcomes.split_first().expect("outcomes");
                for (index, rule) in book.rules.iter().enumerate() {
                    let was = partly[index];
                    let said = matches!(was, Outcome::Pass | Outcome::Fail);
                    tried += 1;
                    if !said || NOT_COUNTED.contains(&&*rule.head.id) {
                        continue;
                    }
                    certain += 1;
                    for (whole, text) in whole.iter().zip(all.iter().skip(1)) {
                        let about = format!("{}: {first} {second}: {text}", rule.head.id);
                        assert_eq!(whole[index], was, "{about}");
                    }
                }
            }
        }
    }
    // Not everything is certain, nor nothing.
    assert!(certain > 1_000 && certain < tried, "{certain} of {tried}");
}
