//! What an answer and a waiver change in a report: the finding stays and counts otherwise; outcomes, counts and verdict follow.

use crate::answers::AppliedAnswers;
use crate::decisions::Scope;
use crate::finding::{Counts, Finding, Outcome, Waived};
use crate::reading::AsOfSource;
use crate::report::{Application, BookSummary, Portfolio, RuleSummary};
use crate::waivers::{Applied, WaiverTerms};

/// Applies waivers to one application. Where no rule book was applied nothing can be waived: no rule was judged.
pub(super) fn application<'r>(
    application: &mut Application,
    rules: impl Iterator<Item = &'r RuleSummary> + Clone,
    applied: &mut Applied<'_>,
    answers: &mut AppliedAnswers<'_>,
) {
    if application.book.is_none() {
        return;
    }
    let counts = &mut application.counts;
    let names = match answers.is_empty() {
        true => Vec::new(),
        false => answers.names(application.id.as_deref(), &application.path),
    };
    let decided = |after| counts.change(Outcome::Review, after);
    let near = answers.nearest_to(&application.path);
    let own = application.as_of.as_ref();
    let own = own.filter(|as_of| matches!(as_of.from, AsOfSource::Field(_)));
    let day = own.map(|as_of| as_of.date);
    let findings_of = (&mut *application.findings, &*names, near.as_deref(), day);
    let answered = answers.apply(findings_of, decided);
    let mut covering = applied.of_application(application.id.as_deref(), &application.path);
    let waived = findings(
        &mut application.findings,
        &mut application.counts,
        |finding| covering.cover(finding, |rule| terms(rules.clone(), rule)),
    );
    // A finding that was not kept cannot be waived: with such findings, the worst stays as it was.
    if (waived || answered) && application.left_out() == 0 {
        let rules = rules.filter(|rule| !rule.portfolio);
        let mut waived = application.outcomes.to_vec();
        outcomes(
            &mut waived,
            rules,
            &application.findings,
            &application.counts,
        );
        application.outcomes = waived.into();
        application.verdict = super::verdict(&application.findings, &application.outcomes);
    }
}

/// Applies waivers to the findings over all applications of a call together.
pub(super) fn portfolio(
    portfolio: &mut Portfolio,
    book: &BookSummary,
    applied: &mut Applied<'_>,
    answers: &mut AppliedAnswers<'_>,
) {
    let (call, rules) = (&*book.call, &*book.rules);
    let counts = &mut portfolio.counts;
    let decided = |after| counts.change(Outcome::Review, after);
    let mut answered = false;
    if !answers.is_empty() {
        let near = answers.nearest_to_all(portfolio.members.paths());
        let name = [answers.key(&Scope::Call(call.to_owned()))];
        let findings_of = (&mut *portfolio.findings, &name[..], near.as_deref(), None);
        answered = answers.apply(findings_of, decided);
    }
    let mut covering = applied.of_call(call, portfolio.members.paths());
    let waived = findings(&mut portfolio.findings, &mut portfolio.counts, |finding| {
        covering.cover(finding, |rule| terms(rules.iter(), rule))
    });
    if waived || answered {
        let rules = rules.iter().filter(|rule| rule.portfolio);
        outcomes(
            &mut portfolio.outcomes,
            rules,
            &portfolio.findings,
            &portfolio.counts,
        );
    }
}

/// On which terms the findings of a rule may be waived.
fn terms<'r>(mut rules: impl Iterator<Item = &'r RuleSummary>, id: &str) -> WaiverTerms {
    let rule = rules.find(|rule| *rule.id == *id);
    rule.map_or_else(WaiverTerms::default, |rule| rule.waiver)
}

fn findings(
    findings: &mut [Finding],
    counts: &mut Counts,
    mut cover: impl FnMut(&Finding) -> Option<Waived>,
) -> bool {
    let mut any = false;
    for finding in findings {
        if let Some(waived) = cover(finding) {
            counts.change(finding.outcome, Outcome::Waived);
            finding.outcome = Outcome::Waived;
            finding.waived = Some(Box::new(waived));
            any = true;
        }
    }
    any
}

/// A rule with findings is as bad as its worst. Behind a failure may stand a place of the same rule at which nothing was decided: of
/// that there is no finding, and nobody answered for it. The counts tell that there is one.
fn outcomes<'r>(
    outcomes: &mut [Outcome],
    rules: impl Iterator<Item = &'r RuleSummary>,
    findings: &[Finding],
    counts: &Counts,
) {
    let told = outcomes.iter().filter(|&&one| one == Outcome::Open).count();
    let undecided = u32::try_from(told).is_ok_and(|told| counts.of(Outcome::Open) > told);
    for (outcome, rule) in outcomes.iter_mut().zip(rules) {
        let own = findings.iter().filter(|finding| finding.rule == rule.id);
        if let Some(worst) = own.map(|finding| finding.outcome).max() {
            *outcome = match worst {
                Outcome::Waived | Outcome::Answered if undecided => Outcome::Open,
                worst => worst,
            };
        }
    }
}
