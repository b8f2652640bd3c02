//! What is left out is told once, however many rules ask for it: outcomes and counts stay those of each rule.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Finding, Fingerprint, Law, Outcome};

/// Another rule that asks for what a finding says is left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlsoAsks {
    /// Its id.
    pub rule: Arc<str>,
    /// `Fail` or `Review`.
    pub outcome: Outcome,
    /// The field that it asks for, as a JSON Pointer.
    pub pointer: String,
    /// The identity of its finding.
    pub fingerprint: Fingerprint,
    /// What that rests on.
    pub basis: Option<Fingerprint>,
}

impl Finding {
    /// Every rule that it tells of: its own first.
    pub fn rules(&self) -> impl Iterator<Item = &Arc<str>> + Clone {
        std::iter::once(&self.rule).chain(self.also.iter().map(|also| &also.rule))
    }

    /// The outcome of each of them.
    pub fn outcomes(&self) -> impl Iterator<Item = (&Arc<str>, Outcome)> {
        let also = self.also.iter().map(|also| (&also.rule, also.outcome));
        std::iter::once((&self.rule, self.outcome)).chain(also)
    }

    /// The identity of what each of them asks.
    pub fn asks(&self) -> impl Iterator<Item = (&Arc<str>, Fingerprint)> {
        let also = self.also.iter().map(|also| (&also.rule, also.fingerprint));
        std::iter::once((&self.rule, self.fingerprint)).chain(also)
    }

    /// The names of its rules in one text.
    pub fn rules_named(&self) -> String {
        let rules: Vec<&str> = self.rules().map(|rule| &**rule).collect();
        rules.join(", ")
    }
}

/// Puts the findings of what is left out together: the first of the worst stays, with the law of all and the names of the others.
/// What somebody answers for stays by itself.
pub(crate) fn told_once(findings: &mut Vec<Finding>) {
    let absent = findings.iter().filter(|one| one.absent.is_some());
    if absent.count() < 2 {
        return;
    }
    let counts = |one: &Finding| {
        matches!(one.outcome, Outcome::Fail | Outcome::Review) && one.answered.is_none()
    };
    let mut kept: Vec<Finding> = Vec::with_capacity(findings.len());
    for mut finding in findings.drain(..) {
        let same = |one: &&mut Finding| {
            one.absent == finding.absent && counts(one) && one.awaits == finding.awaits
        };
        let told = finding.absent.is_some() && counts(&finding);
        let Some(first) = kept.iter_mut().filter(|_| told).find(same) else {
            kept.push(finding);
            continue;
        };
        if finding.outcome > first.outcome {
            std::mem::swap(first, &mut finding);
            first.also = std::mem::take(&mut finding.also);
        }
        // What one of them alone wants is not what all of them ask for.
        if (&first.expected, &first.asked) != (&finding.expected, &finding.asked) {
            (first.expected, first.asked) = (None, None);
        }
        first.level = first.level.max(finding.level);
        first.law = quoted_once(&first.law, &finding.law);
        first.also.push(AlsoAsks {
            rule: finding.rule,
            outcome: finding.outcome,
            pointer: finding.place.pointer,
            fingerprint: finding.fingerprint,
            basis: finding.basis,
        });
    }
    *findings = kept;
}

/// The law of both, each sentence once: with the day since which it holds, where one of them knows it.
fn quoted_once(one: &[Law], other: &[Law]) -> Arc<[Law]> {
    let mut all = one.to_vec();
    for law in other {
        let words = |law: &Law| (law.id.clone(), law.point.clone(), law.quote.clone());
        match all.iter_mut().find(|known| words(known) == words(law)) {
            Some(known) => known.since = known.since.max(law.since),
            None => all.push(law.clone()),
        }
    }
    all.into()
}
