//! Answers written into a text that holds more than they say: comments, fields that the form does not have, a layout of its own.
//! What was not changed stays as it stands; what cannot be written in place is kept behind `#`.

mod place;

use serde_json::{Map, Value};

use atbilst_core::form::{FieldId, Kind};
use atbilst_core::rulebook::RuleBook;
use atbilst_yaml as yaml;
use atbilst_yaml::write::{quoted, text as plain};
use atbilst_yaml::{Document, NodeId};

use crate::answers::{self, Parsed};
use crate::write::ORIGIN;
use place::{colon, column, dash, end_of_line, is_flow, trimmed_end};

/// The text with these answers in it.
pub(crate) fn patch(book: &RuleBook, base: &str, to: &Value) -> String {
    let parsed = Parsed::of(base);
    let document = parsed.document();
    let Some(root) = document.root().filter(|_| parsed.whole) else {
        return base.to_owned();
    };
    let mut patcher = Patcher {
        book,
        document,
        edits: Vec::new(),
    };
    patcher.record(None, root, to);
    let patched = applied(base, 0..base.len(), patcher.edits);
    let again = Parsed::of(&patched);
    let reads_back = again.whole && answers::of(book, again.document()) == without_origins(to);
    if reads_back {
        return patched;
    }
    // A text that is written in a way that cannot be changed in place.
    let fresh = block(book, None, to, 0).join("\n");
    let kept = base.lines().map(|line| format!("# {line}"));
    let kept: Vec<_> = kept.collect();
    format!("{fresh}\n\n{}\n", kept.join("\n"))
}

fn without_origins(value: &Value) -> Value {
    match value {
        Value::Object(map) => {
            let inside = map.iter().filter(|(name, _)| *name != ORIGIN);
            Value::Object(
                inside
                    .map(|(name, value)| (name.clone(), without_origins(value)))
                    .collect(),
            )
        }
        Value::Array(items) => items.iter().map(without_origins).collect(),
        Value::Null => Value::String(String::new()),
        other => other.clone(),
    }
}

/// What takes the place of some bytes.
struct Edit {
    at: std::ops::Range<usize>,
    to: String,
}

/// A stretch of a text with the edits that fall into it.
fn applied(text: &str, stretch: std::ops::Range<usize>, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| edit.at.start);
    let mut out = String::new();
    let mut from = stretch.start;
    for edit in edits {
        out.push_str(text.get(from..edit.at.start).unwrap_or(""));
        out.push_str(&edit.to);
        from = edit.at.end.max(from);
    }
    out.push_str(text.get(from..stretch.end).unwrap_or(""));
    out
}

struct Patcher<'a> {
    book: &'a RuleBook,
    document: Document<'a>,
    edits: Vec<Edit>,
}

impl Patcher<'_> {
    fn edit(&mut self, at: std::ops::Range<usize>, to: impl Into<String>) {
        let to = to.into();
        self.edits.push(Edit { at, to });
    }

    /// The fields of a mapping.
    fn record(&mut self, parent: Option<FieldId>, node: NodeId, to: &Value) {
        for &id in self.book.form.children(parent) {
            let name = &self.book.form.field(id).name;
            let mut entries = self.document.entries(node);
            let stands = entries.find(|&(key, _)| self.document.scalar(key) == name);
            match (stands, to.get(name)) {
                (None, None) => {}
                (None, Some(new)) => self.add(id, node, new),
                (Some((key, value)), new) => self.field(id, key, value, new),
            }
        }
    }

    fn field(&mut self, id: FieldId, key: NodeId, node: NodeId, new: Option<&Value>) {
        if answers::answer(self.book, self.document, id, node).as_ref() == new {
            // The items of a list may have changed places with what the form does not show of them.
            let moved = new
                .and_then(Value::as_array)
                .is_some_and(|items| has_moved(items));
            if !moved {
                return;
            }
        }
        let field = self.book.form.field(id);
        let nothing = Value::Object(Map::new());
        match (&field.kind, self.document.kind(node), new) {
            (Kind::Record(_), yaml::Kind::Mapping, new) => {
                self.record(Some(id), node, new.unwrap_or(&nothing));
            }
            (Kind::List(_), yaml::Kind::Sequence, new) => {
                let items = new.and_then(Value::as_array);
                self.list(id, node, items.map_or(&[][..], Vec::as_slice));
            }
            // What is no value of this field stays until it is given one.
            (Kind::Record(_) | Kind::List(_), yaml::Kind::Scalar, None)
            | (_, yaml::Kind::Mapping | yaml::Kind::Sequence, None) => {}
            (_, _, Some(new)) => self.replace(id, key, node, new),
            (_, yaml::Kind::Scalar, None) => {
                let at = self.bytes(node);
                self.edit(at, "");
            }
        }
    }

    fn bytes(&self, node: NodeId) -> std::ops::Range<usize> {
        let span = self.document.span(node);
        let (start, end) = (span.start as usize, span.end as usize);
        start..trimmed_end(self.document.text, start, end)
    }

    /// Another value behind a key.
    fn replace(&mut self, id: FieldId, key: NodeId, node: NodeId, new: &Value) {
        let at = self.bytes(node);
        let text = self.document.text;
        let indent = column(text, self.document.span(key).start as usize);
        let flow = is_flow(text, self.document.span(key).start as usize);
        let written = match &self.book.form.field(id).kind {
            Kind::Record(_) | Kind::List(_) if flow => yaml::write::json(&without_origins(new)),
            Kind::Record(_) | Kind::List(_) => {
                let lines = block(self.book, Some(id), new, indent.saturating_add(2));
                format!("\n{}", lines.join("\n"))
            }
            kind => single(kind, new, flow),
        };
        if !at.is_empty() {
            return self.edit(at, written);
        }
        let Some(behind) = colon(text, self.document.span(key).end as usize) else {
            return;
        };
        let space = if written.starts_with('\n') { "" } else { " " };
        self.edit(behind..behind, format!("{space}{written}"));
    }

    /// A field that a mapping does not have yet.
    fn add(&mut self, id: FieldId, node: NodeId, new: &Value) {
        let (document, text) = (self.document, self.document.text);
        let at = self.bytes(node);
        let name = &self.book.form.field(id).name;
        if text
            .get(at.start..)
            .is_some_and(|rest| rest.starts_with('{'))
        {
            let kind = &self.book.form.field(id).kind;
            let written = match kind {
                Kind::Record(_) | Kind::List(_) => yaml::write::json(&without_origins(new)),
                kind => single(kind, new, true),
            };
            let comma = if document.entries(node).next().is_some() {
                ", "
            } else {
                ""
            };
            let end = at.end.saturating_sub(1);
            return self.edit(end..end, format!("{comma}{name}: {written}"));
        }
        let Some((first, _)) = document.entries(node).next() else {
            return;
        };
        let indent = column(text, document.span(first).start as usize);
        let last = document.entries(node).last();
        let last = last.map_or(at.end, |(key, value)| {
            let own = document.span(key).end as usize;
            self.bytes(value).end.max(colon(text, own).unwrap_or(own))
        });
        let end = end_of_line(text, last);
        let lines = entry(self.book, id, new, indent);
        self.edit(end..end, format!("\n{}", lines.join("\n")));
    }

    /// Items by where they came from: each keeps what it holds.
    fn list(&mut self, id: FieldId, node: NodeId, new: &[Value]) {
        let (document, text) = (self.document, self.document.text);
        let old: Vec<NodeId> = document.items(node).collect();
        let same = old.len() == new.len() && !has_moved(new);
        let of = self.book.form.children(Some(id)).first().copied();
        let records = matches!(&self.book.form.field(id).kind, Kind::List(items) if items.records);
        if same {
            for (&node, new) in old.iter().zip(new) {
                match (records, of) {
                    (true, _) => self.record(Some(id), node, new),
                    (false, Some(of)) => self.item(of, node, new),
                    _ => {}
                }
            }
            return;
        }
        let mut at = self.bytes(node);
        let flow = text
            .get(at.start..)
            .is_some_and(|rest| rest.starts_with('['));
        if !flow {
            at.start = dash(text, at.start);
        }
        let indent = column(text, at.start);
        let items = new.iter().enumerate().map(|(index, item)| {
            let origin = origin(item, index).filter(|_| records);
            match origin.and_then(|origin| old.get(origin)) {
                Some(&node) => self.kept(id, node, item, flow),
                None if flow => yaml::write::json(&without_origins(item)),
                None => dashed(self.book, id, item, indent),
            }
        });
        let items: Vec<_> = items.collect();
        let written = if flow || items.is_empty() {
            format!("[{}]", items.join(", "))
        } else {
            items.join(&format!("\n{}", " ".repeat(indent)))
        };
        self.edit(at, written);
    }

    /// An item as it stands, with what was changed in it.
    fn kept(&self, id: FieldId, node: NodeId, new: &Value, flow: bool) -> String {
        let mut own = Patcher {
            edits: Vec::new(),
            ..*self
        };
        own.record(Some(id), node, new);
        let at = self.bytes(node);
        // What is added stands at the end of a line, which may lie behind the item.
        let end = own
            .edits
            .iter()
            .map(|edit| edit.at.end)
            .fold(at.end, usize::max);
        let written = applied(self.document.text, at.start..end, own.edits);
        if flow {
            return written;
        }
        let dash = dash(self.document.text, at.start);
        let before = self.document.text.get(dash..at.start).unwrap_or("- ");
        format!("{before}{written}")
    }

    /// A single value of a list.
    fn item(&mut self, id: FieldId, node: NodeId, new: &Value) {
        if answers::answer(self.book, self.document, id, node).as_ref() != Some(new) {
            let at = self.bytes(node);
            let flow = is_flow(self.document.text, at.start);
            let written = single(&self.book.form.field(id).kind, new, flow);
            let dash = if at.is_empty() { " " } else { "" };
            self.edit(at, format!("{dash}{written}"));
        }
    }
}

/// Where an item came from; one that the page did not make stands where it stood.
fn origin(item: &Value, index: usize) -> Option<usize> {
    match item.get(ORIGIN) {
        Some(origin) => origin
            .as_u64()
            .and_then(|origin| usize::try_from(origin).ok()),
        None => item.is_object().then_some(index),
    }
}

fn has_moved(items: &[Value]) -> bool {
    let mut items = items.iter().enumerate();
    items.any(|(index, item)| item.is_object() && origin(item, index) != Some(index))
}

fn single(kind: &Kind, new: &Value, flow: bool) -> String {
    let text = new.as_str().unwrap_or_default();
    if text.is_empty() {
        String::new()
    } else if flow && text.contains([',', '{', '}', '[', ']']) {
        quoted(text)
    } else {
        kind.in_yaml(text).into_owned()
    }
}

/// A field with its value, as lines.
fn entry(book: &RuleBook, id: FieldId, value: &Value, indent: usize) -> Vec<String> {
    let field = book.form.field(id);
    let (name, before) = (&field.name, " ".repeat(indent));
    match &field.kind {
        Kind::Record(_) | Kind::List(_) => {
            let mut lines = vec![format!("{before}{name}:")];
            lines.extend(block(book, Some(id), value, indent.saturating_add(2)));
            lines
        }
        kind => vec![format!("{before}{name}: {}", single(kind, value, false))],
    }
}

/// The fields of a record, or the items of a list, as lines.
fn block(book: &RuleBook, id: Option<FieldId>, value: &Value, indent: usize) -> Vec<String> {
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
fn dashed(book: &RuleBook, list: FieldId, item: &Value, indent: usize) -> String {
    match item {
        Value::Object(_) => {
            let lines = block(book, Some(list), item, indent.saturating_add(2)).join("\n");
            let inside = lines.trim_start();
            format!("- {}", if inside.is_empty() { "{}" } else { inside })
        }
        other => format!("- {}", other.as_str().map(plain).unwrap_or_default()),
    }
}
