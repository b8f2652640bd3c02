//! A name as it is compared: its words, its numbers and the part that it is of something, compactly.

use atbilst_yaml::order::{sort_by, sort_unstable_by};
use serde::{Deserialize, Serialize};

/// Most words of a name that are looked at one by one; the rest count as one that must be the same.
pub(crate) const MOST_WORDS: usize = 63;

/// Most bytes of one word, likewise.
pub(crate) const LONGEST_WORD: usize = 64;

/// Letters of a word that may be misspelt with hardly another beside it.
pub(crate) const LONG_ALONE: usize = 8;

/// Which word of a name, counted as [`written`](crate::written) counts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place(pub u8);

/// A name ready for comparison. About 170 bytes for a title of a hundred.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// The words one after another, without gaps.
    pub(crate) text: Box<str>,
    /// Sorted: what is compared first by class, then by hash.
    pub(crate) words: Box<[Word]>,
}

impl Name {
    /// Whether it has neither word nor number: such a name is like no other.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// How many words and numbers it has, without the part that it is of.
    pub fn count(&self) -> usize {
        let own = self.words.iter();
        own.filter(|word| word.class() != Class::Part).count()
    }

    /// The same for all names of the same words, of the same part.
    pub fn words(&self) -> u64 {
        let words = self.words.iter();
        words.fold(0, |sum, word| sum.wrapping_add(word.key()))
    }

    /// A word as it is compared: small, without marks; the number of a part has a letter behind it that tells what is counted.
    pub fn word(&self, place: Place) -> Option<&str> {
        self.as_they_stand()
            .get(usize::from(place.0))?
            .text(&self.text)
    }

    /// Its words as they stand.
    pub(crate) fn in_text(&self) -> impl Iterator<Item = (Word, &str)> {
        let words = self.as_they_stand();
        let text = |word: Word| Some((word, word.text(&self.text)?));
        words.into_iter().filter_map(text)
    }

    fn as_they_stand(&self) -> Vec<Word> {
        let mut words = self.words.to_vec();
        sort_by(&mut words, |one, other| one.start.cmp(&other.start));
        words
    }

    pub(crate) fn seen(&self) -> Seen<'_> {
        Seen {
            text: &self.text,
            words: &self.words,
        }
    }
}

/// What a word is for the comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    /// May be misspelt, or left out.
    Word,
    /// Must be the same: a number, and what is too long to be looked at.
    Number,
    /// Says which part of something the name is of.
    Part,
}

/// A word of a name: eight bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Word {
    /// Of the root and the class.
    pub(crate) hash: u32,
    start: u16,
    bytes: u8,
    /// Bytes of the root; none of a number, more than there can be of a part.
    root: u8,
}

impl Word {
    /// A word that stands in the text from `start` on; `None` where it is too long, or too far behind.
    pub(crate) fn new(class: Class, start: usize, text: &str, root: usize) -> Option<Self> {
        let root = match class {
            Class::Word => u8::try_from(root.max(1)).ok()?,
            Class::Number => 0,
            Class::Part => u8::MAX,
        };
        let bytes = u8::try_from(text.len()).ok()?;
        let mut word = Self {
            hash: 0,
            start: u16::try_from(start).ok()?,
            bytes,
            root,
        };
        let compared = text.as_bytes().get(..word.compared())?;
        let hash = mix(hash(compared) ^ u64::from(class as u8));
        // Its upper half is as good as any.
        word.hash = u32::try_from(hash >> 32).ok()?;
        Some(word)
    }

    /// The same word elsewhere. Of one name there are not so many bytes that it could be too far behind.
    pub(crate) fn at(self, start: usize) -> Self {
        Self {
            start: u16::try_from(start).unwrap_or(u16::MAX),
            ..self
        }
    }

    /// Its bytes.
    pub(crate) fn len(self) -> usize {
        usize::from(self.bytes)
    }

    pub(crate) fn class(self) -> Class {
        match self.root {
            0 => Class::Number,
            u8::MAX => Class::Part,
            _ => Class::Word,
        }
    }

    fn compared(self) -> usize {
        let root = match self.class() {
            Class::Word => self.root,
            Class::Number | Class::Part => self.bytes,
        };
        usize::from(root)
    }

    /// All of it.
    pub(crate) fn text(self, name: &str) -> Option<&str> {
        let start = usize::from(self.start);
        name.get(start..start.saturating_add(usize::from(self.bytes)))
    }

    /// What of it must be the same for it to be the same word.
    pub(crate) fn root(self, name: &str) -> Option<&[u8]> {
        let start = usize::from(self.start);
        name.as_bytes()
            .get(start..start.saturating_add(self.compared()))
    }

    /// Whether it may be long enough to be known again if misspelt.
    pub(crate) fn is_long(self) -> bool {
        usize::from(self.bytes) >= LONG_ALONE
    }

    /// Whether a byte of the name belongs to it.
    fn covers(self, at: usize) -> bool {
        let start = usize::from(self.start);
        (start..start.saturating_add(usize::from(self.bytes))).contains(&at)
    }

    /// What is added up for a key of several words.
    pub(crate) fn key(self) -> u64 {
        mix(u64::from(self.hash))
    }
}

/// A name wherever it is kept.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen<'a> {
    pub(crate) text: &'a str,
    pub(crate) words: &'a [Word],
}

impl<'a> Seen<'a> {
    pub(crate) fn of(self, class: Class) -> &'a [Word] {
        let start = self.words.partition_point(|word| word.class() < class);
        let rest = self.words.get(start..).unwrap_or_default();
        let end = rest.partition_point(|word| word.class() == class);
        rest.get(..end).unwrap_or_default()
    }

    pub(crate) fn place(self, word: Word) -> Place {
        let before = self.words.iter().filter(|other| other.start < word.start);
        Place(u8::try_from(before.count()).unwrap_or(u8::MAX))
    }

    /// Its letters and digits without gaps, and without the part that it is of.
    pub(crate) fn letters(self) -> impl Iterator<Item = u8> + use<'a> {
        let parts = self.of(Class::Part);
        let bytes = self.text.bytes().enumerate();
        let own = bytes.filter(move |&(at, _)| !parts.iter().any(|part| part.covers(at)));
        own.map(|(_, byte)| byte)
    }

    /// Its last word but for the part that it is of, where that is a number that a second or third of something could have.
    pub(crate) fn small_number_at_end(self) -> Option<Word> {
        let own = self.words.iter().filter(|word| word.class() != Class::Part);
        let last = own.max_by_key(|word| word.start).copied()?;
        let number = last.text(self.text)?.parse::<u8>().ok()?;
        (last.class() == Class::Number && (1..=20).contains(&number)).then_some(last)
    }
}

/// Puts the words of a name in the order in which they are compared.
pub(crate) fn in_order(text: &str, words: &mut [Word]) {
    sort_unstable_by(words, |one, other| {
        let key = |word: &Word| (word.class(), word.hash);
        key(one)
            .cmp(&key(other))
            .then_with(|| one.root(text).cmp(&other.root(text)))
    });
}

/// Spreads what differs over all bits.
pub(crate) fn mix(mut x: u64) -> u64 {
    x = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// Of few bytes, the same everywhere.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    let (eights, rest) = bytes.as_chunks::<8>();
    let mut hash = bytes.len() as u64;
    for eight in eights {
        hash = (hash ^ u64::from_le_bytes(*eight)).wrapping_mul(0x2545_f491_4f6c_dd1d);
        hash ^= hash >> 29;
    }
    let last = rest.iter().fold(0, |all, &byte| all << 8 | u64::from(byte));
    mix(hash ^ last)
}

/// Of what is too long to be kept, as a word that must be the same.
pub(crate) fn digest(parts: &[&str]) -> String {
    format!("{:016x}", hash(parts.join(" ").as_bytes()))
}
