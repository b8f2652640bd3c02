//! Whether a report in JSON is still true: what must be checked again, and what came out otherwise.
//! Knows nothing of files, of languages or of how a check is made; it compares two reports.

mod difference;
mod files;
mod lists;
mod parts;
mod recorded;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use lists::{by, essence};

pub(crate) use difference::{Difference, FileChange};
pub(crate) use recorded::RecordedCheck;

/// Compares all of a report with one that was just made of the same files in the same language. The words of the two are
/// compared only where the same program made both: a later one may say the same in better words, and say more.
#[must_use]
pub(crate) fn differences(report: &Value, now: &Value) -> Vec<Difference> {
    let tool = |side: &Value, key: &str| side.get("tool").and_then(|tool| tool.get(key)).cloned();
    let mut of_tool = ["version", "commit"].into_iter();
    let same_tool = of_tool.all(|key| tool(report, key) == tool(now, key));
    let mut found = files::differing(report, now);
    let files_differ = !found.is_empty();
    applications(report, now, same_tool, &mut found);
    // Of other files other sums are no news.
    if !files_differ {
        portfolios(report, now, same_tool, &mut found);
    }
    if found.is_empty() && report.get("summary") != now.get("summary") {
        found.push(Difference::Totals);
    }
    let parts = parts::differing(report, now, same_tool, files_differ);
    found.extend(parts.into_iter().map(Difference::Part));
    found
}

/// What is said of files that are the same.
fn applications(report: &Value, now: &Value, same_tool: bool, found: &mut Vec<Difference>) {
    let fresh = by(now, "applications", "path");
    for (path, was) in by(report, "applications", "path") {
        let Some(is) = fresh.get(path) else { continue };
        if was.get("sha256") != is.get("sha256") {
            continue;
        }
        let before = found.len();
        outcomes(path, was, is, found);
        if found.len() == before && essence(was, same_tool) != essence(is, same_tool) {
            found.push(Difference::Content(path.to_owned()));
        }
    }
}

fn outcomes(path: &str, was: &Value, is: &Value, found: &mut Vec<Difference>) {
    let of = |application: &Value| -> BTreeMap<String, String> {
        let outcomes = application.get("outcomes").and_then(Value::as_object);
        let text = |outcome: &Value| outcome.as_str().unwrap_or_default().to_owned();
        let outcomes = outcomes.into_iter().flatten();
        outcomes
            .map(|(rule, one)| (rule.clone(), text(one)))
            .collect()
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

/// What is said of all applications of a call together.
fn portfolios(report: &Value, now: &Value, same_tool: bool, found: &mut Vec<Difference>) {
    let sides = [report, now].map(|side| by(side, "portfolio", "call"));
    let calls: BTreeSet<&str> = sides.iter().flat_map(BTreeMap::keys).copied().collect();
    for call in calls {
        let [was, is] = sides.each_ref().map(|side| {
            let portfolio = side.get(call);
            portfolio.map(|portfolio| essence(portfolio, same_tool))
        });
        if was != is {
            found.push(Difference::Together(call.to_owned()));
        }
    }
}
