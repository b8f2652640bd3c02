//! Answers as the text of an application, as a new one is written.

use serde_json::{Map, Value};

use atbilst_books::template;
use atbilst_core::form::{FieldId, Kind};
use atbilst_core::language::Catalogue;
use atbilst_core::rulebook::RuleBook;
use atbilst_yaml::invisible::{is_blank, is_shapeless};

/// What the page keeps with an item: its place in the text that the answers come from. No field has this name.
pub(crate) const ORIGIN: &str = "";

/// The text of these answers.
pub(crate) fn text(book: &RuleBook, catalogue: &Catalogue, answers: &Value, file: &str) -> String {
    let (answers, schema) = (settled(book, None, answers), template::schema_name(book));
    template::template(book, catalogue, &answers, file, &schema)
}

/// A value as it will be written: in the form that is asked, where what was typed can mean only one.
pub(crate) fn value(kind: &Kind, typed: &str) -> String {
    // What nobody sees around a line was not meant; that of several lines ends with one.
    let unseen = |c: char| c.is_whitespace() || is_shapeless(c);
    let trimmed = match kind {
        Kind::Text if typed.contains('\n') => typed,
        _ => typed.trim_matches(unseen),
    };
    let nearest = (!kind.fits(trimmed))
        .then(|| kind.nearest(trimmed))
        .flatten();
    nearest.unwrap_or_else(|| trimmed.to_owned())
}

/// The answers to the fields of a record as they will be written, without what is empty.
pub(crate) fn settled(book: &RuleBook, parent: Option<FieldId>, answers: &Value) -> Value {
    record(book, parent, answers, false)
}

/// The answers without what is empty, as they were typed, with the origins of items.
pub(crate) fn typed(book: &RuleBook, answers: &Value) -> Value {
    record(book, None, answers, true)
}

/// The answers without what is empty: as they were typed, with the origins of items, or as they will be written.
fn record(book: &RuleBook, parent: Option<FieldId>, answers: &Value, typed: bool) -> Value {
    let mut out = Map::new();
    for &id in book.form.children(parent) {
        let name = &book.form.field(id).name;
        let given = answers.get(name);
        if let Some(given) = given.and_then(|given| field(book, id, given, typed)) {
            out.insert(name.clone(), given);
        }
    }
    if let Some(origin) = answers.get(ORIGIN).filter(|_| typed) {
        out.insert(ORIGIN.to_owned(), origin.clone());
    }
    Value::Object(out)
}

fn field(book: &RuleBook, id: FieldId, given: &Value, as_typed: bool) -> Option<Value> {
    match (&book.form.field(id).kind, given) {
        (Kind::Record(_), Value::Object(_)) => {
            let inside = record(book, Some(id), given, as_typed);
            let any = inside.as_object().is_some_and(|inside| !inside.is_empty());
            any.then_some(inside)
        }
        (Kind::List(items), Value::Array(given)) if !given.is_empty() => {
            let of = book.form.children(Some(id)).first();
            let item = |one: &Value| match of {
                Some(&of) if !items.records => {
                    field(book, of, one, as_typed).unwrap_or(Value::Null)
                }
                _ => record(book, Some(id), one, as_typed),
            };
            Some(given.iter().map(item).collect())
        }
        (Kind::Record(_) | Kind::List(_), _) => None,
        (kind, Value::String(typed)) if !is_blank(typed) => Some(match as_typed {
            true => given.clone(),
            false => Value::String(value(kind, typed)),
        }),
        _ => None,
    }
}
