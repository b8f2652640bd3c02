//! Values on one line, and block texts.

use super::super::{Style, span};
use super::{Scanner, byte};

impl Scanner<'_, '_> {
    /// A value without quotes, to the end of its line or its comment.
    pub(super) fn plain(&mut self, at: usize) -> Option<()> {
        if !self.starts_plain(at, byte::starts_value) {
            return None;
        }
        let line_end = self.line_end(at);
        let line = self.bytes.get(at..line_end)?;
        let mut length = line.len();
        for found in memchr::memchr2_iter(b':', b'#', line) {
            let sign = line.get(found)?;
            if *sign == b'#' && line.get(found.checked_sub(1)?) == Some(&b' ') {
                length = found;
                break;
            }
            // A second key on the line is a mistake.
            if *sign == b':' && matches!(line.get(found + 1), None | Some(b' ')) {
                return None;
            }
        }
        while length > 0 && line.get(length - 1) == Some(&b' ') {
            length -= 1;
        }
        if length > self.limits.scalar {
            return None;
        }
        self.push(Style::Plain, at, at + length);
        self.at = line_end + 1;
        Some(())
    }

    /// Whether a text without quotes can start here; a dash needs a letter or digit after it.
    pub(super) fn starts_plain(&self, at: usize, starts: fn(u8) -> bool) -> bool {
        let first = self.byte(at);
        starts(first) || (first == b'-' && self.byte(at + 1).is_ascii_alphanumeric())
    }

    /// A text in double quotes on one line, with the simple escapes; answers the place past it.
    pub(super) fn double_quoted(&mut self, open: usize) -> Option<usize> {
        let stored = self.tree.stored();
        let mut from = open + 1;
        loop {
            let found = from + memchr::memchr3(b'"', b'\\', b'\n', self.bytes.get(from..)?)?;
            match self.byte(found) {
                b'"' => return self.quoted(Style::DoubleQuoted, open, found, from, stored),
                b'\\' => {}
                _ => return None,
            }
            self.store(from, found)?;
            self.tree.store(match self.byte(found + 1) {
                b'"' => "\"",
                b'\\' => "\\",
                b'/' => "/",
                b'n' => "\n",
                b't' => "\t",
                _ => return None,
            });
            from = found + 2;
        }
    }

    /// A text in single quotes on one line; answers the place past it.
    pub(super) fn single_quoted(&mut self, open: usize) -> Option<usize> {
        let stored = self.tree.stored();
        let mut from = open + 1;
        loop {
            let found = from + memchr::memchr2(b'\'', b'\n', self.bytes.get(from..)?)?;
            if self.byte(found) != b'\'' {
                return None;
            }
            if self.byte(found + 1) != b'\'' {
                return self.quoted(Style::SingleQuoted, open, found, from, stored);
            }
            self.store(from, found + 1)?;
            from = found + 2;
        }
    }

    /// Adds what stands between two quotes; from `from` on it is still to be stored, if any of it was.
    fn quoted(
        &mut self,
        style: Style,
        open: usize,
        close: usize,
        from: usize,
        stored: usize,
    ) -> Option<usize> {
        let length = self.tree.stored() - stored + (close - from);
        if length > self.limits.scalar {
            return None;
        }
        let place = span(open, close + 1);
        if from == open + 1 {
            self.tree.push_borrowed(style, place, span(from, close));
        } else {
            self.store(from, close)?;
            self.tree.push_stored(style, place, stored);
        }
        self.cursor = close + 1;
        Some(close + 1)
    }

    /// A text after `|`, `|-`, `>` or `>-`, in a block of this column.
    pub(super) fn block_text(&mut self, at: usize, column: usize) -> Option<()> {
        let folded = self.byte(at) == b'>';
        let strip = self.byte(at + 1) == b'-';
        let header = at + 1 + usize::from(strip);
        if self.byte(header) != b'\n' {
            return None;
        }
        let stored = self.tree.stored();
        let mut start = header + 1;
        while start < self.bytes.len() && self.byte(start) == b'\n' {
            self.tree.store("\n");
            start += 1;
        }
        let indent = self.spaces(start) - start;
        if indent <= column {
            return None;
        }
        let mut end;
        let mut empty = None;
        loop {
            let first = start + indent;
            // Lines of nothing but spaces, and deeper lines of a folded text, have rules of their own.
            if self.byte(first) == b'\n' || (folded && self.byte(first) == b' ') {
                return None;
            }
            match empty {
                Some(0) if folded => self.tree.store(" "),
                Some(lines) => (usize::from(folded)..=lines).for_each(|_| self.tree.store("\n")),
                None => {}
            }
            end = self.line_end(first);
            self.store(first, end)?;
            let (lines, next) = self.empty_lines(end + 1, indent)?;
            start = next;
            empty = Some(lines);
            let depth = self.spaces(next) - next;
            if next >= self.bytes.len() || depth <= column {
                break;
            }
            if depth < indent {
                return None;
            }
        }
        if !strip {
            self.tree.store("\n");
        }
        if self.tree.stored() - stored > self.limits.scalar {
            return None;
        }
        while self.byte(end - 1) == b' ' {
            end -= 1;
        }
        let style = if folded {
            Style::Folded
        } else {
            Style::Literal
        };
        self.tree.push_stored(style, span(at, end), stored);
        self.cursor = end;
        self.at = start;
        Some(())
    }

    /// How many lines with nothing on them follow, and the start of the line after.
    fn empty_lines(&self, mut at: usize, indent: usize) -> Option<(usize, usize)> {
        let mut lines = 0;
        while at < self.bytes.len() {
            let end = self.spaces(at);
            if self.byte(end) != b'\n' {
                break;
            }
            if end - at > indent {
                return None;
            }
            lines += 1;
            at = end + 1;
        }
        Some((lines, at))
    }

    fn store(&mut self, start: usize, end: usize) -> Option<()> {
        self.tree.store(self.text.get(start..end)?);
        Some(())
    }
}
