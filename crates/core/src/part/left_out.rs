//! What a check leaves out is said: silence would pass for a check.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::language::Catalogue;
use crate::order::sort_by;
use crate::report::Summary;

/// So many are named; the others are counted.
const NAMED: usize = 3;

/// Files and folders that are not checked, by what they are.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct LeftOut {
    /// The commit since which what is told of has changed.
    pub since: Option<String>,
    /// Settings that nobody typed.
    pub set_by: Vec<String>,
    /// Their names begin with a dot.
    pub hidden: Vec<Arc<str>>,
    /// They are links, which are not followed.
    pub links: Vec<Arc<str>>,
    /// Their names go on after `.yaml`, or they begin as applications under other names.
    pub misnamed: Vec<Arc<str>>,
    /// Patterns or ignore files leave them out.
    pub excluded: Vec<Arc<str>>,
    /// Waivers that are not applied.
    pub idle: Vec<Arc<str>>,
    /// Answers that are not applied.
    pub idle_answers: Vec<Arc<str>>,
    /// What is called nearly as a file of waivers; it is checked.
    pub nearly: Vec<Arc<str>>,
    /// Reports of this program.
    pub reports: Vec<Arc<str>>,
    /// What the program writes goes into them.
    pub outputs: Vec<Arc<str>>,
    /// Rule books of the check.
    pub books: Vec<Arc<str>>,
    /// They are no applications.
    pub foreign: Vec<Arc<str>>,
    /// A list names them, and they are not there.
    pub gone: Vec<Arc<str>>,
    /// Repositories of their own.
    pub repositories: Vec<Arc<str>>,
    /// Links to files that are checked already.
    pub again: Vec<Arc<str>>,
    /// Submodules that git has not fetched.
    pub submodules: Vec<Arc<str>>,
    /// Folders of which git has not written all.
    pub sparse: Vec<Arc<str>>,
}

impl LeftOut {
    /// Adds what is left out elsewhere.
    pub fn append(&mut self, mut other: Self) {
        for (own, others) in self.lists().into_iter().zip(other.lists()) {
            own.append(others);
        }
    }

    /// Adds what another part of the same check leaves out. What a walk passes over every part has seen.
    pub fn join(&mut self, other: Self) {
        self.append(other);
        for own in self.lists() {
            sort_by(own, Ord::cmp);
            own.dedup();
        }
    }

    fn lists(&mut self) -> [&mut Vec<Arc<str>>; 16] {
        [
            &mut self.hidden,
            &mut self.links,
            &mut self.misnamed,
            &mut self.excluded,
            &mut self.idle,
            &mut self.idle_answers,
            &mut self.nearly,
            &mut self.reports,
            &mut self.outputs,
            &mut self.books,
            &mut self.foreign,
            &mut self.gone,
            &mut self.repositories,
            &mut self.again,
            &mut self.submodules,
            &mut self.sparse,
        ]
    }

    /// The paths of all of them.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        let of_reading = [&self.foreign, &self.books, &self.reports, &self.outputs];
        of_reading.into_iter().flatten().map(|path| &**path)
    }

    /// Counts in the totals of a report what is no application, and what may hold some and was not looked into.
    pub fn count(&self, summary: &mut Summary) {
        summary.passed_over = self.foreign.len();
        let unseen = [
            &self.hidden,
            &self.misnamed,
            &self.links,
            &self.excluded,
            &self.repositories,
            &self.submodules,
            &self.sparse,
        ];
        summary.left_out = unseen.map(Vec::len).iter().sum();
    }

    /// The sentences for the report.
    pub fn notes(&self, catalogue: &Catalogue) -> Vec<String> {
        let mut several = self.gone.clone();
        several.retain(|name| seems_several(name));
        let notes = [
            ("note.passed_over", &self.foreign),
            ("note.books_left_out", &self.books),
            ("walk.excluded", &self.excluded),
            ("walk.gone", &self.gone),
            ("walk.one_name_a_line", &several),
            ("walk.repositories_left_out", &self.repositories),
            ("walk.submodules", &self.submodules),
            ("walk.sparse", &self.sparse),
            ("walk.hidden_left_out", &self.hidden),
            ("walk.links_left_out", &self.links),
            ("walk.again_left_out", &self.again),
            ("walk.misnamed_left_out", &self.misnamed),
            ("walk.waivers_left_out", &self.idle),
            ("walk.answers_left_out", &self.idle_answers),
            ("waiver.yml", &self.nearly),
            ("walk.reports_left_out", &self.reports),
            ("walk.outputs_left_out", &self.outputs),
        ];
        let notes = notes.into_iter().filter(|(_, paths)| !paths.is_empty());
        let say = |(key, paths): (&str, &Vec<Arc<str>>)| {
            let mut paths = paths.clone();
            sort_by(&mut paths, Ord::cmp);
            let first = paths.get(..NAMED).unwrap_or(&paths);
            let names = catalogue.first_of(first, paths.len());
            let count = ("count", paths.len().into());
            catalogue.say(key, &[("names", names.into()), count])
        };
        let set_by = self.set_by.join("; ");
        let set_by = (!set_by.is_empty()).then(|| {
            let about = [("settings", set_by.into())];
            catalogue.say("note.set_by", &about)
        });
        let since = self.since.as_deref();
        let since =
            since.map(|revision| catalogue.say("note.since", &[("revision", revision.into())]));
        set_by
            .into_iter()
            .chain(since)
            .chain(notes.map(say))
            .collect()
    }
}

/// Whether a name seems to be several, or to have something else beside it: `M\ta.yaml`, `a.yaml,b.yaml`, `a.yaml b.yaml`, `a.yaml `.
fn seems_several(name: &str) -> bool {
    let is_apart = |sign: char| sign.is_control() || matches!(sign, ',' | ';');
    let lower = name.to_ascii_lowercase();
    let endings = lower
        .matches(".yaml")
        .count()
        .saturating_add(lower.matches(".yml").count());
    endings > 1 || lower.contains(is_apart) || lower.trim() != lower
}
