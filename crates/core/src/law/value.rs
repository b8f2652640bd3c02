//! Values that the law sets from one day on, and what is known of them on a day.

use std::sync::Arc;

use chrono::NaiveDate;

use super::Citation;
use crate::form::{Kind, place_in_book};
use crate::language::Translated;
use crate::scalar::Quantity;
use atbilst_yaml::source::Span;

place_in_book! {
    /// The place of a dated value in its rule book.
    ValueId
}

/// A value that the law may change.
#[derive(Clone, Debug, PartialEq)]
pub struct DatedValue {
    /// Its name in the book.
    pub name: Arc<str>,
    /// Its kind, one that is measured.
    pub kind: Kind,
    /// What it is called.
    pub title: Translated<String>,
    /// What it is from when, oldest first; never empty.
    pub history: Vec<Dated>,
    /// Its place in the rule book.
    pub span: Span,
}

/// A value from one day on.
#[derive(Clone, Debug, PartialEq)]
pub struct Dated {
    /// The first day.
    pub from: NaiveDate,
    /// The value; `None` where it is not known.
    pub is: Option<Quantity>,
    /// Whether it can be compared with what it is before and after: a cell of a table whose bands end elsewhere then cannot.
    pub(crate) comparable: bool,
    /// By which law.
    pub law: Vec<Citation>,
    /// The place of what it is in the rule book.
    pub span: Span,
    /// The place of the first day.
    pub from_span: Span,
}

/// What is known of a value on one day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum InForce<'a> {
    /// The value.
    Known(&'a Dated, Quantity),
    /// Not known: the last known value before, and the first known one after.
    Unknown([Option<Quantity>; 2], Option<&'a Dated>),
}

impl<'a> InForce<'a> {
    /// The entry of the history that counts, known or not.
    pub fn dated(&self) -> Option<&'a Dated> {
        match *self {
            Self::Known(dated, _) => Some(dated),
            Self::Unknown(_, dated) => dated,
        }
    }
}

impl DatedValue {
    /// What it is on a day. Before the first entry that one counts: nothing tells that the value was ever another.
    pub fn on(&self, day: NaiveDate) -> InForce<'_> {
        let next = self.history.partition_point(|dated| dated.from <= day);
        let (past, future) = self.history.split_at(next.max(1).min(self.history.len()));
        match past {
            [.., dated @ Dated { is: Some(is), .. }] => InForce::Known(dated, *is),
            [
                ..,
                dated @ Dated {
                    comparable: false, ..
                },
            ] => InForce::Unknown([None; 2], Some(dated)),
            _ => {
                let before = past.iter().rev().find_map(|dated| dated.is);
                let after = future.iter().find_map(|dated| dated.is);
                InForce::Unknown([before, after], past.last())
            }
        }
    }

    /// The known values between which it lies on a day, and whether it is known itself.
    pub fn bounds(&self, day: NaiveDate) -> ([Option<Quantity>; 2], bool) {
        match self.on(day) {
            InForce::Known(_, quantity) => ([Some(quantity); 2], true),
            InForce::Unknown(known, _) => (known, false),
        }
    }

    /// The newest known value.
    pub fn newest(&self) -> Option<Quantity> {
        self.history.iter().rev().find_map(|dated| dated.is)
    }
}
