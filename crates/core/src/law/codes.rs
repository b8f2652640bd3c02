//! Lists of codes, and what an applicant may take for a code.

use std::borrow::Cow;
use std::sync::OnceLock;

use chrono::NaiveDate;

use super::{Citation, Period};
use crate::form::Words;
use crate::language::{Language, Translated, is_struck_out};
use crate::suggest::{Lead, Name, Spelling, lead, mentions, nearest, parts, same, sure};
use atbilst_yaml::NodeId;
use atbilst_yaml::decode::Decoder;
use atbilst_yaml::source::Span;

/// No longer text is looked at for a code, in bytes: a quote of its law is a sentence.
const LONGEST: usize = 2_000;

/// A list of codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeList {
    /// Its name in the book.
    pub name: String,
    /// Its codes, in the order of the law.
    pub codes: Vec<Code>,
    /// The spellings of each code, and whether they can mean nothing else; made ready when a code is first not found.
    pub(crate) spellings: OnceLock<Vec<Vec<(Spelling, bool)>>>,
    /// Its place in the rule book.
    pub span: Span,
}

impl CodeList {
    /// The place of a code in the list.
    pub fn find(&self, code: &str) -> Option<u16> {
        self.codes
            .iter()
            .position(|entry| entry.code == code)
            .and_then(|index| u16::try_from(index).ok())
    }

    /// The code at a place in the list.
    pub fn code(&self, place: u16) -> Option<&Code> {
        self.codes.get(usize::from(place))
    }

    /// What a code that may be used on a day may be taken for.
    pub fn names(&self, day: NaiveDate) -> impl Iterator<Item = Name<'_, &str>> + Clone {
        let ready = self.spellings.get_or_init(|| {
            let codes = self.codes.iter();
            let ready = |code: &Code| {
                let all = code
                    .spellings()
                    .map(|(text, sure)| (Spelling::of(text), sure));
                all.collect()
            };
            codes.map(ready).collect()
        });
        let codes = self.codes.iter().zip(ready);
        codes
            .filter(move |(code, _)| code.period.contains(day))
            .flat_map(|(code, spellings)| {
                spellings.iter().map(|(spelling, sure)| Name {
                    spelling: Cow::Borrowed(spelling),
                    sure: *sure,
                    meaning: code.code.as_str(),
                })
            })
    }

    /// The code that a text which is none leads to; never one that may be its opposite.
    pub fn lead(&self, text: &str, day: NaiveDate) -> Option<Lead<&str>> {
        if let Some(code) = self.in_words_of_law(text, day) {
            return Some(Lead::Sure(code));
        }
        if is_struck_out(text) || self.are_two(text) {
            return None;
        }
        let lead = lead(text, self.names(day))?;
        let code = self.code(self.find(lead.meaning())?)?;
        if matches!(lead, Lead::Likely(code) if self.says_another(text, code, day)) {
            return None;
        }
        let opposed = || {
            let mut titles = code.title.iter().chain([&code.code]);
            let mut never = code.never.iter();
            titles.any(|title| Language::opposed(text, title))
                || code
                    .spellings()
                    .any(|(own, _)| Language::has_denied_word(text, own))
                || never.any(|word| mentions(text, word))
        };
        (matches!(lead, Lead::Sure(_)) || !opposed()).then_some(lead)
    }

    /// Whether a text is two codes that are glued together, as changes that were tracked leave the old one and the new one.
    fn are_two(&self, text: &str) -> bool {
        let code = |text: &str| self.codes.iter().any(|own| own.code == text);
        let mut all = self.codes.iter();
        all.any(|own| text.strip_prefix(&*own.code).is_some_and(code))
    }

    /// Whether a part of a text leads to another code than this, or to none though it looks like one or a semicolon sets it apart.
    fn says_another(&self, text: &str, code: &str, day: NaiveDate) -> bool {
        let says = |part: &str| Some(lead(part, self.names(day))?.meaning());
        let has_words = |part: &&str| part.contains(char::is_alphabetic);
        let mut apart = text.split(';').filter(has_words);
        let mut parts = text.split([';', ',', '(', ')', '|', '+', '&']);
        let is_alone = apart.clone().nth(1).is_none();
        (!is_alone && apart.any(|part| says(part).is_none()))
            || parts.any(|part| match says(part) {
                Some(other) => other != code,
                None => part.contains('_'),
            })
    }

    /// The code that a text says and nothing else.
    pub(crate) fn sure(&self, text: &str, day: NaiveDate) -> Option<&str> {
        let of_law = self.in_words_of_law(text, day);
        of_law.or_else(|| sure(text, self.names(day)))
    }

    /// Whether a text leads to a code, or a word of it says one: `A or B`.
    pub(crate) fn may_mean(&self, text: &str, day: NaiveDate) -> bool {
        if text.len() > LONGEST {
            return false;
        }
        let apart = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '/' | '|');
        let mut words = text.split(apart).filter(|word| !word.is_empty());
        let says = |word| self.find(word).is_some() || self.sure(word, day).is_some();
        words.any(says) || self.lead(text, day).is_some()
    }

    /// The one code whose law is quoted with just these words.
    fn in_words_of_law(&self, text: &str, day: NaiveDate) -> Option<&str> {
        if text.len() > LONGEST {
            return None;
        }
        let mut quoted = self.on(day).filter(|code| code.is_quoted_as(text));
        let (code, None) = (quoted.next()?, quoted.next()) else {
            return None;
        };
        Some(&code.code)
    }

    /// What a text says beside a code that it leads to: neither the code nor its title.
    pub(crate) fn aside<'t>(&self, text: &'t str, code: &str) -> Option<&'t str> {
        let code = self.code(self.find(code)?)?;
        let is_own = |part: &str| {
            let mut own = code.title.iter().chain([&code.code]);
            own.any(|own| same(own, part))
        };
        if code.is_quoted_as(text) {
            return None;
        }
        match parts(text).filter(|_| !is_own(text))? {
            [head, tail] if is_own(head) => (!is_own(tail)).then_some(tail),
            [head, tail] if is_own(tail) => Some(head),
            _ => {
                let text = text.trim();
                let behind = text.strip_prefix(&*code.code);
                let behind = behind.filter(|rest| rest.starts_with(char::is_whitespace));
                Some(behind.map_or(text, str::trim))
            }
        }
    }

    /// The code that a text names by its title or by another word for it.
    pub(crate) fn called(&self, text: &str) -> Option<&Code> {
        let is_it = |code: &&Code| code.spellings().any(|(own, _)| same(own, text));
        self.codes.iter().find(is_it)
    }

    /// A text that is none of the codes, where one must stand in a rule book; the one that may be meant is told.
    pub(crate) fn refuse<T>(&self, reader: &Decoder<'_>, node: NodeId, found: &str) -> Option<T> {
        let known = || self.codes.iter().map(|code| code.code.as_str());
        let meant = self.called(found).map(|code| code.code.as_str());
        let near = || nearest(found, known().map(|code| (code, code)));
        let list = ("list", &*self.name);
        match meant.or_else(near) {
            Some(similar) => {
                let about = [("found", found), list, ("similar", similar)];
                reader.refuse(node, "book.not_a_code_similar", &about)
            }
            None => {
                let allowed = known().collect::<Vec<_>>().join(", ");
                let about = [("found", found), list, ("allowed", &*allowed)];
                reader.refuse(node, "book.not_a_code", &about)
            }
        }
    }

    /// The codes that may be used on a day.
    pub fn on(&self, day: NaiveDate) -> impl Iterator<Item = &Code> {
        self.codes
            .iter()
            .filter(move |code| code.period.contains(day))
    }
}

/// One code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// As an application writes it.
    pub code: String,
    /// What it means.
    pub title: Translated<String>,
    /// What else people call it.
    pub also: Words,
    /// What nobody may be led to it from: it says something else in nearly the same words.
    pub never: Vec<String>,
    /// By which law.
    pub law: Vec<Citation>,
    /// When it may be used.
    pub period: Period,
    /// Its place in the rule book.
    pub span: Span,
}

impl Code {
    /// Whether these are the words of the law that name it.
    fn is_quoted_as(&self, text: &str) -> bool {
        let text = text.trim_end_matches(['.', ';', ',']);
        let mut quotes = self.law.iter().filter_map(|law| law.quote.as_deref());
        quotes.any(|quote| same(quote, text))
    }

    /// What an applicant may take for it, and whether that can mean nothing else: the code, what it is called in each language,
    /// and other words.
    pub fn spellings(&self) -> impl Iterator<Item = (&str, bool)> + Clone {
        let own = std::iter::once(&self.code).chain(self.title.iter());
        own.map(|text| (text.as_str(), true))
            .chain(self.also.iter())
    }
}
