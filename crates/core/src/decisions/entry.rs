//! The fields that entries of every kind have in common: whose findings an entry is about, who decided, when, why, and where that is
//! recorded. An entry is read whole, so that each of its fields tells its own mistake; which of them is told is the reader's business.

use chrono::NaiveDate;

use super::{EntryReader, Scope};
use crate::language::{Catalogue, Language};
use crate::own_rules::is_own;
use crate::scalar;
use atbilst_yaml::decode::Map;
use atbilst_yaml::invisible::is_blank;
use atbilst_yaml::{Kind, NodeId};

/// Fewest letters and digits of a reason.
const LEAST_REASON: usize = 10;
/// Fewest letters and digits of the name of who decided.
pub(crate) const LEAST_NAME: usize = 3;
/// Fewest letters and digits of the document that records a decision.
pub(crate) const LEAST_DOCUMENT: usize = 2;

/// Fewest different letters of a reason in words.
const LEAST_LETTERS: usize = 3;
/// Most letters of a reason among which its words are looked for.
const LONG: usize = 1_000;

/// An entry that is being read.
#[derive(Clone, Copy)]
pub(crate) struct Entry<'r, 'a> {
    file: &'r EntryReader<'r, 'a>,
    map: Map<'r, 'a>,
}

impl<'r, 'a> Entry<'r, 'a> {
    /// One that has only these fields.
    pub(crate) fn of(file: &'r EntryReader<'r, 'a>, item: NodeId, fields: &[&str]) -> Option<Self> {
        let map = file.decoder.map(item, fields)?;
        Some(Self { file, map })
    }

    /// Notes a mistake of the whole entry; `None`.
    pub(crate) fn refuse<T>(self, key: &'static str, about: &[(&'static str, &str)]) -> Option<T> {
        self.file.decoder.refuse(self.map.node, key, about)
    }

    /// The text of a field that may be left out, or be empty; `None` where something else stands there.
    pub(crate) fn text(self, key: &'static str) -> Option<Option<&'a str>> {
        let Some(node) = self.map.get(key) else {
            return Some(None);
        };
        let document = self.file.decoder.document;
        match document.kind(node) {
            Kind::Scalar => Some(Some(document.scalar(node)).filter(|text| !is_blank(text))),
            Kind::Sequence | Kind::Mapping => {
                let decoder = self.file.decoder;
                decoder.refuse(node, "decision.not_a_text", &[("key", key)])
            }
        }
    }

    /// The text of a field that must be there.
    pub(crate) fn need(self, key: &'static str) -> Option<&'a str> {
        self.text(key)?.or_else(|| self.missing(key))
    }

    /// Notes that a field is missing; `None`.
    pub(crate) fn missing<T>(self, key: &'static str) -> Option<T> {
        self.map.missing(key)
    }

    /// The id of a rule; one of file and form is none, which the sentence `never` tells: what is missing or unreadable keeps rules from
    /// being judged, and nobody can answer for what was not judged.
    pub(crate) fn rule(self, never: &'static str) -> Option<&'a str> {
        let rule = self.need("rule")?;
        let refused = || self.refuse(never, &[("rule", rule)]);
        (!is_own(rule)).then_some(rule).or_else(refused)
    }

    /// Whose findings it is about: exactly one of the fields says it, else the sentence `one` does.
    pub(crate) fn scope<const N: usize>(
        self,
        fields: [&'static str; N],
        one: &'static str,
    ) -> Option<Scope> {
        let mut said = [None; 3];
        for (said, key) in said.iter_mut().zip(fields) {
            *said = self.text(key)?;
        }
        Scope::of(self.file.name, said).or_else(|| self.refuse(one, &[]))
    }

    /// A fingerprint or a basis, where one is stated. An empty one is not taken for none, of which the entry would be about more.
    pub(crate) fn hash(self, key: &'static str) -> Option<Option<&'a str>> {
        match self.text(key)? {
            Some(text) if !super::is_hash(text) => {
                self.refuse("decision.not_a_hash", &[("key", key), ("found", text)])
            }
            None if self.stands(key) => self.refuse("decision.no_hash", &[("key", key)]),
            hash => Some(hash),
        }
    }

    /// Whether a field is there, be it empty.
    fn stands(self, key: &str) -> bool {
        self.map.entries().any(|(_, name, _)| name == key)
    }

    /// A day.
    pub(crate) fn day(self, key: &'static str) -> Option<NaiveDate> {
        let text = self.need(key)?;
        let about = [("key", key), ("found", text)];
        scalar::date(text).or_else(|| self.refuse("decision.not_a_date", &about))
    }

    /// A text that says something: it has so many letters and digits at least.
    pub(crate) fn words(self, key: &'static str, least: usize) -> Option<&'a str> {
        self.says(key, self.need(key)?, least)
    }

    /// The same, where a text stands there.
    pub(crate) fn words_if_any(self, key: &'static str, least: usize) -> Option<Option<&'a str>> {
        match self.text(key)? {
            Some(text) => self.says(key, text, least).map(Some),
            None => Some(None),
        }
    }

    fn says(self, key: &'static str, text: &'a str, least: usize) -> Option<&'a str> {
        let text = self.is_long_enough(key, text, least)?;
        let sentence = match key {
            "document" | "register" => "decision.no_document",
            _ => "decision.no_name",
        };
        // A document may be a number; nobody is.
        let said = key == "document" || text.contains(char::is_alphabetic);
        let refused = || self.refuse(sentence, &[("key", key), ("found", text)]);
        (said && !is_placeholder(text) && !is_hint(key, text))
            .then_some(text)
            .or_else(refused)
    }

    /// Notes, where it is too short, that it says nothing.
    fn is_long_enough(self, key: &'static str, text: &'a str, least: usize) -> Option<&'a str> {
        let signs = text.chars().filter(|c| c.is_alphanumeric()).count();
        let least_said = least.to_string();
        let about = [("key", key), ("found", text), ("least", &*least_said)];
        let refused = || self.refuse("decision.says_nothing", &about);
        (signs >= least).then_some(text).or_else(refused)
    }

    /// Why it was decided so: whoever reads of it finds that nowhere else. It is in words, and not to be said later.
    pub(crate) fn reason(self) -> Option<&'a str> {
        let reason = self.is_long_enough("reason", self.need("reason")?, LEAST_REASON)?;
        let stands_for_one = is_placeholder(reason)
            || is_hint("reason", reason)
            || Language::any_defers(reason.trim());
        let says_why = is_in_words(reason) && !stands_for_one;
        let about = [("key", "reason"), ("found", reason)];
        let refused = || self.refuse("decision.no_reason", &about);
        says_why.then_some(reason).or_else(refused)
    }
}

/// Whether a text only stands for one that is still to be written: `<name>`, `Nr. ___`, `TBD TBD`, `TODO: write it`, `is added later`,
/// `Vārds Uzvārds`, `nav dokumenta`.
fn is_placeholder(text: &str) -> bool {
    let text = text.trim();
    let in_brackets = text.starts_with('<') && text.ends_with('>');
    let words = || {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
    };
    // What a text in capitals begins with is no word of it.
    let begins = words().next().is_some_and(|first| {
        let is_mark = first.len() > 2 && first.bytes().all(|byte| byte.is_ascii_uppercase());
        is_mark && Language::any_means_open(first) && !Language::any_means_nothing(first)
    });
    // A document may be the second annex.
    let defers = Language::any_defers(text) && !text.contains(|c: char| c.is_ascii_digit());
    in_brackets
        || text.contains("__")
        || begins
        || defers
        || Language::any_marks_open(text)
        || words().all(|word| {
            let is_nought = word.bytes().all(|byte| byte == b'0');
            is_nought
                || Language::any_marks_open(word)
                || Language::any_labels(word)
                || Language::only_denies(word)
        })
}

/// Whether a text is only what a draft says of its field, in any language: its `#` was taken away, and nothing written.
fn is_hint(key: &str, text: &str) -> bool {
    let words = |text: &str| {
        let words = text.split(|c: char| !c.is_alphanumeric());
        let words = words.filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect::<Vec<_>>()
    };
    let own = words(text);
    let places = ["waivers.fill.", "answers.fill.", "answers.fill.looked_up_"];
    let mut all = Language::ALL
        .into_iter()
        .flat_map(|language| places.map(|place| (Catalogue::of(language), place)));
    all.any(|(catalogue, place)| {
        let hint = catalogue.sentence(&format!("{place}{key}"));
        hint.is_some_and(|hint| words(hint).starts_with(&own) && own.len() > 1)
    })
}

/// Whether a text that is long enough can be a reason: it has words, and not one again and again, figures, or marks of what is still to
/// be written alone.
fn is_in_words(text: &str) -> bool {
    let small: String = text
        .chars()
        .flat_map(char::to_lowercase)
        .take(LONG)
        .collect();
    let mut letters: Vec<char> = Vec::new();
    for letter in small
        .chars()
        .filter(|c| c.is_alphabetic() && !c.is_numeric())
    {
        if letters.len() < LEAST_LETTERS && !letters.contains(&letter) {
            letters.push(letter);
        }
    }
    let words = small.split(|c: char| !c.is_alphanumeric());
    let mut words = words.filter(|word| {
        !word.is_empty() && !Language::any_marks_open(word) && !Language::only_denies(word)
    });
    let first = words.next();
    letters.len() == LEAST_LETTERS && words.any(|word| Some(word) != first)
}
