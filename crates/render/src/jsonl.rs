//! The report for programs a line at a time: each application, then each portfolio, then what holds for all of them.
//! `schemas/report-line.schema.json` promises its shape. An application can be written as soon as it is judged.

use std::io::{self, Write};

use serde::Serialize;

use crate::format::{Commands, Format, Style};
use crate::json::{JsonApplication, JsonHead, JsonPortfolio, add};
use atbilst_core::language::Catalogue;
use atbilst_core::report::{Application, Report};

/// For other programs, a line at a time.
pub(super) const FORMAT: Format = Format {
    commands: Commands::None,
    stream: Some(application),
    traces: true,
    ..Format::new("jsonl", write)
};

/// Writes the report.
fn write(report: &Report, _: &Catalogue, _: &Style, out: &mut dyn Write) -> io::Result<()> {
    let mut text = Vec::new();
    for one in &report.applications {
        text.clear();
        application(report, one, &mut text)?;
        out.write_all(&text)?;
    }
    text.clear();
    for portfolio in &report.portfolios {
        line("portfolio", JsonPortfolio::of(report, portfolio), &mut text)?;
    }
    // Without this last line the report is not whole.
    line("summary", JsonHead::of(report), &mut text)?;
    out.write_all(&text)
}

/// Adds the line of one application.
pub(super) fn application(
    report: &Report,
    application: &Application,
    text: &mut Vec<u8>,
) -> io::Result<()> {
    line(
        "application",
        JsonApplication::of(report, application),
        text,
    )
}

#[derive(Serialize)]
struct Line<T> {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(flatten)]
    content: T,
}

fn line(kind: &'static str, content: impl Serialize, text: &mut Vec<u8>) -> io::Result<()> {
    add(text, &Line { kind, content })?;
    text.push(b'\n');
    Ok(())
}
