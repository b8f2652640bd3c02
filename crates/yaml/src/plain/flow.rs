//! Lists and mappings in brackets: words, quoted texts, and more of the same; a line may end behind a bracket, a comma or an item.

use super::super::{Kind, Style, span};
use super::{Keys, Scanner, byte};

impl Scanner<'_, '_> {
    /// A list or mapping in brackets, within so many others; answers the place past it. Its lines are indented deeper than `column`.
    pub(super) fn flow(&mut self, open: usize, depth: usize, column: usize) -> Option<usize> {
        if depth >= self.depth {
            return None;
        }
        let (kind, close) = match self.byte(open) {
            b'{' => (Kind::Mapping, b'}'),
            _ => (Kind::Sequence, b']'),
        };
        let id = self.tree.open(kind, span(open, open).start);
        let mut keys = Keys::default();
        let mut at = self.gap(open + 1, column)?;
        while self.byte(at) != close {
            if kind == Kind::Mapping {
                let (style, colon) = self.key(at)?;
                let key = self.push_key(style, at, colon);
                keys.add(self.bytes.get(key)?);
                at = self.spaces(colon + 1);
            }
            let end = match self.byte(at) {
                b'"' => self.double_quoted(at, column)?,
                b'\'' => self.single_quoted(at, column)?,
                b'[' | b'{' => self.flow(at, depth + 1, column)?,
                _ => self.word(at)?,
            };
            at = self.gap(end, column)?;
            if self.byte(at) == b',' {
                at = self.gap(at + 1, column)?;
            } else if self.byte(at) != close {
                return None;
            }
        }
        self.cursor = at + 1;
        self.end(id, keys, span(open, open).start);
        Some(at + 1)
    }

    /// What comes next on this line or, without a comment between, on one below.
    fn gap(&self, at: usize, column: usize) -> Option<usize> {
        let next = self.spaces(at);
        if self.byte(next) == b'\n' {
            self.next_line(next + 1, column).map(|(_, start)| start)
        } else {
            Some(next)
        }
    }

    /// Words without quotes.
    fn word(&mut self, at: usize) -> Option<usize> {
        if !self.starts_plain(at, byte::starts_word) {
            return None;
        }
        let rest = self.bytes.get(at..)?;
        let mut length = rest.iter().position(|&byte| !byte::is_word(byte))?;
        while length > 0 && rest.get(length - 1) == Some(&b' ') {
            length -= 1;
        }
        if length > self.limits.scalar {
            return None;
        }
        self.push(Style::Plain, at, at + length);
        Some(at + length)
    }
}
