//! Waivers: findings that somebody answers for, each with a reason, a document and a last day.
//! A waiver that is malformed, not in force or matches nothing waives nothing, and that is said. Knows nothing of files, counts or verdicts.

mod applied;
mod reader;
mod terms;

use serde::{Deserialize, Serialize};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::finding::{Outcome, Waived};
use crate::language::Value;

pub use applied::{Applied, Covering, WaiverEffect};
pub(crate) use applied::{common, nearest, whole};
pub use reader::{VoidEntry, read};
pub use terms::{Refusal, WaiverTerms};

/// The waivers of a run.
#[derive(Clone, Debug, Default)]
pub struct Waivers {
    /// The files they stand in.
    pub files: Vec<WaiverFile>,
    /// Folders above which no file is for what lies in them: the roots of repositories.
    pub roots: Vec<String>,
    /// The folder from which paths lead that are not absolute: a file may be named both ways.
    pub folder: String,
    entries: Vec<Entry>,
}

/// What stands in a file of waivers, in its order.
#[derive(Clone, Debug)]
enum Entry {
    Waiver(Waiver),
    Void(VoidEntry),
}

/// What a file that is called as one of waivers holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// Waivers, or nothing.
    Waivers,
    /// Waivers that cannot be read.
    Broken,
    /// An application.
    Application,
    /// Anything else.
    Other,
}

/// A file of waivers as a report names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaiverFile {
    /// Its path.
    pub path: Arc<str>,
    /// SHA-256 of the file.
    pub sha256: [u8; 32],
    /// The folder that it lies in and that it is for; without one, it was named and is for all.
    pub folder: Option<Arc<str>>,
    /// Whether it was named for what the office states, beside the other files of answers.
    pub office: bool,
}

/// One waiver as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// The rule whose findings it covers.
    pub rule: String,
    /// Whose findings.
    pub scope: Scope,
    /// The one finding it covers; without it, all of the rule.
    pub fingerprint: Option<String>,
    /// Why.
    pub reason: String,
    /// Who answers for it.
    pub approver: String,
    /// The document that records the decision.
    pub document: String,
    /// The first day on which it counts.
    pub issued: NaiveDate,
    /// The last day on which it counts.
    pub expires: NaiveDate,
    /// The file it stands in.
    pub file: Arc<str>,
    /// The file and line it stands in.
    pub place: String,
    /// The folder whose applications alone it is for.
    pub folder: Option<Arc<str>>,
}

/// Whose findings a waiver covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Those of the application with this id.
    Application(String),
    /// Those of this file; as it is written, and as reports name it.
    Path(String, String),
    /// Those over all applications of the call together.
    Call(String),
}

impl Scope {
    /// As the file of waivers writes it.
    fn written(&self) -> &str {
        match self {
            Self::Application(text) | Self::Path(text, _) | Self::Call(text) => text,
        }
    }
}

fn is_absolute(path: &str) -> bool {
    path.starts_with('/')
        || matches!(path.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic())
}

impl Waivers {
    /// The same, for the applications of a folder alone, to which no file in a folder between is nearer: whoever may write into one
    /// folder answers for no other.
    #[must_use]
    pub fn within(mut self, folder: &str) -> Self {
        let folder: Arc<str> = folder.into();
        for file in &mut self.files {
            file.folder = Some(Arc::clone(&folder));
        }
        for entry in &mut self.entries {
            if let Entry::Waiver(waiver) = entry {
                waiver.folder = Some(Arc::clone(&folder));
            }
        }
        self
    }

    /// What the file holds that they were read from; `bytes` are its.
    #[must_use]
    pub fn nature(&self, bytes: &[u8]) -> Nature {
        if !self.mistakes().any(|mistake| mistake.whole) {
            return Nature::Waivers;
        }
        let text = String::from_utf8_lossy(bytes);
        let has = |key: &str| {
            let mut lines = text.split(['\n', '\r']);
            lines.any(|line| {
                let line = line.trim_start_matches(['\u{feff}', '{', ' ', '"', '\'', ',']);
                let after = line.strip_prefix(key);
                after.is_some_and(|after| {
                    after.trim_start_matches(['"', '\'', ' ']).starts_with(':')
                })
            })
        };
        match (has("waivers"), has("call")) {
            (true, _) => Nature::Broken,
            (false, true) => Nature::Application,
            (false, false) => Nature::Other,
        }
    }

    /// Adds those of another file.
    pub fn merge(&mut self, mut other: Self) {
        self.files.append(&mut other.files);
        self.entries.append(&mut other.entries);
    }

    /// Those that could be read, in the order of the file.
    pub fn all(&self) -> impl Iterator<Item = &Waiver> {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Waiver(waiver) => Some(waiver),
            Entry::Void(_) => None,
        })
    }

    /// What is wrong with the others.
    pub fn mistakes(&self) -> impl Iterator<Item = &VoidEntry> {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Waiver(_) => None,
            Entry::Void(void) => Some(void),
        })
    }

    /// Begins to apply them on a day.
    #[must_use]
    pub fn on(&self, today: NaiveDate) -> Applied<'_> {
        Applied::new(self, today)
    }
}

impl Waiver {
    fn in_force(&self, today: NaiveDate) -> bool {
        self.issued <= today && today <= self.expires
    }

    /// What a finding says of it that was counted so before.
    fn waived(&self, outcome: Outcome) -> Waived {
        Waived {
            outcome,
            reason: self.reason.clone(),
            approver: self.approver.clone(),
            document: self.document.clone(),
            issued: self.issued,
            expires: self.expires,
            file: Arc::clone(&self.file),
        }
    }

    fn about(&self) -> [(&'static str, Value<'_>); 5] {
        [
            ("rule", (&*self.rule).into()),
            ("subject", self.scope.written().into()),
            ("place", (&*self.place).into()),
            ("issued", self.issued.into()),
            ("expires", self.expires.into()),
        ]
    }
}
