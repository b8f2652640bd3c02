//! Quantities as a sentence says them.

use crate::context::Bound;
use crate::finding::Measure;
use crate::language::Value;
use crate::scalar::Quantity;

/// How far apart two quantities of one kind are.
pub fn difference(a: Quantity, b: Quantity) -> Option<Value<'static>> {
    let apart = a.distance(b)?;
    Some(match (a, b) {
        (Quantity::Money(_), _) => Value::Money(apart),
        (Quantity::Percent(_), _) => Value::Percent(apart),
        (Quantity::Date(_), _) => Value::Days(u64::try_from(apart).ok()?),
        (Quantity::Count(a), Quantity::Count(b)) => Value::Count(a.abs_diff(b)),
        (Quantity::Amount(_, unit), _) | (_, Quantity::Amount(_, unit)) => {
            Value::Amount(apart, unit.name())
        }
        (Quantity::Count(_) | Quantity::Code(_), _) => return None,
    })
}

/// A quantity for a sentence.
pub fn quantity_value(quantity: Quantity) -> Value<'static> {
    match quantity {
        Quantity::Money(amount) => Value::Money(amount),
        Quantity::Percent(rate) => Value::Percent(rate),
        Quantity::Amount(amount, unit) => Value::Amount(amount, unit.name()),
        Quantity::Count(count) => Value::Count(count),
        Quantity::Date(date) => Value::Date(date),
        Quantity::Code(code) => code.name().to_string().into(),
    }
}

impl From<Quantity> for Measure {
    fn from(quantity: Quantity) -> Self {
        match quantity {
            Quantity::Money(_) => Self::Money,
            Quantity::Count(_) => Self::Count,
            Quantity::Percent(_) | Quantity::Amount(..) => Self::Number,
            Quantity::Date(_) => Self::Day,
            Quantity::Code(_) => Self::Text,
        }
    }
}

impl Measure {
    /// Of what is a quantity, where it is one.
    pub(crate) fn of(quantity: Option<Quantity>) -> Self {
        quantity.map_or(Self::Text, Self::from)
    }
}

/// A value with how it comes about, where that says anything.
pub fn explained(value: Value<'static>, how: Option<String>) -> Value<'static> {
    match how {
        Some(how) => Value::Explained(Box::new(value), how),
        None => value,
    }
}

/// How it is told that something is a bound.
pub const fn bound_of(bound: Bound, known: Quantity) -> &'static str {
    match (bound, known) {
        (Bound::Least, Quantity::Date(_)) => "work.no_earlier",
        (Bound::Most, Quantity::Date(_)) => "work.no_later",
        (Bound::Least, _) => "work.no_less",
        (Bound::Most, _) => "work.no_more",
    }
}

/// How something comes about, and what is remarked of it.
pub fn remarked(how: Option<String>, remark: Option<String>) -> Option<String> {
    let both = how.into_iter().chain(remark);
    both.reduce(|how, remark| format!("{how}; {remark}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scalar;

    fn days(text: &str) -> Option<Quantity> {
        scalar::date(text).map(Quantity::Date)
    }

    #[test]
    fn a_difference_has_the_form_of_its_kind() {
        let euro = |cents| Quantity::Money(rust_decimal::Decimal::new(cents, 2));
        let money = Value::Money(rust_decimal::Decimal::new(1, 2));
        assert_eq!(difference(euro(100), euro(101)), Some(money));
        let counts = difference(Quantity::Count(9), Quantity::Count(2));
        assert_eq!(counts, Some(Value::Count(7)));
        let apart = days("2022-12-31").zip(days("2023-01-04"));
        let apart = apart.and_then(|(one, other)| difference(one, other));
        assert_eq!(apart, Some(Value::Days(4)));
        assert_eq!(difference(euro(100), Quantity::Count(1)), None);
    }
}
