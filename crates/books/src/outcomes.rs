//! What of a book can come to little: its figures, and what its tests hold against a limit.

use std::collections::BTreeMap;

use atbilst_core::condition::quantity::{Among, Operand, Outcomes};
use atbilst_core::rulebook::RuleBook;
use atbilst_core::scalar::{Quantity, Series};
use atbilst_yaml::source::Span;

/// What stands nearest to the limits of a test, by the place of that.
pub(crate) type Nearest = BTreeMap<Span, Vec<Quantity>>;

/// What the figures of a book come to.
pub(crate) fn figures(book: &RuleBook) -> Vec<Outcomes> {
    let mut all: Vec<Outcomes> = Vec::new();
    for figure in &book.figures.0 {
        let is = known(book, &all, &figure.is);
        all.push(is);
    }
    all
}

/// What a quantity comes to.
pub(crate) fn known(book: &RuleBook, figures: &[Outcomes], operand: &Operand) -> Outcomes {
    operand.outcomes(among(book, &|index| figures.get(index)?.as_deref()))
}

/// What of everything that the tests of a book hold against a limit stands nearest to it, where that is one of a few.
pub(crate) fn nearest(book: &RuleBook) -> Nearest {
    let figures = figures(book);
    let mut nearest = Nearest::new();
    for condition in book.conditions() {
        condition.all_tests(&mut |test| {
            let held = test.operator.comparison().zip(test.computed.as_deref());
            let near = held.and_then(|(comparison, computed)| {
                let all = known(book, &figures, computed)?;
                let figures = |index: usize| figures.get(index)?.as_deref();
                comparison.nearest_of(&all, among(book, &figures))
            });
            nearest.extend(near.map(|near| (test.span, near)));
        });
    }
    nearest
}

fn among<'a>(book: &'a RuleBook, figures: &'a dyn Fn(usize) -> Option<&'a [Series]>) -> Among<'a> {
    Among {
        form: &book.form,
        values: &book.values,
        figures,
    }
}
