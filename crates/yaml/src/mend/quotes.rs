//! A value in quotes, where it begins with a sign that YAML keeps for itself or holds one.

use super::{Names, Under};
use crate::Remark;
use crate::backslashes::is_path;
use crate::invisible::is_hidden;
use crate::write;

/// Signs that say nothing behind a closing quote.
const SIGNS: [char; 8] = [',', ';', '.', ' ', ']', '}', ':', '\\'];

/// Quotes.
const QUOTES: [char; 11] = ['"', '\'', '“', '”', '„', '’', '‘', '‚', '»', '«', '`'];

/// What a backslash within double quotes may stand before.
const ESCAPES: &str = "0abtnvfre \"/\\N_LP\t";

/// Or before one of these, with so many hexadecimal digits.
const NUMBERED: [(char, usize); 3] = [('x', 2), ('u', 4), ('U', 8)];

/// A line `key: value` in its parts.
struct Parts<'t> {
    before: &'t str,
    key: &'t str,
    value: &'t str,
    comment: String,
}

impl<'t> Parts<'t> {
    fn of(line: &'t str, brackets: bool) -> Option<Self> {
        let body = line.trim_start_matches([' ', '-']);
        let start = line.len() - body.len();
        let colon = body
            .find(": ")
            .or_else(|| body.strip_suffix(':').map(str::len))?;
        let (key, value) = (body.get(..colon)?, body.get(colon + 1..)?.trim());
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
        // In braces or brackets nobody knows where the value ends.
        let opens = !brackets && value.starts_with(['{', '[', '|', '>']);
        if !key.chars().all(plain) || key.is_empty() || value.is_empty() || opens {
            return None;
        }
        let remark = Remark::of(value);
        Some(Self {
            before: line.get(..start)?,
            key,
            value: remark.value,
            comment: remark.behind(),
        })
    }

    fn with(&self, value: &str) -> String {
        let Self {
            before,
            key,
            comment,
            ..
        } = self;
        format!("{before}{key}: {value}{comment}")
    }
}

/// A line `key: value` with its whole value in quotes; one that begins with a bracket only where it is known that it ends before the
/// value does.
pub(super) fn in_quotes(line: &str, brackets: bool) -> Option<String> {
    let parts = Parts::of(line, brackets)?;
    let once = |sign: char| parts.value.matches(sign).count() == 1;
    // A quote that opens and does not close, or the other way round.
    let value = match parts.value.chars().next()? {
        sign @ ('"' | '\'') if once(sign) => parts.value.get(1..)?,
        _ => parts.value,
    };
    Some(parts.with(&quoted(value)))
}

/// A line whose value goes on behind a closing quote, with the quotes that enclose it around all of it; and whether nothing else can
/// be meant.
pub(super) fn after_quote(line: &str) -> Option<(String, bool)> {
    let parts = Parts::of(line, true)?;
    // A space that does not break stands behind the quote, or what is not seen at all.
    let value = parts
        .value
        .trim_end_matches(|c: char| c.is_whitespace() || is_hidden(c));
    let of_quote = |sign: char| {
        value.starts_with(sign) && value.ends_with(sign) && value.matches(sign).count() == 2
    };
    if ['"', '\''].into_iter().any(of_quote) {
        return Some((parts.with(value), true));
    }
    let sign = value
        .chars()
        .next()
        .filter(|sign| matches!(sign, '"' | '\''));
    if let Some(alone) = alone(line) {
        return Some(alone);
    }
    if let Some(text) = sign.and_then(|sign| enclosed(value, sign)) {
        return Some((parts.with(&quoted(&text)), true));
    }
    if let Some(line) = sign.and_then(|sign| remark_behind(&parts, value, sign)) {
        return Some((line, false));
    }
    // Of several texts in quotes nobody knows that they are one.
    let even = several(value).is_none()
        && sign.is_none_or(|sign| value.matches(sign).count().is_multiple_of(2))
        && sign.is_none_or(|sign| goes_on(value, sign));
    Some((in_quotes(line, true)?, even))
}

/// `"90000000000" (precizēt)`: what stands behind a number, or behind an id, says something of it, and is a remark.
fn remark_behind(parts: &Parts<'_>, value: &str, sign: char) -> Option<String> {
    let (name, behind) = value.get(1..)?.split_once(sign)?;
    let is_number = !name.contains(' ') && name.contains(|c: char| c.is_ascii_digit());
    let is_said = behind.starts_with(' ') && !behind.contains(sign);
    let rest = behind.trim();
    let word = rest.trim_start_matches('(');
    let word = word.split(|c: char| !c.is_alphabetic()).next()?;
    let begins = word.starts_with(char::is_lowercase) && word.chars().nth(3).is_some();
    let line = parts.with(&format!("{sign}{name}{sign}   # {rest}"));
    (is_number && is_said && begins).then_some(line)
}

/// Whether words follow the first closing quote, so that the quotes are those of a name within the text; another sign may be anything, and
/// so may what stands behind a number.
fn goes_on(value: &str, sign: char) -> bool {
    let parts = value.get(1..).and_then(|rest| rest.split_once(sign));
    let is_number = |name: &str| !name.contains(' ') && name.contains(|c: char| c.is_ascii_digit());
    let parts = parts.filter(|(name, _)| !is_number(name));
    let behind = parts.and_then(|(_, behind)| behind.strip_prefix(' '));
    let word = behind.map(|behind| behind.trim_start_matches(['(', '–', '-', ' ', '"', '\'']));
    let mut letters = word.unwrap_or("").chars();
    letters.next().is_some_and(char::is_alphabetic)
        && letters.next().is_some_and(char::is_alphabetic)
}

/// A line without the signs that stand behind its closing quote, `name: "A",`, as another notation has a comma there; and whether nothing
/// else can be meant: `name: "A".` has the end of a sentence, more likely than of a name.
pub(super) fn alone(line: &str) -> Option<(String, bool)> {
    let parts = Parts::of(line, true)?;
    let sign = parts.value.chars().next()?;
    let alone = parts
        .value
        .trim_end_matches(|c| QUOTES.contains(&c) && c != sign || SIGNS.contains(&c));
    // Quotes as text programs make them of those that were typed, one more than are open.
    let stray = |c: char| QUOTES.contains(&c);
    let alone = match parts.value.get(alone.len()..)?.contains(stray) {
        true => alone,
        false => parts.value.trim_end_matches(SIGNS),
    };
    let behind = parts.value.get(alone.len()..)?;
    let is_one = matches!(sign, '"' | '\'') && alone.len() > 1 && alone.ends_with(sign);
    let ends = is_one && alone.matches(sign).count() == 2 && !behind.is_empty();
    ends.then(|| (parts.with(alone), !behind.contains(['.', ']', '}'])))
}

/// `"A", "B"`: texts in quotes of their own, with a sign between them.
fn several(value: &str) -> Option<Vec<&str>> {
    let (mut all, mut rest) = (Vec::new(), value);
    while !rest.is_empty() {
        let sign = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (text, behind) = rest.get(1..)?.split_once(sign)?;
        all.push(text);
        let behind = behind.trim_start();
        rest = behind.trim_start_matches([',', ';', ' ']);
        if behind.len() == rest.len() && !rest.is_empty() {
            return None;
        }
    }
    (all.len() > 1).then_some(all)
}

/// Texts in quotes of their own behind the name of a list: each is an item.
pub(super) fn as_list(line: &str, names: Names<'_>) -> Option<String> {
    let parts = Parts::of(line, true)?;
    let items: Vec<String> = several(parts.value)?.into_iter().map(quoted).collect();
    let named = names.named(parts.key)?;
    (named.under == Under::Items).then(|| parts.with(&format!("[{}]", items.join(", "))))
}

/// The text in quotes that hold others of their kind: doubled, as table programs write them, or opened after a space; or an
/// apostrophe. None where the first closes before the last opens: they belong to the text.
fn enclosed(value: &str, sign: char) -> Option<String> {
    let inside = value.strip_prefix(sign)?.strip_suffix(sign)?;
    let (one, two) = (sign.to_string(), format!("{sign}{sign}"));
    let all = inside.matches(sign).count();
    // Two of them around a part of it; alone they are the end of one text and the beginning of another.
    if all > 0 && all.is_multiple_of(4) && all == inside.matches(&two).count() * 2 {
        return Some(inside.replace(&two, &one));
    }
    let first = inside.find(sign)?;
    let before = inside.get(..first)?.chars().next_back();
    let after = inside.get(first + 1..)?.chars().next();
    let opens = before.is_none_or(|c| c.is_whitespace() || c == '(') && all.is_multiple_of(2);
    let letters = before.is_some_and(char::is_alphabetic) && after.is_some_and(char::is_alphabetic);
    let apostrophe = sign == '\'' && all == 1 && letters;
    (opens || apostrophe).then(|| inside.to_owned())
}

/// A line in whose double quotes a backslash means nothing, as it was meant; and whether nothing else can be. `at` is the backslash.
pub(super) fn escaped(line: &str, at: usize) -> Option<(String, bool)> {
    let twice = || Some(format!("{}\\{}", line.get(..at)?, line.get(at..)?));
    let whole = Parts::of(line, false).and_then(|parts| {
        let inside = parts.value.strip_prefix('"')?.strip_suffix('"')?;
        Some((parts, inside))
    });
    let Some((parts, inside)) = whole else {
        return Some((twice()?, false));
    };
    if is_path(inside) {
        return Some((parts.with(&quoted(inside)), true));
    }
    let mut signs = inside.chars();
    let (mut known, mut marks, mut doubled) = (false, false, String::new());
    while let Some(sign) = signs.next() {
        doubled.push(sign);
        if sign != '\\' {
            continue;
        }
        let is_escape = escapes(signs.as_str());
        let next = signs.next();
        let stands = matches!(next, Some('"' | '\\'));
        marks |= stands;
        known |= !stands && is_escape;
        if !is_escape {
            doubled.push('\\');
        }
        doubled.extend(next);
    }
    match marks {
        // Whoever writes `\"` knows what a backslash does.
        true => Some((parts.with(&format!("\"{doubled}\"")), !known)),
        false => Some((parts.with(&quoted(inside)), !known)),
    }
}

/// Whether a backslash before this text means something.
fn escapes(text: &str) -> bool {
    text.starts_with(|sign| ESCAPES.contains(sign))
        || NUMBERED.iter().any(|&(sign, digits)| {
            let number = text.strip_prefix(sign).and_then(|rest| rest.get(..digits));
            number.is_some_and(|number| number.bytes().all(|digit| digit.is_ascii_hexdigit()))
        })
}

/// A text in the quotes that leave it as it is, and with the lines that it has.
fn quoted(text: &str) -> String {
    let plain = text.contains(['"', '\\']) && !text.contains('\'');
    if plain && !text.contains(|c: char| c.is_control() && c != '\n') {
        return format!("'{text}'");
    }
    let lines: Vec<String> = text.split('\n').map(write::quoted).collect();
    // The quotes that end a line and begin the next.
    lines.join("\n").replace("\"\n\"", "\n")
}
