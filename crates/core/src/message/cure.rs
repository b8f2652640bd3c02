//! The lines that put a finding right, as they are to stand in the file.

use crate::application::{Application, Frame};
use crate::finding::Cure;
use crate::form::{FieldId, Form, Kind};
use atbilst_yaml as yaml;
use atbilst_yaml::source::{Lines, Span};
use atbilst_yaml::{Document, NodeId};

/// Stands for what only the applicant knows.
pub(super) const OPEN: &str = "…";

/// Most lines that are written out.
const LINES: usize = 30;

/// The whole lines around a span, with something else in its place.
pub(super) fn instead(text: &str, lines: &Lines<'_>, span: Span, to: &str) -> Option<Cure> {
    let last = Span::new(span.start, span.end.max(span.start.saturating_add(1)) - 1);
    let (first, last) = (
        lines.position(span.start).line,
        lines.position(last.end).line,
    );
    let end = lines
        .start(last)
        .saturating_add(u32::try_from(lines.line(last)?.len()).ok()?);
    let before = Span::new(lines.start(first), span.start).of(text);
    let after = Span::new(span.end.min(end), end).of(text);
    let text = format!("{}{to}{after}", before.trim_start_matches('\u{feff}'));
    Some(Cure {
        line: first,
        lines: last.saturating_sub(first).saturating_add(1),
        text: text.trim_end().to_owned(),
    })
}

/// An entry that is not to count, whole lines of it behind a `#`: nothing is lost.
pub(super) fn behind_sign(document: Document<'_>, lines: &Lines<'_>, key: NodeId) -> Option<Cure> {
    let start = lines.position(document.span(key).start);
    let last = lines.position(document.entry_end(key)).line;
    let indent = (start.column as usize).checked_sub(1)?;
    let own = lines.line(start.line)?.get(..indent)?;
    if !own.trim_start_matches('\u{feff}').trim().is_empty() {
        return None;
    }
    let all = (start.line..=last).map_while(|number| lines.line(number));
    let all = all.map(|line| match line.get(indent..) {
        Some(rest) if !line.trim().is_empty() => format!("{:indent$}# {rest}", ""),
        _ => line.to_owned(),
    });
    Some(Cure {
        line: start.line,
        lines: last.saturating_sub(start.line).saturating_add(1),
        text: all.collect::<Vec<_>>().join("\n"),
    })
}

/// Where a field that is left out belongs.
pub(super) struct Gap<'a> {
    /// The form.
    pub(super) form: &'a Form,
    /// The values that are there.
    pub(super) application: &'a Application,
    /// The text.
    pub(super) document: Document<'a>,
    /// Its lines.
    pub(super) lines: &'a Lines<'a>,
}

impl Gap<'_> {
    /// The lines of fields that are left out of one record, with the record itself where that is left out too, or all of these
    /// stand behind a `#`.
    pub(super) fn filled(&self, frame: Frame, fields: &[FieldId]) -> Option<Cure> {
        let &first = fields.first()?;
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
        // An empty record, below whose key its fields belong.
        let mut empty = None;
        for id in way.into_iter().rev() {
            let found = self.entry(mapping, &self.form.field(id).name);
            match found.filter(|_| missing.is_empty() && empty.is_none()) {
                Some((_, value)) if document.kind(value) == yaml::Kind::Mapping => mapping = value,
                Some((key, value)) if document.is_null(value) => empty = Some(key),
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
        let mut text = Vec::new();
        if empty.is_some() {
            indent = indent.saturating_add(2);
        }
        let outermost = missing.first().copied().unwrap_or(first);
        for &id in &missing {
            text.push(format!("{:indent$}{}:", "", self.form.field(id).name));
            indent = indent.saturating_add(2);
        }
        for &id in fields {
            self.written(id, indent, &mut text);
        }
        text.truncate(LINES);
        if let Some(cure) = self.uncommented(&text) {
            return Some(cure);
        }
        let own = self.form.field(first);
        let there = self.entry(mapping, &own.name);
        let line = match (empty, there.filter(|_| missing.is_empty())) {
            (Some(key), _) => self.line(key).saturating_add(1),
            // Of a field that is there and empty: its own line, or the one below a record.
            (None, Some((key, _))) if own.kind.is_single() => {
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
                if !remark.is_empty() {
                    written = format!("{written}  #{remark}");
                }
                return Some(Cure {
                    line,
                    lines: 1,
                    text: written,
                });
            }
            (None, Some((key, _))) => {
                text.remove(0);
                self.line(key).saturating_add(1)
            }
            (None, None) => self.below(mapping, outermost),
        };
        Some(Cure {
            line,
            lines: 0,
            text: text.join("\n"),
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
        before.trim_start_matches('\u{feff}').trim().is_empty()
    }

    /// The same lines where they stand in the text behind a `#`: as a template leaves what is not required.
    fn uncommented(&self, text: &[String]) -> Option<Cure> {
        let first = text.first()?.trim_end_matches([' ', '…']);
        let bare = |line: &str| {
            line.trim_start_matches(' ')
                .strip_prefix('#')
                .map(str::to_owned)
        };
        let (at, _) = (1_u32..)
            .map_while(|number| Some((number, self.lines.line(number)?)))
            .find(|(_, line)| {
                let hidden = bare(line).filter(|_| !first.starts_with(' '));
                hidden.is_some_and(|hidden| hidden.trim_end() == first)
            })?;
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
        Some(Cure {
            line: at,
            lines: u32::try_from(all.len()).ok()?,
            text: all.join("\n"),
        })
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
        let inside = self.needed(id);
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

    /// The fields under one that must be written; all of them where none must.
    fn needed(&self, id: FieldId) -> Vec<FieldId> {
        needed(self.form, id)
    }
}

/// The fields under one that must be written; all of them where none must.
pub(super) fn needed(form: &Form, id: FieldId) -> Vec<FieldId> {
    let must = form.asked(Some(id)).filter(|&id| form.field(id).required);
    let must: Vec<FieldId> = must.collect();
    if must.is_empty() {
        return form.asked(Some(id)).collect();
    }
    must
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
