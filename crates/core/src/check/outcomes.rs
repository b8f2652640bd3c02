//! What the outcomes of one application come to.

use crate::finding::{Counts, Finding, Level, Outcome, Verdict};
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

/// The verdict over one application. What is not decided is decided by nobody, also where the finding that stands for it is waived.
pub(super) fn verdict(findings: &[Finding], outcomes: &[Outcome]) -> Verdict {
    let fails = findings
        .iter()
        .any(|finding| finding.outcome == Outcome::Fail && finding.level == Level::Error);
    let reviews = findings
        .iter()
        .any(|finding| matches!(finding.outcome, Outcome::Review | Outcome::Fail));
    match (fails, reviews || outcomes.contains(&Outcome::Open)) {
        (true, _) => Verdict::DoesNotComply,
        (false, true) => Verdict::NeedsReview,
        (false, false) => Verdict::Complies,
    }
}
