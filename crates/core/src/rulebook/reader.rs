//! Reading the parts of a rule book: the strict decoder, and the values that only rule books have.

use crate::condition::quantity::{Perhaps, is_like_a_day, is_too_fine, written_so};
use crate::context::{Place, is_no_limit, other_word};
use crate::form::{Kind, Words};
use crate::language::{Language, Translated};
use crate::scalar::Quantity;
use atbilst_yaml as yaml;
use atbilst_yaml::NodeId;
use atbilst_yaml::decode::Sentences;

pub use atbilst_yaml::decode::Mistake;
pub(super) use atbilst_yaml::decode::{Decoder as Reader, Map};

pub(super) const SENTENCES: Sentences = Sentences {
    unknown_key: "book.unknown_key",
    missing_key: "book.missing_key",
    empty_key: Some("decode.nothing_here"),
    not_a_mapping: "book.not_a_mapping",
    not_a_list: "book.not_a_list",
};

/// The names that a mistake says could stand in its place.
pub(super) fn names(mistake: &Mistake) -> Vec<String> {
    let arg = |name| {
        let mut args = mistake.args.iter();
        args.find(|(own, _)| *own == name).map(|(_, said)| said)
    };
    // Those that fit the field, where the others would be refused as well.
    match (arg("fitting").or_else(|| arg("allowed")), mistake.key) {
        (Some(names), _) => names.split(", ").map(str::to_owned).collect(),
        (None, "decode.not_a_flag") => ["true", "false"].map(str::to_owned).into(),
        (None, _) => Vec::new(),
    }
}

/// A constant of a kind.
pub(super) fn constant(reader: &Reader<'_>, node: NodeId, kind: &Kind) -> Option<Quantity> {
    let measure = kind.measure()?;
    let text = reader.text(node)?;
    kind.quantity(text).or_else(|| match kind.nearest(text) {
        Some(written) => {
            let about = [("found", text), ("similar", &*written)];
            reader.refuse(node, written_so(kind), &about)
        }
        None => {
            if let Some(perhaps) = Perhaps::of(text, kind) {
                let about = [
                    ("found", text),
                    ("similar", &*perhaps.similar),
                    ("other", &*perhaps.other),
                ];
                return reader.refuse(node, perhaps.sentence, &about);
            }
            let kind_told = kind.told();
            let instead = other_word(text, Place::Word).unwrap_or_default();
            let sentence = match instead {
                "unknown" => "book.other_word",
                _ if is_no_limit(text) => "book.no_limit",
                _ if is_too_fine(text, kind) => "book.too_many_decimals",
                _ if *kind == Kind::Date && is_like_a_day(text) => "book.no_such_day",
                _ => measure.mistake,
            };
            let about = [("found", text), ("kind", &*kind_told), ("similar", instead)];
            reader.refuse(node, sentence, &about)
        }
    })
}

/// What can be read of the rules of a list. None is lost without a mistake: one that nothing is said of would never be asked.
pub(super) fn each_rule<T>(
    reader: &Reader<'_>,
    node: NodeId,
    take: impl Fn(NodeId) -> Option<T>,
) -> Option<Vec<T>> {
    reader.each(node, |node| match take(node) {
        None if reader.is_clean() => reader.refuse(node, "book.unread", &[]),
        taken => taken,
    })
}

/// A text in every language.
pub(super) fn translated(reader: &Reader<'_>, node: NodeId) -> Option<Translated<String>> {
    translated_with(reader, node, |_, text| reader.text(text).map(str::to_owned))
}

/// What is read of a text in every language.
pub(super) fn translated_with<T>(
    reader: &Reader<'_>,
    node: NodeId,
    read: impl Fn(Language, NodeId) -> Option<T>,
) -> Option<Translated<T>> {
    if reader.document.kind(node) != yaml::Kind::Mapping {
        return reader.refuse(node, "book.translations", &[]);
    }
    let map = reader.map(node, &Language::NAMES)?;
    Translated::try_from_fn(|language| match map.get(language.name()) {
        Some(text) => read(language, text),
        None => {
            let about = [("language", language.name())];
            reader.refuse(node, "book.missing_translation", &about)
        }
    })
}

/// Other words for what these keys stand under: `also` and `perhaps`, each with a list in any language.
pub(super) fn other_words(reader: &Reader<'_>, map: Map<'_, '_>) -> Option<Words> {
    Some(Words {
        sure: words_of(reader, map, "also")?,
        perhaps: words_of(reader, map, "perhaps")?,
    })
}

/// The words of one of these keys, of every language; none where it is left out.
pub(super) fn words_of(reader: &Reader<'_>, map: Map<'_, '_>, key: &str) -> Option<Vec<String>> {
    let words = map.optional(key, |node| {
        let languages = reader.map(node, &Language::NAMES)?;
        let words = languages.entries().map(|(_, _, node)| {
            let word = |node| reader.text(node).map(str::to_owned);
            reader.every(node, word)
        });
        let words: Option<Vec<Vec<String>>> = words.collect();
        words.map(|words| words.concat())
    });
    words.map(Option::unwrap_or_default)
}

/// A day.
pub(super) fn date(reader: &Reader<'_>, node: NodeId) -> Option<chrono::NaiveDate> {
    match constant(reader, node, &Kind::Date)? {
        Quantity::Date(day) => Some(day),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_rule_is_lost_in_silence() {
        let read = |take: fn(NodeId) -> Option<()>| {
            let limits = yaml::Limits::default();
            yaml::decode::read("- a\n- b\n", &limits, &SENTENCES, |reader| {
                each_rule(reader, reader.document.root()?, take)
            })
        };
        assert_eq!(read(|_| Some(())).map(|all| all.len()), Ok(2));
        let lost = read(|_| None).expect_err("what is lost");
        assert_eq!(lost.first().map(|mistake| mistake.key), Some("book.unread"));
    }
}
