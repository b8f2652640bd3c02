//! `flag`: `true` or `false`.

use std::borrow::Cow;

use serde_json::{Value as Json, json};

use super::{Codes, Family, FieldKind, Kind, KindWord, LineOf, Schema, Single, bare};
use crate::language::{Language, is_struck_out};
use crate::{scalar, suggest};

pub(super) struct FlagKind;

/// Both answers, where a text says no: to a field that denies something that may be either.
pub(crate) fn both_answers(text: &str) -> Option<Vec<String>> {
    let no = || FlagKind.nearest(text).as_deref() == Some("false") || Language::answers_no(text);
    let says_no = scalar::flag(text).is_none() && no();
    says_no.then(|| ["true", "false"].map(str::to_owned).into())
}

/// Whether a word or a sign in a box confirms something.
fn confirmed(word: &str) -> bool {
    let mark = matches!(word, "x" | "+" | "✓" | "✔" | "☑" | "on" | "1");
    mark || Language::ALL.into_iter().any(|one| one.confirms(word))
}

/// What all words of a text say alike: `Jā / Yes`, `true (jā)`, `apliecinu`.
fn all_say(text: &str) -> Option<String> {
    let apart = |c: char| c.is_whitespace() || "/()[],;:.„”\"'*".contains(c);
    let lower = text.to_lowercase();
    let words = lower.split(apart).filter(|word| !word.is_empty());
    let mut said = words.map(|word| match confirmed(word) {
        true => Some("true".to_owned()),
        false => FlagKind.nearest(word),
    });
    let first = said.next()??;
    said.all(|other| other.as_ref() == Some(&first))
        .then_some(first)
}

impl FieldKind for FlagKind {
    fn written() -> KindWord {
        KindWord {
            name: "flag",
            family: Family::Flag,
            read: LineOf::Alone(Kind::Flag),
        }
    }

    fn read(&self, text: &str, _: &dyn Codes) -> Option<Single> {
        scalar::flag(text).map(Single::Flag)
    }

    /// For the words that people and other programs write instead; not for `nav`, which as an answer to "no fraud" may be either.
    fn nearest(&self, text: &str) -> Option<String> {
        let nearest = match text.trim().to_lowercase().as_str() {
            "true" | "y" => true,
            "false" | "n" | "off" | "0" => false,
            word => Language::ALL.into_iter().find_map(|one| one.flag(word))?,
        };
        Some(nearest.to_string())
    }

    /// A slip of the fingers, or a sign behind the word, but for one that asks.
    fn likely(&self, text: &str) -> Option<String> {
        if is_struck_out(text) || text.contains('?') {
            return None;
        }
        let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
        let words = ["true", "false"].map(|word| (word, word));
        let similar = || suggest::nearest(bare, words.into_iter()).map(str::to_owned);
        self.nearest(bare)
            .or_else(|| all_say(text))
            .or_else(similar)
    }

    fn schema(&self) -> Schema {
        Schema::Value(json!({ "enum": [true, false, "true", "false"] }))
    }

    fn example(&self, text: &str) -> Json {
        Json::Bool(text == "true")
    }

    fn in_yaml<'t>(&self, text: &'t str) -> Cow<'t, str> {
        bare(text)
    }
}
