//! The changes of what the law may change: dated values and lists of codes. The examples of any rule may notice them.

use super::Mutant;
use super::head::periods;
use crate::bands::{self, BandEdge};
use atbilst_core::context::{Change, Uses};
use atbilst_core::form::{Kind, ListId};
use atbilst_core::law::{Axis, Dated, DatedValue, Period, ValueId};
use atbilst_core::rulebook::RuleBook;
use atbilst_core::scalar::{Quantity, Word};
use chrono::NaiveDate;

pub(super) fn of_values<'b>(book: &'b RuleBook, uses: &Uses, to: &mut Vec<Mutant<'b>>) {
    for (index, value) in book.values.iter().enumerate() {
        let asked = |equals: bool| {
            let asked = |(id, for_equality): (&ValueId, &bool)| {
                id.index() == index && (*for_equality || !equals)
            };
            uses.values.iter().any(asked)
        };
        // A value that nothing is compared with changes no outcome.
        if !asked(false) {
            continue;
        }
        for (nth, dated) in value.history.iter().enumerate() {
            let mut push = |span, change, with: Box<dyn Fn(&mut Dated)>| {
                let apply = move |book: &mut RuleBook| {
                    let value = book.values.get_mut(index);
                    if let Some(dated) = value.and_then(|value| value.history.get_mut(nth)) {
                        with(dated);
                    }
                };
                to.push(Mutant::new(span, change, None, apply));
            };
            match dated.is {
                Some(is) => {
                    let noticed = uses.noticed.iter().find(|(id, _)| id.index() == index);
                    let [less, more] = noticed.map_or([true; 2], |(_, steps)| *steps);
                    let steps = is
                        .neighbours()
                        .filter(|moved| (less || *moved > is) && (more || *moved < is));
                    for moved in steps.chain(other_code(book, value, is)) {
                        let change = Change::Becomes(is.written(), moved.written());
                        push(
                            dated.span,
                            change,
                            Box::new(move |dated| dated.is = Some(moved)),
                        );
                    }
                }
                None => {
                    let ([before, after], _) = value.bounds(dated.from);
                    // Between two equal neighbours an unknown value decides nothing but equality.
                    let decides = before != after || asked(true);
                    for known in [before, after].into_iter().flatten().filter(|_| decides) {
                        let change = Change::Becomes("unknown".into(), known.written());
                        push(
                            dated.span,
                            change,
                            Box::new(move |dated| dated.is = Some(known)),
                        );
                    }
                }
            }
            let eve = dated.from.pred_opt().unwrap_or(dated.from);
            let (was, is) = (value.bounds(eve), value.bounds(dated.from));
            // A day on which nothing changes may as well be another.
            if was.0 != is.0 || (was != is && asked(true)) {
                for moved in Quantity::Date(dated.from).neighbours() {
                    if let Quantity::Date(moved) = moved {
                        let change = Change::Becomes(day_of(value, dated.from), moved.to_string());
                        push(
                            dated.from_span,
                            change,
                            Box::new(move |dated| dated.from = moved),
                        );
                    }
                }
            }
        }
    }
}

/// Every end of a band moved by a step, where the bands beside it differ.
pub(super) fn of_bands<'b>(book: &'b RuleBook, uses: &Uses, to: &mut Vec<Mutant<'b>>) {
    for (index, table) in book.tables.iter().enumerate() {
        for BandEdge {
            entry, nth, end, ..
        } in bands::edges(book, table, uses)
        {
            for moved in end.at.neighbours() {
                let change = Change::Becomes(end.at.written(), moved.written());
                let apply = move |book: &mut RuleBook| {
                    let axis = book.tables.get_mut(index);
                    if let Some(Axis::Bands { ends, .. }) = axis.and_then(|one| one.by.last_mut())
                        && let Some((_, ends)) = ends.get_mut(entry)
                        && let Some(end) = ends.get_mut(nth)
                    {
                        end.at = moved;
                    }
                };
                to.push(Mutant::new(end.span, change, None, apply));
            }
        }
    }
}

/// A day from which a value is something; of a table, whose cells share their days, also which cell it is.
fn day_of(value: &DatedValue, day: NaiveDate) -> String {
    match value.name.ends_with(']') {
        true => format!("{}: {day}", value.name),
        false => day.to_string(),
    }
}

/// Another code of the list, in the place of one that a table sets.
fn other_code(book: &RuleBook, value: &DatedValue, is: Quantity) -> Option<Quantity> {
    let Kind::Code(list) = value.kind else {
        return None;
    };
    let codes = book.list(list)?.codes.iter();
    let mut others = codes.filter_map(|code| Some(Quantity::Code(Word::of(&code.code)?)));
    others.find(|other| *other != is)
}

pub(super) fn of_codes<'b>(book: &'b RuleBook, uses: &Uses, to: &mut Vec<Mutant<'b>>) {
    let never = Period {
        from: Some(NaiveDate::MAX),
        until: None,
    };
    for (index, list) in book.lists.iter().enumerate() {
        let asked = |id: &ListId| id.index() == index;
        if !uses.lists.iter().any(asked) {
            continue;
        }
        for (nth, code) in list.codes.iter().enumerate() {
            let dropped = Change::Dropped(code.code.clone());
            let all = periods(code.period).into_iter().chain([(never, dropped)]);
            for (period, change) in all {
                let apply = move |book: &mut RuleBook| {
                    let list = book.lists.get_mut(index);
                    if let Some(code) = list.and_then(|list| list.codes.get_mut(nth)) {
                        code.period = period;
                    }
                };
                to.push(Mutant::new(code.span, change, None, apply));
            }
        }
    }
}
