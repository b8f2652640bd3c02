//! Tables as one page that needs nothing else and runs nothing.

use std::io::{self, Write};

use askama::Template;
use base64ct::{Base64, Encoding as _};
use sha2::{Digest, Sha256};

use super::{Tables, is_number, said};
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

impl TablesPage<'_> {
    fn headings(&self, columns: &[&str]) -> Vec<String> {
        headings(columns, self.catalogue)
    }

    fn said(&self, cell: &Cell<'_>) -> String {
        shown_lines(&said(cell, self.catalogue)).into_owned()
    }

    fn class(&self, cell: &Cell<'_>) -> &'static str {
        if is_number(cell) { "amount" } else { "text" }
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
