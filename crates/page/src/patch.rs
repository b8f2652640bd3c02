//! Answers written into a text that holds more than they say: comments, fields that the form does not have, a layout of its own.
//! What was not changed stays as it stands; what cannot be written in place is kept behind `#`.

mod flow;
mod list;
mod place;
mod written;

use std::ops::Range;
use std::rc::Rc;

use serde_json::{Map, Value};

use atbilst_core::form::{FieldId, Kind};
use atbilst_core::rulebook::RuleBook;
use atbilst_yaml as yaml;
use atbilst_yaml::{Document, NodeId};

use crate::answers;
use crate::write;
use atbilst_core::order::sort_by;
use atbilst_yaml::Parsed;
use place::{colon, column, end_of_line, ending, trimmed_end};
use written::{Within, block, entry, in_flow, named, single};

/// The text with these answers in it.
pub(crate) fn patch(book: &RuleBook, base: &str, to: &Value, json: bool) -> String {
    let parsed = Parsed::of(base);
    let document = parsed.document();
    let Some(root) = document.root().filter(|_| parsed.is_whole()) else {
        return base.to_owned();
    };
    let mut patcher = Patcher {
        book,
        document,
        within: if json { Within::Json } else { Within::Braces },
        ending: ending(base),
        braces: braces(document),
        edits: Vec::new(),
    };
    patcher.record(None, root, to);
    let patched = applied(base, 0..base.len(), patcher.edits);
    let again = Parsed::of(&patched);
    let reads_back = again.is_whole()
        && write::settled(book, None, &answers::of(book, again.document()))
            == write::settled(book, None, to);
    if reads_back {
        return patched;
    }
    // A text that is written in a way that cannot be changed in place.
    let end = ending(base);
    let fresh = block(book, None, to, 0).join(end);
    let kept = base.lines().map(|line| format!("# {line}"));
    let kept: Vec<_> = kept.collect();
    format!("{fresh}{end}{end}{}{end}", kept.join(end))
}

/// What takes the place of some bytes.
struct Edit {
    at: Range<usize>,
    to: String,
}

/// A stretch of a text with the edits that fall into it.
fn applied(text: &str, stretch: Range<usize>, mut edits: Vec<Edit>) -> String {
    sort_by(&mut edits, |one, other| one.at.start.cmp(&other.at.start));
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
    /// What braces are: those of JSON, or of YAML.
    within: Within,
    /// What ends a line of the text.
    ending: &'static str,
    /// The stretches within braces or brackets that are in no others, in their order.
    braces: Rc<[Range<usize>]>,
    edits: Vec<Edit>,
}

fn braces(document: Document<'_>) -> Rc<[Range<usize>]> {
    let mut all: Vec<Range<usize>> = Vec::new();
    let nodes = document.tree.nodes().iter();
    for node in nodes.filter(|node| node.kind != yaml::Kind::Scalar) {
        let (start, end) = (node.span.start as usize, node.span.end as usize);
        let text = document.text.get(start..);
        if text.is_some_and(|text| text.starts_with(['{', '[']))
            && all.last().is_none_or(|last| last.end <= start)
        {
            all.push(start..end);
        }
    }
    all.into()
}

impl Patcher<'_> {
    fn edit(&mut self, at: Range<usize>, to: impl Into<String>) {
        let to = self.lines(to.into());
        self.edits.push(Edit { at, to });
    }

    /// Lines that end as those of the text do.
    fn lines(&self, text: String) -> String {
        match self.ending {
            "\n" => text,
            ending => text.replace("\r\n", "\n").replace('\n', ending),
        }
    }

    /// The fields of a mapping.
    fn record(&mut self, parent: Option<FieldId>, node: NodeId, to: &Value) {
        if self.fill_braces(parent, node, to) {
            return;
        }
        let mut added = Vec::new();
        for &id in self.book.form.children(parent) {
            let name = &self.book.form.field(id).name;
            let mut entries = self.document.entries(node);
            let stands = entries.find(|&(key, _)| self.document.scalar(key) == name);
            match (stands, to.get(name)) {
                (None, None) => {}
                (None, Some(new)) => added.push((id, new)),
                (Some((key, value)), new) => self.field(id, key, value, new),
            }
        }
        // They stand behind the last value, also behind what was written there.
        for (id, new) in added {
            self.add(id, node, new);
        }
    }

    fn field(&mut self, id: FieldId, key: NodeId, node: NodeId, new: Option<&Value>) {
        if answers::answer(self.book, self.document, id, node).as_ref() == new {
            // The items of a list may have changed places with what the form does not show of them.
            let moved = new
                .and_then(Value::as_array)
                .is_some_and(|items| list::has_moved(items));
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
                if self.fill_braces(Some(id), node, new.unwrap_or(&nothing)) {
                    return;
                }
                let items = new.and_then(Value::as_array);
                self.list(id, node, items.map_or(&[][..], Vec::as_slice));
            }
            // What is no value of this field stays until it is given one.
            (Kind::Record(_) | Kind::List(_), yaml::Kind::Scalar, None)
            | (_, yaml::Kind::Mapping | yaml::Kind::Sequence, None) => {}
            (_, _, Some(new)) => self.replace(id, key, node, new),
            (_, yaml::Kind::Scalar, None) => {
                let at = self.bytes(node);
                self.edit(
                    at,
                    if self.within == Within::Json {
                        "null"
                    } else {
                        ""
                    },
                );
            }
        }
    }

    fn bytes(&self, node: NodeId) -> Range<usize> {
        let span = self.document.span(node);
        let (start, end) = (span.start as usize, span.end as usize);
        start..trimmed_end(self.document.text, start, end)
    }

    fn begins_with(&self, node: NodeId, sign: char) -> bool {
        let rest = self.document.text.get(self.bytes(node).start..);
        rest.is_some_and(|rest| rest.starts_with(sign))
    }

    /// Whether braces or brackets are around a place.
    fn is_within_braces(&self, at: usize) -> bool {
        let behind = self.braces.partition_point(|one| one.start < at);
        let around = behind.checked_sub(1).and_then(|at| self.braces.get(at));
        around.is_some_and(|around| at < around.end)
    }

    /// How what is written at a place is written.
    fn within(&self, at: usize) -> Within {
        if self.is_within_braces(at) {
            self.within
        } else {
            Within::Lines
        }
    }

    /// Another value behind a key.
    fn replace(&mut self, id: FieldId, key: NodeId, node: NodeId, new: &Value) {
        let at = self.bytes(node);
        let text = self.document.text;
        let indent = column(text, self.document.span(key).start as usize);
        let within = self.within(self.document.span(key).start as usize);
        let written = match &self.book.form.field(id).kind {
            Kind::Record(_) | Kind::List(_) if within != Within::Lines => {
                in_flow(self.book, id, new, within)
            }
            Kind::Record(_) | Kind::List(_) => {
                let lines = block(self.book, Some(id), new, indent.saturating_add(2));
                format!("\n{}", lines.join("\n"))
            }
            kind => single(kind, new, within),
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

    /// Fields in the place of `{}`, or items in that of `[]`, as lines of their own where no other braces are around.
    fn fill_braces(&mut self, parent: Option<FieldId>, node: NodeId, to: &Value) -> bool {
        let text = self.document.text;
        let at = self.bytes(node);
        let (open, close) = match self.document.kind(node) {
            yaml::Kind::Sequence => ('[', ']'),
            _ => ('{', '}'),
        };
        let inside = text.get(at.clone()).and_then(|it| it.strip_prefix(open));
        let inside = inside.and_then(|it| it.strip_suffix(close));
        let empty = inside.is_some_and(|it| it.trim().is_empty());
        if !empty || self.is_within_braces(at.start) {
            return false;
        }
        let line = at.start.saturating_sub(column(text, at.start));
        let before = text.get(line..at.start).unwrap_or_default();
        let behind = before.trim_end();
        if behind.is_empty() || behind.ends_with('-') {
            let lines = block(self.book, parent, to, column(text, at.start)).join("\n");
            if !lines.is_empty() {
                self.edit(at, lines.trim_start());
            }
        } else {
            let key = before.find(|c| !matches!(c, ' ' | '-')).unwrap_or_default();
            let lines = block(self.book, parent, to, key.saturating_add(2)).join("\n");
            if !lines.is_empty() {
                // A comment stays on the line of the key.
                let end = end_of_line(text, at.end);
                self.edit(line.saturating_add(behind.len())..at.end, "");
                self.edit(end..end, format!("\n{lines}"));
            }
        }
        true
    }

    /// A field that a mapping does not have yet.
    fn add(&mut self, id: FieldId, node: NodeId, new: &Value) {
        let (document, text) = (self.document, self.document.text);
        let at = self.bytes(node);
        let name = &self.book.form.field(id).name;
        if self.begins_with(node, '{') {
            let written = in_flow(self.book, id, new, self.within);
            let name = named(name, self.within);
            // Behind the last one, before what stands behind that.
            let last = document.entries(node).last();
            let (end, comma) = last.map_or((at.start.saturating_add(1), ""), |(key, value)| {
                let own = document.span(key).end as usize;
                let own = colon(text, own).unwrap_or(own);
                (self.bytes(value).end.max(own), ", ")
            });
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
}
