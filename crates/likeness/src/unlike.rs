//! Which words one name has and another has not.

use std::cmp::Ordering;

use crate::name::{Class, Seen, Word};

/// At most two words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Few {
    None,
    One([Word; 1]),
    Two([Word; 2]),
}

impl Few {
    /// With another one; `None` where that is too many.
    fn with(self, word: Word) -> Option<Self> {
        match self {
            Self::None => Some(Self::One([word])),
            Self::One([first]) => Some(Self::Two([first, word])),
            Self::Two(_) => None,
        }
    }

    pub(crate) fn words(&self) -> &[Word] {
        match self {
            Self::None => &[],
            Self::One(words) => words,
            Self::Two(words) => words,
        }
    }
}

/// Words that one name has and the other has not.
pub(crate) struct Unlike {
    pub(crate) common: usize,
    pub(crate) one: Few,
    pub(crate) other: Few,
}

impl Unlike {
    /// `None` where there are more than two on either side.
    pub(crate) fn of(one: Seen<'_>, other: Seen<'_>, class: Class) -> Option<Self> {
        let (mut left, mut right) = (one.of(class), other.of(class));
        let mut unlike = Self {
            common: 0,
            one: Few::None,
            other: Few::None,
        };
        loop {
            let order = match (left.first(), right.first()) {
                (None, None) => return Some(unlike),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(a), Some(b)) => {
                    let roots = || a.root(one.text).cmp(&b.root(other.text));
                    a.hash.cmp(&b.hash).then_with(roots)
                }
            };
            if order.is_eq() {
                unlike.common = unlike.common.saturating_add(1);
            }
            if order.is_le() {
                let (&word, rest) = left.split_first()?;
                left = rest;
                if order.is_lt() {
                    unlike.one = unlike.one.with(word)?;
                }
            }
            if order.is_ge() {
                let (&word, rest) = right.split_first()?;
                right = rest;
                if order.is_gt() {
                    unlike.other = unlike.other.with(word)?;
                }
            }
        }
    }

    pub(crate) fn is_none(&self) -> bool {
        self.one == Few::None && self.other == Few::None
    }

    pub(crate) fn swapped(self) -> Self {
        Self {
            one: self.other,
            other: self.one,
            ..self
        }
    }
}
