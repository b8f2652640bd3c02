//! A number over all applications as a bar against its limit: where each piece begins, how long it is, what it is called.
//! Knows nothing of colours.

use rust_decimal::Decimal;

use super::words::Words;
use atbilst_core::condition::quantity::Relation;
use atbilst_core::context::Truth;
use atbilst_core::message::figure::Figure;
use atbilst_core::message::{difference, quantity_value};
use atbilst_core::order::sort_by;
use atbilst_core::scalar::Quantity;

/// So many applications have a piece and a row of their own.
const MAX_NAMED: usize = 15;
/// How long the whole bar is.
const LENGTH: Decimal = Decimal::ONE_THOUSAND;

/// How long a part of a bar is, for drawing.
pub(super) fn length(part: Decimal, whole: Decimal) -> Decimal {
    let share = part.checked_div(whole).unwrap_or_default();
    let mut length = share.checked_mul(LENGTH).unwrap_or_default();
    length.rescale(2);
    length
}

/// A bar.
pub(super) struct Chart<'a> {
    pub(super) figure: &'a Figure,
    pub(super) pieces: Vec<ChartPiece>,
    /// Whose applications decide, in words.
    pub(super) counted: String,
    /// The number by verdict, where that makes a difference.
    pub(super) totals: Option<String>,
    /// Applications that could not be read for it.
    pub(super) unread: Vec<ChartRow>,
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
    pub(super) rows: Vec<ChartRow>,
    /// What all that have no row add together, in words.
    pub(super) others: Option<String>,
}

/// What one application adds, or all that are not named.
pub(super) struct ChartPiece {
    pub(super) at: String,
    pub(super) length: String,
    pub(super) title: String,
}

/// What one application adds, as a row.
pub(super) struct ChartRow {
    pub(super) index: usize,
    pub(super) name: String,
    pub(super) quantity: String,
}

impl<'a> Chart<'a> {
    pub(super) fn of(figure: &'a Figure, words: &Words<'a>) -> Self {
        let written = |quantity: Quantity| words.number(quantity_value(quantity));
        let limit = figure.limit.map(size).unwrap_or_default();
        let whole = size(figure.quantity).max(limit);
        let scaled = |amount: Decimal| length(amount, whole).to_string();
        let decides = |&(index, _): &(usize, Quantity)| {
            let application = words.report.applications.get(index);
            application.is_some_and(|application| figure.among.has(application.verdict))
        };
        let mut parts: Vec<_> = figure.parts.iter().filter(decides).collect();
        sort_by(&mut parts, |a, b| {
            size(b.1).cmp(&size(a.1)).then(a.0.cmp(&b.0))
        });
        let others = parts.split_off(parts.len().min(MAX_NAMED));
        let rows: Vec<ChartRow> = parts
            .iter()
            .filter_map(|&(index, quantity)| {
                let application = words.report.applications.get(index)?;
                Some(ChartRow {
                    index,
                    name: words.name(application).into_owned(),
                    quantity: written(quantity),
                })
            })
            .collect();
        let mut at = Decimal::ZERO;
        let mut piece = |of: Quantity, title: String| {
            let piece = ChartPiece {
                at: scaled(at),
                length: scaled(size(of)),
                title,
            };
            at = at.saturating_add(size(of));
            piece
        };
        let mut pieces: Vec<ChartPiece> = parts
            .iter()
            .zip(&rows)
            .map(|(part, row)| piece(part.1, format!("{}: {}", row.name, row.quantity)))
            .collect();
        let mut named = parts.iter();
        let rest = named.try_fold(figure.quantity, |rest, part| less(rest, part.1));
        let rest = rest.filter(|_| !others.is_empty());
        let others = rest.map(|rest| {
            let title = words.with("page.others", "quantity", quantity_value(rest));
            pieces.push(piece(rest, title.clone()));
            title
        });
        Self {
            figure,
            pieces,
            counted: words.say(&format!("page.among.{}", figure.among.name())),
            totals: totals(figure, words),
            unread: unread(figure, words),
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
                Truth::Fails if figure.with_review => "unknown",
                Truth::Fails => "broken",
                _ => "unknown",
            },
            rows,
            others,
        }
    }
}

/// So many applications that could not be read are named.
const MAX_UNREAD: usize = 10;

fn unread(figure: &Figure, words: &Words<'_>) -> Vec<ChartRow> {
    let named = figure.unread.iter().take(MAX_UNREAD);
    let row = |&index: &usize| {
        let application = words.report.applications.get(index)?;
        Some(ChartRow {
            index,
            name: words.name(application).into_owned(),
            quantity: String::new(),
        })
    };
    named.filter_map(row).collect()
}

/// The number by verdict, each with what a limit leaves.
fn totals(figure: &Figure, words: &Words<'_>) -> Option<String> {
    let totals = figure.totals;
    let ceiling = matches!(figure.relation, Relation::AtMost | Relation::LessThan);
    let told = |quantity: Quantity| {
        let written = words.number(quantity_value(quantity));
        let left = figure
            .limit
            .filter(|limit| ceiling && !figure.moves && *limit >= quantity);
        let left = left.and_then(|limit| difference(quantity, limit));
        match left {
            Some(left) => {
                let left = words.with("page.left_of_it", "difference", left);
                format!("{written} ({left})")
            }
            None => written,
        }
    };
    let about = [
        ("complies", told(totals.complies).into()),
        ("with_review", told(totals.with_review).into()),
        ("all", told(totals.all).into()),
    ];
    (totals.complies != totals.all).then(|| words.catalogue.say("page.totals", &about))
}

fn distance(figure: &Figure, words: &Words<'_>) -> Option<String> {
    let ceiling = matches!(figure.relation, Relation::AtMost | Relation::LessThan);
    let key = match (figure.answer, ceiling) {
        _ if figure.with_review && figure.moves => return Some(words.say("page.review_decides")),
        _ if figure.with_review => return Some(words.say("page.with_review")),
        (Truth::Fails, true) => "page.excess",
        (Truth::Holds, true) => "page.left",
        (Truth::Fails, false) => "page.missing",
        (Truth::Holds, false) => return Some(words.say("page.reached")),
        _ => return Some(words.say("page.undecided")),
    };
    let difference = difference(figure.quantity, figure.limit?)?;
    Some(words.with(key, "difference", difference))
}

/// What is left of a quantity without a part of it.
fn less(whole: Quantity, part: Quantity) -> Option<Quantity> {
    match (whole, part) {
        (Quantity::Money(whole), Quantity::Money(part)) => {
            whole.checked_sub(part).map(Quantity::Money)
        }
        (Quantity::Count(whole), Quantity::Count(part)) => {
            whole.checked_sub(part).map(Quantity::Count)
        }
        _ => None,
    }
}

/// A quantity as a length, for drawing alone.
fn size(quantity: Quantity) -> Decimal {
    match quantity {
        Quantity::Money(amount) | Quantity::Percent(amount) | Quantity::Amount(amount, _) => {
            amount.max(Decimal::ZERO)
        }
        Quantity::Count(count) => count.into(),
        Quantity::Date(_) | Quantity::Code(_) => Decimal::ZERO,
    }
}
