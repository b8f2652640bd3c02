//! `atbilst answers draft`: a file of answers for the questions of a report, with the place for what a person decides left empty.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Args;

use atbilst_books::template::comment;
use atbilst_core::language::Catalogue;
use atbilst_render::escape::shown;
use atbilst_yaml::write;

use crate::cli::recorded::{self, ReportLimit};
use crate::cli::stored;
use crate::cli::subjects::{Subjects, fields, question};
use crate::cli::{Ending, output};
use crate::verify::{RecordedFinding, RecordedStatement};

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
    stored::agrees_with_itself(&arguments.report, &text, catalogue)?;
    let (mut entries, mut stated) = (String::new(), String::new());
    let subjects = Subjects::of(&report);
    let mut looked_up = HashSet::new();
    report.each_finding(&mut |finding| match finding.awaits {
        // What several rules wait for is looked up once.
        Some((field, _)) if looked_up.insert((subjects.of_finding(finding), field.to_owned())) => {
            stated.push_str(&of_office(finding, &subjects, catalogue));
        }
        Some(_) => {}
        None if finding.kind == "review" || finding.answer.is_some() => {
            entries.push_str(&entry(finding, &subjects, catalogue))
        }
        None => {}
    });
    // What was stated already stays: the file that is written here takes the place of the one it stood in.
    report.each_statement(&mut |statement| stated.push_str(&already_stated(statement, &subjects)));
    let about = [("report", arguments.report.to_string_lossy().into())];
    let key = match entries.is_empty() && stated.is_empty() {
        true => "answers.nothing",
        false => "answers.how",
    };
    let head = [
        catalogue.say("answers.head", &about),
        catalogue.say(key, &[]),
    ];
    let head: Vec<String> = head.iter().flat_map(|text| comment(&shown(text))).collect();
    let list = if entries.is_empty() { " []" } else { "" };
    let mut text = format!("{}\n\nanswers:{list}\n{entries}", head.join("\n"));
    if !stated.is_empty() {
        let how = comment(&catalogue.say("answers.stated_how", &[])).join("\n");
        let _ = write!(text, "{how}\nstated:\n{stated}");
    }
    output::print(text.as_bytes(), catalogue)?;
    Ok(Ending::Clean)
}

/// What the office has not stated yet, and the fields for it.
fn of_office(finding: &RecordedFinding<'_>, subjects: &Subjects, catalogue: &Catalogue) -> String {
    let mut text = question(finding, catalogue);
    let (key, subject) = subjects.of_finding(finding);
    let (field, register) = finding.awaits.unwrap_or_default();
    let _ = writeln!(text, "  - {key}: {}", write::text(&subject));
    let _ = writeln!(text, "    field: {}", write::text(field));
    let open = |name: &str, what: &str| {
        let what = catalogue.say(what, &[]);
        format!("    {:<10} # {what}\n", format!("{name}:"))
    };
    text.push_str(&open("is", "answers.fill.is"));
    let _ = writeln!(text, "    register: {}", write::text(register));
    text.push_str(&open("by", "answers.fill.looked_up_by"));
    text.push_str(&open("on", "answers.fill.looked_up_on"));
    text.push('\n');
    text
}

/// What the office has stated already, as it stands.
fn already_stated(statement: &RecordedStatement<'_>, subjects: &Subjects) -> String {
    let (key, subject) = subjects.of_application(statement.id, statement.path);
    let stated = statement
        .fields
        .map(|(key, value)| (key, value.or(Some(""))));
    let subject = write::text(&subject);
    format!("  - {key}: {subject}\n{}\n", fields(&stated))
}

/// One question and the fields of its answer: empty, or as somebody has answered it.
fn entry(finding: &RecordedFinding<'_>, subjects: &Subjects, catalogue: &Catalogue) -> String {
    let answer = finding.answer.unwrap_or_default();
    let mut text = subjects.entry(finding, &answer, catalogue);
    let open = ["says", "reason", "by", "second", "on", "document"].into_iter();
    for field in open.filter(|_| finding.answer.is_none()) {
        let what = catalogue.word("answers.fill", field);
        let _ = writeln!(text, "    {:<10} # {what}", format!("{field}:"));
    }
    text.push('\n');
    text
}
