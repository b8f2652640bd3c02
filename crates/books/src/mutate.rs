//! Are the examples enough? A book is changed in one place at a time; a change that no example notices shows an example that is missing.

mod closed;
mod figures;
mod head;
mod law;
mod portfolio;
mod rule;

use crate::examples::{PreparedExample, RuleIndex, prepare};
use crate::outcomes::nearest;
use atbilst_core::context::{Around, Change};
use atbilst_core::rulebook::{Mistake, RuleBook};
use atbilst_yaml::source::Span;

/// What came of changing a book.
#[derive(Clone, Debug, Default)]
pub struct Mutation {
    /// How many changes were tried.
    pub tried: usize,
    /// Those that no example noticed.
    pub survivors: Vec<Mistake>,
}

/// One change of a book.
struct Mutant<'b> {
    span: Span,
    change: Change,
    /// The rule whose examples must notice it; without one, those of any.
    rule: Option<RuleIndex>,
    apply: Box<dyn Fn(&mut RuleBook) + 'b>,
}

/// Tries every change of a book whose examples all come out as they say.
pub fn mutate(book: &RuleBook) -> Mutation {
    let examples = prepare(book);
    let nearest = nearest(book);
    let around = Around {
        nearest: Some(&nearest),
        ..book.around()
    };
    let mut mutants = Vec::new();
    for (index, rule) in book.rules.iter().enumerate() {
        rule::of_rule(&around, index, rule, &mut mutants);
    }
    figures::of_figures(book, &around, &mut mutants);
    for (index, rule) in book.portfolio.iter().enumerate() {
        portfolio::of_portfolio(book, &around, (index, rule), &mut mutants);
    }
    let uses = book.uses();
    law::of_values(book, &uses, &mut mutants);
    law::of_bands(book, &uses, &mut mutants);
    law::of_codes(book, &uses, &mut mutants);
    let mut survivors: Vec<Mistake> = mutants
        .iter()
        .filter(|mutant| !mutant.is_noticed(book, &examples))
        .map(|mutant| mistake(mutant.span, &mutant.change))
        .collect();
    survivors.sort_by_key(|mistake| mistake.span);
    Mutation {
        tried: mutants.len(),
        survivors,
    }
}

impl<'b> Mutant<'b> {
    fn new(
        span: Span,
        change: Change,
        rule: Option<RuleIndex>,
        apply: impl Fn(&mut RuleBook) + 'b,
    ) -> Self {
        Self {
            span,
            change,
            rule,
            apply: Box::new(apply),
        }
    }

    fn is_noticed(&self, book: &RuleBook, examples: &[PreparedExample<'_>]) -> bool {
        let mut changed = book.clone();
        (self.apply)(&mut changed);
        let mut asked = examples
            .iter()
            .filter(|prepared| self.rule.is_none_or(|rule| prepared.rule == rule));
        asked.any(|prepared| prepared.outcome(&changed) != prepared.example.expect)
            || closed::tells_nothing(book, &changed)
    }
}

fn mistake(span: Span, change: &Change) -> Mistake {
    match change {
        Change::Becomes(from, to) => {
            Mistake::new("rules.survivor", span, &[("found", from), ("to", to)])
        }
        Change::Dropped(what) => Mistake::new("rules.survivor_dropped", span, &[("found", what)]),
        Change::Opposite(what) => Mistake::new("rules.survivor_opposite", span, &[("found", what)]),
    }
}
