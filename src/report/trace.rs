//! Why a rule came out as it did: the values it looked at, the comparisons it made, the law it applied.
//! Knows nothing of how it was found out or how it is shown.

use std::sync::Arc;

use crate::condition::Truth;
use crate::finding::Law;
use crate::finding::Outcome;

/// What one rule did with one application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// Id of the rule.
    pub rule: Arc<str>,
    /// One for each place it judged.
    pub judgements: Vec<Judgement>,
}

/// One rule at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// JSON Pointer to the item it judged; empty for the application.
    pub pointer: String,
    /// What came of it.
    pub outcome: Outcome,
    /// Why, in a sentence.
    pub reason: String,
    /// The tests it made, in the order of the rule.
    pub steps: Vec<Step>,
}

/// One comparison of one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What its answer decides.
    pub role: Role,
    /// What the field is called.
    pub field: Arc<str>,
    /// JSON Pointer to the value, or to where it would stand.
    pub pointer: String,
    /// The line of the value; `None` where it is not stated.
    pub line: Option<u32>,
    /// The value as it was written, shortened.
    pub found: Option<String>,
    /// What was asked of it, with the value it was compared with.
    pub asked: String,
    /// The answer.
    pub answer: Truth,
    /// The law of the value it was compared with, with the day since which it is in force.
    pub law: Arc<[Law]>,
}

/// What the answer to a test decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Role {
    /// Whether the rule applies at all; otherwise, whether it holds.
    pub applies: bool,
    /// Whether the test must not hold.
    pub negated: bool,
    /// Whether one of several such tests is enough.
    pub alternative: bool,
}
