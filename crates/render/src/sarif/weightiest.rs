//! Which results a run holds: code scanning takes no run of more than so many, and refuses all of them.

use atbilst_core::finding::{Finding, Level, Outcome};
use atbilst_core::report::Report;

/// No run holds more results.
pub(super) const MAX_RESULTS: usize = 25_000;

/// How much a finding weighs: what fails, what is only warned of, what a person must judge, what somebody answers for.
fn weight(finding: &Finding) -> usize {
    match (finding.outcome, finding.level) {
        (Outcome::Fail, Level::Error) => 0,
        (Outcome::Fail, Level::Warning) => 1,
        (Outcome::Waived | Outcome::Answered, _) => 3,
        _ => 2,
    }
}

/// The findings that weigh most, and of equal ones the first.
#[derive(Clone, Debug)]
pub(super) struct Weightiest {
    /// How many of each weight are still to be kept.
    room: [usize; 4],
    /// How many there are no room for.
    pub(super) left_out: usize,
}

impl Weightiest {
    pub(super) fn of(report: &Report) -> Self {
        let mut counts = [0_usize; 4];
        for (_, finding) in report.findings() {
            if let Some(count) = counts.get_mut(weight(finding)) {
                *count = count.saturating_add(1);
            }
        }
        let mut left = MAX_RESULTS;
        let room = counts.map(|count| {
            let kept = count.min(left);
            left = left.saturating_sub(kept);
            kept
        });
        let all: usize = counts.iter().sum();
        Self {
            room,
            left_out: all.saturating_sub(room.iter().sum()),
        }
    }

    /// Whether there is room for the next finding.
    pub(super) fn keeps(&mut self, finding: &Finding) -> bool {
        let room = self.room.get_mut(weight(finding));
        room.is_some_and(|room| {
            let keeps = *room > 0;
            *room = room.saturating_sub(1);
            keeps
        })
    }
}
