//! Every finding of a report with what it belongs to, and what each rule over all applications said.
//! Knows no words.

use std::borrow::Cow;

use atbilst_core::finding::{Finding, Outcome, Place};
use atbilst_core::reading::AsOf;
use atbilst_core::report::{Application, Portfolio, Report, RuleSummary};

/// A finding with what it belongs to.
#[derive(Clone, Copy)]
pub(super) struct Found<'r> {
    pub(super) finding: &'r Finding,
    /// Its application; `None` for a finding over all of a call.
    pub(super) application: Option<&'r Application>,
    /// Its rule book, as an index of [`Report::rule_books`].
    pub(super) book: Option<usize>,
    pub(super) as_of: Option<&'r AsOf>,
}

/// Every finding, in the order of every report.
pub(super) fn all(report: &Report) -> impl Iterator<Item = Found<'_>> {
    let single = report.applications.iter().flat_map(|application| {
        let findings = application.findings.iter();
        findings.map(|finding| Found {
            finding,
            application: Some(application),
            book: application.book,
            as_of: application.as_of.as_ref(),
        })
    });
    let together = report.portfolios.iter().flat_map(|portfolio| {
        let findings = portfolio.findings.iter();
        findings.map(|finding| Found {
            finding,
            application: None,
            book: Some(portfolio.book),
            as_of: Some(&portfolio.as_of),
        })
    });
    single.chain(together)
}

/// Everywhere a finding stands: in its file, or at each place that a finding over all names; nowhere where that names none.
pub(super) fn places<'a>(
    application: Option<&'a Application>,
    finding: &'a Finding,
) -> Vec<(&'a str, &'a Place)> {
    let related = finding.related.iter();
    let related = related.filter(|_| application.is_none());
    let mut places: Vec<_> = related.map(|one| (&*one.path, &one.place)).collect();
    if places.is_empty() {
        places.extend(place(application, finding));
    }
    places
}

/// Where a finding stands: that of an application in its file, that of a portfolio at the first place it names, if it names any.
pub(super) fn place<'a>(
    application: Option<&'a Application>,
    finding: &'a Finding,
) -> Option<(&'a str, &'a Place)> {
    match (application, finding.related.first()) {
        (None, Some(first)) => Some((&first.path, &first.place)),
        (Some(application), _) => Some((&application.path, &finding.place)),
        (None, None) => None,
    }
}

/// The same for a format in which everything stands somewhere: what is of no place stands at the beginning of the first input.
pub(super) fn place_in<'a>(
    report: &'a Report,
    application: Option<&'a Application>,
    finding: &'a Finding,
) -> (&'a str, &'a Place) {
    place(application, finding).unwrap_or_else(|| {
        let first = report.inputs.first();
        (first.map_or(".", String::as_str), &finding.place)
    })
}

/// A path without steps that lead back, as servers compare paths with those of a repository.
pub(super) fn plain_path(path: &str) -> Cow<'_, str> {
    if !path.contains("/..") && !path.contains("/./") {
        return path.into();
    }
    let mut plain: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." if plain
                .last()
                .is_some_and(|last| !last.is_empty() && *last != "..") =>
            {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain.join("/").into()
}

/// The code of the call whose applications were held together.
pub(super) fn call<'r>(report: &'r Report, portfolio: &Portfolio) -> &'r str {
    let book = report.rule_books.get(portfolio.book);
    book.map_or("", |book| &book.call)
}

/// What each rule over all applications of a call said.
pub(super) fn together<'r>(
    report: &'r Report,
    portfolio: &'r Portfolio,
) -> impl Iterator<Item = (&'r RuleSummary, Outcome)> {
    let book = report.rule_books.get(portfolio.book);
    let rules = book.into_iter().flat_map(|book| book.rules.iter());
    let rules = rules.filter(|rule| rule.portfolio);
    rules.zip(portfolio.outcomes.iter().copied())
}
