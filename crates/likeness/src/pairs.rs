//! Pairs of names that are alike, and the groups that they hold together.

use crate::compare::Reason;
use crate::kin::Union;
use crate::names::Chosen;
use atbilst_yaml::order::{sort_by, sort_unstable};

/// Pairs that are held before those that tell nothing new are dropped: 64 MiB.
const HELD: usize = 1 << 22;

/// Two members whose names are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// The lower of the two.
    pub one: u32,
    /// The other.
    pub other: u32,
    /// Why, told of the lower one first.
    pub reason: Reason,
}

/// Members whose names are alike, each with at least one other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// All of them, in order.
    pub members: Vec<u32>,
    /// As few pairs as hold them together, those that take the least; one fewer than there are members.
    pub links: Vec<Link>,
}

/// Pairs that are alike.
pub(crate) struct Pairs {
    names: u32,
    all: Vec<(u8, u32, u32, Reason)>,
}

impl Pairs {
    pub(crate) fn among(names: u32) -> Self {
        Self {
            names,
            all: Vec::new(),
        }
    }

    /// Two names in the order of their members.
    pub(crate) fn add(&mut self, one: u32, other: u32, reason: Reason) {
        if self.all.len() >= HELD.max(self.names as usize * 2) {
            self.reduce();
        }
        self.all.push((reason.weight(), one, other, reason));
    }

    /// Drops the pairs that bring nobody together who is not by lighter ones; which these are does not hang on what was dropped
    /// before.
    fn reduce(&mut self) -> Union {
        sort_unstable(&mut self.all);
        let mut union = Union::with(self.names);
        self.all
            .retain(|&(_, one, other, _)| union.join(one, other));
        union
    }

    /// Who is held together by them.
    pub(crate) fn groups(mut self, names: &Chosen<'_>) -> Vec<Group> {
        let union = self.reduce();
        let mut rows: Vec<_> = self
            .all
            .iter()
            .map(|pair| (union.root(pair.1), pair))
            .collect();
        sort_by(&mut rows, |one, other| one.cmp(other));
        let groups = rows.chunk_by(|one, other| one.0 == other.0);
        groups
            .map(|rows| {
                let member = |at: u32| names.row(at).unwrap_or(u32::MAX);
                let both = rows.iter().flat_map(|(_, pair)| [pair.1, pair.2]);
                let mut members: Vec<u32> = both.collect();
                sort_unstable(&mut members);
                members.dedup();
                let links = rows.iter().map(|(_, pair)| Link {
                    one: member(pair.1),
                    other: member(pair.2),
                    reason: pair.3,
                });
                Group {
                    links: links.collect(),
                    members: members.into_iter().map(member).collect(),
                }
            })
            .collect()
    }
}
