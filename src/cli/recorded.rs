//! A report in JSON that somebody hands in again: read whole, strictly, and never beyond a limit.

use std::borrow::Cow;
use std::path::Path;

use anyhow::{Context, anyhow};
use clap::Args;

use atbilst_core::language::Catalogue;

use super::{files, output};
use crate::verify::{Fault, NotReport, ParsedReport, text};

/// The largest report that is read.
#[derive(Debug, Args)]
pub(super) struct ReportLimit {
    #[arg(long, value_name = "N", default_value = "1024", value_parser = clap::value_parser!(u32).range(1..=1_048_576))]
    max_report_size: u32,
}

/// The text of a report.
pub(super) fn read(
    path: &Path,
    limit: &ReportLimit,
    catalogue: &Catalogue,
) -> anyhow::Result<String> {
    written(path, bytes(path, limit, catalogue)?, catalogue)
}

/// The bytes of a report.
pub(super) fn bytes(
    path: &Path,
    limit: &ReportLimit,
    catalogue: &Catalogue,
) -> anyhow::Result<Vec<u8>> {
    let limit = (limit.max_report_size as usize).saturating_mul(1 << 20);
    let unreadable = || output::about(path, "verify.unreadable", catalogue);
    files::whole(path, limit, catalogue).with_context(unreadable)
}

/// The text that these bytes are.
pub(super) fn written(
    path: &Path,
    bytes: Vec<u8>,
    catalogue: &Catalogue,
) -> anyhow::Result<String> {
    let none = || anyhow!(output::about(path, "verify.not_a_report", catalogue));
    match text(&bytes).ok_or_else(none)? {
        // A report is large, and most are as they are read.
        Cow::Borrowed(text) if text.len() == bytes.len() => {}
        other => return Ok(other.into_owned()),
    }
    String::from_utf8(bytes).map_err(|_| none())
}

/// What it says.
pub(super) fn parsed<'t>(
    path: &Path,
    text: &'t str,
    catalogue: &Catalogue,
) -> anyhow::Result<ParsedReport<'t>> {
    let foreign = || anyhow!(output::about(path, "verify.not_a_report", catalogue));
    ParsedReport::read(text).map_err(|why| match why {
        NotReport::Foreign => foreign(),
        NotReport::Version(version) => of_version(path, &version, catalogue),
        NotReport::Part(_, part) if part.is_empty() => foreign(),
        NotReport::Part(fault, part) => {
            let path = path.to_string_lossy();
            let about = [("path", path.into()), ("part", part.into())];
            anyhow!(catalogue.say(of_fault(fault), &about))
        }
    })
}

/// A report of another form than those that are known.
pub(super) fn of_version(path: &Path, version: &str, catalogue: &Catalogue) -> anyhow::Error {
    let about = [
        ("path", path.to_string_lossy().into()),
        ("version", version.into()),
    ];
    anyhow!(catalogue.say("verify.other_version", &about))
}

fn of_fault(fault: Fault) -> &'static str {
    match fault {
        Fault::Unknown => "verify.part_unknown",
        Fault::Missing => "verify.part_missing",
        Fault::Twice => "verify.part_twice",
        Fault::Malformed => "verify.part_malformed",
    }
}
