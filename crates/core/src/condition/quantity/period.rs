//! A day so long before or after another: `{ months: 36, after: start }`. `after` does not count the day itself, so the last day has
//! the same date; `from` counts it, so the last day is the one before that date. A day that the month lacks is its last, or the first of
//! the next, as the book says.

use chrono::{Days, Months, NaiveDate};
use rust_decimal::Decimal;

use super::{
    Apart, Formula, KeyWord, Operand, OperandLine, Place, Quantify, Relation, Varied, Word,
};
use crate::context::{
    Around, Context, MonthEnd, Resolved, Scope, TELLS_AUTHORS, Uses, Variant, changed_parts,
};
use crate::form::Kind;
use crate::scalar::Quantity;
use atbilst_yaml::decode::Map;

/// A day, counted from another.
#[derive(Clone, Debug, PartialEq)]
pub struct Period {
    unit: Unit,
    pub(super) end: MonthEnd,
    number: Box<Operand>,
    way: Way,
    of: Box<Operand>,
    /// Of the word that says from where it is counted.
    place: Place,
}

/// In what it is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Years,
    Months,
    Days,
}

/// From where, and whether that day counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    After,
    From,
    Before,
    /// The last day from which the time is full on that day, which counts as `before` where it is asked whether that long has passed.
    FullOn,
}

const WAYS: [(&str, Way); 3] = [
    ("after", Way::After),
    ("from", Way::From),
    ("before", Way::Before),
];

/// Whether a period is counted in what is called so.
pub(super) fn is_unit(word: &str) -> bool {
    matches!(word, "years" | "months" | "days")
}

impl Quantify for Period {
    fn words() -> Vec<Word> {
        let word = |key, read| {
            Word::Key(KeyWord {
                key,
                beside: &["after", "from", "before"],
                subject: false,
                kind: Some(&Kind::Date),
                read,
            })
        };
        vec![
            word("years", |line, map| read(line, map, "years", Unit::Years)),
            word("months", |line, map| {
                read(line, map, "months", Unit::Months)
            }),
            word("days", |line, map| read(line, map, "days", Unit::Days)),
        ]
    }

    fn resolve<'a>(&self, context: &Context<'a>, scope: Scope) -> Resolved<'a> {
        // The longer the time before a day, the earlier it begins.
        let number = match self.is_before() && context.bound.is_some() {
            true => self.number.resolve(&context.turned(), scope),
            false => self.number.resolve(context, scope),
        };
        self.day(number, self.of.resolve(context, scope))
    }

    fn apart<'a>(&self, apart: &Apart<'a, '_>) -> Option<Resolved<'a>> {
        Some(self.day(self.number.apart(apart)?, self.of.apart(apart)?))
    }

    fn told(&self) -> Option<Formula<'_>> {
        let sentence = match (self.unit, self.way) {
            (Unit::Years, Way::After) => "work.years_after",
            (Unit::Years, Way::From) => "work.years_from",
            (Unit::Years, Way::Before | Way::FullOn) => "work.years_before",
            (Unit::Months, Way::After) => "work.months_after",
            (Unit::Months, Way::From) => "work.months_from",
            (Unit::Months, Way::Before | Way::FullOn) => "work.months_before",
            (Unit::Days, Way::After) => "work.days_after",
            (Unit::Days, Way::From) => "work.days_from",
            (Unit::Days, Way::Before | Way::FullOn) => "work.days_before",
        };
        let parts = vec![("number", &*self.number), ("of", &*self.of)];
        Some(Formula::of(sentence, parts))
    }

    fn inside(&self) -> Vec<&Operand> {
        vec![&self.of, &self.number]
    }

    fn uses(&self, _: bool, to: &mut Uses) {
        to.months |= self.unit != Unit::Days;
    }
}

impl Varied for Period {
    /// Longer and shorter by one, and by the day that `after` and `from` differ in.
    fn variants(&self, around: &Around<'_>) -> Vec<Variant<Operand>> {
        let turned = match self.way {
            Way::After => Some(("after", Way::From, "from")),
            Way::From => Some(("from", Way::After, "after")),
            Way::Before | Way::FullOn => None,
        };
        let turned = turned.map(|(word, way, other)| {
            Variant::becomes(
                Self {
                    way,
                    ..self.clone()
                }
                .into(),
                word,
                other,
            )
            .at(self.place.0)
        });
        changed_parts!(self, around: number, of)
            .chain(turned)
            .collect()
    }
}

impl Period {
    /// The day from which it is counted.
    pub(super) fn of(&self) -> &Operand {
        &self.of
    }

    /// Whether it is counted backwards.
    pub(super) fn is_before(&self) -> bool {
        matches!(self.way, Way::Before | Way::FullOn)
    }

    /// The same where a day is held against it: `not_after` and `after` ask whether that long has passed since, as `number_of` counts.
    pub(super) fn held(&mut self, relation: Relation) {
        let has_passed = matches!(relation, Relation::AtMost | Relation::MoreThan);
        if has_passed && self.way == Way::Before {
            self.way = Way::FullOn;
        }
    }

    fn day<'a>(&self, number: Resolved<'a>, of: Resolved<'a>) -> Resolved<'a> {
        number.and(of, |number, of| match (number, of) {
            (Quantity::Count(number), Quantity::Date(day)) => {
                counted((self.unit, self.end), number, self.way, day).map(Quantity::Date)
            }
            _ => None,
        })
    }
}

/// `None` for a day that the calendar does not reach.
pub(super) fn counted(
    (unit, end): (Unit, MonthEnd),
    number: u64,
    way: Way,
    day: NaiveDate,
) -> Option<NaiveDate> {
    if way == Way::FullOn {
        let full = |first: &NaiveDate| {
            counted((unit, end), number, Way::After, *first).is_some_and(|last| last <= day)
        };
        // No two months differ by more days than three.
        let first = counted((unit, end), number, Way::Before, day)?;
        let first = first.checked_add_days(Days::new(4));
        return std::iter::successors(first, NaiveDate::pred_opt).find(full);
    }
    let months = || {
        let number = u32::try_from(number).ok()?;
        let of_unit = if unit == Unit::Years { 12 } else { 1 };
        Some(Months::new(number.checked_mul(of_unit)?))
    };
    let counted = match (unit, way) {
        (Unit::Days, Way::After | Way::From) => day.checked_add_days(Days::new(number)),
        (Unit::Days, _) => day.checked_sub_days(Days::new(number)),
        (_, Way::After | Way::From) => day.checked_add_months(months()?),
        (_, _) => day.checked_sub_months(months()?),
    }?;
    let is_short =
        unit != Unit::Days && chrono::Datelike::day(&counted) != chrono::Datelike::day(&day);
    let counted = match end {
        MonthEnd::Next if is_short => counted.succ_opt()?,
        MonthEnd::Last | MonthEnd::Next => counted,
    };
    // Where the month lacks the day, its last day is the last already.
    let is_last = is_short && end == MonthEnd::Last;
    match way {
        Way::From if !is_last && number > 0 => counted.pred_opt(),
        _ => Some(counted),
    }
}

fn read(
    line: &OperandLine<'_, '_>,
    map: Map<'_, '_>,
    key: &'static str,
    unit: Unit,
) -> Option<Operand> {
    let reader = line.reader;
    let mut ways = WAYS
        .iter()
        .filter_map(|(word, way)| Some((map.get(word)?, *way, word)));
    let (Some((of, way, word)), None) = (ways.next(), ways.next()) else {
        return reader.refuse(map.node, "book.period_from_one_day", &[]);
    };
    let end = month_end(line, map, unit)?;
    let node = map.need(key)?;
    if TELLS_AUTHORS
        && let Some((found, months)) = part_of_a_year(reader.document.scalar(node), unit)
    {
        let about = [("found", found), ("months", &*months)];
        return reader.refuse(node, "book.part_of_a_year", &about);
    }
    if TELLS_AUTHORS
        && let Some(number) = reader.document.scalar(node).strip_prefix('-')
        && number.parse::<u32>().is_ok()
    {
        let instead = match way {
            Way::Before => format!("{key}: {number}, after: …"),
            _ => format!("{key}: {number}, before: …"),
        };
        let found = format!("{key}: -{number}");
        let about = [("found", &*found), ("similar", &*instead)];
        return reader.refuse(node, "book.written_so", &about);
    }
    let (number, of) = (line.inner(node, &Kind::Count), line.inner(of, &Kind::Date));
    Some(
        Period {
            unit,
            end,
            number: Box::new(number?),
            way,
            of: Box::new(of?),
            place: Place::of_key(reader, map, word),
        }
        .into(),
    )
}

/// What becomes of a day that a month lacks; a book that counts in months or years must say it.
pub(super) fn month_end(
    line: &OperandLine<'_, '_>,
    map: Map<'_, '_>,
    unit: Unit,
) -> Option<MonthEnd> {
    match (unit, line.names.month_end) {
        (_, Some(end)) => Some(end),
        (Unit::Days, None) => Some(MonthEnd::Last),
        _ => line.reader.refuse(map.node, "book.no_month_end", &[]),
    }
}

/// `1.5` years in months.
fn part_of_a_year(found: &str, unit: Unit) -> Option<(&str, String)> {
    let years: Decimal = found.replace(',', ".").parse().ok()?;
    let months = years.checked_mul(Decimal::from(12))?.normalize();
    let is_part = unit == Unit::Years && !years.is_integer() && months.is_integer();
    (is_part && months.is_sign_positive()).then(|| (found, months.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_as_the_law_counts_them() {
        let day = |text: &str| crate::scalar::date(text).expect("a day");
        for (unit, number, way, from, to) in [
            (Unit::Months, 10, Way::After, "2025-01-01", "2025-11-01"),
            (Unit::Months, 10, Way::From, "2025-01-01", "2025-10-31"),
            (Unit::Months, 1, Way::After, "2025-01-31", "2025-02-28"),
            (Unit::Months, 1, Way::From, "2025-01-31", "2025-02-28"),
            (Unit::Months, 1, Way::Before, "2025-03-31", "2025-02-28"),
            (Unit::Years, 3, Way::Before, "2024-01-18", "2021-01-18"),
            (Unit::Years, 1, Way::After, "2024-02-29", "2025-02-28"),
            (Unit::Years, 4, Way::After, "2024-02-29", "2028-02-29"),
            (Unit::Days, 10, Way::After, "2025-12-25", "2026-01-04"),
            (Unit::Days, 10, Way::From, "2025-12-25", "2026-01-03"),
            (Unit::Days, 1, Way::Before, "2025-01-01", "2024-12-31"),
            (Unit::Days, 1, Way::FullOn, "2025-01-01", "2024-12-31"),
            (Unit::Years, 18, Way::FullOn, "2026-02-28", "2008-02-29"),
            (Unit::Years, 18, Way::FullOn, "2026-02-27", "2008-02-27"),
            (Unit::Months, 1, Way::FullOn, "2025-02-28", "2025-01-31"),
            (Unit::Months, 1, Way::FullOn, "2025-03-31", "2025-02-28"),
        ] {
            assert_eq!(
                counted((unit, MonthEnd::Last), number, way, day(from)),
                Some(day(to)),
                "{number} {unit:?} {way:?} {from}"
            );
        }
        assert_eq!(
            counted(
                (Unit::Years, MonthEnd::Last),
                u64::MAX,
                Way::After,
                day("2025-01-01")
            ),
            None
        );
        for (number, way, from, to) in [
            (1, Way::After, "2025-01-31", "2025-03-01"),
            (1, Way::From, "2025-01-31", "2025-02-28"),
            (1, Way::Before, "2025-03-31", "2025-03-01"),
            (1, Way::FullOn, "2025-03-31", "2025-02-28"),
            (1, Way::FullOn, "2025-03-01", "2025-02-01"),
            (216, Way::FullOn, "2026-02-28", "2008-02-28"),
            (216, Way::FullOn, "2026-03-01", "2008-03-01"),
            (2, Way::After, "2025-01-31", "2025-03-31"),
            (12, Way::After, "2024-02-29", "2025-03-01"),
        ] {
            let found = counted((Unit::Months, MonthEnd::Next), number, way, day(from));
            assert_eq!(found, Some(day(to)), "{number} {way:?} {from}");
        }
    }
}
