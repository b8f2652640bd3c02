//! A rate below one in a hundred, or an amount below one euro, which is most often a part of one: `0.60` where sixty per cent are meant.
//! One whose law says the same number is meant so.

use std::collections::{BTreeMap, BTreeSet};

use super::Lint;
use atbilst_core::context::Uses;
use atbilst_core::law::Citation;
use atbilst_core::scalar::Quantity;

impl Lint<'_> {
    pub(super) fn parts_of_one(&mut self) {
        let book = self.book;
        for value in &book.values {
            let small = value.history.iter().find_map(|dated| {
                let rate = below_one(&dated.is?).filter(|(rate, _)| !says(&dated.law, rate))?;
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
            let small = uses.constants.iter().filter_map(below_one);
            of_figures.extend(small.map(|(rate, _)| (rate, figure.span)));
        }
        let mut told = BTreeSet::new();
        for head in book.heads() {
            let constants = book.uses_of(head).constants;
            let mut small = constants.iter().filter_map(below_one);
            if let Some((rate, key)) = small.find(|(rate, _)| !says(&head.law, rate)) {
                let span = *of_figures.get(&rate).unwrap_or(&head.span);
                if told.insert((span, rate.clone())) {
                    self.say(key, span, &[("found", &rate)]);
                }
            }
        }
    }
}

/// A part of one, as it is written, and what is said of it.
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
    let rate = rate.trim_end_matches('0');
    let mut quotes = law.iter().filter_map(|citation| citation.quote.as_deref());
    quotes.any(|quote| quote.replace(',', ".").contains(rate))
}
