//! What the pieces of a name are: a word, a number, or which part it is of something.

use std::ops::Range;

use crate::name::Class;
use crate::vocabulary::{ordinal, roman};

/// Letters, or digits, that stand together.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    pub(crate) letters: Range<usize>,
    /// Where it is written.
    pub(crate) source: Range<usize>,
    pub(crate) digits: bool,
    /// Whether nothing stands between it and the one before.
    pub(crate) glued: bool,
}

/// A word, a number or a part that a name is made of.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    pub(crate) class: Class,
    /// Its number, where that is not the letters themselves.
    pub(crate) number: Option<u8>,
    /// What a part counts.
    pub(crate) stage: Option<u8>,
    pub(crate) letters: Range<usize>,
    pub(crate) source: Range<usize>,
}

impl Kept {
    /// A token that stands for itself.
    pub(crate) fn of(token: &Token, letters: &str) -> Self {
        let text = letters.get(token.letters.clone()).unwrap_or_default();
        let number = roman(text).filter(|_| !token.digits);
        let class = match token.digits || number.is_some() {
            true => Class::Number,
            false => Class::Word,
        };
        Self {
            class,
            number,
            stage: None,
            letters: token.letters.clone(),
            source: token.source.clone(),
        }
    }

    pub(crate) fn is_number(&self) -> bool {
        self.class == Class::Number
    }

    /// Whether it can say which part: a number, a single letter where letters may, or an ordinal in words.
    pub(crate) fn counts(&self, letters: &str, by_letter: bool) -> bool {
        let text = letters.get(self.letters.clone()).unwrap_or_default();
        // "daļa e-veselībai" is no part E.
        let letter = by_letter && text.len() == 1 && text != "e";
        self.is_number() || self.class == Class::Word && (letter || ordinal(text).is_some())
    }

    /// It and the word beside it as a part.
    pub(crate) fn part(self, stage: u8, beside: &Token, letters: &str) -> Self {
        let text = letters.get(self.letters.clone()).unwrap_or_default();
        let start = self.source.start.min(beside.source.start);
        let end = self.source.end.max(beside.source.end);
        Self {
            class: Class::Part,
            number: self.number.or_else(|| ordinal(text)),
            stage: Some(stage),
            source: start..end,
            ..self
        }
    }
}
