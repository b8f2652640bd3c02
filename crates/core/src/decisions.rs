//! Files of what persons decided, beside applications: of waivers, of answers. Each entry is read by itself; one with a mistake counts
//! for nothing, and its place is told. Knows neither what is decided nor how a file came to be read.

mod entry;
mod path;
mod scope;

use std::collections::HashSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::language::Catalogue;
use atbilst_yaml::decode::{self, Decoder, Mistake, Sentences};
use atbilst_yaml::source::{Lines, Span};
use atbilst_yaml::{Kind, Limits, NodeId};

pub(crate) use entry::{Entry, LEAST_DOCUMENT, LEAST_NAME};
use path::common;
pub(crate) use path::{nearest, whole};
pub use scope::Scope;

/// Whether a text is a fingerprint or a basis as a report states it.
pub fn is_hash(text: &str) -> bool {
    let digits = text.strip_prefix("sha256:").unwrap_or("");
    let is_hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    digits.len() == 64 && digits.bytes().all(is_hex)
}

/// What was decided, for one run.
#[derive(Clone, Debug)]
pub struct Decisions<T> {
    /// The files it stands in.
    pub files: Vec<DecisionFile>,
    /// Folders above which no file is for what lies in them: the roots of repositories.
    pub roots: Vec<String>,
    /// The folder from which paths lead that are not absolute: a file may be named both ways.
    pub folder: String,
    /// What stands in the files, in their order.
    pub(crate) entries: Vec<Result<T, VoidEntry>>,
}

/// One entry of a file.
pub trait Decision {
    /// Has it be for the applications of a folder alone.
    fn lies_in(&mut self, folder: &Arc<str>);

    /// Notes that its file was named for what the office states.
    fn is_of_office(&mut self) {}
}

/// A file of decisions as a report names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionFile {
    /// Its path.
    pub path: Arc<str>,
    /// SHA-256 of the file.
    pub sha256: [u8; 32],
    /// The folder that it lies in and that it is for; without one, it was named and is for all.
    pub folder: Option<Arc<str>>,
    /// Whether it was named for what the office states, beside the other files of answers.
    pub office: bool,
}

/// Why an entry, or a whole file of them, counts for nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VoidEntry {
    /// What is wrong.
    pub mistake: Mistake,
    /// The file and line.
    pub place: String,
    /// Whether the whole file counts for nothing.
    pub whole: bool,
}

impl VoidEntry {
    /// Its sentence.
    pub fn say(&self, catalogue: &Catalogue) -> String {
        catalogue.mistake(&self.mistake).0
    }
}

impl<T> Default for Decisions<T> {
    fn default() -> Self {
        Self {
            files: Vec::new(),
            roots: Vec::new(),
            folder: String::new(),
            entries: Vec::new(),
        }
    }
}

impl<T: Decision> Decisions<T> {
    /// The same, for the applications of a folder alone, to which no file in a folder between is nearer: whoever may write into one
    /// folder answers for no other.
    #[must_use]
    pub fn within(mut self, folder: &str) -> Self {
        let folder: Arc<str> = folder.into();
        for file in &mut self.files {
            file.folder = Some(Arc::clone(&folder));
        }
        for entry in self.entries.iter_mut().flatten() {
            entry.lies_in(&folder);
        }
        self
    }

    /// The same, of a file that was named for what the office states.
    #[must_use]
    pub fn of_office(mut self) -> Self {
        for file in &mut self.files {
            file.office = true;
        }
        for entry in self.entries.iter_mut().flatten() {
            entry.is_of_office();
        }
        self
    }
}

impl<T> Decisions<T> {
    /// Adds those of another file.
    pub fn merge(&mut self, mut other: Self) {
        self.files.append(&mut other.files);
        self.entries.append(&mut other.entries);
    }

    /// Those that could be read, in the order of the file.
    pub fn all(&self) -> impl Iterator<Item = &T> {
        self.entries.iter().flatten()
    }

    /// What is wrong with the others.
    pub fn mistakes(&self) -> impl Iterator<Item = &VoidEntry> {
        self.entries.iter().filter_map(|entry| entry.as_ref().err())
    }

    /// Why a whole file cannot be read, where it cannot.
    pub fn broken(&self) -> Option<&VoidEntry> {
        self.mistakes().find(|mistake| mistake.whole)
    }

    /// The folders in which files lie, and those above which none is sought, from the root.
    pub(crate) fn folders(&self) -> HashSet<String> {
        let files = self.files.iter();
        let folders = files.filter_map(|file| file.folder.as_deref());
        let folders = folders.chain(self.roots.iter().map(String::as_str));
        folders.map(|folder| self.whole(folder)).collect()
    }

    /// The folder of `folders` that is nearest above all of some paths.
    pub(crate) fn nearest_above_all(
        &self,
        folders: &HashSet<String>,
        paths: impl Iterator<Item = impl AsRef<str>>,
    ) -> Option<String> {
        let whole = paths.map(|path| self.whole(path.as_ref()));
        // What they have in common ends with its slash: the folder itself is one of those above.
        let common = whole.reduce(|one, other| common(&one, &other).to_owned())?;
        nearest(folders, &common).map(str::to_owned)
    }

    /// A path from the root: one that is relative leads from the folder of the run.
    pub(crate) fn whole(&self, path: &str) -> String {
        whole(&self.folder, path)
    }
}

/// Reads the entries of one file.
pub(crate) struct EntryReader<'r, 'a> {
    /// The path of the file as reports name it.
    pub(crate) name: &'r str,
    pub(crate) decoder: &'r Decoder<'a>,
    lines: &'r Lines<'r>,
}

impl EntryReader<'_, '_> {
    /// The file and line of an entry.
    pub(crate) fn place(&self, item: NodeId) -> String {
        place(self.name, self.lines, self.decoder.document.span(item))
    }

    /// The entries of each list that the file may hold. A file, or a list, with nothing in it decides nothing and is no mistake.
    pub(crate) fn lists<const N: usize>(&self, names: [&str; N]) -> Option<[Vec<NodeId>; N]> {
        let (decoder, document) = (self.decoder, self.decoder.document);
        let mut lists = [const { Vec::new() }; N];
        let Some(root) = document.root().filter(|&root| !document.is_null(root)) else {
            return Some(lists);
        };
        if document.kind(root) != Kind::Mapping {
            return decoder.not_a_list(root);
        }
        for (key, found, value) in decoder.open_map(root)?.entries() {
            let Some(place) = names.iter().position(|name| *name == found) else {
                // It is the only mistake told: the rest of the file may be meant for somebody else.
                let allowed = names.map(|name| format!("`{name}:`")).join(", ");
                let about = [("found", found), ("allowed", &*allowed)];
                return decoder.refuse(key, "decision.unknown_top", &about);
            };
            if document.is_null(value) || document.kind(value) == Kind::Sequence {
                lists.get_mut(place)?.extend(document.items(value));
            } else {
                return decoder.not_a_list(value);
            }
        }
        Some(lists)
    }

    /// An entry by itself.
    pub(crate) fn entry<T>(
        &self,
        read: impl FnOnce() -> Option<T>,
    ) -> Option<Result<T, VoidEntry>> {
        Some(match self.decoder.alone(read) {
            Ok(entry) => Ok(entry),
            // The first is reason enough.
            Err(mistakes) => {
                let mistake = mistakes.into_iter().next()?;
                Err(VoidEntry {
                    place: place(self.name, self.lines, mistake.span),
                    mistake,
                    whole: false,
                })
            }
        })
    }
}

/// Reads a file. `name` is its path as reports name it; `entries` takes what stands in it.
pub(crate) fn read<T>(
    name: &str,
    bytes: &[u8],
    sentences: &Sentences,
    entries: impl FnOnce(&EntryReader<'_, '_>) -> Option<Vec<Result<T, VoidEntry>>>,
) -> Decisions<T> {
    let lossy = String::from_utf8_lossy(bytes);
    let lines = &Lines::of(&lossy);
    let read = atbilst_yaml::utf8(bytes).map_err(|problem| vec![Mistake::from(&problem)]);
    let read = read.and_then(|text| {
        decode::read(text, &Limits::default(), sentences, |decoder| {
            let reader = EntryReader {
                name,
                decoder,
                lines,
            };
            entries(&reader)
        })
    });
    let void = |mistake: Mistake| {
        Err(VoidEntry {
            place: place(name, lines, mistake.span),
            mistake,
            whole: true,
        })
    };
    Decisions {
        files: vec![DecisionFile {
            path: name.into(),
            sha256: Sha256::digest(bytes).into(),
            folder: None,
            office: false,
        }],
        entries: read.unwrap_or_else(|mistakes| mistakes.into_iter().map(void).collect()),
        ..Decisions::default()
    }
}

fn place(name: &str, lines: &Lines<'_>, span: Span) -> String {
    format!("{name}:{}", lines.position(span.start).line)
}
