//! A fast reader for plain YAML: block mappings and lists, short keys, values with and without quotes, simple block texts, brackets.
//! It is a subset, never a second dialect: it fills the tree exactly as the parser would, or answers "not mine" and
//! the parser reads the whole text. Every doubt is a "not mine"; so is every mistake, which the parser explains better.
//! It allocates nothing but the tree.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "offsets into a text that holds them: no text has more than 4 GiB"
)]

mod byte;
mod flow;
mod scalar;

use super::duplicates::{self, Seen};
use super::{Document, Kind, Limits, NodeId, Problem, Style, Tree, span};
use crate::source::Span;

/// The deepest nesting it takes on.
const DEPTH: usize = 64;

/// The longest key it takes on; YAML allows 1,024 characters.
const KEY: usize = 256;

/// Reads the text if it is plain, as [`super::read`] would; otherwise answers `false` and leaves nothing behind.
pub fn read(text: &str, limits: &Limits, tree: &mut Tree, problems: &mut Vec<Problem>) -> bool {
    tree.clear();
    if text.len() > limits.bytes.min(u32::MAX as usize) || !byte::all_plain(text.as_bytes()) {
        return false;
    }
    let found = problems.len();
    let mut scanner = Scanner {
        text,
        bytes: text.as_bytes(),
        limits,
        depth: limits.depth.min(DEPTH),
        tree,
        problems,
        blocks: [Block::default(); DEPTH],
        open: 0,
        at: 0,
        cursor: 0,
        absent: None,
    };
    let mine = scanner.document().is_some();
    if !mine {
        tree.clear();
        problems.truncate(found);
    }
    mine
}

/// A block list or mapping that has not ended.
#[derive(Clone, Copy, Default)]
struct Block {
    id: NodeId,
    /// The column of its keys or dashes.
    column: usize,
    mapping: bool,
    /// A list whose dashes stand right below its key, in the same column.
    level: bool,
    keys: Keys,
}

/// The keys of a mapping that has not ended.
#[derive(Clone, Copy, Default)]
struct Keys {
    seen: Seen,
    /// Whether one may stand twice.
    twice: bool,
}

impl Keys {
    fn add(&mut self, key: &[u8]) {
        self.twice |= self.seen.add(key);
    }
}

/// Its methods answer `None` for "not mine".
struct Scanner<'a, 'b> {
    text: &'a str,
    bytes: &'a [u8],
    limits: &'b Limits,
    depth: usize,
    tree: &'b mut Tree,
    problems: &'b mut Vec<Problem>,
    blocks: [Block; DEPTH],
    /// How many of `blocks` are open.
    open: usize,
    /// The start of the next line.
    at: usize,
    /// Just past the last key, value or bracket.
    cursor: usize,
    /// Just past a colon or dash whose value has not come yet.
    absent: Option<usize>,
}

impl Scanner<'_, '_> {
    fn document(&mut self) -> Option<()> {
        let marked = self.text.starts_with("---\n");
        if marked {
            self.at = 4;
        }
        while self.at < self.bytes.len() {
            let column = self.spaces(self.at) - self.at;
            let at = self.at + column;
            match self.byte(at) {
                b'\n' => self.at = at + 1,
                b'#' => self.skip_line(at),
                _ => {
                    self.line(column, at)?;
                    if self.tree.len() > self.limits.nodes {
                        return None;
                    }
                }
            }
        }
        self.settle_absent();
        while self.open > 0 {
            self.close();
        }
        let nothing = marked && self.tree.is_empty();
        (!nothing && self.tree.len() <= self.limits.nodes).then_some(())
    }

    /// A line whose text starts in this column: a key, a dash, or a value that the line before announced;
    /// leaves `self.at` at the start of the next.
    fn line(&mut self, mut column: usize, mut at: usize) -> Option<()> {
        if let (Some(_), Some(top)) = (self.absent, self.top())
            && column > top.column
            && !self.is_dash(at)
            && self.key(at).is_none()
        {
            self.absent = None;
            return self.value(at, top.column);
        }
        self.settle(column, at)?;
        let mut known = None;
        while self.is_dash(at) {
            let start = self.spaces(at + 1);
            if self.ends_line(start, at + 1) {
                self.absent = Some(at + 1);
                self.skip_line(start);
                return Some(());
            }
            let inner = column + (start - at);
            if self.is_dash(start) {
                self.begin(inner, false, false, start)?;
            } else {
                known = self.key(start);
                if known.is_none() {
                    return self.value(start, column);
                }
                self.begin(inner, true, false, start)?;
            }
            (column, at) = (inner, start);
        }
        let (style, colon) = known.or_else(|| self.key(at))?;
        let key = self.push_key(style, at, colon);
        let block = self.blocks.get_mut(self.open.checked_sub(1)?)?;
        block.keys.add(self.bytes.get(key)?);
        let start = self.spaces(colon + 1);
        if self.ends_line(start, colon + 1) {
            self.absent = Some(colon + 1);
            self.skip_line(start);
            return Some(());
        }
        self.value(start, column)
    }

    /// Makes the innermost block the one that a line in this column belongs to.
    fn settle(&mut self, column: usize, at: usize) -> Option<()> {
        let dash = self.is_dash(at);
        let Some(top) = self.top() else {
            return if self.tree.is_empty() {
                self.begin(column, !dash, false, at)
            } else {
                None
            };
        };
        if column > top.column {
            // Deeper is a value that a line above announced, and nothing else.
            self.absent.take()?;
            return self.begin(column, !dash, false, at);
        }
        if self.absent.is_some() && dash && top.mapping && column == top.column {
            self.absent = None;
            return self.begin(column, false, true, at);
        }
        self.settle_absent();
        let mut top = top;
        while top.column > column || (top.level && !dash) {
            self.close();
            top = self.top()?;
        }
        (top.column == column && top.mapping != dash).then_some(())
    }

    /// A value on its line, in a block of this column.
    fn value(&mut self, at: usize, column: usize) -> Option<()> {
        let end = match self.byte(at) {
            b'"' => self.double_quoted(at, column)?,
            b'\'' => self.single_quoted(at, column)?,
            b'[' | b'{' => self.flow(at, self.open, column)?,
            b'|' | b'>' => return self.block_text(at, column),
            _ => return self.plain(at, column),
        };
        let next = self.spaces(end);
        self.ends_line(next, end).then(|| self.skip_line(next))
    }

    /// How the key that starts here is written, and where it ends, which is its colon; a space or the line's end must follow.
    fn key(&self, at: usize) -> Option<(Style, usize)> {
        let rest = self.bytes.get(at..)?;
        let (style, length) = match rest {
            [quote @ (b'"' | b'\''), inside @ ..] => {
                let length = memchr::memchr3(*quote, b'\\', b'\n', inside)?;
                let style = if *quote == b'"' {
                    Style::DoubleQuoted
                } else {
                    Style::SingleQuoted
                };
                (inside.get(length) == Some(quote)).then_some((style, length + 2))?
            }
            [first, ..] if byte::starts_key(*first) => {
                let length = rest.iter().position(|&byte| !byte::is_key(byte))?;
                (Style::Plain, length)
            }
            _ => return None,
        };
        let end = at + length;
        let colon = self.byte(end) == b':' && matches!(self.byte(end + 1), b' ' | b'\n');
        (length <= self.limits.scalar.min(KEY) && colon).then_some((style, end))
    }

    /// Adds the key from `at` to its colon; answers where its text stands.
    fn push_key(&mut self, style: Style, at: usize, colon: usize) -> std::ops::Range<usize> {
        let quote = usize::from(style != Style::Plain);
        let text = at + quote..colon - quote;
        let place = span(at, colon);
        self.tree
            .push_borrowed(style, place, span(text.start, text.end));
        self.cursor = colon;
        text
    }

    fn begin(&mut self, column: usize, mapping: bool, level: bool, at: usize) -> Option<()> {
        if self.open >= self.depth {
            return None;
        }
        let kind = if mapping {
            Kind::Mapping
        } else {
            Kind::Sequence
        };
        let id = self.tree.open(kind, span(at, at).start);
        *self.blocks.get_mut(self.open)? = Block {
            id,
            column,
            mapping,
            level,
            keys: Keys::default(),
        };
        self.open += 1;
        Some(())
    }

    fn close(&mut self) {
        let Some(block) = self.top() else { return };
        self.open -= 1;
        let start = self.tree.first_child_start(block.id).unwrap_or(0);
        self.end(block.id, block.keys, start);
    }

    /// Ends a list or mapping that reaches from `start` to what was read last.
    fn end(&mut self, id: NodeId, keys: Keys, start: u32) {
        self.tree
            .close(id, Span::new(start, span(0, self.cursor).end));
        if keys.twice {
            duplicates::find(
                Document {
                    text: self.text,
                    tree: self.tree,
                },
                id,
                self.problems,
            );
        }
    }

    fn top(&self) -> Option<Block> {
        self.blocks.get(self.open.checked_sub(1)?).copied()
    }

    fn settle_absent(&mut self) {
        if let Some(place) = self.absent.take() {
            self.push(Style::Plain, place, place);
        }
    }

    /// Adds a key or value that is written as it reads.
    fn push(&mut self, style: Style, start: usize, end: usize) {
        self.tree
            .push_borrowed(style, span(start, end), span(start, end));
        self.cursor = end;
    }

    /// The byte at a place; a line break where the text ends.
    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(b'\n')
    }

    fn is_dash(&self, at: usize) -> bool {
        self.byte(at) == b'-' && matches!(self.byte(at + 1), b' ' | b'\n')
    }

    /// The first place from here on that is no space.
    fn spaces(&self, mut at: usize) -> usize {
        while self.byte(at) == b' ' {
            at += 1;
        }
        at
    }

    /// Whether nothing but a comment follows `at`, before which spaces reach back to `from`.
    fn ends_line(&self, at: usize, from: usize) -> bool {
        match self.byte(at) {
            b'\n' => true,
            b'#' => at > from,
            _ => false,
        }
    }

    /// The next line break from here on, or the end of the text.
    fn line_end(&self, at: usize) -> usize {
        let rest = self.bytes.get(at..).unwrap_or(&[]);
        memchr::memchr(b'\n', rest).map_or(self.bytes.len(), |found| at + found)
    }

    fn skip_line(&mut self, at: usize) {
        // Most often the line ends just here.
        let end = if self.byte(at) == b'\n' {
            at
        } else {
            self.line_end(at)
        };
        self.at = end + 1;
    }
}
