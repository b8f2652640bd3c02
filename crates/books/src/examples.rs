//! The examples of a rule book, run: each must come out as it says, and nothing may be found in the complete application.

use std::sync::Arc;

use atbilst_core::check::{Checked, Checker, Scratch, Settings};
use atbilst_core::finding::Outcome;
use atbilst_core::language::{Catalogue, Language};
use atbilst_core::own_rules::OWN;
use atbilst_core::rulebook::{Example, Mistake, RuleBook};
use atbilst_yaml::source::Span;

/// An example and what came of it.
#[derive(Clone, Debug)]
pub struct ExampleResult<'b> {
    /// Id of the rule.
    pub rule: &'b str,
    /// The example.
    pub example: &'b Example,
    /// The outcome that the rule had.
    pub outcome: Outcome,
}

impl ExampleResult<'_> {
    /// Whether it came out as it says.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.outcome == self.example.expect
    }
}

/// Runs every example of a book.
#[must_use]
pub fn examples(book: &RuleBook) -> Vec<ExampleResult<'_>> {
    let books = std::slice::from_ref(book);
    let catalogue = Catalogue::load(Language::default());
    let mut scratch = Scratch::default();
    let mut results = Vec::new();
    for (index, rule) in book.rules.iter().enumerate() {
        for example in &rule.head.examples {
            let checked = check(books, &catalogue, &mut scratch, example);
            let outcome = checked.first().and_then(|one| {
                one.application
                    .outcomes
                    .get(OWN.len().saturating_add(index))
                    .copied()
            });
            results.push(ExampleResult {
                rule: &rule.head.id,
                example,
                outcome: outcome.unwrap_or(Outcome::Open),
            });
        }
    }
    for (index, rule) in book.portfolio.iter().enumerate() {
        for example in &rule.head.examples {
            let checked = check(books, &catalogue, &mut scratch, example);
            let report = checker(books, &catalogue, example).report(checked, &|_| None);
            let outcome = report
                .portfolios
                .first()
                .and_then(|portfolio| portfolio.outcomes.get(index).copied());
            results.push(ExampleResult {
                rule: &rule.head.id,
                example,
                outcome: outcome.unwrap_or(Outcome::NotApplicable),
            });
        }
    }
    results
}

/// What is wrong with the examples of a book, as mistakes in it.
#[must_use]
pub fn mistakes(book: &RuleBook) -> Vec<Mistake> {
    let mut mistakes = complete(book);
    // Every example differs from the complete application, so with that one wrong they would be wrong too.
    if !mistakes.is_empty() {
        return mistakes;
    }
    let wrong = examples(book)
        .into_iter()
        .filter(|results| !results.holds());
    mistakes.extend(wrong.map(|results| {
        let about = [
            ("rule", results.rule),
            ("expected", results.example.expect.name()),
            ("found", results.outcome.name()),
        ];
        Mistake::new("book.example_wrong", results.example.span, &about)
    }));
    mistakes
}

/// The complete application is what every example differs from, so it must be without findings.
fn complete(book: &RuleBook) -> Vec<Mistake> {
    let catalogue = Catalogue::load(Language::default());
    let example = Example {
        expect: Outcome::Pass,
        as_of: None,
        applications: vec![Vec::new()],
        span: Span::default(),
    };
    let checked = check(
        std::slice::from_ref(book),
        &catalogue,
        &mut Scratch::default(),
        &example,
    );
    let findings = checked.iter().flat_map(|one| &one.application.findings);
    let mistake = |finding: &atbilst_core::finding::Finding| {
        let span = book.complete_span(&finding.place.pointer);
        let about = [
            ("rule", &*finding.rule),
            ("pointer", &finding.place.pointer),
            ("message", &finding.message),
        ];
        Mistake::new("book.complete_finding", span, &about)
    };
    findings.map(mistake).collect()
}

fn checker<'a>(books: &'a [RuleBook], catalogue: &'a Catalogue, example: &Example) -> Checker<'a> {
    let today = books
        .first()
        .map_or_else(Default::default, |book| book.verified_on);
    Checker::new(
        books,
        catalogue,
        Settings {
            as_of: example.as_of,
            ..Settings::on(today)
        },
    )
}

fn check(
    books: &[RuleBook],
    catalogue: &Catalogue,
    scratch: &mut Scratch,
    example: &Example,
) -> Vec<Checked> {
    let Some(book) = books.first() else {
        return Vec::new();
    };
    let checker = checker(books, catalogue, example);
    let documents = example.documents(&book.complete).into_iter().enumerate();
    documents
        .map(|(place, text)| checker.check(scratch, &Arc::from(place.to_string()), text.as_bytes()))
        .collect()
}
