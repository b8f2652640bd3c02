//! What a text answers to the questions of the form: every value as it is written, under the names of the form.

use serde_json::{Map, Value, json};

use atbilst_core::data::object;
use atbilst_core::form::{FieldId, Kind};
use atbilst_core::language::Catalogue;
use atbilst_core::message::quantity_value;
use atbilst_core::rulebook::RuleBook;
use atbilst_yaml as yaml;
use atbilst_yaml::invisible::is_blank;
use atbilst_yaml::{Document, NodeId};

use crate::write;

/// The answers of a document.
pub(crate) fn of(book: &RuleBook, document: Document<'_>) -> Value {
    let root = document.root();
    root.map_or_else(
        || json!({}),
        |root| Value::Object(record(book, document, None, root)),
    )
}

fn record(
    book: &RuleBook,
    document: Document<'_>,
    parent: Option<FieldId>,
    node: NodeId,
) -> Map<String, Value> {
    let children = book.form.children(parent).iter();
    let answered = children.filter_map(|&id| {
        let name = &book.form.field(id).name;
        let value = document.get(node, name)?;
        Some((name.clone(), answer(book, document, id, value)?))
    });
    object(answered)
}

/// What stands in a field; nothing where it is empty, or is not what the field can hold.
pub(crate) fn answer(
    book: &RuleBook,
    document: Document<'_>,
    id: FieldId,
    node: NodeId,
) -> Option<Value> {
    match (&book.form.field(id).kind, document.kind(node)) {
        (Kind::Record(_), yaml::Kind::Mapping) => {
            let inside = record(book, document, Some(id), node);
            (!inside.is_empty()).then_some(Value::Object(inside))
        }
        (Kind::List(items), yaml::Kind::Sequence) => {
            let item = |node| {
                if items.records {
                    return Value::Object(record(book, document, Some(id), node));
                }
                let of = book.form.children(Some(id)).first();
                let inside = of.and_then(|&of| answer(book, document, of, node));
                inside.unwrap_or_else(|| json!(""))
            };
            let all: Vec<_> = document.items(node).map(item).collect();
            (!all.is_empty()).then_some(Value::Array(all))
        }
        (Kind::Record(_) | Kind::List(_), _) | (_, yaml::Kind::Mapping | yaml::Kind::Sequence) => {
            None
        }
        (_, yaml::Kind::Scalar) => {
            let text = document.scalar(node);
            (!document.is_null(node) && !is_blank(text)).then(|| json!(text))
        }
    }
}

/// What was typed into a field as it will stand in the file, and as people say it.
pub(crate) fn value(
    book: &RuleBook,
    path: &str,
    typed: &str,
    catalogue: &Catalogue,
) -> Option<Value> {
    let kind = &book.form.field(book.form.find(path)?).kind;
    let written = write::value(kind, typed);
    let quantity = kind.quantity(&written).map(quantity_value);
    let words = quantity.map(|quantity| quantity.write(catalogue.language()).into_owned());
    Some(json!({ "written": written, "fits": kind.fits(&written), "words": words }))
}
