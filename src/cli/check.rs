//! `atbilst check`: what is checked, how, and what is told of it. The checking itself is in `run`.

mod run;

use std::io::{self, IsTerminal as _, Write};
use std::path::PathBuf;

use anyhow::{Context, bail};

use crate::discover::{Input, discover, shown};
use atbilst_core::check::{Checker, Settings};
use atbilst_core::language::Catalogue;
use atbilst_core::report::{Report, Summary};
use atbilst_core::rulebook::RuleBook;
use atbilst_core::trace::Traced;
use atbilst_render::{FORMATS, Format, Style};
use atbilst_yaml::Limits;

use super::Ending;
use super::arguments::{CheckArguments, FailOn};
use super::today::today;
use super::{books, files, fix, interrupt, left_out, output, progress, targets, waivers};
use run::Run;

pub(super) fn run(arguments: &CheckArguments, catalogue: &Catalogue) -> anyhow::Result<Ending> {
    interrupt::watch();
    let style = Style {
        csv: arguments.csv_dialect,
        ..output::style(arguments.color, arguments.quiet)
    };
    let begun = std::time::Instant::now();
    let report = output::to_stdout(|out| {
        // Where the corrections are asked for, they alone are shown.
        let shown: Option<&mut (dyn Write + Send)> = if arguments.diff {
            None
        } else {
            Some(&mut *out)
        };
        let report = make(arguments, catalogue, &style, shown)?;
        out.flush()
            .context(catalogue.say("cli.cannot_write", &[]))?;
        anyhow::Ok(report)
    })?;
    targets::write(&arguments.report, &report, style.csv, catalogue)?;
    if !shows_notes(arguments) {
        report.notes.iter().for_each(|note| output::note(note));
    }
    if let Some(summary) = targets::step_summary(&arguments.report, arguments.format) {
        targets::to_step_summary(&summary, &report, catalogue)?;
    }
    if !arguments.quiet {
        progress::done(&report, begun.elapsed(), catalogue);
    }
    let ending = ending(&report.summary, arguments.fail_on);
    // The program ends with this, and with it all its memory goes at once.
    std::mem::forget(report);
    Ok(ending)
}

/// Whether what is shown has a place for the notes of the report; corrections have none.
fn shows_notes(arguments: &CheckArguments) -> bool {
    arguments.format.notes && !arguments.diff
}

/// Every format that is written.
fn formats(arguments: &CheckArguments) -> impl Iterator<Item = &'static Format> {
    let reports = arguments.report.iter().map(|target| target.format);
    reports.chain([arguments.format])
}

/// Checks, and writes the report where somebody is to see it.
pub(super) fn make(
    arguments: &CheckArguments,
    catalogue: &Catalogue,
    style: &Style,
    out: Option<&mut (dyn Write + Send)>,
) -> anyhow::Result<Report> {
    let books = books::load(&arguments.rules, catalogue, style)?;
    let mut arguments = arguments.clone();
    let traced = traced(&mut arguments, &books, catalogue)?;
    let arguments = &arguments;
    let paths = named(arguments, catalogue)?;
    let (waivers, waiver_files) = waivers::load(arguments.waivers.as_ref(), &paths, catalogue)?;
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(arguments.jobs.map_or(0, usize::from))
        .build();
    let pool = pool.context(catalogue.say("cli.no_threads", &[]))?;
    let mut found = pool.install(|| discover(&paths));
    if let Some(name) = &arguments.stdin_filename {
        found.name_stdin(name);
    }
    let idle = waivers::set_apart(&mut found, &waiver_files);
    let notes = left_out::notes(&found, &idle, catalogue);
    let nothing = found.inputs.is_empty() && !arguments.allow_empty;
    // A person at a terminal reads them in the report; what a format has no place for is told with its other notes.
    if nothing || (shows_notes(arguments) && !io::stdout().is_terminal()) {
        notes.iter().for_each(|note| output::note(note));
    }
    if nothing {
        bail!(catalogue.say("cli.nothing_to_check", &[]));
    }
    let book_files = books::files(&arguments.rules, catalogue)?;
    let read = found.inputs.iter().map(Input::path);
    let others = book_files.iter().chain(&waiver_files);
    let others = others.chain(&arguments.files_from).map(PathBuf::as_path);
    let read = read.chain(others);
    targets::examine(&arguments.report, arguments.format, read, catalogue)?;
    let settings = Settings {
        as_of: arguments.as_of,
        today: today(arguments.today, catalogue)?,
        limits: limits(arguments),
        findings: arguments.max_findings as usize,
        portfolio: !arguments.no_portfolio,
        tool: crate::THIS,
    };
    let checker = Checker::new(&books, catalogue, settings)
        .with_waivers(waivers)
        .tracing(traced);
    let limit = settings.limits.bytes;
    let piped = found
        .inputs
        .iter()
        .any(Input::is_stdin)
        .then(|| files::stdin(limit));
    if arguments.fix {
        fix::write(&found.inputs, &books, &settings.limits, catalogue)?;
    }
    let run = Run {
        checker: &checker,
        limit,
        inputs: &found.inputs,
        notes,
        named: arguments
            .paths
            .iter()
            .map(|path| shown(path).to_string())
            .collect(),
        piped,
    };
    let mut nowhere = io::sink();
    let out = out.unwrap_or(&mut nowhere);
    let report = pool.install(|| {
        let kept = !arguments.report.is_empty();
        run.report(arguments.format, kept, catalogue, style, out)
    });
    let report = report.context(catalogue.say("cli.cannot_write", &[]))?;
    if report.summary.applications == 0 {
        output::note(&catalogue.say("cli.nothing_to_check", &[]));
    }
    if arguments.diff {
        fix::show(&found.inputs, &books, &settings.limits, catalogue)?;
    }
    Ok(report)
}

/// Which rules are to be told; what names no rule, but is there, is one of the paths.
fn traced(
    arguments: &mut CheckArguments,
    books: &[RuleBook],
    catalogue: &Catalogue,
) -> anyhow::Result<Traced> {
    let Some(asked) = arguments.trace.take() else {
        return Ok(Traced::Nothing);
    };
    let mut traced = Traced::Everything;
    if let Some(rule) = asked {
        let path = PathBuf::from(&rule);
        if books.iter().any(|book| book.head(&rule).is_some()) {
            traced = Traced::Rule(rule.into());
        } else if path.exists() {
            arguments.paths.push(path);
        } else {
            bail!(catalogue.say("trace.unknown_rule", &[("rule", rule.into())]));
        }
    }
    if formats(arguments).any(|format| format.traces) {
        return Ok(traced);
    }
    let names = FORMATS.iter().filter(|format| format.traces);
    let names: Vec<_> = names.map(|format| format.name).collect();
    let about = [
        ("format", arguments.format.name.into()),
        ("formats", names.join(", ").into()),
    ];
    output::note(&catalogue.say("trace.not_shown", &about));
    Ok(Traced::Nothing)
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

/// The paths that are named, themselves or in a list; without any, the current folder.
fn named(arguments: &CheckArguments, catalogue: &Catalogue) -> anyhow::Result<Vec<PathBuf>> {
    let mut paths = arguments.paths.clone();
    if let Some(list) = &arguments.files_from {
        let listed = files::listed(list, catalogue).with_context(|| {
            let name = list.to_string_lossy();
            catalogue.say("cli.unreadable_list", &[("path", (&*name).into())])
        })?;
        paths.extend(listed);
        if files::is_stdin(list) && paths.iter().any(|path| path.as_os_str() == "-") {
            bail!(catalogue.say("cli.stdin_twice", &[]));
        }
    } else if paths.is_empty() {
        paths.push(PathBuf::from("."));
    }
    Ok(paths)
}

/// How the program ends: what could not be checked outranks what was found.
fn ending(summary: &Summary, fail_on: FailOn) -> Ending {
    let reviews = if fail_on == FailOn::Review {
        summary.reviews
    } else {
        0
    };
    match (summary.not_checked, summary.errors.saturating_add(reviews)) {
        (0, 0) => Ending::Clean,
        (0, _) => Ending::Findings,
        _ => Ending::NotChecked,
    }
}
