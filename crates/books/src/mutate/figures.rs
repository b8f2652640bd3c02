//! The changes of the figures of a book. The examples of any rule may notice them.

use super::Mutant;
use atbilst_core::context::Around;
use atbilst_core::rulebook::RuleBook;

pub(super) fn of_figures<'b>(book: &'b RuleBook, around: &Around<'_>, to: &mut Vec<Mutant<'b>>) {
    for (index, figure) in book.figures.0.iter().enumerate() {
        for variant in figure.is.variants(around) {
            let (span, part) = (variant.span.unwrap_or(figure.span), variant.part);
            let apply = move |book: &mut RuleBook| {
                if let Some(figure) = book.figures.0.get_mut(index) {
                    figure.is.clone_from(&part);
                }
            };
            to.push(Mutant::new(span, variant.change, None, apply));
        }
    }
}
