//! Values as they are written: as lines, within the braces of YAML, or as JSON.

use std::borrow::Cow;

use serde_json::Value;

use atbilst_core::form::{Family, FieldId, Kind};
use atbilst_core::rulebook::RuleBook;
use atbilst_yaml::write::quoted;

use crate::write;

/// What stands around a value, which says how it is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Within {
    /// Nothing: a line is its own.
    Lines,
    /// Braces or brackets of YAML.
    Braces,
    /// The same, in a text that stays JSON.
    Json,
}

/// The name of a field.
pub(super) fn named(name: &str, within: Within) -> Cow<'_, str> {
    match within {
        Within::Json => quoted(name).into(),
        Within::Lines | Within::Braces => name.into(),
    }
}

pub(super) fn single(kind: &Kind, new: &Value, within: Within) -> String {
    let text = write::value(kind, new.as_str().unwrap_or_default());
    let is_bare = || matches!(kind.family(), Family::Number | Family::Flag) && kind.fits(&text);
    if text.is_empty() {
        String::new()
    } else if within == Within::Json && !is_bare()
        || within == Within::Braces && text.contains([',', '{', '}', '[', ']'])
    {
        quoted(&text)
    } else {
        kind.in_yaml(&text).into_owned()
    }
}

/// A value within braces or brackets.
pub(super) fn in_flow(book: &RuleBook, id: FieldId, value: &Value, within: Within) -> String {
    match (&book.form.field(id).kind, value) {
        (Kind::List(_), Value::Array(items)) => {
            let items = items
                .iter()
                .map(|item| item_in_flow(book, id, item, within));
            format!("[{}]", items.collect::<Vec<_>>().join(", "))
        }
        (Kind::Record(_), value) => record_in_flow(book, id, value, within),
        (kind, value) => single(kind, value, within),
    }
}

/// An item of a list within braces or brackets.
pub(super) fn item_in_flow(book: &RuleBook, list: FieldId, item: &Value, within: Within) -> String {
    let of = book.form.children(Some(list)).first();
    let written = match of.filter(|_| !item.is_object()) {
        Some(&of) => in_flow(book, of, item, within),
        None => record_in_flow(book, list, item, within),
    };
    // Between two commas nothing may be left out.
    if written.is_empty() {
        return quoted("");
    }
    written
}

pub(super) fn record_in_flow(
    book: &RuleBook,
    id: FieldId,
    value: &Value,
    within: Within,
) -> String {
    let fields = book.form.children(Some(id)).iter();
    let fields = fields.filter_map(|&field| {
        let name = &book.form.field(field).name;
        let value = in_flow(book, field, value.get(name)?, within);
        Some(format!("{}: {value}", named(name, within)))
    });
    let fields: Vec<_> = fields.collect();
    match fields.as_slice() {
        [] => "{}".to_owned(),
        fields => format!("{{ {} }}", fields.join(", ")),
    }
}

/// A field with its value, as lines.
pub(super) fn entry(book: &RuleBook, id: FieldId, value: &Value, indent: usize) -> Vec<String> {
    let field = book.form.field(id);
    let (name, before) = (&field.name, " ".repeat(indent));
    match &field.kind {
        Kind::Record(_) | Kind::List(_) => {
            let mut lines = vec![format!("{before}{name}:")];
            lines.extend(block(book, Some(id), value, indent.saturating_add(2)));
            lines
        }
        kind => vec![format!(
            "{before}{name}: {}",
            single(kind, value, Within::Lines)
        )],
    }
}

/// The fields of a record, or the items of a list, as lines.
pub(super) fn block(
    book: &RuleBook,
    id: Option<FieldId>,
    value: &Value,
    indent: usize,
) -> Vec<String> {
    if let (Some(list), Value::Array(items)) = (id, value) {
        let before = " ".repeat(indent);
        let items = items.iter();
        let dashed = items.map(|item| format!("{before}{}", dashed(book, list, item, indent)));
        return dashed.collect();
    }
    let children = book.form.children(id).iter();
    let lines = children.filter_map(|&child| {
        let new = value.get(&book.form.field(child).name)?;
        Some(entry(book, child, new, indent))
    });
    lines.flatten().collect()
}

/// An item with its dash, which stands where the lines of the list begin.
pub(super) fn dashed(book: &RuleBook, list: FieldId, item: &Value, indent: usize) -> String {
    match item {
        Value::Object(_) => {
            let lines = block(book, Some(list), item, indent.saturating_add(2)).join("\n");
            let inside = lines.trim_start();
            format!("- {}", if inside.is_empty() { "{}" } else { inside })
        }
        other => {
            let of = book.form.children(Some(list)).first();
            let kind = of.map(|&of| &book.form.field(of).kind);
            let written = kind.map(|kind| single(kind, other, Within::Lines));
            format!("- {}", written.unwrap_or_default())
        }
    }
}
