//! Lists whose items are empty: what is written of them, and what is said of it.

use serde_json::{Value, json};

use atbilst_core::data::DataPath;
use atbilst_core::form::{FieldId, Kind};
use atbilst_core::rulebook::RuleBook;
use atbilst_page::door::Door;

use super::asked::{ask, json};
use crate::engine::{EMBEDDED, books};
use crate::program;

fn door(book: &RuleBook) -> Door {
    let mut door = Door::default();
    let named = [json!({ "name": &*book.name, "length": book.text.len() })];
    let begin = json!({ "do": "begin", "books": named, "today": program::TODAY, "version": "0" });
    assert_ne!(ask(&mut door, &begin, &book.text), "");
    door
}

fn written(door: &mut Door, book: &RuleBook, answers: &Value) -> String {
    let write = json!({ "do": "write", "lang": "lv", "call": &*book.call, "file": "a.yaml", "answers": answers, "own": true });
    ask(door, &write, "")
}

/// The place of a list in the first item of each list around it.
fn place(book: &RuleBook, id: FieldId) -> String {
    let path = book.form.field(id).path.replace("[]", "/0");
    format!("/{}", path.replace('.', "/"))
}

/// The lines that say what can be written stand behind `#`; what explains them begins with `# ` and one space.
fn uncommented(text: &str) -> String {
    let line = |line: &str| {
        let own = line.trim_start();
        let indent = &line[..line.len() - own.len()];
        let behind = own.strip_prefix('#').unwrap_or(" ");
        let spaces = behind.len() - behind.trim_start().len();
        match spaces.is_multiple_of(2) {
            true => format!("{indent}{behind}"),
            false => line.to_owned(),
        }
    };
    text.lines().map(|one| line(one) + "\n").collect()
}

/// An empty item is saved as an item: it is read as one again, and every line behind `#` becomes part of it where the sign is removed.
#[test]
fn an_empty_item_is_saved_as_an_item() {
    for book in EMBEDDED.iter().cloned().chain(books()) {
        let mut door = door(&book);
        let lists = book.form.iter();
        let lists = lists.filter(|(_, field)| field.office.is_none());
        for (id, field) in lists {
            let Kind::List(items) = &field.kind else {
                continue;
            };
            let mut answers = json!({ "call": &*book.call });
            let item = if items.records { json!({}) } else { json!("") };
            let mut at = String::new();
            for part in place(&book, id).split("/0/") {
                at = if at.is_empty() {
                    part.to_owned()
                } else {
                    format!("{at}/0/{part}")
                };
                let items = json!([if at == place(&book, id) {
                    item.clone()
                } else {
                    json!({})
                }]);
                DataPath::pointer(&at).set(&mut answers, items);
            }
            let text = written(&mut door, &book, &answers);
            let open = json!({ "do": "open", "file": "a.yaml" });
            let opened = json(&mut door, &open, &text);
            let about = format!("{} {}: {text}", book.name, field.path);
            assert_eq!(opened["own"], true, "{about}");
            let items = opened["answers"].pointer(&place(&book, id));
            assert_eq!(
                items.and_then(Value::as_array).map(Vec::len),
                Some(1),
                "{about}"
            );
            let all = uncommented(&text);
            let opened = json(&mut door, &open, &all);
            assert_eq!(opened["other"], json!([]), "{about}\n{all}");
            let told = json(
                &mut door,
                &json!({ "do": "check", "lang": "en", "path": "a.yaml" }),
                &all,
            );
            let findings = told["findings"].as_array().expect("findings").iter();
            let shape = ["unreadable", "unknown-field", "wrong-type", "duplicate-key"];
            let shape: Vec<_> = findings
                .filter(|one| shape.iter().any(|rule| one["rule"] == *rule))
                .map(|one| one["message"].clone())
                .collect();
            assert!(
                shape.is_empty() && told["readable"] == true,
                "{shape:?} {about}\n{all}"
            );
        }
    }
}

/// An item in which nothing is filled in yet contradicts nothing, neither the one that a new form begins with nor one that was added.
#[test]
fn an_empty_item_is_still_to_be_filled_in() {
    for book in EMBEDDED.iter().cloned().chain(books()) {
        let mut door = door(&book);
        let call = json!({ "call": &*book.call });
        let lists = book.form.iter().filter(|(_, field)| {
            field.parent.is_none() && matches!(&field.kind, Kind::List(items) if items.records)
        });
        let added = lists.map(|(_, field)| json!({ "call": &*book.call, &*field.name: [{}] }));
        for answers in std::iter::once(call).chain(added) {
            let text = written(&mut door, &book, &answers);
            let check = json!({ "do": "check", "lang": "en", "path": "a.yaml" });
            let told = json(&mut door, &check, &text);
            let findings = told["findings"].as_array().expect("findings").iter();
            let reproaches: Vec<_> = findings
                .filter(|one| one["group"] == "mend")
                .map(|one| format!("{} {}", one["rule"], one["message"]))
                .collect();
            assert!(
                reproaches.is_empty(),
                "{} {answers}: {reproaches:#?}",
                book.name
            );
        }
    }
}
