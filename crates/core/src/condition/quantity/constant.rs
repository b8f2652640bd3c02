//! A constant: `at_most: 100000.00`.

use super::{Apart, Limit, Operand, Quantify, Word};
use crate::context::{Around, Context, Resolved, Scope, Uses, Variant};
use crate::form::{Family, KindWord, LineOf, MEASURED};
use crate::law::DatedValue;
use crate::scalar::Quantity;

/// A constant of the rule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Constant(pub Quantity);

impl Quantify for Constant {
    fn words() -> Vec<Word> {
        vec![Word::Text(|line, text| {
            let quantity = line.kind.quantity(text)?;
            Some(Some(Self(quantity).into()))
        })]
    }

    fn resolve<'a>(&self, _: &Context<'a>, _: Scope) -> Resolved<'a> {
        Resolved::Known(self.0)
    }

    fn apart<'a>(&self, _: &Apart<'a, '_>) -> Option<Resolved<'a>> {
        Some(Resolved::Known(self.0))
    }

    fn uses(&self, _: bool, to: &mut Uses) {
        to.constants.push(self.0);
    }

    fn variants(&self, _: &Around<'_>) -> Vec<Variant<Operand>> {
        let moved = self.0.neighbours();
        moved
            .map(|moved| Variant::becomes(Self(moved).into(), self.0.written(), moved.written()))
            .collect()
    }

    fn limits(&self, _: &[DatedValue]) -> Option<Vec<Limit>> {
        Some(vec![Limit::Known(self.0)])
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
