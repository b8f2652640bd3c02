//! Places that the parser does not give: past the sign of an absent value, a block scalar with its indicator,
//! and signs that lack their space. Plain searches in the text between two places that are known.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "offsets into a text that holds them: no text has more than 4 GiB"
)]

use super::span;
use crate::invisible::is_hidden;
use crate::source::{Span, without_mark};

/// Just past the colon of a key that ends at `from`; `None` where the key has none.
pub(super) fn after_colon(text: &str, from: u32) -> Option<u32> {
    let (at, sign) = tokens(text, from).next()?;
    (sign == b':').then_some(at + 1)
}

/// Just past the last dash between `from` and `to`.
pub(super) fn after_dash(text: &str, from: u32, to: u32) -> Option<u32> {
    let dashes =
        tokens(text, from).take_while(|&(at, sign)| at < to && matches!(sign, b'-' | b':' | b'?'));
    dashes
        .filter(|&(_, sign)| sign == b'-')
        .last()
        .map(|(at, _)| at + 1)
}

/// The last question mark between `from` and `to`: YAML begins a key with it.
pub(super) fn question_mark(text: &str, from: u32, to: u32) -> Option<Span> {
    let signs = tokens(text, from).take_while(|&(at, _)| at < to);
    let marks = signs.filter(|&(_, sign)| sign == b'?');
    marks.last().map(|(at, _)| Span::new(at, at + 1))
}

/// The last tab among the spaces and signs of blocks that stand before a place on its line, where nothing else does.
pub(super) fn indenting_tab(text: &str, at: u32) -> Option<Span> {
    let mark = text.len() - without_mark(text).len();
    let before = text.as_bytes().get(mark..at as usize)?;
    let mut tab = None;
    for (place, &byte) in before.iter().enumerate().rev() {
        match byte {
            b'\t' => tab = tab.or(Some(span(mark + place, mark + place + 1))),
            b' ' | b'-' | b'?' | b':' => {}
            b'\n' | b'\r' => break,
            _ => return None,
        }
    }
    tab
}

/// A block scalar from its `|` or `>` to the end of its last line with content, or of its header where no line has any.
pub(super) fn block_scalar(text: &str, from: u32, content: Span) -> Span {
    let length = content
        .of(text)
        .trim_end_matches(['\n', '\r', ' ', '\t'])
        .len();
    let end = content.start as usize + length;
    let mut signs = tokens(text, from).take_while(|&(at, _)| at < content.end.max(from + 1));
    let indicator = signs.find(|&(_, sign)| !matches!(sign, b'-' | b':' | b'?'));
    let Some((start, b'|' | b'>')) = indicator else {
        return span(content.start as usize, end);
    };
    if length > 0 {
        return span(start as usize, end);
    }
    let rest = text.as_bytes().get(start as usize + 1..).unwrap_or(&[]);
    let more = rest
        .iter()
        .take_while(|sign| matches!(sign, b'+' | b'-' | b'0'..=b'9'));
    span(start as usize, start as usize + 1 + more.count())
}

/// The first `key:value` or `-item` in the lines of a text, with the place of its sign.
pub(super) fn missing_space(text: &str, within: Span) -> Option<(char, Span)> {
    let mut start = within.start as usize;
    for line in within.of(text).split_inclusive(['\n', '\r']) {
        if let Some((sign, at)) = missing_space_in_line(line) {
            return Some((sign, span(start + at, start + at + 1)));
        }
        start += line.len();
    }
    None
}

fn missing_space_in_line(line: &str) -> Option<(char, usize)> {
    let body = line.trim_start_matches(' ');
    let mut at = line.len() - body.len();
    let joins = |c: char| c.is_alphanumeric() || c == '{' || (is_hidden(c) && !c.is_whitespace());
    let body = match body.strip_prefix('-') {
        Some(rest) if rest.starts_with(joins) => return Some(('-', at)),
        Some(rest) if rest.starts_with(' ') => {
            let item = rest.trim_start_matches(' ');
            at += 1 + rest.len() - item.len();
            item
        }
        _ => body,
    };
    let key = body.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.')))?;
    let value = body.get(key..)?.strip_prefix(':')?;
    // A web address is no key.
    let lacks = value.starts_with(|c: char| !c.is_whitespace()) && !value.starts_with("//");
    (key > 0 && lacks).then_some((':', at + key))
}

/// Lines above a place in which a bracket that is still open there may stand.
const LINES: usize = 60;

/// The bracket of a value above the line of a place that is still open there.
pub(super) fn open_bracket(text: &str, at: usize) -> Option<usize> {
    let before = text.get(..at)?;
    let end = before.rfind('\n').map_or(0, |at| at + 1);
    let lines = before.get(..end)?.split_inclusive('\n').rev().take(LINES);
    let start = end - lines.map(str::len).sum::<usize>();
    let (mut depth, mut open, mut quote, mut last) = (0_usize, None, None, ' ');
    for (place, sign) in text.get(start..end)?.char_indices() {
        // Where a value begins: a bracket within a text is one of its letters.
        let begins = matches!(last, ' ' | '\n' | '[' | '{' | ',');
        match (quote, sign) {
            (Some('#'), '\n') => quote = None,
            (Some(own), _) if own == sign => quote = None,
            (Some(_), _) => {}
            (None, '#') if begins => quote = Some('#'),
            (None, '"' | '\'') if begins => quote = Some(sign),
            (None, '[' | '{') if depth > 0 || value_begins(text, start + place) => {
                open = open.filter(|_| depth > 0).or(Some(start + place));
                depth += 1;
            }
            (None, ']' | '}') => depth = depth.saturating_sub(1),
            _ => {}
        }
        last = sign;
    }
    open.filter(|_| depth > 0)
}

/// Whether a bracket is closed before a line that begins no further in than its own.
pub(super) fn is_closed(text: &str, open: usize) -> bool {
    let (before, after) = text.split_at_checked(open).unwrap_or((text, ""));
    let own = before.rsplit('\n').next().unwrap_or("");
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let (mut depth, mut quote, mut last) = (0_usize, None, ' ');
    for (number, line) in after.split_inclusive('\n').enumerate() {
        let begins = line.trim_start();
        let closes = begins.is_empty() || begins.starts_with(['}', ']', ',', '#']);
        if number > 0 && !closes && !own.trim().is_empty() && indent(line) <= indent(own) {
            return false;
        }
        for sign in line.chars() {
            let begins = matches!(last, ' ' | '\n' | '[' | '{' | ',');
            match (quote, sign) {
                (Some('#'), '\n') => quote = None,
                (Some(own), _) if own == sign => quote = None,
                (Some(_), _) => {}
                (None, '#') if begins => quote = Some('#'),
                (None, '"' | '\'') if begins => quote = Some(sign),
                (None, '[' | '{') => depth += 1,
                (None, ']' | '}') if depth <= 1 => return true,
                (None, ']' | '}') => depth -= 1,
                _ => {}
            }
            last = sign;
        }
    }
    false
}

/// Whether what stands at a place is the first of a value: behind a colon or a dash with their space.
fn value_begins(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or("");
    let line = before.rsplit('\n').next().unwrap_or("");
    let trimmed = line.trim_end_matches(' ');
    trimmed.is_empty() || (trimmed.len() < line.len() && trimmed.ends_with([':', '-']))
}

/// The signs from `from` on that are neither space nor comment.
fn tokens(text: &str, from: u32) -> impl Iterator<Item = (u32, u8)> {
    let bytes = text.as_bytes();
    let mut at = from as usize;
    std::iter::from_fn(move || {
        loop {
            match *bytes.get(at)? {
                b' ' | b'\t' | b'\n' | b'\r' => at += 1,
                b'#' => {
                    at +=
                        memchr::memchr2(b'\n', b'\r', bytes.get(at..)?).unwrap_or(bytes.len() - at)
                }
                sign => {
                    at += 1;
                    return Some((span(at - 1, at).start, sign));
                }
            }
        }
    })
}
