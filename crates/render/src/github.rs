//! Annotations of GitHub Actions: one command a line, which the runner shows beside the line of the file.
//! GitHub shows the first ten of each kind in a step, so what fails comes first. Knows nothing of the other formats.

use std::io::{self, Write};

use crate::escape::{github_data, github_property};
use crate::format::{Commands, Format, Style};
use crate::found;
use crate::{totals, words};
use atbilst_core::finding::{Finding, Place};
use atbilst_core::language::Catalogue;
use atbilst_core::report::Report;

/// The commands, gravest first.
const COMMANDS: [&str; 3] = ["error", "warning", "notice"];

/// For GitHub Actions.
pub(super) const FORMAT: Format = Format {
    commands: Commands::Own,
    ..Format::new("github", write)
};

/// Writes the report: the findings, then the notes and totals as one annotation without a place.
fn write(report: &Report, catalogue: &Catalogue, _: &Style, out: &mut dyn Write) -> io::Result<()> {
    for command in COMMANDS {
        let findings = report.findings();
        for (application, finding) in findings.filter(|(_, finding)| is(finding) == command) {
            let mut text = vec![finding.message.clone()];
            text.extend(words::remarks(finding, catalogue));
            let text = github_data(&text.join("\n"));
            let title = title(finding, catalogue);
            let places = found::places(application, finding);
            if places.is_empty() {
                writeln!(out, "::{command} {title}::{text}")?;
            }
            for (path, place) in places {
                let spot = spot(path, place);
                writeln!(out, "::{command} {spot},{title}::{text}")?;
            }
        }
    }
    let text = totals::remarks(report, catalogue).join("\n");
    writeln!(out, "::notice title=atbilst::{}", github_data(&text))
}

fn is(finding: &Finding) -> &'static str {
    match words::severity(finding) {
        "note" => "notice",
        severity => severity,
    }
}

fn title(finding: &Finding, catalogue: &Catalogue) -> String {
    let title = format!(
        "{} ({})",
        finding.rules_named(),
        words::level_word(finding, catalogue)
    );
    format!("title={}", github_property(&title))
}

fn spot(path: &str, place: &Place) -> String {
    let (start, end) = (place.location.start, place.location.end);
    let lines = format!(
        "file={},line={},endLine={}",
        github_property(path),
        start.line,
        end.line
    );
    // Columns make sense to GitHub only within one line.
    match start.line == end.line {
        true => format!("{lines},col={},endColumn={}", start.column, end.column),
        false => lines,
    }
}
