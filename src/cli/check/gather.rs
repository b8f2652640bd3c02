//! What a check takes: the applications that are named or lie where it is to look, and what stands beside them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, anyhow, bail};
use rayon::ThreadPool;

use crate::cli::answers::FoundAnswers;
use crate::cli::identity::FileIdentity;
use crate::cli::quoted::unquoted;
use crate::cli::targets::ReportFile;
use crate::cli::waivers::found::FoundWaivers;
use crate::cli::{books, files, output, today, usage};
use crate::discover::{
    Choice, Found, Input, Origin, add_absent, called, discover, is_called_so, may_be_application,
    shown, will_find,
};
use atbilst_core::language::Catalogue;
use atbilst_core::part::{FoundOfPart, LeftOut};
use atbilst_core::report::Selection;
use atbilst_render::is_report;

use super::changed::Changed;
use super::grounds::Grounds;
use super::options::{CheckOptions, Corrections};

/// Everything that a check takes.
pub(super) struct Gathered {
    /// The files that are checked.
    pub(super) inputs: Vec<Input>,
    /// So many there are in all shards.
    pub(super) all: usize,
    /// What these are, where a shard takes its own of them.
    pub(super) cut_from: Option<FoundOfPart>,
    /// Whether it is no wonder that there is nothing to check.
    pub(super) may_be_empty: bool,
    /// Which of the files there were taken.
    pub(super) selection: Selection,
    /// Which applications are told of, where not all are.
    pub(super) changed: Option<Changed>,
    /// What was named on the command line, as reports name it.
    pub(super) named: Vec<String>,
    /// What is left out, for the notes of the report.
    pub(super) left_out: LeftOut,
    pub(super) waivers: FoundWaivers,
    pub(super) answers: FoundAnswers,
    /// The files that are read beside the applications.
    pub(super) beside: Vec<PathBuf>,
}

impl Gathered {
    /// Looks for it as the options say.
    pub(super) fn of(
        options: &CheckOptions,
        pool: &ThreadPool,
        catalogue: &Catalogue,
    ) -> anyhow::Result<Self> {
        let paths = named(options, catalogue)?;
        if !options.allow_empty {
            paths.some_listed_is_there(catalogue)?;
        }
        let choice = Choice::of(&options.selection)
            .map_err(|wrong| anyhow!(usage::not_a_pattern(&wrong, catalogue)))?;
        let mut found = paths.found(options, &choice, pool, catalogue);
        if options.selection.strict {
            no_blank_at_the_end(&found, catalogue)?;
        }
        let mut answers = FoundAnswers::of(
            &options.answers,
            options.office.as_deref(),
            &mut found,
            catalogue,
        )?;
        let mut waivers = FoundWaivers::of(&options.waivers, &mut found, catalogue)?;
        let changed = changed(options, &waivers, &answers, catalogue)?;
        for real in changed.iter().flat_map(|changed| &changed.absent) {
            add_absent(&mut found, &paths.all, &choice, real);
        }
        let rule_books = books::files(&options.rules, catalogue)?;
        let mut selection = options.selection.clone();
        // Waivers and answers count on a day.
        if options.day_is_set && !(waivers.files.is_empty() && answers.files.is_empty()) {
            selection.set_by.push(today::set_by(options.settings.today));
        }
        let left_out = LeftOut {
            since: selection.since.clone(),
            set_by: selection.set_by.clone(),
            idle: std::mem::take(&mut waivers.idle),
            idle_answers: std::mem::take(&mut answers.idle),
            nearly: std::mem::take(&mut waivers.nearly),
            reports: own_reports(&options.reports, &paths.all, &mut found),
            ..std::mem::take(&mut found.left_out)
        };
        let mut inputs = found.inputs;
        // Of a list it is no wonder that nothing in it is an application; that is said.
        let mut may_be_empty = options.allow_empty || paths.by_list || changed.is_some();
        let all = inputs.len();
        let (named, listed) = paths.shown();
        selection.listed = listed;
        selection.list |= options.files_from.is_some();
        selection.since_commit = selection
            .since_commit
            .or_else(|| changed.as_ref()?.base.clone());
        let names = || inputs.iter().map(|input| &*input.shown);
        let cut_from = selection.shard.map(|_| FoundOfPart::of(names()));
        if let Some(shard) = selection.shard {
            // Another shard may have them all.
            may_be_empty |= !inputs.is_empty();
            inputs.retain(|input| shard.has(&input.shown));
            selection.listed.retain(|name| shard.has(name));
        }
        if inputs.is_empty() && !may_be_empty {
            let notes = left_out.notes(catalogue);
            notes.iter().for_each(|note| output::note(note));
            bail!(catalogue.say("cli.nothing_to_check", &[]));
        }
        let idle = left_out.idle.iter().map(|idle| PathBuf::from(&**idle));
        let beside = [&waivers.files, &answers.files, &rule_books];
        let beside = idle.chain(beside.into_iter().flatten().cloned());
        let beside = beside.chain(options.files_from.clone()).collect();
        Ok(Self {
            inputs,
            all,
            cut_from,
            may_be_empty,
            selection,
            changed,
            named,
            left_out,
            beside,
            waivers,
            answers,
        })
    }
}

/// Refuses what a list names with a blank behind it where nothing is called so: an application would go unchecked.
fn no_blank_at_the_end(found: &Found, catalogue: &Catalogue) -> anyhow::Result<()> {
    let blank = |name: &&Arc<str>| name.ends_with(char::is_whitespace);
    let mut blank = found
        .left_out
        .misnamed
        .iter()
        .chain(&found.left_out.gone)
        .filter(blank);
    match blank.find(|name| Path::new(&***name).symlink_metadata().is_err()) {
        Some(name) => bail!(catalogue.say("cli.blank_at_the_end", &[("path", (&**name).into())])),
        None => Ok(()),
    }
}

/// What is named.
struct Named {
    all: Vec<PathBuf>,
    /// So many of the paths were typed; a list names the others.
    typed: usize,
    /// So many before those that are taken as what a list names.
    taken: usize,
    /// Whether everything is taken from a list.
    by_list: bool,
}

impl Named {
    /// What there is; tells what seems to have been meant by a path that is not there.
    fn found(
        &self,
        options: &CheckOptions,
        choice: &Choice,
        pool: &ThreadPool,
        catalogue: &Catalogue,
    ) -> Found {
        let mut found = pool.install(|| discover(&self.all, self.taken, choice));
        for path in self
            .all
            .iter()
            .filter(|path| path.symlink_metadata().is_err())
        {
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
        found
    }

    /// Refuses a list of which nothing is there that might be an application: so it is where it is written otherwise, or leads from
    /// elsewhere, and the end would be that of a change without an application.
    fn some_listed_is_there(&self, catalogue: &Catalogue) -> anyhow::Result<()> {
        let listed = self.all.get(self.taken..).unwrap_or_default();
        let is_there = |path: &PathBuf| path.as_os_str() == "-" || path.symlink_metadata().is_ok();
        if !listed.iter().any(|path| may_be_application(path)) || listed.iter().any(is_there) {
            return Ok(());
        }
        let first: Vec<Arc<str>> = listed.iter().take(3).map(|path| shown(path)).collect();
        let about = [
            ("count", listed.len().into()),
            ("names", catalogue.first_of(&first, listed.len()).into()),
        ];
        bail!(catalogue.say("cli.list_not_there", &about))
    }

    /// As reports name it: what was typed, and what a list holds. Where nothing is named, that is the current folder.
    fn shown(&self) -> (Vec<String>, Vec<String>) {
        let mut named: Vec<String> = self
            .all
            .iter()
            .map(|path| shown(path).to_string())
            .collect();
        let mut listed = named.split_off(self.typed.min(named.len()));
        // In whatever order they were named or listed, it is the same check.
        named.sort();
        listed.sort();
        listed.dedup();
        (named, listed)
    }
}

/// The paths that are named, themselves or in a list; without any, the current folder.
fn named(options: &CheckOptions, catalogue: &Catalogue) -> anyhow::Result<Named> {
    let paths = options.paths.iter();
    // Whatever the system calls it.
    let mut paths: Vec<PathBuf> = paths
        .map(|path| match files::is_stdin(path) {
            true => PathBuf::from("-"),
            false => path.clone(),
        })
        .collect();
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
    paths.extend(options.selection.listed.iter().map(|name| called(name)));
    // What is named is taken as what a list names.
    let taken = if options.selection.filter { 0 } else { typed };
    for path in paths.iter_mut().skip(if filter { 0 } else { typed }) {
        if let Some(meant) = unquoted(path) {
            *path = meant;
        }
    }
    Ok(Named {
        all: paths,
        typed,
        taken,
        by_list,
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

/// Which applications are told of, where not all are; says which a change has taken away.
fn changed(
    options: &CheckOptions,
    waivers: &FoundWaivers,
    answers: &FoundAnswers,
    catalogue: &Catalogue,
) -> anyhow::Result<Option<Changed>> {
    Ok(match (&options.only, &options.selection.since) {
        (Some(paths), _) => Some(Changed::these(paths)),
        (None, Some(revision)) => {
            let grounds = |here: &Path| Grounds::of(options, waivers, answers, here, catalogue);
            // Of a check that is made again it is known where the name led.
            let commit = options.selection.since_commit.as_ref();
            let changed = Changed::since(commit.unwrap_or(revision), grounds, catalogue)?;
            tell_gone(&changed.gone, catalogue);
            Some(changed)
        }
        (None, None) => None,
    })
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

/// Whether a file is one that the check reads: an application, or what stands beside them.
pub(super) fn is_read(real: &Path, inputs: &[Input], beside: &[PathBuf]) -> bool {
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
