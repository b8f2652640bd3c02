//! `atbilst compare`: what changed between two reports.

use std::path::PathBuf;

use anyhow::Context;
use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};

use atbilst_core::compare::{ApplicationPair, ComparedFinding, Comparison};
use atbilst_core::finding::{Outcome, Verdict};
use atbilst_core::language::Catalogue;
use atbilst_render::COMPARISONS;

use super::stored::NamedFile;
use super::values::Color;
use super::{Ending, output, stored};

#[derive(Debug, Args)]
pub(super) struct CompareArguments {
    #[arg(value_name = "OLD")]
    old: PathBuf,
    #[arg(value_name = "NEW")]
    new: PathBuf,
    #[arg(long, value_name = "NAME", default_value = "human", value_parser = format_names())]
    format: String,
    #[arg(long, value_name = "FORMAT=FILE")]
    report: Vec<NamedFile>,
    #[arg(long, value_name = "LEVEL", value_enum, default_value_t = FailOnNew::New)]
    fail_on: FailOnNew,
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    color: Color,
    #[arg(long, value_name = "N", default_value = "1024", value_parser = clap::value_parser!(u32).range(1..=1_048_576))]
    max_report_size: u32,
}

/// What makes the exit code 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOnNew {
    /// Any failure or question that is new or weighs more than before, any verdict that is worse.
    New,
    /// A failure that weighs as an error and did not before, a verdict that was none such.
    Error,
    /// Nothing.
    Never,
}

fn format_names() -> PossibleValuesParser {
    PossibleValuesParser::new(COMPARISONS.iter().map(|(name, _)| *name))
}

pub(super) fn run(arguments: &CompareArguments, catalogue: &Catalogue) -> anyhow::Result<Ending> {
    let read = |path: &PathBuf| stored::read(path, arguments.max_report_size, catalogue);
    let (old, new) = (read(&arguments.old)?, read(&arguments.new)?);
    let comparison = Comparison::of(&old, &new);
    let style = output::style(arguments.color, false);
    let mut formats = COMPARISONS.iter();
    if let Some((_, write)) = formats.find(|(name, _)| *name == arguments.format) {
        output::to_stdout(|out| write(&comparison, catalogue, &style, out))
            .context(catalogue.say("cli.cannot_write", &[]))?;
    }
    let inputs = [arguments.old.as_path(), arguments.new.as_path()];
    let plain = atbilst_render::Style::default();
    stored::write(
        &arguments.report,
        COMPARISONS,
        &inputs,
        catalogue,
        |write, out| write(&comparison, catalogue, &plain, out),
    )?;
    let fails = |one: &ComparedFinding<'_>| match arguments.fail_on {
        FailOnNew::New => one.worse(),
        FailOnNew::Error => one.worse() && one.finding.is_error(),
        FailOnNew::Never => false,
    };
    let stops = [Verdict::DoesNotComply.name(), Verdict::Unreadable.name()];
    let falls = |one: &ApplicationPair<'_>| match arguments.fail_on {
        FailOnNew::New => one.worse(),
        FailOnNew::Error => {
            one.worse() && one.new.is_some_and(|now| stops.contains(&&*now.verdict))
        }
        FailOnNew::Never => false,
    };
    // What the reports do not hold may weigh as much.
    let counted: &[Outcome] = match arguments.fail_on {
        FailOnNew::New => &[Outcome::Fail, Outcome::Review],
        FailOnNew::Error => &[Outcome::Fail],
        FailOnNew::Never => &[],
    };
    // What was an application and may be one still has not been checked, nor all of them together.
    let unseen = match arguments.fail_on {
        FailOnNew::New | FailOnNew::Error => {
            let unseen = comparison.perhaps_passed_over();
            unseen.saturating_add(comparison.unjudged)
        }
        FailOnNew::Never => 0,
    };
    Ok(Ending::clean_if(
        unseen == 0
            && !comparison.findings.iter().any(fails)
            && !comparison.applications.iter().any(falls)
            && !counted.iter().any(|&outcome| comparison.more(outcome)),
    ))
}
