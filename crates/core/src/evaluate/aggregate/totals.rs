//! Sums and numbers over all applications by verdict, held against a limit.

use chrono::NaiveDate;

use super::{AggregateEvaluation, Likeness};
use crate::condition::quantity::{Comparison, Relation};
use crate::context::{Resolved, Truth};
use crate::evaluate::nearest;
use crate::finding::Verdict;
use crate::rulebook::{Among, RuleBook};
use crate::scalar::Quantity;

/// A sum or a number by verdict.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Totals {
    /// Of the applications that comply.
    pub complies: Quantity,
    /// Of those and of those that a person must judge.
    pub with_review: Quantity,
    /// Of all that can be read.
    pub all: Quantity,
}

impl Totals {
    fn try_from_fn(total: impl Fn(Among) -> Option<Quantity>) -> Option<Self> {
        Some(Self {
            complies: total(Among::Complying)?,
            with_review: total(Among::NotFailing)?,
            all: total(Among::All)?,
        })
    }

    /// That of the applications that decide.
    #[must_use]
    pub const fn of(&self, among: Among) -> Quantity {
        match among {
            Among::Complying => self.complies,
            Among::NotFailing => self.with_review,
            Among::All => self.all,
        }
    }
}

/// The applications of one call, as a requirement looks at them.
pub(super) struct AllMembers<'a> {
    pub(super) book: &'a RuleBook,
    /// Whose applications the rule looks at, where it says so.
    pub(super) among: Option<Among>,
    pub(super) verdicts: &'a [Verdict],
    pub(super) unread: &'a [u32],
    /// Whether everything could be read that there may be.
    pub(super) complete: bool,
    pub(super) as_of: NaiveDate,
}

impl AllMembers<'_> {
    /// Whether it holds that nothing is in common, of which something was found or not.
    pub(super) fn nothing_found(&self, nothing: bool) -> Truth {
        match (nothing, self.complete) {
            (false, _) => Truth::Fails,
            (true, true) => Truth::Holds,
            (true, false) => Truth::Open,
        }
    }

    /// What a comparison with one another comes to, but for what was found.
    pub(super) fn compared_with_one_another(
        &self,
        truth: Truth,
        among: Among,
    ) -> AggregateEvaluation {
        AggregateEvaluation {
            truth,
            with_review: false,
            unread: self.unread.to_vec(),
            complete: self.complete,
            quantity: None,
            totals: None,
            limit: None,
            value: None,
            among,
            shared: Vec::new(),
            alike: Likeness::default(),
        }
    }

    /// What is kept of those with such a verdict.
    pub(super) fn of<'c, T>(&self, among: Among, column: &'c [T]) -> impl Iterator<Item = &'c T> {
        let all = column.iter().zip(self.verdicts);
        all.filter(move |(_, verdict)| among.has(**verdict))
            .map(|(kept, _)| kept)
    }

    /// Compares what could be added up. What could not can only make it more, so a ceiling that is passed already is passed,
    /// and a target that is reached is reached. What is under review counts against a ceiling, and does not reach a target yet.
    pub(super) fn compared(
        &self,
        total: impl Fn(Among) -> Option<Quantity>,
        compares: &Comparison,
    ) -> AggregateEvaluation {
        let limit = compares.to.by_law(&self.book.values, self.as_of);
        let limit = limit.unwrap_or(Resolved::Open);
        let holds = |quantity: Option<Quantity>| {
            quantity.map_or(Truth::Open, |quantity| compares.holds(quantity, limit))
        };
        let totals = Totals::try_from_fn(total);
        let is_target = compares.relation().is_target();
        let among = match self.among {
            Some(among) if among != Among::NotFailing => among,
            _ if is_target => Among::Complying,
            _ => Among::NotFailing,
        };
        let quantity = totals.map(|totals| totals.of(among));
        let truth = holds(quantity);
        let may_reach = is_target && self.among.is_none_or(|among| among == Among::NotFailing);
        let with_review = may_reach
            && truth == Truth::Fails
            && holds(totals.map(|totals| totals.with_review)) == Truth::Holds;
        let certain = match compares.relation() {
            Relation::AtMost | Relation::LessThan => {
                matches!(truth, Truth::Fails | Truth::UnknownLaw)
            }
            Relation::AtLeast | Relation::MoreThan => truth == Truth::Holds || with_review,
            Relation::Equals => false,
        };
        AggregateEvaluation {
            truth: if self.complete || certain {
                truth
            } else {
                Truth::Open
            },
            with_review,
            unread: self.unread.to_vec(),
            complete: self.complete,
            quantity,
            totals,
            limit: match (limit, quantity) {
                (Resolved::Known(limit), _) => Some(limit),
                (Resolved::Unknown(_, known), Some(found)) if truth == Truth::Fails => {
                    nearest(found, known)
                }
                _ => None,
            },
            value: compares.to.value(),
            among,
            shared: Vec::new(),
            alike: Likeness::default(),
        }
    }
}
