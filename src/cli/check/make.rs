//! Makes a check from its options: finds and reads everything that it takes, and refuses early what cannot end well.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal as _, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, anyhow, bail};

use crate::cli::answers::FoundAnswers;
use crate::cli::identity::FileIdentity;
use crate::cli::targets::{ReportFile, Target};
use crate::cli::waivers::FoundWaivers;
use crate::cli::{books, files, fix, output, targets, usage};
use crate::discover::{
    Choice, Found, Input, Origin, discover, elsewhere, is_called_so, shown, will_find,
};
use atbilst_core::check::Checker;
use atbilst_core::language::Catalogue;
use atbilst_core::message::trace::Traced;
use atbilst_core::part::PartHead;
use atbilst_core::report::{Report, Selection};
use atbilst_core::rulebook::RuleBook;
use atbilst_core::settings::Settings;
use atbilst_render::{FORMATS, Style, is_report};

use super::changed::Changed;
use super::options::{CheckOptions, Corrections};
use super::part_file::PartFile;
use super::run::CheckRun;
use super::sources::Sources;

/// A check that was made.
pub(in crate::cli) struct Made {
    pub(in crate::cli) report: Report,
    /// Whether all corrections that were asked for are written.
    pub(in crate::cli) corrected: bool,
    /// Whether there was nothing to check, and should have been.
    pub(in crate::cli) nothing: bool,
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
    let Named {
        paths,
        typed,
        by_list,
    } = named(options, catalogue)?;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(options.jobs);
    let pool = pool.build().context(catalogue.say("cli.no_threads", &[]))?;
    // What is named is taken as what a list names.
    let taken = if options.selection.filter { 0 } else { typed };
    let choice = Choice::of(&options.selection)
        .map_err(|wrong| anyhow!(usage::not_a_pattern(&wrong, catalogue)))?;
    let mut found = pool.install(|| discover(&paths, taken, &choice));
    for path in paths.iter().filter(|path| !path.exists()) {
        if let Some(near) = neighbour(path) {
            let path = shown(path);
            let about = [
                ("path", (&*path).into()),
                ("argument", output::argument(&near).into()),
            ];
            output::note(&catalogue.say("people.neighbour", &about));
        }
    }
    if let Some(name) = &options.stdin_filename {
        found.name_stdin(name);
    }
    let answers = FoundAnswers::of(
        &options.answers,
        options.office.as_deref(),
        &mut found,
        catalogue,
    )?;
    let waivers = FoundWaivers::of(&options.waivers, &mut found, catalogue)?;
    let changed = match (&options.only, &options.selection.since) {
        (Some(paths), _) => Some(Changed::these(paths)),
        (None, Some(revision)) => {
            let changed = Changed::since(
                revision,
                &books::files(&options.rules, catalogue)?,
                catalogue,
            )?;
            tell_gone(&changed.gone, catalogue);
            Some(changed)
        }
        (None, None) => None,
    };
    let mut left_out = found.left_out();
    left_out.since.clone_from(&options.selection.since);
    left_out.set_by.clone_from(&options.selection.set_by);
    let beside = waivers.idle.iter().map(|idle| PathBuf::from(&**idle));
    let beside: Vec<PathBuf> = beside.chain(waivers.files).chain(answers.files).collect();
    left_out.idle = waivers.idle;
    left_out.idle_answers = answers.idle;
    left_out.nearly = waivers.nearly;
    left_out.reports = own_reports(&options.reports, &paths, &mut found);
    let rule_books = books::files(&options.rules, catalogue)?;
    without_books(&mut found.inputs, &rule_books);
    // Of a list it is no wonder that nothing in it is an application; that is said.
    let mut may_be_empty = options.allow_empty || by_list || changed.is_some();
    let mut selection = options.selection.clone();
    let files = found.inputs.len();
    if let Some(shard) = selection.shard {
        // Another shard may have them all.
        may_be_empty |= !found.inputs.is_empty();
        found.inputs.retain(|input| shard.has(&input.shown));
    }
    let own_files = found.inputs.len();
    if found.inputs.is_empty() && !may_be_empty {
        left_out
            .notes(catalogue)
            .iter()
            .for_each(|note| output::note(note));
        bail!(catalogue.say("cli.nothing_to_check", &[]));
    }
    let beside = beside.into_iter().chain(rule_books);
    let beside: Vec<PathBuf> = beside.chain(options.files_from.clone()).collect();
    let is_read = |real: &Path| is_read(real, &found.inputs, &beside);
    targets::examine(&options.reports, options.format, is_read, catalogue)?;
    let part = options.part.as_ref();
    if let Some((path, _)) = part
        .and_then(Target::file)
        .filter(|(_, real)| is_read(real))
    {
        bail!(output::about(path, "target.over_input", catalogue));
    }
    let head = PartHead {
        selection: Selection {
            shard: None,
            listed: Vec::new(),
            ..selection.clone()
        },
        category: options.category.clone(),
        inputs: Vec::new(),
        shard: selection.shard,
        folder: waivers.waivers.folder.clone(),
        elsewhere: match part {
            Some(_) => elsewhere(&found.inputs),
            None => BTreeMap::new(),
        },
        waivers: waivers.texts,
        waiver_roots: waivers.waivers.roots.clone(),
        answers: answers.texts,
        answer_roots: answers.answers.roots.clone(),
        ..PartHead::of(&options.settings, catalogue.language().name(), &books)
    };
    let settings = Settings {
        // A shard alone says nothing of all.
        portfolio: options.settings.portfolio && selection.shard.is_none(),
        ..options.settings
    };
    let has_sheets = match part {
        // Into which format a part is put together, nobody knows yet.
        Some(_) => FORMATS.iter().any(|format| files <= format.sheets),
        None => options.formats().any(|format| files <= format.sheets),
    };
    let checker = Checker::new(&books, catalogue, settings)
        .with_waivers(waivers.waivers)
        .with_answers(answers.answers)
        .tracing(traced)
        .with_sheets(has_sheets);
    let apart = selection.shard.is_some() || (part.is_some() && options.settings.portfolio);
    let checker = match apart {
        true => checker.collecting(),
        false => checker,
    };
    let limits = &options.settings.limits;
    let corrected = match options.corrections {
        Corrections::Written { backup, ask } => {
            let asked = ask.then_some(&checker);
            fix::write(&found.inputs, &books, limits, backup, asked, catalogue)?
        }
        Corrections::None | Corrections::Shown => true,
    };
    let sources = Sources::new(std::mem::take(&mut found.inputs), limits.bytes);
    // A list is told by what it holds; where nothing is named, that is the current folder.
    let (named, listed) = paths.split_at_checked(typed).unwrap_or((&paths, &[]));
    let named: Vec<String> = named.iter().map(|path| shown(path).to_string()).collect();
    let mut listed: Vec<String> = listed.iter().map(|path| shown(path).to_string()).collect();
    // In whatever order they were listed, it is the same check.
    listed.sort();
    listed.dedup();
    let part = part.map(|target| {
        let inputs = named.clone();
        let head = PartHead { inputs, ..head };
        PartFile::new(target, &head, has_sheets.then_some(own_files), catalogue)
    });
    selection.listed = listed;
    if let Some(shard) = selection.shard {
        selection.listed.retain(|name| shard.has(name));
    }
    let run = CheckRun {
        checker: &checker,
        sources: &sources,
        left_out,
        named,
        category: options.category.clone(),
        changed,
        selection,
    };
    let part = part.transpose()?;
    let report = pool.install(|| {
        let kept = options.keeps || !options.reports.is_empty();
        run.report(options.format, kept, part, catalogue, style, out)
    });
    let (report, notes) = report?;
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
        corrected,
        nothing: nothing && !may_be_empty,
    })
}

/// A file beside one that is not there, whose name differs only by its ending: `a.yaml.txt`, `a.yml`.
fn neighbour(path: &Path) -> Option<PathBuf> {
    let stem = path.file_stem()?.to_string_lossy().to_lowercase();
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let beside = std::fs::read_dir(folder.unwrap_or(Path::new("."))).ok()?;
    let names = beside.filter_map(|entry| Some(entry.ok()?.file_name()));
    let is_near = |name: &std::ffi::OsString| {
        let name = name.to_string_lossy().to_lowercase();
        let rest = name.strip_prefix(&stem);
        rest.is_some_and(|rest| {
            matches!(rest, ".yaml" | ".yml" | ".yaml.txt" | ".yml.txt" | ".txt")
        })
    };
    let name = names.filter(is_near).min()?;
    Some(match folder {
        Some(folder) => folder.join(name),
        None => PathBuf::from(name),
    })
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

/// Says which applications a change has taken away; no report tells of what is not there.
fn tell_gone(gone: &[PathBuf], catalogue: &Catalogue) {
    let gone = gone.iter().filter(|path| is_called_so(path));
    let names: Vec<String> = gone.map(|path| shown(path).to_string()).collect();
    if !names.is_empty() {
        let about = [
            ("count", names.len().into()),
            ("names", names.join(", ").into()),
        ];
        output::note(&catalogue.say("since.gone", &about));
    }
}

/// Takes rule books from what was found beside them: they name a call as well.
fn without_books(inputs: &mut Vec<Input>, books: &[PathBuf]) {
    if books.is_empty() {
        return;
    }
    inputs.retain(|input| {
        let path = input.path();
        let mut alike = books
            .iter()
            .filter(|book| book.file_name() == path.file_name());
        !input.may_be_foreign() || !alike.any(|book| is_read(path, &[], std::slice::from_ref(book)))
    });
}

/// What is named.
struct Named {
    paths: Vec<PathBuf>,
    /// So many of the paths were typed; a list names the others.
    typed: usize,
    /// Whether everything is taken from a list.
    by_list: bool,
}

/// The paths that are named, themselves or in a list; without any, the current folder.
fn named(options: &CheckOptions, catalogue: &Catalogue) -> anyhow::Result<Named> {
    let mut paths = options.paths.clone();
    let filter = options.selection.filter && !paths.is_empty();
    let by_list = filter || (paths.is_empty() && options.files_from.is_some());
    let fixes = matches!(options.corrections, Corrections::Written { .. });
    if paths.is_empty() && options.files_from.is_none() {
        // Nobody corrects a whole folder by chance.
        if fixes && options.stdin_filename.is_none() {
            bail!(catalogue.say("people.fix_what", &[]));
        }
        // Whoever names standard input means it.
        let input = if options.stdin_filename.is_some() {
            "-"
        } else {
            "."
        };
        paths.push(PathBuf::from(input));
    }
    let typed = paths.len();
    let is_stdin = |path: &PathBuf| path.as_os_str() == "-";
    if let Some(list) = &options.files_from {
        let listed = files::listed(list, catalogue)
            .with_context(|| output::about(list, "cli.unreadable_list", catalogue))?;
        paths.extend(listed);
        if files::is_stdin(list) && paths.iter().any(is_stdin) {
            bail!(catalogue.say("cli.stdin_twice", &[]));
        }
    }
    if options.stdin_filename.is_some() && !paths.iter().any(is_stdin) {
        bail!(catalogue.say("cli.stdin_not_read", &[]));
    }
    paths.extend(options.selection.listed.iter().map(PathBuf::from));
    Ok(Named {
        paths,
        typed,
        by_list,
    })
}

/// Whether a file is one that the check reads: an application, or what stands beside them.
fn is_read(real: &Path, inputs: &[Input], beside: &[PathBuf]) -> bool {
    let Some(own) = FileIdentity::at(real) else {
        return false;
    };
    // What a walk found is called what it is called.
    let inputs = inputs.iter().filter(|input| {
        input.origin != Origin::Folder || input.path().file_name() == real.file_name()
    });
    let beside = beside.iter().map(PathBuf::as_path);
    let mut all = inputs.map(Input::path).chain(beside);
    all.any(|path| FileIdentity::at(path).as_ref() == Some(&own))
}

/// The reports that are asked for and that a walk finds among the applications, now or in the next run: the first says of them what
/// the second will. They are no applications.
fn own_reports(targets: &[ReportFile], paths: &[PathBuf], found: &mut Found) -> Vec<Arc<str>> {
    let mut reports = Vec::new();
    for (_, real) in targets.iter().filter_map(ReportFile::file) {
        if real.exists() {
            if files::beginning(real).is_ok_and(|text| is_report(&text)) {
                found.inputs.retain(|input| {
                    let own = is_read(real, std::slice::from_ref(input), &[]);
                    if own {
                        reports.push(Arc::clone(&input.shown));
                    }
                    !own
                });
            }
            continue;
        }
        let mut folders = paths.iter();
        reports.extend(folders.find_map(|folder| will_find(folder, real)));
    }
    reports
}
