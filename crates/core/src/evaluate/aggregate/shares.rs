//! A limit that is itself of all applications moves with those under review. Some of them may be accepted and others not, so that it is
//! certain only where it is so whichever they are.

use rust_decimal::Decimal;

use super::totals::{AllMembers, Totals, Wholes};
use crate::condition::quantity::{Comparison, Overall};
use crate::context::Truth;
use crate::finding::Verdict;
use crate::law::ValueId;
use crate::rulebook::Among;
use crate::scalar::Quantity;

/// What comes of a share where of those under review just some are accepted.
pub(super) struct Accepted {
    pub(super) truth: Truth,
    pub(super) quantity: Quantity,
    pub(super) wholes: Wholes,
}

impl AllMembers<'_> {
    /// What comes of a share at worst and at best: where of those under review those are accepted that lower it alone, or those that
    /// raise it. Each is held against the limit by itself; nothing where groups are counted, of which one belongs to many.
    pub(super) fn at_worst_and_best(
        &self,
        columns: &[(usize, &Overall)],
        compares: &Comparison,
    ) -> Option<[Accepted; 2]> {
        let mut all = columns
            .iter()
            .map(|(column, _)| self.added(*column))
            .collect::<Option<Vec<_>>>()?;
        let mut rows = self.aggregates.verdicts().iter().map(|verdict| {
            let own = all.iter_mut().filter_map(Iterator::next);
            (*verdict, own.collect())
        });
        self.worst_and_best(columns, &mut rows, compares, None)
    }

    /// The same of what each of some applications adds.
    pub(super) fn worst_and_best(
        &self,
        columns: &[(usize, &Overall)],
        rows: &mut dyn Iterator<Item = (Verdict, Vec<Decimal>)>,
        compares: &Comparison,
        cell: Option<ValueId>,
    ) -> Option<[Accepted; 2]> {
        let nothing = vec![Decimal::ZERO; columns.len()];
        let (mut worst, mut best) = (nothing.clone(), nothing);
        let accepted = |amounts: &[Decimal]| self.accepted(columns, amounts, compares, cell);
        for (verdict, own) in rows {
            let complies = Among::Complying.has(verdict);
            if !Among::NotFailing.has(verdict) {
                continue;
            }
            let raises = complies || accepted(&own)?.truth == Truth::Holds;
            if complies || raises {
                add(&mut best, &own)?;
            }
            if complies || !raises {
                add(&mut worst, &own)?;
            }
        }
        Some([accepted(&worst)?, accepted(&best)?])
    }

    /// What comes of these amounts.
    fn accepted(
        &self,
        columns: &[(usize, &Overall)],
        amounts: &[Decimal],
        compares: &Comparison,
        cell: Option<ValueId>,
    ) -> Option<Accepted> {
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

fn add(to: &mut [Decimal], own: &[Decimal]) -> Option<()> {
    for (sum, own) in to.iter_mut().zip(own) {
        *sum = sum.checked_add(*own)?;
    }
    Some(())
}
