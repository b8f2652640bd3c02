//! Where fields belong that are left out, or stand elsewhere, and the lines in which they are written there.

use super::{OPEN, has_nothing, instead, needed};
use crate::application::{Application, Frame};
use crate::finding::{Cure, Moved};
use crate::form::{FieldId, Form, Kind};
use atbilst_yaml as yaml;
use atbilst_yaml::source::{Lines, Span};
use atbilst_yaml::{Document, NodeId};

/// Most lines that are written out.
const LINES: usize = 30;

/// Where the fields of a record are to be written.
struct Room {
    /// The mapping in which they, or the outermost record that is left out, belong.
    mapping: NodeId,
    /// An empty record, below whose key its fields belong.
    empty: Option<(NodeId, NodeId)>,
    /// The lines of the records that are left out.
    heading: Vec<String>,
    /// The spaces before the fields.
    indent: usize,
    /// What is left out as a whole.
    outermost: FieldId,
}

/// Where a field that is left out belongs.
pub(in crate::message) struct Gap<'a> {
    /// The form.
    pub(in crate::message) form: &'a Form,
    /// The values that are there.
    pub(in crate::message) application: &'a Application,
    /// The text.
    pub(in crate::message) document: Document<'a>,
    /// Its lines.
    pub(in crate::message) lines: &'a Lines<'a>,
}

impl Gap<'_> {
    /// The lines of fields that are left out of one record, with the record itself where that is left out too, or all of these
    /// stand behind a `#`.
    pub(in crate::message) fn filled(&self, frame: Frame, fields: &[FieldId]) -> Option<Cure> {
        let &first = fields.first()?;
        let room = self.room(frame, first)?;
        let mut text = room.heading.clone();
        for &id in fields {
            self.written(id, room.indent, &mut text);
        }
        text.truncate(LINES);
        if let Some(cure) = self.uncommented(&text) {
            return Some(cure);
        }
        let own = self.form.field(first);
        let there = self.entry(room.mapping, &own.name);
        let line = match there.filter(|_| room.heading.is_empty() && room.empty.is_none()) {
            // Of a field that is there and empty: its own line, or the one below a record.
            Some((key, node)) if own.kind.is_single() => {
                let line = self.line(key);
                let comment = self.lines.line(line).and_then(|text| text.split_once(" #"));
                let comment = comment.map_or("", |(_, rest)| rest);
                let mut written = text.join("\n");
                let mut remark = comment.to_owned();
                // A value that stands where a remark does.
                let (value, rest) = comment.split_once('#').unwrap_or((comment, ""));
                if let Some(value) = said_behind_sign(&own.kind, value.trim()) {
                    written = written.replacen(OPEN, &own.kind.in_yaml(&value), 1);
                    rest.clone_into(&mut remark);
                }
                // Or between the marks of a form that was to be filled in.
                let between = self.document.scalar(node).trim();
                let between = between
                    .strip_prefix('<')
                    .and_then(|text| text.strip_suffix('>'));
                if let Some(value) = between.and_then(|text| said_behind_sign(&own.kind, text)) {
                    written = written.replacen(OPEN, &own.kind.in_yaml(&value), 1);
                }
                if !remark.is_empty() {
                    written = format!("{written}  #{remark}");
                }
                return self.in_place(key, &written);
            }
            Some((key, value)) => {
                text.remove(0);
                return self.under(key, value, &text);
            }
            None => match room.empty {
                Some((key, value)) => return self.under(key, value, &text),
                None => self.below(room.mapping, room.outermost),
            },
        };
        Some(Cure::of(line, 0, text.join("\n")))
    }

    /// A field in the place of an empty one: behind the dash of its item, beside others between braces.
    fn in_place(&self, key: NodeId, written: &str) -> Option<Cure> {
        let at = self.lines.position(self.document.span(key).start);
        let whole = self.lines.line(at.line)?;
        let before = whole.get(..(at.column as usize).saturating_sub(1))?;
        let field = written.trim_start();
        if before.contains('{') {
            let start = self.document.span(key).start;
            let span = Span::new(start, self.document.entry_end(key));
            return instead(self.document.text, self.lines, span, field);
        }
        Some(Cure::of(at.line, 1, format!("{before}{field}")))
    }

    /// Lines below a key under which nothing stands; what says so, `[]`, goes away.
    fn under(&self, key: NodeId, value: NodeId, text: &[String]) -> Option<Cure> {
        let line = self.line(key);
        let text = text.join("\n");
        if self.document.is_null(value) {
            return Some(Cure::of(line.saturating_add(1), 0, text));
        }
        let span = self.document.span(value);
        let cure = instead(self.document.text, self.lines, span, "")?;
        // What stood behind it is a remark.
        Some(Cure {
            text: format!("{}\n{text}", cure.text),
            ..cure
        })
    }

    /// Where the fields of a record are written, from the root or item on in which it stands.
    fn room(&self, frame: Frame, first: FieldId) -> Option<Room> {
        let document = self.document;
        let mut way = Vec::new();
        let mut parent = self.form.field(first).parent;
        while let Some(id) = parent {
            way.push(id);
            parent = self.form.field(id).parent;
        }
        let node = self.application.value(frame, 0).node;
        let mut mapping = node.or_else(|| document.root())?;
        let mut missing = Vec::new();
        let mut empty = None;
        for id in way.into_iter().rev() {
            let found = self.entry(mapping, &self.form.field(id).name);
            match found.filter(|_| missing.is_empty() && empty.is_none()) {
                Some((key, value)) if has_nothing(self.document, value) => {
                    empty = Some((key, value))
                }
                Some((_, value)) if document.kind(value) == yaml::Kind::Mapping => mapping = value,
                Some(_) => return None,
                None => missing.push(id),
            }
        }
        let start = document.span(mapping).start as usize;
        let first_key = document.entries(mapping).next()?.0;
        if document.text.get(start..)?.starts_with('{') {
            return None;
        }
        let mut indent = self.column(first_key);
        if empty.is_some() {
            indent = indent.saturating_add(2);
        }
        let outermost = missing.first().copied().unwrap_or(first);
        let mut heading = Vec::new();
        for &id in &missing {
            heading.push(format!("{:indent$}{}:", "", self.form.field(id).name));
            indent = indent.saturating_add(2);
        }
        Some(Room {
            mapping,
            empty,
            heading,
            indent,
            outermost,
        })
    }

    /// The lines of fields that stand elsewhere, from the line of their first key to the last that belongs to them, moved to where
    /// they belong.
    pub(in crate::message) fn moved(
        &self,
        frame: Frame,
        field: FieldId,
        first: NodeId,
        last: NodeId,
    ) -> Option<Cure> {
        let room = self.room(frame, field)?;
        let begin = self.line(first);
        let end = self.lines.position(self.document.entry_end(last)).line;
        let count = end.saturating_sub(begin).saturating_add(1);
        if !self.begins_line(first) {
            return None;
        }
        let own = self.column(first);
        let mut text = room.heading.clone();
        for number in begin..=end {
            let line = self.lines.line(number)?;
            let line = line
                .get(own..)
                .filter(|_| line.len() > own)
                .unwrap_or(line.trim_start());
            let line = without_way(line);
            text.push(match line.trim().is_empty() {
                true => String::new(),
                false => format!("{:1$}{line}", "", room.indent),
            });
        }
        let to = match room.empty {
            Some((key, value)) => {
                let cure = self.under(key, value, &text)?;
                return Some(Cure {
                    moved: Some(Moved {
                        line: begin,
                        lines: count,
                    }),
                    ..cure
                });
            }
            None => self.below(room.mapping, room.outermost),
        };
        let text = text.join("\n");
        // Where nothing stands between, the lines take the place of themselves.
        if to == begin || to == end.saturating_add(1) {
            return Some(Cure::of(begin, count, text));
        }
        (to < begin || to > end).then(|| Cure {
            moved: Some(Moved {
                line: begin,
                lines: count,
            }),
            ..Cure::of(to, 0, text)
        })
    }

    /// The line before which a field belongs among those that are there.
    fn below(&self, mapping: NodeId, id: FieldId) -> u32 {
        let document = self.document;
        let field = self.form.field(id);
        let children = self.form.children(field.parent.or(field.list));
        let before = children.iter().take_while(|&&child| child != id);
        let before: Vec<&str> = before
            .map(|&id| self.form.field(id).name.as_str())
            .collect();
        let mut keys = document.entries(mapping).map(|(key, _)| key);
        let found = keys.by_ref().fold(None, |last, key| {
            let stands = before.contains(&document.scalar(key));
            if stands { Some(key) } else { last }
        });
        let first = document.entries(mapping).next().map(|(key, _)| key);
        // Before the first key of an item stands its dash, which stays where it is.
        match found.or_else(|| first.filter(|&key| !self.begins_line(key))) {
            Some(above) => {
                let end = document.entry_end(above);
                self.lines.position(end).line.saturating_add(1)
            }
            None => first.map_or(1, |key| self.line(key)),
        }
    }

    /// Whether nothing stands before a key in its line.
    fn begins_line(&self, key: NodeId) -> bool {
        let start = self.lines.start(self.line(key));
        let before = Span::new(start, self.document.span(key).start);
        let before = before.of(self.document.text);
        before.trim().is_empty()
    }

    /// The same lines where they stand in the text behind a `#`: as a template leaves what is not required.
    fn uncommented(&self, text: &[String]) -> Option<Cure> {
        let first = text.first()?.trim_end_matches([' ', '…']);
        // Only what begins a line stands in a template behind the sign that begins it.
        if first.starts_with(' ') {
            return None;
        }
        let bare = |line: &str| {
            line.trim_start_matches(' ')
                .strip_prefix('#')
                .map(str::to_owned)
        };
        let (at, _) = (1_u32..)
            .map_while(|number| Some((number, self.lines.line(number)?)))
            .find(|(_, line)| bare(line).is_some_and(|hidden| hidden.trim_end() == first))?;
        let below = (at.saturating_add(1)..)
            .map_while(|number| bare(self.lines.line(number)?))
            .take_while(|line| line.starts_with("  "))
            .take(LINES);
        let below: Vec<String> = below.collect();
        if below.is_empty() && text.len() > 1 {
            return None;
        }
        let mut all = vec![first.to_owned()];
        for (index, line) in below.iter().enumerate() {
            let depth = |line: &str| {
                line.len()
                    .saturating_sub(line.trim_start_matches([' ', '-']).len())
            };
            let mut next = below.iter().skip(index.saturating_add(1));
            let next = next.find(|line| !line.trim_start().starts_with('#'));
            let line = line.trim_end();
            let holds = next.is_some_and(|next| depth(next) > depth(line));
            let open = line.ends_with(':') && !line.trim_start().starts_with('#') && !holds;
            all.push(if open {
                format!("{line} {OPEN}")
            } else {
                line.to_owned()
            });
        }
        let count = u32::try_from(all.len()).ok()?;
        Some(Cure::of(at, count, all.join("\n")))
    }

    fn entry(&self, mapping: NodeId, name: &str) -> Option<(NodeId, NodeId)> {
        let mut entries = self.document.entries(mapping);
        entries.find(|&(key, _)| self.document.scalar(key) == name)
    }

    fn line(&self, node: NodeId) -> u32 {
        self.lines.position(self.document.span(node).start).line
    }

    fn column(&self, node: NodeId) -> usize {
        let column = self.lines.position(self.document.span(node).start).column;
        (column as usize).saturating_sub(1)
    }

    /// A field with what must be written in it.
    fn written(&self, id: FieldId, indent: usize, to: &mut Vec<String>) {
        let field = self.form.field(id);
        let inside = needed(self.form, id);
        match &field.kind {
            Kind::Record(_) => {
                to.push(format!("{:indent$}{}:", "", field.name));
                for id in inside {
                    self.written(id, indent.saturating_add(2), to);
                }
            }
            Kind::List(items) => {
                to.push(format!("{:indent$}{}:", "", field.name));
                let at = to.len();
                for id in inside {
                    match items.records {
                        true => self.written(id, indent.saturating_add(4), to),
                        false => to.push(format!("{:indent$}    {OPEN}", "")),
                    }
                }
                let dash = indent.saturating_add(2);
                if let Some(line) = to.get_mut(at) {
                    *line = format!("{:dash$}- {}", "", line.trim_start());
                }
            }
            _ => to.push(format!("{:indent$}{}: {OPEN}", "", field.name)),
        }
    }
}

/// A line without the way to its field: `applicant.name: A` as `name: A`.
fn without_way(line: &str) -> &str {
    let is_way = |way: &str| {
        way.bytes()
            .all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'.'))
    };
    let way = line
        .split_once(':')
        .and_then(|(key, _)| key.rsplit_once('.'));
    let way = way.map(|(way, _)| way).filter(|way| is_way(way));
    way.and_then(|way| line.get(way.len().saturating_add(1)..))
        .unwrap_or(line)
}

/// The value that a remark is, in the form that is asked; of a text nobody could tell.
fn said_behind_sign(kind: &Kind, text: &str) -> Option<String> {
    let told = !matches!(kind, Kind::Text | Kind::Code(_) | Kind::Flag);
    let said = || match kind.fits(text) {
        true => Some(text.to_owned()),
        false => kind.nearest(text),
    };
    told.then(said)?
}
