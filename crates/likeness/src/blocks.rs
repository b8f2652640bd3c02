//! Names that share a key are compared with one another, as long as they are not too many.

use crate::columns::{Column, Shared, blocks};
use crate::compare::COMMON_OF_MISSPELT;
use crate::dictionary::Code;
use crate::equal::Rooms;
use crate::kin::Kin;
use crate::misspelt::letters_left_out;
use crate::name::{Class, Word, mix};
use crate::names::{Chosen, Room};
use crate::pairs::Pairs;
use atbilst_yaml::order::sort_unstable_by;

/// Names that are compared all with all.
pub(crate) const ALL_WITH_ALL: usize = 64;

/// Fewest words of a name of which two may be misspelt.
const FEWEST_OF_TWO: usize = COMMON_OF_MISSPELT + 2;

/// Names that are the same but for one word or two of each, and so many that they were not compared with one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TooLarge {
    /// The lowest of their members: what it is called tells what they have in common.
    pub example: u32,
    /// How many they are.
    pub names: usize,
}

/// What is found while blocks are gone through.
pub(crate) struct Search<'a> {
    pub(crate) names: &'a Chosen<'a>,
    pub(crate) pairs: &'a mut Pairs,
    pub(crate) too_large: Vec<TooLarge>,
    pub(crate) rooms: Rooms,
}

impl Search<'_> {
    /// Pairs of which one has a word more, or one otherwise.
    pub(crate) fn one_left_out(&mut self, chosen: &[u32], kin: &Kin) {
        let names = self.names;
        let mut room = Room::default();
        let fill = |column: &mut Column| {
            for &at in chosen {
                wholes(names, at, &mut room).for_each(|key| column.add(key, at));
                left_out(names, at).for_each(|(key, ..)| column.add(key, at));
            }
        };
        // Seven words, themselves, and their letters.
        blocks(chosen.len().saturating_mul(9), fill, |block, shared| {
            if block.len() <= ALL_WITH_ALL {
                self.all_with_all(block);
            } else {
                self.by_word_left_out(block, shared, kin);
            }
        });
    }

    /// Many that are the same but for one word: only those are compared in which that word may be the other misspelt.
    fn by_word_left_out(&mut self, block: &[u32], shared: Shared, kin: &Kin) {
        let mut whole = Vec::new();
        let mut words = Vec::new();
        let mut room = Room::default();
        for &at in block {
            if wholes(self.names, at, &mut room).any(|key| shared.is(key)) {
                whole.push(at);
            }
            let own = left_out(self.names, at).filter(|&(key, ..)| shared.is(key));
            words.extend(own.map(|(_, code, word)| (kin.key_of_word(code, word), at, code)));
        }
        match whole.len() <= ALL_WITH_ALL {
            true => {
                for &one in &whole {
                    block.iter().for_each(|&other| self.compare(one, other));
                }
            }
            false => self.too_many(&whole),
        }
        sort_unstable_by(&mut words, |one, other| {
            (one.0, one.1).cmp(&(other.0, other.1))
        });
        for run in words.chunk_by(|one, other| one.0 == other.0) {
            let ids: Vec<u32> = run.iter().map(|&(_, at, _)| at).collect();
            if ids.len() <= ALL_WITH_ALL {
                self.all_with_all(&ids);
            } else {
                self.by_letters_left_out(run);
            }
        }
    }

    fn by_letters_left_out(&mut self, words: &[(u64, u32, Code)]) {
        let dictionary = self.names.dictionary();
        let mut left = Vec::new();
        let fill = |column: &mut Column| {
            for &(_, at, code) in words {
                left.clear();
                letters_left_out(dictionary.known(code), &mut left);
                left.iter().for_each(|&key| column.add(key, at));
            }
        };
        blocks(words.len().saturating_mul(40), fill, |block, _| {
            self.all_or_none(block)
        });
    }

    /// Pairs of which two words are otherwise.
    pub(crate) fn kin(&mut self, chosen: &[u32], kin: &Kin) {
        let names = self.names;
        // Found once, for it takes a look for each word.
        let long = |at: &u32| names.of_class(*at, Class::Word).count() >= FEWEST_OF_TWO;
        let long = chosen.iter().copied().filter(long);
        let keys: Vec<(u64, u32)> = long.map(|at| (kin.key(names, at), at)).collect();
        let fill = |column: &mut Column| keys.iter().for_each(|&(key, at)| column.add(key, at));
        blocks(chosen.len(), fill, |block, _| {
            if block.len() <= ALL_WITH_ALL {
                self.all_with_all(block);
            } else {
                self.two_left_out(block);
            }
        });
    }

    fn two_left_out(&mut self, chosen: &[u32]) {
        let names = self.names;
        let mut words: Vec<u64> = Vec::new();
        let fill = |column: &mut Column| {
            for &at in chosen {
                let whole = names.key(at);
                words.clear();
                words.extend(names.of_class(at, Class::Word).map(|(_, word)| word.key()));
                for (first, after) in words.iter().zip(1..) {
                    let without = whole.wrapping_sub(*first);
                    for second in words.get(after..).unwrap_or_default() {
                        column.add(without.wrapping_sub(*second), at);
                    }
                }
            }
        };
        blocks(chosen.len().saturating_mul(21), fill, |block, _| {
            self.all_or_none(block)
        });
    }

    fn all_or_none(&mut self, block: &[u32]) {
        match block.len() <= ALL_WITH_ALL {
            true => self.all_with_all(block),
            false => self.too_many(block),
        }
    }

    fn all_with_all(&mut self, block: &[u32]) {
        for (&one, after) in block.iter().zip(1..) {
            let others = block.get(after..).unwrap_or_default();
            others.iter().for_each(|&other| self.compare(one, other));
        }
    }

    fn compare(&mut self, one: u32, other: u32) {
        let (one, other) = (one.min(other), one.max(other));
        if one != other
            && let Some(reason) = self.rooms.reason(self.names, one, other)
        {
            self.pairs.add(one, other, reason);
        }
    }

    fn too_many(&mut self, block: &[u32]) {
        if let Some(example) = block.iter().min().and_then(|&at| self.names.row(at)) {
            self.too_large.push(TooLarge {
                example,
                names: block.len(),
            });
        }
    }
}

/// Keys of all that a name says: its words, its letters, and its words without the number at the end.
fn wholes(names: &Chosen<'_>, at: u32, room: &mut Room) -> impl Iterator<Item = u64> {
    let key = names.key(at);
    let numbers = names.key_of(at, Class::Number);
    let letters = names.letters(at, room);
    let number = names.small_number_at_end(at, room);
    let without = number.map(|number| key.wrapping_sub(number.key()));
    [key, mix(letters).wrapping_add(numbers)]
        .into_iter()
        .chain(without)
}

/// Keys of a name without one word, which could be misspelt or one more, and that word.
fn left_out(names: &Chosen<'_>, at: u32) -> impl Iterator<Item = (u64, Code, Word)> {
    let key = names.key(at);
    // With hardly another beside it only a long word may be misspelt.
    let short = names.of_class(at, Class::Word).count() <= 2;
    let words = names.of_class(at, Class::Word);
    let looked_at = words.filter(move |(_, word)| !short || word.is_long());
    looked_at.map(move |(code, word)| (key.wrapping_sub(word.key()), code, word))
}
