//! The code quality report of GitLab: a list of findings, each with a place and an identity.
//! Knows nothing of the other formats.

use std::collections::HashSet;
use std::io::{self, Write};

use serde_json::json;
use sha2::{Digest, Sha256};

use crate::format::{Commands, Format, Style};
use crate::found;
use crate::json::{Each, write_pretty};
use crate::words;
use atbilst_core::finding::{Finding, Fingerprint, Hex};
use atbilst_core::language::Catalogue;
use atbilst_core::own_rules::{INTERNAL_ERROR, UNREADABLE_FILE, YAML_SYNTAX};
use atbilst_core::report::Report;

/// For the code quality of GitLab.
pub(super) const FORMAT: Format = Format {
    commands: Commands::None,
    notes: false,
    ..Format::new("gitlab", write)
};

/// Writes the report.
fn write(report: &Report, catalogue: &Catalogue, _: &Style, out: &mut dyn Write) -> io::Result<()> {
    let findings = Each(|| {
        let mut seen = HashSet::new();
        let findings = report.findings();
        let findings = findings.flat_map(|(application, finding)| {
            let mut places = found::places(application, finding);
            if places.is_empty() {
                places.push(found::place_in(report, application, finding));
            }
            let each = places
                .into_iter()
                .map(move |(path, place)| (finding, path, place));
            // A server keeps no list of rules for one place: each rule that asks is one of its own.
            each.flat_map(|one| one.0.asks().map(move |asks| (one, asks)))
        });
        findings.map(move |((finding, path, place), (rule, fingerprint))| {
            let mut description = words::headline(finding, catalogue);
            if let Some(help) = &finding.help {
                description = format!("{description} {help}");
            }
            json!({
                "description": match words::decided(finding, catalogue) {
                    None => description,
                    Some((_, decided)) => format!("{description} {decided}"),
                },
                "check_name": &**rule,
                "fingerprint": identity(fingerprint, path, &mut seen),
                "severity": severity(finding),
                "location": {
                    "path": found::plain_path(path),
                    "lines": { "begin": place.location.start.line, "end": place.location.end.line },
                },
            })
        })
    });
    write_pretty(&findings, out)
}

/// GitLab shows only one of several findings of one identity: of two applications with the same id the second is told apart by its path.
fn identity(fingerprint: Fingerprint, path: &str, seen: &mut HashSet<String>) -> String {
    let mut identity = fingerprint.to_string().replace("sha256:", "");
    while !seen.insert(identity.clone()) {
        identity = Hex(&Sha256::digest(format!("{identity} {path}"))).to_string();
    }
    identity
}

fn severity(finding: &Finding) -> &'static str {
    let unread = [UNREADABLE_FILE, INTERNAL_ERROR, YAML_SYNTAX].contains(&&*finding.rule);
    match words::severity(finding) {
        _ if unread => "blocker",
        "error" => "major",
        "warning" => "minor",
        _ => "info",
    }
}
