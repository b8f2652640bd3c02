//! How two quantities compare, and the words that a rule book and the catalogues have for it.

use std::cmp::Ordering;

use crate::context::{Resolved, Truth, UnknownValue};
use crate::form::Family;
use crate::named::named;
use crate::scalar::Quantity;

named! {
    /// How two quantities compare. A limit itself is within `AtMost` and `AtLeast`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Relation {
        /// `at_most`, `not_after`.
        AtMost = "at_most",
        /// `at_least`, `not_before`.
        AtLeast = "at_least",
        /// `more_than`, `after`.
        MoreThan = "more_than",
        /// `less_than`, `before`.
        LessThan = "less_than",
        /// `equals`.
        Equals = "equals",
    }
}

impl Relation {
    /// What holds where it does not; none of the relations does wherever two are not the same.
    const fn opposite(self) -> Option<Self> {
        match self {
            Self::AtMost => Some(Self::MoreThan),
            Self::AtLeast => Some(Self::LessThan),
            Self::MoreThan => Some(Self::AtMost),
            Self::LessThan => Some(Self::AtLeast),
            Self::Equals => None,
        }
    }

    /// Whether the limit itself is within it.
    pub(crate) const fn takes_the_limit(self) -> bool {
        self.holds(Ordering::Equal)
    }

    /// Whether more can only make it hold.
    pub const fn is_target(self) -> bool {
        matches!(self, Self::AtLeast | Self::MoreThan)
    }

    /// Whether a limit that is a little less, and one that is a little more, is another for any whole number.
    pub(super) const fn tells_steps(self) -> [bool; 2] {
        match self {
            Self::AtLeast | Self::LessThan => [false, true],
            Self::AtMost | Self::MoreThan => [true, false],
            Self::Equals => [true, true],
        }
    }

    /// The sides of a limit that examples should touch: itself, and where it no longer holds, or does.
    pub(super) const fn sides(self) -> &'static [Ordering] {
        match self {
            Self::AtMost | Self::MoreThan => &[Ordering::Equal, Ordering::Greater],
            Self::AtLeast | Self::LessThan => &[Ordering::Less, Ordering::Equal],
            Self::Equals => &[Ordering::Less, Ordering::Equal, Ordering::Greater],
        }
    }

    /// Whether it holds between a known quantity and a limit. Where the law is not known, it must hold between it and both known
    /// neighbours, or neither; one alone tells nothing, for the law may have gone up or down from there.
    pub fn of(self, found: Quantity, limit: Resolved<'_>) -> Truth {
        let against = |limit: Quantity| found.partial_cmp(&limit);
        match limit {
            Resolved::Known(limit) => against(limit)
                .is_some_and(|ordering| self.holds(ordering))
                .into(),
            Resolved::NotStated => Truth::NotStated,
            Resolved::Open => Truth::Open,
            Resolved::Unknown(UnknownValue {
                known: [Some(before), Some(after)],
                ..
            }) => against(before)
                .zip(against(after))
                .and_then(|(before, after)| self.between(before, after))
                .map_or(Truth::UnknownLaw, Truth::from),
            Resolved::Unknown(..) => Truth::UnknownLaw,
        }
    }

    /// Whether it holds of a limit that is known by its neighbours alone, where both say the same.
    fn between(self, before: Ordering, after: Ordering) -> Option<bool> {
        let [first, second] = [before, after].map(|ordering| self.holds(ordering));
        let same = match self {
            // Nothing tells that a value between two others is not just the one that was written.
            Self::Equals => before == after && !first,
            _ => first == second,
        };
        same.then_some(first)
    }

    /// Whether it holds for an ordering.
    pub const fn holds(self, ordering: Ordering) -> bool {
        match self {
            Self::AtMost => ordering.is_le(),
            Self::AtLeast => ordering.is_ge(),
            Self::MoreThan => ordering.is_gt(),
            Self::LessThan => ordering.is_lt(),
            Self::Equals => ordering.is_eq(),
        }
    }
}

/// A relation as a rule book writes it of one family of kinds.
#[derive(Debug, PartialEq, Eq)]
pub struct RelationWord {
    /// The word.
    pub word: &'static str,
    /// What it means.
    pub relation: Relation,
    /// Of which kinds.
    pub family: Family,
    /// The key of the sentence that says what is asked.
    pub asks: &'static str,
    /// The key of the sentence that says within which limit a value would do; `None` where the limit alone says it.
    pub bounds: Option<&'static str>,
}

/// Every relation of every family that can be compared.
pub(crate) static RELATIONS: [RelationWord; 10] = [
    number(
        "at_most",
        Relation::AtMost,
        "trace.at_most",
        "form.asked.at_most",
    ),
    number(
        "at_least",
        Relation::AtLeast,
        "trace.at_least",
        "form.asked.at_least",
    ),
    number(
        "more_than",
        Relation::MoreThan,
        "trace.more_than",
        "form.asked.more_than",
    ),
    number(
        "less_than",
        Relation::LessThan,
        "trace.less_than",
        "form.asked.less_than",
    ),
    day(
        "not_after",
        Relation::AtMost,
        "trace.not_after",
        "form.asked.not_after",
    ),
    day(
        "not_before",
        Relation::AtLeast,
        "trace.not_before",
        "form.asked.not_before",
    ),
    day(
        "after",
        Relation::MoreThan,
        "trace.after",
        "form.asked.after",
    ),
    day(
        "before",
        Relation::LessThan,
        "trace.before",
        "form.asked.before",
    ),
    equals(Family::Number),
    equals(Family::Day),
];

const fn number(
    word: &'static str,
    relation: Relation,
    asks: &'static str,
    bounds: &'static str,
) -> RelationWord {
    RelationWord {
        word,
        relation,
        family: Family::Number,
        asks,
        bounds: Some(bounds),
    }
}

const fn day(
    word: &'static str,
    relation: Relation,
    asks: &'static str,
    bounds: &'static str,
) -> RelationWord {
    RelationWord {
        family: Family::Day,
        ..number(word, relation, asks, bounds)
    }
}

const fn equals(family: Family) -> RelationWord {
    RelationWord {
        word: "equals",
        relation: Relation::Equals,
        family,
        asks: "trace.equals",
        bounds: None,
    }
}

impl RelationWord {
    /// The key of the sentence that says what would do where it must not hold: that of the opposite.
    pub fn denied(&self) -> &'static str {
        let opposite = self.relation.opposite();
        let mut all = RELATIONS.iter().filter(|one| one.family == self.family);
        let other = all.find(|one| Some(one.relation) == opposite);
        let bounds = other.and_then(|other| other.bounds);
        bounds.unwrap_or("form.asked.different_from")
    }

    /// Whether a word is one of any family.
    pub(crate) fn is_one(word: &str) -> bool {
        RELATIONS.iter().any(|one| one.word == word)
    }

    /// The words of one family.
    pub(crate) fn of(family: Family) -> impl Iterator<Item = &'static Self> {
        RELATIONS.iter().filter(move |word| word.family == family)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reports are read by other programs, by these names.
    #[test]
    fn names_in_reports_stay() {
        let relations = [
            Relation::AtMost,
            Relation::AtLeast,
            Relation::MoreThan,
            Relation::LessThan,
            Relation::Equals,
        ];
        let names = "at_most at_least more_than less_than equals";
        assert_eq!(relations.map(Relation::name).join(" "), names);
    }
}
