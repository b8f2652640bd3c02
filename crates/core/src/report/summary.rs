//! The totals of a report, counted once.

use super::{Application, Portfolio};
use crate::finding::{Counts, Finding, Level, Outcome, Verdict, Weight};
use crate::own_rules::{INTERNAL_ERROR, UNREADABLE_FILE};

/// The totals of a report; each adds up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files checked; the verdicts add up to it.
    pub applications: usize,
    /// Files that are no applications.
    pub passed_over: usize,
    /// Files and folders that may hold applications and were not looked into: hidden, misnamed, links, excluded, not fetched.
    pub left_out: usize,
    verdicts: [usize; Verdict::ALL.len()],
    /// How many of those that comply do so only by a waiver.
    pub by_waivers: usize,
    /// How many of those that comply are concerned by a finding over all applications.
    pub with_together: usize,
    /// How many of those that comply do so with answers of persons.
    pub by_answers: usize,
    /// How many of those that a person must see are told in the finding of another rule.
    pub(crate) with_others: u32,
    /// Outcomes, of applications and portfolios together.
    pub outcomes: Counts,
    /// Failures that weigh as errors.
    pub errors: usize,
    /// Failures of less weight, and questions to a person.
    pub reviews: usize,
    /// Files that could not be read, or at which the tool itself failed.
    pub not_checked: usize,
}

impl Summary {
    /// Counts one application.
    pub fn add(&mut self, application: &Application) {
        self.applications = self.applications.saturating_add(1);
        if let Some(count) = self.verdicts.get_mut(application.verdict as usize) {
            *count = count.saturating_add(1);
        }
        add(&mut self.by_waivers, application.complies_by_waivers());
        add(&mut self.by_answers, application.complies_by_answers());
        self.outcomes.merge(&application.counts);
        let findings = application.findings.iter();
        let with_others: usize = findings.map(|finding| finding.also.len()).sum();
        let with_others = u32::try_from(with_others).unwrap_or(u32::MAX);
        self.with_others = self.with_others.saturating_add(with_others);
        self.weigh(application.findings.iter());
        // The verdict stands for what was counted and not kept, or is not decided.
        if application.left_out() > 0 || application.is_undecided() {
            add(
                &mut self.errors,
                application.verdict == Verdict::DoesNotComply,
            );
            add(
                &mut self.reviews,
                application.verdict == Verdict::NeedsReview,
            );
        }
    }

    fn weigh<'f>(&mut self, findings: impl Iterator<Item = &'f Finding>) {
        for finding in findings {
            let weight = finding.weight();
            add(&mut self.errors, weight == Weight::Error);
            add(
                &mut self.reviews,
                matches!(weight, Weight::Warning | Weight::Review),
            );
            let failed = [UNREADABLE_FILE, INTERNAL_ERROR].contains(&&*finding.rule);
            add(&mut self.not_checked, failed);
        }
    }

    /// Counts one portfolio.
    pub fn add_portfolio(&mut self, portfolio: &Portfolio) {
        self.outcomes.merge(&portfolio.counts);
        // A question that only warns informs: only time, or who applies later, can answer it.
        let informs = |finding: &&Finding| {
            finding.outcome == Outcome::Review && finding.level == Level::Warning
        };
        self.weigh(
            portfolio
                .findings
                .iter()
                .filter(|finding| !informs(finding)),
        );
        // What keeps it open is a finding of some application, unless that is waived; then a person must judge.
        let open = portfolio.outcomes.contains(&Outcome::Open);
        let counted = self.errors > 0 || self.reviews > 0;
        add(&mut self.reviews, open && !counted);
    }

    /// How many applications got a verdict.
    pub fn of(&self, verdict: Verdict) -> usize {
        self.verdicts.get(verdict as usize).copied().unwrap_or(0)
    }

    /// How many findings: every outcome that a person must see, what several rules ask for once.
    pub fn findings(&self) -> u32 {
        self.outcomes.findings().saturating_sub(self.with_others)
    }
}

/// Counts one more where something is so.
fn add(count: &mut usize, so: bool) {
    *count = count.saturating_add(usize::from(so));
}
