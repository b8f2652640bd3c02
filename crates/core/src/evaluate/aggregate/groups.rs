//! What each group of applications comes to, also those that keep to their limit.

use super::columns::Entry;
use super::grouping::total;
use super::{AggregateEvaluation, Aggregates, KeyHash, Totals, Wholes, column_of};
use crate::condition::quantity::Overall;
use crate::rulebook::{Requirement, RuleBook};
use crate::scalar::Quantity;

/// What one group comes to.
#[derive(Clone, Debug)]
pub struct GroupTotal {
    pub(crate) hash: KeyHash,
    /// Of the applications that decide.
    pub quantity: Quantity,
    /// What its limit is made of.
    pub wholes: Wholes,
}

impl Aggregates {
    /// The groups of a requirement as it was judged: of those that decide.
    pub(crate) fn group_totals(
        &self,
        book: &RuleBook,
        requirement: &Requirement,
        result: &AggregateEvaluation,
    ) -> Vec<GroupTotal> {
        let Some((overall, compares, _)) = requirement.compared() else {
            return Vec::new();
        };
        let mut columns = vec![(column_of(book, requirement), overall)];
        compares.to.each_overall(&mut |inner| {
            let next = columns.first().map_or(0, |(first, _)| *first);
            columns.push((next.saturating_add(columns.len()), inner));
        });
        let decides = |entry: &Entry| {
            let verdict = self.verdicts().get(entry.key.member() as usize);
            verdict.is_some_and(|verdict| result.among.has(*verdict))
        };
        let quantity =
            |overall: &Overall, entries: &[Entry]| overall.quantity(total(entries, &decides)?);
        let mut all = Vec::new();
        self.grouping(&columns).each(&mut |group| {
            let first = group.entries().find(|entry| decides(entry));
            let (Some(first), Some(own)) = (first, quantity(overall, group.own())) else {
                return;
            };
            let mut wholes = group.wholes(&result.wholes, &columns, &|overall, entries| {
                quantity(overall, entries).map(Totals::same)
            });
            wholes.cell = first.cell;
            // Where they state several, which it is is not known.
            let stated = group.stated(&decides).filter(|[least, most]| least == most);
            wholes.stated = stated.and_then(|[least, _]| overall.quantity(least));
            all.push(GroupTotal {
                hash: first.key.hash,
                quantity: own,
                wholes,
            });
        });
        all
    }
}
