//! `atbilst answers draft`: a file of answers for the questions of a report, with the place for what a person decides left empty.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Args;

use atbilst_books::template::comment;
use atbilst_core::language::Catalogue;
use atbilst_render::escape::shown;
use atbilst_yaml::write;

use crate::cli::recorded::{self, ReportLimit};
use crate::cli::{Ending, output};
use crate::verify::RecordedFinding;

#[derive(Debug, Args)]
pub(super) struct AnswersDraftArguments {
    #[arg(value_name = "REPORT")]
    report: PathBuf,
    #[command(flatten)]
    limit: ReportLimit,
}

pub(super) fn run(
    arguments: &AnswersDraftArguments,
    catalogue: &Catalogue,
) -> anyhow::Result<Ending> {
    let text = recorded::read(&arguments.report, &arguments.limit, catalogue)?;
    let report = recorded::parsed(&arguments.report, &text, catalogue)?;
    let mut entries = String::new();
    report.each_finding(&mut |finding| {
        if finding.kind == "review" {
            entries.push_str(&entry(finding, catalogue));
        }
    });
    let about = [("report", arguments.report.to_string_lossy().into())];
    let key = match entries.is_empty() {
        true => "answers.nothing",
        false => "answers.how",
    };
    let head = [
        catalogue.say("answers.head", &about),
        catalogue.say(key, &[]),
    ];
    let head: Vec<String> = head.iter().flat_map(|text| comment(&shown(text))).collect();
    let list = if entries.is_empty() { " []" } else { "" };
    let text = format!("{}\n\nanswers:{list}\n{entries}", head.join("\n"));
    output::print(text.as_bytes(), catalogue)?;
    Ok(Ending::Clean)
}

/// One question, and the fields of its answer.
fn entry(finding: &RecordedFinding<'_>, catalogue: &Catalogue) -> String {
    let place = match finding.path {
        Some(path) => format!("{path}:{}", finding.line),
        None => catalogue.say("table.together", &[]),
    };
    let question = shown(&format!("{place} – {}", finding.message)).into_owned();
    let mut text = String::new();
    for line in comment(&question) {
        let _ = writeln!(text, "  {line}");
    }
    let (key, subject) = match (finding.path, finding.id) {
        (None, _) => ("call", finding.call.unwrap_or_default()),
        (Some(_), Some(id)) => ("application", id),
        (Some(path), None) => ("path", path),
    };
    let _ = writeln!(text, "  - rule: {}", write::text(finding.rule));
    let _ = writeln!(text, "    {key}: {}", write::text(subject));
    let _ = writeln!(
        text,
        "    fingerprint: {}",
        write::text(finding.fingerprint)
    );
    for field in ["says", "reason", "by", "second", "on", "document"] {
        let what = catalogue.say(&format!("answers.fill.{field}"), &[]);
        let _ = writeln!(text, "    {:<10} # {what}", format!("{field}:"));
    }
    text.push('\n');
    text
}
