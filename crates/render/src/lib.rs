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

mod compare;
mod concise;
mod csv;
pub mod escape;
mod format;
mod found;
mod full;
mod github;
mod gitlab;
#[cfg(feature = "html")]
mod html;
mod human;
mod json;
pub mod jsonl;
mod junit;
mod markdown;
mod mistakes;
mod outcomes;
pub mod page;
mod rdjson;
mod recognized;
mod rows;
mod sample;
mod sarif;
mod table;
mod tables;
mod terminal;
mod text;
mod totals;
mod words;
#[cfg(feature = "xlsx")]
mod xlsx;
mod yaml;

pub use compare::{COMPARISONS, WriteComparison};
pub use format::{
    Dialect, Early, Format, MARKDOWN, Style, WriteApplication, WriteAround, WritePart, WriteReport,
};
pub use mistakes::mistakes;
pub use outcomes::OutcomeTexts;
pub use recognized::is_report;
pub use sample::{SAMPLES, SampleSheet, WriteSample};
pub use text::hanging;
pub use words::{citation, remarks};
#[cfg(feature = "xlsx")]
pub use xlsx::QUESTIONS;

/// Every format. A new one is a file with its `FORMAT`, a `mod` line, a row here, and its sentence in the catalogues.
pub const FORMATS: &[Format] = &[
    human::FORMAT,
    full::FORMAT,
    concise::FORMAT,
    table::FORMAT,
    json::FORMAT,
    jsonl::FORMAT,
    yaml::FORMAT,
    sarif::FORMAT,
    junit::FORMAT,
    github::FORMAT,
    gitlab::FORMAT,
    rdjson::FORMAT,
    markdown::FORMAT,
    #[cfg(feature = "html")]
    html::FORMAT,
    #[cfg(feature = "xlsx")]
    xlsx::FORMAT,
    csv::FORMAT,
];

/// The report for programs, for whoever needs no other format.
pub const JSON: Format = json::FORMAT;

/// The page for people, for whoever needs no other format.
#[cfg(feature = "html")]
pub const HTML: Format = html::FORMAT;

/// The format of that name.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}
