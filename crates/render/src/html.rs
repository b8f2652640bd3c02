//! The report as one page that needs nothing else: totals first, then all applications together, each rule, each application, the law.
//! Knows nothing of the other formats. The page may run its own script and no other, and asks nothing of any network.

mod chart;
mod view;
mod words;

use std::collections::HashMap;
use std::io::{self, Write};

use askama::Template;
use data_encoding::BASE64;
use sha2::{Digest, Sha256};

use crate::escape::Spelling;
use crate::format::{Commands, Format, Style};
use atbilst_core::language::Catalogue;
use atbilst_core::report::Report;
use view::{ApplicationSection, Foot, Head, Laws, Overview};
use words::Words;

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");

/// Of no more applications than this all are shown opened.
const MAX_OPEN: usize = 10;

/// One page for people.
pub(super) const FORMAT: Format = Format {
    commands: Commands::Text(Spelling::Markup),
    traces: true,
    ..Format::new("html", write)
};

/// Writes the report, one application after the other.
fn write(report: &Report, catalogue: &Catalogue, _: &Style, out: &mut dyn Write) -> io::Result<()> {
    let indices = report.applications.iter().enumerate();
    let words = Words {
        catalogue,
        report,
        indices: indices
            .map(|(index, one)| (&*one.path, index))
            .collect::<HashMap<_, _>>(),
    };
    let policy = format!(
        "default-src 'none'; style-src '{}'; script-src '{}'; base-uri 'none'; form-action 'none'",
        source_of(STYLE),
        source_of(SCRIPT)
    );
    let mut out = io::BufWriter::with_capacity(1 << 16, out);
    let head = Head {
        words: &words,
        policy,
    };
    head.write_into(&mut out)?;
    out.write_all(STYLE.as_bytes())?;
    Overview { words: &words }.write_into(&mut out)?;
    for (index, application) in report.applications.iter().enumerate() {
        let application = ApplicationSection {
            words: &words,
            index,
            application,
            open: report.applications.len() <= MAX_OPEN,
        };
        application.write_into(&mut out)?;
    }
    Laws { words: &words }.write_into(&mut out)?;
    out.write_all(SCRIPT.as_bytes())?;
    Foot.write_into(&mut out)?;
    out.flush()
}

/// How a policy names a style or script that may stand in the page.
fn source_of(text: &str) -> String {
    format!("sha256-{}", BASE64.encode(&Sha256::digest(text)))
}
