//! Names of the same words are put together first: a thousand of them cost no more than a thousand looks, and the rest of the
//! search sees one of each.

use crate::compare::{Reason, alike_seen};
use crate::name::Class;
use crate::names::{Chosen, Room};
use crate::pairs::Pairs;
use atbilst_yaml::order::sort_unstable;

/// Kinds of words under one key that are told apart; there are no more than one but by the rarest chance.
const UNDER_ONE_KEY: usize = 8;

/// One name of each spelling, the lowest; names of the same words are paired by kinds of words. Spellings are told apart, for which of
/// them another is misspelt may hang on an ending, and on the order of the words.
pub(crate) fn one_of_each(names: &Chosen<'_>, pairs: &mut Pairs) -> Vec<u32> {
    let all = (0..names.len()).map(|at| (names.key(at), at));
    let mut keys: Vec<(u64, u32)> = all.collect();
    let mut rooms = Rooms::default();
    sort_unstable(&mut keys);
    let mut chosen = Vec::new();
    for run in keys.chunk_by(|one, other| one.0 == other.0) {
        if let [(_, alone)] = run {
            chosen.push(*alone);
            continue;
        }
        let mut kinds: Vec<(u32, Vec<u32>)> = Vec::new();
        for &(_, at) in run {
            let mut same = |(first, _): &(u32, Vec<u32>)| rooms.reason(names, *first, at).is_some();
            if let Some((_, members)) = kinds.iter_mut().find(|kind| same(kind)) {
                members.push(at);
            } else if kinds.len() < UNDER_ONE_KEY {
                kinds.push((at, vec![at]));
            }
        }
        let spelling = |&(_, at): &(u64, u32)| (names.spelling(at), at);
        let mut spellings: Vec<(u64, u32)> = run.iter().map(spelling).collect();
        sort_unstable(&mut spellings);
        spellings.dedup_by_key(|(spelling, _)| *spelling);
        chosen.extend(spellings.into_iter().map(|(_, at)| at));
        kinds
            .iter()
            .for_each(|(first, members)| by_part(names, *first, members, &mut rooms, pairs));
    }
    sort_unstable(&mut chosen);
    chosen
}

/// Pairs those of one part with the first of that part, and the first of each part with the first of all.
fn by_part(names: &Chosen<'_>, first: u32, members: &[u32], rooms: &mut Rooms, pairs: &mut Pairs) {
    let parts = members.iter();
    let parts = parts.map(|&at| (names.key_of(at, Class::Part), at));
    let mut parts: Vec<(u64, u32)> = parts.collect();
    sort_unstable(&mut parts);
    for run in parts.chunk_by(|one, other| one.0 == other.0) {
        let Some((&(_, own), rest)) = run.split_first() else {
            continue;
        };
        let mut add = |one: u32, other: u32| {
            if one != other
                && let Some(reason) = rooms.reason(names, one, other)
            {
                pairs.add(one, other, reason);
            }
        };
        add(first, own);
        rest.iter().for_each(|&(_, at)| add(own, at));
    }
}

/// Room for two names that are compared.
#[derive(Default)]
pub(crate) struct Rooms {
    one: Room,
    other: Room,
}

impl Rooms {
    /// Why two names are alike, where they are.
    pub(crate) fn reason(&mut self, names: &Chosen<'_>, one: u32, other: u32) -> Option<Reason> {
        let one = names.name(one, &mut self.one);
        alike_seen(one, names.name(other, &mut self.other))
    }
}
