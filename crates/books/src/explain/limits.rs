//! The limits that a rule states itself, in no value of the book, and how the figures are made that it names.

use crate::examples::RuleIndex;
use atbilst_core::condition::Condition;
use atbilst_core::condition::operators::Test;
use atbilst_core::condition::quantity::Comparison;
use atbilst_core::context::Uses;
use atbilst_core::language::Catalogue;
use atbilst_core::message::figure;
use atbilst_core::message::wording::Wording;
use atbilst_core::rulebook::{Head, PortfolioRule, RuleBook};

/// What is compared with constants, and how, in words.
pub(super) fn own(book: &RuleBook, head: &Head, catalogue: &Catalogue) -> Vec<(String, String)> {
    let mut limits = Limits {
        wording: wording(book, catalogue),
        all: Vec::new(),
    };
    match RuleIndex::of(book, head) {
        Some(RuleIndex::Single(index)) => {
            let rule = book.rules.get(index).into_iter();
            for case in rule.flat_map(|rule| &rule.cases) {
                let both = case.when.iter().chain(&case.require);
                both.for_each(|condition| limits.condition(condition, Asked::default()));
            }
        }
        Some(RuleIndex::Portfolio(index)) => {
            let rule = book.portfolio.get(index).into_iter();
            for requirement in rule.flat_map(PortfolioRule::requirements) {
                let title = figure::title(&limits.wording, requirement);
                if let (Some((_, compares, _)), Some(title)) = (requirement.compared(), title) {
                    limits.add(title, compares, Asked::default());
                }
            }
        }
        None => {}
    }
    limits.all
}

/// The figures that a rule names, each with how it is made: in words, else as the book writes it.
pub(super) fn figures(
    book: &RuleBook,
    uses: &Uses,
    catalogue: &Catalogue,
) -> Vec<(String, String)> {
    let wording = wording(book, catalogue);
    let figures = uses.figures.iter();
    let figures = figures.filter_map(|id| book.figures.0.get(id.index()));
    let made = figures.map(|figure| {
        // Words do not say what is chosen by a condition.
        let mut chooses = false;
        figure.is.all_conditions(&mut |_| chooses = true);
        let made = wording.made_of(&figure.is).filter(|_| !chooses);
        let made = made.map(|made| made.write(catalogue.language()).into_owned());
        let words = figure.written.split_whitespace();
        let written = || words.collect::<Vec<_>>().join(" ");
        let title = figure.title.get(catalogue.language()).clone();
        (title, made.unwrap_or_else(written))
    });
    made.collect()
}

fn wording<'a>(book: &'a RuleBook, catalogue: &'a Catalogue) -> Wording<'a> {
    Wording {
        book,
        catalogue,
        as_of: book.verified_on,
    }
}

/// Whether something must hold, or must not, or is one of several of which one is enough.
#[derive(Clone, Copy, Default)]
struct Asked {
    one_of_several: bool,
    negated: bool,
}

struct Limits<'a> {
    wording: Wording<'a>,
    all: Vec<(String, String)>,
}

impl Limits<'_> {
    fn condition(&mut self, condition: &Condition, asked: Asked) {
        match condition {
            Condition::All(inner) => inner.iter().for_each(|one| self.condition(one, asked)),
            Condition::Any(inner) => {
                let one_of_several = asked.one_of_several || inner.len() > 1;
                let asked = Asked {
                    one_of_several,
                    ..asked
                };
                inner.iter().for_each(|one| self.condition(one, asked));
            }
            Condition::Not(inner) => {
                let negated = !asked.negated;
                self.condition(inner, Asked { negated, ..asked });
            }
            Condition::Items { is, .. } => self.condition(is, asked),
            Condition::Test(test) => self.test(test, asked),
        }
    }

    fn test(&mut self, test: &Test, asked: Asked) {
        if let Some(compares) = test.operator.comparison() {
            self.add(self.wording.subject(test), compares, asked);
        }
        // What chooses among items and cases.
        for operand in test.operands() {
            operand.all_conditions(&mut |inner| self.condition(inner, Asked::default()));
        }
    }

    fn add(&mut self, title: String, compares: &Comparison, asked: Asked) {
        let made = self.wording.made_of(&compares.to);
        let Some(made) = made.filter(|_| states_a_number(self.wording.book, compares)) else {
            return;
        };
        let catalogue = self.wording.catalogue;
        let mut said = catalogue.say(compares.word.asks, &[("wanted", made)]);
        if asked.negated {
            said = catalogue.say("trace.negated", &[("asked", said.into())]);
        }
        if asked.one_of_several {
            said = catalogue.say("explain.one_of_several", &[("asked", said.into())]);
        }
        let limit = (title, said);
        if !self.all.contains(&limit) {
            self.all.push(limit);
        }
    }
}

/// Whether a limit is a number that the rule writes, or is made of one.
fn states_a_number(book: &RuleBook, compares: &Comparison) -> bool {
    let mut uses = Uses::default();
    compares.uses(&book.form, &mut uses);
    !uses.constants.is_empty()
}
