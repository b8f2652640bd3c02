//! SARIF 2.1.0, for code scanning: every rule with its law, every finding with its place, its identity and its waiver.
//! Knows nothing of the other formats.

#![expect(
    clippy::indexing_slicing,
    reason = "a key of a JSON object that is made here"
)]

mod rules;
mod weightiest;

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Value, json};

use crate::escape::{sarif, shown_lines, uri};
use crate::format::{Commands, Format, Style};
use crate::found;
use crate::found::Found;
use crate::json::{Each, write_pretty};
use crate::words;
use atbilst_core::decisions::DecisionFile;
use atbilst_core::finding::{Finding, Hex, Outcome, Place};
use atbilst_core::language::Catalogue;
use atbilst_core::own_rules::{INTERNAL_ERROR, UNREADABLE_FILE};
use atbilst_core::report::{Application, Report};
use atbilst_core::tool::Tool;
use weightiest::{MAX_RESULTS, Weightiest};

/// Paths are relative to what GitHub calls so: the root of the repository, where a check in CI runs.
const BASE: &str = "%SRCROOT%";

/// No result has more places; code scanning takes no more.
const MAX_PLACES: usize = 1_000;

/// For code scanning.
pub(super) const FORMAT: Format = Format {
    commands: Commands::None,
    ..Format::new("sarif", write)
};

/// Writes the report, one result after the other.
fn write(report: &Report, catalogue: &Catalogue, _: &Style, out: &mut dyn Write) -> io::Result<()> {
    let log = Log {
        schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        version: "2.1.0",
        runs: [run(report, catalogue)],
    };
    write_pretty(&log, out)
}

#[derive(Serialize)]
struct Log<R> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [R; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<A, R> {
    tool: Value,
    automation_details: Value,
    language: &'static str,
    column_kind: &'static str,
    original_uri_base_ids: Value,
    invocations: [Value; 1],
    artifacts: A,
    results: R,
    properties: Value,
}

fn run(report: &Report, catalogue: &Catalogue) -> impl Serialize {
    let base = catalogue.say("sarif.base", &[]);
    let weightiest = Weightiest::of(report);
    Run {
        tool: json!({ "driver": {
            "name": Tool::NAME,
            "fullName": format!("{} {}", Tool::NAME, report.settings.tool.version),
            "version": report.settings.tool.version,
            "semanticVersion": report.settings.tool.version,
            "informationUri": rules::home(report),
            "rules": rules::all(report, catalogue),
        } }),
        automation_details: json!({ "id": format!("{}/", report.category.as_deref().unwrap_or(Tool::NAME)) }),
        language: catalogue.language().name(),
        column_kind: "unicodeCodePoints",
        original_uri_base_ids: json!({ BASE: { "description": { "text": sarif(&base) } } }),
        invocations: [invocation(report, weightiest.left_out, catalogue)],
        artifacts: Each(|| report.applications.iter().map(checked)),
        results: Each(move || {
            let mut weightiest = weightiest.clone();
            let kept = found::all(report).filter(move |found| weightiest.keeps(found));
            kept.map(move |found| {
                let rule = rules::position(report, found.book, &found.finding.rule);
                result(report, found, rule, catalogue)
            })
        }),
        properties: properties(report),
    }
}

/// Whether the check could be made, and what a reader should know beside the findings.
fn invocation(report: &Report, left_out: usize, catalogue: &Catalogue) -> Value {
    let not_checked =
        |(_, finding): (_, &Finding)| [UNREADABLE_FILE, INTERNAL_ERROR].contains(&&*finding.rule);
    let note = |note: &String| json!({ "level": "note", "message": { "text": sarif(note) } });
    let mut notifications: Vec<_> = report.notes.iter().map(note).collect();
    if left_out > 0 {
        let about = [("count", left_out.into()), ("limit", MAX_RESULTS.into())];
        let sentence = sarif(&catalogue.say("sarif.left_out", &about));
        notifications.push(json!({ "level": "warning", "message": { "text": sentence } }));
    }
    json!({
        "executionSuccessful": !report.findings().any(not_checked),
        "toolExecutionNotifications": notifications,
    })
}

fn properties(report: &Report) -> Value {
    let file = |file: &DecisionFile| json!({ "path": &*file.path, "sha256": Hex(&file.sha256).to_string() });
    let book = |book: &atbilst_core::report::BookSummary| {
        let sha256 = Hex(&book.sha256).to_string();
        let sources = book.sources.iter().filter_map(|source| {
            let captured = source.captured.as_ref()?;
            let (sha256, on) = captured.seal.as_ref()?;
            let sha256 = Hex(sha256).to_string();
            Some(json!({ "url": source.url, "sha256": sha256, "capturedOn": on.to_string() }))
        });
        json!({
            "call": &*book.call,
            "version": book.version,
            "sha256": sha256,
            "sources": sources.collect::<Vec<_>>(),
        })
    };
    json!({
        "today": report.settings.today.to_string(),
        "ruleBooks": report.rule_books.iter().map(book).collect::<Vec<_>>(),
        "waivers": report.waivers.iter().map(file).collect::<Vec<_>>(),
        "answers": report.answers.iter().map(file).collect::<Vec<_>>(),
    })
}

/// A file that was checked.
fn checked(application: &Application) -> Value {
    let mut artifact = json!({ "location": artifact(&application.path) });
    if let Some(sha256) = &application.sha256 {
        artifact["hashes"] = json!({ "sha-256": Hex(sha256).to_string() });
    }
    artifact
}

fn result(report: &Report, found: Found<'_>, rule: Option<usize>, catalogue: &Catalogue) -> Value {
    let finding = found.finding;
    let outcome = match &finding.waived {
        Some(waived) => waived.outcome,
        None => finding.outcome,
    };
    // SARIF asks for the level `none` where a result is no failure.
    let (kind, level) = match outcome {
        Outcome::Review => ("review", "none"),
        Outcome::Answered => ("pass", "none"),
        _ => ("fail", finding.level.name()),
    };
    // GitHub refuses the whole report where one result has no place.
    let (path, place) = found::place_in(report, found.application, finding);
    let mut text = vec![finding.message.clone()];
    text.extend(words::remarks(finding, catalogue));
    let more = finding.related.len().saturating_sub(MAX_PLACES);
    if more > 0 {
        text.push(catalogue.say("sarif.more_places", &[("count", more.into())]));
    }
    let mut result = json!({
        "ruleId": &*finding.rule,
        "kind": kind,
        "level": level,
        "message": { "text": sarif(&text.join("\n")) },
        "locations": [location(path, place)],
        // That by which GitHub knows a line again is made by whoever uploads the report.
        "partialFingerprints": { "atbilst/v1": finding.fingerprint.to_string() },
        "properties": { "found": finding.found, "expected": finding.expected },
    });
    if !finding.also.is_empty() {
        let also: Vec<&str> = finding.also.iter().map(|also| &*also.rule).collect();
        result["properties"]["also"] = also.into();
    }
    if let Some(rule) = rule {
        result["ruleIndex"] = rule.into();
    }
    if !finding.related.is_empty() {
        let others = finding
            .related
            .iter()
            .take(MAX_PLACES)
            .zip(1..)
            .map(|(related, id)| {
                let mut location = location(&related.path, &related.place);
                location["id"] = Value::from(id);
                location["message"] = json!({ "text": sarif(&related.message) });
                location
            });
        result["relatedLocations"] = others.collect();
    }
    let waived = words::decided(finding, catalogue).filter(|_| finding.waived.is_some());
    if let Some((_, waiver)) = waived {
        result["suppressions"] = json!([{
            "kind": "external",
            "status": "accepted",
            "justification": shown_lines(&waiver),
        }]);
    }
    result
}

fn location(path: &str, place: &Place) -> Value {
    let (start, end) = (place.location.start, place.location.end);
    let mut location = json!({ "physicalLocation": {
        "artifactLocation": artifact(path),
        "region": {
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        },
    } });
    if !place.pointer.is_empty() {
        location["logicalLocations"] = json!([{ "fullyQualifiedName": place.pointer }]);
    }
    location
}

fn artifact(path: &str) -> Value {
    let uri = uri(&found::plain_path(path));
    if uri.starts_with("file:") {
        json!({ "uri": uri })
    } else {
        json!({ "uri": uri, "uriBaseId": BASE })
    }
}
