//! A rate below one in a hundred, or an amount below one euro, which is most often a part of one: `0.60` where sixty per cent are meant; and
//! a rate above a hundred, which most often has a digit too many. One whose law says the same number is meant so.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::Lint;
use atbilst_core::context::Uses;
use atbilst_core::law::Citation;
use atbilst_core::rulebook::{Head, Requirement, RuleBook};
use atbilst_core::scalar::Quantity;
use atbilst_yaml::source::Span;

impl Lint<'_> {
    pub(super) fn parts_of_one(&mut self) {
        let book = self.book;
        for value in &book.values {
            let small = value.history.iter().find_map(|dated| {
                let rate = odd(&dated.is?).filter(|(rate, _)| !says(&dated.law, rate))?;
                Some((dated.span, rate))
            });
            if let Some((span, (rate, key))) = small {
                self.say(key, span, &[("found", &rate)]);
            }
        }
        // One of a figure is named there, unless a rule that uses it quotes it.
        let mut of_figures = BTreeMap::new();
        for figure in &book.figures.0 {
            let mut uses = Uses::default();
            figure.is.uses(false, &book.form, &mut uses);
            let small = uses.constants.iter().filter_map(odd);
            of_figures.extend(small.map(|(rate, _)| (rate, figure.span)));
            figure.is.each_constant(&mut |is, span| {
                of_figures.extend(odd(&is).map(|(rate, _)| (rate, span)));
            });
        }
        let places = places(book);
        let mut told = BTreeSet::new();
        for head in book.heads() {
            let constants = book.uses_of(head).constants;
            let mut small = constants.iter().filter_map(odd);
            if let Some((rate, key)) = small.find(|(rate, _)| !says(&head.law, rate)) {
                let own = place(&places, &rate, head, book);
                let span = own.or_else(|| of_figures.get(&rate).copied());
                let span = span.unwrap_or(head.span);
                if told.insert((span, rate.clone())) {
                    self.say(key, span, &[("found", &rate)]);
                }
            }
        }
    }
}

/// Every part of one in the conditions of the rules, with its place.
fn places(book: &RuleBook) -> Vec<(String, Span)> {
    let mut all = Vec::new();
    let mut note = |is: Quantity, span| {
        all.extend(odd(&is).map(|(rate, _)| (rate, span)));
    };
    for condition in book.conditions() {
        condition.all_tests(&mut |test| {
            let limit = test.operator.comparison().map(|compares| &compares.to);
            let both = test.computed.as_deref().into_iter().chain(limit);
            both.for_each(|operand| operand.each_constant(&mut note));
        });
    }
    for (_, compares, _) in book.requirements().filter_map(Requirement::compared) {
        compares.to.each_constant(&mut note);
    }
    all
}

/// Where a rule says it: behind its id and before that of the next.
fn place(places: &[(String, Span)], rate: &str, head: &Head, book: &RuleBook) -> Option<Span> {
    let ids = book.heads().map(|other| other.span.start);
    let next = ids.filter(|start| *start > head.span.start).min();
    let within = head.span.start..next.unwrap_or(u32::MAX);
    let mut own = places.iter().filter(|(own, _)| own == rate);
    own.find(|(_, span)| within.contains(&span.start))
        .map(|(_, span)| *span)
}

/// A rate or an amount that is hardly meant, as it is written, and what is said of it.
fn odd(quantity: &Quantity) -> Option<(String, &'static str)> {
    match quantity {
        Quantity::Percent(rate) if *rate > Decimal::ONE_HUNDRED => {
            Some((quantity.written(), "rules.rate_above_hundred"))
        }
        _ => below_one(quantity),
    }
}

/// A part of one.
fn below_one(quantity: &Quantity) -> Option<(String, &'static str)> {
    let key = match quantity {
        Quantity::Percent(_) => "rules.rate_below_one",
        Quantity::Money(_) => "rules.amount_below_one",
        _ => return None,
    };
    let written = quantity.written();
    let parts = written.strip_prefix("0.")?;
    let some = !parts.trim_matches('0').is_empty();
    some.then_some((written, key))
}

/// Whether the words of the law hold the number.
fn says(law: &[Citation], rate: &str) -> bool {
    let rate = match rate.contains('.') {
        true => rate.trim_end_matches('0'),
        false => rate,
    };
    let mut quotes = law.iter().filter_map(|citation| citation.quote.as_deref());
    quotes.any(|quote| quote.replace(',', ".").contains(rate))
}
