//! Tables for a terminal.

use std::io::{self, Write};

use comfy_table::{Cell as Set, CellAlignment, ContentArrangement, Table, presets};

use super::{Tables, is_number, left_out, said};
use crate::escape::shown;
use crate::format::Style;
use crate::rows::headings;
use crate::terminal::{BOLD, painted};
use crate::text;
use atbilst_core::language::Catalogue;

/// So many rows of a table are shown.
const MOST: usize = 100;

/// What a terminal has no room for, always and beside a message; the other formats show it.
const NEVER: [&str; 5] = [
    "applicant",
    "registration_number",
    "path",
    "was_sha256",
    "now_sha256",
];
const BESIDE_A_MESSAGE: [&str; 2] = ["title", "money"];

/// The places of the columns that are shown.
fn shown_columns(columns: &[&str]) -> Vec<usize> {
    let message = columns.contains(&"message");
    let fits = |name: &&str| !(NEVER.contains(name) || message && BESIDE_A_MESSAGE.contains(name));
    let all = columns.iter().enumerate();
    all.filter(|(_, name)| fits(name))
        .map(|(place, _)| place)
        .collect()
}

/// Writes them.
pub(in super::super) fn terminal(
    tables: &Tables<'_>,
    catalogue: &Catalogue,
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let width = style.width.max(text::MIN_WIDTH);
    writeln!(out, "{}\n", painted(&shown(&tables.title), BOLD, style))?;
    for sentence in &tables.lead {
        writeln!(out, "{}", text::hanging("", &shown(sentence), width))?;
    }
    for part in tables.parts.iter().filter(|part| !part.rows.is_empty()) {
        writeln!(out, "\n{}", painted(&shown(&part.heading), BOLD, style))?;
        let places = shown_columns(&part.columns);
        let kept = places.iter().filter_map(|&place| part.columns.get(place));
        let kept: Vec<_> = kept.copied().collect();
        let mut table = Table::new();
        table
            .load_style(presets::UTF8_HORIZONTAL_ONLY)
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(u16::try_from(width).unwrap_or(u16::MAX))
            .set_header(headings(&kept, catalogue));
        for row in part.rows.iter().take(MOST) {
            let cells = places.iter().filter_map(|&place| row.get(place));
            table.add_row(cells.map(|cell| {
                let set = Set::new(said(cell, catalogue));
                match is_number(cell) {
                    true => set.set_alignment(CellAlignment::Right),
                    false => set,
                }
            }));
        }
        writeln!(out, "{}", table.trim_fmt())?;
        if let Some(more) = left_out(part, MOST, catalogue) {
            writeln!(out, "{more}")?;
        }
    }
    Ok(())
}
