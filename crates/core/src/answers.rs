//! Answers: questions of rules that a person has looked at, each with what was decided, by whom, when and on which document. An answer
//! is to one finding as it was: when what it looked at changes, it says nothing any more, and that is said. Beside them stands what the
//! office states of an application that its applicant is not asked. Knows nothing of files.

mod applied;
mod reader;
mod stated;

use std::sync::Arc;

use chrono::NaiveDate;

use crate::decisions::{Decision, Decisions, Scope};
use crate::finding::Answered;

pub use applied::AppliedAnswers;
pub use reader::{read, verdict};
pub use stated::{EntryOf, OfficeEntries, PlacedEntry, Stated};

/// The answers of a run.
pub type Answers = Decisions<AnswerEntry>;

/// What stands in a file of answers.
#[derive(Clone, Debug)]
pub enum AnswerEntry {
    /// What a person decided.
    Answer(Answer),
    /// What the office states.
    Stated(Stated),
}

/// One answer as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The rule that asks.
    pub rule: String,
    /// The application, by its id, its path or, of a question about all together, the call.
    pub subject: Scope,
    /// The finding that asks.
    pub fingerprint: String,
    /// What that rests on: everything that was measured, and what it was held against.
    pub basis: Option<String>,
    /// Who answered, and what.
    pub answered: Answered,
    /// The file and line.
    pub place: String,
    /// The folder whose applications alone it is for.
    pub folder: Option<Arc<str>>,
}

impl Decision for AnswerEntry {
    fn lies_in(&mut self, folder: &Arc<str>) {
        let own = match self {
            Self::Answer(answer) => &mut answer.folder,
            Self::Stated(stated) => &mut stated.folder,
        };
        *own = Some(Arc::clone(folder));
    }

    fn is_of_office(&mut self) {
        if let Self::Stated(stated) = self {
            stated.office = true;
        }
    }
}

impl Answers {
    /// Begins to apply them on a day.
    pub fn on(&self, today: NaiveDate) -> AppliedAnswers<'_> {
        AppliedAnswers::new(self, today)
    }
}
