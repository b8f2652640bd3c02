//! `atbilst verify`: makes the check of a report once more, from the same files, and says what came out otherwise.

mod again;
mod files_again;
mod tell;

use std::path::PathBuf;

use anyhow::{Context, anyhow, bail};
use clap::Args;

use crate::verify::{Fault, NotReport, ParsedReport, RecordedCheck, compare, text};
use atbilst_core::language::Catalogue;

use super::{Ending, files, output};
use files_again::FilesAgain;
use tell::Verified;

#[derive(Debug, Args)]
pub(super) struct VerifyArguments {
    #[arg(value_name = "REPORT")]
    report: PathBuf,
    #[arg(value_name = "FOLDER")]
    folder: Option<PathBuf>,
    #[arg(long, value_name = "PATH")]
    rules: Vec<PathBuf>,
    #[arg(long)]
    outcomes_only: bool,
    #[arg(long, value_name = "N", default_value = "1024", value_parser = clap::value_parser!(u32).range(1..=1_048_576))]
    max_report_size: u32,
}

pub(super) fn run(arguments: &VerifyArguments, catalogue: &Catalogue) -> anyhow::Result<Ending> {
    let say = |key: &str| output::about(&arguments.report, key, catalogue);
    let limit = (arguments.max_report_size as usize).saturating_mul(1 << 20);
    let bytes = files::whole(&arguments.report, limit, catalogue)
        .with_context(|| say("verify.unreadable"))?;
    let written = text(&bytes).ok_or_else(|| anyhow!(say("verify.not_a_report")))?;
    let report = ParsedReport::read(&written).map_err(|why| match why {
        NotReport::Foreign => anyhow!(say("verify.not_a_report")),
        NotReport::Part(_, part) if part.is_empty() => anyhow!(say("verify.not_a_report")),
        NotReport::Part(fault, part) => {
            let path = arguments.report.to_string_lossy();
            let about = [("path", path.into()), ("part", part.into())];
            anyhow!(catalogue.say(of_fault(fault), &about))
        }
    })?;
    let Some(recorded) = RecordedCheck::of(&report) else {
        bail!(say("verify.not_a_report"));
    };
    let files = FilesAgain::of(
        &arguments.report,
        arguments.folder.as_deref(),
        &recorded,
        catalogue,
    )?;
    let json = again::make(&recorded, &files, &arguments.rules, catalogue)?;
    let now = ParsedReport::read_as(report.shape, &json);
    let now = now.map_err(|_| anyhow!(catalogue.say("cli.bug", &[])))?;
    let same_tool = tell::is_this_program(&recorded.tool);
    let comparison = compare(&report, &now, same_tool, &files.gone);
    let verified = Verified {
        recorded: &recorded,
        files: &files,
        comparison,
        same_tool,
        outcomes_only: arguments.outcomes_only,
    };
    verified.tell(catalogue)
}

fn of_fault(fault: Fault) -> &'static str {
    match fault {
        Fault::Unknown => "verify.part_unknown",
        Fault::Missing => "verify.part_missing",
        Fault::Twice => "verify.part_twice",
        Fault::Malformed => "verify.part_malformed",
    }
}
