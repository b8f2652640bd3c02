//! Tables for a terminal.

use std::io::{self, Write};

use comfy_table::{Cell as Set, CellAlignment, ContentArrangement, Table, presets};

use super::{Tables, is_number, left_out, said};
use crate::escape::shown;
use crate::format::Style;
use crate::rows::{Cell, headings};
use crate::terminal::{BOLD, painted};
use crate::text;
use atbilst_core::language::Catalogue;

/// The space around a column.
const AROUND: usize = 2;

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
        let titles = headings(&kept, catalogue);
        let rows = part.rows.iter().take(MOST);
        let rows = rows.map(|row| places.iter().filter_map(|&place| row.get(place)).collect());
        let rows: Vec<Vec<&Cell>> = rows.collect();
        let told = |row: &Vec<&Cell>| row.iter().map(|cell| said(cell, catalogue)).collect();
        let told: Vec<Vec<String>> = rows.iter().map(told).collect();
        if least(&titles, &rows, &told) > width {
            stacked(&titles, &told, width, out)?;
        } else {
            let mut table = Table::new();
            table
                .load_style(presets::UTF8_HORIZONTAL_ONLY)
                .set_content_arrangement(ContentArrangement::Dynamic)
                .set_width(u16::try_from(width).unwrap_or(u16::MAX))
                .set_header(titles);
            for (row, told) in rows.iter().zip(told) {
                let cells = row.iter().zip(told).map(|(cell, told)| {
                    let set = Set::new(told);
                    match is_number(cell) {
                        true => set.set_alignment(CellAlignment::Right),
                        false => set,
                    }
                });
                table.add_row(cells);
            }
            writeln!(out, "{}", table.trim_fmt())?;
        }
        if let Some(more) = left_out(part, MOST, catalogue) {
            writeln!(out, "{more}")?;
        }
    }
    Ok(())
}

/// How wide a table must be in which no word, and no amount, is broken.
fn least(titles: &[String], rows: &[Vec<&Cell>], told: &[Vec<String>]) -> usize {
    let of_words = |words: &str| words.split_whitespace().map(text::width).max();
    let column = |(place, title): (usize, &String)| {
        let cells = rows.iter().zip(told);
        let cells = cells.filter_map(|(row, told)| row.get(place).zip(told.get(place)));
        let widths = cells.map(|(cell, told)| match is_number(cell) {
            true => text::width(told),
            false => of_words(told).unwrap_or(0),
        });
        let own = of_words(title).unwrap_or(0);
        widths.fold(own, usize::max).saturating_add(AROUND)
    };
    titles.iter().enumerate().map(column).sum()
}

/// Rows under each other, where there is no room for columns.
fn stacked(
    titles: &[String],
    told: &[Vec<String>],
    width: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    for row in told {
        for (place, (title, told)) in titles.iter().zip(row).enumerate() {
            let begin = if place == 0 { "" } else { "  " };
            let line = format!("{title}: {told}");
            writeln!(out, "{}", text::hanging(begin, &line, width))?;
        }
    }
    Ok(())
}
