//! The groups of a rule over all applications: what is held against the limit in each, and what of the same group that limit is made of.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::columns::{Aggregates, Entry, Key, NOBODY};
use super::shares::{OfAll, Rows, Share, Whichever};
use super::totals::{AllMembers, Complete, Judged, Totals, Wholes};
use super::{MOST_KEPT, Unsettled};
use crate::condition::quantity::{Comparison, Overall};
use crate::context::Truth;
use crate::order::sort_by;
use crate::rulebook::Among;

/// All groups: what is held against the limit, and of each quantity of the limit what is of groups.
pub(super) struct Grouping {
    parts: Vec<Vec<Entry>>,
    is_share: bool,
}

/// One of them.
pub(super) struct OneGroup<'g> {
    parts: Vec<&'g [Entry]>,
    pub(super) is_share: bool,
}

impl Aggregates {
    /// The groups of a quantity and of its limit, by their columns.
    pub(super) fn grouping(&self, columns: &[(usize, &Overall)]) -> Grouping {
        let (mut parts, mut is_share) = (Vec::with_capacity(columns.len()), false);
        for (column, overall) in columns {
            let is_of_groups = overall.per.is_some();
            is_share |= is_of_groups && !parts.is_empty();
            parts.push(match is_of_groups {
                true => self.groups(*column),
                false => Vec::new(),
            });
        }
        Grouping { parts, is_share }
    }
}

impl Grouping {
    /// Adds groups that are there whoever belongs to them.
    pub(super) fn add(&mut self, entries: impl Iterator<Item = Entry>) {
        if let Some(own) = self.parts.first_mut() {
            own.extend(entries);
            sort_by(own, |one, other| one.order().cmp(&other.order()));
        }
    }

    /// Calls `visit` with each; of a share also with those of which there is nothing but the whole.
    pub(super) fn each(&self, visit: &mut dyn FnMut(&OneGroup<'_>)) {
        let mut rest: Vec<&[Entry]> = self.parts.iter().map(Vec::as_slice).collect();
        while let Some(parts) = cut(&mut rest, |entry| entry.key.of_all()) {
            visit(&OneGroup {
                parts,
                is_share: self.is_share,
            });
        }
    }
}

/// Takes those with the smallest key off each.
fn cut<'g>(rest: &mut [&'g [Entry]], key: fn(&Entry) -> Key) -> Option<Vec<&'g [Entry]>> {
    let mut next = None;
    for first in rest.iter().filter_map(|part| part.first()) {
        let own = key(first);
        next = next.filter(|next| *next < own).or(Some(own));
    }
    let next = next?;
    let mut parts = Vec::with_capacity(rest.len());
    for part in rest {
        let (own, after) = part.split_at(part.partition_point(|entry| key(entry) <= next));
        *part = after;
        parts.push(own);
    }
    Some(parts)
}

/// What entries of one group come to: so much, or so many different values, which stand beside each other.
pub(super) fn total(entries: &[Entry], has: &dyn Fn(&Entry) -> bool) -> Option<Decimal> {
    let (mut sum, mut last) = (Decimal::ZERO, None);
    for entry in entries.iter().filter(|entry| has(entry)) {
        if entry.value.is_none() || entry.value != last {
            sum = sum.checked_add(entry.amount)?;
        }
        last = entry.value;
    }
    Some(sum)
}

impl OneGroup<'_> {
    /// What is held against the limit.
    pub(super) fn own(&self) -> &[Entry] {
        self.parts.first().copied().unwrap_or_default()
    }

    /// Everything that belongs to it.
    pub(super) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.parts.iter().copied().flatten()
    }

    /// Of those that are looked at, the members that add most to what is held against the limit, the most first.
    pub(super) fn largest(&self, seen: &dyn Fn(&Entry) -> bool) -> Vec<(usize, Decimal)> {
        let mut all: BTreeMap<u32, Decimal> = BTreeMap::new();
        for entry in self.own().iter().filter(|entry| seen(entry)) {
            let sum = all.entry(entry.key.member()).or_default();
            *sum = sum.saturating_add(entry.amount);
        }
        let mut all: Vec<_> = all
            .into_iter()
            .filter(|(member, amount)| *member != NOBODY && !amount.is_zero())
            .map(|(member, amount)| (member as usize, amount))
            .collect();
        sort_by(&mut all, |(_, one), (_, other)| other.cmp(one));
        all.truncate(MOST_KEPT);
        all
    }

    /// What its limit is made of, where `total` says what becomes of some entries; what is of all applications stays as it is.
    pub(super) fn wholes(
        &self,
        of_all: &Wholes,
        columns: &[(usize, &Overall)],
        total: &dyn Fn(&Overall, &[Entry]) -> Option<Totals>,
    ) -> Wholes {
        let mut wholes = of_all.clone();
        let limits = columns.iter().zip(&self.parts).skip(1);
        for (((_, overall), part), of_all) in limits.zip(&mut wholes.totals) {
            if overall.per.is_some() {
                *of_all = total(overall, part);
            }
        }
        wholes
    }

    /// The smallest and the largest limit that those state who are looked at.
    pub(super) fn stated(&self, seen: &dyn Fn(&Entry) -> bool) -> Option<[Decimal; 2]> {
        let mut all: Option<[Decimal; 2]> = None;
        let own = self.own().iter().filter(|entry| seen(entry));
        for limit in own.filter_map(|entry| entry.limit) {
            let [least, most] = all.unwrap_or([limit; 2]);
            all = Some([least.min(limit), most.max(limit)]);
        }
        all
    }
}

impl AllMembers<'_> {
    /// What each application adds to a group and to what its limit is made of; nothing where that is too much.
    fn rows(&self, group: &OneGroup<'_>) -> Option<Rows> {
        let mut rows = Rows::new(group.parts.len());
        for (column, part) in group.parts.iter().enumerate() {
            // The same value counts once.
            for same in part.chunk_by(|a, b| a.value.is_some() && a.value == b.value) {
                let members = same.iter().map(|entry| entry.key.member() as usize);
                match same {
                    [one] if one.value.is_none() => {
                        rows.add(self, column, (one.key.member() as usize, one.amount))?;
                    }
                    _ => rows.add_value(self, column, members)?,
                }
            }
        }
        Some(rows)
    }

    /// What some entries come to by verdict.
    fn totals_of(&self, overall: &Overall, entries: &[Entry]) -> Option<Totals> {
        Totals::try_from_fn(|among| overall.quantity(total(entries, &self.seen(among))?))
    }

    /// Whether something is of an application that is looked at, or there whoever is.
    pub(super) fn seen(&self, among: Among) -> impl Fn(&Entry) -> bool {
        move |entry| match entry.key.member() {
            NOBODY => true,
            member => self.has(among, member as usize),
        }
    }

    /// Whether everything could be read that may belong to a group.
    pub(super) fn complete_of(
        &self,
        group: &OneGroup<'_>,
        columns: &[(usize, &Overall)],
    ) -> Complete {
        let not_read = |entry: &Entry| entry.is_least && self.counts(entry.key.member());
        // A limit that is of groups is of this one alone.
        let mut limits = columns.iter().skip(1);
        let is_of_groups = limits.all(|(_, overall)| overall.per.is_some());
        let limit = || !group.parts.iter().skip(1).copied().flatten().any(not_read);
        Complete {
            own: self.complete.own || (self.is_placed && !group.own().iter().any(not_read)),
            limit: self.complete.limit || (self.is_placed && is_of_groups && limit()),
        }
    }

    /// Whether of a group to which applications belong that comply only those state its limit that a person must judge: without them
    /// nobody does.
    fn is_stated_under_review_alone(&self, group: &OneGroup<'_>) -> bool {
        let comply = self.seen(Among::Complying);
        let some = group.own().iter().any(&comply);
        self.among.is_none() && some && group.stated(&comply).is_none()
    }

    /// How a group compares with its limit, what that is made of, and what makes it uncertain. Where those of a group state its limit, it
    /// is a question if nobody does, or if it is another outcome by what one states than by what another does.
    pub(super) fn group<'s>(
        &self,
        group: &OneGroup<'_>,
        columns: &'s [(usize, &'s Overall)],
        compares: &'s Comparison,
        (of_all, all, among): (&Wholes, Option<&OfAll<'s>>, Among),
    ) -> Option<(Judged, Wholes, Option<Unsettled>)> {
        let (_, overall) = columns.first()?;
        let first = group.entries().find(|entry| self.seen(among)(entry))?;
        let mut wholes = group.wholes(of_all, columns, &|overall, part| {
            self.totals_of(overall, part)
        });
        wholes.cell = first.cell;
        let totals = self.totals_of(overall, group.own());
        let complete = self.complete_of(group, columns);
        let is_stated = compares.to.is_stated();
        let is_own = wholes.cell.is_some() || group.is_share || is_stated;
        let judge = |wholes: &Wholes| {
            let share = Share {
                columns,
                compares,
                cell: wholes.cell,
            };
            let whichever = || match all {
                Some(all) => self.of_group(self.rows(group), share, all),
                None => Whichever::Depends(None),
            };
            self.judged(totals, (compares, complete), (wholes, is_own), &whichever)
        };
        let stated = group.stated(&self.seen(among)).filter(|_| is_stated);
        let under_review = stated.is_some() && self.is_stated_under_review_alone(group);
        let stated = stated.filter(|_| !under_review);
        let stated = stated.map(|both| both.map(|limit| overall.quantity(limit)));
        wholes.stated = stated.and_then(|[least, _]| least);
        let mut judged = judge(&wholes);
        let unsettled = match stated {
            _ if !is_stated => match judged.at_worst {
                Some(_) => Some(Unsettled::AtWorst),
                None => judged.is_unproven.then_some(Unsettled::Unproven),
            },
            Some([Some(least), Some(most)]) if least == most => None,
            Some([Some(least), Some(most)]) => {
                let other = judge(&Wholes {
                    stated: Some(most),
                    ..wholes.clone()
                });
                if (judged.truth, judged.with_review) != (other.truth, other.with_review) {
                    (judged.truth, judged.with_review) = (Truth::Fails, true);
                }
                Some(Unsettled::Stated(least, most))
            }
            _ => {
                (judged.truth, judged.with_review) = (Truth::Fails, true);
                Some(match under_review {
                    true => Unsettled::UnderReview,
                    false => Unsettled::NotStated,
                })
            }
        };
        Some((judged, wholes, unsettled))
    }
}
