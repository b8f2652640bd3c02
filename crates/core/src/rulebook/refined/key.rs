//! Keys that may not stand where they stand, as whoever wrote them would look at them.

mod condition;
mod misplaced;
mod rest_of_text;
mod word;

use std::borrow::Cow;

use super::{key_of, said};
use crate::condition::quantity::RelationWord;
use crate::context::{Place, other_word, other_words, similar};
use atbilst_yaml::decode::Mistake;

/// A key that may not stand where it stands.
struct KeySlip<'m> {
    found: &'m str,
    /// What may stand there.
    allowed: Vec<&'m str>,
    /// What stands there, itself among it.
    beside: Vec<&'m str>,
    /// Whether nothing stands behind it, not even a colon.
    is_alone: bool,
    /// The text of the book up to it.
    before: &'m str,
    /// That from it on.
    after: &'m str,
}

/// What is said of it instead: the sentence, and what it names.
struct Answer<'m> {
    sentence: &'static str,
    about: Vec<(&'static str, Cow<'m, str>)>,
}

/// What may be said of a slip.
type Answers = for<'m> fn(&KeySlip<'m>) -> Option<Answer<'m>>;

/// The first that answers is told: what stands first is the surest.
const ANSWERS: [Answers; 34] = [
    rest_of_text::of_a_number,
    rest_of_text::typographic,
    rest_of_text::no_space,
    rest_of_text::of_a_title,
    misplaced::source_alone,
    misplaced::name_of_an_identity,
    misplaced::unique_of_some,
    misplaced::below_its_owner,
    misplaced::rounded_outside,
    misplaced::of_the_quantity,
    misplaced::all_applications,
    misplaced::beside_the_history,
    misplaced::end_of_an_entry,
    misplaced::language_of_no_text,
    word::when_among_items,
    word::each_for_groups,
    misplaced::rounded_comparison,
    misplaced::of_the_rule,
    condition::joined,
    word::never_computed,
    word::tests_of_a_test,
    word::other,
    word::limit,
    word::extreme,
    word::misspelt,
    rest_of_text::sign_for_a_colon,
    rest_of_text::other,
    misplaced::limit_of_a_field,
    misplaced::history_of_a_figure,
    condition::within_with,
    condition::within_when,
    condition::beside_items,
    condition::beside_a_comparison,
    misplaced::each_of_all,
];

/// A key that may not stand here is often a slip of the pen, or the rest of a text that a comma ended.
pub(super) fn refine_key(mistake: &mut Mistake, (before, after): (&str, &str)) {
    let list = |name| said(mistake, name).split(", ").collect();
    let slip = KeySlip {
        found: said(mistake, "found"),
        allowed: list("allowed"),
        beside: list("beside"),
        is_alone: !said(mistake, "alone").is_empty(),
        before,
        after,
    };
    if let Some(answer) = ANSWERS.iter().find_map(|answer| answer(&slip)) {
        let about = answer.about.iter().map(|(name, said)| (*name, &**said));
        let own = Some(("found", slip.found));
        let about: Vec<_> = about.chain(own).collect();
        *mistake = Mistake::new(answer.sentence, mistake.span, &about);
    }
}

impl<'m> Answer<'m> {
    /// A sentence about the key alone.
    const fn new(sentence: &'static str) -> Self {
        let about = Vec::new();
        Self { sentence, about }
    }

    /// A sentence that names something more.
    fn about(mut self, name: &'static str, said: impl Into<Cow<'m, str>>) -> Self {
        self.about.push((name, said.into()));
        self
    }

    /// A sentence that says what is written instead.
    fn instead(sentence: &'static str, similar: impl Into<Cow<'m, str>>) -> Self {
        Self::new(sentence).about("similar", similar)
    }

    /// The same of another word.
    fn other_word(similar: impl Into<Cow<'m, str>>) -> Self {
        Self::instead("book.other_word", similar)
    }
}

impl<'m> KeySlip<'m> {
    /// Whether it is one of these.
    fn is_one(&self, words: &[&str]) -> bool {
        words.contains(&self.found)
    }

    /// Whether a key may stand there.
    fn has(&self, key: &str) -> bool {
        self.allowed.contains(&key)
    }

    /// Whether what is written instead may stand there, and does not yet.
    fn takes(&self, instead: &str) -> bool {
        let key = key_of(instead);
        self.has(key) && !self.beside.contains(&key)
    }

    /// What a rule has, or a part of it.
    fn is_of_a_rule(&self) -> bool {
        self.has("require")
    }

    /// Whether something is compared there.
    fn is_held_against(&self) -> bool {
        self.beside.iter().any(|key| RelationWord::is_one(key))
    }

    /// A key that is written nearly so.
    fn near(&self) -> Option<&'m str> {
        similar(self.found, self.allowed.iter().copied())
    }

    /// What is written there for another word. Behind a single value stands another than behind several.
    fn other_words(&self) -> impl Iterator<Item = &'static str> {
        let line = self.after.lines().next();
        let value = line.and_then(|line| Some(line.split_once(": ")?.1));
        let is_single = value.is_some_and(|value| !value.starts_with(['{', '[']));
        let places = [
            (Place::Single, is_single),
            (Place::Beside, !self.has("title")),
            (Place::Key, true),
        ];
        let places = places.into_iter().filter(|(_, is_here)| *is_here);
        places.flat_map(|(place, _)| other_words(self.found, place))
    }

    /// How it compares, by its own word or by another.
    fn limit(&self) -> Option<&'m str> {
        if RelationWord::is_one(self.found) {
            return Some(self.found);
        }
        let of_number = other_word(self.found, Place::TestOfNumber);
        of_number.or_else(|| other_word(self.found, Place::Test))
    }

    /// Whether it is written as a field that the text above names.
    fn is_field(&self) -> bool {
        let name = self.found.rsplit(['.', ']']).next().unwrap_or_default();
        self.before.contains(&format!(" {name}:"))
    }
}
