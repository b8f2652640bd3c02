//! The limits that a rule states itself, in no value of the book.

use crate::examples::RuleIndex;
use atbilst_core::condition::quantity::Comparison;
use atbilst_core::context::Uses;
use atbilst_core::language::Catalogue;
use atbilst_core::message::figure;
use atbilst_core::message::wording::Wording;
use atbilst_core::rulebook::{Head, RuleBook};

/// What is compared with constants, and how, in words.
pub(super) fn own(book: &RuleBook, head: &Head, catalogue: &Catalogue) -> Vec<(String, String)> {
    let wording = Wording {
        book,
        catalogue,
        as_of: book.verified_on,
    };
    let mut all = Vec::new();
    let mut add = |title: String, compares: &Comparison| {
        let made = wording.made_of(&compares.to);
        let Some(made) = made.filter(|_| states_a_number(book, compares)) else {
            return;
        };
        let asked = catalogue.say(compares.word.asks, &[("wanted", made)]);
        let limit = (title, asked);
        if !all.contains(&limit) {
            all.push(limit);
        }
    };
    match RuleIndex::of(book, head) {
        Some(RuleIndex::Single(index)) => {
            let cases = book
                .rules
                .get(index)
                .into_iter()
                .flat_map(|rule| &rule.cases);
            for condition in cases.flat_map(|case| case.when.iter().chain(&case.require)) {
                condition.all_tests(&mut |test| {
                    if let Some(compares) = test.operator.comparison() {
                        add(wording.subject(test), compares);
                    }
                });
            }
        }
        Some(RuleIndex::Portfolio(index)) => {
            let rule = book.portfolio.get(index).into_iter();
            for requirement in rule.flat_map(|rule| &rule.require) {
                let title = figure::title(&wording, requirement);
                if let (Some((_, compares, _)), Some(title)) = (requirement.compared(), title) {
                    add(title, compares);
                }
            }
        }
        None => {}
    }
    all
}

/// Whether a limit is a number that the rule writes, or is made of one.
fn states_a_number(book: &RuleBook, compares: &Comparison) -> bool {
    let mut uses = Uses::default();
    compares.uses(&book.form, &mut uses);
    !uses.constants.is_empty()
}
