//! The changes of what every rule says of itself.

use super::Mutant;
use crate::examples::RuleIndex;
use atbilst_core::context::Change;
use atbilst_core::finding::Outcome;
use atbilst_core::law::Period;
use atbilst_core::rulebook::{Head, RuleBook};
use atbilst_core::scalar::Quantity;

/// The days of a rule, what it means when it does not hold where that is its own to say, and its question.
pub(super) fn of_head<'b>(
    rule: RuleIndex,
    head: &'b Head,
    always_asks: bool,
    to: &mut Vec<Mutant<'b>>,
) {
    let mut push = |change, with: Box<dyn Fn(&mut Head) + 'b>| {
        let apply = move |book: &mut RuleBook| {
            if let Some(head) = rule.head_mut(book) {
                with(head);
            }
        };
        to.push(Mutant::new(head.span, change, Some(rule), apply));
    };
    for (period, change) in periods(head.period) {
        push(change, Box::new(move |head| head.period = period));
    }
    if head.message.is_some() && !always_asks {
        let other = match head.otherwise {
            Outcome::Fail => Outcome::Review,
            _ => Outcome::Fail,
        };
        let change = Change::Becomes(head.otherwise.name().into(), other.name().into());
        push(change, Box::new(move |head| head.otherwise = other));
    }
    if head.review.is_some() && head.message.is_some() {
        let change = Change::Dropped("review".to_owned());
        push(change, Box::new(|head| head.review = None));
    }
}

/// A period with its first or last day moved by one, or without it.
pub(super) fn periods(period: Period) -> Vec<(Period, Change)> {
    let mut all = Vec::new();
    let mut end = |day: Option<chrono::NaiveDate>,
                   word: &str,
                   with: &dyn Fn(Option<chrono::NaiveDate>) -> Period| {
        let Some(day) = day else { return };
        for moved in Quantity::Date(day).neighbours() {
            if let Quantity::Date(moved) = moved {
                let change = Change::Becomes(day.to_string(), moved.to_string());
                all.push((with(Some(moved)), change));
            }
        }
        all.push((with(None), Change::Dropped(word.to_owned())));
    };
    end(period.from, "from", &|from| Period { from, ..period });
    end(period.until, "until", &|until| Period { until, ..period });
    all
}
