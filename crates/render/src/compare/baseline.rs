//! A comparison as SARIF, whose `baselineState` says what became of each result.

use std::collections::BTreeSet;
use std::io;

use serde_json::{Value, json};

use super::path;
use crate::escape::{sarif, uri};
use crate::format::Style;
use crate::json::write_pretty;
use atbilst_core::compare::{ComparedFinding, Comparison, FindingState};
use atbilst_core::language::Catalogue;
use atbilst_core::tool::Tool;

/// Writes it.
pub(super) fn write(
    all: &Comparison<'_>,
    catalogue: &Catalogue,
    _: &Style,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let rules: BTreeSet<&str> = all.findings.iter().map(|one| &*one.finding.rule).collect();
    let rules: Vec<Value> = rules.iter().map(|rule| json!({ "id": rule })).collect();
    let results: Vec<Value> = all.findings.iter().map(result).collect();
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": Tool::NAME,
                "semanticVersion": all.new.tool.version,
                "rules": rules,
            } },
            "automationDetails": { "id": "atbilst/" },
            "language": catalogue.language().name(),
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    write_pretty(&log, out)
}

fn result(one: &ComparedFinding<'_>) -> Value {
    let finding = one.finding;
    let (kind, level) = match &*finding.kind {
        "review" => ("review", "none"),
        "answered" => ("pass", "none"),
        _ => ("fail", &*finding.level),
    };
    let mut result = json!({
        "ruleId": finding.rule,
        "kind": kind,
        "level": level,
        "message": { "text": sarif(&finding.message) },
        "baselineState": match one.state {
            FindingState::New => "new",
            FindingState::Gone => "absent",
            FindingState::Kept if one.changed() => "updated",
            FindingState::Kept => "unchanged",
        },
        "partialFingerprints": {
            "atbilst/v1": finding.fingerprint,
        },
        "properties": { "found": finding.found, "expected": finding.expected },
    });
    let (Some(path), Some(object)) = (path(one.application), result.as_object_mut()) else {
        return result;
    };
    let mut place = json!({ "artifactLocation": { "uri": uri(path) } });
    if let (Some(location), Some(place)) = (finding.location, place.as_object_mut()) {
        let (start, end) = (location.start, location.end);
        let region = json!({
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        });
        place.insert("region".to_owned(), region);
    }
    let locations = json!([{ "physicalLocation": place }]);
    object.insert("locations".to_owned(), locations);
    if finding.kind == "waived" {
        let suppressed = json!([{ "kind": "external", "status": "accepted" }]);
        object.insert("suppressions".to_owned(), suppressed);
    }
    result
}
