//! Keys that are none: what a comma left of a text or a number, and what has no colon.

use super::{Answer, KeySlip};
use crate::context::is_rest_of_number;
use crate::language::Language;
use crate::rulebook::refined::key_of;

/// `{ is: 10,000 }`.
pub(super) fn of_a_number<'m>(slip: &KeySlip<'m>) -> Option<Answer<'m>> {
    let is_digits = slip.found.bytes().all(|byte| byte.is_ascii_digit());
    let is_rest = is_rest_of_number(slip.found) || (slip.is_alone && is_digits);
    is_rest.then(|| Answer::new("book.comma_in_number"))
}

/// A text between signs that are no quotes to YAML.
pub(super) fn typographic<'m>(slip: &KeySlip<'m>) -> Option<Answer<'m>> {
    let is_text = slip.found.ends_with(['”', '“', '»', '’', '‘']);
    (slip.is_alone && is_text).then(|| Answer::new("book.comma_typographic"))
}

/// `{ is:grant }`.
pub(super) fn no_space<'m>(slip: &KeySlip<'m>) -> Option<Answer<'m>> {
    let spaced = slip.found.replacen(':', ": ", 1);
    let is_key = slip.is_alone && slip.has(key_of(&spaced));
    is_key.then(|| Answer::instead("book.no_space", spaced))
}

/// The rest of a text in one of the languages.
pub(super) fn of_a_title<'m>(slip: &KeySlip<'m>) -> Option<Answer<'m>> {
    let is_rest = slip.is_alone && slip.allowed == Language::NAMES;
    is_rest.then(|| Answer::new("book.comma"))
}

/// `{ is = grant }`.
pub(super) fn sign_for_a_colon<'m>(slip: &KeySlip<'m>) -> Option<Answer<'m>> {
    let (name, value) = slip.found.split_once(" = ").filter(|_| slip.is_alone)?;
    let answer = Answer::new("book.sign_for_a_colon");
    Some(answer.about("found", name).about("value", value))
}

/// Whatever else has nothing behind it.
pub(super) fn other<'m>(slip: &KeySlip<'m>) -> Option<Answer<'m>> {
    slip.is_alone.then(|| Answer::new("book.key_alone"))
}
