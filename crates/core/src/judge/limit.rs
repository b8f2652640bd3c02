//! The limit that a sentence names, and how far a value is from it.

use crate::language::Value;
use crate::scalar::Quantity;

/// The known limit nearest to what was found: where the law of the day is not known and yet all known limits agree.
pub fn nearest(found: Quantity, known: [Option<Quantity>; 2]) -> Option<Quantity> {
    let [before, after] = known;
    match (before, after) {
        (Some(before), Some(after)) => {
            let closer = after.distance(found)? < before.distance(found)?;
            Some(if closer { after } else { before })
        }
        (one, other) => one.or(other),
    }
}

/// How far apart two quantities of one kind are.
pub fn difference(a: Quantity, b: Quantity) -> Option<Value<'static>> {
    match (a, b) {
        (Quantity::Money(a), Quantity::Money(b)) => Some(Value::Money(a.checked_sub(b)?.abs())),
        (Quantity::Count(a), Quantity::Count(b)) => Some(Value::Count(a.abs_diff(b))),
        (Quantity::Date(a), Quantity::Date(b)) => Some(Value::Days(
            a.signed_duration_since(b).num_days().unsigned_abs(),
        )),
        _ => None,
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
    fn the_nearer_of_two_limits_is_named_whichever_came_first() {
        let [low, high, over, under] = [50, 60, 61, 49].map(Quantity::Count);
        for known in [[Some(low), Some(high)], [Some(high), Some(low)]] {
            assert_eq!(nearest(over, known), Some(high));
            assert_eq!(nearest(under, known), Some(low));
        }
        assert_eq!(nearest(over, [None, Some(low)]), Some(low));
        assert_eq!(nearest(over, [Some(low), None]), Some(low));
        assert_eq!(nearest(over, [None, None]), None);
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
