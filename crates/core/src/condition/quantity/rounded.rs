//! What is rounded as the book says, beside what is computed: `{ percent: 85, of: total, rounded: down_to_cent }`.

use rust_decimal::Decimal;

use super::{Apart, Formula, Operand, OperandLine, Place, Quantify, Varied};
use crate::context::{Around, Context, Resolved, Scope, Variant, changed_parts};
use crate::form::Kind;
use crate::scalar::{Quantity, Rounding};
use atbilst_yaml::decode::Map;

/// An amount of money that is rounded.
#[derive(Clone, Debug, PartialEq)]
pub struct Rounded {
    pub(super) of: Box<Operand>,
    pub(super) how: Rounding,
    place: Place,
}

/// What was read, rounded where a word beside it says how.
pub(super) fn rounded(
    line: &OperandLine<'_, '_>,
    map: Map<'_, '_>,
    of: Option<Operand>,
) -> Option<Operand> {
    let how = map.optional("rounded", |node| {
        let how = line
            .reader
            .word(node, &Rounding::ALL.map(|how| (how.name(), how)))?;
        match line.kind {
            Kind::Money => Some((how, Place::of(line.reader, node))),
            _ => line.reader.refuse(node, "book.only_money_is_rounded", &[]),
        }
    });
    let of = of?;
    Some(match how? {
        Some((how, place)) => Rounded {
            of: Box::new(of),
            how,
            place,
        }
        .into(),
        None => of,
    })
}

impl Quantify for Rounded {
    fn resolve<'a>(&self, context: &Context<'a>, scope: Scope) -> Resolved<'a> {
        self.round(self.of.resolve(context, scope))
    }

    fn apart<'a>(&self, apart: &Apart<'a, '_>) -> Option<Resolved<'a>> {
        Some(self.round(self.of.apart(apart)?))
    }

    fn told(&self) -> Option<Formula<'_>> {
        let whole = || Formula::of("work.sum", vec![("each", &*self.of)]);
        Some(Formula {
            remark: Some(match self.how {
                Rounding::DownToCent => "work.down_to_cent",
                Rounding::ToCent => "work.to_cent",
                Rounding::UpToCent => "work.up_to_cent",
                Rounding::DownToEuro => "work.down_to_euro",
                Rounding::ToEuro => "work.to_euro",
                Rounding::UpToEuro => "work.up_to_euro",
                Rounding::DownToHundred => "work.down_to_hundred",
                Rounding::ToHundred => "work.to_hundred",
                Rounding::UpToHundred => "work.up_to_hundred",
            }),
            ..self.of.told().unwrap_or_else(whole)
        })
    }

    fn inside(&self) -> Vec<&Operand> {
        vec![&self.of]
    }
}

impl Varied for Rounded {
    fn variants(&self, around: &Around<'_>) -> Vec<Variant<Operand>> {
        // Only where what is rounded can lie where another way leads elsewhere.
        let unit = self.how.unit();
        let grain = self
            .of
            .grain(around.values)
            .map(|grain| shared(grain, unit));
        let lies_between = |part: Decimal| grain.is_none_or(|grain| grain < part);
        let exact = lies_between(unit).then(|| {
            let word = format!("rounded: {}", self.how.name());
            Variant::dropped((*self.of).clone(), word)
        });
        let others = self.how.others().into_iter();
        let others = others
            .filter(|(_, part)| lies_between(*part))
            .map(|(how, _)| {
                let other = Self {
                    how,
                    ..self.clone()
                };
                Variant::becomes(other.into(), self.how.name(), how.name())
            });
        let own = exact.into_iter().chain(others);
        let own = own.map(|variant| variant.at(self.place.0));
        changed_parts!(self, around: of).chain(own).collect()
    }
}

/// The largest amount of which both are multiples.
pub(super) fn shared(one: Decimal, other: Decimal) -> Decimal {
    let (mut one, mut other) = (one, other);
    while !other.is_zero() {
        (one, other) = (other, one.checked_rem(other).unwrap_or(Decimal::ZERO));
    }
    one
}

impl Rounded {
    fn round<'a>(&self, of: Resolved<'a>) -> Resolved<'a> {
        of.map(|of| match of {
            Quantity::Money(amount) => self.how.round(amount).map(Quantity::Money),
            _ => None,
        })
    }
}
