//! A value of the book, by its name: `at_most: envelope`.

use chrono::NaiveDate;

use super::{Apart, Limit, Named, Quantify, TitleOf, Varied, Word};
use crate::context::{Context, Resolved, Scope, Uses, value_on};
use crate::law::{Dated, DatedValue, ValueId};

/// A value of the book on the as-of date.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LawValue(pub ValueId);

impl Quantify for LawValue {
    fn words() -> Vec<Word> {
        vec![Word::Text(|line, text| {
            let (id, value) = line.names.value(text)?;
            Some(if value.kind.measures_as(line.kind) {
                Some(Self(id).into())
            } else {
                line.other_kind(text, &value.kind)
            })
        })]
    }

    fn resolve<'a>(&self, context: &Context<'a>, _: Scope) -> Resolved<'a> {
        value_on(context.values, self.0, context.as_of)
    }

    fn apart<'a>(&self, apart: &Apart<'a, '_>) -> Option<Resolved<'a>> {
        Some(value_on(apart.values, self.0, apart.day))
    }

    fn named(&self) -> Option<Named> {
        Some(Named::of("trace.of_value", TitleOf::Value(self.0)))
    }

    fn value_in(&self, context: &Context<'_>, _: Scope) -> Option<(ValueId, NaiveDate)> {
        Some((self.0, context.as_of))
    }

    fn uses(&self, for_equality: bool, to: &mut Uses) {
        to.value(self.0, for_equality);
    }

    fn limits(&self, values: &[DatedValue]) -> Option<Vec<Limit>> {
        Some(values.get(self.0.index()).map(limits).unwrap_or_default())
    }
}

impl Varied for LawValue {}

/// What a value ever was.
pub(super) fn limits(value: &DatedValue) -> Vec<Limit> {
    let limit = |dated: &Dated| match dated.is {
        Some(limit) => Limit::Known(limit),
        None => {
            let (bounds, _) = value.bounds(dated.from);
            let between = matches!(bounds, [Some(before), Some(after)] if before == after);
            Limit::Unknown(dated.from, !between)
        }
    };
    value.history.iter().map(limit).collect()
}
