//! Values: without quotes, in quotes, and block texts.

use super::super::{Style, span};
use super::{Scanner, byte};

impl Scanner<'_, '_> {
    /// A value without quotes, to the end of its line or its comment, and on over lines that are indented deeper than `column`.
    pub(super) fn plain(&mut self, at: usize, column: usize) -> Option<()> {
        let stored = self.tree.stored();
        let mut from = at;
        let end = loop {
            if !self.starts_plain(from, byte::starts_value) {
                return None;
            }
            let (end, commented) = self.plain_line(from)?;
            self.skip_line(end);
            match self.next_line(self.at, column) {
                Some((lines, next)) if !commented && self.byte(next) != b'#' => {
                    self.store(from, end)?;
                    self.fold(lines);
                    from = next;
                }
                _ => break end,
            }
        };
        if self.tree.stored() - stored + (end - from) > self.limits.scalar {
            return None;
        }
        if from == at {
            self.push(Style::Plain, at, end);
        } else {
            self.store(from, end)?;
            self.tree.push_stored(Style::Plain, span(at, end), stored);
            self.cursor = end;
        }
        Some(())
    }

    /// Where the text ends that starts here on a line, and whether a comment follows.
    fn plain_line(&self, at: usize) -> Option<(usize, bool)> {
        let mut from = at;
        let (end, commented) = loop {
            let rest = self.bytes.get(from..)?;
            let found = memchr::memchr3(b'\n', b':', b'#', rest);
            let found = found.map_or(self.bytes.len(), |found| from + found);
            match self.byte(found) {
                b'#' if found > at && self.byte(found - 1) == b' ' => break (found, true),
                // A second key on the line is a mistake.
                b':' if matches!(self.byte(found + 1), b' ' | b'\n') => return None,
                b':' | b'#' => from = found + 1,
                _ => break (found, false),
            }
        };
        let spaces = self.bytes.get(at..end)?.iter().rev();
        let spaces = spaces.take_while(|&&byte| byte == b' ').count();
        Some((end - spaces, commented))
    }

    /// How many empty lines stand from here on, and where the text of the line after them starts;
    /// `None` where that line is not indented deeper than `column`, or the text ends.
    pub(super) fn next_line(&self, mut at: usize, column: usize) -> Option<(usize, usize)> {
        let mut lines = 0;
        loop {
            let text = self.spaces(at);
            if text >= self.bytes.len() {
                return None;
            }
            if self.byte(text) != b'\n' {
                return (text - at > column).then_some((lines, text));
            }
            lines += 1;
            at = text + 1;
        }
    }

    /// Stores what the break of a line is worth before so many empty ones: without any it is a space.
    fn fold(&mut self, lines: usize) {
        if lines == 0 {
            self.tree.store(" ");
        }
        (0..lines).for_each(|_| self.tree.store("\n"));
    }

    /// Whether a text without quotes can start here; a dash needs a letter or digit after it.
    pub(super) fn starts_plain(&self, at: usize, starts: fn(u8) -> bool) -> bool {
        let first = self.byte(at);
        starts(first) || (first == b'-' && self.byte(at + 1).is_ascii_alphanumeric())
    }

    /// A text in double quotes with the simple escapes; answers the place past it. Its lines are indented deeper than `column`.
    pub(super) fn double_quoted(&mut self, open: usize, column: usize) -> Option<usize> {
        let stored = self.tree.stored();
        let mut from = open + 1;
        loop {
            let found = from + memchr::memchr3(b'"', b'\\', b'\n', self.bytes.get(from..)?)?;
            match self.byte(found) {
                b'"' => return self.quoted(Style::DoubleQuoted, open, found, from, stored),
                b'\\' => {
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
                _ => from = self.quoted_line(from, found, column)?,
            }
        }
    }

    /// A text in single quotes; answers the place past it. Its lines are indented deeper than `column`.
    pub(super) fn single_quoted(&mut self, open: usize, column: usize) -> Option<usize> {
        let stored = self.tree.stored();
        let mut from = open + 1;
        loop {
            let found = from + memchr::memchr2(b'\'', b'\n', self.bytes.get(from..)?)?;
            if self.byte(found) == b'\n' {
                from = self.quoted_line(from, found, column)?;
            } else if self.byte(found + 1) == b'\'' {
                self.store(from, found + 1)?;
                from = found + 2;
            } else {
                return self.quoted(Style::SingleQuoted, open, found, from, stored);
            }
        }
    }

    /// Stores a line of a quoted text from `from` to its line break, and the break; answers where the text goes on,
    /// which must be deeper than `column`.
    fn quoted_line(&mut self, from: usize, line_break: usize, column: usize) -> Option<usize> {
        let mut end = line_break;
        while end > from && self.byte(end - 1) == b' ' {
            end -= 1;
        }
        self.store(from, end)?;
        let (lines, next) = self.next_line(line_break + 1, column)?;
        self.fold(lines);
        Some(next)
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
