//! Makes a check from its options: takes what was gathered, and refuses early what cannot end well.

use std::io::{self, IsTerminal as _, Write};
use std::path::Path;

use anyhow::{Context, bail};

use crate::cli::manifest::BesideReport;
use crate::cli::targets::Target;
use crate::cli::{books, fix, output, targets};
use crate::discover::{Input, elsewhere};
use atbilst_core::check::Checker;
use atbilst_core::language::Catalogue;
use atbilst_core::message::trace::Traced;
use atbilst_core::part::PartHead;
use atbilst_core::report::{Report, Selection};
use atbilst_core::rulebook::RuleBook;
use atbilst_core::settings::Settings;
use atbilst_render::{FORMATS, Style};

use super::gather::{Gathered, is_read};
use super::options::{CheckOptions, Corrections};
use super::part_file::PartFile;
use super::run::{CheckRun, ReportOfRun};
use super::sources::Sources;

/// A check that was made.
pub(in crate::cli) struct Made {
    pub(in crate::cli) report: Report,
    /// The applications that are judged together with those of the report.
    pub(in crate::cli) beside: Vec<BesideReport>,
    /// Whether all corrections that were asked for are written.
    pub(in crate::cli) corrected: bool,
    /// Whether there was nothing to check, and should have been.
    pub(in crate::cli) nothing: bool,
    /// How many files were found, whether they are told of or not.
    pub(in crate::cli) found: usize,
}

/// Checks, and writes the report as the options say.
pub(in crate::cli) fn make(
    options: &CheckOptions,
    catalogue: &Catalogue,
    style: &Style,
    out: &mut (dyn Write + Send),
) -> anyhow::Result<Made> {
    let books = books::load(&options.rules, catalogue, style)?;
    let traced = traced(options, &books, catalogue)?;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(options.jobs);
    let pool = pool.build().context(catalogue.say("cli.no_threads", &[]))?;
    let mut gathered = Gathered::of(options, &pool, catalogue)?;
    not_over_what_is_read(options, &gathered, catalogue)?;
    let part = options.part.as_ref();
    let shard = gathered.selection.shard;
    let has_sheets = match part {
        // Into which format a part is put together, nobody knows yet.
        Some(_) => FORMATS.iter().any(|format| gathered.all <= format.sheets),
        None => options
            .formats()
            .any(|format| gathered.all <= format.sheets),
    };
    let part = part.map(|target| {
        let head = head(options, &gathered, &books, catalogue);
        let files = has_sheets.then_some(gathered.inputs.len());
        PartFile::new(target, &head, files, catalogue)
    });
    let settings = Settings {
        // A shard alone says nothing of all.
        portfolio: options.settings.portfolio && shard.is_none(),
        ..options.settings
    };
    let checker = Checker::new(&books, catalogue, settings)
        .with_waivers(std::mem::take(&mut gathered.waivers.decisions))
        .with_answers(std::mem::take(&mut gathered.answers.decisions))
        .tracing(traced)
        .with_sheets(has_sheets);
    let apart = shard.is_some() || (part.is_some() && options.settings.portfolio);
    let checker = match apart {
        true => checker.collecting(),
        false => checker,
    };
    let limits = &options.settings.limits;
    let found = gathered.all;
    let corrected = match options.corrections {
        Corrections::Written { backup, ask } => {
            let asked = ask.then_some(&checker);
            fix::write(&gathered.inputs, &books, limits, backup, asked, catalogue)?
        }
        Corrections::None | Corrections::Shown => true,
    };
    let sources = Sources::new(gathered.inputs, limits.bytes);
    let run = CheckRun {
        checker: &checker,
        sources: &sources,
        left_out: gathered.left_out,
        named: gathered.named,
        category: options.category.clone(),
        changed: gathered.changed,
        selection: gathered.selection,
    };
    let part = part.transpose()?;
    let report = pool.install(|| {
        let kept = options.keeps || !options.reports.is_empty();
        run.report(options.format, kept, part, catalogue, style, out)
    });
    let ReportOfRun {
        report,
        notes,
        beside,
    } = report?;
    // A person at a terminal reads them in the report; what a format has no place for is told with its other notes.
    if options.shows_notes() && !io::stdout().is_terminal() {
        notes.iter().for_each(|note| output::note(note));
    }
    let nothing = report.summary.applications == 0;
    if options.corrections == Corrections::Shown {
        let inputs: Vec<Input> = sources.inputs.iter().collect();
        fix::show(&inputs, &books, limits, catalogue)?;
    }
    Ok(Made {
        report,
        beside,
        corrected,
        nothing: nothing && !gathered.may_be_empty,
        found,
    })
}

/// Refuses early to write a report over what is read for it.
fn not_over_what_is_read(
    options: &CheckOptions,
    gathered: &Gathered,
    catalogue: &Catalogue,
) -> anyhow::Result<()> {
    let is_read = |real: &Path| is_read(real, &gathered.inputs, &gathered.beside);
    targets::examine(&options.reports, options.format, is_read, catalogue)?;
    let beside = [&options.part, &options.manifest];
    let mut beside = beside.into_iter().flatten().filter_map(Target::file);
    match beside.find(|(_, real)| is_read(real)) {
        Some((path, _)) => bail!(output::about(path, "target.over_input", catalogue)),
        None => Ok(()),
    }
}

/// What a part says of the whole check.
fn head(
    options: &CheckOptions,
    gathered: &Gathered,
    books: &[RuleBook],
    catalogue: &Catalogue,
) -> PartHead {
    let Gathered {
        waivers, answers, ..
    } = gathered;
    PartHead {
        selection: Selection {
            shard: None,
            listed: Vec::new(),
            ..gathered.selection.clone()
        },
        category: options.category.clone(),
        inputs: gathered.named.clone(),
        shard: gathered.selection.shard,
        found: gathered.cut_from.clone(),
        folder: waivers.decisions.folder.clone(),
        elsewhere: elsewhere(&gathered.inputs),
        waivers: waivers.texts.clone(),
        waiver_roots: waivers.decisions.roots.clone(),
        answers: answers.texts.clone(),
        answer_roots: answers.decisions.roots.clone(),
        ..PartHead::of(&options.settings, catalogue.language().name(), books)
    }
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
