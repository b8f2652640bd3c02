//! How many whole days, months or years a stretch of time has: `{ number_of: months, from: start, until: end }`. `from` counts its
//! first day, `after` does not; the last day is within it. Of a stretch that ends before it begins there are none. What is counted of a
//! text is read here and stands in `length`.

use chrono::{Datelike, NaiveDate};

use super::period::{Unit, Way, counted, month_end};
use super::{Apart, Formula, KeyWord, Operand, Place, Quantify, Varied, Word, length};
use crate::context::{Around, Context, MonthEnd, Resolved, Scope, Uses, Variant, changed_parts};
use crate::form::Kind;
use crate::scalar::Quantity;

/// How long a stretch of time is.
#[derive(Clone, Debug, PartialEq)]
pub struct NumberOf {
    unit: Unit,
    pub(super) end: MonthEnd,
    way: Way,
    first: Box<Operand>,
    last: Box<Operand>,
    /// Of the word that says whether the first day counts.
    place: Place,
}

/// What is counted: units of time, or parts of a text.
#[derive(Clone, Copy)]
enum Counted {
    Time(Unit),
    Text { words: bool },
}

const COUNTED: [(&str, Counted); 5] = [
    ("days", Counted::Time(Unit::Days)),
    ("months", Counted::Time(Unit::Months)),
    ("years", Counted::Time(Unit::Years)),
    ("characters", Counted::Text { words: false }),
    ("words", Counted::Text { words: true }),
];

impl Quantify for NumberOf {
    fn words() -> Vec<Word> {
        vec![Word::Key(KeyWord {
            key: "number_of",
            beside: &["from", "after", "until", "of"],
            subject: true,
            kind: Some(&Kind::Count),
            read: |line, map| {
                let reader = line.reader;
                let counted = map.need("number_of")?;
                let place = Place::of(reader, counted);
                let counted = reader.word(counted, &COUNTED)?;
                let (allowed, others): (&str, &[&str]) = match counted {
                    Counted::Time(_) => ("from, after, until", &["of"]),
                    Counted::Text { .. } => ("of", &["from", "after", "until"]),
                };
                let mut beside = map.entries();
                if let Some((key, found, _)) = beside.find(|(_, name, _)| others.contains(name)) {
                    let about = [("found", found), ("allowed", allowed)];
                    return reader.refuse(key, "book.unknown_key", &about);
                }
                let unit = match counted {
                    Counted::Time(unit) => unit,
                    Counted::Text { words } => return length::read(line, map, words, place),
                };
                let end = month_end(line, map, unit)?;
                let (first, way, word) = match (map.get("from"), map.get("after")) {
                    (Some(first), None) => (first, Way::From, "from"),
                    (None, Some(first)) => (first, Way::After, "after"),
                    _ => return reader.refuse(map.node, "book.stretch_begins", &[]),
                };
                let first = line.inner(first, &Kind::Date);
                let last = map.need("until");
                let last = last.and_then(|last| line.inner(last, &Kind::Date));
                Some(
                    Self {
                        unit,
                        end,
                        way,
                        first: Box::new(first?),
                        last: Box::new(last?),
                        place: Place::of_key(reader, map, word),
                    }
                    .into(),
                )
            },
        })]
    }

    fn resolve<'a>(&self, context: &Context<'a>, scope: Scope) -> Resolved<'a> {
        // The later it begins, the shorter it is.
        let first = match context.bound {
            Some(_) => self.first.resolve(&context.turned(), scope),
            None => self.first.resolve(context, scope),
        };
        self.between(first, self.last.resolve(context, scope))
    }

    fn apart<'a>(&self, apart: &Apart<'a, '_>) -> Option<Resolved<'a>> {
        Some(self.between(self.first.apart(apart)?, self.last.apart(apart)?))
    }

    fn told(&self) -> Option<Formula<'_>> {
        let sentence = match (self.unit, self.way) {
            (Unit::Years, Way::From) => "work.number_of_years_from",
            (Unit::Years, _) => "work.number_of_years_after",
            (Unit::Months, Way::From) => "work.number_of_months_from",
            (Unit::Months, _) => "work.number_of_months_after",
            (Unit::Days, Way::From) => "work.number_of_days_from",
            (Unit::Days, _) => "work.number_of_days_after",
        };
        Some(Formula::of(
            sentence,
            vec![("first", &*self.first), ("last", &*self.last)],
        ))
    }

    fn inside(&self) -> Vec<&Operand> {
        // What a finding points at is the last day: it is the one that is too late.
        vec![&self.last, &self.first]
    }

    fn uses(&self, _: bool, to: &mut Uses) {
        to.months |= self.unit != Unit::Days;
    }
}

impl NumberOf {
    /// The months or years of a period, of which only those count that are full; an age has no other.
    pub fn full_units(&self) -> Option<&'static str> {
        match (self.way, self.unit) {
            (Way::From, Unit::Months) => Some("months"),
            (Way::From, Unit::Years) => Some("years"),
            _ => None,
        }
    }
}

impl Varied for NumberOf {
    fn variants(&self, around: &Around<'_>) -> Vec<Variant<Operand>> {
        let (word, way, other) = match self.way {
            Way::From => ("from", Way::After, "after"),
            _ => ("after", Way::From, "from"),
        };
        let turned = Self {
            way,
            ..self.clone()
        };
        let turned = Variant::becomes(turned.into(), word, other).at(self.place.0);
        changed_parts!(self, around: first, last)
            .chain([turned])
            .collect()
    }
}

impl NumberOf {
    fn between<'a>(&self, first: Resolved<'a>, last: Resolved<'a>) -> Resolved<'a> {
        first.and(last, |first, last| match (first, last) {
            (Quantity::Date(first), Quantity::Date(last)) => {
                length((self.unit, self.end), self.way, first, last).map(Quantity::Count)
            }
            _ => None,
        })
    }
}

/// The most units after which the stretch has not ended yet.
fn length(
    (unit, end): (Unit, MonthEnd),
    way: Way,
    first: NaiveDate,
    last: NaiveDate,
) -> Option<u64> {
    let years = i64::from(last.year()).checked_sub(i64::from(first.year()))?;
    let months = years.checked_mul(12)?;
    let months = months.checked_add(i64::from(last.month()))?;
    let months = months.checked_sub(i64::from(first.month()))?;
    // One more than there can be: a stretch that counts its first day may be full a day earlier.
    let most = match unit {
        Unit::Days => last.signed_duration_since(first).num_days(),
        Unit::Months => months,
        Unit::Years => years,
    };
    let most = u64::try_from(most.checked_add(1)?).unwrap_or(0);
    let fits = |number| counted((unit, end), number, way, first).is_some_and(|end| end <= last);
    (0..=most).rev().find(|&number| number == 0 || fits(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_units_are_counted_as_periods_are() {
        let day = |text: &str| crate::scalar::date(text).expect("a day");
        for (unit, way, first, last, length) in [
            (Unit::Months, Way::From, "2025-01-01", "2025-10-31", 10),
            (Unit::Months, Way::After, "2025-01-01", "2025-10-31", 9),
            (Unit::Months, Way::After, "2025-01-01", "2025-11-01", 10),
            (Unit::Months, Way::After, "2025-01-31", "2025-02-28", 1),
            (Unit::Months, Way::From, "2025-01-31", "2025-02-27", 0),
            (Unit::Years, Way::After, "2004-02-29", "2022-02-27", 17),
            (Unit::Years, Way::After, "2004-02-29", "2022-02-28", 18),
            (Unit::Days, Way::From, "2025-12-25", "2025-12-25", 1),
            (Unit::Days, Way::After, "2025-12-25", "2026-01-04", 10),
            (Unit::Days, Way::From, "2025-12-25", "2025-12-24", 0),
            (Unit::Days, Way::From, "2025-12-25", "2020-01-01", 0),
            (Unit::Months, Way::After, "2025-12-25", "2020-01-01", 0),
        ] {
            let found = super::length((unit, MonthEnd::Last), way, day(first), day(last));
            assert_eq!(found, Some(length), "{unit:?} {way:?} {first} {last}");
        }
    }

    /// So long before a day is held against a day as the length of the time between them is counted.
    #[test]
    fn a_length_and_a_day_before_say_the_same() {
        let day = |text: &str| crate::scalar::date(text).expect("a day");
        for end in [MonthEnd::Last, MonthEnd::Next] {
            for last in [
                "2026-02-27",
                "2026-02-28",
                "2026-03-01",
                "2026-03-31",
                "2028-02-29",
            ] {
                for number in [1, 18] {
                    for unit in [Unit::Years, Unit::Months] {
                        let last = day(last);
                        let limit = counted((unit, end), number, Way::FullOn, last).expect("a day");
                        let near = limit
                            .pred_opt()
                            .into_iter()
                            .chain([limit])
                            .chain(limit.succ_opt());
                        for first in near {
                            let length = super::length((unit, end), Way::After, first, last);
                            assert_eq!(first <= limit, length >= Some(number), "{first} {last}");
                        }
                    }
                }
            }
        }
    }
}
