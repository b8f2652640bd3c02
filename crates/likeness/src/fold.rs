//! A name becomes words: letters' case, marks, dashes, quotes, look-alikes, Roman numbers and how a part is called make no
//! difference. Knows nothing of what is compared with it.

use std::ops::Range;

use crate::kept::{Kept, Token};
use crate::letters::{Part, Plain, TABLE, Table, each};
use crate::looks::{latin_of_marked, words_that_look_latin};
use crate::name::{Class, LONGEST_WORD, MOST_WORDS, Name, Place, Word, digest, in_order};
use crate::vocabulary::{is_end_of_ordinal, root, says_nothing, stage};
use atbilst_yaml::order::sort_by;

/// Folds names; keeps its room from one to the next.
#[derive(Debug, Default)]
pub struct Folder {
    /// Letters and digits of all tokens.
    letters: String,
    tokens: Vec<Token>,
    /// Which tokens the words of the name are made of.
    kept: Vec<Kept>,
    looks: Vec<Range<usize>>,
    text: String,
    words: Vec<Word>,
}

impl Folder {
    /// A name ready for comparison.
    pub fn name(&mut self, text: &str) -> Name {
        self.split(text);
        self.keep();
        self.build();
        Name {
            text: self.text.as_str().into(),
            words: self.words.as_slice().into(),
        }
    }

    /// Splits at every gap, and between letters and digits.
    fn split(&mut self, text: &str) {
        self.letters.clear();
        self.tokens.clear();
        self.looks.clear();
        // As much as a name takes, and at once.
        self.letters.reserve(text.len());
        self.tokens.reserve(text.len() / 4);
        let table = &*TABLE;
        // Nearly no name has any letter that could be foreign.
        if !text.is_ascii() && text.chars().any(|c| matches!(c as u32, 0x250..0x1e00)) {
            words_that_look_latin(text, &mut self.looks);
        }
        let mut open = false;
        let mut letters = text.char_indices().peekable();
        while let Some((at, c)) = letters.next() {
            let source = at..at.saturating_add(c.len_utf8());
            match table.of(c) {
                Plain::Letter(letter) => {
                    self.letter(char::from(letter), source, &mut open);
                    // The rest of a word needs no look at what it belongs to.
                    let mut end = None;
                    while let Some(&(at, c)) = letters.peek() {
                        let Plain::Letter(letter) = table.of(c) else {
                            break;
                        };
                        self.letters.push(char::from(letter));
                        end = Some(at.saturating_add(c.len_utf8()));
                        letters.next();
                    }
                    if let (Some(last), Some(end)) = (self.tokens.last_mut(), end) {
                        last.letters.end = self.letters.len();
                        last.source.end = end;
                    }
                }
                Plain::Digit(digit) => {
                    let next = letters.peek().map(|&(_, next)| table.of(next));
                    match self.letter_of_digit(digit, next, open) {
                        Some(letter) => self.letter(letter, source, &mut open),
                        None => self.letter(char::from(digit), source, &mut open),
                    }
                }
                Plain::Gap => open = false,
                Plain::Nothing => {}
                Plain::Other => self.other(c, source, table, &mut open),
            }
        }
    }

    /// A letter or a digit.
    fn letter(&mut self, letter: char, source: Range<usize>, open: &mut bool) {
        let digits = letter.is_numeric();
        let begin = self.letters.len();
        self.letters.push(letter);
        let end = self.letters.len();
        let glued = *open;
        *open = true;
        match self.tokens.last_mut() {
            Some(last) if glued && last.digits == digits => {
                last.letters.end = end;
                last.source.end = source.end;
            }
            _ => self.tokens.push(Token {
                letters: begin..end,
                source,
                digits,
                glued,
            }),
        }
    }

    /// What nobody would call a digit: "platf0rma", "0gres".
    fn letter_of_digit(&self, digit: u8, next: Option<Plain>, open: bool) -> Option<char> {
        let letter = match digit {
            b'0' => 'o',
            b'1' => 'l',
            _ => return None,
        };
        if !matches!(next, Some(Plain::Letter(_))) {
            return None;
        }
        let within = open
            && self
                .tokens
                .last()
                .is_some_and(|token| !token.digits && token.letters.len() >= 2);
        (within || (!open && digit == b'0')).then_some(letter)
    }

    fn other(&mut self, c: char, source: Range<usize>, table: &Table, open: &mut bool) {
        let looks = self.looks.iter().any(|word| word.contains(&source.start));
        if let Some(letter) = latin_of_marked(c).filter(|_| looks) {
            self.letter(char::from(letter), source, open);
            return;
        }
        each(c, &mut |part| match part {
            Part::Sign(sign) => {
                let plain = match table.of(sign) {
                    Plain::Letter(plain) => char::from(plain),
                    _ => sign,
                };
                self.letter(plain, source.clone(), open);
            }
            Part::Gap => *open = false,
        });
    }

    /// Tells words, numbers and parts apart, and leaves out what says nothing, unless nothing else is left.
    fn keep(&mut self) {
        self.kept.clear();
        self.kept.reserve(self.tokens.len());
        let mut passed: Vec<Kept> = Vec::new();
        // Whether the last one kept was the token before, and is free to be the number of a part.
        let mut free = false;
        let mut tokens = self.tokens.iter().peekable();
        while let Some(token) = tokens.next() {
            let text = self.letters.get(token.letters.clone()).unwrap_or_default();
            let after_digits = free && token.glued && self.kept.last().is_some_and(Kept::is_number);
            if after_digits && is_end_of_ordinal(text) {
                continue;
            }
            if let Some(stage) = stage(text) {
                // "Kārta Nr. 2".
                while let Some(number) =
                    tokens.next_if(|next| self.letters.get(next.letters.clone()) == Some("nr"))
                {
                    passed.push(Kept::of(number, &self.letters));
                }
                let next = tokens.peek().map(|next| Kept::of(next, &self.letters));
                let next = next.filter(|next| next.counts(&self.letters, true));
                let last = self.kept.last().filter(|_| free);
                let last = last.filter(|last| last.counts(&self.letters, !stage.before));
                let by_next = next.is_some() && (stage.before || last.is_none());
                if by_next {
                    tokens.next();
                    self.kept
                        .extend(next.map(|next| next.part(stage.kind, token, &self.letters)));
                    free = false;
                    continue;
                }
                if let Some(part) =
                    last.map(|last| last.clone().part(stage.kind, token, &self.letters))
                {
                    self.kept.pop();
                    self.kept.push(part);
                    free = false;
                    continue;
                }
            }
            let kept = Kept::of(token, &self.letters);
            if says_nothing(text) {
                passed.push(kept);
            } else {
                self.kept.push(kept);
                free = true;
            }
        }
        if !self.kept.iter().any(|kept| kept.class == Class::Word) {
            self.kept.append(&mut passed);
            sort_by(&mut self.kept, |one, other| {
                one.source.start.cmp(&other.source.start)
            });
        }
    }

    /// Sets the name from what is kept.
    fn build(&mut self) {
        self.text.clear();
        self.text.reserve(self.letters.len());
        self.words.clear();
        self.words.reserve(self.kept.len());
        let rest = self.kept.split_off(self.kept.len().min(MOST_WORDS));
        for kept in &self.kept {
            let text = self.letters.get(kept.letters.clone()).unwrap_or_default();
            let start = self.text.len();
            let class = match kept.number {
                Some(number) => {
                    self.text.push_str(&number.to_string());
                    kept.class
                }
                None if text.len() > LONGEST_WORD => {
                    self.text.push_str(&digest(&[text]));
                    Class::Number
                }
                None => {
                    self.text
                        .push_str(if kept.is_number() || kept.class == Class::Part {
                            bare(text)
                        } else {
                            text
                        });
                    kept.class
                }
            };
            self.text.extend(kept.stage.map(char::from));
            let own = self.text.get(start..).unwrap_or_default();
            self.words.extend(Word::new(class, start, own, root(own)));
        }
        if let (Some(first), Some(last)) = (rest.first(), rest.last()) {
            let texts = rest
                .iter()
                .filter_map(|kept| self.letters.get(kept.letters.clone()));
            let digest = digest(&texts.collect::<Vec<_>>());
            let start = self.text.len();
            self.text.push_str(&digest);
            self.words
                .extend(Word::new(Class::Number, start, &digest, 0));
            self.kept.push(Kept {
                source: first.source.start..last.source.end,
                ..first.clone()
            });
        }
        in_order(&self.text, &mut self.words);
    }
}

/// Without zeros before it.
fn bare(number: &str) -> &str {
    match number.trim_start_matches('0') {
        "" => number.get(..1).unwrap_or(number),
        bare => bare,
    }
}

/// A word as it is written in the text that a name was made of.
pub fn written(text: &str, place: Place) -> Option<&str> {
    let mut folder = Folder::default();
    folder.split(text);
    folder.keep();
    folder.build();
    let kept = folder.kept.get(usize::from(place.0))?;
    text.get(kept.source.clone())
}
