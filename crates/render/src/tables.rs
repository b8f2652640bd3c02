//! A few sentences and a few tables, for whatever is no report of a check: set for a terminal, as Markdown, as a page, as a workbook.
//! Knows nothing of what they tell.

mod marked;
mod terminal;
#[cfg(feature = "html")]
mod webpage;
#[cfg(feature = "xlsx")]
mod workbook;

use std::borrow::Cow;

use crate::rows::Cell;
use atbilst_core::language::{Catalogue, Value};

pub(super) use marked::markdown;
pub(super) use terminal::terminal;
#[cfg(feature = "html")]
pub(super) use webpage::html;
#[cfg(feature = "xlsx")]
pub(super) use workbook::workbook;

/// What is told.
pub(super) struct Tables<'a> {
    pub(super) title: String,
    /// Sentences that stand before the tables.
    pub(super) lead: Vec<String>,
    pub(super) parts: Vec<TablePart<'a>>,
}

/// One table.
pub(super) struct TablePart<'a> {
    pub(super) heading: String,
    /// `column.<name>` in the catalogue is the heading of each.
    pub(super) columns: Vec<&'static str>,
    pub(super) rows: Vec<Vec<Cell<'a>>>,
}

/// What a cell says, as a person of the language writes it.
fn said(cell: &Cell<'_>, catalogue: &Catalogue) -> String {
    let written = |value: Value<'_>| value.write(catalogue.language()).into_owned();
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => Cow::clone(text).into_owned(),
        Cell::Count(count) => written(Value::Count(*count)),
        Cell::Money(amount) => written(Value::Money(*amount)),
        Cell::Number(number) => written(Value::Amount(*number, "".into())),
        Cell::Date(date) => date.to_string(),
    }
}

/// Whether it stands at the right of its column.
fn is_number(cell: &Cell<'_>) -> bool {
    matches!(cell, Cell::Count(_) | Cell::Money(_) | Cell::Number(_))
}

/// Where there are more rows than these, that they are left out is said.
fn left_out(part: &TablePart<'_>, most: usize, catalogue: &Catalogue) -> Option<String> {
    let more = part.rows.len().checked_sub(most).filter(|more| *more > 0)?;
    Some(catalogue.say("tables.left_out", &[("count", more.into())]))
}
