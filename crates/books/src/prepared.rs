//! The examples of a book, read once and then judged as often as the book is changed.

use chrono::NaiveDate;

use atbilst_core::evaluate::aggregate::{self, AggregateEvaluation, Aggregates, Contribution};
use atbilst_core::evaluate::evaluate_rule;
use atbilst_core::finding::Outcome;
use atbilst_core::reading::KeptReading;
use atbilst_core::rulebook::{Example, RuleBook};

/// An example of one rule.
pub(crate) struct PreparedExample<'b> {
    /// Whether the rule is one of the portfolio.
    pub(crate) portfolio: bool,
    /// The place of the rule among those of its kind.
    pub(crate) rule: usize,
    pub(crate) example: &'b Example,
    pub(crate) readings: Vec<KeptReading>,
}

/// Reads every example of a book.
pub(crate) fn prepare(book: &RuleBook) -> Vec<PreparedExample<'_>> {
    let own = book.rules.iter().map(|rule| &rule.head).enumerate();
    let over_all = book.portfolio.iter().map(|rule| &rule.head).enumerate();
    let own = own.map(|(rule, head)| (false, rule, head));
    let all = own.chain(over_all.map(|(rule, head)| (true, rule, head)));
    all.flat_map(|(portfolio, rule, head)| {
        head.examples.iter().map(move |example| PreparedExample {
            portfolio,
            rule,
            example,
            readings: example
                .documents(&book.complete)
                .into_iter()
                .map(|text| KeptReading::read(book, text, example.as_of))
                .collect(),
        })
    })
    .collect()
}

impl PreparedExample<'_> {
    /// What comes of the example under a book that has the same form.
    pub(crate) fn outcome(&self, book: &RuleBook) -> Outcome {
        if self.portfolio {
            return self
                .together(book)
                .map_or(Outcome::NotApplicable, |(outcome, _)| outcome);
        }
        let (Some(rule), Some(reading)) = (book.rules.get(self.rule), self.readings.first()) else {
            return Outcome::Open;
        };
        let mut worst = None;
        evaluate_rule(rule, &reading.under(book).context(), &mut |evaluation| {
            worst = worst.max(Some(evaluation.outcome));
        });
        worst.unwrap_or(Outcome::NotApplicable)
    }

    /// The day whose law all applications together must keep to.
    pub(crate) fn as_of(&self) -> Option<NaiveDate> {
        self.readings
            .iter()
            .map(|reading| reading.as_of().date)
            .max()
    }

    /// What a rule of the portfolio says of all applications; nothing of fewer than two.
    pub(crate) fn together(&self, book: &RuleBook) -> Option<(Outcome, Vec<AggregateEvaluation>)> {
        let rule = book.portfolio.get(self.rule)?;
        let as_of = self.as_of()?;
        let mut aggregates = Aggregates::new(book, self.readings.len());
        for reading in &self.readings {
            aggregates.add(&Contribution::of(book, &reading.under(book).context()));
        }
        (aggregates.members() > 1)
            .then(|| aggregate::evaluate(book, rule, &aggregates, true, as_of))
    }
}
