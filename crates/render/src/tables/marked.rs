//! Tables as Markdown.

use std::io::{self, Write};

use super::{Tables, is_number, left_out, said};
use crate::escape::markdown as escaped;
use crate::rows::headings;
use atbilst_core::language::Catalogue;

/// So many rows of a table are shown: what is for the summary of a job has no room for more.
const MOST: usize = 500;

/// Writes them.
pub(in super::super) fn markdown(
    tables: &Tables<'_>,
    catalogue: &Catalogue,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "## {}\n", escaped(&tables.title))?;
    for sentence in &tables.lead {
        writeln!(out, "- {}", escaped(sentence))?;
    }
    for part in tables.parts.iter().filter(|part| !part.rows.is_empty()) {
        writeln!(out, "\n### {}\n", escaped(&part.heading))?;
        let headings = headings(&part.columns, catalogue);
        let headings: Vec<_> = headings.iter().map(|one| escaped(one)).collect();
        let first = part.rows.first().map_or(&[][..], Vec::as_slice);
        let rules: Vec<&str> = first
            .iter()
            .map(|cell| if is_number(cell) { "--:" } else { "---" })
            .collect();
        writeln!(out, "| {} |\n|{}|", headings.join(" | "), rules.join("|"))?;
        for row in part.rows.iter().take(MOST) {
            let cells = row.iter().map(|cell| escaped(&said(cell, catalogue)));
            writeln!(out, "| {} |", cells.collect::<Vec<_>>().join(" | "))?;
        }
        if let Some(more) = left_out(part, MOST, catalogue) {
            writeln!(out, "\n**{}**", escaped(&more))?;
        }
    }
    Ok(())
}
