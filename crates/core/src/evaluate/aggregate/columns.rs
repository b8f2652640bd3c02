//! What is kept of all applications of one call: a column for each quantity and each key, so that a rule over all of them reads
//! one column from end to end. Knows nothing of what the columns mean.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::alike::NameColumn;
use super::amounts::{Amounts, Numbers};
use super::contribution::{Amount, Contribution, Groups};
use super::keys::KeyHash;
use crate::condition::quantity::Adds;
use crate::finding::Verdict;
use crate::law::ValueId;
use crate::order::{sort_by, sort_unstable};
use crate::rulebook::{Requirement, RuleBook};

/// What some applications add, in the order in which they were added: for each some 130 bytes by the rules of today. When all are
/// added, [`Aggregates::finish`] makes it ready for [`evaluate`](super::evaluate).
#[derive(Debug)]
pub struct Aggregates {
    /// One for each quantity of the requirements of the book, and one for each requirement without any.
    columns: Vec<Column>,
    /// One for each key of the book.
    keys: Vec<Vec<Key>>,
    /// One for each path of the book under which there are names.
    names: Vec<NameColumn>,
    /// Of each application.
    verdicts: Vec<Verdict>,
    /// Those that break a rule of the book, in order: whatever else of them cannot be read, they fail.
    failing: Vec<u32>,
}

/// What one quantity needs.
#[derive(Debug)]
struct Column {
    /// The applications of which not all that it asks for could be read, in order.
    unread: Vec<u32>,
    /// Those for which the office has not stated something yet, in order.
    awaited: Vec<u32>,
    /// Those of both of which it is not known to which groups they belong, in order.
    unplaced: Vec<u32>,
    of: Of,
}

#[derive(Debug)]
enum Of {
    /// What each application adds.
    Sum(Arc<Amounts>),
    /// How many each has.
    Count(Numbers),
    /// Which groups each belongs to.
    Groups(Groupings),
    Keys,
}

/// What belongs to groups; what is the same for all of them takes no room.
#[derive(Debug, Default)]
struct Groupings {
    keys: Vec<Key>,
    /// How much of each, where that is not one; of those behind the last it is.
    amounts: Vec<Decimal>,
    /// The cell that says the limit of each, where that is another.
    cells: Vec<Option<ValueId>>,
    /// What is told apart in each, where that is counted.
    values: Vec<Option<KeyHash>>,
    /// What each states as the limit, where any does.
    limits: Vec<Option<Decimal>>,
    /// The places of those that may be more, in order.
    least: Vec<usize>,
}

/// What belongs to a group.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) key: Key,
    pub(super) amount: Decimal,
    /// The cell that says the limit of the group.
    pub(super) cell: Option<ValueId>,
    /// What is counted once in the group.
    pub(super) value: Option<KeyHash>,
    /// What is stated as the limit of the group.
    pub(super) limit: Option<Decimal>,
    /// Whether it may be more.
    pub(super) is_least: bool,
}

impl Entry {
    /// Of a group that the law names, whoever belongs to it.
    pub(super) fn of_nobody(hash: KeyHash, cell: ValueId) -> Self {
        Self {
            key: Key::of(hash, NOBODY),
            amount: Decimal::ZERO,
            cell: Some(cell),
            value: None,
            limit: None,
            is_least: false,
        }
    }

    /// By what entries are put in order: those of a group beside each other.
    pub(super) fn order(&self) -> (KeyHash, Option<KeyHash>, u32) {
        (self.key.hash, self.value, self.key.member())
    }
}

/// Stands for the member to whom nothing belongs.
pub(super) const NOBODY: u32 = u32::MAX;

/// The hash of a key, and who has it, in 18 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) hash: KeyHash,
    member: [u8; 4],
}

impl Key {
    pub(super) fn of(hash: KeyHash, member: u32) -> Self {
        Self {
            hash,
            member: member.to_be_bytes(),
        }
    }

    /// The same, whoever has it.
    pub(super) fn of_all(self) -> Self {
        Self::of(self.hash, 0)
    }

    pub(super) fn member(self) -> u32 {
        u32::from_be_bytes(self.member)
    }
}

impl Aggregates {
    /// Room for applications of this book, of which there will be so many at most.
    pub fn new(book: &RuleBook, members: usize) -> Self {
        let mut columns = Vec::new();
        let mut column = |of| {
            columns.push(Column {
                unread: Vec::new(),
                awaited: Vec::new(),
                unplaced: Vec::new(),
                of,
            });
        };
        for requirement in book.requirements() {
            match requirement {
                Requirement::Overall { .. } => requirement.each_overall(&mut |overall| {
                    column(match (Groups::of(overall), &overall.adds) {
                        (Groups::Counted, _) => Of::Groups(Groupings {
                            keys: Vec::with_capacity(members),
                            ..Groupings::default()
                        }),
                        (Groups::AddedUp, _) => Of::Groups(Groupings {
                            keys: Vec::with_capacity(members),
                            amounts: Vec::with_capacity(members),
                            ..Groupings::default()
                        }),
                        (Groups::None, Adds::Number(_)) => Of::Count(Numbers::default()),
                        (Groups::None, _) => Of::Sum(Arc::default()),
                    });
                }),
                Requirement::Unique { .. } | Requirement::Alike { .. } => column(Of::Keys),
            }
        }
        let keys: usize = book.requirements().map(Requirement::keys).sum();
        let paths: usize = book.requirements().map(Requirement::paths).sum();
        Self {
            columns,
            keys: (0..keys).map(|_| Vec::with_capacity(members)).collect(),
            names: (0..paths).map(|_| NameColumn::default()).collect(),
            verdicts: Vec::with_capacity(members),
            failing: Vec::new(),
        }
    }

    /// Adds one application, which got this verdict. `fails` says that it breaks a rule of the book.
    pub fn add(&mut self, contribution: &Contribution, verdict: Verdict, fails: bool) {
        let member = self.members();
        self.failing.extend(fails.then_some(member));
        let mut amounts = contribution.amounts.iter();
        for (place, column) in (0_u16..).zip(&mut self.columns) {
            let Column {
                unread,
                awaited,
                unplaced,
                of,
            } = column;
            let amount = amounts.next().copied().unwrap_or(Amount::Unknown);
            if contribution.awaited.contains(&place) {
                awaited.push(member);
            } else if !amount.is_complete() {
                unread.push(member);
            }
            if !amount.is_placed() {
                unplaced.push(member);
            }
            match (of, amount) {
                (Of::Sum(amounts), Amount::Sum(amount) | Amount::AtLeast(amount)) => {
                    Arc::make_mut(amounts).push(Some(amount));
                }
                (Of::Sum(amounts), _) => Arc::make_mut(amounts).push(None),
                (Of::Count(counts), Amount::Count(count, _)) => counts.push(count),
                (Of::Count(counts), _) => counts.push(0),
                (Of::Groups(..) | Of::Keys, _) => {}
            }
        }
        for own in &contribution.grouped {
            let column = self.columns.get_mut(usize::from(own.column));
            if let Some(Column {
                of: Of::Groups(groups),
                ..
            }) = column
            {
                let before = groups.keys.len();
                if own.cell.is_some() {
                    groups.cells.resize(before, None);
                    groups.cells.push(own.cell);
                }
                if own.value.is_some() {
                    groups.values.resize(before, None);
                    groups.values.push(own.value);
                }
                if own.limit.is_some() {
                    groups.limits.resize(before, None);
                    groups.limits.push(own.limit);
                }
                groups.least.extend(own.is_least.then_some(before));
                if own.amount.is_some() {
                    groups.amounts.resize(before, Decimal::ONE);
                    groups.amounts.extend(own.amount);
                }
                groups.keys.push(Key::of(own.hash, member));
            }
        }
        for &(index, hash) in &contribution.keys {
            if let Some(keys) = self.keys.get_mut(usize::from(index)) {
                keys.push(Key::of(hash, member));
            }
        }
        for (index, name) in &contribution.names {
            if let Some(names) = self.names.get_mut(usize::from(*index)) {
                names.add(member, name);
            }
        }
        self.verdicts.push(verdict);
    }

    /// Puts in order what is compared, once everything is added.
    #[must_use]
    pub fn finish(mut self) -> Self {
        for keys in &mut self.keys {
            sort_unstable(keys);
            keys.dedup();
        }
        self
    }

    /// The applications of which not all could be read that one of these columns asks for, in order.
    pub(super) fn unread(&self, columns: std::ops::Range<usize>) -> Vec<u32> {
        self.members_of(columns, |column| &column.unread)
    }

    /// The applications for which the office has not stated something yet that one of these columns asks for, in order.
    pub(super) fn awaited(&self, columns: std::ops::Range<usize>) -> Vec<u32> {
        self.members_of(columns, |column| &column.awaited)
    }

    /// The applications of which it is not known to which groups of one of these columns they belong, in order.
    pub(super) fn unplaced(&self, columns: std::ops::Range<usize>) -> Vec<u32> {
        self.members_of(columns, |column| &column.unplaced)
    }

    /// Whether an application breaks a rule of the book.
    pub(super) fn fails(&self, member: u32) -> bool {
        self.failing.binary_search(&member).is_ok()
    }

    fn members_of(
        &self,
        columns: std::ops::Range<usize>,
        of: fn(&Column) -> &Vec<u32>,
    ) -> Vec<u32> {
        let columns = self.columns.get(columns).unwrap_or_default().iter();
        let mut members: Vec<u32> = columns.flat_map(of).copied().collect();
        sort_by(&mut members, Ord::cmp);
        members.dedup();
        members
    }

    /// The groups of a column: who belongs to which, and how much of it is theirs, in the order of the groups.
    pub(super) fn groups(&self, column: usize) -> Vec<Entry> {
        let column = self.columns.get(column).map(|column| &column.of);
        let Some(Of::Groups(groups)) = column else {
            return Vec::new();
        };
        let all = groups.keys.iter().enumerate().map(|(at, key)| Entry {
            key: *key,
            amount: groups.amounts.get(at).copied().unwrap_or(Decimal::ONE),
            cell: groups.cells.get(at).copied().flatten(),
            value: groups.values.get(at).copied().flatten(),
            limit: groups.limits.get(at).copied().flatten(),
            is_least: groups.least.binary_search(&at).is_ok(),
        });
        let mut all: Vec<_> = all.collect();
        sort_by(&mut all, |one: &Entry, other| {
            one.order().cmp(&other.order())
        });
        all
    }

    /// The verdict over each application.
    pub fn verdicts(&self) -> &[Verdict] {
        &self.verdicts
    }

    /// What each application adds to a sum; nothing for another column.
    pub(crate) fn amounts(&self, column: usize) -> Option<&Arc<Amounts>> {
        match self.columns.get(column).map(|column| &column.of) {
            Some(Of::Sum(amounts)) => Some(amounts),
            _ => None,
        }
    }

    /// How many each application has; nothing for another column.
    pub(crate) fn counts(&self, column: usize) -> Option<&Numbers> {
        match self.columns.get(column).map(|column| &column.of) {
            Some(Of::Count(counts)) => Some(counts),
            _ => None,
        }
    }

    /// One of all keys of the book, in every application that has it, in the order of the hashes.
    pub(super) fn keys(&self, index: usize) -> &[Key] {
        self.keys.get(index).map_or(&[], Vec::as_slice)
    }

    /// The names under some of all paths of the book, in every application that has some.
    pub(super) fn names(&self, paths: std::ops::Range<usize>) -> &[NameColumn] {
        self.names.get(paths).unwrap_or_default()
    }

    /// How many applications were added.
    pub fn members(&self) -> u32 {
        u32::try_from(self.verdicts.len()).unwrap_or(u32::MAX)
    }
}
