//! One application that was checked by itself, until it is put together with the others.

use serde::{Deserialize, Serialize};

use super::asides::Asides;
use crate::answers::PlacedEntry;
use crate::evaluate::aggregate::Contribution;
use crate::finding::told_once;
use crate::message::aggregate::Cited;
use crate::report::Application;

/// One application, judged, and what its portfolio needs of it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Checked {
    /// Its part of the report.
    pub application: Application,
    /// Whether it is only judged together with the others, and not told of.
    pub only_counted: bool,
    pub(super) contribution: Contribution,
    /// What became of what the office states of it.
    pub(super) stated: Vec<PlacedEntry>,
    /// What is to be said of its text beside the findings, and how much more of it there is.
    pub(super) asides: Asides,
    /// What findings over all may show of it; only where it is kept for them.
    pub(crate) cited: Option<Box<Cited>>,
}

impl Checked {
    /// Its part of a report by itself: nobody waives or answers for anything, and what is left out is told once, as in a report.
    pub fn alone(mut self) -> Application {
        told_once(&mut self.application.findings);
        self.application
    }
}
