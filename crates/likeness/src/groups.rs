//! Names that are alike, by groups: who is alike, by way of whom, and why.

use std::cmp::Reverse;

use crate::blocks::{Search, TooLarge};
use crate::equal::{Rooms, one_of_each};
use crate::kin::Kin;
use crate::name::{Class, Name};
use crate::names::{Chosen, Names, Room};
use crate::pairs::{Group, Pairs};
use atbilst_yaml::order::{sort_by, sort_unstable};

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
    sort_by(&mut all, |(one, a), (other, b)| {
        (one, &a.text).cmp(&(other, &b.text))
    });
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
    sort_by(&mut too_large, |one, other| {
        let key = |block: &TooLarge| (block.example, Reverse(block.names));
        key(one).cmp(&key(other))
    });
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
    sort_unstable(&mut keyed);
    let runs = keyed.chunk_by(|one, other| one.0 == other.0);
    let shared = runs.filter(|run| run.len() > 1).flatten();
    let mut chosen: Vec<u32> = shared.map(|&(_, at)| at).collect();
    sort_unstable(&mut chosen);
    chosen.dedup();
    chosen
}
