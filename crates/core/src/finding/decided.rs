//! What persons decided about a finding.

use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Outcome;
use crate::named::named;

/// Why a finding does not count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waived {
    /// What the rule said before the waiver: `fail` or `review`.
    pub outcome: Outcome,
    /// Why it was waived.
    pub reason: String,
    /// Who waived it.
    pub approver: String,
    /// The document that records the decision.
    pub document: String,
    /// The first day on which it counts.
    pub issued: NaiveDate,
    /// The last day on which it counts.
    pub expires: NaiveDate,
    /// The file it stands in.
    pub file: Arc<str>,
}

named! {
    /// What a person decided about a question.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
    pub enum AnswerVerdict {
        /// What was asked about complies.
        Complies = "complies",
        /// It does not.
        DoesNotComply = "does_not_comply",
    }
}

impl AnswerVerdict {
    /// The one of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|says| says.name() == name)
    }

    /// What becomes of the question.
    pub const fn outcome(self) -> Outcome {
        match self {
            Self::Complies => Outcome::Answered,
            Self::DoesNotComply => Outcome::Fail,
        }
    }
}

/// Who answered a question, and what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// What was decided.
    pub says: AnswerVerdict,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub by: String,
    /// Who looked at it a second time.
    pub second: Option<String>,
    /// When.
    pub on: NaiveDate,
    /// The document that records it.
    pub document: String,
    /// The file it stands in.
    pub file: Arc<str>,
}
