//! Tables as one page that needs nothing else and runs nothing.

use std::io::{self, Write};

use askama::Template;
use base64ct::{Base64, Encoding as _};
use sha2::{Digest, Sha256};

use super::{TablePart, Tables, is_number, said};
use crate::escape::shown_lines;
use crate::rows::{Cell, headings};
use atbilst_core::language::Catalogue;

const STYLE: &str = include_str!("tables.css");

#[derive(Template)]
#[template(path = "tables/tables.html")]
struct TablesPage<'a> {
    tables: &'a Tables<'a>,
    catalogue: &'a Catalogue,
    style: &'static str,
    policy: String,
}

impl<'a> TablesPage<'a> {
    /// Each heading with the kind of what stands under it.
    fn headings(&self, part: &TablePart<'a>) -> Vec<(&'static str, String)> {
        let kinds = part.columns.iter().enumerate().map(|(at, column)| {
            let mut cells = part.rows.iter().filter_map(|row| row.get(at));
            if cells.any(is_number) {
                "amount"
            } else {
                kind_of(column)
            }
        });
        kinds.zip(headings(&part.columns, self.catalogue)).collect()
    }

    fn cells(&self, part: &TablePart<'a>, row: &[Cell<'a>]) -> Vec<(&'static str, String)> {
        let cells = part.columns.iter().zip(row);
        let cells = cells.map(|(column, cell)| {
            let kind = if is_number(cell) {
                "amount"
            } else {
                kind_of(column)
            };
            let said = shown_lines(&said(cell, self.catalogue)).into_owned();
            (kind, said)
        });
        cells.collect()
    }
}

/// Where a line may break in a column: between words, or in a hash or a path anywhere.
fn kind_of(column: &str) -> &'static str {
    match column {
        "id" => "name",
        "title" | "applicant" | "message" => "long",
        "path" | "was_sha256" | "now_sha256" => "code",
        _ => "text",
    }
}

/// Writes them.
pub(in super::super) fn html(
    tables: &Tables<'_>,
    catalogue: &Catalogue,
    out: &mut dyn Write,
) -> io::Result<()> {
    let style = Base64::encode_string(&Sha256::digest(STYLE));
    let page = TablesPage {
        tables,
        catalogue,
        style: STYLE,
        policy: format!(
            "default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; form-action 'none'"
        ),
    };
    page.write_into(&mut io::BufWriter::new(out))
}
