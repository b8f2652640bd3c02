//! Words that could be one another misspelt, put together: names that are the same but for such words then share a key.
//!
//! Only a wide net: that two words are kin decides nothing, and they may be so by way of a third.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::columns::blocks;
use crate::dictionary::Code;
use crate::misspelt::{letters_left_out, misspelt};
use crate::name::{Class, Word, hash, mix};
use crate::names::Chosen;

/// Words that are compared with one another; more that have some letters in common are kin unseen.
const COMPARED: usize = 64;

/// All words of some names.
pub(crate) struct Kin {
    /// By what a word is called.
    places: Vec<u32>,
    union: Union,
}

/// The place of a word that is not among them.
const NOWHERE: u32 = u32::MAX;

impl Kin {
    pub(crate) fn of(names: &Chosen<'_>, chosen: &[u32]) -> Self {
        let dictionary = names.dictionary();
        let mut places = vec![NOWHERE; dictionary.len()];
        let mut texts: Vec<&str> = Vec::new();
        let mut roots: HashMap<u64, u32, BuildHasherDefault<Ready>> = HashMap::default();
        let mut union = Union::default();
        for (code, word) in chosen
            .iter()
            .flat_map(|&at| names.of_class(at, Class::Word))
        {
            let next = u32::try_from(texts.len()).unwrap_or(NOWHERE);
            match places.get_mut(code as usize) {
                Some(place) if *place == NOWHERE => *place = next,
                _ => continue,
            }
            texts.push(dictionary.known(code));
            union.add();
            let first = *roots.entry(word.key()).or_insert(next);
            union.join(first, next);
        }
        drop(roots);
        let mut left = Vec::new();
        // Twenty or so of a word of eight letters, fifty of ten.
        let about = texts.len().saturating_mul(40);
        let fill = |column: &mut crate::columns::Column| {
            for (place, text) in (0..).zip(&texts) {
                left.clear();
                letters_left_out(text, &mut left);
                left.iter().for_each(|&key| column.add(key, place));
            }
        };
        let text = |place: u32| texts.get(place as usize).copied().unwrap_or_default();
        blocks(about, fill, |words, _| {
            let seen = words.len() <= COMPARED;
            for (&one, after) in words.iter().zip(1..) {
                for &other in words.get(after..).unwrap_or_default() {
                    let kin = || !seen || misspelt(text(one), text(other));
                    if union.root(one) != union.root(other) && kin() {
                        union.join(one, other);
                    }
                    if !seen {
                        // The next one brings its own next one.
                        break;
                    }
                }
            }
        });
        Self { places, union }
    }

    /// What kin have in common.
    pub(crate) fn key_of_word(&self, code: Code, word: Word) -> u64 {
        match self.places.get(code as usize) {
            Some(&place) if place != NOWHERE => mix(u64::from(self.union.root(place))),
            _ => word.key(),
        }
    }

    /// What names have in common whose words are kin.
    pub(crate) fn key(&self, names: &Chosen<'_>, at: u32) -> u64 {
        let words = names.of_class(at, Class::Word);
        let words = words.map(|(code, word)| self.key_of_word(code, word));
        words.fold(names.key_of(at, Class::Number), u64::wrapping_add)
    }
}

/// Things put together; each group goes by its lowest.
#[derive(Debug, Default)]
pub(crate) struct Union {
    above: Vec<u32>,
}

impl Union {
    pub(crate) fn with(things: u32) -> Self {
        Self {
            above: (0..things).collect(),
        }
    }

    fn add(&mut self) {
        self.above
            .push(u32::try_from(self.above.len()).unwrap_or(u32::MAX));
    }

    pub(crate) fn root(&self, mut thing: u32) -> u32 {
        while let Some(&above) = self.above.get(thing as usize) {
            if above == thing {
                break;
            }
            thing = above;
        }
        thing
    }

    /// Whether they were not together before.
    pub(crate) fn join(&mut self, one: u32, other: u32) -> bool {
        let (a, b) = (self.root(one), self.root(other));
        let lowest = a.min(b);
        // What was passed is brought nearer, so that the ways stay short.
        for mut thing in [one, other] {
            while let Some(above) = self.above.get_mut(thing as usize) {
                let next = std::mem::replace(above, lowest);
                if next == thing {
                    break;
                }
                thing = next;
            }
        }
        a != b
    }
}

/// A hash that needs no more mixing.
#[derive(Debug, Default)]
pub(crate) struct Ready(u64);

impl Hasher for Ready {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = hash(bytes);
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}
