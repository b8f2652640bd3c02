//! `atbilst check`: finds the files, checks them side by side, reports in the order of their paths.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, bail};
use chrono::NaiveDate;
use rayon::prelude::*;

use atbilst::check::{Checked, Checker, Desk, Settings, Unreadable};
use atbilst::discover::{Input, discover};
use atbilst::finding::{Level, Outcome};
use atbilst::language::Catalogue;
use atbilst::own_rules::{INTERNAL_ERROR, UNREADABLE_FILE};
use atbilst::report::Report;
use atbilst::yaml::Limits;

use super::Ending;
use super::arguments::{CheckArguments, FailOn};
use super::{books, files, output, targets, waivers};

pub(super) fn run(arguments: &CheckArguments, catalogue: &Catalogue) -> anyhow::Result<Ending> {
    let style = output::style(arguments.color, arguments.quiet);
    let books = books::load(&arguments.rules, catalogue, &style)?;
    let paths = named(arguments);
    let (waivers, waiver_files) = waivers::load(arguments.waivers.as_ref(), &paths, catalogue)?;
    let mut found = discover(&paths);
    if let Some(name) = &arguments.stdin_filename {
        found.name_stdin(name);
    }
    for link in &found.links {
        output::note(&catalogue.say("cli.link_left_out", &[("path", (&**link).into())]));
    }
    if found.inputs.is_empty() && found.failed.is_empty() && !arguments.allow_empty {
        bail!(catalogue.say("cli.nothing_to_check", &[]));
    }
    // Waivers are no application, whatever their file is called.
    found
        .inputs
        .retain(|input| !waivers::is_among(&waiver_files, &input.path));
    let book_files = books::files(&arguments.rules, catalogue)?;
    let read = found.inputs.iter().map(|input| &input.path);
    let read = read.chain(&book_files).chain(&waiver_files);
    targets::examine(&arguments.report, read.map(PathBuf::as_path), catalogue)?;
    let settings = Settings {
        as_of: arguments.as_of,
        today: arguments.today.unwrap_or_else(today),
        limits: Limits::default(),
        portfolio: !arguments.no_portfolio,
    };
    let checker = Checker::new(&books, catalogue, settings).with_waivers(waivers);
    let limit = settings.limits.bytes;
    let piped = found
        .inputs
        .iter()
        .any(Input::is_stdin)
        .then(|| files::stdin(limit));
    let run = Run {
        checker: &checker,
        limit,
        inputs: &found.inputs,
        piped,
    };
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(arguments.jobs.map_or(0, usize::from))
        .build();
    let pool = pool.context(catalogue.say("cli.no_threads", &[]))?;
    let mut checked = pool.install(|| run.all());
    let failed = |(path, why): &(Arc<str>, String)| {
        checker.unreadable(path, &Unreadable::Other(why.clone()))
    };
    checked.extend(found.failed.iter().map(failed));
    let report = checker.report(checked, &|path| run.again(path));
    if report.applications.is_empty() {
        output::note(&catalogue.say("cli.nothing_to_check", &[]));
    }
    pool.install(|| {
        output::to_stdout(|out| (arguments.format.write)(&report, catalogue, &style, out))
    })
    .context(catalogue.say("cli.cannot_write", &[]))?;
    targets::write(&arguments.report, &report, catalogue)?;
    let formats = arguments
        .report
        .iter()
        .map(|target| target.format)
        .chain([arguments.format]);
    if formats.into_iter().any(|format| format.name == "markdown") {
        targets::to_step_summary(&report, catalogue)?;
    }
    Ok(ending(&report, arguments.fail_on))
}

/// The paths that are named; without any, the current folder.
fn named(arguments: &CheckArguments) -> Vec<PathBuf> {
    if arguments.paths.is_empty() {
        vec![PathBuf::from(".")]
    } else {
        arguments.paths.clone()
    }
}

/// The files of one run.
struct Run<'a> {
    checker: &'a Checker<'a>,
    limit: usize,
    inputs: &'a [Input],
    /// What came through standard input, which can be read only once.
    piped: Option<Result<Vec<u8>, Unreadable>>,
}

impl Run<'_> {
    fn all(&self) -> Vec<Checked> {
        let desks = || (Desk::default(), Vec::new());
        self.inputs
            .par_iter()
            .map_init(desks, |(desk, buffer), input| self.one(desk, buffer, input))
            .collect()
    }

    fn one(&self, desk: &mut Desk, buffer: &mut Vec<u8>, input: &Input) -> Checked {
        let path = &input.shown;
        match self.read(input, buffer) {
            Err(why) => self.checker.unreadable(path, &why),
            // A mistake of the tool at one file must neither stop the others nor look like a pass.
            Ok(()) => catch_unwind(AssertUnwindSafe(|| self.checker.check(desk, path, buffer)))
                .unwrap_or_else(|panic| {
                    *desk = Desk::default();
                    self.checker.failed(path, &words(&*panic))
                }),
        }
    }

    fn read(&self, input: &Input, buffer: &mut Vec<u8>) -> Result<(), Unreadable> {
        match &self.piped {
            Some(piped) if input.is_stdin() => {
                buffer.clear();
                piped
                    .as_ref()
                    .map(|bytes| buffer.extend_from_slice(bytes))
                    .map_err(Clone::clone)
            }
            _ => files::read(&input.path, input.ordinary, self.limit, buffer),
        }
    }

    fn again(&self, path: &str) -> Option<Vec<u8>> {
        let place = self
            .inputs
            .binary_search_by(|input| (*input.shown).cmp(path))
            .ok()?;
        let mut bytes = Vec::new();
        self.read(self.inputs.get(place)?, &mut bytes)
            .ok()
            .map(|()| bytes)
    }
}

fn words(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_default()
}

/// How the program ends: what could not be checked outranks what was found.
fn ending(report: &Report, fail_on: FailOn) -> Ending {
    let mut ending = Ending::Clean;
    for (_, finding) in report.findings() {
        if [UNREADABLE_FILE, INTERNAL_ERROR].contains(&&*finding.rule) {
            return Ending::NotChecked;
        }
        let counts = match fail_on {
            FailOn::Error => finding.outcome == Outcome::Fail && finding.level == Level::Error,
            FailOn::Review => matches!(finding.outcome, Outcome::Fail | Outcome::Review),
        };
        if counts {
            ending = Ending::Findings;
        }
    }
    ending
}

/// The clock's day, in Latvia's winter time: a check is dated where its calls are.
pub(super) fn today() -> NaiveDate {
    let seconds = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |passed| passed.as_secs());
    let days = i64::try_from((seconds + 2 * 3_600) / 86_400).unwrap_or(0);
    NaiveDate::default()
        .checked_add_signed(chrono::TimeDelta::days(days))
        .unwrap_or_default()
}
