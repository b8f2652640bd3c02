//! The report for programs a line at a time: what any line may have, then each application, each portfolio, and what holds for all.
//! `schemas/report-line.schema.json` promises its shape. An application can be written as soon as it is judged.

mod shape;

use std::io::{self, Write};

use serde::Serialize;

use crate::format::{Commands, Early, Format, Style};
use crate::json::{self, Head, Json, OfReport, add};
use crate::outcomes::OutcomeTexts;
use atbilst_core::language::Catalogue;
use atbilst_core::report::{Application, Portfolio, Report};

/// For other programs, a line at a time.
pub(super) const FORMAT: Format = Format {
    commands: Commands::None,
    early: Some(Early::Shown {
        begin,
        write: add_application,
        end,
    }),
    traces: true,
    ..Format::new("jsonl", write)
};

/// Writes the report.
fn write(report: &Report, _: &Catalogue, _: &Style, out: &mut dyn Write) -> io::Result<()> {
    begin(report, out)?;
    let (mut outcomes, mut text) = (OutcomeTexts::default(), Vec::new());
    for one in &report.applications {
        text.clear();
        add_application(report, one, &mut outcomes, &mut text)?;
        out.write_all(&text)?;
    }
    end(report, out)
}

/// Writes the line by which readers know what any other may have, though none of the first has it.
fn begin(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut text = Vec::new();
    shape::with(report, |shape| line("shape", shape, &mut text))?;
    out.write_all(&text)
}

/// Writes what comes after the applications.
fn end(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut text = Vec::new();
    for portfolio in &report.portfolios {
        add_portfolio(report, portfolio, &mut text)?;
        for (_, path, rules) in portfolio.rules_by_application() {
            let rules = rules.into_iter().map(|rule| &**rule).collect();
            let together = Together { path: &path, rules };
            line("together", together, &mut text)?;
            if text.len() > 1 << 16 {
                out.write_all(&text)?;
                text.clear();
            }
        }
    }
    // Without this last line the report is not whole.
    line("summary", Json(Head(report)), &mut text)?;
    out.write_all(&text)
}

/// Adds the line of one application.
///
/// # Errors
/// None: what is written stays in memory.
pub fn add_application(
    report: &Report,
    application: &Application,
    outcomes: &mut OutcomeTexts,
    text: &mut Vec<u8>,
) -> io::Result<()> {
    let outcomes = outcomes.of(report, application)?;
    // The lines of `end` say it: an application may be written before it is known, and reads the same either way.
    let application = OfReport::with(report, application, outcomes).by_itself();
    line("application", Json(application), text)
}

/// Adds the line of one portfolio.
///
/// # Errors
/// None: what is written stays in memory.
pub fn add_portfolio(report: &Report, portfolio: &Portfolio, text: &mut Vec<u8>) -> io::Result<()> {
    line("portfolio", Json(json::Together(report, portfolio)), text)
}

/// The rules over all applications that found something which concerns one of them.
#[derive(Serialize)]
struct Together<'a> {
    path: &'a str,
    rules: Vec<&'a str>,
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
