//! Where the law stands: sources, what is cited of them, and from when until when something holds.

use chrono::NaiveDate;

use crate::form::place_in_book;
use crate::language::Translated;
use atbilst_yaml::source::Span;

/// Where law stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its name in the book.
    pub id: String,
    /// Its official title.
    pub title: Translated<String>,
    /// Its address.
    pub url: String,
    /// Its words, where they stand beside the book.
    pub captured: Option<Captured>,
    /// Whether it is only named, because its words have not been compared: its citations then need no quote.
    pub only_named: bool,
    /// The sentences of its text that oblige nobody, such as headings, each with its place in the rule book.
    pub not_obligations: Vec<(String, Span)>,
    /// Its place in the rule book.
    pub span: Span,
}

/// The words of a source as they were captured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Captured {
    /// The file that holds them, relative to the book.
    pub path: String,
    /// The SHA-256 of that file and the day on which the words were captured, as the book states them.
    pub seal: Option<([u8; 32], NaiveDate)>,
    /// Whether they are a part of what stands at the address.
    pub excerpt: bool,
    /// Whether the file was at hand, is the one that the book states, and has every word that is quoted.
    pub compared: bool,
}

place_in_book! {
    /// The place of a source in its rule book.
    SourceId
}

/// A sentence of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The source.
    pub source: SourceId,
    /// Point or article, where the source numbers them.
    pub point: Option<String>,
    /// Its words; `None` for what is not known, and for a source that is only named.
    pub quote: Option<String>,
    /// The place of the quote, or of the citation, in the rule book.
    pub span: Span,
}

/// First and last day of a code or rule; without them, always.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub until: Option<NaiveDate>,
}

impl Period {
    /// Whether a day is in it.
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}
