//! Whether a report in JSON is still true: what must be checked again, and what came out otherwise.
//! Knows nothing of files or of how a check is made; it compares two reports.

mod parts;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// What a report says of the check that made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Plan {
    /// The files and folders that were named.
    pub inputs: Vec<String>,
    /// The paths of the applications.
    pub paths: Vec<String>,
    /// The files of waivers.
    pub waivers: Vec<String>,
    /// Name of its language.
    pub language: String,
    /// The day of the check.
    pub today: String,
    /// The day whose law was asked for, where one was.
    pub as_of: Option<String>,
    /// Whether the applications were judged together.
    pub portfolio: bool,
    /// The rules of which it tells why they came out as they did.
    pub traced: BTreeSet<String>,
    /// Version and commit of the program.
    pub tool: (String, Option<String>),
}

impl Plan {
    /// Reads it from a report; `None` where it is none.
    #[must_use]
    pub(crate) fn of(report: &Value) -> Option<Self> {
        if report.get("schema")?.as_str()? != "atbilst-report/1" {
            return None;
        }
        let texts = |list: &Value, key: &str| {
            let items = list.as_array()?.iter();
            let text = |item: &Value| match key {
                "" => item.as_str().map(str::to_owned),
                key => item.get(key)?.as_str().map(str::to_owned),
            };
            items.map(text).collect::<Option<Vec<String>>>()
        };
        let text = |value: &Value, key: &str| value.get(key)?.as_str().map(str::to_owned);
        let applications = report.get("applications")?;
        let asked = applications.as_array()?.iter().find_map(|application| {
            let as_of = application.get("as_of")?;
            (as_of.get("from")?.as_str()? == "option").then(|| text(as_of, "date"))?
        });
        let tool = report.get("tool")?;
        Some(Self {
            inputs: texts(report.get("inputs")?, "")?,
            paths: texts(applications, "path")?,
            waivers: match report.get("waivers") {
                Some(files) => texts(files, "path")?,
                None => Vec::new(),
            },
            language: text(report, "language")?,
            today: text(report, "today")?,
            as_of: asked,
            portfolio: !report.get("portfolio")?.as_array()?.is_empty(),
            traced: traced(applications),
            tool: (text(tool, "version")?, text(tool, "commit")),
        })
    }
}

fn traced(applications: &Value) -> BTreeSet<String> {
    let applications = applications.as_array().into_iter().flatten();
    let traces = applications.filter_map(|application| application.get("trace")?.as_array());
    let rules = traces
        .flatten()
        .filter_map(|trace| trace.get("rule")?.as_str());
    rules.map(str::to_owned).collect()
}

/// What differs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Difference {
    /// A file, a rule book or a file of waivers.
    File {
        /// Which, and how: a key of the catalogue under `verify`.
        kind: FileKind,
        /// Its path; of a rule book, its call.
        path: String,
        /// Versions in the report and now, of a rule book.
        versions: [String; 2],
    },
    /// A rule comes out otherwise for a file that is the same.
    Outcome {
        /// The file.
        path: String,
        /// The rule.
        rule: String,
        /// The outcome in the report; empty where the report has none.
        was: String,
        /// The outcome now; empty where there is none now.
        now: String,
    },
    /// All applications of a call together come out otherwise.
    Together {
        /// The call.
        call: String,
    },
    /// Anything else that is said of a file.
    Content {
        /// The file.
        path: String,
    },
    /// The totals alone.
    Totals,
    /// Anything else that the report says, or leaves out.
    Part {
        /// Its name in the report.
        name: String,
    },
}

/// What is the matter with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names say it")]
pub(crate) enum FileKind {
    FileChanged,
    FileMissing,
    FileAdded,
    FileTwice,
    BookChanged,
    BookMissing,
    BookLeftOut,
    WaiversChanged,
    WaiversMissing,
    WaiversAdded,
}

/// Compares all of a report with one that was just made of the same files in the same language. The words of the two are
/// compared only where the same program made both: a later one may say the same in better words, and say more.
#[must_use]
pub(crate) fn differences(report: &Value, now: &Value) -> Vec<Difference> {
    let program =
        |side: &Value, key: &str| side.get("tool").and_then(|tool| tool.get(key)).cloned();
    let same_tool = ["version", "commit"]
        .iter()
        .all(|key| program(report, key) == program(now, key));
    let mut found = files(report, now);
    let files_differ = !found.is_empty();
    let fresh = by(now, "applications", "path");
    for (path, was) in by(report, "applications", "path") {
        let Some(is) = fresh.get(path) else { continue };
        if was.get("sha256") != is.get("sha256") {
            continue;
        }
        let before = found.len();
        outcomes(path, was, is, &mut found);
        if found.len() == before && essence(was, same_tool) != essence(is, same_tool) {
            let path = path.to_owned();
            found.push(Difference::Content { path });
        }
    }
    // Of other files other sums are no news.
    if !files_differ {
        let fresh = by(now, "portfolio", "call");
        let recorded = by(report, "portfolio", "call");
        let calls: BTreeSet<&str> = fresh.keys().chain(recorded.keys()).copied().collect();
        for call in calls {
            let of = |side: &BTreeMap<&str, &Value>| {
                side.get(call)
                    .map(|portfolio| essence(portfolio, same_tool))
            };
            if of(&fresh) != of(&recorded) {
                let call = call.to_owned();
                found.push(Difference::Together { call });
            }
        }
    }
    if found.is_empty() && report.get("summary") != now.get("summary") {
        found.push(Difference::Totals);
    }
    let parts = parts::differing(report, now, same_tool, files_differ);
    found.extend(parts.into_iter().map(|name| Difference::Part { name }));
    found
}

/// Files, rule books and waivers that are not what they were.
fn files(report: &Value, now: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut differs = |kind, path: &str, versions| {
        let path = path.to_owned();
        found.push(Difference::File {
            kind,
            path,
            versions,
        });
    };
    let none = || [String::new(), String::new()];
    let lists = [
        (
            "applications",
            [
                FileKind::FileChanged,
                FileKind::FileMissing,
                FileKind::FileAdded,
            ],
        ),
        (
            "waivers",
            [
                FileKind::WaiversChanged,
                FileKind::WaiversMissing,
                FileKind::WaiversAdded,
            ],
        ),
    ];
    for (list, [changed, missing, added]) in lists {
        let (was, is) = (by(report, list, "path"), by(now, list, "path"));
        for (path, one) in &was {
            let now = is.get(path).map(|now| now.get("sha256"));
            match now {
                Some(now) if now == one.get("sha256") => {}
                // A file that is named itself is told of also when it is not there.
                Some(Some(Value::Null) | None) | None => differs(missing, path, none()),
                Some(Some(_)) => differs(changed, path, none()),
            }
        }
        for path in is.keys().filter(|path| !was.contains_key(*path)) {
            differs(added, path, none());
        }
    }
    for path in twice(report) {
        differs(FileKind::FileTwice, path, none());
    }
    let (was, is) = (
        by(report, "rule_books", "call"),
        by(now, "rule_books", "call"),
    );
    let applied = |call: &str| {
        let applications = now.get("applications").and_then(Value::as_array);
        let mut calls = applications.into_iter().flatten();
        calls.any(|application| application.get("call").and_then(Value::as_str) == Some(call))
    };
    for call in is.keys().filter(|call| !was.contains_key(*call)) {
        if applied(call) {
            differs(FileKind::BookLeftOut, call, none());
        }
    }
    for (call, was) in was {
        let version = |book: &Value| {
            let version = book.get("version").and_then(Value::as_str);
            version.unwrap_or_default().to_owned()
        };
        match is.get(call) {
            Some(now) if now.get("sha256") == was.get("sha256") => {}
            Some(now) => differs(FileKind::BookChanged, call, [version(was), version(now)]),
            None => differs(FileKind::BookMissing, call, none()),
        }
    }
    found
}

fn outcomes(path: &str, was: &Value, is: &Value, found: &mut Vec<Difference>) {
    let of = |application: &Value| -> BTreeMap<String, String> {
        let outcomes = application.get("outcomes").and_then(Value::as_object);
        let text = |(rule, outcome): (&String, &Value)| {
            (
                rule.clone(),
                outcome.as_str().unwrap_or_default().to_owned(),
            )
        };
        outcomes.into_iter().flatten().map(text).collect()
    };
    let (was, is) = (of(was), of(is));
    let rules: BTreeSet<&String> = was.keys().chain(is.keys()).collect();
    for rule in rules {
        let [was, now] = [&was, &is].map(|side| side.get(rule).cloned().unwrap_or_default());
        if was != now {
            found.push(Difference::Outcome {
                path: path.to_owned(),
                rule: rule.clone(),
                was,
                now,
            });
        }
    }
}

/// The paths of applications that a report names again.
fn twice(report: &Value) -> BTreeSet<&str> {
    let applications = report.get("applications").and_then(Value::as_array);
    let applications = applications.into_iter().flatten();
    let paths = applications.filter_map(|application| application.get("path")?.as_str());
    let mut seen = BTreeSet::new();
    paths.filter(|path| !seen.insert(*path)).collect()
}

/// The items of a list by one of their texts.
fn by<'v>(report: &'v Value, list: &str, key: &str) -> BTreeMap<&'v str, &'v Value> {
    let items = report.get(list).and_then(Value::as_array);
    let named = |item: &'v Value| Some((item.get(key)?.as_str()?, item));
    items.into_iter().flatten().filter_map(named).collect()
}

/// What must be the same; with its words or without them.
fn essence(value: &Value, words: bool) -> Value {
    match value {
        Value::Object(fields) => {
            let worded = ["message", "help", "law", "figures", "title", "trace"];
            let kept = fields
                .iter()
                .filter(|(key, _)| words || !worded.contains(&key.as_str()));
            kept.map(|(key, value)| (key.clone(), essence(value, words)))
                .collect()
        }
        Value::Array(items) => items.iter().map(|item| essence(item, words)).collect(),
        other => other.clone(),
    }
}
