//! What a new version of a rule book changes: in the book, in words, and in the verdicts over applications.

mod book;

use std::sync::Arc;

use atbilst_core::answers::Answers;
use atbilst_core::check::{Checker, Scratch, Settings};
use atbilst_core::finding::{Outcome, Verdict};
use atbilst_core::language::Catalogue;
use atbilst_core::report::{Report, RuleSummary};
use atbilst_core::rulebook::RuleBook;

pub use book::books;

/// An application, or all of a call together (without a path), over which the two books differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Its path; `None` for all applications together.
    pub path: Option<Arc<str>>,
    /// What the old and the new book say of it; `None` for all applications together.
    pub verdicts: Option<(Verdict, Verdict)>,
    /// The rules whose outcome differs, with both; `None` where a book has no such rule.
    pub rules: Vec<(Arc<str>, Option<Outcome>, Option<Outcome>)>,
}

/// What the change does to applications, with what the office states of them and what was answered: those over which the books differ,
/// and the notes of the check by the new one.
pub fn applications(
    old: &RuleBook,
    new: &RuleBook,
    catalogue: &Catalogue,
    settings: Settings,
    answers: &Answers,
    files: &[(Arc<str>, Vec<u8>)],
) -> (Vec<Changed>, Vec<String>) {
    let report = |book: &RuleBook| {
        let checker = Checker::new(std::slice::from_ref(book), catalogue, settings);
        let checker = checker.with_answers(answers.clone());
        let mut scratch = Scratch::default();
        let check = |(path, bytes): &(Arc<str>, Vec<u8>)| checker.check(&mut scratch, path, bytes);
        let checked = files.iter().map(check).collect();
        checker.report(checked, &|path: &str| {
            let found = files.iter().find(|(known, _)| **known == *path);
            found.map(|(_, bytes)| bytes.clone())
        })
    };
    let (before, after) = (report(old), report(new));
    let mut all = Vec::new();
    for (was, is) in before.applications.iter().zip(&after.applications) {
        let rules = changed(
            &named(before.rules_of(Some(0)), &was.outcomes),
            &named(after.rules_of(Some(0)), &is.outcomes),
        );
        if !rules.is_empty() || was.verdict != is.verdict {
            all.push(Changed {
                path: Some(Arc::clone(&is.path)),
                verdicts: Some((was.verdict, is.verdict)),
                rules,
            });
        }
    }
    let rules = changed(&together(&before), &together(&after));
    if !rules.is_empty() {
        all.push(Changed {
            path: None,
            verdicts: None,
            rules,
        });
    }
    (all, after.notes)
}

/// The outcomes of all applications together.
fn together(report: &Report) -> Vec<(&Arc<str>, Outcome)> {
    let rules = report.rule_books.iter().flat_map(|book| book.rules.iter());
    let outcomes = report.portfolios.first().map(|one| &*one.outcomes);
    named(
        rules.filter(|rule| rule.portfolio),
        outcomes.unwrap_or_default(),
    )
}

/// Outcomes by the ids of their rules, which stand in the same order.
fn named<'r>(
    rules: impl Iterator<Item = &'r RuleSummary>,
    outcomes: &[Outcome],
) -> Vec<(&'r Arc<str>, Outcome)> {
    let ids = rules.map(|rule| &rule.id);
    ids.zip(outcomes.iter().copied()).collect()
}

/// The rules whose outcomes differ, in the order of the new book, then those that it does not have.
fn changed(
    old: &[(&Arc<str>, Outcome)],
    new: &[(&Arc<str>, Outcome)],
) -> Vec<(Arc<str>, Option<Outcome>, Option<Outcome>)> {
    let find = |all: &[(&Arc<str>, Outcome)], id: &str| {
        let found = all.iter().find(|(rule, _)| ***rule == *id);
        found.map(|(_, outcome)| *outcome)
    };
    let gone = old.iter().filter(|(id, _)| find(new, id).is_none());
    let ids = new.iter().chain(gone).map(|(id, _)| *id);
    let all = ids.map(|id| (Arc::clone(id), find(old, id), find(new, id)));
    all.filter(|(_, before, after)| before != after).collect()
}
