//! A constant: `at_most: 100000.00`.

use super::{Apart, Limit, Operand, Quantify, Varied, Word};
use crate::context::{Around, Context, Resolved, Scope, Uses, Variant};
use crate::form::{Family, KindWord, LineOf, MEASURED};
use crate::law::DatedValue;
use crate::scalar::Quantity;
use atbilst_yaml::source::Span;

/// A constant of the rule.
#[derive(Clone, Copy, Debug)]
pub struct Constant {
    /// What it is.
    pub is: Quantity,
    /// Its place in the rule book.
    pub(super) span: Span,
}

impl PartialEq for Constant {
    /// Two are equal that are as much, wherever they stand.
    fn eq(&self, other: &Self) -> bool {
        self.is == other.is
    }
}

impl Quantify for Constant {
    fn words() -> Vec<Word> {
        vec![Word::Text(|line, text| {
            let is = line.kind.quantity(text)?;
            let span = line.reader.document.span(line.node);
            Some(Some(Self { is, span }.into()))
        })]
    }

    fn resolve<'a>(&self, _: &Context<'a>, _: Scope) -> Resolved<'a> {
        Resolved::Known(self.is)
    }

    fn apart<'a>(&self, _: &Apart<'a, '_>) -> Option<Resolved<'a>> {
        Some(Resolved::Known(self.is))
    }

    fn uses(&self, _: bool, to: &mut Uses) {
        to.constants.push(self.is);
    }

    fn limits(&self, _: &[DatedValue]) -> Option<Vec<Limit>> {
        Some(vec![Limit::Known(self.is)])
    }
}

impl Varied for Constant {
    fn variants(&self, _: &Around<'_>) -> Vec<Variant<Operand>> {
        let moved = self.is.neighbours();
        moved
            .map(|moved| {
                let other = Self { is: moved, ..*self };
                let variant = Variant::becomes(other.into(), self.is.written(), moved.written());
                variant.at(self.span)
            })
            .collect()
    }
}

/// The kind of which a text would be a constant.
pub(super) fn kind_of(text: &str) -> Option<&'static str> {
    let fits = |kind: &KindWord| match &kind.read {
        LineOf::Alone(kind) => kind.quantity(text).is_some(),
        LineOf::With(_) | LineOf::Record | LineOf::List => false,
    };
    Family::kinds(&MEASURED).find(fits).map(|kind| kind.name)
}
