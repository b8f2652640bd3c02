//! The groups of a rule over all applications: what is held against the limit in each, and what of the same group that limit is made of.

use rust_decimal::Decimal;

use super::Unsettled;
use super::columns::{Aggregates, Entry};
use super::contribution::KeyHash;
use super::shares::Accepted;
use super::totals::{AllMembers, Judged, Totals, Wholes};
use crate::condition::quantity::{Comparison, Overall};
use crate::context::Truth;
use crate::rulebook::Among;
use crate::scalar::Quantity;

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
        let mut hashes: Vec<KeyHash> = all.map(|entry| entry.key.hash).collect();
        hashes.sort_unstable();
        hashes.dedup();
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
            ..Wholes::default()
        }
    }

    /// The limits that those state who are looked at.
    fn stated(&self, overall: &Overall, seen: impl Fn(&&Entry) -> bool) -> Vec<Quantity> {
        let all = self.own.iter().filter(seen);
        let mut all: Vec<Decimal> = all.filter_map(|entry| entry.limit).collect();
        all.sort_unstable();
        all.dedup();
        let all = all.into_iter();
        all.filter_map(|limit| overall.quantity(limit)).collect()
    }

    /// The limit that those state who are looked at, where they state one.
    pub(super) fn one_limit(
        &self,
        overall: &Overall,
        seen: impl Fn(&&Entry) -> bool,
    ) -> Option<Quantity> {
        match *self.stated(overall, seen) {
            [one] => Some(one),
            _ => None,
        }
    }

    /// What each application adds to it and to what its limit is made of; nothing where that cannot be added up.
    fn rows(&self) -> Option<Vec<(u32, Vec<Decimal>)>> {
        let columns = std::iter::once(Some(self.own)).chain(self.limit.iter().copied());
        let mut all: Vec<(u32, usize, Decimal)> = Vec::new();
        for (column, entries) in columns.enumerate() {
            let entries = entries?;
            if entries.iter().any(|entry| entry.value.is_some()) {
                return None;
            }
            let entries = entries.iter();
            all.extend(entries.map(|entry| (entry.key.member(), column, entry.amount)));
        }
        all.sort_unstable();
        let rows = all.chunk_by(|one, other| one.0 == other.0).map(|own| {
            let mut row = vec![Decimal::ZERO; self.limit.len().saturating_add(1)];
            for (_, column, amount) in own {
                let sum = row.get_mut(*column)?;
                *sum = sum.checked_add(*amount)?;
            }
            Some((own.first()?.0, row))
        });
        rows.collect()
    }
}

/// What entries of one group come to: so much, or so many different values, which stand beside each other.
pub(super) fn total<'e>(entries: impl Iterator<Item = &'e Entry>) -> Option<Decimal> {
    let (mut sum, mut last) = (Decimal::ZERO, None);
    for entry in entries {
        if entry.value.is_none() || last != entry.value {
            sum = sum.checked_add(entry.amount)?;
        }
        last = entry.value;
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

    /// How a group compares with its limit, what that is made of, and why a person decides it. Where those of a group state its limit, it
    /// is a question if nobody does, or if it is another outcome by what one states than by what another does.
    pub(super) fn group(
        &self,
        group: &OneGroup<'_>,
        columns: &[(usize, &Overall)],
        compares: &Comparison,
        wholes: Wholes,
    ) -> (Judged, Wholes, Option<Unsettled>) {
        let overall = columns.first().map(|(_, overall)| *overall);
        let totals = overall.and_then(|overall| self.totals_of(overall, group.own));
        let is_stated = compares.to.is_stated();
        let is_own = wholes.cell.is_some() || group.is_share() || is_stated;
        let judge = |wholes: &Wholes| {
            let extremes = || self.extremes_of(group, columns, compares, wholes);
            self.judged(totals, compares, (wholes, is_own), &extremes)
        };
        if !is_stated {
            let judged = judge(&wholes);
            let unsettled = judged.at_worst.as_ref().map(|_| Unsettled::AtWorst);
            return (judged, wholes, unsettled);
        }
        let among = self.among.unwrap_or(Among::NotFailing);
        let seen = |entry: &&Entry| self.has(among, entry.key.member() as usize);
        let stated = overall.map_or_else(Vec::new, |overall| group.stated(overall, seen));
        let with = |stated: Option<&Quantity>| Wholes {
            stated: stated.copied(),
            ..wholes.clone()
        };
        let smallest = with(stated.first());
        let mut judged = judge(&smallest);
        let other = judge(&with(stated.last()));
        let is_settled = !stated.is_empty()
            && (judged.truth, judged.with_review) == (other.truth, other.with_review);
        if !is_settled {
            (judged.truth, judged.with_review) = (Truth::Fails, true);
        }
        let differ = stated.len() != 1;
        (judged, smallest, differ.then_some(Unsettled::Stated(stated)))
    }

    /// What comes of the share of a group at worst and at best.
    fn extremes_of(
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
