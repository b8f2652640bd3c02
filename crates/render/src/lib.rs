//! How a report is shown: one file a format, each a row of [`FORMATS`]. The page and the workbook are features, `html` and `xlsx`.
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
#[cfg(feature = "html")]
mod html;
mod human;
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
#[cfg(feature = "xlsx")]
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

/// Writes a whole report.
pub type WriteReport =
    fn(&Report, &Catalogue, &Style, &mut (dyn io::Write + Send)) -> io::Result<()>;

/// Adds what is written of one application. Of the report it takes only what holds for all applications.
pub type WriteApplication = fn(&Report, &Application, &mut Vec<u8>) -> io::Result<()>;

/// A way to show a report.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// Writes an application as soon as it is judged; only for a format that needs no more than one at a time.
    /// [`Format::write`] then writes what comes after them.
    pub stream: Option<WriteApplication>,
    /// Whether it has a place for the notes of a report. Of one that has not, they must be told elsewhere.
    pub notes: bool,
    /// Whether it tells why rules came out as they did.
    pub traces: bool,
    /// Writes a report.
    pub write: WriteReport,
}

impl Format {
    /// A format with a place for notes, which does not tell why rules came out as they did.
    const fn new(name: &'static str, write: WriteReport) -> Self {
        Self {
            name,
            stream: None,
            notes: true,
            traces: false,
            write,
        }
    }

    /// What it is for, in a sentence.
    #[must_use]
    pub fn about(&self, catalogue: &Catalogue) -> String {
        catalogue.say(&format!("format.{}", self.name), &[])
    }
}

/// Every format. A new one is a file with its `FORMAT`, a `mod` line, a row here, and its sentence in the catalogues.
pub const FORMATS: &[Format] = &[
    human::FORMAT,
    table::FORMAT,
    json::FORMAT,
    jsonl::FORMAT,
    yaml::FORMAT,
    sarif::FORMAT,
    junit::FORMAT,
    github::FORMAT,
    gitlab::FORMAT,
    markdown::FORMAT,
    #[cfg(feature = "html")]
    html::FORMAT,
    #[cfg(feature = "xlsx")]
    xlsx::FORMAT,
    csv::FORMAT,
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
