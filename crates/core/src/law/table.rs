//! Values that the law sets for each code, or for each band.

use std::sync::Arc;

use chrono::NaiveDate;

use super::ValueId;
use crate::form::{FieldId, Form, Kind, ListId};
use crate::language::Translated;
use crate::scalar::Quantity;
use atbilst_yaml::source::Span;

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
    pub fn kind<'k>(&'k self, form: &'k Form) -> &'k Kind {
        match self {
            Self::Field(field) => &form.field(*field).kind,
            Self::Figure(_, kind) => kind,
        }
    }
}

impl Axis {
    /// The fields by which it is read, in the end.
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
    pub const fn len(&self) -> usize {
        match self {
            Self::Codes { codes, .. } | Self::Table { codes, .. } => *codes,
            Self::Bands { bands, .. } => *bands,
        }
    }

    /// Whether it has none.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The upper ends of all bands but the last on a day; before the first day, as on it. None where it has no bands.
    pub fn ends_on(&self, day: NaiveDate) -> &[BandEnd] {
        let Self::Bands { ends, .. } = self else {
            return &[];
        };
        let past = ends.iter().rev().find(|(from, _)| *from <= day);
        let ends = past.or_else(|| ends.first());
        ends.map_or(&[], |(_, ends)| ends)
    }

    /// Whether its bands end in the same places on all days; without bands it does.
    pub(crate) fn ends_stay(&self) -> bool {
        let Self::Bands { ends, .. } = self else {
            return true;
        };
        let at = |ends: &[BandEnd]| -> Vec<Quantity> { ends.iter().map(|end| end.at).collect() };
        let mut all = ends.iter().map(|(_, ends)| at(ends));
        let first = all.next();
        all.all(|one| Some(one) == first)
    }

    /// The band in which a quantity lies on a day.
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
