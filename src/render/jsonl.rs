//! The report for programs a line at a time: each application, then each portfolio, then what holds for all of them.
//! `schemas/report-line.schema.json` promises its shape. An application can be written as soon as it is judged.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::CompactFormatter;

use super::Style;
use super::json::escaped::Escaped;
use super::json::{JsonApplication, JsonHead, JsonPortfolio};
use crate::language::Catalogue;
use crate::report::{Application, Portfolio, Report};

/// Writes the report.
pub(super) fn write(
    report: &Report,
    _: &Catalogue,
    _: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut out = io::BufWriter::with_capacity(1 << 16, out);
    for application in &report.applications {
        write_application(report, application, &mut out)?;
    }
    for portfolio in &report.portfolios {
        write_portfolio(report, portfolio, &mut out)?;
    }
    write_summary(report, &mut out)?;
    out.flush()
}

/// The line of one application. Of the report it takes only the rules.
fn write_application(
    report: &Report,
    application: &Application,
    out: &mut dyn Write,
) -> io::Result<()> {
    line("application", JsonApplication::of(report, application), out)
}

/// The line of one portfolio.
fn write_portfolio(report: &Report, portfolio: &Portfolio, out: &mut dyn Write) -> io::Result<()> {
    line("portfolio", JsonPortfolio::of(report, portfolio), out)
}

/// The last line: without it the report is not whole.
fn write_summary(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    line("summary", JsonHead::of(report), out)
}

#[derive(Serialize)]
struct Line<T> {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(flatten)]
    content: T,
}

fn line(kind: &'static str, content: impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let formatter = Escaped(CompactFormatter);
    let mut serializer = serde_json::Serializer::with_formatter(&mut *out, formatter);
    Line { kind, content }.serialize(&mut serializer)?;
    writeln!(out)
}
