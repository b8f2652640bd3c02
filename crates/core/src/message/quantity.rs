//! Quantities as a sentence says them.

use crate::context::Bound;
use crate::finding::Measure;
use crate::form::Kind;
use crate::language::{Catalogue, Value};
use crate::rulebook::RuleBook;
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

/// What is written in a field of this kind, as the language says it: a code by its title, a day in words, an amount, yes or no.
pub fn written_in_words(kind: &Kind, text: &str, book: &RuleBook, catalogue: &Catalogue) -> String {
    let language = catalogue.language();
    if let Kind::Code(list) = kind {
        let list = book.list(*list);
        let code = list.and_then(|list| list.code(list.find(text)?));
        let title = code.map(|code| code.title.get(language).as_str());
        return title.unwrap_or(text).to_owned();
    }
    let flag = match (kind, text) {
        (Kind::Flag, "true") => Some("ask.yes"),
        (Kind::Flag, "false") => Some("ask.no"),
        _ => None,
    };
    match (flag, kind.quantity(text)) {
        (Some(flag), _) => catalogue.say(flag, &[]),
        // A number may be a name, such as a year.
        (None, Some(Quantity::Count(_)) | None) => text.to_owned(),
        (None, Some(quantity)) => quantity_value(quantity).write(language).into_owned(),
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
