//! Changes that no example could notice: of what comes to one of a few, such as points, or to so many of an amount, such as unit costs,
//! where everything that it may come to stays on its side of every limit.

use crate::outcomes::{figures, known};
use atbilst_core::condition::operators::Test;
use atbilst_core::condition::quantity::{Comparison, Outcomes, answers};
use atbilst_core::context::Uses;
use atbilst_core::rulebook::RuleBook;
use atbilst_core::scalar::Series;

/// A test of what comes to one of a few, or to so many of a few amounts, held against what the law says.
struct Closed<'b> {
    comparison: &'b Comparison,
    outcomes: Vec<Series>,
    limits: Vec<Series>,
}

impl Closed<'_> {
    /// Whether all that it may come to is answered alike, one by one.
    fn answers_as(&self, other: &Self) -> bool {
        let sizes = |one: &Self| (one.limits.len(), one.outcomes.len());
        let alike = |[limit, other_limit]: [&Series; 2]| {
            let mut both = self.outcomes.iter().zip(&other.outcomes);
            both.all(|(one, another)| {
                let both = answers([
                    (one, self.comparison.relation(), limit),
                    (another, other.comparison.relation(), other_limit),
                ]);
                both.is_some_and(|[one, another]| one == another)
            })
        };
        let mut limits = self.limits.iter().zip(&other.limits);
        sizes(self) == sizes(other) && limits.all(|(one, other)| alike([one, other]))
    }

    fn is_another(&self, other: &Self) -> bool {
        self.outcomes != other.outcomes
            || self.limits != other.limits
            || self.comparison != other.comparison
    }
}

/// A test whose outcomes are known; `None` where more may decide it.
fn closed<'b>(book: &RuleBook, figures: &[Outcomes], test: &'b Test) -> Option<Closed<'b>> {
    let comparison = test.operator.comparison()?;
    Some(Closed {
        comparison,
        outcomes: known(book, figures, test.computed.as_deref()?)?,
        limits: known(book, figures, &comparison.to)?,
    })
}

/// Whether a change is of amounts alone that no application could tell.
pub(super) fn tells_nothing(book: &RuleBook, changed: &RuleBook) -> bool {
    let (own, others) = (figures(book), figures(changed));
    let moved: Vec<usize> = (0..own.len())
        .filter(|&index| own.get(index) != others.get(index))
        .collect();
    let values = (0..).zip(book.values.iter().zip(&changed.values));
    let values: Vec<usize> = values
        .filter(|(_, (own, other))| own != other)
        .map(|(index, _)| index)
        .collect();
    let names_moved = |uses: &Uses| {
        uses.figures.iter().any(|id| moved.contains(&id.index()))
            || uses.values.keys().any(|id| values.contains(&id.index()))
    };
    let (mut tests, mut other_tests) = (Vec::new(), Vec::new());
    for (book, tests) in [(book, &mut tests), (changed, &mut other_tests)] {
        book.conditions()
            .for_each(|condition| condition.all_tests(&mut |test| tests.push(test)));
    }
    let mut is_moved = false;
    let alike = tests.len() == other_tests.len()
        && tests.iter().zip(&other_tests).all(|(test, other)| {
            let one = closed(book, &own, test);
            match (one, closed(changed, &others, other)) {
                (Some(one), Some(other)) => {
                    is_moved |= one.is_another(&other);
                    one.answers_as(&other)
                }
                _ => {
                    let mut uses = Uses::default();
                    test.uses(&book.form, &mut uses);
                    test == other && !names_moved(&uses)
                }
            }
        });
    let open = book
        .figures
        .0
        .iter()
        .zip(&own)
        .filter(|(_, own)| own.is_none());
    let mut open = open.map(|(figure, _)| {
        let mut uses = Uses::default();
        figure.is.uses(false, &book.form, &mut uses);
        uses
    });
    let mut over_all = book.portfolio.iter().map(|rule| book.uses_of(&rule.head));
    alike
        && is_moved
        && !open.any(|uses| names_moved(&uses))
        && !over_all.any(|uses| names_moved(&uses))
}
