//! Names that are alike, by groups: who is alike, by way of whom, and why.

use std::cmp::Reverse;

use crate::blocks::{Search, TooLarge};
use crate::compare::Reason;
use crate::equal::{Rooms, one_of_each};
use crate::kin::{Kin, Union};
use crate::name::{Class, Name};
use crate::names::{Chosen, Names, Room};

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

/// What is alike among many names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// By their lowest member.
    pub groups: Vec<Group>,
    /// What was not compared, by the lowest member.
    pub too_large: Vec<TooLarge>,
}

/// Finds what is alike among names. The members are to be told apart by their numbers; in which order they come makes no difference.
pub fn groups(names: impl IntoIterator<Item = (u32, Name)>) -> Found {
    let mut all: Vec<(u32, Name)> = names.into_iter().collect();
    all.sort_by(|(one, a), (other, b)| (one, &a.text).cmp(&(other, &b.text)));
    let mut names = Names::default();
    all.iter().for_each(|(_, name)| names.add(name));
    let member = |row: u32| {
        all.get(row as usize)
            .map_or(u32::MAX, |(member, _)| *member)
    };
    let mut found = find(&names, |_| true);
    for group in &mut found.groups {
        group.members.iter_mut().for_each(|row| *row = member(*row));
        for link in &mut group.links {
            (link.one, link.other) = (member(link.one), member(link.other));
        }
    }
    for block in &mut found.too_large {
        block.example = member(block.example);
    }
    found
}

/// The same of names that are collected, each called by its place, among those that are looked at.
#[must_use]
pub fn find(names: &Names, is_looked_at: impl Fn(u32) -> bool) -> Found {
    let names = Chosen::of(names, is_looked_at);
    let mut pairs = Pairs::among(names.len());
    let chosen = one_of_each(&names, &mut pairs);
    let chosen = with_others_of_its_numbers(&names, &chosen);
    let kin = Kin::of(&names, &chosen);
    let mut search = Search {
        names: &names,
        pairs: &mut pairs,
        too_large: Vec::new(),
        rooms: Rooms::default(),
    };
    search.one_left_out(&chosen, &kin);
    search.kin(&chosen, &kin);
    let mut too_large = search.too_large;
    // Blocks lie within one another; of those that would be called the same the largest is told.
    too_large.sort_unstable_by_key(|block| (block.example, Reverse(block.names)));
    too_large.dedup_by_key(|block| block.example);
    Found {
        groups: pairs.groups(&names),
        too_large,
    }
}

/// Without the names that have numbers which no other has: nobody takes one number for another. A name that ends in a small number may
/// be a part of one that has none.
fn with_others_of_its_numbers(names: &Chosen<'_>, chosen: &[u32]) -> Vec<u32> {
    let mut keyed = Vec::with_capacity(chosen.len());
    let mut room = Room::default();
    for &at in chosen {
        let key = names.key_of(at, Class::Number);
        keyed.push((key, at));
        let part = names.small_number_at_end(at, &mut room);
        keyed.extend(part.map(|part| (key.wrapping_sub(part.key()), at)));
    }
    keyed.sort_unstable();
    let runs = keyed.chunk_by(|one, other| one.0 == other.0);
    let shared = runs.filter(|run| run.len() > 1).flatten();
    let mut chosen: Vec<u32> = shared.map(|&(_, at)| at).collect();
    chosen.sort_unstable();
    chosen.dedup();
    chosen
}

/// Pairs that are alike.
pub(crate) struct Pairs {
    names: u32,
    all: Vec<(u8, u32, u32, Reason)>,
}

impl Pairs {
    fn among(names: u32) -> Self {
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
        self.all.sort_unstable();
        let mut union = Union::with(self.names);
        self.all
            .retain(|&(_, one, other, _)| union.join(one, other));
        union
    }

    fn groups(mut self, names: &Chosen<'_>) -> Vec<Group> {
        let union = self.reduce();
        let mut rows: Vec<_> = self
            .all
            .iter()
            .map(|pair| (union.root(pair.1), pair))
            .collect();
        rows.sort_unstable();
        let groups = rows.chunk_by(|one, other| one.0 == other.0);
        groups
            .map(|rows| {
                let member = |at: u32| names.row(at).unwrap_or(u32::MAX);
                let both = rows.iter().flat_map(|(_, pair)| [pair.1, pair.2]);
                let mut members: Vec<u32> = both.collect();
                members.sort_unstable();
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
