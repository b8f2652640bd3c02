//! A limit that is itself of all applications moves with those under review. Some of them may be accepted and others not, so that it is
//! certain only where it is so whichever they are.

use std::cell::RefCell;

use rust_decimal::Decimal;

use super::totals::{AllMembers, Totals, Wholes};
use crate::condition::quantity::{Comparison, Overall};
use crate::context::Truth;
use crate::law::ValueId;
use crate::rulebook::Among;
use crate::scalar::Quantity;

/// What comes of a share where of those under review just some are accepted.
pub(super) struct Accepted {
    pub(super) truth: Truth,
    pub(super) quantity: Quantity,
    pub(super) wholes: Wholes,
}

/// What is held against a limit that is of all applications: by the columns of both, and the cell that says the limit of a group.
#[derive(Clone, Copy)]
pub(super) struct Share<'s> {
    pub(super) columns: &'s [(usize, &'s Overall)],
    pub(super) compares: &'s Comparison,
    pub(super) cell: Option<ValueId>,
}

/// What is added up at worst and at best, by column.
type Extremes = [Vec<Decimal>; 2];

/// What each application adds to the limit of every group, whichever it belongs to.
pub(super) struct OfAll {
    /// By column; nothing of one that is of groups.
    columns: Vec<Option<Vec<Decimal>>>,
    /// What all of them come to where none belongs to the group, by the cell that says its limit.
    outside: RefCell<Vec<(Option<ValueId>, Extremes)>>,
}

impl OfAll {
    fn row(&self, member: usize) -> Vec<Decimal> {
        let own = |column: &Option<Vec<Decimal>>| column.as_ref()?.get(member).copied();
        let columns = self.columns.iter();
        columns
            .map(|column| own(column).unwrap_or_default())
            .collect()
    }
}

impl AllMembers<'_> {
    /// What comes of a share at worst and at best: where of those under review those are accepted that lower it alone, or those that
    /// raise it. Each is held against the limit by itself; nothing where groups are counted, of which one belongs to many.
    pub(super) fn at_worst_and_best(
        &self,
        columns: &[(usize, &Overall)],
        compares: &Comparison,
    ) -> Option<[Accepted; 2]> {
        let share = Share {
            columns,
            compares,
            cell: None,
        };
        let columns = share.columns.iter();
        let columns = columns.map(|(column, _)| Some(Some(self.added(*column)?.collect())));
        let all = OfAll {
            columns: columns.collect::<Option<_>>()?,
            outside: RefCell::default(),
        };
        self.extremes(share, &self.outside(share, &all)?)
    }

    /// What each application adds to the limit of groups; nothing where that is of no application.
    pub(super) fn of_all(&self, columns: &[(usize, &Overall)]) -> Option<OfAll> {
        let limits = columns.get(1..).filter(|limits| !limits.is_empty())?;
        let limits = limits.iter().map(|(column, overall)| match overall.per {
            Some(_) => Some(None),
            None => self.added(*column).map(|added| Some(added.collect())),
        });
        let columns = std::iter::once(Some(None)).chain(limits);
        Some(OfAll {
            columns: columns.collect::<Option<_>>()?,
            outside: RefCell::default(),
        })
    }

    /// What comes of a group at worst and at best, whichever of those in it and of those outside it are accepted; of those in it the
    /// rows say what they add.
    pub(super) fn of_group(
        &self,
        rows: Vec<(usize, Vec<Decimal>)>,
        share: Share<'_>,
        of_all: &OfAll,
    ) -> Option<[Accepted; 2]> {
        let known = {
            let all = of_all.outside.borrow();
            let mut all = all.iter();
            all.find(|(cell, _)| *cell == share.cell)
                .map(|(_, both)| both.clone())
        };
        let mut both = match known {
            Some(both) => both,
            None => {
                let both = self.outside(share, of_all)?;
                let mut known = of_all.outside.borrow_mut();
                known.push((share.cell, both.clone()));
                both
            }
        };
        for (member, mut row) in rows {
            let outside = of_all.row(member);
            self.count(share, member, (&outside, false), &mut both)?;
            for (own, outside) in row.iter_mut().zip(outside) {
                *own = own.checked_add(outside)?;
            }
            self.count(share, member, (&row, true), &mut both)?;
        }
        self.extremes(share, &both)
    }

    fn outside(&self, share: Share<'_>, of_all: &OfAll) -> Option<Extremes> {
        let nothing = vec![Decimal::ZERO; share.columns.len()];
        let mut both = [nothing.clone(), nothing];
        if of_all.columns.iter().any(Option::is_some) {
            for member in 0..self.aggregates.verdicts().len() {
                self.count(share, member, (&of_all.row(member), true), &mut both)?;
            }
        }
        Some(both)
    }

    /// Counts what an application adds, at worst and at best; or takes it off again.
    fn count(
        &self,
        share: Share<'_>,
        member: usize,
        (own, counts): (&[Decimal], bool),
        both: &mut Extremes,
    ) -> Option<()> {
        let sides = self.sides(share, member, own)?;
        let sums = both.iter_mut().zip(sides).filter(|(_, side)| *side);
        for (sum, own) in sums.flat_map(|(sums, _)| sums.iter_mut().zip(own)) {
            let mut own = *own;
            own.set_sign_positive(own.is_sign_positive() == counts);
            *sum = sum.checked_add(own)?;
        }
        Some(())
    }

    /// Whether what an application adds counts at worst, and at best.
    fn sides(&self, share: Share<'_>, member: usize, own: &[Decimal]) -> Option<[bool; 2]> {
        let verdict = self.aggregates.verdicts().get(member);
        Some(match verdict {
            Some(verdict) if Among::Complying.has(*verdict) => [true; 2],
            Some(verdict) if Among::NotFailing.has(*verdict) => {
                let raises = self.accepted(share, own)?.truth == Truth::Holds;
                [!raises, raises]
            }
            _ => [false; 2],
        })
    }

    fn extremes(&self, share: Share<'_>, [worst, best]: &Extremes) -> Option<[Accepted; 2]> {
        Some([self.accepted(share, worst)?, self.accepted(share, best)?])
    }

    /// What comes of these amounts.
    fn accepted(&self, share: Share<'_>, amounts: &[Decimal]) -> Option<Accepted> {
        let Share {
            columns,
            compares,
            cell,
        } = share;
        let all = columns.iter().zip(amounts);
        let mut all = all.map(|((_, overall), amount)| overall.quantity(*amount));
        let quantity = all.next()??;
        let wholes = Wholes {
            totals: all.map(|one| one.map(Totals::same)).collect(),
            cell,
            ..Wholes::default()
        };
        let limit = wholes.limit(self.book, compares, self.as_of, Among::All);
        Some(Accepted {
            truth: compares.holds(quantity, limit),
            quantity,
            wholes,
        })
    }

    /// What each application adds to a column; what cannot be read adds nothing.
    fn added(&self, column: usize) -> Option<Box<dyn Iterator<Item = Decimal> + '_>> {
        if let Some(amounts) = self.aggregates.amounts(column) {
            return Some(Box::new(amounts.iter().map(Option::unwrap_or_default)));
        }
        let counts = self.aggregates.counts(column)?;
        Some(Box::new(counts.iter().map(Decimal::from)))
    }
}
