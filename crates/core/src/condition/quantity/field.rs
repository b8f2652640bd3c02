//! Another field of the same kind: `not_after: period.end`.

use super::{Apart, Named, Quantify, TitleOf, Varied, Word};
use crate::context::{Context, FieldRef, Names, Resolved, Scope, Uses};
use crate::form::Kind;

/// A field.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FieldValue(pub FieldRef);

impl Quantify for FieldValue {
    fn words() -> Vec<Word> {
        vec![Word::Text(|line, text| {
            let field = line.names.field(text)?;
            let kind = &line.names.form.field(field.field).kind;
            Some(match kind {
                _ if kind.measures_as(line.kind) => Some(Self(field).into()),
                Kind::List(_) => line.not_one(text),
                _ => line.other_kind(text, kind),
            })
        })]
    }

    fn resolve<'a>(&self, context: &Context<'a>, scope: Scope) -> Resolved<'a> {
        context.quantity(self.0, scope)
    }

    fn apart<'a>(&self, apart: &Apart<'a, '_>) -> Option<Resolved<'a>> {
        apart.stated.map(Resolved::Known)
    }

    fn named(&self) -> Option<Named> {
        Some(Named::of("trace.of_field", TitleOf::Field(self.0.field)))
    }

    fn place(&self, _: &Names<'_>) -> Option<FieldRef> {
        Some(self.0)
    }

    fn uses(&self, _: bool, to: &mut Uses) {
        to.fields.insert(self.0.field);
    }
}

impl Varied for FieldValue {}
