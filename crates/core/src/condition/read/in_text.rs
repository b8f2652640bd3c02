//! Conditions that are written as a text.

use crate::context::{Names, Place, TELLS_AUTHORS, never_computed, of_family, other_word};
use crate::form::Family;
use atbilst_yaml::NodeId;
use atbilst_yaml::decode::Decoder;

/// A condition that is written as a text.
pub(super) fn refuse<T>(reader: &Decoder<'_>, node: NodeId, names: &Names<'_>) -> Option<T> {
    if !TELLS_AUTHORS {
        return reader.refuse(node, "book.condition_in_text", &[]);
    }
    let text = reader.document.scalar(node);
    let path = text.split_whitespace().next().unwrap_or_default();
    let field = names.field(path);
    let family = field.map(|field| names.form.field(field.field).kind.family());
    let test = match family {
        Some(Family::Flag) if path == text => "is: true",
        Some(Family::Flag) => "is: true / false",
        Some(Family::Text | Family::Code) => "is: …",
        Some(Family::Day) => "not_after: …",
        Some(Family::Number) => "at_most: …",
        Some(Family::Several) | None => "",
    };
    if let Some(condition) = compared(text, names) {
        let instead = format!("{{ {condition} }}");
        let about = [("found", text), ("similar", &*instead)];
        return reader.refuse(node, "book.comparison_in_text", &about);
    }
    let computed = never_computed(text).filter(|_| family != Some(Family::Flag));
    let sentence = computed.unwrap_or(match test {
        "" => "book.condition_in_text",
        _ => "book.condition_of_a_field",
    });
    let instead = format!("{{ {path}: {{ {test} }} }}");
    reader.refuse(node, sentence, &[("found", text), ("similar", &instead)])
}

/// `area >= 0.50`, `0.50 <= area <= 10.00`: the field with its tests.
pub(super) fn compared(text: &str, names: &Names<'_>) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (path, tests) = match words[..] {
        [path, sign, limit] => (path, vec![(sign, limit)]),
        [least, sign, path, other, most] => (path, vec![(turned(sign)?, least), (other, most)]),
        _ => return None,
    };
    let field = names.field(path)?;
    let family = names.form.field(field.field).kind.family();
    if ![Family::Number, Family::Day].contains(&family) {
        return None;
    }
    let tests = tests.into_iter().map(|(sign, limit)| {
        let is_sign = sign.chars().all(|c| "<>=≤≥".contains(c));
        let test = other_word(sign, Place::Test).filter(|_| is_sign)?;
        Some(format!("{}: {limit}", of_family(test, family)))
    });
    let tests: Option<Vec<String>> = tests.collect();
    Some(format!("{path}: {{ {} }}", tests?.join(", ")))
}

/// The sign as it is read from the other side.
fn turned(sign: &str) -> Option<&'static str> {
    let signs = [
        ("<", ">"),
        ("<=", ">="),
        ("≤", "≥"),
        (">", "<"),
        (">=", "<="),
        ("≥", "≤"),
    ];
    signs
        .iter()
        .find(|(own, _)| *own == sign)
        .map(|(_, other)| *other)
}
