//! The findings as rows for other programs: RFC 4180, or as a Latvian spreadsheet program opens it.
//! Knows nothing of the other formats. No cell is ever a formula.

use std::io::{self, Write};

use csv::{QuoteStyle, Terminator, WriterBuilder};

use crate::escape::cell as guarded;
use crate::format::{Dialect, Format, Style};
use crate::rows::{COLUMNS, Cell, findings, group_headings, headings};
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
    writer.write_record(named.into_iter().chain(group_headings(report)))?;
    findings(report, catalogue, &mut |_, row| {
        writer.write_record(row.iter().map(|cell| written(cell, excel)))
    })?;
    writer.flush()
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
