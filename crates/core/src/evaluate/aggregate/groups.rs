//! What each group of applications comes to, also those that keep to their limit.

use rust_decimal::Decimal;

use super::{AggregateEvaluation, Aggregates, KeyHash, column_of};
use crate::law::ValueId;
use crate::rulebook::{Requirement, RuleBook};
use crate::scalar::Quantity;

/// What one group comes to.
#[derive(Clone, Copy, Debug)]
pub struct GroupTotal {
    pub(crate) hash: KeyHash,
    /// Of the applications that decide.
    pub quantity: Quantity,
    /// The cell of a table that says its limit, where one does.
    pub cell: Option<ValueId>,
}

impl Aggregates {
    /// The groups of a requirement as it was judged: of those that decide.
    #[must_use]
    pub fn group_totals(
        &self,
        book: &RuleBook,
        requirement: &Requirement,
        result: &AggregateEvaluation,
    ) -> Vec<GroupTotal> {
        let Some((overall, ..)) = requirement.compared() else {
            return Vec::new();
        };
        let decides = |member: u32| {
            let verdict = self.verdicts().get(member as usize);
            verdict.is_some_and(|verdict| result.among.has(*verdict))
        };
        let mut all = self.groups(column_of(book, requirement));
        all.retain(|(key, ..)| decides(key.member()));
        let groups = all.chunk_by(|(a, ..), (b, ..)| a.hash == b.hash);
        let groups = groups.filter_map(|group| {
            let (first, _, cell) = group.first()?;
            let mut amounts = group.iter().map(|(_, amount, _)| *amount);
            let sum = amounts.try_fold(Decimal::ZERO, |sum, one| sum.checked_add(one))?;
            Some(GroupTotal {
                hash: first.hash,
                quantity: overall.quantity(sum)?,
                cell: *cell,
            })
        });
        groups.collect()
    }
}
