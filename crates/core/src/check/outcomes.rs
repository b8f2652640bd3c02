//! What the outcomes of one application come to.

use crate::finding::{Counts, Finding, Outcome, Verdict};
use crate::own_rules::OWN;

/// The first outcomes are those of the tool's own rules; only those up to `last` were asked of the whole file.
pub(super) fn own_outcomes(
    failed: &[&str],
    last: &str,
    outcomes: &mut Vec<Outcome>,
    counts: &mut Counts,
) {
    let mut asked = true;
    for rule in &OWN {
        let failed = failed.iter().filter(|other| *other == rule).count();
        let outcome = match failed {
            0 if asked => Outcome::Pass,
            0 => Outcome::Open,
            _ => Outcome::Fail,
        };
        outcomes.push(outcome);
        asked &= *rule != last;
        for _ in 0..failed.max(1) {
            counts.add(outcome);
        }
    }
}

/// The verdict over one application.
pub(super) fn verdict(findings: &[Finding], outcomes: &[Outcome]) -> Verdict {
    let found = findings.iter();
    let found = found.map(|finding| (finding.outcome, finding.level));
    Verdict::over(found, outcomes.contains(&Outcome::Open))
}
