//! Whether a report says the same as its own totals: whoever takes a line out of one or changes an amount in it leaves them behind.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::{StoredFinding, StoredReport};
use crate::finding::{Outcome, Verdict};
use crate::scalar;

/// What does not add up in a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Contradiction {
    /// An application stands in it twice.
    Twice(String),
    /// The totals say another number of applications than it holds; with a verdict, of those that have it.
    Applications(Option<Verdict>, [usize; 2]),
    /// The totals say another amount than its applications come to; with a verdict, those that have it.
    Money(Option<Verdict>, [Decimal; 2]),
    /// The totals say another number of applications without known money.
    WithoutMoney([usize; 2]),
    /// The totals say another number of findings of an outcome than it holds.
    Findings(Outcome, [usize; 2]),
    /// A finding stands in this application twice; another may be missing for it, so that the numbers agree.
    FindingTwice(String),
    /// An application has a verdict that a finding of it does not allow.
    Verdict(String),
}

/// The outcomes that are findings.
const FOUND: [Outcome; 4] = [
    Outcome::Fail,
    Outcome::Review,
    Outcome::Waived,
    Outcome::Answered,
];

impl StoredReport {
    /// Whether all applications were judged together as well: not without being asked, nor those of a part. A report of version 1 does not
    /// say it.
    pub fn judges_together(&self) -> bool {
        self.settings.portfolio != Some(false) && self.settings.files.shard.is_none()
    }

    /// The first thing that does not add up. Reports of version 1 knew neither money nor how many findings are kept.
    pub fn contradiction(&self) -> Option<Contradiction> {
        let counts = self.twice().or_else(|| self.applications_differ());
        match self.settings.limits.is_some() {
            true => counts
                .or_else(|| self.money_differs())
                .or_else(|| self.findings_differ())
                .or_else(|| self.finding_twice())
                .or_else(|| self.verdict_differs()),
            false => counts,
        }
    }

    /// How many findings it counted and does not hold.
    pub fn left_out(&self) -> usize {
        let held = FOUND.map(|outcome| self.held(outcome));
        let counted = FOUND.map(|outcome| self.counted(outcome));
        let counted: usize = counted.iter().sum();
        counted.saturating_sub(held.iter().sum())
    }

    /// How many findings of an outcome it counted, whether it holds them or not.
    pub fn counted(&self, outcome: Outcome) -> usize {
        self.summary.said(outcome).unwrap_or(0)
    }

    /// Whether there may have been more of these findings of one application, or of all together, than it holds. What is kept of a file
    /// is shared between its text and its rules, so that the half of it may be all.
    pub(crate) fn may_lack(&self, findings: &[StoredFinding]) -> bool {
        let limits = self.settings.limits.as_ref();
        let limit = limits.and_then(|limits| limits.findings);
        limit.is_some_and(|limit| findings.len() >= limit.div_ceil(2))
    }

    fn twice(&self) -> Option<Contradiction> {
        let mut seen = BTreeSet::new();
        let mut all = self.applications.iter();
        let again = all.find(|one| !seen.insert(&*one.path))?;
        Some(Contradiction::Twice(again.path.clone()))
    }

    fn applications_differ(&self) -> Option<Contradiction> {
        let all = (None, self.summary.applications, self.applications.len());
        let verdicts = Verdict::ALL.map(|verdict| {
            let own = self.applications.iter();
            let own = own.filter(|one| one.verdict == verdict.name());
            (Some(verdict), self.summary.with(verdict), own.count())
        });
        let mut all = std::iter::once(all).chain(verdicts);
        all.find_map(|(verdict, said, held)| {
            let said = said.filter(|&said| said != held)?;
            Some(Contradiction::Applications(verdict, [said, held]))
        })
    }

    fn money_differs(&self) -> Option<Contradiction> {
        let money = self.summary.money.as_ref()?;
        let sum = |verdict: Option<Verdict>| {
            let has = |name: &str| verdict.is_none_or(|verdict| verdict.name() == name);
            let own = self.applications.iter().filter(|one| has(&one.verdict));
            let mut amounts = own.filter_map(|one| one.money());
            amounts.try_fold(Decimal::ZERO, Decimal::checked_add)
        };
        let sums = [
            (Some(Verdict::Complies), &money.complies),
            (Some(Verdict::NeedsReview), &money.needs_review),
            (Some(Verdict::DoesNotComply), &money.does_not_comply),
            (None, &money.all),
        ];
        let differs = |(verdict, said): (Option<Verdict>, &String)| {
            let held = sum(verdict)?;
            let said = scalar::money(said).filter(|said| *said != held)?;
            Some(Contradiction::Money(verdict, [said, held]))
        };
        let unknown = self.applications.iter();
        let unknown = unknown.filter(|one| one.money().is_none()).count();
        let without = (money.unknown != unknown)
            .then_some(Contradiction::WithoutMoney([money.unknown, unknown]));
        sums.into_iter().find_map(differs).or(without)
    }

    fn findings_differ(&self) -> Option<Contradiction> {
        let lists = self.applications.iter().map(|one| &one.findings);
        let mut lists = lists.chain(self.portfolio.iter().map(|one| &one.findings));
        let may_lack = lists.any(|findings| self.may_lack(findings));
        FOUND.into_iter().find_map(|outcome| {
            let said = self.summary.said(outcome)?;
            let held = self.held(outcome);
            let fits = said == held || (may_lack && said > held);
            (!fits).then_some(Contradiction::Findings(outcome, [said, held]))
        })
    }

    /// Equal findings of one application have fingerprints of their own.
    fn finding_twice(&self) -> Option<Contradiction> {
        let mut all = self.applications.iter();
        let twice = all.find(|one| {
            let mut seen = BTreeSet::new();
            let mut findings = one.findings.iter();
            findings.any(|finding| !seen.insert(&*finding.fingerprint))
        })?;
        Some(Contradiction::FindingTwice(twice.path.clone()))
    }

    fn verdict_differs(&self) -> Option<Contradiction> {
        let stops = [Verdict::DoesNotComply.name(), Verdict::Unreadable.name()];
        let mut all = self.applications.iter();
        let wrong = all.find(|one| {
            !stops.contains(&&*one.verdict) && one.findings.iter().any(StoredFinding::is_error)
        })?;
        Some(Contradiction::Verdict(wrong.path.clone()))
    }

    /// How many findings of an outcome it holds.
    fn held(&self, outcome: Outcome) -> usize {
        let of_one = self.applications.iter().flat_map(|one| &one.findings);
        let of_all = self.portfolio.iter().flat_map(|one| &one.findings);
        let all = of_one.chain(of_all);
        all.filter(|one| one.kind == outcome.name()).count()
    }
}
