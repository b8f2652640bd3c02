//! The files of a report where they are now: which of them are read again, and that none of them lies outside a folder that is named.

use std::collections::{BTreeSet, HashSet};
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, bail};

use atbilst_core::language::Catalogue;

use crate::cli::output;
use crate::discover::called;
use crate::verify::RecordedCheck;

/// Of so many files it is told that they cannot be read; of more the report was made by no person.
const MOST_MISSING: usize = 1_000;

/// What is read again.
pub(super) struct FilesAgain {
    /// The folder from which the paths of the report lead to files.
    pub(super) base: PathBuf,
    /// What is checked, as the report names it.
    pub(super) paths: Vec<PathBuf>,
    /// What came through standard input and is not there as a file.
    pub(super) gone: BTreeSet<String>,
    /// What the report has read and nobody may read now: whether it is as it was cannot be told.
    pub(super) unread: BTreeSet<String>,
    /// How many applications there are to which nothing leads that was named, and of which no list is known.
    pub(super) unnamed: usize,
}

impl FilesAgain {
    /// The applications that cannot be compared.
    pub(super) fn apart(&self) -> BTreeSet<String> {
        self.gone.union(&self.unread).cloned().collect()
    }

    /// Finds them.
    pub(super) fn of(
        report: &Path,
        folder: Option<&Path>,
        recorded: &RecordedCheck,
        catalogue: &Catalogue,
    ) -> anyhow::Result<Self> {
        let named = match folder {
            Some(folder) => folder.to_path_buf(),
            None => folder_of(report)?,
        };
        let first =
            std::fs::canonicalize(&named).with_context(|| named.to_string_lossy().into_owned())?;
        let (paths, listed) = paths(recorded);
        let named = |base: &Path| folder.is_none() || leads_into(base, &first, &paths, &listed);
        let leads = |base: &&Path| {
            let mut all = recorded.paths.iter();
            named(base) && all.any(|path| base.join(called(path)).is_file())
        };
        let base = first
            .ancestors()
            .find(leads)
            .unwrap_or(&first)
            .to_path_buf();
        let unnamed = unnamed(recorded, listed.len());
        let piped = recorded.inputs.iter().any(|input| input == "-");
        let is_gone = |path: &&String| piped && !base.join(called(path)).is_file();
        let (gone, listed): (Vec<_>, Vec<_>) = listed.into_iter().partition(is_gone);
        let listed = listed.into_iter().map(|path| called(path));
        let paths = once(&base, paths.into_iter().chain(listed));
        if paths.is_empty() {
            bail!(output::about(report, "verify.nothing", catalogue));
        }
        if folder.is_some() {
            let waivers = recorded.waivers.iter().map(|file| called(&file.path));
            let listed = recorded.selection.listed.iter();
            let listed = listed.map(|path| called(path));
            let mut all = paths.iter().cloned().chain(listed).chain(waivers);
            if let Some(path) = all.find(|path| !is_within(&base.join(path), &first)) {
                let [path, folder] = [path.to_string_lossy(), first.to_string_lossy()];
                let about = [("path", path.into()), ("folder", folder.into())];
                bail!(catalogue.say("verify.outside", &about));
            }
        }
        let read = recorded.paths.iter();
        let read = read.filter(|path| !recorded.unread.contains(*path));
        let unread = read.filter(|path| is_shut(&base.join(called(path))));
        Ok(Self {
            unread: unread.cloned().collect(),
            base,
            paths,
            gone: gone.into_iter().cloned().collect(),
            unnamed,
        })
    }
}

/// Whether something is there, or may be, and cannot be read.
fn is_shut(path: &Path) -> bool {
    std::fs::File::open(path).is_err_and(|why| why.kind() == ErrorKind::PermissionDenied)
}

fn folder_of(report: &Path) -> anyhow::Result<PathBuf> {
    let report = std::path::absolute(report)?;
    Ok(report
        .parent()
        .map_or_else(|| PathBuf::from("."), Path::to_path_buf))
}

/// What was named, and the applications that nothing of it leads to: those of a list, or of standard input.
fn paths(recorded: &RecordedCheck) -> (Vec<PathBuf>, Vec<&String>) {
    let inputs = recorded.inputs.iter().filter(|input| *input != "-");
    let inputs: Vec<PathBuf> = inputs.map(|input| called(input)).collect();
    let plain_inputs: HashSet<PathBuf> = inputs.iter().map(|input| plain(input)).collect();
    let leads_to = |path: &&String| {
        let path = plain(&called(path));
        path.ancestors().any(|part| plain_inputs.contains(part))
    };
    let listed = recorded.paths.iter().filter(|path| !leads_to(path));
    let listed = listed.collect();
    (inputs, listed)
}

/// Of so many applications to which nothing leads, how many a check of what was named would not have found. Standard input is one,
/// a list may hold all; reports of version 1 do not say whether there was one.
fn unnamed(recorded: &RecordedCheck, listed: usize) -> usize {
    let piped = recorded.inputs.iter().filter(|input| *input == "-").count();
    match recorded.selection.list || recorded.limits.is_none() {
        true => 0,
        false => listed.saturating_sub(piped),
    }
}

/// Each folder once, and of what is not there so much as a person may have named; the rest is missing without being looked for.
fn once(base: &Path, paths: impl Iterator<Item = PathBuf>) -> Vec<PathBuf> {
    let mut folders = HashSet::new();
    let mut missing = 0_usize;
    let looked_for = paths.filter(|path| {
        let there = base.join(path);
        if there.is_dir() {
            return std::fs::canonicalize(there).is_ok_and(|real| folders.insert(real));
        }
        missing = missing.saturating_add(usize::from(!there.exists()));
        missing <= MOST_MISSING
    });
    looked_for.collect()
}

/// A path without what leads nowhere.
fn plain(path: &Path) -> PathBuf {
    path.components()
        .filter(|part| *part != Component::CurDir)
        .collect()
}

/// Whether all that is read from a base lies in a folder below it, by its name: `applications/a.yaml` where
/// `applications` is the folder.
fn leads_into(base: &Path, folder: &Path, inputs: &[PathBuf], listed: &[&String]) -> bool {
    let Ok(way) = folder.strip_prefix(base) else {
        return false;
    };
    let listed = listed.iter().map(Path::new);
    let mut all = inputs.iter().map(PathBuf::as_path).chain(listed);
    all.all(|path| plain(path).starts_with(way))
}

/// Whether a path leads to nothing outside a folder; of what is not there by its name.
fn is_within(path: &Path, folder: &Path) -> bool {
    if let Ok(real) = std::fs::canonicalize(path) {
        return real.starts_with(folder);
    }
    let climbs = path.components().any(|part| part == Component::ParentDir);
    !climbs && path.starts_with(folder)
}
