//! Places in a text: byte spans, and the lines and columns a person counts.
//! Knows nothing of YAML, of rules, or of how a place is shown.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "offsets into a text that holds them: no text has more than 4 GiB"
)]

use std::ops::Range;
use std::sync::OnceLock;

/// A half-open range of bytes in one text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset just past the last byte.
    pub end: u32,
}

impl Span {
    /// The span between two byte offsets.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// Whether it covers no byte, as the span of a value that was left out.
    pub const fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// It in a text that has so many bytes more before it.
    pub(crate) fn behind(self, bytes: usize) -> Self {
        let moved = |at: u32| (at as usize).saturating_add(bytes);
        Self::from(moved(self.start)..moved(self.end))
    }

    /// The text it covers; empty where the span does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize)
            .unwrap_or("")
    }
}

impl From<Range<usize>> for Span {
    /// The span between two byte offsets; what is beyond 4 GiB stands at its end.
    fn from(bytes: Range<usize>) -> Self {
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self::new(offset(bytes.start), offset(bytes.end))
    }
}

/// One place in a text, as an editor names it.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// Offset in bytes, from 0.
    pub byte: u32,
}

/// A stretch of a text with both its ends resolved.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
pub struct Location {
    /// Where it starts.
    pub start: Position,
    /// Just past its end.
    pub end: Position,
}

/// How far in what a line says begins, in bytes.
pub fn indent(line: &str) -> usize {
    line.len().saturating_sub(line.trim_start().len())
}

/// Where the lines of a text start; made only for a text that has something to report.
#[derive(Debug)]
pub struct Lines<'a> {
    text: &'a str,
    starts: Vec<u32>,
    /// How many characters stand before each block of a text that has a line longer than one.
    characters: OnceLock<Vec<u32>>,
}

/// Bytes between two places whose characters are counted once, so that a thousand places in one long line cost no more than the line.
const BLOCK: usize = 1 << 10;

impl<'a> Lines<'a> {
    /// Finds the lines of `text`. A line ends with LF, CR LF or a lone CR, as in YAML; the first begins behind a byte-order mark.
    pub fn of(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let ends = memchr::memchr_iter(b'\n', bytes).count();
        let mut starts = Vec::with_capacity(ends.saturating_add(1));
        starts.push(u32::try_from(text.len() - without_mark(text).len()).unwrap_or(0));
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            let crlf = bytes.get(at) == Some(&b'\r') && bytes.get(at + 1) == Some(&b'\n');
            if !crlf {
                starts.push(u32::try_from(at + 1).unwrap_or(u32::MAX));
            }
        }
        Self {
            text,
            starts,
            characters: OnceLock::new(),
        }
    }

    /// The line and column of a byte offset.
    pub fn position(&self, byte: u32) -> Position {
        let index = self
            .starts
            .partition_point(|&start| start <= byte)
            .saturating_sub(1);
        let start = self.starts.get(index).copied().unwrap_or(0);
        let characters = self.characters(start as usize, byte as usize);
        Position {
            line: u32::try_from(index + 1).unwrap_or(u32::MAX),
            column: u32::try_from(characters + 1).unwrap_or(u32::MAX),
            byte,
        }
    }

    /// How many characters begin between two places of one line.
    fn characters(&self, start: usize, end: usize) -> usize {
        let count = |from: usize, to: usize| characters(self.text.as_bytes(), from, to);
        if end.saturating_sub(start) <= BLOCK {
            return count(start, end);
        }
        let before = self.characters.get_or_init(|| {
            let blocks = 0..self.text.len().div_ceil(BLOCK);
            let counts = blocks.map(|block| count(block * BLOCK, (block + 1) * BLOCK));
            let mut all = 0;
            let sums = counts.map(|count| {
                let before = all;
                all += u32::try_from(count).unwrap_or(u32::MAX);
                before
            });
            sums.collect()
        });
        let until = |at: usize| {
            let whole = before.get(at / BLOCK).copied().unwrap_or_default();
            whole as usize + count(at - at % BLOCK, at)
        };
        until(end.min(self.text.len())).saturating_sub(until(start))
    }

    /// Both ends of a span.
    pub fn location(&self, span: Span) -> Location {
        Location {
            start: self.position(span.start),
            end: self.position(span.end),
        }
    }

    /// The offset of a line's first byte; the end of the text for a line past it.
    pub fn start(&self, number: u32) -> u32 {
        let index = (number as usize).saturating_sub(1);
        self.starts
            .get(index)
            .copied()
            .unwrap_or(u32::try_from(self.text.len()).unwrap_or(u32::MAX))
    }

    /// The text of a line counted from 1, without its line break; `None` past the end.
    pub fn line(&self, number: u32) -> Option<&'a str> {
        let index = (number as usize).checked_sub(1)?;
        let start = *self.starts.get(index)? as usize;
        let end = self
            .starts
            .get(index + 1)
            .map_or(self.text.len(), |&next| next as usize);
        Some(self.text.get(start..end)?.trim_end_matches(['\n', '\r']))
    }
}

/// A text without the byte-order mark that it may begin with, which is none of its first line.
pub(crate) fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// How many characters begin between two places. A byte-order mark opens the text but stands in no column.
fn characters(text: &[u8], from: usize, to: usize) -> usize {
    let bytes = text.get(from..to.min(text.len())).unwrap_or(&[]);
    let begin = bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count();
    let marks = memchr::memchr_iter(0xef, bytes)
        .filter(|at| text.get(from + at..from + at + 3) == Some("\u{feff}".as_bytes()));
    begin - marks.count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counted from the start of the line each time.
    fn column(text: &str, byte: usize) -> u32 {
        let before = text.get(..byte).expect("a place between letters");
        let line = before.rsplit('\n').next().unwrap_or(before);
        let characters = line.chars().filter(|&c| c != '\u{feff}').count();
        u32::try_from(characters + 1).expect("a column")
    }

    #[test]
    fn a_column_is_the_same_however_long_its_line() {
        let piece = "a\u{feff}ā„x”😀 ";
        for text in [
            format!("\u{feff}{}\n{}", piece.repeat(300), piece.repeat(900)),
            format!("\u{feff}{}\r\n{}", "x".repeat(BLOCK), "ā".repeat(BLOCK)),
            piece.repeat(70),
        ] {
            let lines = Lines::of(&text);
            for (byte, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let offset = u32::try_from(byte).expect("an offset");
                assert_eq!(lines.position(offset).column, column(&text, byte), "{byte}");
            }
        }
    }

    #[test]
    fn a_thousand_places_in_one_long_line_cost_no_more_than_the_line() {
        let text = "ā".repeat(1 << 21);
        let lines = Lines::of(&text);
        let start = std::time::Instant::now();
        for number in 1..=20_000 {
            let byte = u32::try_from(text.len()).expect("an offset") - 2 * number;
            assert_eq!(lines.position(byte).column, (1 << 21) - number + 1);
        }
        assert!(start.elapsed() < std::time::Duration::from_secs(10));
    }
}
