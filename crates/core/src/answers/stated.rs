//! What the office states of applications: days of decisions, entries in registers. Looked up for each application while it is read.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::{AnswerEntry, Answers};
use crate::application::Placed;
use crate::decisions::{Scope, nearest, whole};
use crate::order::sort_by;

/// Something that the office states, as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// The application, by its id or its path.
    pub subject: Scope,
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
    /// Whether its file was named for what the office states.
    pub office: bool,
}

impl Stated {
    /// What tells it from all others of a run: several may stand in one line.
    pub(crate) fn key(&self) -> String {
        [
            &*self.place,
            self.subject.written(),
            &*self.field,
            &*self.is,
        ]
        .join("\n")
    }
}

/// The key of an entry, what became of it, and what there is to say of that: where another stands, or how it is to be written.
pub type PlacedEntry = (String, Placed, Option<String>);

/// One of the entries of an application.
#[derive(Clone, Copy, Debug)]
pub struct EntryOf<'e> {
    /// Its index.
    pub index: usize,
    /// What it says.
    pub stated: &'e Stated,
    /// What becomes of it before it is held against the form, and the index of the entry that is why.
    pub passed_over: Option<(Placed, usize)>,
}

/// What the office states up to a day, by application.
#[derive(Clone, Debug, Default)]
pub struct OfficeEntries {
    entries: Vec<Stated>,
    /// By the keys of their scopes.
    by_subject: HashMap<String, Vec<usize>>,
    /// The folders in which files of answers lie, and those above which none is sought, from the root.
    folders: HashSet<String>,
    folder: String,
}

impl OfficeEntries {
    /// Those of a day.
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
                let of = all.by_subject.entry(stated.subject.key(&all.folder));
                of.or_default().push(all.entries.len());
                all.entries.push(stated.clone());
            }
        }
        all
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether any names the application of this id.
    pub fn is_of(&self, id: &str) -> bool {
        let id = Scope::Application(id.to_owned());
        self.by_subject.contains_key(&id.key(&self.folder))
    }

    /// One of them.
    pub fn get(&self, index: usize) -> Option<&Stated> {
        self.entries.get(index)
    }

    /// Those of an application, in the order in which they stand.
    pub fn each(&self, id: Option<&str>, path: &str) -> Vec<EntryOf<'_>> {
        if self.is_empty() {
            return Vec::new();
        }
        let names = Scope::keys(&self.folder, id, path);
        let found = names.iter().filter_map(|name| self.by_subject.get(name));
        let mut places: Vec<usize> = found.flatten().copied().collect();
        sort_by(&mut places, Ord::cmp);
        places.dedup();
        let near = nearest(&self.folders, &whole(&self.folder, path)).map(str::to_owned);
        let is_for = |stated: &Stated| {
            let folder = stated.folder.as_deref();
            let folder = folder.map(|folder| whole(&self.folder, folder));
            folder.is_none() || folder == near
        };
        let all = places.into_iter();
        let all = all.filter_map(|index| {
            let stated = self.entries.get(index)?;
            Some(EntryOf {
                index,
                stated,
                passed_over: None,
            })
        });
        let mut all: Vec<EntryOf<'_>> = all.filter(|one| is_for(one.stated)).collect();
        let known = all.clone();
        for one in &mut all {
            one.passed_over = passed_over(one, &known);
        }
        all
    }
}

/// What becomes of an entry beside others of the same field: a file that was named for it counts before others, then the latest day.
/// Where two of that day say something else, nothing tells which counts.
fn passed_over(own: &EntryOf<'_>, all: &[EntryOf<'_>]) -> Option<(Placed, usize)> {
    let rank = |one: &EntryOf<'_>| (one.stated.office, one.stated.on);
    let same = all.iter().filter(|one| {
        one.stated.field == own.stated.field && one.stated.is.trim() != own.stated.is.trim()
    });
    let above = same.filter(|one| rank(one) >= rank(own));
    let above = above.max_by_key(|one| rank(one))?;
    let why = if rank(above) == rank(own) {
        Placed::Contradicted
    } else if above.stated.office != own.stated.office {
        Placed::Named
    } else {
        Placed::Later
    };
    Some((why, above.index))
}
