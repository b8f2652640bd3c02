//! How a part was made. Parts that were made otherwise are not of one check.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::SCHEMA;
use crate::answers::{self, Answers};
use crate::decisions::{Decision, Decisions, whole};
use crate::order::sort_by;
use crate::report::Selection;
use crate::rulebook::RuleBook;
use crate::settings::Settings;
use crate::shard::Shard;
use crate::waivers::{self, Waivers};

/// How a part was made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartHead {
    /// The form, `SCHEMA`.
    pub schema: String,
    /// The program.
    pub tool: ProgramOfPart,
    /// The language of its sentences.
    pub language: String,
    /// The day of the check.
    pub today: NaiveDate,
    /// The day whose law is applied, whatever an application says.
    pub as_of: Option<NaiveDate>,
    /// Whether the applications of a call are to be judged together.
    pub portfolio: bool,
    /// Whether waivers count.
    pub count_waivers: bool,
    /// Whether answers count.
    pub count_answers: bool,
    /// How much is read and kept of a file.
    pub limits: LimitsOfPart,
    /// Which of the files there were taken; what a list named beside applications stands at the end.
    pub selection: Selection,
    /// What code scanning keeps its results under.
    pub category: Option<String>,
    /// The files and folders that were asked for, as they were named.
    pub inputs: Vec<String>,
    /// Which of all parts it is, where it was made as one of so many.
    pub shard: Option<Shard>,
    /// All files that were found before some of them were taken for the shard.
    #[serde(default)]
    pub found: Option<FoundOfPart>,
    /// The rule books, in the order in which applications refer to them.
    pub rule_books: Vec<BookOfPart>,
    /// The folder from which all paths lead.
    pub folder: String,
    /// The folders of applications that do not lead down from it, and where they are, with no link in their paths.
    #[serde(default)]
    pub elsewhere: BTreeMap<String, String>,
    /// The files of waivers.
    pub waivers: Vec<Beside>,
    /// Folders above which no file of waivers is for what lies in them; like all paths they lead from the folder, so that it may be
    /// another one on another machine.
    pub waiver_roots: Vec<String>,
    /// The files of answers.
    pub answers: Vec<Beside>,
    /// The same for answers.
    pub answer_roots: Vec<String>,
}

/// The program that made a part.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgramOfPart {
    /// Its version.
    pub version: String,
    /// The commit it was built from.
    pub commit: Option<String>,
}

impl fmt::Display for ProgramOfPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.version)?;
        match &self.commit {
            Some(commit) => write!(f, " {commit}"),
            None => Ok(()),
        }
    }
}

/// How much was read and kept of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LimitsOfPart {
    /// Bytes of a file.
    pub bytes: usize,
    /// Bytes of a value.
    pub scalar: usize,
    /// Keys and values.
    pub nodes: usize,
    /// Levels.
    pub depth: usize,
    /// Findings of a file.
    pub findings: usize,
}

/// The files among which a shard takes its own: those of one check have found the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundOfPart {
    /// How many.
    pub count: usize,
    /// SHA-256 of their names as reports call them, in order, a zero byte behind each; in hexadecimal digits.
    pub(crate) names_sha256: String,
}

impl FoundOfPart {
    /// Those with these names, in the order of reports.
    pub fn of<'n>(names: impl Iterator<Item = &'n str>) -> Self {
        let (mut count, mut sum) = (0_usize, Sha256::new());
        for name in names {
            count = count.saturating_add(1);
            sum.update(name);
            sum.update([0]);
        }
        Self {
            count,
            names_sha256: crate::finding::Hex(&sum.finalize()).to_string(),
        }
    }
}

/// A rule book, by what it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookOfPart {
    /// The call.
    pub call: Arc<str>,
    /// Its version.
    pub version: String,
    /// SHA-256 of its file, in hexadecimal digits.
    pub sha256: String,
}

impl BookOfPart {
    /// As a part names it.
    pub fn of(book: &RuleBook) -> Self {
        Self {
            call: Arc::clone(&book.call),
            version: book.version.clone(),
            sha256: crate::finding::Hex(&book.sha256).to_string(),
        }
    }
}

/// A file that lies beside the applications, with all that it says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beside {
    /// Its path.
    pub path: String,
    /// The folder that it lies in and is for; without one, it was named and is for all.
    pub folder: Option<String>,
    /// Whether it was named for what the office states.
    #[serde(default)]
    pub office: bool,
    /// Its text.
    pub text: String,
}

impl PartHead {
    /// The head of a check that is made so; of files that lie beside the applications, and of what was named, it says nothing yet.
    pub fn of(settings: &Settings, language: &str, books: &[RuleBook]) -> Self {
        let tool = &settings.tool;
        Self {
            schema: SCHEMA.to_owned(),
            tool: ProgramOfPart {
                version: tool.version.to_owned(),
                commit: tool.commit.map(str::to_owned),
            },
            language: language.to_owned(),
            today: settings.today,
            as_of: settings.as_of,
            portfolio: settings.portfolio,
            count_waivers: settings.waivers,
            count_answers: settings.answers,
            limits: LimitsOfPart {
                bytes: settings.limits.bytes,
                scalar: settings.limits.scalar,
                nodes: settings.limits.nodes,
                depth: settings.limits.depth,
                findings: settings.findings,
            },
            rule_books: books.iter().map(BookOfPart::of).collect(),
            ..Self::default()
        }
    }

    /// Where one of its applications is, from the root, with no link in its path where that is known; `path` is as reports name it.
    pub fn place_of(&self, path: &str) -> String {
        let folder = path.rsplit_once('/');
        let real = folder.and_then(|(folder, name)| Some((self.elsewhere.get(folder)?, name)));
        match real {
            Some((folder, name)) => whole(folder, name),
            None => whole(&self.folder, path),
        }
    }

    /// The waivers that lie beside its applications.
    pub fn waivers(&self) -> Waivers {
        self.lying(&self.waivers, &self.waiver_roots, waivers::read)
    }

    /// The answers that lie beside its applications.
    pub fn answers(&self) -> Answers {
        self.lying(&self.answers, &self.answer_roots, answers::read)
    }

    fn lying<T: Decision>(
        &self,
        files: &[Beside],
        roots: &[String],
        read: impl Fn(&str, &[u8]) -> Decisions<T>,
    ) -> Decisions<T> {
        let mut all = Decisions::default();
        all.roots.extend_from_slice(roots);
        all.folder.clone_from(&self.folder);
        for file in files {
            let own = read(&file.path, file.text.as_bytes());
            all.merge(match &file.folder {
                Some(folder) => own.within(folder),
                None if file.office => own.of_office(),
                None => own,
            });
        }
        all
    }

    /// Takes what another of the same check says besides: what was named, and what lies beside its applications.
    pub fn join(&mut self, other: &Self) {
        if self.inputs != other.inputs {
            self.inputs.extend(other.inputs.iter().cloned());
            sort_by(&mut self.inputs, Ord::cmp);
            self.inputs.dedup();
        }
        self.folder = self.folder.clone().min(other.folder.clone());
        join_files(&mut self.waivers, &other.waivers, &self.folder);
        join_files(&mut self.answers, &other.answers, &self.folder);
        for (own, others) in [
            (&mut self.waiver_roots, &other.waiver_roots),
            (&mut self.answer_roots, &other.answer_roots),
        ] {
            own.extend(others.iter().cloned());
            sort_by(own, Ord::cmp);
            own.dedup();
        }
        self.shard = None;
        self.found = None;
    }
}

/// Puts files that lie beside applications together, in the order in which a check of all finds them.
fn join_files(own: &mut Vec<Beside>, others: &[Beside], root: &str) {
    for file in others {
        let same = |own: &&mut Beside| match (&own.folder, &file.folder) {
            (None, None) => own.text == file.text && own.office == file.office,
            _ => own.path == file.path,
        };
        match own.iter_mut().find(same) {
            // One file by two names.
            Some(own) if file.path < own.path => own.path.clone_from(&file.path),
            Some(_) => {}
            None => own.push(file.clone()),
        }
    }
    // Folder by folder; what was named for all comes last.
    own.sort_by_cached_key(|file| {
        let folder = file.folder.as_deref();
        let folder =
            folder.map(|folder| whole(root, folder).split('/').map(str::to_owned).collect());
        (folder.is_none(), folder.unwrap_or_else(Vec::new))
    });
}
