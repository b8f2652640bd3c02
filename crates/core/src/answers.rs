//! Answers: questions of rules that a person has looked at, each with what was decided, by whom, when and on which document. An answer
//! is to one finding as it was: when what it looked at changes, it says nothing any more, and that is said. Beside them stands what the
//! office states of an application that its applicant is not asked. Knows nothing of files.

mod applied;
mod reader;
mod stated;

use std::collections::HashSet;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::finding::AnswerVerdict;
use crate::waivers::{WaiverFile, whole};

pub use applied::AppliedAnswers;
pub use reader::{FIELDS, STATED_FIELDS, read};
pub use stated::{OfficeEntries, Stated};

/// The answers of a run.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    /// The files they stand in.
    pub files: Vec<WaiverFile>,
    /// Folders above which no file is for what lies in them: the roots of repositories.
    pub roots: Vec<String>,
    /// The folder from which paths lead that are not absolute.
    pub folder: String,
    entries: Vec<AnswerEntry>,
}

/// What stands in a file of answers, in its order.
#[derive(Clone, Debug)]
enum AnswerEntry {
    Answer(Answer),
    /// What the office states.
    Stated(Stated),
    /// One that cannot be read: its place, and why; whether that is so of the whole file.
    Void(String, atbilst_yaml::decode::Mistake, bool),
}

/// One answer as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The rule that asks.
    pub rule: String,
    /// The application, by its id, its path or, of a question about all together, the call.
    pub subject: String,
    /// What was looked at.
    pub fingerprint: String,
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
    /// The file and line.
    pub place: String,
    /// The folder whose applications alone it is for.
    pub folder: Option<Arc<str>>,
}

impl Answers {
    /// The same, for the applications of a folder alone, to which no file in a folder between is nearer.
    #[must_use]
    pub fn within(mut self, folder: &str) -> Self {
        let folder: Arc<str> = folder.into();
        for file in &mut self.files {
            file.folder = Some(Arc::clone(&folder));
        }
        for entry in &mut self.entries {
            match entry {
                AnswerEntry::Answer(answer) => answer.folder = Some(Arc::clone(&folder)),
                AnswerEntry::Stated(stated) => stated.folder = Some(Arc::clone(&folder)),
                AnswerEntry::Void(..) => {}
            }
        }
        self
    }

    /// The same, of a file that was named for what the office states.
    #[must_use]
    pub fn of_office(mut self) -> Self {
        for file in &mut self.files {
            file.office = true;
        }
        self
    }

    /// Adds those of another file.
    pub fn merge(&mut self, mut other: Self) {
        self.files.append(&mut other.files);
        self.entries.append(&mut other.entries);
    }

    /// Why the whole file cannot be read, where it cannot: its place and what is wrong.
    #[must_use]
    pub fn broken(&self) -> Option<(&str, &atbilst_yaml::decode::Mistake)> {
        self.entries.iter().find_map(|entry| match entry {
            AnswerEntry::Void(place, mistake, true) => Some((&**place, mistake)),
            AnswerEntry::Void(..) | AnswerEntry::Answer(_) | AnswerEntry::Stated(_) => None,
        })
    }

    /// The folders in which files of answers lie, and those above which none is sought, from the root.
    fn folders(&self) -> HashSet<String> {
        let files = self.files.iter();
        let folders = files.filter_map(|file| file.folder.as_deref());
        let folders = folders.chain(self.roots.iter().map(String::as_str));
        folders.map(|folder| whole(&self.folder, folder)).collect()
    }

    /// Begins to apply them on a day.
    #[must_use]
    pub fn on(&self, today: NaiveDate) -> AppliedAnswers<'_> {
        AppliedAnswers::new(self, today)
    }
}
