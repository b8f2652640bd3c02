//! What a rule book writes where a test is expected and none stands.

use super::Operator;
use crate::context::{Place, is_rest_of_number, never_computed, of_days, other_word, similar};
use crate::form::Family;
use atbilst_yaml::NodeId;
use atbilst_yaml::decode::Decoder;

/// What a comma within braces left of what stands before it, where a key has nothing behind it.
pub(super) fn rest_of_comma<T>(
    reader: &Decoder<'_>,
    node: NodeId,
    lines: &[(NodeId, &str, NodeId)],
) -> Option<Option<T>> {
    let within = reader.document.span(node).of(reader.document.text);
    let mut lines = lines.iter().skip(1).filter(|_| within.starts_with('{'));
    let (key, word, _) = lines
        .find(|&&(_, word, node)| reader.document.is_null(node) && !Operator::is_word(word))?;
    let sentence = match is_rest_of_number(word) {
        true => "book.comma_in_number",
        false => "book.key_alone",
    };
    Some(reader.refuse(*key, sentence, &[("found", word)]))
}

/// A word that asks nothing, where these would.
pub(super) fn unknown_test<T>(
    reader: &Decoder<'_>,
    (key, word): (NodeId, &str),
    family: Family,
    fitting: &[&str],
) -> Option<T> {
    if let Some(sentence) = never_computed(word) {
        return reader.refuse(key, sentence, &[("found", word)]);
    }
    if let Some(instead) = other_word(word, Place::Test) {
        let instead = match family {
            Family::Day => of_days(instead),
            _ => instead.to_owned(),
        };
        let about = [("found", word), ("similar", &*instead)];
        return reader.refuse(key, "book.other_word", &about);
    }
    let mut known: Vec<_> = Operator::words().map(|one| one.name).collect();
    known.dedup();
    if let Some(similar) = similar(word, known.iter().copied()) {
        let about = [("found", word), ("similar", similar)];
        return reader.refuse(key, "book.unknown_test_similar", &about);
    }
    let fitting = fitting.join(", ");
    let about = [("found", word), ("allowed", &*fitting)];
    reader.refuse(key, "book.unknown_test", &about)
}
