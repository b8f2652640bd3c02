//! Makes a check from its options: finds and reads everything that it takes, and refuses early what cannot end well.

use std::io::{self, IsTerminal as _, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use crate::cli::{books, files, fix, left_out, output, targets, waivers};
use crate::discover::{Input, discover, shown};
use atbilst_core::check::Checker;
use atbilst_core::language::Catalogue;
use atbilst_core::message::trace::Traced;
use atbilst_core::report::Report;
use atbilst_core::rulebook::RuleBook;
use atbilst_render::{FORMATS, Style};

use super::options::{CheckOptions, Corrections};
use super::run::CheckRun;
use super::sources::Sources;

/// Checks, and writes the report as the options say.
pub(in crate::cli) fn make(
    options: &CheckOptions,
    catalogue: &Catalogue,
    style: &Style,
    out: &mut (dyn Write + Send),
) -> anyhow::Result<Report> {
    let books = books::load(&options.rules, catalogue, style)?;
    let traced = traced(options, &books, catalogue)?;
    let paths = named(options, catalogue)?;
    let (waivers, waiver_files) = waivers::load(options.waivers.as_ref(), &paths, catalogue)?;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(options.jobs);
    let pool = pool.build().context(catalogue.say("cli.no_threads", &[]))?;
    let mut found = pool.install(|| discover(&paths));
    if let Some(name) = &options.stdin_filename {
        found.name_stdin(name);
    }
    let idle = waivers::set_apart(&mut found, &waiver_files);
    let notes = left_out::notes(&found, &idle, catalogue);
    let nothing = found.inputs.is_empty() && !options.allow_empty;
    // A person at a terminal reads them in the report; what a format has no place for is told with its other notes.
    if nothing || (options.shows_notes() && !io::stdout().is_terminal()) {
        notes.iter().for_each(|note| output::note(note));
    }
    if nothing {
        bail!(catalogue.say("cli.nothing_to_check", &[]));
    }
    let book_files = books::files(&options.rules, catalogue)?;
    let read = found.inputs.iter().map(Input::path);
    let others = book_files.iter().chain(&waiver_files);
    let others = others.chain(&options.files_from).map(PathBuf::as_path);
    let read = read.chain(others);
    targets::examine(&options.reports, options.format, read, catalogue)?;
    let checker = Checker::new(&books, catalogue, options.settings)
        .with_waivers(waivers)
        .tracing(traced);
    let limits = &options.settings.limits;
    let sources = Sources::new(&found.inputs, limits.bytes);
    if options.corrections == Corrections::Written {
        fix::write(&found.inputs, &books, limits, catalogue)?;
    }
    let run = CheckRun {
        checker: &checker,
        sources: &sources,
        notes,
        named: options
            .paths
            .iter()
            .map(|path| shown(path).to_string())
            .collect(),
    };
    let report = pool.install(|| {
        let kept = !options.reports.is_empty();
        run.report(options.format, kept, catalogue, style, out)
    });
    let report = report.context(catalogue.say("cli.cannot_write", &[]))?;
    if report.summary.applications == 0 {
        output::note(&catalogue.say("cli.nothing_to_check", &[]));
    }
    if options.corrections == Corrections::Shown {
        fix::show(&found.inputs, &books, limits, catalogue)?;
    }
    Ok(report)
}

/// Which rules are told: those that were asked for, where a format tells them.
fn traced(
    options: &CheckOptions,
    books: &[RuleBook],
    catalogue: &Catalogue,
) -> anyhow::Result<Traced> {
    match &options.traced {
        Traced::Nothing => return Ok(Traced::Nothing),
        Traced::Rule(rule) if !books.iter().any(|book| book.head(rule).is_some()) => {
            bail!(catalogue.say("trace.unknown_rule", &[("rule", (&**rule).into())]));
        }
        Traced::Rule(_) | Traced::Everything => {}
    }
    if options.formats().any(|format| format.traces) {
        return Ok(options.traced.clone());
    }
    let names = FORMATS.iter().filter(|format| format.traces);
    let names: Vec<_> = names.map(|format| format.name).collect();
    let about = [
        ("format", options.format.name.into()),
        ("formats", names.join(", ").into()),
    ];
    output::note(&catalogue.say("trace.not_shown", &about));
    Ok(Traced::Nothing)
}

/// The paths that are named, themselves or in a list; without any, the current folder.
fn named(options: &CheckOptions, catalogue: &Catalogue) -> anyhow::Result<Vec<PathBuf>> {
    let mut paths = options.paths.clone();
    if let Some(list) = &options.files_from {
        let listed = files::listed(list, catalogue)
            .with_context(|| output::about(list, "cli.unreadable_list", catalogue))?;
        paths.extend(listed);
        if files::is_stdin(list) && paths.iter().any(|path| path == Path::new("-")) {
            bail!(catalogue.say("cli.stdin_twice", &[]));
        }
    } else if paths.is_empty() {
        paths.push(PathBuf::from("."));
    }
    Ok(paths)
}
