//! What a text, or a name with a text behind it, says of the one value that a field asks for.

use crate::form::{Field, FieldId, Form, Kind};
use crate::language::Language;
use crate::message::form::value::corrected;
use crate::suggest::{Lead, lead};

/// Names under which programs put a value into a group of its own.
const AROUND_VALUES: [&str; 4] = ["value", "text", "#text", "content"];

/// Whether a word only says what a field is called, that a value follows, or in which currency its amounts are.
pub(super) fn names(form: &Form, id: FieldId, word: &str) -> bool {
    let called = lead(word, form.names(std::iter::once(id)).into_iter());
    matches!(called, Some(Lead::Sure(_)))
        || AROUND_VALUES.contains(&word)
        || Language::NAMES.contains(&word)
        || (form.field(id).kind == Kind::Money && matches!(word, "EUR" | "eur" | "€"))
}

/// What a text says in the form that a field asks for.
pub(super) fn said(field: &Field, text: &str) -> Option<String> {
    let code = |c: char| c.is_ascii_lowercase() || c == '_';
    match &field.kind {
        Kind::Text => Some(text.to_owned()),
        // A declaration is nobody's guess.
        Kind::Flag => None,
        Kind::Code(_) => text.chars().all(code).then(|| text.to_owned()),
        kind if kind.fits(text) => Some(text.to_owned()),
        kind => corrected(field, text).or_else(|| kind.likely(text)),
    }
}
