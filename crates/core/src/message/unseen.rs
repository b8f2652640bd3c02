//! What the eye does not see in a value: signs around it that leave no trace, and letters that only look like Latin ones.
//! Says that they are there; knows nothing of what the value should be.

use crate::language::{Catalogue, Value};
use atbilst_yaml::invisible::is_hidden;

/// The value without what is not seen around it; `None` where nothing is.
pub(super) fn bare(text: &str) -> Option<&str> {
    let bare = text.trim_matches(is_unseen);
    (bare.len() < text.len()).then_some(bare)
}

/// A number or a day without what is not seen in it and the quotes of a text program around it.
pub(super) fn plain(text: &str) -> String {
    let quote = |c: char| matches!(c, '„' | '“' | '”' | '«' | '»' | '"' | '\'' | '’' | '‘');
    let inner = text.trim_matches(|c| is_unseen(c) || quote(c));
    let seen = inner.chars();
    seen.filter(|&c| c.is_whitespace() || !is_unseen(c))
        .collect()
}

/// The same with digits in the place of letters that look like them, where they stand with digits: the `II` of `1.II.2023` is no
/// eleven. Whether it was meant so must be asked: `0o12` is a number of its own.
pub(super) fn with_digits(text: &str) -> String {
    let inner = plain(text);
    let digits = inner.chars().filter(char::is_ascii_digit).count();
    let letters = inner.chars().filter(|c| c.is_alphabetic()).count();
    let parts = inner.split_inclusive(|c: char| !c.is_alphanumeric());
    let signs = parts.flat_map(|part| {
        let beside = part.contains(|c: char| c.is_ascii_digit());
        part.chars().map(move |c| (c, beside))
    });
    let digit = |(c, beside): (char, bool)| match c {
        c if !beside => c,
        'O' | 'o' | 'О' | 'о' | 'Ο' | 'ο' if digits > letters => '0',
        'l' | 'I' | 'І' | 'ӏ' if digits > letters => '1',
        'З' if digits > letters => '3',
        c => c,
    };
    signs.map(digit).collect()
}

/// Says what is not seen in a value; `None` where all can be seen.
pub(super) fn told(text: &str, catalogue: &Catalogue) -> Option<String> {
    around(text, catalogue)
        .or_else(|| within(text, catalogue))
        .or_else(|| foreign(text, catalogue))
}

/// The same of the name of a field.
pub(super) fn told_of_name(name: &str, catalogue: &Catalogue) -> Option<String> {
    beside(name, catalogue, ["unseen.before_name", "unseen.after_name"])
        .or_else(|| inside(name, catalogue, "unseen.within_name"))
        .or_else(|| foreign(name, catalogue))
}

/// Names the first sign within a value that nobody sees.
pub(super) fn within(text: &str, catalogue: &Catalogue) -> Option<String> {
    inside(text, catalogue, "unseen.within")
}

fn inside(text: &str, catalogue: &Catalogue, key: &str) -> Option<String> {
    let sign = text.trim().chars().find(|&c| leaves_no_trace(c))?;
    let name = Value::from(code_point(sign));
    Some(catalogue.say(key, &[("sign", name)]))
}

/// A value with a name in the place of each sign that nobody sees: `2022-12[U+200B]-20`.
pub(super) fn seen(text: &str) -> String {
    let mut seen = String::with_capacity(text.len());
    for c in text.chars() {
        match leaves_no_trace(c) {
            true => seen.extend(["[", &code_point(c), "]"]),
            false => seen.push(c),
        }
    }
    seen
}

/// Whether nobody sees a sign, nor that it parts anything.
fn leaves_no_trace(c: char) -> bool {
    is_hidden(c) && !c.is_whitespace()
}

/// Says which sign stands before or after a value.
pub(super) fn around(text: &str, catalogue: &Catalogue) -> Option<String> {
    beside(text, catalogue, ["unseen.before", "unseen.after"])
}

fn beside(text: &str, catalogue: &Catalogue, keys: [&str; 2]) -> Option<String> {
    let [at_first, at_last] = keys;
    let bare = bare(text)?;
    let (before, after) = text.split_once(bare)?;
    let (key, sign) = match (before.chars().next(), after.chars().next()) {
        (_, Some(sign)) => (at_last, sign),
        (Some(sign), None) => (at_first, sign),
        (None, None) => return None,
    };
    let name = match sign {
        ' ' => catalogue.say("unseen.space", &[]),
        '\u{a0}' | '\u{202f}' => catalogue.say("unseen.no_break_space", &[]),
        '\n' | '\r' => catalogue.say("unseen.line_break", &[]),
        other => code_point(other),
    };
    Some(catalogue.say(key, &[("sign", name.into())]))
}

/// Names the first letter of another alphabet among Latin letters and digits.
pub(super) fn foreign(text: &str, catalogue: &Catalogue) -> Option<String> {
    if text.is_ascii() || !text.contains(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let (place, letter) = text.chars().zip(1_usize..).find_map(|(c, place)| {
        let latin = matches!(c, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}');
        (c.is_alphabetic() && !latin).then_some((place, c))
    })?;
    let alphabet = match letter {
        '\u{370}'..='\u{3ff}' => "unseen.greek",
        '\u{400}'..='\u{52f}' => "unseen.cyrillic",
        _ => "unseen.other",
    };
    let about = [
        ("place", Value::from(place)),
        ("letter", letter.to_string().into()),
        ("alphabet", catalogue.say(alphabet, &[]).into()),
        ("code", code_point(letter).into()),
    ];
    Some(catalogue.say("unseen.foreign", &about))
}

fn code_point(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

fn is_unseen(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
        )
}
