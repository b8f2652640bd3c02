//! A sum or a number held against its limit, and which of several decides.

use rust_decimal::Decimal;

use super::{AllMembers, Complete, Totals, Wholes};
use crate::condition::quantity::nearest;
use crate::condition::quantity::{Comparison, Relation};
use crate::context::{Resolved, Truth};
use crate::evaluate::aggregate::shares::Whichever;
use crate::rulebook::Among;
use crate::scalar::Quantity;

/// How a quantity compares with its limit.
pub(in crate::evaluate::aggregate) struct Judged {
    pub(in crate::evaluate::aggregate) truth: Truth,
    pub(in crate::evaluate::aggregate) with_review: bool,
    pub(in crate::evaluate::aggregate) among: Among,
    pub(in crate::evaluate::aggregate) quantity: Option<Quantity>,
    pub(in crate::evaluate::aggregate) at_worst: Option<Wholes>,
    pub(in crate::evaluate::aggregate) is_unproven: bool,
    /// What a group is held against that has a limit of its own, and what that is made of.
    pub(in crate::evaluate::aggregate) own: Option<(Quantity, Wholes)>,
}

impl AllMembers<'_> {
    /// Compares what could be added up. What could not can only make it more, so a ceiling that is passed already is passed,
    /// and a target that is reached is reached. What is under review counts against a ceiling, and does not reach a target yet. A limit
    /// that is itself of all applications moves with them: it holds only where it holds whichever of those under review comply. `whichever`
    /// says what comes of that.
    pub(in crate::evaluate::aggregate) fn judged(
        &self,
        totals: Option<Totals>,
        (compares, complete): (&Comparison, Complete),
        (wholes, is_own): (&Wholes, bool),
        whichever: &dyn Fn() -> Whichever,
    ) -> Judged {
        let holds = |among: Among| {
            let limit = wholes.limit(self.book, compares, self.as_of, among);
            totals.map_or(Truth::Open, |totals| {
                compares.holds(totals.of(among), limit)
            })
        };
        let is_target = compares.relation().is_target();
        let mut among = match self.among {
            Some(among) if among != Among::NotFailing => among,
            _ if is_target => Among::Complying,
            _ => Among::NotFailing,
        };
        let mut truth = holds(among);
        let may_change = self.among.is_none_or(|among| among == Among::NotFailing);
        let mut with_review = may_change
            && is_target
            && truth == Truth::Fails
            && holds(Among::NotFailing) != Truth::Fails;
        let other = match among {
            Among::Complying => Among::NotFailing,
            Among::NotFailing | Among::All => Among::Complying,
        };
        if may_change && !wholes.is_empty() && truth == Truth::Holds && holds(other) == Truth::Fails
        {
            (among, truth, with_review) = (other, Truth::Fails, true);
        }
        // With those under review, or without them, its limit is another and is kept.
        with_review |= may_change
            && !wholes.is_empty()
            && truth == Truth::Fails
            && holds(other) != Truth::Fails;
        let mut quantity = totals.map(|totals| totals.of(among));
        let (mut at_worst, mut is_unproven) = (None, false);
        let is_known = matches!(truth, Truth::Holds | Truth::Fails);
        if may_change && !wholes.is_empty() && is_known {
            match whichever() {
                Whichever::Holds => (truth, with_review) = (Truth::Holds, false),
                Whichever::Fails => (truth, with_review) = (Truth::Fails, false),
                Whichever::Depends(worst) => {
                    (truth, with_review) = (Truth::Fails, true);
                    is_unproven = worst.is_none();
                    if let Some(worst) = worst {
                        quantity = Some(worst.quantity);
                        at_worst = Some(worst.wholes);
                    }
                }
            }
        }
        let certain = match compares.relation() {
            _ if !wholes.is_empty() => {
                !with_review && complete.settles(truth, compares, !wholes.is_empty())
            }
            // A limit that is not known is passed by what is beyond its known neighbours.
            Relation::AtMost | Relation::LessThan => {
                matches!(truth, Truth::Fails | Truth::UnknownLaw)
            }
            Relation::AtLeast | Relation::MoreThan => truth == Truth::Holds || with_review,
            // Only more can come, which makes it no less.
            Relation::Equals => {
                let limit = wholes.limit(self.book, compares, self.as_of, among);
                truth == Truth::Fails && limit.known().is_some_and(|limit| Some(limit) < quantity)
            }
        };
        Judged {
            truth: if complete.all() || certain {
                truth
            } else {
                self.undecided()
            },
            with_review,
            among,
            quantity,
            at_worst,
            is_unproven,
            own: match wholes.limit(self.book, compares, self.as_of, among) {
                Resolved::Known(limit) if is_own => Some((limit, wholes.clone())),
                _ => None,
            },
        }
    }
}

impl Judged {
    /// Whether it decides rather than another: a failure that no person can turn before one that a person can, then the one that is
    /// farthest beyond its limit, or nearest to it.
    pub(in crate::evaluate::aggregate) fn outranks(&self, other: &Self, is_target: bool) -> bool {
        let rank = |one: &Self| (one.truth, !one.with_review);
        let (own, others) = (rank(self), rank(other));
        let farther = match (self.quantity, other.quantity) {
            // Each beyond a limit of its own.
            _ if self.own.is_some() && other.own.is_some() => {
                let (own, others) = (self.above(), other.above());
                if is_target {
                    own < others
                } else {
                    own > others
                }
            }
            (Some(own), Some(other)) => own.partial_cmp(&other).is_some_and(|ordering| {
                if is_target {
                    ordering.is_lt()
                } else {
                    ordering.is_gt()
                }
            }),
            (Some(_), None) => true,
            (None, _) => false,
        };
        own > others || (own == others && farther)
    }

    /// How much it is above its own limit; below it, less than nothing.
    fn above(&self) -> Option<Decimal> {
        let (found, (limit, _)) = self.quantity.zip(self.own.as_ref())?;
        let apart = found.distance(*limit)?;
        match found < *limit {
            true => Decimal::ZERO.checked_sub(apart),
            false => Some(apart),
        }
    }
}

/// What is told of a limit: where it is not known and yet broken, the nearest that is.
pub(in crate::evaluate::aggregate) fn told(
    limit: Resolved<'_>,
    found: Option<Quantity>,
    truth: Truth,
) -> Option<Quantity> {
    match (limit, found) {
        (Resolved::Known(limit), _) => Some(limit),
        (Resolved::Unknown(unknown), Some(found)) if truth == Truth::Fails => {
            nearest(found, unknown.known)
        }
        _ => None,
    }
}
