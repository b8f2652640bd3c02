//! The format of reviewdog, which shows findings in reviews on many servers. Knows nothing of the other formats.

#![expect(
    clippy::indexing_slicing,
    reason = "a key of a JSON object that is made here"
)]

use std::io::{self, Write};

use serde_json::{Value, json};

use crate::escape::{link, shown_lines};
use crate::format::{Commands, Format, Style};
use crate::json::{Each, write_pretty};
use crate::{found, words};
use atbilst_core::finding::{Finding, Place};
use atbilst_core::language::Catalogue;
use atbilst_core::report::Report;
use atbilst_core::tool::Tool;

/// For reviewdog.
pub(super) const FORMAT: Format = Format {
    commands: Commands::None,
    notes: false,
    ..Format::new("rdjson", write)
};

/// Writes the report, one diagnostic after the other.
fn write(report: &Report, catalogue: &Catalogue, _: &Style, out: &mut dyn Write) -> io::Result<()> {
    let diagnostics = Each(|| {
        report.findings().map(|(application, finding)| {
            let mut text = vec![words::headline(finding, catalogue)];
            text.extend(words::remarks(finding, catalogue));
            let mut diagnostic = json!({
                "message": shown_lines(&text.join("\n")),
                "severity": severity(finding),
                "code": { "value": finding.rules_named() },
            });
            if let Some((path, place)) = found::place(application, finding) {
                let path = found::plain_path(path);
                diagnostic["location"] = json!({ "path": path, "range": range(place) });
            }
            if let Some(url) = finding.law.iter().find_map(|law| link(&law.url)) {
                diagnostic["code"]["url"] = url.into();
            }
            diagnostic
        })
    });
    write_pretty(
        &Diagnostics {
            source: json!({ "name": Tool::NAME }),
            diagnostics,
        },
        out,
    )
}

#[derive(serde::Serialize)]
struct Diagnostics<D> {
    source: Value,
    diagnostics: D,
}

fn severity(finding: &Finding) -> &'static str {
    match words::severity(finding) {
        "error" => "ERROR",
        "warning" => "WARNING",
        _ => "INFO",
    }
}

/// Lines and columns, of which the latter count bytes. A place whose line is not at hand has its lines alone.
fn range(place: &Place) -> Value {
    let (start, end) = (place.location.start, place.location.end);
    let at = |byte: u32| -> Option<u32> {
        let excerpt = &place.excerpt;
        let marked = u32::try_from(excerpt.marked.start).ok()?;
        let text = excerpt.text.as_bytes();
        let offset = marked.checked_add(byte.checked_sub(start.byte)?)?;
        let before = text.get(..offset as usize)?;
        let line = memchr::memrchr(b'\n', before).map_or(0, |at| at.saturating_add(1));
        u32::try_from(before.len().saturating_sub(line).saturating_add(1)).ok()
    };
    match (at(start.byte), at(end.byte)) {
        (Some(first), Some(last)) if !place.excerpt.text.is_empty() => json!({
            "start": { "line": start.line, "column": first },
            "end": { "line": end.line, "column": last },
        }),
        _ => json!({ "start": { "line": start.line }, "end": { "line": end.line } }),
    }
}
