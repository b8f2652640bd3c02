//! A limit that is itself of all applications moves with those under review. Some of them may be accepted and others not, so that it is
//! certain only where it is so whichever they are.

mod bounds;
mod rows;
mod tried;

use std::cell::RefCell;
use std::rc::Rc;

use rust_decimal::Decimal;

use super::totals::{AllMembers, Totals, Wholes};
use crate::condition::quantity::{Comparison, Overall};
use crate::context::Truth;
use crate::law::ValueId;
use crate::rulebook::Among;
use crate::scalar::Quantity;
use bounds::PieceBounds;
pub(super) use rows::Rows;
use rows::add_to;

/// What comes of a share whichever of those under review are accepted.
pub(super) enum Whichever {
    Holds,
    Fails,
    /// Which are decides, or may; with what it comes to where it fails, if it is known that it fails with some and holds with others.
    Depends(Option<Accepted>),
}

/// What comes of a share where of those under review just some are accepted.
pub(super) struct Accepted {
    truth: Truth,
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

/// What there is with none and with all of those under review.
struct NoneAndAll {
    none: Vec<Decimal>,
    all: Vec<Decimal>,
    /// Whether something in it counts once that several of them have.
    counts_once: bool,
}

/// The bounds of one cell.
type OfCell<'s> = (Option<ValueId>, Option<Rc<Vec<PieceBounds<'s>>>>);

/// What each application adds to the limit of every group, whichever it belongs to; where there are no groups, to both sides.
pub(super) struct OfAll<'s> {
    rows: Rows,
    /// What all of them come to where none belongs to the group, by the cell that says its limit.
    outside: RefCell<Vec<OfCell<'s>>>,
}

impl AllMembers<'_> {
    /// What comes of a share where there are no groups.
    pub(super) fn of_none(
        &self,
        columns: &[(usize, &Overall)],
        compares: &Comparison,
    ) -> Whichever {
        let share = Share {
            columns,
            compares,
            cell: None,
        };
        match self.of_all(columns) {
            Some(all) => self.of_group(Some(Rows::new(columns.len())), share, &all),
            None => Whichever::Depends(None),
        }
    }

    /// What each application adds, but to what is of groups; nothing where the limit is of no application, or of too much.
    pub(super) fn of_all<'s>(&self, columns: &[(usize, &Overall)]) -> Option<OfAll<'s>> {
        if columns.len() < 2 {
            return None;
        }
        let mut rows = Rows::new(columns.len());
        let columns = columns.iter().enumerate();
        for (place, (column, _)) in columns.filter(|(_, (_, overall))| overall.per.is_none()) {
            let amounts = self.aggregates.amounts(*column).into_iter();
            let amounts = amounts.flat_map(|amounts| amounts.iter().map(Option::unwrap_or_default));
            let counts = self.aggregates.counts(*column).into_iter();
            let counts = counts.flat_map(|counts| counts.iter().map(Decimal::from));
            for added in amounts.enumerate().chain(counts.enumerate()) {
                rows.add(self, place, added)?;
            }
            let values = self.aggregates.groups(*column);
            for value in values.chunk_by(|a, b| a.key.hash == b.key.hash) {
                let members = value.iter().map(|entry| entry.key.member() as usize);
                rows.add_value(self, place, members)?;
            }
        }
        Some(OfAll {
            rows,
            outside: RefCell::default(),
        })
    }

    /// What comes of a group, whichever of those in it and of those outside it are accepted; `own` is what those in it add.
    pub(super) fn of_group<'s>(
        &self,
        own: Option<Rows>,
        share: Share<'s>,
        of_all: &OfAll<'s>,
    ) -> Whichever {
        let Some(own) = own else {
            return Whichever::Depends(None);
        };
        let rows = [&of_all.rows, &own];
        let bounds = self.outside(share, of_all);
        let bounds =
            bounds.and_then(|bounds| self.bounds_of_group(share, &bounds, (&of_all.rows, &own)));
        let bounds = bounds.unwrap_or_default();
        let Some(span) = span(share, rows) else {
            return Whichever::Depends(None);
        };
        match self.certain(share, &bounds, &span) {
            Some(true) => return Whichever::Holds,
            Some(false) => return Whichever::Fails,
            None => {}
        }
        if let Some(worst) = self.failing(share, &bounds, &span) {
            return Whichever::Depends(Some(worst));
        }
        let tried = self.tried(share, rows);
        tried.unwrap_or(Whichever::Depends(None))
    }

    /// What holds of all applications where none of them belongs to the group.
    fn outside<'s>(
        &self,
        share: Share<'s>,
        of_all: &OfAll<'s>,
    ) -> Option<Rc<Vec<PieceBounds<'s>>>> {
        let mut known = of_all.outside.borrow_mut();
        if let Some((_, bounds)) = known.iter().find(|(cell, _)| *cell == share.cell) {
            return bounds.clone();
        }
        let bounds = self.bounds(share, &of_all.rows).map(Rc::new);
        known.push((share.cell, bounds.clone()));
        bounds
    }

    /// What it comes to where it fails, if of the choices that are known it fails with some and holds with others.
    fn failing(
        &self,
        share: Share<'_>,
        bounds: &[PieceBounds<'_>],
        span: &NoneAndAll,
    ) -> Option<Accepted> {
        // The ends are no choices where what counts once is counted with each.
        let ends = bounds.iter();
        let ends = ends.filter(|bound| !span.counts_once && bound.is_met());
        let ends = ends.flat_map(|bound| bound.ends.iter());
        let (mut fails, mut holds) = (None, false);
        for amounts in ends.chain([&span.none, &span.all]) {
            let one = self.accepted(share, amounts)?;
            holds |= one.truth == Truth::Holds;
            fails = fails.or((one.truth == Truth::Fails).then_some(one));
        }
        fails.filter(|_| holds)
    }

    /// What comes of these amounts.
    fn accepted(&self, share: Share<'_>, amounts: &[Decimal]) -> Option<Accepted> {
        let (quantity, wholes) = same(share, amounts)?;
        let limit = wholes.limit(self.book, share.compares, self.as_of, Among::All);
        Some(Accepted {
            truth: share.compares.holds(quantity, limit),
            quantity,
            wholes,
        })
    }
}

fn span(share: Share<'_>, rows: [&Rows; 2]) -> Option<NoneAndAll> {
    let [mut none, mut all] = rows.map(|_| vec![Decimal::ZERO; share.columns.len()]);
    for rows in rows {
        add_to(&mut none, &rows.none)?;
        add_to(&mut all, &rows.all)?;
    }
    Some(NoneAndAll {
        none,
        all,
        counts_once: rows.iter().any(|rows| !rows.values.is_empty()),
    })
}

/// So much, and so much of what its limit is made of, whatever the verdict.
fn same(share: Share<'_>, amounts: &[Decimal]) -> Option<(Quantity, Wholes)> {
    let all = share.columns.iter().zip(amounts);
    let mut all = all.map(|((_, overall), amount)| overall.quantity(*amount));
    let quantity = all.next()??;
    let wholes = Wholes {
        totals: all.map(|one| one.map(Totals::same)).collect(),
        cell: share.cell,
        ..Wholes::default()
    };
    Some((quantity, wholes))
}
