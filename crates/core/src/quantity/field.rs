//! Another field of the same kind: `not_after: period.end`.

use chrono::NaiveDate;

use super::{Limit, Named, Operand, Quantify, TitleOf, Word};
use crate::context::{Context, FieldRef, Resolved, Scope, Uses, Variant};
use crate::law::DatedValue;

/// A field.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FieldValue(pub FieldRef);

impl Quantify for FieldValue {
    fn words() -> Vec<Word> {
        vec![Word::Text(|line, text| {
            let field = line.names.field(text)?;
            let kind = &line.names.form.field(field.field).kind;
            Some(if kind == line.kind {
                Some(Self(field).into())
            } else {
                line.other_kind(text, kind.name())
            })
        })]
    }

    fn resolve<'a>(&self, context: &Context<'a>, scope: Scope) -> Resolved<'a> {
        context.quantity(self.0, scope)
    }

    fn by_law<'a>(&self, _: &'a [DatedValue], _: NaiveDate) -> Option<Resolved<'a>> {
        None
    }

    fn named(&self) -> Option<Named> {
        Some(Named {
            sentence: "trace.of_field",
            title: TitleOf::Field(self.0.field),
        })
    }

    fn uses(&self, _: bool, to: &mut Uses) {
        to.fields.insert(self.0.field);
    }

    fn variants(&self) -> Vec<Variant<Operand>> {
        Vec::new()
    }

    fn limits(&self, _: &[DatedValue]) -> Vec<Limit> {
        vec![Limit::Known(String::new())]
    }
}
