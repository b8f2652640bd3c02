//! `atbilst verify`: makes the check of a report once more, from the same files, and says what came out otherwise.

mod again;
mod files_again;
mod tell;

use std::path::PathBuf;

use anyhow::{anyhow, bail};
use clap::Args;

use crate::verify::{ParsedReport, RecordedCheck, compare};
use atbilst_core::language::Catalogue;

use super::recorded::{self, ReportLimit};
use super::{Ending, manifest, output};
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
    #[command(flatten)]
    limit: ReportLimit,
}

pub(super) fn run(arguments: &VerifyArguments, catalogue: &Catalogue) -> anyhow::Result<Ending> {
    let bytes = recorded::bytes(&arguments.report, &arguments.limit, catalogue)?;
    if let Some(entries) = manifest::entries(&bytes) {
        let say = |line: usize| {
            let path = arguments.report.to_string_lossy();
            let about = [("path", path.into()), ("line", line.into())];
            anyhow!(catalogue.say("manifest.bad_line", &about))
        };
        let entries = entries.map_err(say)?;
        let folder = arguments.folder.as_deref();
        return manifest::verify(&arguments.report, &entries, folder, catalogue);
    }
    let written = recorded::written(&arguments.report, bytes, catalogue)?;
    let report = recorded::parsed(&arguments.report, &written, catalogue)?;
    let Some(recorded) = RecordedCheck::of(&report) else {
        bail!(output::about(
            &arguments.report,
            "verify.not_a_report",
            catalogue
        ));
    };
    let files = FilesAgain::of(
        &arguments.report,
        arguments.folder.as_deref(),
        &recorded,
        catalogue,
    )?;
    let again = again::make(&recorded, &files, &arguments.rules, catalogue)?;
    let now = ParsedReport::read_as(report.shape, &again.json);
    let now = now.map_err(|_| anyhow!(catalogue.say("cli.bug", &[])))?;
    let same_tool = tell::is_this_program(&recorded.tool);
    let mut comparison = compare(&report, &now, same_tool, &files.apart());
    // Whichever version made it: what was named leads to every application, or the report says that a list did.
    if files.unnamed > 0 {
        comparison.inputs_differ();
    }
    let verified = Verified {
        recorded: &recorded,
        files: &files,
        comparison,
        same_tool,
        as_told: again.as_told,
        outcomes_only: arguments.outcomes_only,
    };
    verified.tell(catalogue)
}
