//! What a report says of the check that made it.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde_json::Value;

use atbilst_core::language::Language;
use atbilst_core::scalar;

use super::lists::{items, text};

/// A check, as its report records it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RecordedCheck {
    /// The files and folders that were named.
    pub(crate) inputs: Vec<String>,
    /// The paths of the applications.
    pub(crate) paths: Vec<String>,
    /// The files of waivers.
    pub(crate) waivers: Vec<String>,
    /// Its language, where it is one of ours.
    pub(crate) language: Option<Language>,
    /// The day of the check.
    pub(crate) today: NaiveDate,
    /// The day whose law was asked for, where one was.
    pub(crate) as_of: Option<NaiveDate>,
    /// Whether the applications were judged together.
    pub(crate) portfolio: bool,
    /// The rules of which it tells why they came out as they did.
    pub(crate) traced: BTreeSet<String>,
    /// Version and commit of the program.
    pub(crate) tool: (String, Option<String>),
}

impl RecordedCheck {
    /// Reads it from a report; `None` where it is none.
    #[must_use]
    pub(crate) fn of(report: &Value) -> Option<Self> {
        if !matches!(
            text(report, "schema")?,
            "atbilst-report/1" | "atbilst-report/2"
        ) {
            return None;
        }
        let tool = report.get("tool")?;
        let inputs = report.get("inputs")?.as_array()?.iter();
        report.get("applications")?.as_array()?;
        Some(Self {
            inputs: inputs.map(owned).collect::<Option<_>>()?,
            paths: paths(report, "applications")?,
            waivers: match report.get("waivers") {
                Some(waivers) => waivers.as_array().and_then(|_| paths(report, "waivers"))?,
                None => Vec::new(),
            },
            language: Language::from_name(text(report, "language")?),
            today: scalar::date(text(report, "today")?)?,
            as_of: as_of(report)?,
            portfolio: !report.get("portfolio")?.as_array()?.is_empty(),
            traced: traced(report),
            tool: (
                owned(tool.get("version")?)?,
                tool.get("commit").and_then(owned),
            ),
        })
    }
}

fn owned(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn paths(report: &Value, list: &str) -> Option<Vec<String>> {
    items(report, list)
        .map(|item| owned(item.get("path")?))
        .collect()
}

/// The day that was asked for, if any; `None` where it is no day.
fn as_of(report: &Value) -> Option<Option<NaiveDate>> {
    let mut days = items(report, "applications").filter_map(|one| one.get("as_of"));
    let asked = days.find(|day| text(day, "from") == Some("option"));
    match asked {
        Some(day) => scalar::date(text(day, "date")?).map(Some),
        None => Some(None),
    }
}

fn traced(report: &Value) -> BTreeSet<String> {
    let traces = items(report, "applications").flat_map(|one| items(one, "trace"));
    let rules = traces.filter_map(|trace| text(trace, "rule"));
    rules.map(str::to_owned).collect()
}
