//! The groups of a rule over all applications: what is held against the limit in each, and what of the same group that limit is made of.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::columns::{Aggregates, Entry};
use super::contribution::KeyHash;
use super::shares::Accepted;
use super::totals::{AllMembers, Totals, Wholes};
use crate::condition::quantity::{Comparison, Overall};

/// All groups.
pub(super) struct Grouping {
    own: Vec<Entry>,
    /// Of each quantity of the limit, in order; nothing where it is of all applications.
    limit: Vec<Option<Vec<Entry>>>,
}

/// One of them.
pub(super) struct OneGroup<'g> {
    pub(super) own: &'g [Entry],
    limit: Vec<Option<&'g [Entry]>>,
}

impl Aggregates {
    /// The groups of a quantity, of which the first column is its own, and those of its limit follow.
    pub(super) fn grouping(&self, column: usize, compares: &Comparison) -> Grouping {
        let mut limit = Vec::new();
        compares.to.each_overall(&mut |inner| {
            let next = column.saturating_add(limit.len()).saturating_add(1);
            limit.push(inner.per.is_some().then(|| self.groups(next)));
        });
        Grouping {
            own: self.groups(column),
            limit,
        }
    }
}

impl Grouping {
    /// Each in the order of their hashes; of a share also those of which there is nothing but the whole.
    pub(super) fn iter(&self) -> impl Iterator<Item = OneGroup<'_>> {
        let wholes = self.limit.iter().flatten().flatten();
        let all = self.own.iter().chain(wholes);
        let hashes: BTreeSet<KeyHash> = all.map(|entry| entry.key.hash).collect();
        hashes.into_iter().map(|hash| OneGroup {
            own: of_hash(&self.own, hash),
            limit: self
                .limit
                .iter()
                .map(|own| own.as_deref().map(|own| of_hash(own, hash)))
                .collect(),
        })
    }
}

fn of_hash(all: &[Entry], hash: KeyHash) -> &[Entry] {
    let start = all.partition_point(|entry| entry.key.hash < hash);
    let end = all.partition_point(|entry| entry.key.hash <= hash);
    all.get(start..end).unwrap_or_default()
}

impl OneGroup<'_> {
    /// Everything that belongs to it.
    pub(super) fn entries(&self) -> impl Iterator<Item = &Entry> {
        let wholes = self.limit.iter().flatten().flat_map(|own| own.iter());
        self.own.iter().chain(wholes)
    }

    /// Whether its limit is made of what is of the same group.
    pub(super) fn is_share(&self) -> bool {
        self.limit.iter().any(Option::is_some)
    }

    /// What its limit is made of, where `total` says what becomes of some entries; what is of all applications stays as it is.
    pub(super) fn wholes(
        &self,
        of_all: &Wholes,
        total: impl Fn(usize, &[Entry]) -> Option<Totals>,
    ) -> Wholes {
        let of_all = of_all.totals.iter().copied().enumerate();
        let totals = of_all.map(|(place, of_all)| match self.limit.get(place) {
            Some(Some(own)) => total(place, own),
            _ => of_all,
        });
        Wholes {
            totals: totals.collect(),
            cell: None,
        }
    }

    /// What each application adds to it and to what its limit is made of; nothing where that cannot be added up.
    fn rows(&self) -> Option<BTreeMap<u32, Vec<Decimal>>> {
        let mut rows: BTreeMap<u32, Vec<Decimal>> = BTreeMap::new();
        let columns = std::iter::once(Some(self.own)).chain(self.limit.iter().copied());
        let wide = self.limit.len().saturating_add(1);
        for (column, entries) in columns.enumerate() {
            for entry in entries? {
                if entry.value.is_some() {
                    return None;
                }
                let row = rows.entry(entry.key.member());
                let row = row.or_insert_with(|| vec![Decimal::ZERO; wide]);
                let sum = row.get_mut(column)?;
                *sum = sum.checked_add(entry.amount)?;
            }
        }
        Some(rows)
    }
}

/// What entries come to: so much, or so many different values.
pub(super) fn total<'e>(entries: impl Iterator<Item = &'e Entry>) -> Option<Decimal> {
    let (mut sum, mut seen) = (Decimal::ZERO, BTreeSet::new());
    for entry in entries {
        if entry.value.is_none_or(|value| seen.insert(value)) {
            sum = sum.checked_add(entry.amount)?;
        }
    }
    Some(sum)
}

impl AllMembers<'_> {
    /// What some entries come to by verdict.
    pub(super) fn totals_of(&self, overall: &Overall, entries: &[Entry]) -> Option<Totals> {
        Totals::try_from_fn(|among| {
            let has = |entry: &&Entry| self.has(among, entry.key.member() as usize);
            overall.quantity(total(entries.iter().filter(has))?)
        })
    }

    /// What comes of the share of a group at worst and at best.
    pub(super) fn extremes_of(
        &self,
        group: &OneGroup<'_>,
        columns: &[(usize, &Overall)],
        compares: &Comparison,
        wholes: &Wholes,
    ) -> Option<[Accepted; 2]> {
        if !group.is_share() {
            return None;
        }
        let verdicts = self.aggregates.verdicts();
        let rows = group.rows()?.into_iter();
        let rows = rows.filter_map(|(member, row)| Some((*verdicts.get(member as usize)?, row)));
        self.worst_and_best(columns, rows, compares, wholes.cell)
    }
}
