//! Every word that many names are made of, once; a number stands for itself.

use crate::name::{Class, Word, hash};

/// What a word is called by: its place, or the number that it is.
pub(crate) type Code = u32;

/// Marks a number.
const NUMBER: Code = 1 << 31;

/// Most digits of a number that stands for itself.
const DIGITS: usize = 9;

/// No word is here.
const FREE: u32 = u32::MAX;

#[derive(Debug, Default)]
pub(crate) struct Dictionary {
    text: String,
    words: Vec<Entry>,
    /// Places of words by their hashes, at most half of it taken; one whose place is taken has the next.
    places: Vec<u32>,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    start: usize,
    word: Word,
}

impl Dictionary {
    /// What a word that stands in a name is called.
    pub(crate) fn code(&mut self, word: Word, text: &str) -> Code {
        if let Some(number) = number(word, text) {
            return number | NUMBER;
        }
        if self.places.len() <= self.words.len().saturating_mul(2) {
            self.grow();
        }
        let mut place = self.first_place(text);
        loop {
            match self.places.get(place).copied() {
                Some(FREE) | None => break,
                Some(code) if self.is(code, word, text) => return code,
                Some(_) => place = self.next_place(place),
            }
        }
        let code = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        self.words.push(Entry {
            start: self.text.len(),
            word: word.at(0),
        });
        self.text.push_str(text);
        if let Some(own) = self.places.get_mut(place) {
            *own = code;
        }
        code
    }

    fn is(&self, code: Code, word: Word, text: &str) -> bool {
        let known = self.words.get(code as usize).map(|entry| entry.word);
        known.is_some_and(|known| known.class() == word.class()) && self.known(code) == text
    }

    fn first_place(&self, text: &str) -> usize {
        let most = self.places.len().saturating_sub(1);
        usize::try_from(hash(text.as_bytes())).unwrap_or_default() & most
    }

    fn next_place(&self, place: usize) -> usize {
        place.saturating_add(1) & self.places.len().saturating_sub(1)
    }

    fn grow(&mut self) {
        let room = self.words.len().saturating_mul(4).max(256);
        self.places = vec![FREE; room.next_power_of_two()];
        for code in (0..).take(self.words.len()) {
            let mut place = self.first_place(self.known(code));
            while self.places.get(place).is_some_and(|&taken| taken != FREE) {
                place = self.next_place(place);
            }
            if let Some(own) = self.places.get_mut(place) {
                *own = code;
            }
        }
    }

    /// The text of a word that is no number.
    pub(crate) fn known(&self, code: Code) -> &str {
        let Some(entry) = self.words.get(code as usize) else {
            return "";
        };
        let end = entry.start.saturating_add(entry.word.len());
        self.text.get(entry.start..end).unwrap_or_default()
    }

    /// How many words there are, without numbers.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// A word, as if it stood at the beginning of a name.
    pub(crate) fn word(&self, code: Code) -> Option<Word> {
        match code & NUMBER {
            0 => self.words.get(code as usize).map(|entry| entry.word),
            _ => {
                let digits = Digits::of(code & !NUMBER);
                Word::new(Class::Number, 0, digits.text(), 0)
            }
        }
    }

    /// Adds the text of a word.
    pub(crate) fn add_text(&self, code: Code, to: &mut String) {
        match code & NUMBER {
            0 => to.push_str(self.known(code)),
            _ => to.push_str(Digits::of(code & !NUMBER).text()),
        }
    }
}

/// The number that a word is, where it is written as any number is.
fn number(word: Word, text: &str) -> Option<u32> {
    let plain = word.class() == Class::Number && text.len() <= DIGITS;
    let plain = plain && (text == "0" || !text.starts_with('0'));
    let plain = plain && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok())?
}

/// A number as it is written.
struct Digits {
    bytes: [u8; DIGITS],
    start: usize,
}

impl Digits {
    fn of(mut number: u32) -> Self {
        let (mut bytes, mut start) = ([b'0'; DIGITS], DIGITS);
        for (at, byte) in bytes.iter_mut().enumerate().rev() {
            if number == 0 && start < DIGITS {
                break;
            }
            *byte = b'0'.saturating_add(u8::try_from(number % 10).unwrap_or_default());
            number /= 10;
            start = at;
        }
        Self { bytes, start }
    }

    fn text(&self) -> &str {
        let digits = self.bytes.get(self.start..).unwrap_or_default();
        std::str::from_utf8(digits).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_kept_once_and_a_number_not_at_all() {
        let mut dictionary = Dictionary::default();
        let mut code = |class, text: &str| {
            let word = Word::new(class, 5, text, text.len()).expect("a word");
            dictionary.code(word, text)
        };
        let numbers = ["0", "7", "20", "999999999"].map(|text| code(Class::Number, text));
        let other = ["1000000000", "00", "4f"].map(|text| code(Class::Number, text));
        let many: Vec<_> = (0..2_000)
            .map(|at| code(Class::Word, &format!("w{at}")))
            .collect();
        let again: Vec<_> = (0..2_000)
            .map(|at| code(Class::Word, &format!("w{at}")))
            .collect();
        assert_eq!(many, again);
        assert_ne!(code(Class::Part, "w7"), code(Class::Word, "w7"));
        assert_eq!(dictionary.len(), 3 + 2_000 + 1);
        let text = |code| {
            let mut text = String::new();
            dictionary.add_text(code, &mut text);
            let word = dictionary.word(code).expect("a word");
            assert_eq!(word.text(&text), Some(&*text));
            text
        };
        assert_eq!(numbers.map(text), ["0", "7", "20", "999999999"]);
        assert_eq!(other.map(text), ["1000000000", "00", "4f"]);
        assert_eq!(text(many[1_999]), "w1999");
    }
}
