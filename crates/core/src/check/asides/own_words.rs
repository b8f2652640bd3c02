//! Values that are still those of the form: its examples, its titles and its hints.

use super::written::Written;
use crate::form::{Field, Kind};

/// The texts in which what the form itself says still stands, where at least one of them says so in words: that a number is the one
/// of an example may be chance.
pub(super) fn own_words<'t>(written: &[Written<'t>]) -> Vec<Written<'t>> {
    let in_words = |text: &Written<'_>| text.says.contains(char::is_whitespace);
    // One word may be a code of its own.
    let says =
        |text: &Written<'_>| in_words(text) || matches!(text.field.kind, Kind::Digits { .. });
    let own = |text: &Written<'_>| says(text) && is_own(text.field, text.says);
    let own: Vec<_> = written.iter().copied().filter(own).collect();
    match own.iter().any(in_words) {
        true => own,
        false => Vec::new(),
    }
}

fn is_own(field: &Field, text: &str) -> bool {
    let text = text.trim_end_matches('.');
    let said = field.title.iter().chain(field.help.iter());
    let mut said = said.chain(&field.example);
    let is = |said: &String| {
        let rest = said.strip_prefix(text);
        rest.is_some_and(|rest| rest.bytes().all(|byte| byte == b'.'))
    };
    !text.is_empty() && said.any(is)
}
