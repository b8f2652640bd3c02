//! What the office states of applications: days of decisions, entries in registers. Looked up for each application while it is read.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::{AnswerEntry, Answers};
use crate::decisions::{nearest, whole};

/// Something that the office states, as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// The application, by its id or its path.
    pub subject: String,
    /// The path of the field.
    pub field: String,
    /// What it states.
    pub is: String,
    /// Who looked it up.
    pub by: String,
    /// When.
    pub on: NaiveDate,
    /// Where.
    pub register: String,
    /// The file it stands in.
    pub file: Arc<str>,
    /// The file and line.
    pub place: String,
    /// The folder whose applications alone it is for.
    pub folder: Option<Arc<str>>,
}

/// What the office states up to a day, by application.
#[derive(Clone, Debug, Default)]
pub struct OfficeEntries {
    entries: Vec<Stated>,
    by_subject: HashMap<String, Vec<usize>>,
    /// The folders in which files of answers lie, and those above which none is sought, from the root.
    folders: HashSet<String>,
    folder: String,
}

impl OfficeEntries {
    /// Those of a day.
    #[must_use]
    pub fn of(answers: &Answers, today: NaiveDate) -> Self {
        let mut all = Self {
            folders: answers.folders(),
            folder: answers.folder.clone(),
            ..Self::default()
        };
        for entry in answers.all() {
            if let AnswerEntry::Stated(stated) = entry
                && stated.on <= today
            {
                let of = all.by_subject.entry(stated.subject.clone());
                of.or_default().push(all.entries.len());
                all.entries.push(stated.clone());
            }
        }
        all
    }

    /// Whether there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// One of them.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<&Stated> {
        self.entries.get(index)
    }

    /// Those of an application, in the order in which they stand, each with its index.
    #[must_use]
    pub fn each(&self, id: Option<&str>, path: &str) -> Vec<(usize, &Stated)> {
        if self.is_empty() {
            return Vec::new();
        }
        let names = id.into_iter().chain([path]);
        let found = names.filter_map(|name| self.by_subject.get(name));
        let mut places: Vec<usize> = found.flatten().copied().collect();
        places.sort_unstable();
        places.dedup();
        let near = nearest(&self.folders, &whole(&self.folder, path)).map(str::to_owned);
        let is_for = |stated: &Stated| {
            let folder = stated.folder.as_deref();
            let folder = folder.map(|folder| whole(&self.folder, folder));
            folder.is_none() || folder == near
        };
        let all = places.into_iter();
        all.filter_map(|place| Some((place, self.entries.get(place)?)))
            .filter(|(_, stated)| is_for(stated))
            .collect()
    }
}
