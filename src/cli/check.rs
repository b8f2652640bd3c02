//! `atbilst check`: finds the files, checks them side by side, reports in the order of their paths.

use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, bail};
use chrono::NaiveDate;
use rayon::prelude::*;

use atbilst::check::{Checked, Checker, Desk, Settings, Unreadable};
use atbilst::discover::{Input, Origin, discover, shown};
use atbilst::language::Catalogue;
use atbilst::render::{Format, Stream, Style};
use atbilst::report::{Application, Report, Summary};
use atbilst::rulebook::RuleBook;
use atbilst::trace::Traced;
use atbilst::yaml::Limits;

/// So many files are checked before what a format can write at once is written, and so many of them are set by one worker at a time.
const BATCH: usize = 1_024;
const SHARE: usize = 64;

use super::Ending;
use super::arguments::{CheckArguments, FailOn};
use super::{books, files, fix, interrupt, output, progress, targets, waivers};

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
    let formats = arguments
        .report
        .iter()
        .map(|target| target.format)
        .chain([arguments.format]);
    if formats.into_iter().any(|format| format.name == "markdown") {
        targets::to_step_summary(&report, catalogue)?;
    }
    if !arguments.quiet {
        progress::done(&report, begun.elapsed(), catalogue);
    }
    Ok(ending(&report.summary, arguments.fail_on))
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
    let mut found = discover(&paths);
    if let Some(name) = &arguments.stdin_filename {
        found.name_stdin(name);
    }
    for link in &found.links {
        output::note(&catalogue.say("cli.link_left_out", &[("path", (&**link).into())]));
    }
    if found.inputs.is_empty() && !arguments.allow_empty {
        bail!(catalogue.say("cli.nothing_to_check", &[]));
    }
    // Waivers are no application, whatever their file is called.
    found
        .inputs
        .retain(|input| !waivers::is_among(&waiver_files, input.path()));
    let book_files = books::files(&arguments.rules, catalogue)?;
    let read = found.inputs.iter().map(Input::path);
    let others = book_files.iter().chain(&waiver_files).map(PathBuf::as_path);
    let read = read.chain(others);
    targets::examine(&arguments.report, read, catalogue)?;
    let settings = Settings {
        as_of: arguments.as_of,
        today: arguments.today.unwrap_or_else(today),
        limits: limits(arguments),
        findings: arguments.max_findings as usize,
        portfolio: !arguments.no_portfolio,
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
        fix::write(&found.inputs, &books, limit, catalogue)?;
    }
    let run = Run {
        checker: &checker,
        limit,
        inputs: &found.inputs,
        named: arguments
            .paths
            .iter()
            .map(|path| shown(path).to_string())
            .collect(),
        piped,
    };
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(arguments.jobs.map_or(0, usize::from))
        .build();
    let pool = pool.context(catalogue.say("cli.no_threads", &[]))?;
    let mut nowhere = io::sink();
    let out = out.unwrap_or(&mut nowhere);
    let report = pool.install(|| run.report(arguments, catalogue, style, out));
    let report = report.context(catalogue.say("cli.cannot_write", &[]))?;
    if report.summary.applications == 0 {
        output::note(&catalogue.say("cli.nothing_to_check", &[]));
    }
    if arguments.diff {
        fix::show(&found.inputs, &books, limit, catalogue)?;
    }
    Ok(report)
}

/// Which rules are to be told; what names no rule, but is there, is one of the paths.
fn traced(
    arguments: &mut CheckArguments,
    books: &[RuleBook],
    catalogue: &Catalogue,
) -> anyhow::Result<Traced> {
    let rule = match arguments.trace.take() {
        None => return Ok(Traced::Nothing),
        Some(None) => return Ok(Traced::Everything),
        Some(Some(rule)) => rule,
    };
    if books.iter().any(|book| book.head(&rule).is_some()) {
        return Ok(Traced::Rule(rule.into()));
    }
    let path = PathBuf::from(&rule);
    if path.exists() {
        arguments.paths.push(path);
        return Ok(Traced::Everything);
    }
    bail!(catalogue.say("trace.unknown_rule", &[("rule", rule.into())]))
}

/// How much of a text is read. The depth cannot be raised: the parser's stack is what it is.
fn limits(arguments: &CheckArguments) -> Limits {
    let mebibytes = |count: u32| (count as usize).saturating_mul(1 << 20);
    Limits {
        bytes: mebibytes(arguments.max_file_size),
        nodes: arguments.max_nodes as usize,
        scalar: mebibytes(arguments.max_value_size),
        ..Limits::default()
    }
}

/// The paths that are named, themselves or in a list; without any, the current folder.
fn named(arguments: &CheckArguments, catalogue: &Catalogue) -> anyhow::Result<Vec<PathBuf>> {
    let mut paths = arguments.paths.clone();
    if let Some(list) = &arguments.files_from {
        let listed = files::listed(list).with_context(|| {
            let name = list.to_string_lossy();
            catalogue.say("cli.unreadable_list", &[("path", (&*name).into())])
        })?;
        paths.extend(listed);
    } else if paths.is_empty() {
        paths.push(PathBuf::from("."));
    }
    Ok(paths)
}

/// The files of one run.
struct Run<'a> {
    checker: &'a Checker<'a>,
    limit: usize,
    inputs: &'a [Input],
    /// What was named on the command line, as reports name it.
    named: Vec<String>,
    /// What came through standard input, which can be read only once.
    piped: Option<Result<Vec<u8>, Unreadable>>,
}

impl Run<'_> {
    /// Checks every file and writes the report. What a format can write at once is written and forgotten, unless another report needs it.
    fn report(
        &self,
        arguments: &CheckArguments,
        catalogue: &Catalogue,
        style: &Style,
        out: &mut (dyn Write + Send),
    ) -> io::Result<Report> {
        let Format { stream, write, .. } = *arguments.format;
        let keep = stream.is_none() || !arguments.report.is_empty();
        let frame = Report {
            inputs: self.named.clone(),
            ..self.checker.empty_report()
        };
        let mut assembly = self.checker.assemble(self.inputs.len());
        let mut kept = Vec::new();
        let bar = progress::bar(self.inputs.len(), arguments.quiet);
        for batch in self.inputs.chunks(BATCH) {
            let checked = self.all(batch);
            let mut applications: Vec<_> = checked
                .into_iter()
                .map(|checked| assembly.add(checked))
                .collect();
            if let Some(stream) = stream {
                for text in set(&frame, &applications, stream)? {
                    out.write_all(&text)?;
                }
            }
            if keep {
                kept.append(&mut applications);
            }
            bar.inc(batch.len() as u64);
        }
        bar.finish_and_clear();
        let again = |path: &str| self.again(path);
        if stream.is_some() {
            let mut report = assembly.report(Vec::new(), &again);
            report.inputs.clone_from(&self.named);
            write(&report, catalogue, style, out)?;
            report.applications = kept;
            return Ok(report);
        }
        let mut report = assembly.report(kept, &again);
        report.inputs.clone_from(&self.named);
        write(&report, catalogue, style, out)?;
        Ok(report)
    }

    fn all(&self, inputs: &[Input]) -> Vec<Checked> {
        let desks = || (Desk::default(), Vec::new());
        let each = inputs.par_iter().with_min_len(16);
        each.map_init(desks, |(desk, buffer), input| self.one(desk, buffer, input))
            .collect()
    }

    fn one(&self, desk: &mut Desk, buffer: &mut Vec<u8>, input: &Input) -> Checked {
        let path = &input.shown;
        match self.read(input, buffer) {
            Err(why) => self.checker.unreadable(path, &why),
            Ok(()) => survived(self.checker, path, desk, |desk| {
                self.checker.check(desk, path, buffer)
            }),
        }
    }

    fn read(&self, input: &Input, buffer: &mut Vec<u8>) -> Result<(), Unreadable> {
        match (&input.origin, &self.piped) {
            (Origin::Stdin, Some(piped)) => {
                buffer.clear();
                piped
                    .as_ref()
                    .map(|bytes| buffer.extend_from_slice(bytes))
                    .map_err(Clone::clone)
            }
            (Origin::Failed(why), _) => Err(Unreadable::Other(why.to_string())),
            (origin, _) => files::read(input.path(), *origin == Origin::Folder, self.limit, buffer),
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

/// A mistake of the tool at one file must neither stop the others nor look like a pass.
fn survived(
    checker: &Checker<'_>,
    path: &Arc<str>,
    desk: &mut Desk,
    check: impl FnOnce(&mut Desk) -> Checked,
) -> Checked {
    catch_unwind(AssertUnwindSafe(|| check(desk))).unwrap_or_else(|panic| {
        *desk = Desk::default();
        checker.failed(path, &words(&*panic))
    })
}

fn words(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_default()
}

/// The texts of some applications, set side by side.
fn set(frame: &Report, applications: &[Application], one: Stream) -> io::Result<Vec<Vec<u8>>> {
    let share = |applications: &[Application]| {
        let mut text = Vec::with_capacity(applications.len().saturating_mul(2_048));
        applications
            .iter()
            .try_for_each(|application| one(frame, application, &mut text))
            .map(|()| text)
    };
    applications.par_chunks(SHARE).map(share).collect()
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

/// The clock's day, in Latvia's winter time: a check is dated where its calls are.
/// `SOURCE_DATE_EPOCH` takes the place of the clock, as for every tool whose results must repeat to the byte.
pub(super) fn today() -> NaiveDate {
    let set = std::env::var("SOURCE_DATE_EPOCH").ok();
    let seconds = set.and_then(|set| set.parse().ok()).unwrap_or_else(|| {
        std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .map_or(0, |passed| passed.as_secs())
    });
    let days = i64::try_from(seconds.saturating_add(2 * 3_600) / 86_400).unwrap_or(0);
    NaiveDate::default()
        .checked_add_signed(chrono::TimeDelta::days(days))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use atbilst::finding::Verdict;
    use atbilst::language::Language;
    use atbilst::own_rules::INTERNAL_ERROR;
    use atbilst::rulebook::RuleBook;
    use atbilst::rulebook::embedded::BOOKS;

    const COMPLETE: &[u8] = include_bytes!("../../examples/complete.yaml");

    #[test]
    fn a_panic_at_one_file_is_a_finding_of_that_file_and_the_rest_goes_on() {
        let catalogue = Catalogue::load(Language::En);
        let books: Vec<RuleBook> = BOOKS
            .iter()
            .map(|book| RuleBook::read(book.path, book.text).expect("a sound book"))
            .collect();
        let settings = Settings {
            as_of: None,
            today: NaiveDate::default(),
            limits: Limits::default(),
            findings: 100,
            portfolio: true,
        };
        let checker = Checker::new(&books, &catalogue, settings);
        let mut desk = Desk::default();
        let broken: Arc<str> = "broken.yaml".into();
        let failed = survived(&checker, &broken, &mut desk, |_| {
            panic!("seven is not four")
        });
        let sound: Arc<str> = "sound.yaml".into();
        let passed = survived(&checker, &sound, &mut desk, |desk| {
            checker.check(desk, &sound, COMPLETE)
        });
        let report = checker.report(vec![passed, failed], &|_| None);
        let [first, second] = &*report.applications else {
            panic!("two files, {report:?}");
        };
        assert_eq!(
            (&*first.path, first.verdict),
            ("broken.yaml", Verdict::Unreadable)
        );
        assert_eq!(&*first.findings[0].rule, INTERNAL_ERROR);
        assert!(first.findings[0].message.contains("seven is not four"));
        assert_eq!(
            (&*second.path, second.verdict),
            ("sound.yaml", Verdict::Complies)
        );
        assert_eq!(ending(&report.summary, FailOn::Error), Ending::NotChecked);
    }
}
