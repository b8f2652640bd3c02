//! The report for programs a line at a time: each application, then each portfolio, then what holds for all of them.
//! `schemas/report-line.schema.json` promises its shape. An application can be written as soon as it is judged.

use std::io::{self, Write};

use serde::Serialize;

use super::json::{JsonHead, JsonPortfolio, Setter, set_into};
use super::{Stream, Style};
use atbilst_core::language::Catalogue;
use atbilst_core::report::Report;

/// Writes the report.
pub(super) fn write(
    report: &Report,
    _: &Catalogue,
    _: &Style,
    out: &mut (dyn Write + Send),
) -> io::Result<()> {
    let mut text = Vec::new();
    let set = applications(report);
    for application in &report.applications {
        text.clear();
        set(application, &mut text)?;
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

/// Adds the lines of applications.
pub(super) fn applications(report: &Report) -> Stream<'_> {
    let setter = Setter::new(report);
    Box::new(move |application, text| {
        setter.set(Some("application"), application, text)?;
        text.push(b'\n');
        Ok(())
    })
}

#[derive(Serialize)]
struct Line<T> {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(flatten)]
    content: T,
}

fn line(kind: &'static str, content: impl Serialize, text: &mut Vec<u8>) -> io::Result<()> {
    set_into(text, &Line { kind, content })?;
    text.push(b'\n');
    Ok(())
}
