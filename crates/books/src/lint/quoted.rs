//! A limit that its quote does not say, while the quote says another of its kind that nothing which quotes it uses: one of both is mistyped.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::Lint;
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
            carriers.push((all.filter_map(amount).collect(), quotes(&head.law)));
        }
        for dated in book.values.iter().flat_map(|value| &value.history) {
            let own = dated.is.and_then(amount);
            carriers.push((own.into_iter().collect(), quotes(&dated.law)));
        }
        for head in book.heads() {
            for limit in constants
                .iter()
                .filter(|(.., span)| is_of(*span, head, book))
            {
                self.limit_quoted(&head.id, *limit, &head.law, &carriers);
            }
        }
        for value in &book.values {
            for dated in &value.history {
                if let Some((is, unit)) = dated.is.and_then(|is| Some((is, unit(is)?))) {
                    let limit = (is, unit, dated.span);
                    self.limit_quoted(&value.name, limit, &dated.law, &carriers);
                }
            }
        }
    }

    fn limit_quoted(
        &mut self,
        of: &str,
        (is, unit, span): (Quantity, Unit, Span),
        law: &[Citation],
        carriers: &[Carrier<'_>],
    ) {
        let Some(limit) = amount(is).filter(|limit| !limit.is_zero()) else {
            return;
        };
        let quotes = quotes(law);
        let says_it = |quote: &&str| {
            let mut digits = numbers(quote).into_iter().flat_map(|one| one.is);
            digits.any(|one| one == limit) || may_say(quote, limit) || has_parts(quote)
        };
        if quotes.iter().any(says_it) {
            return;
        }
        let rest = Decimal::ONE_HUNDRED.checked_sub(limit);
        // A sentence that says several limits is quoted by whatever carries each.
        let is_carried = |quote: &str, is: &Decimal| {
            carriers.iter().any(|(used, others)| {
                let mut others = others.iter();
                used.contains(&is.normalize())
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

/// The numbers that something carries out, and what it quotes.
type Carrier<'b> = (BTreeSet<Decimal>, Vec<&'b str>);

fn quotes(law: &[Citation]) -> Vec<&str> {
    let quotes = law.iter().filter_map(|law| law.quote.as_deref());
    quotes.collect()
}

/// Every constant that something is held against or counted by, with its place.
fn constants(book: &RuleBook) -> Vec<(Quantity, Unit, Span)> {
    let mut all = Vec::new();
    let mut note = |is: Quantity, span: Span| {
        let unit = unit(is).or_else(|| unit_of_time(book, span));
        all.extend(unit.map(|unit| (is, unit, span)));
    };
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
fn is_of(place: Span, head: &Head, book: &RuleBook) -> bool {
    let ids = book.heads().map(|other| other.span.start);
    let next = ids.filter(|start| *start > head.span.start).min();
    (head.span.start..next.unwrap_or(u32::MAX)).contains(&place.start)
}

/// Of what a constant is.
fn unit(is: Quantity) -> Option<Unit> {
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
        "months" => Some(Unit::Months),
        "years" => Some(Unit::Years),
        _ => None,
    }
}

fn amount(is: Quantity) -> Option<Decimal> {
    match is {
        Quantity::Money(amount) | Quantity::Percent(amount) | Quantity::Amount(amount, _) => {
            Some(amount.normalize())
        }
        Quantity::Count(count) => Some(count.into()),
        Quantity::Date(_) | Quantity::Code(_) => None,
    }
}
