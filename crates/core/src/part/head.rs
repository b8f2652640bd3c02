//! How a part was made. Parts that were made otherwise are not of one check.

use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::SCHEMA;
use crate::report::Selection;
use crate::rulebook::RuleBook;
use crate::settings::Settings;
use crate::shard::Shard;

/// How a part was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartHead {
    /// The form, [`SCHEMA`].
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
    /// The rule books, in the order in which applications refer to them.
    pub rule_books: Vec<BookOfPart>,
    /// The folder from which the paths of waivers and answers lead.
    pub folder: String,
    /// The files of waivers.
    pub waivers: Vec<Beside>,
    /// Folders above which no file of waivers is for what lies in them.
    pub waiver_roots: Vec<String>,
    /// The files of answers.
    pub answers: Vec<Beside>,
    /// The same for answers.
    pub answer_roots: Vec<String>,
}

/// The program that made a part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgramOfPart {
    /// Its version.
    pub version: String,
    /// The commit it was built from.
    pub commit: Option<String>,
}

/// How much was read and kept of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    #[must_use]
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

/// In what a part differs from another: what, and how it is of the other and of this.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The key of its name in the catalogues.
    pub what: &'static str,
    /// How it is of the other one.
    pub other: String,
    /// How it is of this one.
    pub own: String,
}

impl PartHead {
    /// The head of a check that is made so; of files that lie beside the applications, and of what was named, it says nothing yet.
    #[must_use]
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
            selection: Selection::default(),
            category: None,
            inputs: Vec::new(),
            shard: None,
            rule_books: books.iter().map(BookOfPart::of).collect(),
            folder: String::new(),
            waivers: Vec::new(),
            waiver_roots: Vec::new(),
            answers: Vec::new(),
            answer_roots: Vec::new(),
        }
    }

    /// In what it differs from another of the same check, where it must not.
    #[must_use]
    pub fn differs_from(&self, other: &Self) -> Option<Difference> {
        let books = |head: &Self| {
            let books = head.rule_books.iter();
            let books = books.map(|book| format!("{} {}", book.call, book.sha256));
            books.collect::<Vec<_>>().join(", ")
        };
        let named = |files: &[Beside]| {
            let named = files.iter().filter(|file| file.folder.is_none());
            named.cloned().collect::<Vec<_>>()
        };
        let files = |count: bool, files: &[Beside]| {
            let paths = named(files).into_iter().map(|file| file.path);
            match (count, paths.collect::<Vec<_>>().join(", ")) {
                (false, _) => "–".to_owned(),
                (true, named) if named.is_empty() => "+".to_owned(),
                (true, named) => named,
            }
        };
        let day = |day: &Option<NaiveDate>| day.map_or("–".to_owned(), |day| day.to_string());
        let program = |head: &Self| {
            let commit = head.tool.commit.as_deref().unwrap_or_default();
            format!("{} {commit}", head.tool.version)
                .trim_end()
                .to_owned()
        };
        let of = |head: &Self| {
            head.shard
                .map_or("–".to_owned(), |shard| shard.of.to_string())
        };
        let options = |head: &Self| {
            let options = (
                head.portfolio,
                &head.limits,
                &head.selection,
                &head.category,
            );
            serde_json::to_string(&options).unwrap_or_default()
        };
        // Where nothing lies anywhere, it leads from nowhere.
        let lie = !self.waivers.is_empty() || !other.waivers.is_empty();
        let waivers = |head: &Self| {
            let folder = lie.then(|| head.folder.clone());
            (head.count_waivers, named(&head.waivers), folder)
        };
        // What the office states is referred to by its place among all answers.
        let answers = |head: &Self| (head.count_answers, head.answers.clone());
        let pair = |what, show: &dyn Fn(&Self) -> String| Difference {
            what,
            other: show(other),
            own: show(self),
        };
        if self.tool != other.tool {
            return Some(pair("merge.what.program", &program));
        }
        if self.rule_books != other.rule_books {
            return Some(pair("merge.what.books", &books));
        }
        if self.language != other.language {
            return Some(pair("merge.what.language", &|head| head.language.clone()));
        }
        if self.today != other.today {
            return Some(pair("merge.what.today", &|head| head.today.to_string()));
        }
        if self.as_of != other.as_of {
            return Some(pair("merge.what.as_of", &|head| day(&head.as_of)));
        }
        if waivers(self) != waivers(other) || clash(&self.waivers, &other.waivers) {
            return Some(pair("merge.what.waivers", &|head| {
                files(head.count_waivers, &head.waivers)
            }));
        }
        if answers(self) != answers(other) {
            return Some(pair("merge.what.answers", &|head| {
                files(head.count_answers, &head.answers)
            }));
        }
        if self.shard.map(|shard| shard.of) != other.shard.map(|shard| shard.of) {
            return Some(pair("merge.what.shards", &of));
        }
        (options(self) != options(other)).then(|| pair("merge.what.options", &options))
    }

    /// Takes what another of the same check says besides: what was named, and what lies beside its applications.
    pub fn join(&mut self, other: &Self) {
        if self.inputs != other.inputs {
            self.inputs.extend(other.inputs.iter().cloned());
            self.inputs.sort();
            self.inputs.dedup();
        }
        let new = other.waivers.iter();
        let new: Vec<Beside> = new
            .filter(|file| !self.waivers.contains(file))
            .cloned()
            .collect();
        if !new.is_empty() {
            self.waivers.extend(new);
            self.waivers.sort_by(|a, b| a.path.cmp(&b.path));
        }
        for (own, others) in [
            (&mut self.waiver_roots, &other.waiver_roots),
            (&mut self.answer_roots, &other.answer_roots),
        ] {
            own.extend(others.iter().cloned());
            own.sort();
            own.dedup();
        }
        self.shard = None;
    }
}

/// Whether a file of one path says different things.
fn clash(own: &[Beside], others: &[Beside]) -> bool {
    let mut own = own.iter();
    own.any(|one| {
        others
            .iter()
            .any(|other| one.path == other.path && one != other)
    })
}
