//! What the limit of a sum comes to where it is itself of all applications, or of a cell of a table.

use chrono::NaiveDate;

use super::Totals;
use crate::condition::quantity::{Apart, Comparison, Overall};
use crate::context::Resolved;
use crate::law::ValueId;
use crate::rulebook::{Among, RuleBook};
use crate::scalar::Quantity;

/// What a limit is made of that no law says for all: what its quantities come to that are of all applications, in their order, and the
/// cell of a table that a group of them reads, or what those of a group state.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wholes {
    pub(in crate::evaluate::aggregate) totals: Vec<Option<Totals>>,
    pub(in crate::evaluate::aggregate) cell: Option<ValueId>,
    /// What those of the group state.
    pub(in crate::evaluate::aggregate) stated: Option<Quantity>,
}

impl Wholes {
    /// What a limit comes to of the applications that decide.
    pub fn limit<'a>(
        &self,
        book: &'a RuleBook,
        compares: &Comparison,
        day: NaiveDate,
        among: Among,
    ) -> Resolved<'a> {
        self.with(book, compares, day, among, |apart| {
            compares.to.apart(apart).unwrap_or(Resolved::Open)
        })
    }

    /// Shows what is known without looking at one application.
    pub(crate) fn with<'a, T>(
        &self,
        book: &'a RuleBook,
        compares: &Comparison,
        day: NaiveDate,
        among: Among,
        show: impl FnOnce(&Apart<'a, '_>) -> T,
    ) -> T {
        let mut named: Vec<&Overall> = Vec::new();
        compares.to.each_overall(&mut |overall| named.push(overall));
        let overall = |asked: &Overall| {
            let place = named.iter().position(|own| std::ptr::eq(*own, asked));
            let totals = place.and_then(|place| *self.totals.get(place)?);
            totals.map_or(Resolved::Open, |totals| Resolved::Known(totals.of(among)))
        };
        show(&Apart {
            values: &book.values,
            day,
            overall: Some(&overall),
            cell: self.cell,
            stated: self.stated,
        })
    }

    /// Each that is known.
    pub fn iter(&self) -> impl Iterator<Item = Option<&Totals>> {
        self.totals.iter().map(Option::as_ref)
    }

    /// Whether there are none: the limit is that of the law alone.
    pub fn is_empty(&self) -> bool {
        self.totals.is_empty()
    }

    /// The cell of a table that says it, where one does.
    pub const fn cell(&self) -> Option<ValueId> {
        self.cell
    }
}
