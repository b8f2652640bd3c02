//! A text that an editor changes bit by bit, and its places as the editor counts them.

use atbilst_yaml::source::Span;
use lsp_types::{Position, PositionEncodingKind, Range};
use ropey::Rope;

/// In what the editor counts the columns of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Encoding {
    Utf8,
    #[default]
    Utf16,
}

impl Encoding {
    /// Bytes where the editor can count them, for nothing is then counted twice.
    pub(crate) fn of(offered: &[PositionEncodingKind]) -> Self {
        if offered.contains(&PositionEncodingKind::UTF8) {
            Self::Utf8
        } else {
            Self::Utf16
        }
    }

    pub(crate) fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
        }
    }
}

/// A text and how its places are counted.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    rope: Rope,
    encoding: Encoding,
}

impl Text {
    pub(crate) fn of(text: &str, encoding: Encoding) -> Self {
        let rope = Rope::from_str(text);
        Self { rope, encoding }
    }

    /// The text in one piece.
    pub(crate) fn whole(&self) -> String {
        String::from(&self.rope)
    }

    /// The place of a byte; of one behind the text, its end.
    pub(crate) fn position(&self, byte: u32) -> Position {
        let byte = (byte as usize).min(self.rope.len_bytes());
        let line = self.rope.byte_to_line(byte);
        let column = match self.encoding {
            Encoding::Utf8 => byte.saturating_sub(self.rope.line_to_byte(line)),
            Encoding::Utf16 => {
                let units = |char| self.rope.char_to_utf16_cu(char);
                let before = units(self.rope.line_to_char(line));
                units(self.rope.byte_to_char(byte)).saturating_sub(before)
            }
        };
        Position::new(number(line), number(column))
    }

    pub(crate) fn range(&self, span: Span) -> Range {
        Range::new(self.position(span.start), self.position(span.end))
    }

    /// The byte at a place: of a column behind its line, the end of the line; of one within a letter, that letter.
    pub(crate) fn byte(&self, at: Position) -> u32 {
        number(self.rope.char_to_byte(self.char(at)))
    }

    fn char(&self, at: Position) -> usize {
        let line = at.line as usize;
        if line >= self.rope.len_lines() {
            return self.rope.len_chars();
        }
        let start = self.rope.line_to_char(line);
        let own = self.rope.line(line);
        let breaks = own.chars_at(own.len_chars()).reversed();
        let breaks = breaks.take_while(|c| matches!(c, '\n' | '\r')).count();
        let end = start.saturating_add(own.len_chars()).saturating_sub(breaks);
        let column = at.character as usize;
        let char = match self.encoding {
            Encoding::Utf8 => {
                let byte = self.rope.line_to_byte(line).saturating_add(column);
                self.rope.byte_to_char(byte.min(self.rope.len_bytes()))
            }
            Encoding::Utf16 => {
                let unit = self.rope.char_to_utf16_cu(start).saturating_add(column);
                self.rope
                    .utf16_cu_to_char(unit.min(self.rope.len_utf16_cu()))
            }
        };
        char.min(end)
    }

    /// Another text in the place of a stretch; of everything, where no stretch is named.
    pub(crate) fn change(&mut self, range: Option<Range>, to: &str) {
        let Some(range) = range else {
            self.rope = Rope::from_str(to);
            return;
        };
        let (start, end) = (self.char(range.start), self.char(range.end));
        self.rope.remove(start.min(end)..end.max(start));
        self.rope.insert(start.min(end), to);
    }
}

/// No text has 4 GiB.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line with letters of one, two, three and four bytes, in every kind of line.
    const TEXT: &str = "\u{feff}aā„😀z\r\nā\rb\n😀";

    #[test]
    fn places_come_back_in_either_count() {
        for encoding in [Encoding::Utf8, Encoding::Utf16] {
            let text = Text::of(TEXT, encoding);
            for (byte, letter) in TEXT.char_indices() {
                let byte = u32::try_from(byte).expect("short");
                if letter != '\n' {
                    assert_eq!(text.byte(text.position(byte)), byte, "{encoding:?} {byte}");
                }
            }
        }
        let units = Text::of(TEXT, Encoding::Utf16);
        let z = u32::try_from(TEXT.find('z').expect("z")).expect("short");
        assert_eq!(units.position(z), Position::new(0, 6));
        assert_eq!(
            Text::of(TEXT, Encoding::Utf8).position(z),
            Position::new(0, z)
        );
    }

    #[test]
    fn no_place_lies_outside() {
        for encoding in [Encoding::Utf8, Encoding::Utf16] {
            let mut text = Text::of(TEXT, encoding);
            let place = |line, column| text.byte(Position::new(line, column));
            // Behind the line, within a letter, behind the text.
            assert_eq!(place(0, 99), 14);
            assert!(TEXT.is_char_boundary(place(3, 1) as usize));
            assert_eq!(place(9, 9), 25);
            assert_eq!(text.position(99), text.position(25));
            let backwards = Range::new(Position::new(2, 1), Position::new(0, 0));
            text.change(Some(backwards), "x");
            assert_eq!(text.whole(), "x\n😀");
        }
    }
}
