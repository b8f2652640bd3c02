//! Quantities as a sentence says them.

use crate::language::Value;
use crate::scalar::Quantity;

/// How far apart two quantities of one kind are.
pub fn difference(a: Quantity, b: Quantity) -> Option<Value<'static>> {
    match (a, b) {
        (Quantity::Money(a), Quantity::Money(b)) => Some(Value::Money(a.checked_sub(b)?.abs())),
        (Quantity::Count(a), Quantity::Count(b)) => Some(Value::Count(a.abs_diff(b))),
        (Quantity::Date(a), Quantity::Date(b)) => Some(Value::Days(
            a.signed_duration_since(b).num_days().unsigned_abs(),
        )),
        (Quantity::Money(_) | Quantity::Count(_) | Quantity::Date(_), _) => None,
    }
}

/// A quantity for a sentence.
pub fn quantity_value(quantity: Quantity) -> Value<'static> {
    match quantity {
        Quantity::Money(amount) => Value::Money(amount),
        Quantity::Count(count) => Value::Count(count),
        Quantity::Date(date) => Value::Date(date),
    }
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
