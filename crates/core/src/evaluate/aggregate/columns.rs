//! What is kept of all applications of one call: a column for each requirement and each key, so that a rule over all of them reads
//! one column from end to end. Knows nothing of what the columns mean.

use rust_decimal::Decimal;

use super::alike::NameColumn;
use super::contribution::{Amount, Contribution, KeyHash};
use super::requirements;
use crate::finding::Verdict;
use crate::rulebook::{Requirement, RuleBook};

/// What some applications add, in the order in which they were added.
#[derive(Debug)]
pub struct Aggregates {
    /// One for each requirement of the book.
    columns: Vec<Column>,
    /// One for each key of the book.
    keys: Vec<Vec<Key>>,
    /// One for each path of the book under which there are names.
    names: Vec<NameColumn>,
    /// Of each application.
    verdicts: Vec<Verdict>,
}

/// What one requirement needs.
#[derive(Debug)]
struct Column {
    /// The applications of which not all that it asks for could be read, in order.
    unread: Vec<u32>,
    of: Of,
}

#[derive(Debug)]
enum Of {
    /// What each application adds; `None` where it cannot be read.
    Sum(Vec<Option<Decimal>>),
    /// How many each has.
    Count(Vec<u32>),
    Keys,
}

/// The hash of a key, and who has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) hash: KeyHash,
    pub(super) member: u32,
}

impl Aggregates {
    /// Room for applications of this book, of which there will be so many at most.
    #[must_use]
    pub fn new(book: &RuleBook, members: usize) -> Self {
        let column = |requirement: &Requirement| Column {
            unread: Vec::new(),
            of: match requirement {
                Requirement::Sum { .. } => Of::Sum(Vec::with_capacity(members)),
                Requirement::Count { .. } => Of::Count(Vec::with_capacity(members)),
                Requirement::Unique { .. } | Requirement::Alike { .. } => Of::Keys,
            },
        };
        let keys: usize = requirements(book).map(Requirement::keys).sum();
        let paths: usize = requirements(book).map(Requirement::paths).sum();
        Self {
            columns: requirements(book).map(column).collect(),
            keys: (0..keys).map(|_| Vec::with_capacity(members)).collect(),
            names: (0..paths).map(|_| NameColumn::default()).collect(),
            verdicts: Vec::with_capacity(members),
        }
    }

    /// Adds one application, which got this verdict.
    pub fn add(&mut self, contribution: &Contribution, verdict: Verdict) {
        let member = self.members();
        let mut amounts = contribution.amounts.iter();
        for Column { unread, of } in &mut self.columns {
            let amount = amounts.next().copied().unwrap_or(Amount::Unknown);
            if !amount.is_complete() {
                unread.push(member);
            }
            match (of, amount) {
                (Of::Sum(amounts), Amount::Sum(amount)) => amounts.push(Some(amount)),
                (Of::Sum(amounts), _) => amounts.push(None),
                (Of::Count(counts), Amount::Count(count, _)) => counts.push(count),
                (Of::Count(counts), _) => counts.push(0),
                (Of::Keys, _) => {}
            }
        }
        for &(index, hash) in &contribution.keys {
            if let Some(keys) = self.keys.get_mut(usize::from(index)) {
                keys.push(Key { hash, member });
            }
        }
        for (index, name) in &contribution.names {
            if let Some(names) = self.names.get_mut(usize::from(*index)) {
                names.add(member, name);
            }
        }
        self.verdicts.push(verdict);
    }

    /// The applications of which not all could be read that a requirement asks for, by its index among all requirements of the book.
    pub(super) fn unread(&self, requirement: usize) -> &[u32] {
        let column = self.columns.get(requirement);
        column.map_or(&[], |column| &column.unread)
    }

    /// The verdict over each application.
    #[must_use]
    pub fn verdicts(&self) -> &[Verdict] {
        &self.verdicts
    }

    /// What each application adds to a sum; nothing for another requirement.
    pub(crate) fn amounts(&self, requirement: usize) -> &[Option<Decimal>] {
        match self.columns.get(requirement).map(|column| &column.of) {
            Some(Of::Sum(amounts)) => amounts,
            _ => &[],
        }
    }

    /// How many each application has; nothing for another requirement.
    pub(crate) fn counts(&self, requirement: usize) -> &[u32] {
        match self.columns.get(requirement).map(|column| &column.of) {
            Some(Of::Count(counts)) => counts,
            _ => &[],
        }
    }

    /// One of all keys of the book, in every application that has it.
    pub(super) fn keys(&self, index: usize) -> &[Key] {
        self.keys.get(index).map_or(&[], Vec::as_slice)
    }

    /// The names under some of all paths of the book, in every application that has some.
    pub(super) fn names(&self, paths: std::ops::Range<usize>) -> &[NameColumn] {
        self.names.get(paths).unwrap_or_default()
    }

    /// How many applications were added.
    #[must_use]
    pub fn members(&self) -> u32 {
        u32::try_from(self.verdicts.len()).unwrap_or(u32::MAX)
    }
}
