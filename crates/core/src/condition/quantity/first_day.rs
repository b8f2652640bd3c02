//! The first day of a year, quarter or month: `{ first_day_of: year, of: submitted }`.

use chrono::{Datelike, NaiveDate};

use super::{Apart, Formula, KeyWord, Operand, Place, Quantify, Varied, Word};
use crate::context::{Around, Context, FieldRef, Resolved, Scope, Variant, changed_parts};
use crate::form::Kind;
use crate::named::named;
use crate::scalar::Quantity;

/// The first day of the stretch of the calendar that a day lies in.
#[derive(Clone, Debug, PartialEq)]
pub struct FirstDay {
    unit: CalendarUnit,
    of: Box<Operand>,
    place: Place,
}

named! {
    /// A stretch of the calendar.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum CalendarUnit {
        /// From 1 January.
        Year = "year",
        /// Three months, from January, April, July or October.
        Quarter = "quarter",
        /// From the first of a month.
        Month = "month",
    }
}

impl Quantify for FirstDay {
    fn words() -> Vec<Word> {
        vec![Word::Key(KeyWord {
            key: "first_day_of",
            beside: &["of"],
            subject: false,
            kind: Some(&Kind::Date),
            read: |line, map| {
                let unit = map.need("first_day_of").and_then(|node| {
                    line.reader
                        .word(node, &CalendarUnit::ALL.map(|unit| (unit.name(), unit)))
                });
                let of = line.inner(map.need("of")?, &Kind::Date);
                Some(
                    Self {
                        unit: unit?,
                        of: Box::new(of?),
                        place: Place::of_key(line.reader, map, "first_day_of"),
                    }
                    .into(),
                )
            },
        })]
    }

    fn resolve<'a>(&self, context: &Context<'a>, scope: Scope) -> Resolved<'a> {
        self.day(self.of.resolve(context, scope))
    }

    fn apart<'a>(&self, apart: &Apart<'a, '_>) -> Option<Resolved<'a>> {
        Some(self.day(self.of.apart(apart)?))
    }

    fn told(&self) -> Option<Formula<'_>> {
        let sentence = match self.unit {
            CalendarUnit::Year => "work.first_day_of_year",
            CalendarUnit::Quarter => "work.first_day_of_quarter",
            CalendarUnit::Month => "work.first_day_of_month",
        };
        Some(Formula::of(sentence, vec![("of", &*self.of)]))
    }

    fn inside(&self) -> Vec<&Operand> {
        vec![&self.of]
    }
}

impl Varied for FirstDay {
    fn variants(&self, around: &Around<'_>) -> Vec<Variant<Operand>> {
        let itself = Variant::dropped((*self.of).clone(), "first_day_of");
        changed_parts!(self, around: of)
            .chain([itself.at(self.place.0)])
            .collect()
    }
}

impl FirstDay {
    /// What of the calendar it is the first day of.
    pub(super) const fn unit(&self) -> CalendarUnit {
        self.unit
    }

    /// The day of whose year, quarter or month it is the first.
    pub(super) fn of(&self) -> &Operand {
        &self.of
    }

    /// Whether it is that of the year, quarter or month in which this field itself lies.
    pub(super) fn is_of(&self, field: FieldRef) -> bool {
        matches!(&*self.of, Operand::FieldValue(own) if own.0 == field)
    }

    /// The year, or the month, of which a day is the first; of a quarter, that day.
    pub(super) fn in_short<'d>(&self, day: &'d str) -> &'d str {
        let length = match self.unit {
            CalendarUnit::Year => 4,
            CalendarUnit::Month => 7,
            CalendarUnit::Quarter => day.len(),
        };
        day.get(..length).unwrap_or(day)
    }

    fn day<'a>(&self, of: Resolved<'a>) -> Resolved<'a> {
        of.map(|of| {
            let Quantity::Date(day) = of else { return None };
            let month = match self.unit {
                CalendarUnit::Year => 1,
                // January, April, July, October.
                CalendarUnit::Quarter => day
                    .month0()
                    .checked_div(3)?
                    .checked_mul(3)?
                    .checked_add(1)?,
                CalendarUnit::Month => day.month(),
            };
            NaiveDate::from_ymd_opt(day.year(), month, 1).map(Quantity::Date)
        })
    }
}
