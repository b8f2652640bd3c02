//! What comes from other programs: files that are no text, and the signs that a text program or a web page puts in the place of
//! spaces and dashes.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "offsets into a text that holds them: no text has more than 4 GiB"
)]

use super::{Document, Kind, Problem, ProblemKind, span};
use crate::invisible::is_shapeless;
use crate::source::{Span, without_mark};

/// Lines above an error that may be its cause.
const ABOVE: usize = 3;

/// How files begin that people take for text.
const BEGINNINGS: [(&[u8], &str); 5] = [
    (b"PK\x03\x04", "DOCX, XLSX, ODT"),
    (b"PK\x05\x06", "DOCX, XLSX, ODT"),
    (b"%PDF-", "PDF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "DOC, XLS"),
    (b"{\\rtf", "RTF"),
];

/// What kind of file bytes are, where that is known and no text.
pub(super) fn document(bytes: &[u8]) -> Option<&'static str> {
    let mut known = BEGINNINGS.iter();
    known
        .find(|(begins, _)| bytes.starts_with(begins))
        .map(|(_, name)| *name)
}

/// Whether bytes are UTF-16 that does not say so: of its first letters every other byte is nothing.
pub(super) fn is_utf16(bytes: &[u8]) -> bool {
    let begin = bytes.get(..bytes.len().min(64) & !1).unwrap_or(&[]);
    let pairs = || begin.chunks_exact(2);
    let latin = |at: usize| pairs().filter(|pair| pair.get(at) == Some(&0)).count();
    let most = pairs().count() / 2;
    begin.len() >= 8 && (latin(0) > most || latin(1) > most)
}

/// A text that a program for versions left in the place of the file.
pub(super) fn left_by_versions(text: &str) -> Option<Problem> {
    let mark = text.len() - without_mark(text).len();
    let told = |kind: ProblemKind, start: usize| Some(Problem::new(kind, span(start, start + 7)));
    if without_mark(text).starts_with("version https://git-lfs.github.com/spec/") {
        return told(ProblemKind::VersionPointer, mark);
    }
    let begins_line = |at: usize| at == mark || text.as_bytes().get(at - 1) == Some(&b'\n');
    let first = |sign: &str| {
        // Searched for as a whole: a look at each line was 5 % of the work on an application.
        let mut found = memchr::memmem::find_iter(text.as_bytes(), sign);
        found.find(|&at| begins_line(at))
    };
    let both = ["<<<<<<< ", ">>>>>>> "].into_iter().filter_map(first);
    told(ProblemKind::Conflict, both.min()?)
}

/// Whether a sign looks like a space and is none.
pub fn is_no_break(c: char) -> bool {
    matches!(
        c,
        '\u{a0}' | '\u{2007}' | '\u{202f}' | '\u{2000}'..='\u{200a}' | '\u{3000}'
    )
}

/// Whether there is such a sign anywhere in a text; all of them begin with one of three bytes, which are rare.
fn holds_no_break(text: &str) -> bool {
    let mut begins = memchr::memchr3_iter(0xc2, 0xe2, 0xe3, text.as_bytes());
    begins.any(|at| {
        let sign = text.get(at..).and_then(|rest| rest.chars().next());
        sign.is_some_and(is_no_break)
    })
}

/// Quotes that a text may begin with.
const QUOTES: [char; 8] = ['„', '“', '”', '‘', '’', '«', '»', '‚'];

/// Whether a line begins with something that a text program takes for a dash.
pub(super) fn bullet(line: &str) -> Option<(usize, usize)> {
    let body = line.trim_start_matches(|c| c == ' ' || c == '\t' || is_no_break(c));
    let indent = line.len() - body.len();
    let arrow = ['»', '›'].iter().find(|&&sign| body.starts_with(sign));
    let sign = sign_of_item(body).or_else(|| Some(arrow?.len_utf8()))?;
    let rest = body.get(sign..)?;
    let item = rest.trim_start_matches(|c: char| c.is_whitespace() || is_no_break(c));
    // `• - name: A` has its dash besides.
    let item = item.strip_prefix("- ").unwrap_or(item);
    let key = item.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))?;
    (is_spaced(rest) && key > 0 && item.get(key..)?.starts_with(':')).then_some((indent, sign))
}

/// How long the sign is with which a text begins as an item, other than a dash and a space; `-Anna` lacks the space alone.
pub fn item_sign(body: &str) -> Option<usize> {
    let lacks_space = |rest: &str| rest.starts_with(char::is_alphabetic);
    match body.strip_prefix('-') {
        Some(rest) => lacks_space(rest).then_some(1),
        None => sign_of_item(body).filter(|&sign| body.get(sign..).is_some_and(is_spaced)),
    }
}

fn is_spaced(rest: &str) -> bool {
    rest.starts_with(|c| c == ' ' || c == '\t' || is_no_break(c))
}

/// How long the sign is that a text program takes for a dash.
fn sign_of_item(body: &str) -> Option<usize> {
    let digits = body.len() - body.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    Some(match body.chars().next()? {
        c @ ('•' | '–' | '—' | '·' | '▪' | '◦' | '●' | '‣' | '∙' | '−' | '\u{f0b7}' | '*') => {
            c.len_utf8()
        }
        '0'..='9' if digits <= 2 && body.get(digits..)?.starts_with(['.', ')']) => digits + 1,
        c if c.is_ascii_alphabetic() && body.get(1..)?.starts_with([')', '.']) => 2,
        // What Word's round bullet becomes on a web page.
        'o' => 1,
        '+' => 1,
        // Any other sign that no text begins with, and that is seen.
        c if !c.is_ascii() && !c.is_alphanumeric() && !is_shapeless(c) && !QUOTES.contains(&c) => {
            c.len_utf8()
        }
        _ => return None,
    })
}

/// Of an error in the text, what in its line or above it comes from another program.
pub(super) fn cause(text: &str, at: usize) -> Option<(ProblemKind, Span)> {
    let end = text
        .get(at..)?
        .find('\n')
        .map_or(text.len(), |end| at + end);
    let mut stop = end;
    for _ in 0..=ABOVE {
        let start = text.get(..stop)?.rfind('\n').map_or(0, |at| at + 1);
        let line = text.get(start..stop)?;
        if let Some((indent, length)) = bullet(line) {
            return Some((
                ProblemKind::Bullet,
                span(start + indent, start + indent + length),
            ));
        }
        if let Some((at, sign)) = no_break(line) {
            let at = start + at;
            return Some((
                ProblemKind::NoBreakSpace(sign),
                span(at, at + sign.len_utf8()),
            ));
        }
        stop = start.checked_sub(1)?;
    }
    None
}

/// The first sign of a line that looks like a space where YAML needs one: before its first word, straight behind a colon, or before the
/// remark behind a closing quote or the sign of a block.
fn no_break(line: &str) -> Option<(usize, char)> {
    let (mut before, mut last) = (' ', ' ');
    let mut begins = true;
    for (at, c) in line.char_indices() {
        if c == '#' && matches!(before, ' ') {
            // What stands in a remark needs no space of YAML.
            return None;
        }
        let remark = || {
            line.get(at + c.len_utf8()..)
                .is_some_and(|rest| rest.starts_with('#'))
        };
        let ends = matches!(last, '"' | '\'' | '|' | '>') && is_no_break(c) && remark();
        if ends || (is_no_break(c) && (begins || matches!(before, ':' | '-'))) {
            return Some((at, c));
        }
        begins &= matches!(c, ' ' | '-');
        before = c;
        if !(c == ' ' || is_no_break(c)) {
            last = c;
        }
    }
    None
}

/// The first key in which a sign stands that looks like a space: it was meant as an indentation, or as the space behind a colon.
pub(super) fn no_break_key(document: Document<'_>) -> Option<Problem> {
    if !holds_no_break(document.text) {
        return None;
    }
    let mappings = document
        .ids()
        .filter(|&id| document.kind(id) == Kind::Mapping);
    let mut keys = mappings.flat_map(|id| document.entries(id).map(|(key, _)| key));
    keys.find_map(|key| {
        let place = document.span(key);
        let written = place.of(document.text);
        let begins = written
            .chars()
            .next()
            .filter(|&c| is_no_break(c))
            .map(|c| (0, c));
        let inside = || {
            let at = written.find(':')? + 1;
            let sign = written
                .get(at..)?
                .chars()
                .next()
                .filter(|&c| is_no_break(c))?;
            Some((at, sign))
        };
        let (at, sign) = begins.or_else(inside)?;
        let start = place.start as usize + at;
        Some(Problem::new(
            ProblemKind::NoBreakSpace(sign),
            span(start, start + sign.len_utf8()),
        ))
    })
}
