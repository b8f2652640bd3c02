//! How a report is shown: one file a format, each a row of [`FORMATS`].
//! Knows the report and the catalogue. Never counts, never decides, never reads a file.

// No input may stop the program: nothing here may panic on one.
#![warn(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable
)]

mod csv;
pub mod escape;
mod github;
mod gitlab;
mod html;
mod human;
pub mod in_order;
mod json;
mod jsonl;
mod junit;
mod markdown;
mod mistakes;
pub mod page;
mod rows;
mod sarif;
mod table;
mod text;
mod totals;
mod words;
mod xlsx;
mod yaml;

pub use csv::Dialect;
pub use mistakes::mistakes;

use std::io;

use atbilst_core::finding::{Finding, Level, Outcome};
use atbilst_core::language::Catalogue;
use atbilst_core::report::{Application, Report};

/// What the place of output can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Whether it shows colours.
    pub color: bool,
    /// How many columns it has.
    pub width: usize,
    /// Whether it makes links of addresses.
    pub hyperlinks: bool,
    /// Whether to leave out what complies.
    pub quiet: bool,
    /// How CSV is written.
    pub csv: Dialect,
}

impl Default for Style {
    /// A plain file.
    fn default() -> Self {
        Self {
            color: false,
            width: 100,
            hyperlinks: false,
            quiet: false,
            csv: Dialect::default(),
        }
    }
}

/// Adds what is written of one application. Of the report it takes only what holds for all applications.
pub type Stream = fn(&Report, &Application, &mut Vec<u8>) -> io::Result<()>;

/// A way to show a report.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// The sentence of the catalogue that says what it is for.
    pub about_key: &'static str,
    /// Writes an application as soon as it is judged; only for a format that needs no more than one at a time.
    /// [`Format::write`] then writes what comes after them.
    pub stream: Option<Stream>,
    /// Whether it has a place for the notes of a report. Of one that has not, they must be told elsewhere.
    pub notes: bool,
    /// Whether it tells why rules came out as they did.
    pub traces: bool,
    /// Writes a report.
    pub write: fn(&Report, &Catalogue, &Style, &mut (dyn io::Write + Send)) -> io::Result<()>,
}

/// Every format. A new one is a file, a `mod` line and a row.
pub const FORMATS: &[Format] = &[
    Format {
        name: "human",
        about_key: "format.human",
        stream: None,
        notes: true,
        traces: true,
        write: human::write,
    },
    Format {
        name: "table",
        about_key: "format.table",
        stream: None,
        notes: true,
        traces: false,
        write: table::write,
    },
    Format {
        name: "json",
        about_key: "format.json",
        stream: None,
        notes: true,
        traces: true,
        write: json::write,
    },
    Format {
        name: "jsonl",
        about_key: "format.jsonl",
        stream: Some(jsonl::application),
        notes: true,
        traces: true,
        write: jsonl::write,
    },
    Format {
        name: "yaml",
        about_key: "format.yaml",
        stream: None,
        notes: true,
        traces: true,
        write: yaml::write,
    },
    Format {
        name: "sarif",
        about_key: "format.sarif",
        stream: None,
        notes: true,
        traces: false,
        write: sarif::write,
    },
    Format {
        name: "junit",
        about_key: "format.junit",
        stream: None,
        notes: true,
        traces: false,
        write: junit::write,
    },
    Format {
        name: "github",
        about_key: "format.github",
        stream: None,
        notes: true,
        traces: false,
        write: github::write,
    },
    Format {
        name: "gitlab",
        about_key: "format.gitlab",
        stream: None,
        notes: false,
        traces: false,
        write: gitlab::write,
    },
    Format {
        name: "markdown",
        about_key: "format.markdown",
        stream: None,
        notes: true,
        traces: false,
        write: markdown::write,
    },
    Format {
        name: "html",
        about_key: "format.html",
        stream: None,
        notes: true,
        traces: true,
        write: html::write,
    },
    Format {
        name: "xlsx",
        about_key: "format.xlsx",
        stream: None,
        notes: true,
        traces: true,
        write: xlsx::write,
    },
    Format {
        name: "csv",
        about_key: "format.csv",
        stream: None,
        notes: false,
        traces: false,
        write: csv::write,
    },
];

/// The format of that name.
#[must_use]
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// What a finding is, in the reader's language.
fn level_word(finding: &Finding, catalogue: &Catalogue) -> String {
    let name = match (finding.outcome, finding.level) {
        (Outcome::Review, _) => "review",
        (Outcome::Waived, _) => "waived",
        (_, level @ (Level::Error | Level::Warning)) => level.name(),
    };
    catalogue.say(&format!("level.{name}"), &[])
}
