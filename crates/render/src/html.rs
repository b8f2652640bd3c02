//! The report as one page that needs nothing else: totals first, then all applications together, each rule, each application, the law.
//! Knows nothing of the other formats. The page may run its own script and no other, and asks nothing of any network.

mod chart;
mod dossiers;
mod packed;
mod sheet;
mod view;
mod words;

use std::collections::HashMap;
use std::io::{self, Write};

use askama::Template;
use base64ct::{Base64, Encoding as _};
use sha2::{Digest, Sha256};

use crate::escape::Spelling;
use crate::format::{Commands, Format, Style};
use atbilst_core::language::Catalogue;
use atbilst_core::report::Report;
use view::{ApplicationSection, Foot, Grouped, Head, Laws, Listing, Overview, PlainList};
use words::Words;

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");

/// Of no more applications than this all are shown opened.
const MAX_OPEN: usize = 10;
/// Of no more applications than this what is said of each stands in the page itself; of more it is packed.
const MAX_INLINE: usize = 25;

/// Of no more applications than this each is told with what every rule looked at; of more that would take too much memory.
const MAX_SHEETS: usize = 1_000;

/// One page for people.
pub(super) const FORMAT: Format = Format {
    commands: Commands::Text(Spelling::Markup),
    traces: true,
    sheets: MAX_SHEETS,
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
    let inline = report.applications.len() <= MAX_INLINE;
    let groups = grouped(report);
    let listing = Listing {
        words: &words,
        groups: &groups,
        columns: columns(&words, &groups),
    };
    listing.write_into(&mut out)?;
    if inline {
        for (index, application) in report.applications.iter().enumerate() {
            let application = ApplicationSection {
                words: &words,
                index,
                application,
                open: report.applications.len() <= MAX_OPEN,
                alone: report.applications.len() == 1,
                inline: true,
            };
            application.write_into(&mut out)?;
        }
    } else {
        PlainList { words: &words }.write_into(&mut out)?;
    }
    out.write_all(b"</section>\n")?;
    Laws { words: &words }.write_into(&mut out)?;
    if report.applications.len() > 1 {
        packed::index(&words, &groups, inline, &mut out)?;
    }
    if !inline {
        dossiers::dossiers(&words, &mut out)?;
    }
    out.write_all(b"<script>")?;
    out.write_all(SCRIPT.as_bytes())?;
    Foot.write_into(&mut out)?;
    out.flush()
}

/// The fields by which applications are grouped, with the values that stand in them.
fn grouped(report: &Report) -> Vec<Grouped<'_>> {
    let all = report.all_groupings().into_iter();
    all.map(|grouping| {
        let values = report.totals.groups.get(&grouping.path);
        let values = values.into_iter().flat_map(|values| values.keys());
        let values = values.filter(|value| !value.is_empty());
        Grouped {
            path: &grouping.path,
            title: &grouping.title,
            values: values
                .map(|value| (&**value, grouping.called(value)))
                .collect(),
        }
    })
    .collect()
}

/// The columns of the list.
fn columns(words: &Words<'_>, groups: &[Grouped<'_>]) -> Vec<(String, String, bool)> {
    let column = |key: &str, heading: String, amount| (key.to_owned(), heading, amount);
    let named = |key: &str, heading: &str, amount| column(key, words.say(heading), amount);
    let mut columns = vec![
        named("verdict", "column.verdict", false),
        named("id", "column.id", false),
        named("title", "column.title", false),
    ];
    let own = groups.iter().enumerate();
    columns.extend(own.map(|(at, group)| column(&format!("g{at}"), group.title.to_owned(), false)));
    columns.extend([
        named("day", "column.as_of", false),
        named("money", "column.money", true),
        named("found", "summary.findings", true),
        named("percent", "column.percent", true),
        named("days", "column.days", true),
    ]);
    columns
}

/// How a policy names a style or script that may stand in the page.
fn source_of(text: &str) -> String {
    format!("sha256-{}", Base64::encode_string(&Sha256::digest(text)))
}
