//! The findings as rows for other programs: RFC 4180, or as a Latvian spreadsheet program opens it.
//! Knows nothing of the other formats. No cell is ever a formula.

use std::io::{self, Write};

use csv::{QuoteStyle, Terminator, WriterBuilder};

use crate::escape::cell as guarded;
use crate::format::{Dialect, Format, Style};
use crate::rows::{COLUMNS, Cell, distinct, findings, group_headings, headings};
use atbilst_core::language::Catalogue;
use atbilst_core::report::Report;

/// A row for each finding, for other programs.
pub(super) const FORMAT: Format = Format {
    notes: false,
    ..Format::new("csv", write)
};

/// Writes one row for each finding.
fn write(
    report: &Report,
    catalogue: &Catalogue,
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let excel = style.csv == Dialect::ExcelLv;
    if excel {
        out.write_all("\u{feff}".as_bytes())?;
    }
    let mut writer = WriterBuilder::new()
        .delimiter(if excel { b';' } else { b',' })
        .terminator(Terminator::CRLF)
        .quote_style(QuoteStyle::Necessary)
        .from_writer(out);
    let named = headings(&COLUMNS, catalogue);
    let named = distinct(named.into_iter().chain(group_headings(report)));
    writer.write_record(named).map_err(refused)?;
    findings(report, catalogue, &mut |_, _, row| {
        let row = row.iter().map(|cell| written(cell, excel));
        writer.write_record(row).map_err(refused)
    })?;
    writer.flush()
}

/// What the system said, where it was the system.
fn refused(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

fn written(cell: &Cell<'_>, excel: bool) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => guarded(text, if excel { ';' } else { ',' }),
        Cell::Count(count) => count.to_string(),
        Cell::Money(amount) | Cell::Number(amount) if excel => amount.to_string().replace('.', ","),
        Cell::Money(amount) | Cell::Number(amount) => amount.to_string(),
        Cell::Date(date) => date.to_string(),
    }
}
