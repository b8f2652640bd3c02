//! `atbilst check`: what may be asked for, and how the program ends. The check is made in `make`.

mod changed;
mod gather;
mod grounds;
mod make;
mod options;
mod part_file;
mod run;
mod so_far;
mod sources;

use std::io;
use std::path::{Path, PathBuf};

use anyhow::Context;
use chrono::NaiveDate;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

use atbilst_core::check::Settings;
use atbilst_core::language::Catalogue;
use atbilst_core::message::trace::Traced;
use atbilst_core::report::{Patterns, Selection, Summary};
use atbilst_render::{Dialect, Early, FORMATS, Format, Style, format};
use atbilst_yaml::Limits;

use super::decisions::DecisionChoice;
use super::settings::SettingsSource;
use super::targets::{ReportRequest, Target};
use super::today::{self, today};
use super::values::{self, Color};
use super::{Ending, manifest, output, progress, targets};
use crate::discover::shown;
use atbilst_core::shard::Shard;
use options::Corrections;

pub(super) use changed::Changed;
pub(super) use grounds::Grounds;
pub(super) use make::{Made, make};
pub(super) use options::CheckOptions;
pub(super) use so_far::CheckedSoFar;

#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[arg(long, value_name = "NAME", value_parser = format_names())]
    format: Option<&'static Format>,
    #[arg(long, value_name = "DATE", value_parser = values::day)]
    as_of: Option<NaiveDate>,
    #[arg(long, value_name = "PATH")]
    rules: Vec<PathBuf>,
    #[arg(long, value_name = "FORMAT=FILE")]
    report: Vec<ReportRequest>,
    #[arg(long, value_name = "NAME", value_parser = values::name)]
    category: Option<String>,
    #[arg(long, value_name = "FILE")]
    manifest: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    waivers: Option<PathBuf>,
    #[arg(long, conflicts_with = "waivers")]
    no_waivers: bool,
    #[arg(long, value_name = "FILE")]
    answers: Option<PathBuf>,
    #[arg(long, conflicts_with = "answers")]
    no_answers: bool,
    #[arg(long, value_name = "FILE")]
    office: Option<PathBuf>,
    #[arg(long, value_name = "LEVEL", default_value = "error")]
    fail_on: FailOn,
    #[arg(long, value_name = "DATE", value_parser = values::day)]
    today: Option<NaiveDate>,
    // Its rule stands behind `=` alone, so that no path is taken for one.
    #[arg(long, value_name = "RULE", num_args = 0..=1, require_equals = true)]
    trace: Option<Option<String>>,
    #[arg(long, value_name = "DIALECT", default_value = "rfc", value_parser = dialect_names())]
    csv_dialect: Dialect,
    #[arg(long, overrides_with = "portfolio")]
    no_portfolio: bool,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
    #[arg(long, value_name = "N", default_value_t = in_mebibytes(Limits::USUAL.bytes), value_parser = clap::value_parser!(u32).range(1..=1024))]
    max_file_size: u32,
    #[arg(long, value_name = "N", default_value_t = Limits::USUAL.nodes as u32, value_parser = clap::value_parser!(u32).range(1..=100_000_000))]
    max_nodes: u32,
    #[arg(long, value_name = "N", default_value_t = in_mebibytes(Limits::USUAL.scalar), value_parser = clap::value_parser!(u32).range(1..=1024))]
    max_value_size: u32,
    #[arg(long, value_name = "N", default_value_t = Settings::FINDINGS as u32, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    max_findings: u32,
    // To hold the two readers against each other.
    #[arg(long, hide = true)]
    no_fast_reader: bool,
    #[arg(long, value_name = "NAME")]
    stdin_filename: Option<String>,
    #[arg(long, value_name = "FILE")]
    files_from: Option<PathBuf>,
    #[arg(long, value_name = "REV")]
    since: Option<String>,
    #[arg(long, value_name = "N/M", value_parser = values::shard)]
    shard: Option<Shard>,
    #[arg(long, value_name = "FILE", conflicts_with = "trace")]
    part: Option<PathBuf>,
    #[arg(long)]
    filter: bool,
    #[arg(long, value_name = "PATTERN")]
    include: Vec<String>,
    #[arg(long, value_name = "PATTERN")]
    exclude: Vec<String>,
    #[arg(long, overrides_with = "no_gitignore")]
    gitignore: bool,
    #[arg(long, overrides_with = "no_strict")]
    strict: bool,
    #[arg(long, overrides_with = "no_allow_empty")]
    allow_empty: bool,
    // What a setting says is taken back by these.
    #[arg(long, hide = true)]
    no_gitignore: bool,
    #[arg(long, hide = true)]
    no_strict: bool,
    #[arg(long, hide = true)]
    no_allow_empty: bool,
    #[arg(long, hide = true)]
    portfolio: bool,
    // What a setting says besides.
    #[arg(long, hide = true, default_value = ".")]
    include_in: PathBuf,
    #[arg(long, hide = true, default_value = ".")]
    exclude_in: PathBuf,
    #[arg(long, hide = true)]
    set_by: Vec<String>,
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    color: Color,
    #[arg(long)]
    quiet: bool,
    #[arg(long, conflicts_with = "part")]
    fix: bool,
    #[arg(long, conflicts_with_all = ["fix", "format", "part"])]
    diff: bool,
    #[arg(long, requires = "fix")]
    backup: bool,
    #[arg(long, requires = "fix")]
    ask: bool,
    #[command(flatten)]
    source: SettingsSource,
}

/// What makes the exit code 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    Error,
    Review,
    Never,
}

pub(super) fn run(arguments: &CheckArguments, catalogue: &Catalogue) -> anyhow::Result<Ending> {
    let style = Style {
        csv: arguments.csv_dialect,
        ..output::style(arguments.color, arguments.quiet)
    };
    let begun = std::time::Instant::now();
    let options = options(arguments, catalogue)?;
    let Made {
        report,
        beside,
        corrected,
        nothing,
        ..
    } = output::to_stdout(|out| {
        let made = match options.shows_report {
            false => make(&options, catalogue, &style, &mut io::sink())?,
            true => make(&options, catalogue, &style, out)?,
        };
        if made.report.summary.applications == 0 {
            output::note(&nothing_told(&options, made.found, catalogue));
        }
        out.flush()
            .context(catalogue.say("cli.cannot_write", &[]))?;
        anyhow::Ok(made)
    })?;
    targets::write(&options.reports, &report, style.csv, catalogue)?;
    if let Some(manifest) = &options.manifest {
        let part = options.part.as_ref();
        manifest::write(
            &manifest.path,
            &options.reports,
            part,
            &options.rules,
            (&report, &beside),
            catalogue,
        )?;
    }
    if !options.shows_notes() {
        report.notes.iter().for_each(|note| output::note(note));
    }
    if let Some(summary) = targets::step_summary(&options.reports, options.format) {
        targets::to_step_summary(&summary, &report, catalogue)?;
    }
    if !arguments.quiet {
        progress::done(&report, begun.elapsed(), catalogue);
    }
    let ending = match nothing || !corrected {
        true => Ending::NotChecked,
        false => ending(&report.summary, arguments.fail_on),
    };
    // The program ends with this, and with it all its memory goes at once.
    std::mem::forget(report);
    Ok(ending)
}

/// Why the report tells of nothing: nothing was found, or nothing of it has changed.
fn nothing_told(options: &CheckOptions, found: usize, catalogue: &Catalogue) -> String {
    match &options.selection.since {
        Some(since) if found > 0 => {
            let about = [("count", found.into()), ("revision", since.as_str().into())];
            catalogue.say("cli.nothing_changed", &about)
        }
        _ => catalogue.say("cli.nothing_to_check", &[]),
    }
}

/// What was asked for.
pub(super) fn options(
    arguments: &CheckArguments,
    catalogue: &Catalogue,
) -> anyhow::Result<CheckOptions> {
    let corrections = match (arguments.fix, arguments.diff) {
        (true, _) => Corrections::Written {
            backup: arguments.backup,
            ask: arguments.ask,
        },
        (false, true) => Corrections::Shown,
        (false, false) => Corrections::None,
    };
    let human = usual_format();
    // What would be corrected takes the place of a report.
    let asked = arguments.format;
    let asked = asked.or_else(|| human.filter(|_| corrections == Corrections::Shown));
    // So does a part, unless a report is asked for.
    let to_output = arguments.report.iter().any(ReportRequest::is_to_output);
    let in_place = arguments.part.is_some() && asked.is_none() && !to_output;
    // What is written at once is forgotten at once.
    let forgotten = |format: &&Format| matches!(format.early, Some(Early::Shown { .. }));
    let forgotten = FORMATS.iter().find(forgotten);
    let asked = asked.or_else(|| forgotten.filter(|_| in_place));
    let (shown, reports) = targets::placed(&arguments.report, asked, catalogue)?;
    let part = arguments.part.as_deref();
    let part = part.map(|path| Target::of_part(path, &reports, !in_place, catalogue));
    let part = part.transpose()?;
    let manifest = arguments.manifest.as_deref();
    let manifest =
        manifest.map(|path| Target::of_manifest(path, &reports, part.as_ref(), catalogue));
    let manifest = manifest.transpose()?;
    let shown = shown.or(human).context("human")?;
    let usual = CheckOptions::on(today(arguments.today, catalogue)?, shown);
    Ok(CheckOptions {
        paths: arguments.paths.clone(),
        files_from: arguments.files_from.clone(),
        stdin_filename: arguments.stdin_filename.clone(),
        allow_empty: arguments.allow_empty,
        category: arguments.category.clone(),
        selection: Selection {
            strict: arguments.strict,
            filter: arguments.filter,
            gitignore: arguments.gitignore,
            include: patterns(&arguments.include, &arguments.include_in),
            exclude: patterns(&arguments.exclude, &arguments.exclude_in),
            set_by: arguments.set_by.clone(),
            since: arguments.since.clone(),
            shard: arguments.shard,
            ..usual.selection
        },
        rules: arguments.rules.clone(),
        waivers: choice(arguments.waivers.as_ref(), arguments.no_waivers),
        answers: choice(arguments.answers.as_ref(), arguments.no_answers),
        office: arguments.office.clone(),
        settings_files: arguments.source.config_file.iter().cloned().collect(),
        traced: match &arguments.trace {
            None => Traced::Nothing,
            Some(None) => Traced::Everything,
            Some(Some(rule)) => Traced::Rule(rule.as_str().into()),
        },
        settings: Settings {
            as_of: arguments.as_of,
            limits: limits(arguments),
            findings: arguments.max_findings as usize,
            portfolio: !arguments.no_portfolio,
            waivers: !arguments.no_waivers,
            answers: !arguments.no_answers,
            ..usual.settings
        },
        day_is_set: today::is_set(arguments.today),
        jobs: arguments.jobs.map_or(0, usize::from),
        reports,
        shows_report: corrections != Corrections::Shown && !in_place,
        part,
        manifest,
        keeps: arguments.manifest.is_some(),
        corrections,
        ..usual
    })
}

/// The format that is shown where none is asked for.
pub(super) fn usual_format() -> Option<&'static Format> {
    format("human")
}

fn patterns(patterns: &[String], folder: &Path) -> Option<Patterns> {
    (!patterns.is_empty()).then(|| Patterns {
        folder: shown(folder).to_string(),
        patterns: patterns.to_vec(),
    })
}

/// Which file that lies beside applications is read: the one that is named, the nearest, or none.
fn choice(named: Option<&PathBuf>, none: bool) -> DecisionChoice {
    match (named, none) {
        (_, true) => DecisionChoice::None,
        (Some(file), false) => DecisionChoice::Named(file.clone()),
        (None, false) => DecisionChoice::Nearest,
    }
}

/// How many MiB a limit is; each is a whole number of them.
const fn in_mebibytes(limit: usize) -> u32 {
    (limit >> 20) as u32
}

/// How much of a text is read. The depth cannot be raised: the parser's stack is what it is.
fn limits(arguments: &CheckArguments) -> Limits {
    let mebibytes = |count: u32| (count as usize).saturating_mul(1 << 20);
    Limits {
        bytes: mebibytes(arguments.max_file_size),
        nodes: arguments.max_nodes as usize,
        scalar: mebibytes(arguments.max_value_size),
        fast: !arguments.no_fast_reader,
        ..Limits::default()
    }
}

pub(super) fn dialect_names() -> impl TypedValueParser<Value = Dialect> {
    PossibleValuesParser::new(Dialect::ALL.map(Dialect::name))
        .map(|name| Dialect::from_name(&name).unwrap_or_default())
}

pub(super) fn format_names() -> impl TypedValueParser<Value = &'static Format> {
    PossibleValuesParser::new(FORMATS.iter().map(|format| format.name))
        .try_map(|name| format(&name).ok_or("unknown"))
}

/// How the program ends: what could not be checked outranks what was found.
pub(super) fn ending(summary: &Summary, fail_on: FailOn) -> Ending {
    let reached = match fail_on {
        FailOn::Error => summary.errors,
        FailOn::Review => summary.errors.saturating_add(summary.reviews),
        FailOn::Never => 0,
    };
    match (summary.not_checked, reached) {
        (0, 0) => Ending::Clean,
        (0, _) => Ending::Findings,
        _ => Ending::NotChecked,
    }
}
