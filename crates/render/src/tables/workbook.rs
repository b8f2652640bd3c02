//! Tables as a workbook, a sheet each.

use std::io::{self, Write};

use rust_xlsxwriter::{Workbook, XlsxError};

use super::Tables;
use crate::rows::{Cell, headings};
use crate::xlsx::{Formats, Plan, Sheet, unwritten, width_of};
use atbilst_core::language::Catalogue;

/// Characters of the name of a sheet, by the file format.
const NAME: usize = 31;

/// Writes them.
pub(in super::super) fn workbook(
    tables: &Tables<'_>,
    catalogue: &Catalogue,
    out: &mut dyn Write,
) -> io::Result<()> {
    let made = made(tables, catalogue).map_err(|error| unwritten(&error))?;
    out.write_all(&made)
}

fn made(tables: &Tables<'_>, catalogue: &Catalogue) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let formats = Formats::of(tables.parts.iter().map(|part| part.rows.len()).sum());
    let summary = catalogue.say("page.summary_sheet", &[]);
    let mut sheet = Sheet::free(&mut workbook, &summary, &formats)?;
    sheet.width(0, 110.0)?;
    sheet.title(&tables.title)?;
    sheet.gap();
    for sentence in &tables.lead {
        sheet.row([Cell::text(sentence)])?;
    }
    for part in &tables.parts {
        let name = sheet_name(&part.heading);
        let widths: Vec<_> = part.columns.iter().map(|name| width_of(name)).collect();
        let headings = headings(&part.columns, catalogue);
        let plan = Plan {
            name: &name,
            table: "",
            headings: &headings,
            widths: &widths,
            rows: part.rows.len(),
            printed: headings.len(),
            back: Some(&summary),
        };
        let mut sheet = Sheet::table(&mut workbook, &formats, &plan)?;
        for row in &part.rows {
            sheet.row(row.iter().cloned())?;
        }
    }
    workbook.save_to_buffer()
}

/// As many whole words of a heading as fit.
fn sheet_name(heading: &str) -> String {
    if heading.chars().count() <= NAME {
        return heading.to_owned();
    }
    // One is the sign that something is left out.
    let fits = |end: &usize| {
        let before = heading.get(..*end).unwrap_or_default();
        before.chars().count() < NAME
    };
    let ends = heading.match_indices(' ').map(|(at, _)| at);
    let words = heading.get(..ends.take_while(fits).last().unwrap_or(0));
    match words.unwrap_or_default().trim_end_matches([',', ' ']) {
        "" => heading.chars().take(NAME).collect(),
        words => format!("{words}…"),
    }
}
