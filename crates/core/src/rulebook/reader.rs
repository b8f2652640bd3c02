//! Reading the parts of a rule book: the strict decoder, and the values that only rule books have.

use crate::context::{Place, other_word, similar};
use crate::form::Words;
use crate::language::{Language, Translated};
use crate::scalar;
use atbilst_yaml as yaml;
use atbilst_yaml::NodeId;
use atbilst_yaml::decode::Sentences;

pub use atbilst_yaml::decode::Mistake;
pub(super) use atbilst_yaml::decode::{Decoder as Reader, Map};

pub(super) const SENTENCES: Sentences = Sentences {
    unknown_key: "book.unknown_key",
    missing_key: "book.missing_key",
    not_a_mapping: "book.not_a_mapping",
    not_a_list: "book.not_a_list",
};

/// The mistakes, each once, and as whoever made it would look at it.
pub(super) fn refined(mut mistakes: Vec<Mistake>) -> Vec<Mistake> {
    mistakes.dedup();
    mistakes.iter_mut().for_each(refine);
    let causes = mistakes.clone();
    let mut of_months = false;
    mistakes.retain(|mistake| match mistake.key {
        // It is said once, however often the book counts in months.
        "book.no_month_end" => !std::mem::replace(&mut of_months, true),
        "book.missing_key" => !causes.iter().any(|cause| is_misspelt(mistake, cause)),
        // Of what items a rule judges, another word says it.
        "book.field_of_items" => !causes
            .iter()
            .any(|cause| cause.key == "book.other_word" && said(cause, "similar") == "each"),
        _ => true,
    });
    mistakes
}

/// Whether it is what a comma left of a number.
pub(super) fn is_rest_of_number(found: &str) -> bool {
    let mut bytes = found.bytes();
    found.len() >= 2 && bytes.all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// Whether a key is missing that stands there by another word.
fn is_misspelt(missing: &Mistake, cause: &Mistake) -> bool {
    let instead = said(cause, "similar").split(':').next();
    let mut beside = said(missing, "beside").split(", ");
    ["book.other_word", "book.unknown_key_similar"].contains(&cause.key)
        && instead == Some(said(missing, "key"))
        && beside.any(|key| key == said(cause, "found"))
}

fn said<'m>(mistake: &'m Mistake, name: &str) -> &'m str {
    let mut args = mistake.args.iter();
    args.find(|(own, _)| *own == name)
        .map_or("", |(_, said)| said.as_str())
}

/// A key that may not stand here is often a slip of the pen, or the rest of a text that a comma ended.
fn refine(mistake: &mut Mistake) {
    // What is said of an application is said of a book in other words.
    let of_a_book = ["yaml.second_document", "yaml.no_break_space", "yaml.syntax"];
    let own = [
        "yaml.second_part_of_a_book",
        "yaml.no_break_space_in_a_book",
        "yaml.syntax_of_a_book",
    ];
    if let Some(place) = of_a_book.iter().position(|key| *key == mistake.key) {
        mistake.key = own.get(place).copied().unwrap_or(mistake.key);
    }
    if mistake.key == SENTENCES.not_a_mapping && !said(mistake, "allowed").is_empty() {
        mistake.key = "book.not_a_mapping_of";
    }
    if mistake.key != SENTENCES.unknown_key {
        return;
    }
    let (found, allowed) = (
        said(mistake, "found").to_owned(),
        said(mistake, "allowed").to_owned(),
    );
    let allowed = || allowed.split(", ");
    if is_rest_of_number(&found) {
        *mistake = Mistake::new("book.comma_in_number", mistake.span, &[("found", &found)]);
    } else if allowed().eq(Language::NAMES) {
        let sentence = match found.ends_with(['”', '“', '»', '’', '‘']) {
            true => "book.comma_typographic",
            false => "book.comma",
        };
        *mistake = Mistake::new(sentence, mistake.span, &[("found", &found)]);
    } else if let Some(similar) = similar(&found, allowed()) {
        let about = [("found", found.as_str()), ("similar", similar)];
        *mistake = Mistake::new("book.unknown_key_similar", mistake.span, &about);
    } else if let Some(instead) = other_word(&found, Place::Key)
        && allowed().any(|key| instead.split(':').next() == Some(key))
    {
        let about = [("found", found.as_str()), ("similar", instead)];
        *mistake = Mistake::new("book.other_word", mistake.span, &about);
    } else if !said(mistake, "alone").is_empty() {
        *mistake = Mistake::new("book.key_alone", mistake.span, &[("found", &found)]);
    }
}

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

/// The values that only rule books have.
pub(super) trait BookValues {
    /// A text in every language.
    fn translated(&self, node: NodeId) -> Option<Translated<String>>;

    /// What is read of a text in every language.
    fn translated_with<T>(
        &self,
        node: NodeId,
        read: impl Fn(Language, NodeId) -> Option<T>,
    ) -> Option<Translated<T>>;

    /// Other words for what these keys stand under: `also` and `perhaps`, each with a list in any language.
    fn words(&self, map: Map<'_, '_>) -> Option<Words>;

    /// What can be read of the rules of a list. None is lost without a mistake: one that nothing is said of would never be asked.
    fn rules<T>(&self, node: NodeId, take: impl Fn(NodeId) -> Option<T>) -> Option<Vec<T>>;

    /// A day.
    fn date(&self, node: NodeId) -> Option<chrono::NaiveDate>;
}

impl BookValues for Reader<'_> {
    fn rules<T>(&self, node: NodeId, take: impl Fn(NodeId) -> Option<T>) -> Option<Vec<T>> {
        self.each(node, |node| match take(node) {
            None if self.is_clean() => self.refuse(node, "book.unread", &[]),
            taken => taken,
        })
    }

    fn translated(&self, node: NodeId) -> Option<Translated<String>> {
        self.translated_with(node, |_, text| self.text(text).map(str::to_owned))
    }

    fn translated_with<T>(
        &self,
        node: NodeId,
        read: impl Fn(Language, NodeId) -> Option<T>,
    ) -> Option<Translated<T>> {
        if self.document.kind(node) != yaml::Kind::Mapping {
            return self.refuse(node, "book.translations", &[]);
        }
        let map = self.map(node, &Language::NAMES)?;
        Translated::try_from_fn(|language| match map.get(language.name()) {
            Some(text) => read(language, text),
            None => {
                let about = [("language", language.name())];
                self.refuse(node, "book.missing_translation", &about)
            }
        })
    }

    fn words(&self, map: Map<'_, '_>) -> Option<Words> {
        let of = |key: &str| {
            map.optional(key, |node| {
                let languages = self.map(node, &Language::NAMES)?;
                let words = languages.entries().map(|(_, _, node)| {
                    let word = |node| self.text(node).map(str::to_owned);
                    self.every(node, word)
                });
                let words: Option<Vec<Vec<String>>> = words.collect();
                words.map(|words| words.concat())
            })
        };
        Some(Words {
            sure: of("also")?.unwrap_or_default(),
            perhaps: of("perhaps")?.unwrap_or_default(),
        })
    }

    fn date(&self, node: NodeId) -> Option<chrono::NaiveDate> {
        self.parsed(node, "book.not_a_date", scalar::date)
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
                reader.rules(reader.document.root()?, take)
            })
        };
        assert_eq!(read(|_| Some(())).map(|all| all.len()), Ok(2));
        let lost = read(|_| None).expect_err("what is lost");
        assert_eq!(lost.first().map(|mistake| mistake.key), Some("book.unread"));
    }
}
