//! Sums and numbers over all applications by verdict, held against a limit.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::columns::{Aggregates, Key};
use super::{AggregateEvaluation, ByCell, Likeness, SharedKey};
use crate::condition::quantity::{Apart, Comparison, Overall, Relation};
use crate::context::{Resolved, Truth};
use crate::evaluate::nearest;
use crate::law::ValueId;
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
    fn try_from_fn(mut total: impl FnMut(Among) -> Option<Quantity>) -> Option<Self> {
        Some(Self {
            complies: total(Among::Complying)?,
            with_review: total(Among::NotFailing)?,
            all: total(Among::All)?,
        })
    }

    /// Whatever the verdict.
    pub(super) const fn same(one: Quantity) -> Self {
        Self {
            complies: one,
            with_review: one,
            all: one,
        }
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

/// What a limit is made of that no law says for all: what its quantities come to that are of all applications, in their order, and the
/// cell of a table that a group of them reads.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wholes {
    pub(super) totals: Vec<Option<Totals>>,
    pub(super) cell: Option<ValueId>,
}

impl Wholes {
    /// What a limit comes to of the applications that decide.
    #[must_use]
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
        })
    }

    /// Each that is known.
    pub fn iter(&self) -> impl Iterator<Item = Option<&Totals>> {
        self.totals.iter().map(Option::as_ref)
    }

    /// Whether there are none: the limit is that of the law alone.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.totals.is_empty()
    }

    /// The same for a group that reads this cell.
    #[must_use]
    pub fn of_group(&self, cell: Option<ValueId>) -> Self {
        Self {
            totals: self.totals.clone(),
            cell,
        }
    }
}

/// How a quantity compares with its limit.
struct Judged {
    truth: Truth,
    with_review: bool,
    among: Among,
    quantity: Option<Quantity>,
    at_worst: Option<Wholes>,
    /// What a group is held against that has a limit of its own, and the cell that says it.
    own: Option<(Quantity, ValueId)>,
}

/// The applications of one call, as a requirement looks at them.
pub(super) struct AllMembers<'a> {
    pub(super) book: &'a RuleBook,
    /// Whose applications the rule looks at, where it says so.
    pub(super) among: Option<Among>,
    pub(super) aggregates: &'a Aggregates,
    pub(super) unread: &'a [u32],
    /// For which the office has not stated something yet.
    pub(super) awaited: &'a [u32],
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
            awaited: Vec::new(),
            complete: self.complete,
            quantity: None,
            totals: None,
            limit: None,
            value: None,
            wholes: Wholes::default(),
            at_worst: None,
            by_cell: Vec::new(),
            among,
            shared: Vec::new(),
            alike: Likeness::default(),
        }
    }

    /// What is answered where not everything is known: a person is asked where the office can still state it.
    fn undecided(&self) -> Truth {
        match self.awaited {
            [] => Truth::Open,
            _ => Truth::NotStated,
        }
    }

    /// Whether an application is one of those.
    fn has(&self, among: Among, member: usize) -> bool {
        let verdict = self.aggregates.verdicts().get(member);
        verdict.is_some_and(|verdict| among.has(*verdict))
    }

    /// What is kept of those with such a verdict.
    fn of<T>(&self, among: Among, column: impl Iterator<Item = T>) -> impl Iterator<Item = T> {
        let all = column.zip(self.aggregates.verdicts());
        all.filter(move |(_, verdict)| among.has(**verdict))
            .map(|(kept, _)| kept)
    }

    /// What a column comes to.
    fn totals(&self, column: usize, overall: &Overall) -> Option<Totals> {
        let (amounts, counts) = (
            self.aggregates.amounts(column),
            self.aggregates.counts(column),
        );
        let groups = self.aggregates.groups(column);
        Totals::try_from_fn(|among| {
            let amounts = amounts.into_iter().flat_map(|amounts| amounts.iter());
            let sum = added_up(self.of(among, amounts).flatten())?;
            let counts = counts.into_iter().flat_map(|counts| counts.iter());
            let count = self.of(among, counts).map(u64::from);
            let count = count.fold(0, u64::saturating_add);
            let groups = groups.chunk_by(|(a, ..), (b, ..)| a.hash == b.hash);
            let groups = groups.filter(|group| {
                let mut members = group.iter();
                members.any(|(key, ..)| self.has(among, key.member() as usize))
            });
            let count = count.saturating_add(u64::try_from(groups.count()).unwrap_or(u64::MAX));
            overall.quantity(sum.checked_add(count.into())?)
        })
    }

    /// Compares what could be added up. What could not can only make it more, so a ceiling that is passed already is passed,
    /// and a target that is reached is reached. What is under review counts against a ceiling, and does not reach a target yet. A limit
    /// that is itself of all applications moves with them: it holds only where it holds whichever of those under review comply. `columns`
    /// are that of the quantity and those of its limit; nothing of groups.
    fn judged(
        &self,
        totals: Option<Totals>,
        compares: &Comparison,
        wholes: &Wholes,
        columns: &[(usize, &Overall)],
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
            && holds(Among::NotFailing) == Truth::Holds;
        let other = match among {
            Among::Complying => Among::NotFailing,
            Among::NotFailing | Among::All => Among::Complying,
        };
        if may_change && !wholes.is_empty() && truth == Truth::Holds && holds(other) == Truth::Fails
        {
            (among, truth, with_review) = (other, Truth::Fails, true);
        }
        let mut quantity = totals.map(|totals| totals.of(among));
        let mut at_worst = None;
        let decides = may_change && !wholes.is_empty() && !compares.is_equality();
        if decides && let Some([worst, best]) = self.at_worst_and_best(columns, compares) {
            match (worst.truth, best.truth) {
                (Truth::Fails, Truth::Holds) => {
                    (truth, with_review) = (Truth::Fails, true);
                    quantity = Some(worst.quantity);
                    at_worst = Some(worst.wholes);
                }
                (_, Truth::Fails) => with_review = false,
                _ => {}
            }
        }
        let certain = match compares.relation() {
            _ if !wholes.is_empty() => false,
            Relation::AtMost | Relation::LessThan => {
                matches!(truth, Truth::Fails | Truth::UnknownLaw)
            }
            Relation::AtLeast | Relation::MoreThan => truth == Truth::Holds || with_review,
            Relation::Equals => false,
        };
        Judged {
            truth: if self.complete || certain {
                truth
            } else {
                self.undecided()
            },
            with_review,
            among,
            quantity,
            at_worst,
            own: match wholes.limit(self.book, compares, self.as_of, among) {
                Resolved::Known(limit) => wholes.cell.map(|cell| (limit, cell)),
                _ => None,
            },
        }
    }

    /// A quantity over all applications, held against its limit. `column` is its own; those of its limit follow.
    pub(super) fn compared(
        &self,
        column: usize,
        overall: &Overall,
        compares: &Comparison,
    ) -> AggregateEvaluation {
        let (mut wholes, mut columns) = (Wholes::default(), vec![(column, overall)]);
        compares.to.each_overall(&mut |inner| {
            let next = column.saturating_add(columns.len());
            wholes.totals.push(self.totals(next, inner));
            columns.push((next, inner));
        });
        let mut by_cell = Vec::new();
        let (judged, totals, shared) = match overall.per {
            None => {
                let totals = self.totals(column, overall);
                let judged = self.judged(totals, compares, &wholes, &columns);
                (judged, totals, Vec::new())
            }
            Some(_) => {
                let of = (column, overall);
                let (worst, shared) = self.groups(of, compares, &wholes, &mut by_cell);
                wholes.cell = worst.own.map(|(_, cell)| cell);
                (worst, None, shared)
            }
        };
        let shown = judged.at_worst.as_ref().unwrap_or(&wholes);
        let limit = shown.limit(self.book, compares, self.as_of, judged.among);
        AggregateEvaluation {
            truth: judged.truth,
            with_review: judged.with_review,
            unread: self.unread.to_vec(),
            awaited: self.awaited.to_vec(),
            complete: self.complete,
            quantity: judged.quantity,
            totals,
            limit: told(limit, judged.quantity, judged.truth),
            value: wholes.cell.or_else(|| compares.to.value()),
            wholes,
            by_cell,
            at_worst: judged.at_worst,
            among: judged.among,
            shared,
            alike: Likeness::default(),
        }
    }

    /// The group that decides, and all that do not keep to the limit.
    fn groups(
        &self,
        (column, overall): (usize, &Overall),
        compares: &Comparison,
        wholes: &Wholes,
        by_cell: &mut Vec<ByCell>,
    ) -> (Judged, Vec<SharedKey>) {
        let all = self.aggregates.groups(column);
        let among = self.among.unwrap_or(Among::NotFailing);
        let seen = |key: &Key| self.has(among, key.member() as usize);
        // Of no group nothing is too much, nor too little.
        let mut worst = Judged {
            truth: if self.complete {
                Truth::Holds
            } else {
                self.undecided()
            },
            with_review: false,
            among,
            quantity: None,
            at_worst: None,
            own: None,
        };
        let mut broken = Vec::new();
        for group in all.chunk_by(|(a, ..), (b, ..)| a.hash == b.hash) {
            let Some((first, _, cell)) = group.iter().find(|(key, ..)| seen(key)) else {
                continue;
            };
            let totals = Totals::try_from_fn(|among| {
                let own = group.iter();
                let own = own.filter(|(key, ..)| self.has(among, key.member() as usize));
                overall.quantity(added_up(own.map(|(_, amount, _)| *amount))?)
            });
            let own;
            let wholes = match cell {
                Some(_) => {
                    own = wholes.of_group(*cell);
                    &own
                }
                None => wholes,
            };
            let judged = self.judged(totals, compares, wholes, &[]);
            by_cell.extend(cell.map(|cell| (cell, judged.quantity, judged.truth)));
            if matches!(judged.truth, Truth::Fails | Truth::UnknownLaw) {
                let members = group.iter().map(|(key, ..)| key.member() as usize);
                let mut members: Vec<usize> = members.collect();
                members.retain(|&member| self.has(among, member));
                members.dedup();
                let limit = wholes.limit(self.book, compares, self.as_of, judged.among);
                broken.push(SharedKey {
                    key: 0,
                    hash: first.hash,
                    members,
                    quantity: judged.quantity,
                    with_review: judged.with_review,
                    limit: told(limit, judged.quantity, judged.truth),
                    cell: *cell,
                });
            }
            if judged.outranks(&worst, compares.relation().is_target()) {
                worst = judged;
            }
        }
        broken.sort_by(|a, b| a.members.cmp(&b.members));
        (worst, broken)
    }
}

impl Judged {
    /// Whether it decides rather than another: a failure that no person can turn before one that a person can, then the one that is
    /// farthest beyond its limit, or nearest to it.
    fn outranks(&self, other: &Self, is_target: bool) -> bool {
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
        let (found, (limit, _)) = self.quantity.zip(self.own)?;
        let apart = found.distance(limit)?;
        match found < limit {
            true => Decimal::ZERO.checked_sub(apart),
            false => Some(apart),
        }
    }
}

/// What is told of a limit: where it is not known and yet broken, the nearest that is.
fn told(limit: Resolved<'_>, found: Option<Quantity>, truth: Truth) -> Option<Quantity> {
    match (limit, found) {
        (Resolved::Known(limit), _) => Some(limit),
        (Resolved::Unknown(_, known), Some(found)) if truth == Truth::Fails => {
            nearest(found, known)
        }
        _ => None,
    }
}

fn added_up(mut amounts: impl Iterator<Item = Decimal>) -> Option<Decimal> {
    amounts.try_fold(Decimal::ZERO, |sum, one| sum.checked_add(one))
}
