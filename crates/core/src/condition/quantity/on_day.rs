//! A value of the book on another day than that whose law applies: `{ value: hourly_rate, as_of: worked_on }`.

use chrono::NaiveDate;

use super::{Apart, Formula, KeyWord, Named, Operand, Place, Quantify, Varied, Word};
use crate::context::{Around, Context, Resolved, Scope, UnknownValue, Variant, changed_parts};
use crate::form::Kind;
use crate::law::{DatedValue, ValueId};
use crate::scalar::Quantity;

/// What a value of the book is on a day that the application names.
#[derive(Clone, Debug, PartialEq)]
pub struct OnDay {
    value: Box<Operand>,
    day: Box<Operand>,
    place: Place,
}

impl Quantify for OnDay {
    fn words() -> Vec<Word> {
        vec![Word::Key(KeyWord {
            key: "value",
            beside: &["as_of"],
            subject: false,
            kind: None,
            read: |line, map| {
                let value = map.need("value")?;
                let name = line.reader.text(value)?;
                if map.get("as_of").is_none() {
                    let about = [("found", name)];
                    return line.reader.refuse(map.node, "book.value_of_no_day", &about);
                }
                let day = map.need("as_of")?;
                if line.names.value(name).is_none() && line.names.table(name).is_none() {
                    let known = line.names.values.iter().map(|value| &*value.name);
                    // The cells of a table are values of their own, which have no name to be written.
                    let known = known.filter(|name| !name.ends_with(']'));
                    let known: Vec<&str> = known
                        .chain(line.names.tables.iter().map(|table| &*table.name))
                        .collect();
                    let about = [("found", name), ("allowed", &*known.join(", "))];
                    return line.reader.refuse(value, "book.not_a_value", &about);
                }
                let value = line.inner(value, line.kind);
                let day = line.inner(day, &Kind::Date);
                Some(
                    Self {
                        value: Box::new(value?),
                        day: Box::new(day?),
                        place: Place::of_key(line.reader, map, "as_of"),
                    }
                    .into(),
                )
            },
        })]
    }

    fn resolve<'a>(&self, context: &Context<'a>, scope: Scope) -> Resolved<'a> {
        match self.that_day(context, scope) {
            Ok(then) => {
                let value = self.value.value_in(&then, scope);
                let early = value.and_then(|(value, day)| before_all(then.values, value, day));
                early.unwrap_or_else(|| self.value.resolve(&then, scope))
            }
            Err(why) => why,
        }
    }

    fn has_bounds(&self) -> bool {
        false
    }

    fn apart<'a>(&self, apart: &Apart<'a, '_>) -> Option<Resolved<'a>> {
        Some(match self.day.apart(apart)? {
            Resolved::Known(Quantity::Date(day)) => {
                let value = match &*self.value {
                    Operand::LawValue(value) => Some(value.0),
                    _ => apart.cell,
                };
                let early = value.and_then(|value| before_all(apart.values, value, day));
                match early {
                    Some(early) => early,
                    None => self.value.apart(&Apart { day, ..*apart })?,
                }
            }
            why => unknown(why),
        })
    }

    fn named(&self) -> Option<Named> {
        self.value.named()
    }

    fn told(&self) -> Option<Formula<'_>> {
        Some(Formula::of("work.value_as_of", vec![("day", &*self.day)]))
    }

    fn inside(&self) -> Vec<&Operand> {
        vec![&self.value, &self.day]
    }

    fn value_in(&self, context: &Context<'_>, scope: Scope) -> Option<(ValueId, NaiveDate)> {
        let then = self.that_day(context, scope).ok()?;
        self.value.value_in(&then, scope)
    }
}

impl Varied for OnDay {
    fn variants(&self, around: &Around<'_>) -> Vec<Variant<Operand>> {
        let today = Variant::dropped((*self.value).clone(), "as_of");
        changed_parts!(self, around: day)
            .chain([today.at(self.place.0)])
            .collect()
    }
}

impl OnDay {
    /// The same application, looked at with the law of that day.
    fn that_day<'a>(
        &self,
        context: &Context<'a>,
        scope: Scope,
    ) -> Result<Context<'a>, Resolved<'a>> {
        match self.day.resolve(context, scope) {
            Resolved::Known(Quantity::Date(as_of)) => Ok(Context { as_of, ..*context }),
            why => Err(unknown(why)),
        }
    }
}

/// A day that is not known leaves nothing of the value known.
fn unknown(why: Resolved<'_>) -> Resolved<'_> {
    match why {
        Resolved::Known(_) => Resolved::Open,
        Resolved::Unknown(unknown) => Resolved::Unknown(UnknownValue {
            known: [None; 2],
            ..unknown
        }),
        Resolved::NotStated | Resolved::Open => why,
    }
}

/// A value on a day before its first entry. Of the day whose law applies to an application that entry counts, for it is most often a slip
/// of the pen; a day of an item may well lie years back, when the value was another that the book does not say.
fn before_all(values: &[DatedValue], value: ValueId, on: NaiveDate) -> Option<Resolved<'_>> {
    let value = values.get(value.index())?;
    let is_early = value.history.first().is_some_and(|first| on < first.from);
    is_early.then_some(Resolved::Unknown(UnknownValue {
        value,
        on,
        known: [None; 2],
    }))
}
