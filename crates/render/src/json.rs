//! The report for programs, version 2. Knows nothing of the other formats.

mod application;
mod aside;
mod escaped;
mod evidence;
mod finding;
mod rule_book;
mod shape;
mod subject;
mod values;

use std::io::{self, Write};

use serde::Serialize;

use crate::format::{Commands, Early, Format, Style};
use crate::outcomes::OutcomeTexts;
use atbilst_core::language::Catalogue;
use atbilst_core::report::Report;

use shape::portfolios;

pub(super) use application::OfReport;
pub(super) use shape::{Head, Together, Whole};
pub(super) use values::{Each, Json};

/// For other programs.
pub(super) const FORMAT: Format = Format {
    commands: Commands::None,
    early: Some(Early::Aside {
        write: aside::application,
        around: aside::around,
    }),
    traces: true,
    ..Format::new("json", write)
};

/// Writes the report: an application is one line, so that two reports can be compared line by line.
fn write(report: &Report, _: &Catalogue, _: &Style, out: &mut dyn Write) -> io::Result<()> {
    let mut text = begin(report)?;
    let mut between: &[u8] = b"";
    let mut texts = OutcomeTexts::default();
    for application in &report.applications {
        text.extend_from_slice(between);
        between = b",\n";
        let outcomes = texts.of(report, application)?;
        add(
            &mut text,
            &Json(OfReport::with(report, application, outcomes)),
        )?;
        if text.len() > 1 << 16 {
            out.write_all(&text)?;
            text.clear();
        }
    }
    end(report, report.applications.is_empty(), &mut text)?;
    out.write_all(&text)
}

/// All that stands before the applications.
fn begin(report: &Report) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    add(&mut text, &Json(Head(report)))?;
    // The head is an object of its own; its closing brace comes after what follows.
    text.pop();
    text.extend_from_slice(b",\n\"applications\":[\n");
    Ok(text)
}

/// All that stands behind them.
fn end(report: &Report, empty: bool, text: &mut Vec<u8>) -> io::Result<()> {
    if !empty {
        text.push(b'\n');
    }
    text.extend_from_slice(b"],\n\"portfolio\":");
    add(text, &Each(|| portfolios(report)))?;
    text.extend_from_slice(b"}\n");
    Ok(())
}

/// Adds a value to a text.
pub(super) fn add(text: &mut Vec<u8>, value: &impl Serialize) -> io::Result<()> {
    let begin = text.len();
    serde_json::to_writer(Pieces(text), value)?;
    escaped::escape_from(begin, text)
}

/// A text that grows by pieces, most of which are one byte: those are not copied as a text is.
struct Pieces<'a>(&'a mut Vec<u8>);

impl Write for Pieces<'_> {
    #[inline]
    fn write_all(&mut self, piece: &[u8]) -> io::Result<()> {
        match piece {
            [byte] => self.0.push(*byte),
            _ => self.0.extend_from_slice(piece),
        }
        Ok(())
    }

    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        self.write_all(piece)?;
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes a value with a line for each of its entries.
pub(super) fn write_pretty(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let mut out = io::BufWriter::with_capacity(1 << 16, out);
    let mut serializer = serde_json::Serializer::pretty(escaped::Escaped(&mut out));
    value.serialize(&mut serializer)?;
    writeln!(out)?;
    out.flush()
}
