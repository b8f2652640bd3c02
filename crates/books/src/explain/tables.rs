//! The tables of a rule book: by what each is read, and what each of its cells is called on a day.

use chrono::NaiveDate;

use super::words::Words;
use atbilst_core::law::{Axis, InBands, Table};
use atbilst_core::message::quantity_value;

/// By what a table is read: a field, a figure, or what another table sets.
pub(super) fn axis(words: &Words<'_>, axis: &Axis) -> String {
    let language = words.wording.catalogue.language();
    words.quoted(match axis {
        Axis::Codes { field, .. }
        | Axis::Bands {
            of: InBands::Field(field),
            ..
        } => words.field(*field),
        Axis::Bands {
            of: InBands::Figure(path, _),
            ..
        } => {
            let mut figures = words.book().figures.0.iter();
            let figure = figures.find(|figure| *figure.sign.path == **path);
            figure.map_or_else(
                || path.to_string(),
                |figure| figure.title.get(language).clone(),
            )
        }
        Axis::Table { table, .. } => table.title.get(language).clone(),
    })
}

/// What a cell is called; `None` where there is no such band on that day.
pub(super) fn cell(
    words: &Words<'_>,
    table: &Table,
    place: usize,
    day: NaiveDate,
) -> Option<String> {
    let mut rest = place;
    let mut names = Vec::new();
    for axis in table.by.iter().rev() {
        names.push(on_axis(words, axis, rest.checked_rem(axis.len())?, day)?);
        rest = rest.checked_div(axis.len())?;
    }
    names.reverse();
    Some(names.join(", "))
}

/// A code by its title, or a band by its ends.
fn on_axis(words: &Words<'_>, axis: &Axis, at: usize, day: NaiveDate) -> Option<String> {
    let book = words.book();
    if let Some(list) = axis.list(&book.form) {
        let code = book.list(list)?.codes.get(at)?;
        return Some(code.title.get(words.wording.catalogue.language()).clone());
    }
    let ends = axis.ends_on(day);
    let end = |at: usize| ends.get(at).map(|end| quantity_value(end.at));
    let above = at.checked_sub(1).and_then(end);
    match (above, end(at)) {
        (Some(above), Some(up_to)) => {
            Some(words.say("work.band_between", &[("above", above), ("up_to", up_to)]))
        }
        (Some(above), None) => Some(words.say("work.band_above", &[("above", above)])),
        (None, Some(up_to)) => Some(words.say("work.band_up_to", &[("up_to", up_to)])),
        (None, None) => None,
    }
}
