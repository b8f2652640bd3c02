//! Reading the parts of a rule book: the strict decoder, and the values that only rule books have.

use crate::form::Bilingual;
use crate::scalar;
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

/// The values that only rule books have.
pub(super) trait BookValues {
    /// A text in both languages.
    fn bilingual(&self, node: NodeId) -> Option<Bilingual>;

    /// A day.
    fn date(&self, node: NodeId) -> Option<chrono::NaiveDate>;
}

impl BookValues for Reader<'_> {
    fn bilingual(&self, node: NodeId) -> Option<Bilingual> {
        let map = self.map(node, &["lv", "en"])?;
        let one = |language: &'static str| match map.get(language) {
            Some(text) => self.text(text).map(str::to_owned),
            None => self.refuse(node, "book.missing_translation", &[("language", language)]),
        };
        let (lv, en) = (one("lv"), one("en"));
        Some(Bilingual { lv: lv?, en: en? })
    }

    fn date(&self, node: NodeId) -> Option<chrono::NaiveDate> {
        self.parsed(node, "book.not_a_date", scalar::date)
    }
}
