//! What the law says, and when: sources, citations, lists of codes and values over time.
//! Knows nothing of applications or conditions.

#![warn(clippy::arithmetic_side_effects)]

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::form::{FieldId, Form, Kind, ListId, Words};
use crate::language::Translated;
use crate::scalar::Quantity;
use crate::suggest::{Lead, Name, Spelling, lead};
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

/// The place of a source in its rule book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceId(pub(crate) u16);

impl SourceId {
    /// Its index among those of the book.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
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
    #[must_use]
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

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
    #[must_use]
    pub fn find(&self, code: &str) -> Option<u16> {
        self.codes
            .iter()
            .position(|entry| entry.code == code)
            .and_then(|index| u16::try_from(index).ok())
    }

    /// The code at a place in the list.
    #[must_use]
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

    /// The code that a text which is none leads to.
    #[must_use]
    pub fn lead(&self, text: &str, day: NaiveDate) -> Option<Lead<&str>> {
        lead(text, self.names(day))
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
    /// By which law.
    pub law: Vec<Citation>,
    /// When it may be used.
    pub period: Period,
    /// Its place in the rule book.
    pub span: Span,
}

impl Code {
    /// What an applicant may take for it, and whether that can mean nothing else: the code, what it is called in each language,
    /// and other words.
    pub fn spellings(&self) -> impl Iterator<Item = (&str, bool)> + Clone {
        let own = std::iter::once(&self.code).chain(self.title.iter());
        own.map(|text| (text.as_str(), true))
            .chain(self.also.iter())
    }
}

/// The place of a dated value in its rule book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ValueId(pub(crate) u16);

impl ValueId {
    /// Its index among those of the book.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A value that the law may change.
#[derive(Clone, Debug, PartialEq)]
pub struct DatedValue {
    /// Its name in the book.
    pub name: Arc<str>,
    /// Its kind, one that is measured.
    pub kind: Kind,
    /// What it is called.
    pub title: Translated<String>,
    /// What it is from when, oldest first; never empty.
    pub history: Vec<Dated>,
    /// Its place in the rule book.
    pub span: Span,
}

/// A value that the law sets for each code, or band, of one or more fields. What it sets for each is a dated value of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Its name in the book.
    pub name: Arc<str>,
    /// Its kind, one that is measured.
    pub kind: Kind,
    /// What it is called.
    pub title: Translated<String>,
    /// The fields by which it is read, the outermost first.
    pub by: Vec<Axis>,
    /// Its cells, those of the last axis beside each other.
    pub cells: Vec<ValueId>,
    /// Its place in the rule book.
    pub span: Span,
}

/// A field by which a table is read.
#[derive(Clone, Debug, PartialEq)]
pub enum Axis {
    /// By its code.
    Codes {
        /// The field.
        field: FieldId,
        /// How many codes its list has.
        codes: usize,
    },
    /// By the band that its quantity lies in.
    Bands {
        /// What lies in it.
        of: InBands,
        /// The upper ends of all bands but the last, from each day on.
        ends: Vec<(NaiveDate, Vec<BandEnd>)>,
        /// Most bands there ever were.
        bands: usize,
    },
    /// By the code that another table sets.
    Table {
        /// That table.
        table: Arc<Table>,
        /// How many codes its list has.
        codes: usize,
    },
}

/// What lies in bands.
#[derive(Clone, Debug, PartialEq)]
pub enum InBands {
    /// A field.
    Field(FieldId),
    /// A figure, by its path, and its kind.
    Figure(Arc<str>, Kind),
}

impl InBands {
    /// Its kind.
    #[must_use]
    pub fn kind<'k>(&'k self, form: &'k Form) -> &'k Kind {
        match self {
            Self::Field(field) => &form.field(*field).kind,
            Self::Figure(_, kind) => kind,
        }
    }
}

impl Axis {
    /// The fields by which it is read, in the end.
    #[must_use]
    pub fn fields(&self) -> Vec<FieldId> {
        match self {
            Self::Codes { field, .. }
            | Self::Bands {
                of: InBands::Field(field),
                ..
            } => vec![*field],
            Self::Bands { .. } => Vec::new(),
            Self::Table { table, .. } => table.by.iter().flat_map(Self::fields).collect(),
        }
    }

    /// The list whose codes lie on it, in this form.
    #[must_use]
    pub fn list(&self, form: &Form) -> Option<ListId> {
        let kind = match self {
            Self::Codes { field, .. } => &form.field(*field).kind,
            Self::Table { table, .. } => &table.kind,
            Self::Bands { .. } => return None,
        };
        match kind {
            Kind::Code(list) => Some(*list),
            _ => None,
        }
    }

    /// How many cells lie beside each other on it.
    #[must_use]
    pub const fn len(&self) -> usize {
        match self {
            Self::Codes { codes, .. } | Self::Table { codes, .. } => *codes,
            Self::Bands { bands, .. } => *bands,
        }
    }

    /// Whether it has none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The upper ends of all bands but the last on a day; before the first day, as on it. None where it has no bands.
    #[must_use]
    pub fn ends_on(&self, day: NaiveDate) -> &[BandEnd] {
        let Self::Bands { ends, .. } = self else {
            return &[];
        };
        let past = ends.iter().rev().find(|(from, _)| *from <= day);
        let ends = past.or_else(|| ends.first());
        ends.map_or(&[], |(_, ends)| ends)
    }

    /// The band in which a quantity lies on a day.
    #[must_use]
    pub fn band(&self, quantity: Quantity, day: NaiveDate) -> usize {
        let above =
            |end: &&BandEnd| quantity.partial_cmp(&end.at) == Some(std::cmp::Ordering::Greater);
        self.ends_on(day).iter().take_while(above).count()
    }
}

/// The upper end of a band, which belongs to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BandEnd {
    /// Where it ends.
    pub at: Quantity,
    /// Its place in the rule book.
    pub span: Span,
}

impl Table {
    /// The path of the figure that lies in its bands.
    #[must_use]
    pub fn figure(&self) -> Option<&str> {
        match self.by.last()? {
            Axis::Bands {
                of: InBands::Figure(path, _),
                ..
            } => Some(path),
            _ => None,
        }
    }

    /// The cell at these places on its axes.
    #[must_use]
    pub fn cell(&self, places: impl IntoIterator<Item = usize>) -> Option<ValueId> {
        let steps = self.by.iter().zip(places);
        let index = steps
            .into_iter()
            .try_fold(0_usize, |index, (axis, place)| {
                index.checked_mul(axis.len())?.checked_add(place)
            })?;
        self.cells.get(index).copied()
    }
}

/// A value from one day on.
#[derive(Clone, Debug, PartialEq)]
pub struct Dated {
    /// The first day.
    pub from: NaiveDate,
    /// The value; `None` where it is not known.
    pub is: Option<Quantity>,
    /// By which law.
    pub law: Vec<Citation>,
    /// Its place in the rule book.
    pub span: Span,
}

/// What is known of a value on one day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum InForce<'a> {
    /// The value.
    Known(&'a Dated, Quantity),
    /// Not known: the last known value before, and the first known one after.
    Unknown([Option<Quantity>; 2], Option<&'a Dated>),
}

impl<'a> InForce<'a> {
    /// The entry of the history that is in force, known or not; none before the first.
    #[must_use]
    pub fn dated(&self) -> Option<&'a Dated> {
        match *self {
            Self::Known(dated, _) => Some(dated),
            Self::Unknown(_, dated) => dated,
        }
    }
}

impl DatedValue {
    /// What it is on a day.
    #[must_use]
    pub fn on(&self, day: NaiveDate) -> InForce<'_> {
        let next = self.history.partition_point(|dated| dated.from <= day);
        let (past, future) = self.history.split_at(next);
        match past.last() {
            Some(
                dated @ Dated {
                    is: Some(quantity), ..
                },
            ) => InForce::Known(dated, *quantity),
            stretch => {
                let before = past.iter().rev().find_map(|dated| dated.is);
                let after = future.iter().find_map(|dated| dated.is);
                InForce::Unknown([before, after], stretch)
            }
        }
    }

    /// The known values between which it lies on a day; where only one is known, that one twice; and whether it is known itself.
    #[must_use]
    pub fn bounds(&self, day: NaiveDate) -> ([Option<Quantity>; 2], bool) {
        match self.on(day) {
            InForce::Known(_, quantity) => ([Some(quantity); 2], true),
            InForce::Unknown([before, after], _) => ([before.or(after), after.or(before)], false),
        }
    }

    /// The newest known value.
    #[must_use]
    pub fn newest(&self) -> Option<Quantity> {
        self.history.iter().rev().find_map(|dated| dated.is)
    }
}
