//! Sums and numbers over all applications by verdict, held against a limit.

mod judged;
mod wholes;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::columns::{Aggregates, Entry, NOBODY};
use super::{AggregateEvaluation, ByCell, KeyHash, Likeness, SharedKey};
use crate::condition::quantity::{Comparison, Overall, Relation};
use crate::context::Truth;
use crate::law::ValueId;
use crate::order::sort_by;
use crate::rulebook::{Among, RuleBook};
use crate::scalar::Quantity;
pub(super) use judged::Judged;
use judged::told;
pub use wholes::Wholes;

/// A sum or a number by verdict.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Totals {
    /// Of the applications that comply.
    pub complies: Quantity,
    /// Of those and of those that a person must judge.
    pub with_review: Quantity,
    /// Of all that can be read.
    pub all: Quantity,
}

impl Totals {
    pub(super) fn try_from_fn(mut total: impl FnMut(Among) -> Option<Quantity>) -> Option<Self> {
        Some(Self {
            complies: total(Among::Complying)?,
            with_review: total(Among::NotFailing)?,
            all: total(Among::All)?,
        })
    }

    /// Whatever the verdict.
    pub(super) const fn same(one: Quantity) -> Self {
        Self {
            complies: one,
            with_review: one,
            all: one,
        }
    }

    /// That of the applications that decide.
    pub const fn of(&self, among: Among) -> Quantity {
        match among {
            Among::Complying => self.complies,
            Among::NotFailing => self.with_review,
            Among::All => self.all,
        }
    }
}

/// Whether everything could be read that there may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Complete {
    /// Of what is held against a limit, or compared with one another.
    pub(super) own: bool,
    /// Of what that limit is made of.
    pub(super) limit: bool,
}

impl Complete {
    /// Of both.
    pub(super) const fn all(self) -> bool {
        self.own && self.limit
    }

    /// Whether an answer stays, whatever comes to that which could be read: what can only be more stays beyond what it is beyond, and what
    /// is held against more stays below. Where those under review decide, it need not.
    pub(super) fn settles(self, truth: Truth, compares: &Comparison, has_wholes: bool) -> bool {
        let is_target = compares.relation().is_target();
        let beyond = match (self.own, self.limit || !has_wholes) {
            (true, true) => return true,
            (false, true) => true,
            (true, false) if compares.to.grows_with_all() => false,
            (_, false) => return false,
        };
        match compares.relation() {
            Relation::Equals => false,
            _ if is_target == beyond => truth == Truth::Holds,
            _ => truth == Truth::Fails,
        }
    }
}

/// The applications of one call, as a requirement looks at them.
pub(super) struct AllMembers<'a> {
    pub(super) book: &'a RuleBook,
    /// Whose applications the rule looks at, where it says so.
    pub(super) among: Option<Among>,
    pub(super) aggregates: &'a Aggregates,
    pub(super) unread: &'a [u32],
    /// For which the office has not stated something yet.
    pub(super) awaited: &'a [u32],
    pub(super) complete: Complete,
    /// Whether all groups are known to which anything may belong that could not be read.
    pub(super) is_placed: bool,
    pub(super) as_of: NaiveDate,
}

impl AllMembers<'_> {
    /// Whether it holds that nothing is in common, of which something was found or not.
    pub(super) fn nothing_found(&self, nothing: bool) -> Truth {
        match (nothing, self.complete.all()) {
            (false, _) => Truth::Fails,
            (true, true) => Truth::Holds,
            (true, false) => self.undecided(),
        }
    }

    /// What a comparison with one another comes to, but for what was found.
    pub(super) fn compared_with_one_another(
        &self,
        truth: Truth,
        among: Among,
    ) -> AggregateEvaluation {
        AggregateEvaluation {
            truth,
            with_review: false,
            unread: self.unread.to_vec(),
            awaited: self.awaited.to_vec(),
            complete: self.complete.all(),
            unsure: false,
            quantity: None,
            totals: None,
            limit: None,
            value: None,
            wholes: Wholes::default(),
            at_worst: None,
            is_unproven: false,
            by_cell: Vec::new(),
            among,
            shared: Vec::new(),
            alike: Likeness::default(),
        }
    }

    /// What is answered where not everything is known: a person is asked where the office can still state it.
    pub(super) fn undecided(&self) -> Truth {
        match self.awaited {
            [] => Truth::Open,
            _ => Truth::NotStated,
        }
    }

    /// Whether an application is one of those.
    pub(super) fn has(&self, among: Among, member: usize) -> bool {
        let verdict = self.aggregates.verdicts().get(member);
        verdict.is_some_and(|verdict| among.has(*verdict))
    }

    /// What is kept of those with such a verdict.
    fn of<T>(&self, among: Among, column: impl Iterator<Item = T>) -> impl Iterator<Item = T> {
        let all = column.zip(self.aggregates.verdicts());
        all.filter(move |(_, verdict)| among.has(**verdict))
            .map(|(kept, _)| kept)
    }

    /// Whether it matters what an application states: not of one that fails in any case, where only others are looked at.
    pub(super) fn counts(&self, member: u32) -> bool {
        self.among == Some(Among::All) || !self.aggregates.fails(member)
    }

    /// What a column comes to.
    fn totals(&self, column: usize, overall: &Overall) -> Option<Totals> {
        let (amounts, counts) = (
            self.aggregates.amounts(column),
            self.aggregates.counts(column),
        );
        let groups = self.aggregates.groups(column);
        Totals::try_from_fn(|among| {
            let amounts = amounts.into_iter().flat_map(|amounts| amounts.iter());
            let sum = added_up(self.of(among, amounts).flatten())?;
            let counts = counts.into_iter().flat_map(|counts| counts.iter());
            let count = self.of(among, counts).map(u64::from);
            let count = count.fold(0, u64::saturating_add);
            let groups = groups.chunk_by(|a, b| a.key.hash == b.key.hash);
            let groups = groups.filter(|group| {
                let mut members = group.iter();
                members.any(|entry| self.has(among, entry.key.member() as usize))
            });
            let count = count.saturating_add(u64::try_from(groups.count()).unwrap_or(u64::MAX));
            overall.quantity(sum.checked_add(count.into())?)
        })
    }

    /// The column of a quantity, and those of its limit, each with what it is of.
    pub(super) fn columns<'o>(
        &self,
        column: usize,
        overall: &'o Overall,
        compares: &'o Comparison,
    ) -> Vec<(usize, &'o Overall)> {
        let mut columns = vec![(column, overall)];
        compares.to.each_overall(&mut |inner| {
            columns.push((column.saturating_add(columns.len()), inner));
        });
        columns
    }

    /// A quantity over all applications, held against its limit. `column` is its own; those of its limit follow.
    pub(super) fn compared(
        &self,
        column: usize,
        overall: &Overall,
        compares: &Comparison,
    ) -> AggregateEvaluation {
        let columns = self.columns(column, overall, compares);
        let inner = columns.iter().skip(1);
        let inner = inner.map(|(column, inner)| self.totals(*column, inner));
        let mut wholes = Wholes {
            totals: inner.collect(),
            ..Wholes::default()
        };
        let mut by_cell = Vec::new();
        let (judged, totals, shared) = match overall.per {
            None => {
                let totals = self.totals(column, overall);
                let whichever = || self.of_none(&columns, compares);
                let judged = self.judged(
                    totals,
                    (compares, self.complete),
                    (&wholes, false),
                    &whichever,
                );
                (judged, totals, Vec::new())
            }
            Some(_) => {
                let (mut worst, shared) = self.groups(&columns, compares, &wholes, &mut by_cell);
                if let Some((_, own)) = worst.own.take() {
                    wholes = own;
                }
                (worst, None, shared)
            }
        };
        let shown = judged.at_worst.as_ref().unwrap_or(&wholes);
        let limit = shown.limit(self.book, compares, self.as_of, judged.among);
        AggregateEvaluation {
            truth: judged.truth,
            with_review: judged.with_review,
            unread: self.unread.to_vec(),
            awaited: self.awaited.to_vec(),
            complete: self.complete.all(),
            unsure: false,
            quantity: judged.quantity,
            totals,
            limit: told(limit, judged.quantity, judged.truth),
            value: wholes.cell.or_else(|| compares.to.value()),
            wholes,
            by_cell,
            at_worst: judged.at_worst,
            is_unproven: judged.is_unproven,
            among: judged.among,
            shared,
            alike: Likeness::default(),
        }
    }

    /// The groups that the law names by setting for each how much it must reach: a code for which nobody applies has nothing.
    fn named_by_codes(
        &self,
        columns: &[(usize, &Overall)],
        compares: &Comparison,
    ) -> Vec<(KeyHash, ValueId, String)> {
        let mut all = Vec::new();
        let per = columns.first().and_then(|(_, overall)| {
            let per = overall.per.as_ref();
            per.filter(|_| overall.reaches)
        });
        if let (Some(per), Some(table)) = (per, compares.to.table()) {
            let codes = (&self.book.form, &*self.book.lists);
            table.each_group(per, codes, self.as_of, &mut |key, cell, codes| {
                all.push((KeyHash::of(key), cell, codes));
            });
        }
        all
    }

    /// The group that decides, and all that do not keep to the limit.
    fn groups(
        &self,
        columns: &[(usize, &Overall)],
        compares: &Comparison,
        wholes: &Wholes,
        by_cell: &mut Vec<ByCell>,
    ) -> (Judged, Vec<SharedKey>) {
        let among = self.among.unwrap_or(Among::NotFailing);
        let nothing = |truth| Judged {
            truth,
            with_review: false,
            among,
            quantity: None,
            at_worst: None,
            is_unproven: false,
            own: None,
        };
        // Of no group nothing is too much, nor too little.
        let mut worst = match self.complete.all() || (self.is_placed && self.complete.limit) {
            true => nothing(Truth::Holds),
            false => nothing(self.undecided()),
        };
        let mut broken = Vec::new();
        let mut grouping = self.aggregates.grouping(columns);
        let codes = self.named_by_codes(columns, compares);
        let named = codes.iter();
        grouping.add(named.map(|(hash, cell, _)| Entry::of_nobody(*hash, *cell)));
        let all = self.of_all(columns);
        grouping.each(&mut |group| {
            let found = self.group(group, columns, compares, (wholes, all.as_ref(), among));
            let Some((judged, wholes, unsettled)) = found else {
                // Once it is read, what nobody looks at yet may be too much.
                let open = nothing(self.undecided());
                let is_unread = !self.complete_of(group, columns).own;
                if is_unread && open.outranks(&worst, compares.relation().is_target()) {
                    worst = open;
                }
                return;
            };
            if wholes.cell.is_some() || judged.own.is_some() {
                by_cell.push((wholes.clone(), judged.quantity, judged.truth));
            }
            if matches!(judged.truth, Truth::Fails | Truth::UnknownLaw) {
                let seen = self.seen(among);
                let members = group.entries().filter(|entry| seen(entry));
                let members = members.map(|entry| entry.key.member());
                let members = members.filter(|&member| member != NOBODY);
                let mut members: Vec<usize> = members.map(|member| member as usize).collect();
                sort_by(&mut members, Ord::cmp);
                members.dedup();
                let hash = group.entries().next().map(|entry| entry.key.hash);
                let named = codes.iter().find(|(own, ..)| Some(*own) == hash);
                let of_nobody = named.filter(|_| members.is_empty());
                let shown = judged.at_worst.as_ref().unwrap_or(&wholes);
                let limit = shown.limit(self.book, compares, self.as_of, judged.among);
                broken.extend(hash.map(|hash| SharedKey {
                    key: 0,
                    hash,
                    members,
                    largest: group.largest(&seen),
                    of_nobody: of_nobody.map(|(.., codes)| codes.clone()),
                    quantity: judged.quantity,
                    truth: judged.truth,
                    // Whether a limit is broken that the law of the day does not say is for a person.
                    with_review: judged.with_review || judged.truth == Truth::UnknownLaw,
                    among: judged.among,
                    latest: Vec::new(),
                    limit: told(limit, judged.quantity, judged.truth),
                    wholes: shown.clone(),
                    unsettled,
                }));
            }
            if judged.outranks(&worst, compares.relation().is_target()) {
                worst = judged;
            }
        });
        sort_by(&mut broken, |a: &SharedKey, b| a.members.cmp(&b.members));
        (worst, broken)
    }
}

fn added_up(mut amounts: impl Iterator<Item = Decimal>) -> Option<Decimal> {
    amounts.try_fold(Decimal::ZERO, |sum, one| sum.checked_add(one))
}
