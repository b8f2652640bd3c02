//! What a rule book writes behind a field where a test is expected: a word or values alone.

use super::{Operator, format, presence};
use crate::condition::quantity::limit_in_text;
use crate::context::{
    Names, Place, TELLS_AUTHORS, of_family, other_word, sign_of_a_test, words_of_a_test, yes_or_no,
};
use crate::form::{Family, Kind};
use atbilst_yaml as yaml;
use atbilst_yaml::NodeId;
use atbilst_yaml::decode::Decoder;

/// What stands behind a field without a test, or behind what is computed: that is always there.
pub(super) fn not_alone<T>(
    reader: &Decoder<'_>,
    (node, sentence): (NodeId, &'static str),
    kind: &Kind,
    names: &Names<'_>,
) -> Option<T> {
    if !TELLS_AUTHORS {
        return reader.refuse(node, sentence, &[]);
    }
    let (word, family) = (reader.document.scalar(node), kind.family());
    // `none` may be a code, and is no word for what is left out then.
    let list = kind.list().and_then(|list| names.lists.get(list.index()));
    if let Some(code) = list.and_then(|list| list.called(word)) {
        let instead = format!("{{ is: {} }}", code.code);
        let about = [("found", word), ("similar", &*instead)];
        return reader.refuse(node, sentence, &about);
    }
    if let Some(flag) = yes_or_no(word).filter(|_| family == Family::Flag) {
        let instead = format!("{{ is: {flag} }}");
        let about = [("found", word), ("similar", &*instead)];
        return reader.refuse(node, "book.other_word", &about);
    }
    if presence::alone(word).is_some() {
        return reader.refuse(node, "book.presence_of_computed", &[("found", word)]);
    }
    let said = word.strip_prefix("is ").unwrap_or(word);
    let alone = presence::alone(said).map(|_| said);
    let alone = alone.or_else(|| presence::denied(said));
    let alone = alone.filter(|said| *said != word);
    if let Some(instead) = alone.or_else(|| other_word(word, Place::Alone)) {
        let about = [("found", word), ("similar", instead)];
        return reader.refuse(node, "book.other_word", &about);
    }
    let is_number = matches!(family, Family::Number | Family::Day);
    let in_words = || words_of_a_test(word, &Operator::is_word).filter(|_| is_number);
    let sign = sign_of_a_test(word).map(|(test, rest)| (test.to_owned(), rest));
    if let Some((test, rest)) = sign.or_else(in_words) {
        let (test, rest) = (of_family(&test, family), limit_in_text(rest));
        let instead = match test.split_once('…') {
            Some((before, after)) => format!("{{ {before}{rest}{after} }}"),
            None => format!("{{ {test}: {rest} }}"),
        };
        let about = [("found", word), ("similar", &*instead)];
        return reader.refuse(node, "book.other_word", &about);
    }
    if let Some(ends) = between(word, kind) {
        let about = [("found", word), ("similar", &*ends)];
        return reader.refuse(node, "book.other_word", &about);
    }
    // A test and its value in one text, or the value alone.
    let (test, rest) = word.split_once(' ').unwrap_or((word, ""));
    let is = match family {
        Family::Number | Family::Day => "equals",
        _ => "is",
    };
    let (test, value) = match Operator::is_word(test) {
        _ if presence::alone(word).is_some() => (is, ""),
        _ if names.field(word).is_some() => ("equals", word),
        _ if names.lists.iter().any(|list| list.name == word) => ("one_of", word),
        true => (test, rest),
        false => (is, word),
    };
    let value = if value.is_empty() { "…" } else { value };
    let instead = match value.strip_prefix("not ") {
        Some(other) => format!("not: {{ FIELD: {{ {test}: {other} }} }}"),
        None if format::is_word(value) && test == "is" => format!("{{ format: {value} }}"),
        None => format!("{{ {test}: {value} }}"),
    };
    let about = [("found", word), ("similar", &*instead)];
    reader.refuse(node, sentence, &about)
}

/// Values in brackets: any of them may be meant, or what lies between two.
pub(super) fn values_alone<T>(
    reader: &Decoder<'_>,
    node: NodeId,
    kind: &Kind,
) -> Option<Option<T>> {
    let document = reader.document;
    let is_list = document.kind(node) == yaml::Kind::Sequence && kind.is_single();
    let items = document.items(node).filter(|_| is_list);
    let is_value = |item: &NodeId| document.kind(*item) == yaml::Kind::Scalar;
    let items: Vec<NodeId> = items.collect();
    if !items.iter().all(is_value) {
        return None;
    }
    let items: Vec<&str> = items.iter().map(|&item| document.scalar(item)).collect();
    if items.is_empty() || kind.family() == Family::Flag {
        return None;
    }
    let one_of = format!("{{ one_of: [ {} ] }}", items.join(", "));
    let ends = match items[..] {
        [least, most] => ends(least, most, kind),
        _ => None,
    };
    let (sentence, ends) = match ends {
        Some(ends) => ("book.values_or_ends", ends),
        None => ("book.values_alone", String::new()),
    };
    let about = [("similar", &*one_of), ("between", &*ends)];
    Some(reader.refuse(node, sentence, &about))
}

/// What people write between the two ends of a range.
const TO: [&str; 8] = ["..", " līdz ", " lidz ", " to ", " - ", " – ", "–", "-"];

/// `0.50-10.00`: at least the one, at most the other.
fn between(found: &str, kind: &Kind) -> Option<String> {
    let begin = ["no ", "from "]
        .iter()
        .find_map(|word| found.strip_prefix(word));
    let found = begin.unwrap_or(found);
    TO.iter().find_map(|to| {
        let (least, most) = found.split_once(to)?;
        ends(least.trim(), most.trim(), kind)
    })
}

fn ends(least: &str, most: &str, kind: &Kind) -> Option<String> {
    let written = |end: &str| {
        kind.quantity(end)
            .map(|_| end.to_owned())
            .or_else(|| kind.nearest(end))
    };
    let (least, most) = (written(least)?, written(most)?);
    let is_rising = kind.quantity(&least)? < kind.quantity(&most)?;
    let [at_least, at_most] = ["at_least", "at_most"].map(|test| of_family(test, kind.family()));
    is_rising.then(|| format!("{{ {at_least}: {least}, {at_most}: {most} }}"))
}
