//! Whether two names are alike, and why. Looks at the two alone: what other names there are makes no difference.

use crate::misspelt::{apart_at_most, misspelt};
use crate::name::{Class, LONG_ALONE, Name, Place, Seen, Word};
use crate::unlike::Unlike;

/// Words that names must have in common for one more of them to make no difference.
const COMMON_OF_ONE_MORE: usize = 4;

/// The same for one or two misspelt words.
pub(crate) const COMMON_OF_MISSPELT: usize = 2;

/// One of two names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The one named first.
    One,
    /// The other.
    Other,
}

/// Why two names are alike. The places are those of the words that differ, of the one name and of the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// They have the same words, in whatever order, case, marks and endings.
    SameWords,
    /// Nothing but which part they are of something; one may not say it.
    OtherPart {
        /// Where the one name says it.
        one: Option<Place>,
        /// Where the other does.
        other: Option<Place>,
    },
    /// One word is written otherwise.
    OneMisspelt {
        /// The word of the one name.
        one: Place,
        /// That of the other.
        other: Place,
    },
    /// One of them has a word more.
    OneMore {
        /// Which of them.
        side: Side,
        /// The word.
        word: Place,
    },
    /// Two words are written otherwise.
    TwoMisspelt {
        /// A word of the one name, and that of the other.
        first: (Place, Place),
        /// The other two.
        second: (Place, Place),
    },
}

impl Reason {
    /// The same, told of the other name first.
    #[must_use]
    pub fn swapped(self) -> Self {
        match self {
            Self::SameWords => self,
            Self::OtherPart { one, other } => Self::OtherPart {
                one: other,
                other: one,
            },
            Self::OneMisspelt { one, other } => Self::OneMisspelt {
                one: other,
                other: one,
            },
            Self::OneMore { side, word } => Self::OneMore {
                side: match side {
                    Side::One => Side::Other,
                    Side::Other => Side::One,
                },
                word,
            },
            Self::TwoMisspelt { first, second } => two((first.1, first.0), (second.1, second.0)),
        }
    }

    /// How much it takes to think them the same: less before more.
    pub(crate) fn weight(self) -> u8 {
        match self {
            Self::SameWords => 0,
            Self::OtherPart { .. } => 1,
            Self::OneMisspelt { .. } => 2,
            Self::OneMore { .. } => 3,
            Self::TwoMisspelt { .. } => 4,
        }
    }
}

/// In the order of the one name.
fn two(a: (Place, Place), b: (Place, Place)) -> Reason {
    Reason::TwoMisspelt {
        first: a.min(b),
        second: a.max(b),
    }
}

/// Whether two names are alike, and why.
pub fn alike(one: &Name, other: &Name) -> Option<Reason> {
    alike_seen(one.seen(), other.seen())
}

pub(crate) fn alike_seen(one: Seen<'_>, other: Seen<'_>) -> Option<Reason> {
    let words = Unlike::of(one, other, Class::Word);
    let numbers = Unlike::of(one, other, Class::Number)?;
    match (numbers.one.words(), numbers.other.words()) {
        ([], []) => {}
        (&[number], []) => return only_one_has_a_number(one, other, number, &words?),
        ([], &[number]) => {
            let found = only_one_has_a_number(other, one, number, &words?.swapped())?;
            return Some(found.swapped());
        }
        _ => return None,
    }
    if words.as_ref().is_some_and(Unlike::is_none) || letters_are_the_same(one, other) {
        return same_words(one, other);
    }
    let words = words?;
    let places = |a: Word, b: Word| (one.place(a), other.place(b));
    let similar = |a: Word, b: Word| match (a.text(one.text), b.text(other.text)) {
        (Some(a), Some(b)) => misspelt(a, b),
        _ => false,
    };
    match (words.one.words(), words.other.words()) {
        (&[a], &[b])
            if similar(a, b)
                && (words.common >= COMMON_OF_MISSPELT || stand_alone(one, other, a, b)) =>
        {
            let (one, other) = places(a, b);
            Some(Reason::OneMisspelt { one, other })
        }
        (&[word], []) if words.common >= COMMON_OF_ONE_MORE => Some(Reason::OneMore {
            side: Side::One,
            word: one.place(word),
        }),
        ([], &[word]) if words.common >= COMMON_OF_ONE_MORE => Some(Reason::OneMore {
            side: Side::Other,
            word: other.place(word),
        }),
        (&[a, b], &[c, d]) if words.common >= COMMON_OF_MISSPELT => {
            // Both ways may be possible; which is told must not hang on which name comes first.
            let straight =
                (similar(a, c) && similar(b, d)).then(|| two(places(a, c), places(b, d)));
            let crossed = (similar(a, d) && similar(b, c)).then(|| two(places(a, d), places(b, c)));
            match (straight, crossed) {
                (Some(straight), Some(crossed)) => Some(in_order(straight, crossed)),
                (straight, crossed) => straight.or(crossed),
            }
        }
        _ => None,
    }
}

/// That in which the words stand in the same order in both names, where one is.
fn in_order(straight: Reason, crossed: Reason) -> Reason {
    match straight {
        Reason::TwoMisspelt { first, second } if first.1 < second.1 => straight,
        _ => crossed,
    }
}

/// Whether a word is long enough to be known again, though hardly another stands beside it. Then only one letter may be wrong.
fn stand_alone(one: Seen<'_>, other: Seen<'_>, a: Word, b: Word) -> bool {
    let (Some(a), Some(b)) = (a.text(one.text), b.text(other.text)) else {
        return false;
    };
    let letters = a.chars().count().min(b.chars().count());
    letters >= LONG_ALONE && apart_at_most(1, a, b)
}

/// "Platform" and "Platform II", but not "Platform 2021": the number counts as if it said which part.
fn only_one_has_a_number(
    one: Seen<'_>,
    other: Seen<'_>,
    number: Word,
    words: &Unlike,
) -> Option<Reason> {
    let counts = words.is_none() && words.common > 0 && one.small_number_at_end() == Some(number);
    counts.then(|| Reason::OtherPart {
        one: Some(one.place(number)),
        other: other.of(Class::Part).first().map(|&part| other.place(part)),
    })
}

fn same_words(one: Seen<'_>, other: Seen<'_>) -> Option<Reason> {
    let (parts, others) = (one.of(Class::Part), other.of(Class::Part));
    let missing = |of: Seen<'_>, parts: &[Word], from: Seen<'_>, others: &[Word]| {
        let has = |part: &Word| {
            others
                .iter()
                .any(|other| other.root(from.text) == part.root(of.text))
        };
        let own = parts.iter().find(|part| !has(part));
        own.map(|&part| of.place(part))
    };
    let of_one = missing(one, parts, other, others);
    let of_other = missing(other, others, one, parts);
    match (of_one, of_other) {
        (None, None) => (!one.words.is_empty()).then_some(Reason::SameWords),
        // "Part 1" and "part 2" of nothing have nothing in common.
        (of_one, of_other) => one.letters().next().map(|_| Reason::OtherPart {
            one: of_one,
            other: of_other,
        }),
    }
}

/// "E-lieta" and "Elieta": the same but for the gaps between words.
fn letters_are_the_same(one: Seen<'_>, other: Seen<'_>) -> bool {
    one.letters().eq(other.letters())
}
