//! A limit that its quote does not say, while the quote says another of its kind that nothing which quotes it uses, or the same number of
//! other units: one of both is mistyped.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::Lint;
use crate::days::days;
use crate::numbers::{Number, Unit, has_parts, may_say, numbers};
use atbilst_core::condition::quantity::Operand;
use atbilst_core::law::Citation;
use atbilst_core::rulebook::{Head, Requirement, RuleBook};
use atbilst_core::scalar::Quantity;
use atbilst_yaml::source::Span;

impl Lint<'_> {
    pub(super) fn limits_quoted(&mut self) {
        let book = self.book;
        let constants = constants(book);
        let mut carriers: Vec<Carrier<'_>> = Vec::new();
        for head in book.heads() {
            let uses = book.uses_of(head);
            let values = uses.values.keys();
            let values = values.filter_map(|id| book.values.get(id.index()));
            let known = values.flat_map(|value| &value.history);
            let known = known.filter_map(|dated| dated.is);
            let all = known.chain(uses.constants.iter().copied());
            carriers.push(Carrier::of(all, &head.law));
        }
        for dated in book.values.iter().flat_map(|value| &value.history) {
            carriers.push(Carrier::of(dated.is.into_iter(), &dated.law));
        }
        for head in book.heads() {
            for &(is, span) in constants
                .iter()
                .filter(|(_, span)| is_of(*span, head, book))
            {
                let limit = (is, unit(is).or_else(|| unit_of_time(book, span)), span);
                self.limit_quoted(&head.id, limit, &head.law, &carriers);
            }
        }
        for value in &book.values {
            for dated in &value.history {
                if let Some(is) = dated.is {
                    let limit = (is, unit(is), dated.span);
                    self.limit_quoted(&value.name, limit, &dated.law, &carriers);
                }
            }
        }
    }

    /// A day that its quote does not say, where the quote says one that nothing has and that differs by its year, its month or its day
    /// alone.
    fn day_quoted(
        &mut self,
        of: &str,
        (is, span): (NaiveDate, Span),
        law: &[Citation],
        carriers: &[Carrier<'_>],
    ) {
        let is_carried = |day: &NaiveDate| carriers.iter().any(|one| one.days.contains(day));
        let said: Vec<NaiveDate> = quotes(law).into_iter().flat_map(days).collect();
        // What is asked before a day may be told by the one before it.
        let is_said = |day: &NaiveDate| (*day - is).num_days().abs() <= 1;
        let is_near = |day: &&NaiveDate| {
            let same = [
                day.year() == is.year(),
                day.month() == is.month(),
                day.day() == is.day(),
            ];
            same.into_iter().filter(|same| *same).count() == 2
        };
        if !said.iter().any(is_said)
            && let Some(other) = said.iter().filter(|day| !is_carried(day)).find(is_near)
        {
            let (found, other) = (is.to_string(), other.to_string());
            let about = [("rule", of), ("found", &*found), ("other", &*other)];
            self.say("rules.limit_not_quoted", span, &about);
        }
    }

    fn limit_quoted(
        &mut self,
        of: &str,
        (is, unit, span): (Quantity, Option<Unit>, Span),
        law: &[Citation],
        carriers: &[Carrier<'_>],
    ) {
        if let Quantity::Date(day) = is {
            return self.day_quoted(of, (day, span), law, carriers);
        }
        let Some(unit) = unit else { return };
        let Some(limit) = amount(is).filter(|limit| !limit.is_zero()) else {
            return;
        };
        let quotes = quotes(law);
        let same = quotes.iter().flat_map(|quote| numbers(quote));
        let same: Vec<Number> = same.filter(|one| one.is.contains(&limit)).collect();
        if unit.is_of_time()
            && let Some(other) = same.iter().find_map(|one| one.unit)
            && same.iter().all(|one| one.unit == Some(other))
            && other.is_of_time()
            && other != unit
        {
            let about = [("rule", of), ("found", &*is.written())];
            return self.say("rules.limit_of_other_unit", span, &about);
        }
        let says_it = |quote: &&str| may_say(quote, limit) || has_parts(quote);
        if !same.is_empty() || quotes.iter().any(says_it) {
            return;
        }
        let rest = Decimal::ONE_HUNDRED.checked_sub(limit);
        // A sentence that says several limits is quoted by whatever carries each.
        let is_carried = |quote: &str, is: &Decimal| {
            carriers.iter().any(|carrier| {
                let mut others = carrier.quotes.iter();
                carrier.amounts.contains(&is.normalize())
                    && others.any(|other| other.contains(quote) || quote.contains(*other))
            })
        };
        let other = quotes.iter().find_map(|quote| {
            let is_other = |one: &Number| {
                // What is left of the whole is the same limit, seen from the other side.
                let is_rest = |is: &Decimal| unit == Unit::Percent && rest == Some(*is);
                // Who is no older than 30 years is younger than 31.
                let is_age =
                    |is: &Decimal| unit == Unit::Years && (*is - limit).abs() == Decimal::ONE;
                let known = |is: &Decimal| is_carried(quote, is) || is_rest(is) || is_age(is);
                one.unit == Some(unit) && !one.is.is_empty() && !one.is.iter().any(known)
            };
            numbers(quote).into_iter().find(is_other)
        });
        if let Some(other) = other {
            let written = is.written();
            let about = [
                ("rule", of),
                ("found", &*written),
                ("other", &*other.written),
            ];
            self.say("rules.limit_not_quoted", span, &about);
        }
    }
}

/// The numbers and days that something carries out, and what it quotes.
struct Carrier<'b> {
    amounts: BTreeSet<Decimal>,
    days: BTreeSet<NaiveDate>,
    quotes: Vec<&'b str>,
}

impl<'b> Carrier<'b> {
    fn of(limits: impl Iterator<Item = Quantity> + Clone, law: &'b [Citation]) -> Self {
        let days = limits.clone().filter_map(|limit| match limit {
            Quantity::Date(day) => Some(day),
            _ => None,
        });
        Self {
            days: days.collect(),
            amounts: limits.filter_map(amount).collect(),
            quotes: quotes(law),
        }
    }
}

pub(super) fn quotes(law: &[Citation]) -> Vec<&str> {
    let quotes = law.iter().filter_map(|law| law.quote.as_deref());
    quotes.collect()
}

/// Every constant that something is held against or counted by, with its place.
fn constants(book: &RuleBook) -> Vec<(Quantity, Span)> {
    let mut all = Vec::new();
    let mut note = |is: Quantity, span: Span| all.push((is, span));
    let mut each = |operand: &Operand| operand.each_constant(&mut note);
    for condition in book.conditions() {
        condition.all_tests(&mut |test| test.operands().for_each(&mut each));
    }
    for (_, compares, _) in book.requirements().filter_map(Requirement::compared) {
        each(&compares.to);
    }
    all
}

/// Whether something stands in a rule: behind its id and before that of the next.
pub(super) fn is_of(place: Span, head: &Head, book: &RuleBook) -> bool {
    let ids = book.heads().map(|other| other.span.start);
    let next = ids.filter(|start| *start > head.span.start).min();
    (head.span.start..next.unwrap_or(u32::MAX)).contains(&place.start)
}

/// Of what a constant is.
pub(super) fn unit(is: Quantity) -> Option<Unit> {
    match is {
        Quantity::Money(_) => Some(Unit::Money),
        Quantity::Percent(_) => Some(Unit::Percent),
        Quantity::Count(_) | Quantity::Amount(..) | Quantity::Date(_) | Quantity::Code(_) => None,
    }
}

/// The length of time that a number counts, by the word before it.
fn unit_of_time(book: &RuleBook, place: Span) -> Option<Unit> {
    let before = book.text.get(..place.start as usize)?;
    let before = before.trim_end().strip_suffix(':')?;
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next()?;
    match word {
        "days" => Some(Unit::Days),
        "weeks" => Some(Unit::Weeks),
        "months" => Some(Unit::Months),
        "years" => Some(Unit::Years),
        _ => None,
    }
}

pub(super) fn amount(is: Quantity) -> Option<Decimal> {
    match is {
        Quantity::Money(amount) | Quantity::Percent(amount) | Quantity::Amount(amount, _) => {
            Some(amount.normalize())
        }
        Quantity::Count(count) => Some(count.into()),
        Quantity::Date(_) | Quantity::Code(_) => None,
    }
}
