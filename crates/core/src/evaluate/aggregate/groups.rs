//! What each group of applications comes to, also those that keep to their limit.

use super::columns::Entry;
use super::grouping::total;
use super::{AggregateEvaluation, Aggregates, KeyHash, Totals, Wholes, column_of};
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
    #[must_use]
    pub fn group_totals(
        &self,
        book: &RuleBook,
        requirement: &Requirement,
        result: &AggregateEvaluation,
    ) -> Vec<GroupTotal> {
        let Some((overall, compares, _)) = requirement.compared() else {
            return Vec::new();
        };
        let mut inner = Vec::new();
        compares.to.each_overall(&mut |own| inner.push(own));
        let decides = |entry: &&Entry| {
            let verdict = self.verdicts().get(entry.key.member() as usize);
            verdict.is_some_and(|verdict| result.among.has(*verdict))
        };
        let grouping = self.grouping(column_of(book, requirement), compares);
        let groups = grouping.iter().filter_map(|group| {
            let first = group.entries().find(decides)?;
            let sum = |entries: &[Entry]| total(entries.iter().filter(decides));
            let of_limit = |place: usize, entries: &[Entry]| {
                let quantity = inner.get(place)?.quantity(sum(entries)?)?;
                Some(Totals::same(quantity))
            };
            Some(GroupTotal {
                hash: first.key.hash,
                quantity: overall.quantity(sum(group.own)?)?,
                wholes: Wholes {
                    cell: first.cell,
                    stated: group.one_limit(overall, decides),
                    ..group.wholes(&result.wholes, of_limit)
                },
            })
        });
        groups.collect()
    }
}
