//! Lists and mappings in brackets, on one line: words, quoted texts, and more of the same.

use super::super::{Kind, Style, span};
use super::{Scanner, byte};

impl Scanner<'_, '_> {
    /// A list or mapping in brackets, within so many others; answers the place past it.
    pub(super) fn flow(&mut self, open: usize, depth: usize) -> Option<usize> {
        if depth >= self.depth {
            return None;
        }
        let (kind, close) = match self.byte(open) {
            b'{' => (Kind::Mapping, b'}'),
            _ => (Kind::Sequence, b']'),
        };
        let id = self.tree.open(kind, span(open, open).start);
        let mut at = self.spaces(open + 1);
        while self.byte(at) != close {
            if kind == Kind::Mapping {
                let colon = self.key_end(at)?;
                self.push(Style::Plain, at, colon);
                at = self.spaces(colon + 1);
            }
            let end = match self.byte(at) {
                b'"' => self.double_quoted(at)?,
                b'\'' => self.single_quoted(at)?,
                b'[' | b'{' => self.flow(at, depth + 1)?,
                _ => self.word(at)?,
            };
            at = self.spaces(end);
            if self.byte(at) == b',' {
                at = self.spaces(at + 1);
            } else if self.byte(at) != close {
                return None;
            }
        }
        self.cursor = at + 1;
        self.end(id, kind == Kind::Mapping, span(open, open).start);
        Some(at + 1)
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
