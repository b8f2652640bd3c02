//! What a person is writing at a place of a text.

use super::{Entry, EntryIndex, Flow, Outline};
use crate::source::Span;

/// What is being written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cursor {
    /// A key, or something that may become one, in an entry or outermost.
    Key {
        /// The entry around it.
        of: Option<EntryIndex>,
        /// The entry itself, where something of it is written already.
        entry: Option<EntryIndex>,
        /// What is written of it.
        word: Span,
        /// The columns before it.
        column: u32,
    },
    /// What stands behind a key, or an item of a list.
    Value {
        /// The key or item; the list, for an item in brackets that is not begun.
        entry: EntryIndex,
        /// What is written of it.
        word: Span,
    },
}

impl Outline {
    /// What is written at a place; nothing in a comment or a block of text.
    pub fn cursor(&self, text: &str, at: u32) -> Option<Cursor> {
        let touches = |span: Span| span.start <= at && at <= span.end;
        let after = self.comments.partition_point(|span| span.start < at);
        let comment = after
            .checked_sub(1)
            .and_then(|last| self.comments.get(last));
        if comment.is_some_and(|span| at <= span.end) {
            return None;
        }
        let next = self.entries.partition_point(|entry| entry.name.start <= at);
        let last = next.checked_sub(1);
        let flow = self.flow(at);
        if let Some((index, entry)) = last.and_then(|index| Some((index, self.entries.get(index)?)))
        {
            let own = flow.is_none_or(|flow| flow.span.start <= entry.name.start);
            if entry.item.is_none() && touches(entry.name) {
                return Some(Cursor::Key {
                    of: entry.parent,
                    entry: Some(index),
                    word: entry.name,
                    column: entry.indent,
                });
            }
            if own && !entry.value.is_empty() && touches(entry.value) {
                let word = entry.value;
                let several = word.of(text).starts_with(['|', '>', '{', '[']);
                return (!several).then_some(Cursor::Value { entry: index, word });
            }
            if own && entry.value.is_empty() && self.waits(text, entry, at) {
                let word = Span::new(at, at);
                return Some(Cursor::Value { entry: index, word });
            }
        }
        if let Some(flow) = flow {
            return self.in_flow(text, flow, at);
        }
        let before = text.get(..at as usize)?;
        let line = before.rsplit(['\n', '\r']).next().unwrap_or(before);
        let column = u32::try_from(line.trim_start_matches('\u{feff}').len()).ok()?;
        let blank = line
            .trim_start_matches('\u{feff}')
            .bytes()
            .all(|byte| byte == b' ');
        let block = last.and_then(|last| self.entries.get(last));
        let block = block.filter(|entry| entry.value.of(text).starts_with(['|', '>']));
        if !blank || block.is_some_and(|entry| entry.indent < column) {
            return None;
        }
        let of = self.around(last, column);
        Some(Cursor::Key {
            of,
            entry: None,
            word: Span::new(at, at),
            column,
        })
    }

    /// Whether a place stands behind an entry that has nothing behind it yet, on its line.
    fn waits(&self, text: &str, entry: &Entry, at: u32) -> bool {
        let between = Span::new(entry.name.end, at).of(text);
        let signs = if entry.item.is_some() { "" } else { ":" };
        let colon = entry.item.is_some() || entry.colon && between.starts_with(signs);
        let rest = between.trim_start_matches(':');
        colon && at > entry.name.end && rest.bytes().all(|byte| matches!(byte, b' ' | b'\t'))
    }

    /// The innermost brackets around a place.
    fn flow(&self, at: u32) -> Option<&Flow> {
        let inside = |flow: &&Flow| flow.span.start < at && at < flow.span.end;
        self.flows
            .iter()
            .filter(inside)
            .max_by_key(|flow| flow.span.start)
    }

    fn in_flow(&self, text: &str, flow: &Flow, at: u32) -> Option<Cursor> {
        let before = Span::new(flow.span.start, at).of(text).trim_end();
        if !before.ends_with(['{', '[', ',']) {
            return None;
        }
        let word = Span::new(at, at);
        match (flow.mapping, flow.of) {
            (true, of) => Some(Cursor::Key {
                of,
                entry: None,
                word,
                column: 0,
            }),
            (false, Some(entry)) => Some(Cursor::Value { entry, word }),
            (false, None) => None,
        }
    }

    /// The entry in which something would stand that begins at a column, behind this entry.
    fn around(&self, behind: Option<EntryIndex>, column: u32) -> Option<EntryIndex> {
        let mut at = behind;
        while let Some(entry) = at.and_then(|index| self.entries.get(index)) {
            let holds = entry.value.is_empty() || entry.item.is_some();
            if !entry.flow && entry.indent < column && holds {
                return at;
            }
            at = entry.parent;
        }
        None
    }
}
