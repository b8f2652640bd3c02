//! The limit that a sentence names, and how far a value is from it.

use crate::language::Value;
use crate::scalar::Quantity;

/// The known limit nearest to what was found: where the law of the day is not known and yet all known limits agree.
pub(crate) fn nearest(found: Quantity, known: [Option<Quantity>; 2]) -> Option<Quantity> {
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
pub(crate) fn difference(a: Quantity, b: Quantity) -> Option<Value<'static>> {
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
pub(crate) fn quantity_value(quantity: Quantity) -> Value<'static> {
    match quantity {
        Quantity::Money(amount) => Value::Money(amount),
        Quantity::Count(count) => Value::Count(count),
        Quantity::Date(date) => Value::Date(date),
    }
}
