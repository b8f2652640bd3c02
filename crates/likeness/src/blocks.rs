//! Names that share a key are compared with one another, as long as they are not too many.

use crate::columns::{Column, Shared, blocks};
use crate::compare::COMMON_OF_MISSPELT;
use crate::equal::reason;
use crate::groups::Pairs;
use crate::kin::Kin;
use crate::misspelt::letters_left_out;
use crate::name::{Class, Seen, Word, hash, mix};
use crate::names::Ordered;

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
    pub(crate) names: &'a Ordered<'a>,
    pub(crate) pairs: &'a mut Pairs,
    pub(crate) too_large: Vec<TooLarge>,
}

impl Search<'_> {
    /// Pairs of which one has a word more, or one otherwise.
    pub(crate) fn one_left_out(&mut self, chosen: &[u32], kin: &Kin) {
        let names = self.names;
        let fill = |column: &mut Column| {
            for &at in chosen {
                if let Some(name) = names.name(at) {
                    wholes(name).for_each(|key| column.add(key, at));
                    left_out(name).for_each(|(key, _)| column.add(key, at));
                }
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
        for &at in block {
            let Some(name) = self.names.name(at) else {
                continue;
            };
            if wholes(name).any(|key| shared.is(key)) {
                whole.push(at);
            }
            let own = left_out(name).filter(|&(key, _)| shared.is(key));
            words.extend(own.map(|(_, word)| (kin.key_of_word(name, word), at, word)));
        }
        match whole.len() <= ALL_WITH_ALL {
            true => {
                for &one in &whole {
                    block.iter().for_each(|&other| self.compare(one, other));
                }
            }
            false => self.too_many(&whole),
        }
        words.sort_unstable_by_key(|&(key, at, _)| (key, at));
        for run in words.chunk_by(|one, other| one.0 == other.0) {
            let ids: Vec<u32> = run.iter().map(|&(_, at, _)| at).collect();
            if ids.len() <= ALL_WITH_ALL {
                self.all_with_all(&ids);
            } else {
                self.by_letters_left_out(run);
            }
        }
    }

    fn by_letters_left_out(&mut self, words: &[(u64, u32, Word)]) {
        let names = self.names;
        let mut left = Vec::new();
        let fill = |column: &mut Column| {
            for &(_, at, word) in words {
                left.clear();
                let text = names.name(at).and_then(|name| word.text(name.text));
                letters_left_out(text.unwrap_or_default(), &mut left);
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
        let long = |name: &Seen<'_>| name.of(Class::Word).len() >= FEWEST_OF_TWO;
        let key = |&at: &u32| Some((kin.key(names.name(at).filter(long)?), at));
        let keys: Vec<(u64, u32)> = chosen.iter().filter_map(key).collect();
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
        let fill = |column: &mut Column| {
            for &at in chosen {
                let Some(name) = names.name(at) else {
                    continue;
                };
                let (whole, words) = (name.key(), name.of(Class::Word));
                for (first, after) in words.iter().zip(1..) {
                    let without = whole.wrapping_sub(first.key());
                    for second in words.get(after..).unwrap_or_default() {
                        column.add(without.wrapping_sub(second.key()), at);
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
            && let Some(reason) = reason(self.names, one, other)
        {
            self.pairs.add(one, other, reason);
        }
    }

    fn too_many(&mut self, block: &[u32]) {
        if let Some(example) = block.iter().min().and_then(|&at| self.names.member(at)) {
            self.too_large.push(TooLarge {
                example,
                names: block.len(),
            });
        }
    }
}

/// Keys of all that a name says: its words, its letters, and its words without the number at the end.
fn wholes(name: Seen<'_>) -> impl Iterator<Item = u64> {
    let key = name.key();
    let numbers = name.of(Class::Number).iter().map(|word| word.key());
    let numbers = numbers.fold(0, u64::wrapping_add);
    let letters = match name.of(Class::Part) {
        [] => hash(name.text.as_bytes()),
        _ => hash(&name.letters().collect::<Vec<_>>()),
    };
    let number = name.small_number_at_end();
    let without = number.map(|number| key.wrapping_sub(number.key()));
    [key, mix(letters).wrapping_add(numbers)]
        .into_iter()
        .chain(without)
}

/// Keys of a name without one word, which could be misspelt or one more.
fn left_out(name: Seen<'_>) -> impl Iterator<Item = (u64, Word)> {
    let words = name.of(Class::Word);
    let key = name.key();
    // With hardly another beside it only a long word may be misspelt.
    let short = words.len() <= 2;
    let looked_at = words.iter().filter(move |word| !short || word.is_long());
    looked_at.map(move |&word| (key.wrapping_sub(word.key()), word))
}
