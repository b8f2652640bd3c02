//! Keys by another word than that of the language, and misspelt ones.

use super::{Answer, KeySlip};
use crate::context::never_computed as sentence_of;

/// What is chosen among items is said by `where`.
pub(super) fn when_among_items<'m>(slip: &KeySlip<'m>) -> Option<Answer<'m>> {
    (slip.found == "when" && slip.has("where")).then(|| Answer::other_word("where"))
}

/// What groups have in common is said by `per`.
pub(super) fn each_for_groups<'m>(slip: &KeySlip<'m>) -> Option<Answer<'m>> {
    (slip.found == "each" && slip.takes("per")).then(|| Answer::other_word("per"))
}

/// A quotient, working days.
pub(super) fn never_computed<'m>(slip: &KeySlip<'m>) -> Option<Answer<'m>> {
    sentence_of(slip.found)
        .filter(|_| slip.has("sum"))
        .map(Answer::new)
}

/// `at_least: 5` of `is: { at_least: 5 }`.
pub(super) fn tests_of_a_test<'m>(slip: &KeySlip<'m>) -> Option<Answer<'m>> {
    let behind = slip.after.strip_prefix(slip.found)?.strip_prefix(": {")?;
    let (tests, _) = behind.split_once('}')?;
    let is_one = slip.is_one(&["is", "equals"]) && !tests.contains(['{', '\n']);
    let (key, _) = tests.trim().split_once(": ").filter(|_| is_one)?;
    slip.has(key).then(|| Answer::other_word(tests.trim()))
}

/// Any other word.
pub(super) fn other<'m>(slip: &KeySlip<'m>) -> Option<Answer<'m>> {
    let mut words = slip.other_words();
    words
        .find(|instead| slip.takes(instead))
        .map(Answer::other_word)
}

/// Another word for how it compares.
pub(super) fn limit<'m>(slip: &KeySlip<'m>) -> Option<Answer<'m>> {
    let limit = slip.limit().filter(|limit| slip.has(limit))?;
    Some(Answer::other_word(limit))
}

/// A limit within what is computed is the lesser, or the greater, of both.
pub(super) fn extreme<'m>(slip: &KeySlip<'m>) -> Option<Answer<'m>> {
    let extreme = match slip.limit()? {
        "at_most" | "less_than" => "smallest",
        "at_least" | "more_than" => "largest",
        _ => return None,
    };
    let is_computed = !slip.is_held_against() && slip.has("rounded");
    is_computed.then(|| Answer::other_word(format!("{{ {extreme}: [ {{ … }}, … ] }}")))
}

/// A key that is written nearly so.
pub(super) fn misspelt<'m>(slip: &KeySlip<'m>) -> Option<Answer<'m>> {
    slip.near()
        .map(|near| Answer::instead("book.unknown_key_similar", near))
}
