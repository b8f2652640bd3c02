//! Many names, kept side by side: four bytes a word, and every word once.

use crate::dictionary::{Code, Dictionary};
use crate::name::{Class, Name, Seen, Word, hash, in_order, mix};

/// Names, each called by its place in the order in which they were added.
#[derive(Debug, Default)]
pub struct Names {
    dictionary: Dictionary,
    /// The words of all names, as they stand.
    codes: Vec<Code>,
    /// Where the words of each name end.
    ends: Vec<usize>,
}

impl Names {
    /// Adds a name.
    pub fn add(&mut self, name: &Name) {
        let words = name.in_text();
        let codes = words.map(|(word, text)| self.dictionary.code(word, text));
        self.codes.extend(codes);
        self.ends.push(self.codes.len());
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    fn codes(&self, row: u32) -> &[Code] {
        let row = row as usize;
        let before = row.checked_sub(1).and_then(|before| self.ends.get(before));
        let start = before.copied().unwrap_or_default();
        let end = self.ends.get(row).copied().unwrap_or(start);
        self.codes.get(start..end).unwrap_or_default()
    }
}

/// Room for a name that is looked at letter by letter.
#[derive(Debug, Default)]
pub(crate) struct Room {
    text: String,
    words: Vec<Word>,
}

/// The names that are looked at, by their order.
pub(crate) struct Chosen<'a> {
    names: &'a Names,
    rows: Vec<u32>,
}

impl<'a> Chosen<'a> {
    pub(crate) fn of(names: &'a Names, is_looked_at: impl Fn(u32) -> bool) -> Self {
        let rows = (0_u32..).take(names.len());
        // Names without a word are like no other.
        let rows = rows.filter(|&row| is_looked_at(row) && !names.codes(row).is_empty());
        Self {
            names,
            rows: rows.collect(),
        }
    }

    pub(crate) fn len(&self) -> u32 {
        u32::try_from(self.rows.len()).unwrap_or(u32::MAX)
    }

    /// The place of a name among all.
    pub(crate) fn row(&self, at: u32) -> Option<u32> {
        self.rows.get(at as usize).copied()
    }

    pub(crate) fn dictionary(&self) -> &'a Dictionary {
        &self.names.dictionary
    }

    /// What the words of a name are called, as they stand in it.
    pub(crate) fn codes(&self, at: u32) -> &'a [Code] {
        self.row(at).map_or(&[], |row| self.names.codes(row))
    }

    /// The words of a name, as they stand in it; nothing is said of where.
    pub(crate) fn words(&self, at: u32) -> impl DoubleEndedIterator<Item = (Code, Word)> + use<'a> {
        let dictionary = self.dictionary();
        let codes = self.codes(at).iter();
        codes.filter_map(|&code| Some((code, dictionary.word(code)?)))
    }

    /// Those of one class.
    pub(crate) fn of_class(
        &self,
        at: u32,
        class: Class,
    ) -> impl Iterator<Item = (Code, Word)> + use<'a> {
        let words = self.words(at);
        words.filter(move |(_, word)| word.class() == class)
    }

    /// A name to be compared letter by letter.
    pub(crate) fn name<'r>(&self, at: u32, room: &'r mut Room) -> Seen<'r> {
        room.text.clear();
        room.words.clear();
        for (code, word) in self.words(at) {
            room.words.push(word.at(room.text.len()));
            self.dictionary().add_text(code, &mut room.text);
        }
        in_order(&room.text, &mut room.words);
        Seen {
            text: &room.text,
            words: &room.words,
        }
    }

    /// The key of all words and numbers.
    pub(crate) fn key(&self, at: u32) -> u64 {
        let words = self.words(at).map(|(_, word)| word);
        let counted = words.filter(|word| word.class() != Class::Part);
        counted.fold(0, |sum, word| sum.wrapping_add(word.key()))
    }

    /// The key of all words of one class.
    pub(crate) fn key_of(&self, at: u32, class: Class) -> u64 {
        let words = self.of_class(at, class);
        words.fold(0, |sum, (_, word)| sum.wrapping_add(word.key()))
    }

    /// A hash of its letters and digits without gaps, and without the part that it is of.
    pub(crate) fn letters(&self, at: u32, room: &mut Room) -> u64 {
        room.text.clear();
        let words = self.words(at);
        let own = words.filter(|(_, word)| word.class() != Class::Part);
        own.for_each(|(code, _)| self.dictionary().add_text(code, &mut room.text));
        hash(room.text.as_bytes())
    }

    /// What decides what it is like: its words and numbers as they stand, without the part that it is of. A name that is nothing but
    /// parts is like those of the same parts alone.
    pub(crate) fn spelling(&self, at: u32) -> u64 {
        let part = |word: Word| word.class() == Class::Part;
        let nothing_else = self.words(at).all(|(_, word)| part(word));
        let own = self.words(at);
        let own = own.filter(|&(_, word)| nothing_else || !part(word));
        own.fold(0, |all, (code, word)| {
            mix(all ^ mix(u64::from(code)) ^ u64::from(word.class() as u8))
        })
    }

    /// Its last word but for the part that it is of, where that is a number that a second or third of something could have.
    pub(crate) fn small_number_at_end(&self, at: u32, room: &mut Room) -> Option<Word> {
        let mut own = self.words(at).rev();
        let (code, last) = own.find(|(_, word)| word.class() != Class::Part)?;
        if last.class() != Class::Number {
            return None;
        }
        room.text.clear();
        self.dictionary().add_text(code, &mut room.text);
        let number = room.text.parse::<u8>().ok()?;
        (1..=20).contains(&number).then_some(last)
    }
}
