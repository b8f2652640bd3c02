//! The one place where foreign text is made harmless for the reader of a format: file names, values and quotes may hold anything.
//! Knows nothing of what the text says.

pub(crate) mod commands;
mod paths;

use std::borrow::Cow;
use std::fmt::Write as _;

pub use atbilst_yaml::invisible::is_hidden;
pub use commands::{Spelling, command_free};
pub use paths::{named_path, path_name, typed};

/// So many bytes of a text are looked at together.
const BLOCK: usize = 64;

/// The hidden characters of a text and where they stand. Blocks that hold none of the bytes that one begins with are passed over:
/// a check that writes JSON takes 14 % longer if every character is looked at.
pub fn hidden(text: &str) -> impl Iterator<Item = (usize, char)> {
    suspects(text).filter(|&(_, c)| is_hidden(c))
}

/// What is hidden, and what would make a line a command wherever it stands, in the midst of a text and where each stands.
pub(crate) fn obeyed(text: &str) -> impl Iterator<Item = (usize, char)> {
    let is_sign = |at, c| c == '#' && commands::is_command_sign(text, at);
    suspects(text).filter(move |&(at, c)| is_hidden(c) || is_sign(at, c))
}

fn suspects(text: &str) -> impl Iterator<Item = (usize, char)> {
    let (blocks, rest) = text.as_bytes().as_chunks::<BLOCK>();
    // Of an array, and not by `any`, which would stop at the first: so the processor compares many bytes at once.
    let may_hide =
        |block: &[u8; BLOCK]| block.iter().fold(false, |any, &byte| any | may_begin(byte));
    let blocks = (0..).step_by(BLOCK).zip(blocks);
    let blocks = blocks.filter(move |(_, block)| may_hide(block));
    let blocks = blocks.map(|(start, block)| (start, block.as_slice()));
    let rest = (text.len().saturating_sub(rest.len()), rest);
    let bytes = blocks
        .chain([rest])
        .flat_map(|(start, block)| (start..).zip(block));
    let places = bytes.filter_map(|(at, &byte)| may_begin(byte).then_some(at));
    places.filter_map(|at| {
        let c = text.get(at..)?.chars().next()?;
        Some((at, c))
    })
}

/// Whether what is looked for may begin with a byte.
const fn may_begin(byte: u8) -> bool {
    (byte < 0x20)
        | (byte == b'#')
        | (byte == 0x7f)
        | (byte == 0xc2)
        | (byte == 0xd8)
        | (byte == 0xe1)
        | (byte == 0xe2)
        | (byte == 0xef)
        | (byte == 0xf3)
}

/// On one line, with every hidden character written out as `\u{…}`.
pub fn shown(text: &str) -> Cow<'_, str> {
    // As nearly every text: a page with every trace is made 8 % sooner.
    if hidden(text).next().is_none() {
        return Cow::Borrowed(text);
    }
    written_out(text, is_hidden)
}

/// As [`shown`], but its line breaks stay.
pub fn shown_lines(text: &str) -> Cow<'_, str> {
    written_out(text, |c| c != '\n' && is_hidden(c))
}

/// With every hidden character replaced by one visible character, so that columns stay what they were;
/// line breaks and tabs stay.
pub fn pictured(text: &str) -> Cow<'_, str> {
    let replaced = |c: char| is_hidden(c) && c != '\n' && c != '\t';
    if !text.contains(replaced) {
        return Cow::Borrowed(text);
    }
    let picture = |c: char| match c {
        // Unicode has a picture for each control character of ASCII.
        '\0'..='\u{1f}' => char::from_u32(0x2400 | u32::from(c)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        _ => '\u{fffd}',
    };
    let pictured = text
        .chars()
        .map(|c| if replaced(c) { picture(c) } else { c });
    Cow::Owned(pictured.collect())
}

/// An address that may be made a link: `https` and nothing but visible ASCII.
pub fn link(url: &str) -> Option<&str> {
    let visible = url.bytes().all(|byte| byte.is_ascii_graphic());
    (visible && url.starts_with("https://")).then_some(url)
}

/// As words for a spreadsheet program, which would compute a cell that begins like a formula: such words get an apostrophe before them.
pub fn unformula(text: &str) -> Cow<'_, str> {
    if text
        .trim_start_matches([' ', '\u{a0}'])
        .starts_with(is_formula)
    {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Whether a formula begins with a sign.
fn is_formula(c: char) -> bool {
    matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n')
        // The same signs at the width of Chinese letters.
        || matches!(c, '\u{ff1d}' | '\u{ff0b}' | '\u{ff0d}' | '\u{ff20}')
}

/// As a cell of a table whose cells `own` sets apart: no formula, nor is any part of it for a program that takes another sign to do so.
pub fn cell(text: &str, own: char) -> String {
    let text = unformula(text);
    let mut out = String::with_capacity(text.len());
    let mut begins = false;
    for c in text.chars() {
        if begins && is_formula(c) {
            out.push('\'');
        }
        let separates = matches!(c, ',' | ';' | '\t' | '|' | '\n') && c != own;
        begins = separates || (begins && matches!(c, ' ' | '\u{a0}' | '"'));
        out.push(c);
    }
    out
}

/// At most so many UTF-16 units, with a sign that there was more: a cell of a workbook holds no more.
pub fn cut(text: &str, units: usize) -> Cow<'_, str> {
    if text.len() <= units || text.encode_utf16().count() <= units {
        return Cow::Borrowed(text);
    }
    let mut left = units.saturating_sub(1);
    let fits = |c: &char| match left.checked_sub(c.len_utf16()) {
        Some(rest) => {
            left = rest;
            true
        }
        None => false,
    };
    let kept: String = text.chars().take_while(fits).collect();
    Cow::Owned(kept + "…")
}

/// As the message of a GitHub workflow command: it stays in the one line that the runner reads as a command.
pub fn github_data(text: &str) -> String {
    encoded(&shown_lines(text), |c| matches!(c, '%' | '\n'))
}

/// As a property of a GitHub workflow command, which a colon or comma would end.
pub fn github_property(text: &str) -> String {
    encoded(&shown_lines(text), |c| matches!(c, '%' | '\n' | ':' | ','))
}

/// As text of XML 1.0, which forbids more characters than are hidden. The signs of markup are left to the writer.
pub fn xml(text: &str) -> Cow<'_, str> {
    written_out(text, |c| c != '\n' && is_hidden_in_xml(c))
}

/// As an attribute of XML 1.0: the same on one line, for a reader takes a line break there for a space.
pub fn xml_attribute(text: &str) -> Cow<'_, str> {
    written_out(text, is_hidden_in_xml)
}

fn is_hidden_in_xml(c: char) -> bool {
    is_hidden(c) || matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// As plain text within a line of Markdown, never at its beginning: no sign of it means anything, and a line break is `<br>`.
/// Braces become entities, so that the text may also stand in a SARIF message.
pub fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len().saturating_add(8));
    let mut before = None;
    let shown = shown_lines(text);
    let mut signs = shown.chars().peekable();
    while let Some(c) = signs.next() {
        match c {
            '\n' => out.push_str("<br>"),
            '{' => out.push_str("&#123;"),
            '}' => out.push_str("&#125;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '!' | '|' | '<' | '>' | '~' | '&' | '@'
            | '$' | '^' => out.extend(['\\', c]),
            // `https://` and `www.` make links, `:name:` a picture.
            ':' if signs.peek().is_some_and(|next| !next.is_whitespace()) => out.push_str("\\:"),
            '.' if matches!(before, Some('w' | 'W')) => out.push_str("\\."),
            _ => out.push(c),
        }
        before = Some(c);
    }
    out
}

/// As a SARIF message, in which brackets would make a link and braces a placeholder (SARIF 2.1.0, 3.11.5 and 3.11.6).
pub fn sarif(text: &str) -> String {
    let mut out = String::with_capacity(text.len().saturating_add(8));
    for c in shown_lines(text).chars() {
        match c {
            '[' | ']' | '\\' => out.extend(['\\', c]),
            '{' | '}' => out.extend([c, c]),
            _ => out.push(c),
        }
    }
    out
}

/// A path, as reports name it, as the reference of a URI: relative where the path is, every byte but the plainest encoded.
/// The bytes that the program wrote in names of files as `\xNN` are themselves again.
pub fn uri(path: &str) -> String {
    let drive = matches!(path.as_bytes(), [letter, b':', b'/', ..] if letter.is_ascii_alphabetic());
    let mut out = String::with_capacity(path.len().saturating_add(8));
    if drive {
        out.push_str("file:///");
    } else if path.starts_with('/') {
        out.push_str("file://");
    }
    let mut rest = path.as_bytes();
    while let [byte, after @ ..] = rest {
        let (byte, after) = match rest {
            [b'\\', b'x', high, low, past @ ..] => match (hex(*high), hex(*low)) {
                (Some(high), Some(low)) => (high << 4 | low, past),
                _ => (b'\\', after),
            },
            _ => (*byte, after),
        };
        let plain = byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
        if plain || (drive && byte == b':' && out.len() == "file:///C".len()) {
            out.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(out, "%{byte:02X}");
        }
        rest = after;
    }
    out
}

fn hex(digit: u8) -> Option<u8> {
    let lower = !digit.is_ascii_uppercase();
    let digit = char::from(digit).to_digit(16).filter(|_| lower)?;
    u8::try_from(digit).ok()
}

fn encoded(text: &str, special: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len().saturating_add(8));
    for c in text.chars() {
        if special(c) {
            let _ = write!(out, "%{:02X}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

fn written_out(text: &str, hidden: impl Fn(char) -> bool + Copy) -> Cow<'_, str> {
    if !text.contains(hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len().saturating_add(8));
    for c in text.chars() {
        if hidden(c) {
            // Writing to a string does not fail.
            let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests;
