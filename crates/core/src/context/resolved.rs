//! A quantity, as far as it is known: what becomes of it where a law is not known, or something is left out.

use std::cmp::Ordering;

use chrono::NaiveDate;

use crate::law::DatedValue;
use crate::scalar::Quantity;

/// A value of the law that is not known on the day on which it is looked at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct UnknownValue<'a> {
    /// The value.
    pub value: &'a DatedValue,
    /// The day.
    pub on: NaiveDate,
    /// What it is with the known one before that day, and with the one after.
    pub known: [Option<Quantity>; 2],
}

/// A quantity, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Resolved<'a> {
    /// It is known.
    Known(Quantity),
    /// A value of the law is not known on the day.
    Unknown(UnknownValue<'a>),
    /// Not stated.
    NotStated,
    /// Missing or unreadable.
    Open,
}

impl Resolved<'_> {
    /// What is made of it, also of the known neighbours of a value that is not known; open where nothing can be made.
    #[must_use]
    pub fn map(self, make: impl Fn(Quantity) -> Option<Quantity>) -> Self {
        self.made(&make)
    }

    /// The same for whatever makes it: else each would have its own in the page.
    fn made(self, make: &dyn Fn(Quantity) -> Option<Quantity>) -> Self {
        match self {
            Self::Known(quantity) => make(quantity).map_or(Self::Open, Self::Known),
            Self::Unknown(unknown) => Self::Unknown(UnknownValue {
                known: unknown.known.map(|known| known.and_then(make)),
                ..unknown
            }),
            Self::NotStated | Self::Open => self,
        }
    }

    /// What is made of two. Of two that the law does not say, the neighbours are the least and the most that those of both make.
    #[must_use]
    pub fn and(self, other: Self, make: impl Fn(Quantity, Quantity) -> Option<Quantity>) -> Self {
        self.joined(other, &make)
    }

    fn joined(self, other: Self, make: &dyn Fn(Quantity, Quantity) -> Option<Quantity>) -> Self {
        match (self, other) {
            (Self::Known(one), other) => other.made(&|other| make(one, other)),
            (one, Self::Known(other)) => one.made(&|one| make(one, other)),
            (Self::Open, _) | (_, Self::Open) => Self::Open,
            (Self::NotStated, _) | (_, Self::NotStated) => Self::NotStated,
            (Self::Unknown(one), Self::Unknown(other)) => Self::Unknown(UnknownValue {
                known: ends(one.known, other.known, make),
                ..one
            }),
        }
    }

    /// The quantity, where it is known.
    pub const fn known(self) -> Option<Quantity> {
        match self {
            Self::Known(quantity) => Some(quantity),
            Self::Unknown(..) | Self::NotStated | Self::Open => None,
        }
    }
}

/// The least and the most of what each of two makes with each of two others.
fn ends(
    these: [Option<Quantity>; 2],
    those: [Option<Quantity>; 2],
    make: &dyn Fn(Quantity, Quantity) -> Option<Quantity>,
) -> [Option<Quantity>; 2] {
    let pairs = these
        .into_iter()
        .flat_map(|one| those.map(|other| make(one?, other?)));
    let made: Option<Vec<Quantity>> = pairs.collect();
    least_and_most(&made.unwrap_or_default())
}

/// The least and the most of several quantities; neither where there are none, or two of them have no order.
pub(crate) fn least_and_most(all: &[Quantity]) -> [Option<Quantity>; 2] {
    let end = |wanted: Ordering| {
        let mut all = all.iter().copied();
        let first = all.next()?;
        all.try_fold(first, |end, one| match one.partial_cmp(&end)? {
            order if order == wanted => Some(one),
            _ => Some(end),
        })
    };
    [end(Ordering::Less), end(Ordering::Greater)]
}
