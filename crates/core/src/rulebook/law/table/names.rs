//! What the cells of a table are called: by their codes, and by the ends of their bands.

use chrono::NaiveDate;

use crate::language::{Catalogue, Translated, Value};
use crate::law::{Axis, BandEnd};
use crate::rulebook::law::Lawful;
use crate::scalar::Quantity;

/// What a place on an axis is called: by its code, or by the ends of its band.
pub(super) fn word(axis: &Axis, place: usize, around: &Lawful<'_>) -> (String, Translated<String>) {
    if let Axis::Bands { ends, .. } = axis {
        // As they were last; a table may have had more bands before.
        let has = |(_, ends): &&(NaiveDate, Vec<BandEnd>)| ends.len() >= place;
        let ends = ends.iter().rev().find(has);
        let ends = ends.map_or(&[][..], |(_, ends)| ends);
        let end = |place: usize| ends.get(place).map(|end| &end.at);
        return band(place.checked_sub(1).and_then(end), end(place));
    }
    let list = axis.list(around.form);
    let list = list.and_then(|list| around.lists.get(list.index()));
    let code = list.and_then(|list| list.codes.get(place));
    code.map_or_else(Default::default, |code| {
        (code.code.clone(), code.title.clone())
    })
}

/// A band by its ends, as the book writes them and in words.
fn band(above: Option<&Quantity>, up_to: Option<&Quantity>) -> (String, Translated<String>) {
    let written = |word: &str, end: Option<&Quantity>| Some(format!("{word} {}", end?.written()));
    let name = [written("above", above), written("up_to", up_to)];
    let name: Vec<String> = name.into_iter().flatten().collect();
    let sentence = match (above, up_to) {
        (Some(_), Some(_)) => "work.band_between",
        (Some(_), None) => "work.band_above",
        (None, _) => "work.band_up_to",
    };
    let title = Translated::from_fn(|language| {
        let end = |end: Option<&Quantity>| match end {
            Some(Quantity::Money(amount)) => Value::Money(*amount),
            Some(Quantity::Amount(amount, unit)) => Value::Amount(*amount, unit.name()),
            Some(Quantity::Count(count)) => Value::Count(*count),
            Some(other) => other.written().into(),
            None => "".into(),
        };
        let about = [("above", end(above)), ("up_to", end(up_to))];
        Catalogue::of(language).say(sentence, &about)
    });
    (name.join(", "), title)
}
