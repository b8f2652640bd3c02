//! The numbers over all applications that a rule compares with a limit, and what each application adds to them.
//! Knows nothing of how they are drawn.

use std::sync::Arc;

use crate::condition::{Relation, Truth};
use crate::finding::Law;
use crate::scalar::Quantity;

/// A sum or a number over all applications of a call.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Id of the rule.
    pub rule: Arc<str>,
    /// What is added up or counted.
    pub title: String,
    /// Which of them, where not all are.
    pub detail: Option<String>,
    /// The sum or the number of what could be read.
    pub quantity: Quantity,
    /// Whether everything could be read.
    pub whole: bool,
    /// How it must compare with the limit.
    pub relation: Relation,
    /// What it is compared with; `None` where that is not known on the as-of date.
    pub limit: Option<Quantity>,
    /// What the limit is called, where it has a name.
    pub limit_title: Option<String>,
    /// Whether it compares so.
    pub answer: Truth,
    /// By which law the limit is what it is.
    pub law: Arc<[Law]>,
    /// Places in [`super::Report::applications`] and what each adds; those that add nothing are left out.
    pub parts: Vec<(usize, Quantity)>,
}
