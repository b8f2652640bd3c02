//! `atbilst merge`: parts of a large check put together into the report of one check over all applications.

mod joined;
mod stored;

use std::cell::RefCell;
use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::Args;

use atbilst_core::check::{Checked, Checker};
use atbilst_core::language::{Catalogue, Language};
use atbilst_core::part::{PartEnd, PartHead};
use atbilst_core::report::Report;
use atbilst_core::rulebook::RuleBook;
use atbilst_core::settings::Settings;
use atbilst_render::{Dialect, Format, OutcomeTexts, Style};
use atbilst_yaml::Limits;

use super::check::{CheckedSoFar, FailOn, dialect_names, ending, format_names, usual_format};
use super::identity::FileIdentity;
use super::targets::ReportRequest;
use super::values::Color;
use super::{Ending, books, output, targets};
use joined::Joined;

#[derive(Debug, Args)]
pub(super) struct MergeArguments {
    #[arg(value_name = "PART", required = true)]
    parts: Vec<PathBuf>,
    #[arg(long, value_name = "NAME", value_parser = format_names())]
    format: Option<&'static Format>,
    #[arg(long, value_name = "PATH")]
    rules: Vec<PathBuf>,
    #[arg(long, value_name = "FORMAT=FILE")]
    report: Vec<ReportRequest>,
    #[arg(long, value_name = "LEVEL", default_value = "error")]
    fail_on: FailOn,
    #[arg(long, value_name = "DIALECT", default_value = "rfc", value_parser = dialect_names())]
    csv_dialect: Dialect,
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    color: Color,
    #[arg(long)]
    quiet: bool,
}

/// So many applications are counted and written at a time.
const BATCH: usize = 64;

pub(super) fn run(arguments: &MergeArguments, catalogue: &Catalogue) -> anyhow::Result<Ending> {
    let style = Style {
        csv: arguments.csv_dialect,
        ..output::style(arguments.color, arguments.quiet)
    };
    let (shown, reports) = targets::placed(&arguments.report, arguments.format, catalogue)?;
    let shown = shown.or_else(usual_format);
    let shown = shown.with_context(|| catalogue.say("cli.error", &[]))?;
    let read = |real: &std::path::Path| {
        let own = FileIdentity::at(real);
        let mut parts = arguments.parts.iter();
        own.is_some() && parts.any(|part| FileIdentity::at(part) == own)
    };
    targets::examine(&reports, shown, read, catalogue)?;
    let (joined, head, end) = Joined::open(&arguments.parts, catalogue)?;
    let known = books::load(&arguments.rules, catalogue, &style)?;
    let books = of_parts(&head, known, &arguments.parts, catalogue)?;
    let language = Language::from_name(&head.language);
    let spoken = language.map(Catalogue::load);
    let spoken = spoken.as_ref().unwrap_or(catalogue);
    let kept = !reports.is_empty();
    // As a check of so many files has them.
    let mut formats = reports.iter().map(|report| report.format).chain([shown]);
    let has_sheets = formats.any(|format| end.sheets.is_some_and(|files| files <= format.sheets));
    let (report, notes) = output::to_stdout(|out| {
        let made = merged(
            joined,
            &head,
            end,
            &books,
            (shown, kept, has_sheets),
            spoken,
            catalogue,
            &style,
            out,
        )?;
        out.flush()
            .context(catalogue.say("cli.cannot_write", &[]))?;
        anyhow::Ok(made)
    })?;
    targets::write(&reports, &report, style.csv, spoken)?;
    // As a check tells them.
    if !shown.notes {
        report.notes.iter().for_each(|note| output::note(note));
    } else if !std::io::IsTerminal::is_terminal(&std::io::stdout()) {
        notes.iter().for_each(|note| output::note(note));
    }
    if let Some(summary) = targets::step_summary(&reports, shown) {
        targets::to_step_summary(&summary, &report, spoken)?;
    }
    let ending = ending(&report.summary, arguments.fail_on);
    std::mem::forget(report);
    Ok(ending)
}

/// The rule books that the parts were held against, in their order.
fn of_parts(
    head: &PartHead,
    mut known: Vec<RuleBook>,
    parts: &[PathBuf],
    catalogue: &Catalogue,
) -> anyhow::Result<Vec<RuleBook>> {
    let mut books = Vec::new();
    for wanted in &head.rule_books {
        let own = |book: &RuleBook| atbilst_core::part::BookOfPart::of(book) == *wanted;
        let Some(at) = known.iter().position(own) else {
            let part = parts
                .first()
                .map(|part| part.to_string_lossy().into_owned());
            let about = [
                ("part", part.unwrap_or_default().into()),
                ("call", (&*wanted.call).into()),
                ("version", wanted.version.as_str().into()),
                ("sha256", wanted.sha256.as_str().into()),
            ];
            bail!(catalogue.say("merge.no_book", &about));
        };
        books.push(known.swap_remove(at));
    }
    Ok(books)
}

#[expect(clippy::too_many_arguments, reason = "it is one step, set apart")]
fn merged(
    mut joined: Joined,
    head: &PartHead,
    end: PartEnd,
    books: &[RuleBook],
    (shown, kept, has_sheets): (&'static Format, bool, bool),
    spoken: &Catalogue,
    catalogue: &Catalogue,
    style: &Style,
    out: &mut (dyn std::io::Write + Send),
) -> anyhow::Result<(Report, Vec<String>)> {
    let checker = checker(head, books, spoken);
    let frame = Report {
        inputs: head.inputs.clone(),
        ..checker.empty_report()
    };
    let cannot_write = || catalogue.say("cli.cannot_write", &[]);
    let mut so_far = CheckedSoFar::new(&checker, &frame, shown, kept, joined.len(), out);
    let (writer, mut outcomes) = (so_far.early_writer(), OutcomeTexts::default());
    loop {
        let mut batch: Vec<Checked> = Vec::with_capacity(BATCH);
        while batch.len() < BATCH {
            match joined.next(catalogue)? {
                Some(mut checked) => {
                    if !has_sheets {
                        checked.application.sheet.clear();
                    }
                    batch.push(checked);
                }
                None => break,
            }
        }
        if batch.is_empty() {
            break;
        }
        let told = batch.iter().filter(|one| !one.only_counted);
        let told = told.map(|one| &one.application);
        let text = writer.map(|writer| writer.text(told, &mut outcomes));
        so_far.take(batch, text).with_context(cannot_write)?;
    }
    let mut notes = Vec::new();
    let unread = RefCell::new(None);
    let report = so_far.finish(
        |assembly| {
            let cite = |path: &str| {
                let cited = joined.cited(path, catalogue);
                cited.unwrap_or_else(|why| {
                    unread.replace(Some(why));
                    None
                })
            };
            let mut report = assembly.report_of_parts(&cite);
            notes = end.complete(&mut report, head, spoken);
            report
        },
        shown,
        spoken,
        style,
    );
    let report = report.with_context(cannot_write)?;
    match unread.into_inner() {
        Some(why) => Err(why),
        None => Ok((report, notes)),
    }
}

/// What checked the applications of the parts.
fn checker<'a>(head: &PartHead, books: &'a [RuleBook], spoken: &'a Catalogue) -> Checker<'a> {
    let settings = Settings {
        as_of: head.as_of,
        portfolio: head.portfolio,
        waivers: head.count_waivers,
        answers: head.count_answers,
        findings: head.limits.findings,
        limits: Limits {
            bytes: head.limits.bytes,
            scalar: head.limits.scalar,
            nodes: head.limits.nodes,
            depth: head.limits.depth,
            ..Limits::default()
        },
        tool: crate::THIS,
        ..Settings::on(head.today)
    };
    Checker::new(books, spoken, settings)
        .with_waivers(head.waivers())
        .with_answers(head.answers())
}
