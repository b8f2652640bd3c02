//! The totals of a report that was written before, as it states them.

use serde::Deserialize;

use crate::finding::{Outcome, Verdict};

/// How many applications and findings a report says that there are; a line of JSON Lines may say nothing.
#[derive(Debug, Default, Deserialize)]
pub struct StoredSummary {
    /// Applications.
    pub applications: Option<usize>,
    /// Files that were taken for no applications.
    pub passed_over: Option<usize>,
    /// Files and folders that were not looked into.
    pub left_out: Option<usize>,
    complies: Option<usize>,
    does_not_comply: Option<usize>,
    needs_review: Option<usize>,
    unreadable: Option<usize>,
    fail: Option<usize>,
    review: Option<usize>,
    waived: Option<usize>,
    answered: Option<usize>,
    pub(super) money: Option<StoredMoney>,
}

/// The known money of applications by their verdicts, as it is written.
#[derive(Debug, Deserialize)]
pub(super) struct StoredMoney {
    pub(super) complies: String,
    pub(super) needs_review: String,
    pub(super) does_not_comply: String,
    pub(super) all: String,
    pub(super) unknown: usize,
}

impl StoredSummary {
    /// How many applications it says that have a verdict.
    pub(super) fn with(&self, verdict: Verdict) -> Option<usize> {
        match verdict {
            Verdict::Complies => self.complies,
            Verdict::DoesNotComply => self.does_not_comply,
            Verdict::NeedsReview => self.needs_review,
            Verdict::Unreadable => self.unreadable,
        }
    }

    /// How many findings it says that have an outcome; of what is no finding it says nothing here.
    pub(super) fn said(&self, outcome: Outcome) -> Option<usize> {
        match outcome {
            Outcome::Fail => self.fail,
            Outcome::Review => self.review,
            Outcome::Waived => self.waived,
            Outcome::Answered => self.answered,
            _ => None,
        }
    }
}
