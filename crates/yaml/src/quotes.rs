//! Of an error in the text, the quote that is its cause: one that is not closed takes the keys below it for its text, and one of a
//! text program encloses nothing.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "offsets into a text that holds them: no text has more than 4 GiB"
)]

use super::{ProblemKind, span};
use crate::source::Span;

/// The quotes of text programs that open a text.
const TYPOGRAPHIC: [char; 8] = ['“', '”', '„', '«', '‘', '’', '‚', '‹'];

/// The quote that an error at a place comes from.
pub(super) fn cause(text: &str, at: usize) -> Option<(ProblemKind, Span)> {
    let line_start = |at: usize| {
        text.get(..at)?
            .rfind('\n')
            .map_or(Some(0), |at| Some(at + 1))
    };
    let line_end = |at: usize| {
        let rest = text.get(at..)?;
        Some(rest.find('\n').map_or(text.len(), |end| at + end))
    };
    if let Some((start, sign)) = typographic(text.get(line_start(at)?..at)?) {
        let start = line_start(at)? + start;
        let place = span(start, start + sign.len_utf8());
        return Some((ProblemKind::TypographicQuote(sign), place));
    }
    let mut open = None;
    for (start, end) in quoted(text) {
        if line_start(start)? > at {
            break;
        }
        if at <= line_end(end)? && text.get(start..end)?.lines().skip(1).any(is_key) {
            open = Some(start);
        }
    }
    let start = open?;
    let sign = text.get(start..)?.chars().next()?;
    Some((ProblemKind::UnclosedQuote(sign), span(start, start + 1)))
}

/// The last value within the brackets of a line that begins with a quote of a text program and is still open at the end of what is
/// given. Outside of brackets quotes around the whole line put it right, whatever it begins with.
fn typographic(line: &str) -> Option<(usize, char)> {
    let is_open = |&(at, sign): &(usize, char)| {
        let before = line.get(..at).unwrap_or_default();
        let begins = before.ends_with([' ', '[', '{'])
            && before.trim_end().ends_with([':', '-', ',', '[', '{']);
        let rest = line.get(at + sign.len_utf8()..).unwrap_or_default();
        begins && before.contains(['{', '[']) && !rest.contains(['”', '“', '»', '’', '‘', '›'])
    };
    let mut signs = line.char_indices().filter(|(_, c)| TYPOGRAPHIC.contains(c));
    signs.rfind(is_open)
}

/// Whether a line reads like a key with its value.
fn is_key(line: &str) -> bool {
    let line = line.trim();
    let line = line.strip_prefix("- ").unwrap_or(line);
    line.split_once(':').is_some_and(|(key, rest)| {
        let fits = |c: char| c.is_ascii_alphanumeric() || "_-.[]*{ ".contains(c);
        !key.is_empty() && key.chars().all(fits) && (rest.is_empty() || rest.starts_with(' '))
    })
}

/// The quoted texts of more than one line, each from its quote to that which ends it.
fn quoted(text: &str) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(b'\n');
    let (mut at, mut depth, mut opens, mut found) = (0, 0_usize, true, Vec::new());
    let line_end = |at: usize| {
        let rest = bytes.get(at..).unwrap_or_default();
        memchr::memchr(b'\n', rest).map_or(bytes.len(), |end| at + end)
    };
    while at < bytes.len() {
        match byte(at) {
            b'\n' => opens = true,
            b' ' | b'\t' => {}
            b'#' if at == 0 || byte(at - 1).is_ascii_whitespace() => at = line_end(at) - 1,
            sign @ (b'"' | b'\'') if opens => {
                let end = closing(bytes, at, sign);
                let inside = bytes.get(at..end).unwrap_or_default();
                if inside.contains(&b'\n') {
                    found.push((at, end));
                }
                (at, opens) = (end, false);
            }
            b'|' | b'>' if opens && depth == 0 => {
                at = past_block(text, at) - 1;
                opens = true;
            }
            b':' if byte(at + 1).is_ascii_whitespace() => opens = true,
            b'-' if opens && byte(at + 1) == b' ' => {}
            b'[' | b'{' if opens => depth += 1,
            b']' | b'}' => {
                depth = depth.saturating_sub(1);
                opens = false;
            }
            b',' if depth > 0 => opens = true,
            _ => opens = false,
        }
        at += 1;
    }
    found
}

/// The quote that ends a text; the end of everything where none does.
pub(super) fn closing(bytes: &[u8], open: usize, sign: u8) -> usize {
    let mut at = open + 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' if sign == b'"' => at += 1,
            b'\'' if sign == byte && bytes.get(at + 1) == Some(&sign) => at += 1,
            _ if byte == sign => return at,
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

/// Where the lines of a text end that begins behind `|` or `>`.
fn past_block(text: &str, sign: usize) -> usize {
    let (above, rest) = text.split_at_checked(sign).unwrap_or((text, ""));
    let start = above.rfind('\n').map_or(0, |at| at + 1);
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let own = indent(text.get(start..).unwrap_or_default());
    let mut end = rest.find('\n').map_or(text.len(), |at| sign + at + 1);
    for line in text.get(end..).unwrap_or_default().split_inclusive('\n') {
        if !line.trim().is_empty() && indent(line) <= own {
            break;
        }
        end += line.len();
    }
    end
}
