//! What a report says of the check that made it.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use atbilst_core::language::Language;
use atbilst_core::report::{Patterns, Selection};
use atbilst_core::scalar;

use super::parsed::ParsedReport;
use super::tree::Tree;

/// So many folders may be named in vain.
const MOST_EMPTY: usize = 1_000;

/// A check, as its report records it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RecordedCheck {
    /// The files and folders that were named.
    pub(crate) inputs: Vec<String>,
    /// The paths of the applications.
    pub(crate) paths: Vec<String>,
    /// Those that it could not read.
    pub(crate) unread: BTreeSet<String>,
    /// Which of the files there were taken.
    pub(crate) selection: Selection,
    /// The files of waivers.
    pub(crate) waivers: Vec<RecordedWaivers>,
    /// Whether waivers counted.
    pub(crate) with_waivers: bool,
    /// The files of answers.
    pub(crate) answers: Vec<RecordedWaivers>,
    /// Whether answers counted.
    pub(crate) with_answers: bool,
    /// Its language.
    pub(crate) language: Language,
    /// The day of the check.
    pub(crate) today: NaiveDate,
    /// The day whose law was asked for, where one was.
    pub(crate) as_of: Option<NaiveDate>,
    /// Whether the applications were judged together.
    pub(crate) portfolio: bool,
    /// How much was read and kept of a file; `None` where the report does not say it, as those of version 1.
    pub(crate) limits: Option<RecordedLimits>,
    /// The rules of which it tells why they came out as they did.
    pub(crate) traced: BTreeSet<String>,
    /// The calls of its rule books.
    pub(crate) calls: Vec<String>,
    /// Version and commit of the program.
    pub(crate) tool: (String, Option<String>),
}

/// A file of waivers or of answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RecordedWaivers {
    /// Its path.
    pub(crate) path: String,
    /// Whether it was named, and is for all.
    pub(crate) named: bool,
    /// Whether it was named for what the office states.
    pub(crate) office: bool,
}

/// How much was read and kept of a file; nothing limited what is the largest number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RecordedLimits {
    /// Bytes of a file.
    pub(crate) file_bytes: usize,
    /// Bytes of one key or value.
    pub(crate) value_bytes: usize,
    /// Keys, values, lists and mappings of a file together.
    pub(crate) nodes: usize,
    /// Findings of a file.
    pub(crate) findings: usize,
}

impl RecordedCheck {
    /// Reads it from a report; `None` where a day or a language is none.
    pub(crate) fn of(report: &ParsedReport<'_>) -> Option<Self> {
        let head = &report.head;
        let tool = head.get("tool")?;
        let settings = head.get("settings");
        let as_of = match settings {
            Some(settings) => settings.text("as_of"),
            None => report.as_of.as_deref(),
        };
        let portfolio = match settings {
            Some(settings) => settings.get("portfolio") == Some(&Tree::Flag(true)),
            None => !head.items("portfolio").is_empty(),
        };
        let paths = report.applications.iter().map(|one| one.path.to_string());
        let unread = report.applications.iter();
        let unread = unread.filter(|one| one.sha256.is_none());
        Some(Self {
            inputs: inputs(report)?,
            paths: paths.collect(),
            unread: unread.map(|one| one.path.to_string()).collect(),
            selection: settings.map(selection).unwrap_or_default(),
            waivers: named_files(head, "waivers"),
            answers: named_files(head, "answers"),
            with_answers: settings
                .is_none_or(|settings| settings.get("answers") == Some(&Tree::Flag(true))),
            with_waivers: settings
                .is_none_or(|settings| settings.get("waivers") == Some(&Tree::Flag(true))),
            language: Language::from_name(head.text("language")?)?,
            today: scalar::date(head.text("today")?)?,
            as_of: match as_of {
                Some(day) => Some(scalar::date(day)?),
                None => None,
            },
            portfolio,
            limits: settings
                .and_then(|settings| settings.get("limits"))
                .map(limits),
            traced: report.traced.clone(),
            calls: calls(head),
            tool: (owned(tool, "version")?, owned(tool, "commit")),
        })
    }
}

/// The files of a list.
fn named_files(head: &Tree<'_>, list: &str) -> Vec<RecordedWaivers> {
    let files = head.items(list).iter();
    let named = files.filter_map(|one| {
        Some(RecordedWaivers {
            path: owned(one, "path")?,
            named: one.text("folder").is_none(),
            office: one.get("office") == Some(&Tree::Flag(true)),
        })
    });
    named.collect()
}

fn calls(head: &Tree<'_>) -> Vec<String> {
    let books = head.items("rule_books").iter();
    books.filter_map(|book| owned(book, "call")).collect()
}

/// What was named. In version 1, where nothing was, that was the current folder.
fn inputs(report: &ParsedReport<'_>) -> Option<Vec<String>> {
    let named = report.head.get("inputs")?.texts();
    let named: Vec<String> = named.map(str::to_owned).collect();
    // What is named leads to applications, but for a few folders that hold none.
    if named.len() > report.applications.len().saturating_add(MOST_EMPTY) {
        return None;
    }
    let of_version_1 = report.head.get("settings").is_none();
    Some(match named.is_empty() && of_version_1 {
        true => vec![String::from(".")],
        false => named,
    })
}

fn selection(settings: &Tree<'_>) -> Selection {
    let Some(files) = settings.get("files") else {
        return Selection::default();
    };
    let is = |key| files.get(key) == Some(&Tree::Flag(true));
    let texts = |of: &Tree<'_>, key| -> Vec<String> {
        let list = of.get(key).into_iter().flat_map(Tree::texts);
        list.map(str::to_owned).collect()
    };
    let patterns = |key| {
        let patterns = files.get(key)?;
        Some(Patterns {
            folder: owned(patterns, "folder")?,
            patterns: texts(patterns, "patterns"),
        })
    };
    Selection {
        strict: is("strict"),
        filter: is("filter"),
        list: is("by_list"),
        gitignore: is("gitignore"),
        include: patterns("include"),
        exclude: patterns("exclude"),
        listed: texts(files, "listed"),
        set_by: texts(files, "set_by"),
        since: owned(files, "since"),
        since_commit: owned(files, "since_commit"),
        shard: owned(files, "shard").and_then(|shard| shard.parse().ok()),
    }
}

fn limits(limits: &Tree<'_>) -> RecordedLimits {
    let limit = |key| {
        let limit = limits.count(key).map(usize::try_from);
        limit.and_then(Result::ok).unwrap_or(usize::MAX)
    };
    RecordedLimits {
        file_bytes: limit("file_bytes"),
        value_bytes: limit("value_bytes"),
        nodes: limit("nodes"),
        findings: limit("findings"),
    }
}

fn owned(tree: &Tree<'_>, key: &str) -> Option<String> {
    tree.text(key).map(str::to_owned)
}
