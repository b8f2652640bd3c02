//! A number over all applications as a bar against its limit: where each piece begins, how long it is, what it is called.
//! Knows nothing of colours.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::view::Words;
use crate::condition::{Relation, Truth};
use crate::judge::{difference, quantity_value};
use crate::portfolio::Figure;
use crate::scalar::Quantity;

/// So many applications have a piece and a row of their own.
const NAMED: usize = 15;
/// How long the whole bar is.
const LENGTH: f64 = 1000.0;

/// A bar.
pub(super) struct Chart<'a> {
    pub(super) figure: &'a Figure,
    pub(super) pieces: Vec<Piece>,
    /// Where the limit stands.
    pub(super) limit_at: Option<String>,
    pub(super) quantity: String,
    pub(super) limit: Option<String>,
    /// Whether it is a ceiling or a target, in words.
    pub(super) limit_word: String,
    /// What it is called, where that is not said already.
    pub(super) limit_title: Option<&'a str>,
    /// How far the number is from its limit, in words.
    pub(super) distance: Option<String>,
    /// Whether it compares as it should.
    pub(super) state: &'static str,
    pub(super) rows: Vec<Row>,
    /// How many applications have no row.
    pub(super) others: usize,
}

/// What one application adds, or all that are not named.
pub(super) struct Piece {
    pub(super) at: String,
    pub(super) length: String,
    pub(super) title: String,
}

/// What one application adds, as a row.
pub(super) struct Row {
    pub(super) place: usize,
    pub(super) name: String,
    pub(super) quantity: String,
}

impl<'a> Chart<'a> {
    pub(super) fn of(figure: &'a Figure, words: &Words<'a>) -> Self {
        let written = |quantity: Quantity| words.number(quantity_value(quantity));
        let whole = size(figure.quantity)
            .max(figure.limit.map_or(0.0, size))
            .max(f64::MIN_POSITIVE);
        let scaled = |amount: f64| format!("{:.2}", amount / whole * LENGTH);
        let mut parts = figure.parts.clone();
        parts.sort_by(|a, b| size(b.1).total_cmp(&size(a.1)).then(a.0.cmp(&b.0)));
        let others = parts.split_off(parts.len().min(NAMED));
        let rows: Vec<Row> = parts
            .iter()
            .filter_map(|&(place, quantity)| {
                let application = words.report.applications.get(place)?;
                Some(Row {
                    place,
                    name: words.name(application).into_owned(),
                    quantity: written(quantity),
                })
            })
            .collect();
        let mut at = 0.0;
        let mut piece = |length: f64, title: String| {
            let piece = Piece {
                at: scaled(at),
                length: scaled(length),
                title,
            };
            at += length;
            piece
        };
        let mut pieces: Vec<Piece> = parts
            .iter()
            .zip(&rows)
            .map(|(part, row)| piece(size(part.1), format!("{}: {}", row.name, row.quantity)))
            .collect();
        if !others.is_empty() {
            let title = words.with("page.others", "count", others.len());
            pieces.push(piece(others.iter().map(|part| size(part.1)).sum(), title));
        }
        Self {
            figure,
            pieces,
            limit_at: figure.limit.map(|limit| scaled(size(limit))),
            quantity: written(figure.quantity),
            limit: figure.limit.map(written),
            limit_word: match figure.relation {
                Relation::AtMost | Relation::LessThan => words.say("page.limit"),
                Relation::AtLeast | Relation::MoreThan => words.say("page.needed"),
                Relation::Equals => words.say("human.expected"),
            },
            limit_title: figure
                .limit_title
                .as_deref()
                .filter(|title| *title != figure.title),
            distance: distance(figure, words),
            state: match figure.answer {
                Truth::Holds => "kept",
                Truth::Fails => "broken",
                _ => "unknown",
            },
            rows,
            others: others.len(),
        }
    }
}

fn distance(figure: &Figure, words: &Words<'_>) -> Option<String> {
    let ceiling = matches!(figure.relation, Relation::AtMost | Relation::LessThan);
    let key = match (figure.answer, ceiling) {
        (Truth::Fails, true) => "page.excess",
        (Truth::Holds, true) => "page.left",
        (Truth::Fails, false) => "page.missing",
        (Truth::Holds, false) => return Some(words.say("page.reached")),
        _ => return Some(words.say("page.undecided")),
    };
    let difference = difference(figure.quantity, figure.limit?)?;
    Some(words.with(key, "difference", difference))
}

/// A quantity as a length, for drawing alone.
fn size(quantity: Quantity) -> f64 {
    match quantity {
        Quantity::Money(amount) => amount.max(Decimal::ZERO).to_f64().unwrap_or(0.0),
        Quantity::Count(count) => count.to_f64().unwrap_or(0.0),
        Quantity::Date(_) => 0.0,
    }
}
