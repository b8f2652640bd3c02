//! A report that was written before, as far as another is held against it or a sample is drawn from it: read from JSON or JSON lines,
//! of every version. Knows nothing of files.

mod sound;
mod summary;

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::Value;

use crate::scalar;
use rust_decimal::Decimal;
pub use sound::Contradiction;
pub use summary::StoredSummary;

/// A report as it was written.
#[derive(Debug, Deserialize)]
pub struct StoredReport {
    /// The version of its form.
    pub schema: String,
    /// Which program made it.
    pub tool: StoredTool,
    /// The day of the check.
    pub today: String,
    /// The totals, as far as they say whether the report is whole.
    #[serde(default)]
    pub summary: StoredSummary,
    /// How the check was made; a report of version 1 does not say it.
    #[serde(default)]
    pub settings: StoredSettings,
    /// What was checked, as it was named.
    #[serde(default)]
    pub inputs: Vec<String>,
    /// The rule books.
    #[serde(default)]
    pub rule_books: Vec<StoredBook>,
    /// The files of waivers.
    #[serde(default)]
    pub waivers: Vec<StoredFile>,
    /// The files of answers, and of what the office states.
    #[serde(default)]
    pub answers: Vec<StoredFile>,
    /// In order of their paths.
    #[serde(default)]
    pub applications: Vec<StoredApplication>,
    /// What was said of all applications of a call together.
    #[serde(default)]
    pub portfolio: Vec<StoredPortfolio>,
}

/// The program that made a report.
#[derive(Debug, Deserialize, PartialEq, Eq)]
pub struct StoredTool {
    /// Its version.
    pub version: String,
    /// Its commit, where that is known.
    pub commit: Option<String>,
}

/// How much of a file a check read and kept.
#[derive(Debug, Deserialize, PartialEq, Eq)]
pub struct StoredLimits {
    file_bytes: Option<u64>,
    value_bytes: Option<u64>,
    nodes: Option<u64>,
    findings: Option<usize>,
}

/// Which of the files that are there a check took.
#[derive(Debug, Default, Deserialize, PartialEq, Eq)]
pub struct StoredSelection {
    /// The commit since which those have changed that are told of.
    pub since: Option<String>,
    /// The one of so many parts that was taken.
    pub shard: Option<String>,
    /// What alone was taken, as a report has it.
    include: Option<Value>,
    /// What was left out.
    exclude: Option<Value>,
    /// Whether what .gitignore names was left out.
    gitignore: Option<bool>,
}

/// How a check was made.
#[derive(Debug, Default, Deserialize, PartialEq, Eq)]
pub struct StoredSettings {
    /// The day whose law was asked for.
    pub as_of: Option<String>,
    /// Whether all applications of a call were judged together as well.
    pub portfolio: Option<bool>,
    /// Whether waivers counted.
    pub waivers: Option<bool>,
    /// Whether answers counted.
    pub answers: Option<bool>,
    /// How much of a file was read and kept.
    pub limits: Option<StoredLimits>,
    /// Which files it took.
    #[serde(default)]
    pub files: StoredSelection,
}

/// A rule book as a report names it.
#[derive(Debug, Deserialize, PartialEq, Eq)]
pub struct StoredBook {
    /// Its call.
    pub call: String,
    /// Its version.
    pub version: String,
    /// Its hash.
    pub sha256: String,
}

/// A file beside the applications.
#[derive(Debug, Deserialize, PartialEq, Eq)]
pub struct StoredFile {
    /// Its path.
    pub path: String,
    /// Its hash.
    pub sha256: String,
}

/// One application.
#[derive(Debug, Deserialize)]
pub struct StoredApplication {
    /// Its path.
    pub path: String,
    /// The hash of its file.
    pub sha256: Option<String>,
    /// Its call.
    pub call: Option<String>,
    /// Its id.
    pub id: Option<String>,
    /// Whose project it is.
    #[serde(default)]
    pub identity: StoredIdentity,
    /// Its groups, by the paths of their fields.
    #[serde(default)]
    pub groups: std::collections::BTreeMap<String, Option<String>>,
    /// Its money, as it is written.
    pub money: Option<String>,
    /// The name of its verdict.
    pub verdict: String,
    /// The limits that it comes nearest to.
    #[serde(default)]
    pub nearest: StoredNearest,
    /// What the office states of it.
    #[serde(default)]
    pub stated: Vec<StoredStatement>,
    /// Its findings.
    pub findings: Vec<StoredFinding>,
}

/// The limits that an application comes nearest to.
#[derive(Debug, Default, Deserialize)]
pub struct StoredNearest {
    /// Of all that is measured.
    pub amount: Option<StoredNear>,
    /// Of all last days.
    pub day: Option<StoredNear>,
}

/// A limit that is kept.
#[derive(Debug, Deserialize)]
pub struct StoredNear {
    /// The rule.
    pub rule: String,
    /// How much of it is reached, in hundredths.
    pub percent: Option<String>,
    /// How many days are left.
    pub days: Option<u64>,
}

/// Something that the office states of an application.
#[derive(Debug, Deserialize)]
pub struct StoredStatement {
    /// The path of the field.
    pub field: String,
    /// What the field is called.
    pub title: String,
    /// What is stated.
    pub is: String,
    /// The file it stands in.
    pub file: String,
}

/// Whose project an application is.
#[derive(Debug, Default, Deserialize)]
pub struct StoredIdentity {
    /// The title of the project.
    pub title: Option<String>,
    /// The applicant.
    pub applicant: Option<String>,
    /// The registration number.
    pub registration_number: Option<String>,
}

/// What was said of all applications of a call together.
#[derive(Debug, Deserialize)]
pub struct StoredPortfolio {
    /// The call.
    pub call: Option<String>,
    /// What was found.
    pub findings: Vec<StoredFinding>,
}

/// A finding.
#[derive(Clone, Debug, Deserialize)]
pub struct StoredFinding {
    /// Its rule.
    pub rule: String,
    /// The name of its outcome.
    pub kind: String,
    /// The name of its level.
    pub level: String,
    /// What was found and what is asked.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// The value that was found.
    pub found: Option<String>,
    /// The value that would do.
    pub expected: Option<String>,
    /// Where, as a JSON Pointer; `None` for one of all applications together.
    pub pointer: Option<String>,
    /// Where, as lines and columns.
    pub location: Option<StoredLocation>,
    /// Its identity over time.
    pub fingerprint: String,
    /// The other places that it concerns.
    #[serde(default)]
    pub related: Vec<StoredRelated>,
    /// The other rules that ask for the same.
    #[serde(default)]
    also: Vec<StoredAlso>,
}

/// Another place that a finding concerns.
#[derive(Clone, Debug, Deserialize)]
pub struct StoredRelated {
    /// The path of the application.
    pub path: String,
}

/// Another rule that asks for what a finding says is left out.
#[derive(Clone, Debug, Deserialize)]
struct StoredAlso {
    rule: String,
    kind: String,
    pointer: String,
    fingerprint: String,
}

/// Lines and columns.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct StoredLocation {
    /// Where it begins.
    pub start: StoredPosition,
    /// Where it ends.
    pub end: StoredPosition,
}

/// A line and a column, each from 1.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct StoredPosition {
    /// The line.
    pub line: u32,
    /// The column, in characters.
    pub column: u32,
}

/// What a line of a report in JSON lines says. It is read twice: so what it holds needs not be kept in between.
#[derive(Deserialize)]
struct LineKind<'l> {
    #[serde(rename = "type", borrow)]
    kind: Cow<'l, str>,
}

impl StoredReport {
    /// Reads a report; nothing where the text is none, or is not whole.
    pub fn read(text: &str) -> Option<Self> {
        let one = serde_json::from_str(text).ok();
        let mut report: Self = one.or_else(|| Self::of_lines(text))?;
        for application in &mut report.applications {
            let findings = std::mem::take(&mut application.findings);
            application.findings = findings.into_iter().flat_map(StoredFinding::each).collect();
        }
        ["atbilst-report/1", "atbilst-report/2"]
            .contains(&&*report.schema)
            .then_some(report)
    }

    fn of_lines(text: &str) -> Option<Self> {
        let (mut applications, mut portfolio, mut head) = (Vec::new(), Vec::new(), None);
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            // The last line says that the report is whole.
            if head.is_some() {
                return None;
            }
            let LineKind { kind } = serde_json::from_str(line).ok()?;
            match &*kind {
                "application" => applications.push(serde_json::from_str(line).ok()?),
                "portfolio" => portfolio.push(serde_json::from_str(line).ok()?),
                "summary" => head = Some(serde_json::from_str(line).ok()?),
                // What those say in other words, or what a later version adds.
                _ => {}
            }
        }
        Some(Self {
            applications,
            portfolio,
            ..head?
        })
    }
}

impl StoredApplication {
    /// Its money, where that is known.
    pub fn money(&self) -> Option<Decimal> {
        self.money.as_deref().and_then(scalar::money)
    }

    /// How much of its nearest limit is reached, in hundredths, and by which rule that is set.
    pub fn percent(&self) -> Option<(Decimal, &str)> {
        let near = self.nearest.amount.as_ref()?;
        Some((near.percent.as_deref()?.parse().ok()?, &near.rule))
    }

    /// How many days are left to its nearest last day, and by which rule that is set.
    pub fn days(&self) -> Option<(u64, &str)> {
        let near = self.nearest.day.as_ref()?;
        Some((near.days?, &near.rule))
    }

    /// What it is called: its id, else its path.
    pub fn name(&self) -> &str {
        self.id.as_deref().unwrap_or(&self.path)
    }
}

impl StoredFinding {
    /// A finding for each of its rules: each is waived, answered and told from another by itself.
    fn each(mut self) -> Vec<Self> {
        let also = std::mem::take(&mut self.also);
        let others = also.into_iter().map(|also| Self {
            rule: also.rule,
            kind: also.kind,
            pointer: Some(also.pointer),
            fingerprint: also.fingerprint,
            ..self.clone()
        });
        let others: Vec<Self> = others.collect();
        std::iter::once(self).chain(others).collect()
    }

    /// Whether it counts: nobody answers for it.
    pub fn counts(&self) -> bool {
        ["fail", "review"].contains(&&*self.kind)
    }

    /// Whether it does not comply, with the weight of an error.
    pub fn is_error(&self) -> bool {
        self.kind == "fail" && self.level == "error"
    }
}
