//! By how much something is above its limit at least and at most, whichever of those under review are accepted.

use rust_decimal::Decimal;

use super::rows::{Row, Rows, add_to, take_from};
use super::{NoneAndAll, Share, same};
use crate::condition::quantity::{Dependence, LimitPiece, Relation};
use crate::context::Resolved;
use crate::evaluate::aggregate::totals::AllMembers;
use crate::rulebook::Among;

/// A limit that depends so on more quantities than this is not bounded: each of them may stand at its least or at its most.
const MOST_MONOTONE: usize = 6;

/// What is added up so that it is above the limit by the least, and by the most.
pub(super) type Ends = [Vec<Decimal>; 2];

/// What is held against one piece of a limit.
#[derive(Clone)]
pub(super) struct PieceBounds<'s> {
    piece: LimitPiece<'s>,
    /// Which of both known neighbours counts, where the law is not known.
    neighbour: usize,
    /// By how much nothing is above it.
    of_nothing: Decimal,
    pub(super) ends: Ends,
}

impl PieceBounds<'_> {
    /// Whether its ends are what there is where some are accepted.
    pub(super) fn is_met(&self) -> bool {
        matches!(
            self.piece.dependence,
            Dependence::Constant | Dependence::Linear
        )
    }
}

impl AllMembers<'_> {
    /// Each piece of a limit with what is held against it, where the law is not known with either neighbour; nothing where that cannot be
    /// said.
    pub(super) fn bounds<'s>(&self, share: Share<'s>, rows: &Rows) -> Option<Vec<PieceBounds<'s>>> {
        let (pieces, _) = share.compares.pieces();
        let mut all = Vec::new();
        let nothing = Row::nothing(rows).added;
        let (_, wholes) = same(share, &nothing)?;
        let limit = wholes.limit(self.book, share.compares, self.as_of, Among::All);
        let neighbours = match limit {
            Resolved::Known(_) => 1,
            Resolved::Unknown(_) => 2,
            Resolved::NotStated | Resolved::Open => return None,
        };
        for neighbour in 0..neighbours {
            for piece in &pieces {
                let mut bound = PieceBounds {
                    piece: *piece,
                    neighbour,
                    of_nothing: Decimal::ZERO,
                    ends: [rows.none.clone(), rows.none.clone()],
                };
                bound.of_nothing = self.above(share, &bound, &nothing)?;
                for row in rows.each.values() {
                    self.count(share, &mut bound, row, add_to)?;
                }
                all.push(bound);
            }
        }
        Some(all)
    }

    /// The same of a group: those of whom something is in it count with that, too.
    pub(super) fn bounds_of_group<'s>(
        &self,
        share: Share<'s>,
        bounds: &[PieceBounds<'s>],
        (outside, own): (&Rows, &Rows),
    ) -> Option<Vec<PieceBounds<'s>>> {
        let mut all = bounds.to_vec();
        for bound in &mut all {
            for end in &mut bound.ends {
                add_to(end, &own.none)?;
            }
            for (member, row) in &own.each {
                let mut row = row.clone();
                if let Some(outside) = outside.each.get(member) {
                    self.count(share, bound, outside, take_from)?;
                    row.add(outside)?;
                }
                self.count(share, bound, &row, add_to)?;
            }
        }
        Some(all)
    }

    /// Counts what an application adds to either end, where it leads there.
    fn count(
        &self,
        share: Share<'_>,
        bound: &mut PieceBounds<'_>,
        row: &Row,
        count: fn(&mut [Decimal], &[Decimal]) -> Option<()>,
    ) -> Option<()> {
        let [least, most] = &row.ends;
        let counts = match bound.piece.dependence {
            Dependence::Constant | Dependence::Linear => {
                let lowers = self.above(share, bound, least)? < bound.of_nothing;
                [lowers, self.above(share, bound, most)? > bound.of_nothing]
            }
            // It is bounded by what there is of each at least and at most.
            Dependence::Monotone | Dependence::Unknown => return Some(()),
        };
        for ((end, row), _) in bound
            .ends
            .iter_mut()
            .zip(&row.ends)
            .zip(counts)
            .filter(|(_, counts)| *counts)
        {
            count(end, row)?;
        }
        Some(())
    }

    /// Whether it is certain that a limit is kept, or that it is not.
    pub(super) fn certain(
        &self,
        share: Share<'_>,
        bounds: &[PieceBounds<'_>],
        span: &NoneAndAll,
    ) -> Option<bool> {
        let relation = share.compares.relation();
        let (pieces, with_each) = share.compares.pieces();
        let mut by_neighbour = bounds.chunks(pieces.len().max(1)).map(|bounds| {
            let all = bounds.iter().map(|bound| {
                let range = self.range(share, bound, span)?;
                kept(relation, range)
            });
            let all: Vec<Option<bool>> = all.collect();
            // One that decides is enough; else all must agree.
            match all.contains(&Some(!with_each)) {
                true => Some(!with_each),
                false => all
                    .iter()
                    .all(|one| *one == Some(with_each))
                    .then_some(with_each),
            }
        });
        let first = by_neighbour.next()??;
        by_neighbour
            .all(|other| other == Some(first))
            .then_some(first)
    }

    /// By how much it is above the piece at least and at most.
    fn range(
        &self,
        share: Share<'_>,
        bound: &PieceBounds<'_>,
        span: &NoneAndAll,
    ) -> Option<[Decimal; 2]> {
        let [low, high] = match bound.piece.dependence {
            Dependence::Constant | Dependence::Linear => {
                let [least, most] = &bound.ends;
                let low = self.above(share, bound, least)?;
                let high = self.above(share, bound, most)?;
                // What counts once is no more than all there is of it, by however many.
                let within = span.counts_once.then(|| self.within(share, bound, span));
                match within.flatten() {
                    Some([least, most]) => [low.max(least), high.min(most)],
                    None => [low, high],
                }
            }
            Dependence::Monotone => self.within(share, bound, span)?,
            Dependence::Unknown => return None,
        };
        let [less, more] = bound.piece.rounded;
        Some([low.checked_sub(more)?, high.checked_add(less)?])
    }

    /// The same where each quantity may stand at its least or at its most, whatever the others do.
    fn within(
        &self,
        share: Share<'_>,
        bound: &PieceBounds<'_>,
        span: &NoneAndAll,
    ) -> Option<[Decimal; 2]> {
        let limits = [span.none.get(1..)?, span.all.get(1..)?];
        let at = |own: &[Decimal]| -> Option<Vec<Decimal>> {
            let corners = corners(own.first()?, limits)?;
            let corners = corners.iter();
            corners
                .map(|corner| self.above(share, bound, corner))
                .collect()
        };
        let (low, high) = (at(&span.none)?, at(&span.all)?);
        Some([low.into_iter().min()?, high.into_iter().max()?])
    }

    /// By how much amounts are above a piece; less than nothing where they are below it.
    fn above(
        &self,
        share: Share<'_>,
        bound: &PieceBounds<'_>,
        amounts: &[Decimal],
    ) -> Option<Decimal> {
        let (own, wholes) = same(share, amounts)?;
        let of = bound.piece.of;
        let limit = wholes.with(
            self.book,
            share.compares,
            self.as_of,
            Among::All,
            |apart| match of.apart(apart)? {
                Resolved::Known(limit) => Some(limit),
                Resolved::Unknown(unknown) => *unknown.known.get(bound.neighbour)?,
                Resolved::NotStated | Resolved::Open => None,
            },
        )?;
        let apart = own.distance(limit)?;
        match own < limit {
            true => Decimal::ZERO.checked_sub(apart),
            false => Some(apart),
        }
    }
}

/// Every way in which each of the others stands at either end.
fn corners(own: &Decimal, others: [&[Decimal]; 2]) -> Option<Vec<Vec<Decimal>>> {
    let [one, other] = others;
    if one.len() > MOST_MONOTONE {
        return None;
    }
    let mut all = vec![vec![*own]];
    for (one, other) in one.iter().zip(other) {
        if one == other {
            all.iter_mut().for_each(|corner| corner.push(*one));
            continue;
        }
        let with = |end: &Decimal| {
            let all = all.iter();
            all.map(|corner| [corner, &[*end][..]].concat())
                .collect::<Vec<_>>()
        };
        all = [with(one), with(other)].concat();
    }
    Some(all)
}

/// Whether what lies so far above a limit always keeps it, or never.
fn kept(relation: Relation, [least, most]: [Decimal; 2]) -> Option<bool> {
    let zero = Decimal::ZERO;
    let (always, never) = match relation {
        Relation::AtMost => (most <= zero, least > zero),
        Relation::LessThan => (most < zero, least >= zero),
        Relation::AtLeast => (least >= zero, most < zero),
        Relation::MoreThan => (least > zero, most <= zero),
        Relation::Equals => (
            least.is_zero() && most.is_zero(),
            least > zero || most < zero,
        ),
    };
    match (always, never) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        (false, false) => None,
    }
}
