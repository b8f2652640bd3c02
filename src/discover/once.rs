//! One file, however it is spelled: each is checked once, and so is a file that is named together with a link to it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::spelling::{is_direct, lexical};
use super::{Input, Origin, shown};

/// A path without `.` in it, which changes nothing of where it leads.
pub(super) fn plain(path: &Path) -> PathBuf {
    let parts = path.components().filter(|part| *part != Component::CurDir);
    let plain: PathBuf = parts.collect();
    if plain.as_os_str().is_empty() {
        PathBuf::from(Component::CurDir.as_os_str())
    } else {
        plain
    }
}

/// Keeps one spelling of each file, the one from the current folder where there is one.
pub(super) fn once(inputs: &mut Vec<Input>) {
    inputs.dedup_by(|later, earlier| {
        later.path() == earlier.path() && later.is_stdin() == earlier.is_stdin()
    });
    let is_direct = |input: &Input| is_direct(input.path());
    if inputs.iter().all(is_direct) {
        return;
    }
    let direct = inputs.iter().filter(|input| is_direct(input));
    let mut seen: HashSet<PathBuf> = direct.map(|input| input.path().to_owned()).collect();
    let mut real_paths = RealPaths::new();
    inputs.retain(|input| is_direct(input) || seen.insert(real_paths.of(input.path())));
}

/// Keeps of a file and the links to it, where both are named, the file; of links alone the first. What is left out is told: whatever is
/// checked twice counts twice, its money above all.
pub(super) fn one_of_links(inputs: &mut Vec<Input>) -> Vec<Arc<str>> {
    let here = std::fs::canonicalize(".").unwrap_or_default();
    let mut folders = HashMap::new();
    // In a walk nothing is a link but the way to its folder.
    let mut real = |input: &Input| {
        let path = input.path();
        let (Some(folder), Some(name), Origin::Folder) =
            (path.parent(), path.file_name(), &input.origin)
        else {
            return std::fs::canonicalize(path).ok();
        };
        let known = folders.entry(here.join(folder));
        let known = known.or_insert_with_key(|folder| std::fs::canonicalize(folder).ok());
        Some(known.as_deref()?.join(name))
    };
    let reals: Vec<Option<PathBuf>> = inputs
        .iter()
        .map(|input| real(input).filter(|_| !input.is_stdin()))
        .collect();
    let is_itself = |input: &Input, real: &PathBuf| lexical(&here.join(input.path())) == *real;
    let all = || inputs.iter().zip(&reals);
    let themselves = all().filter_map(|(input, real)| Some((input, real.as_ref()?)));
    let themselves = themselves.filter(|(input, real)| is_itself(input, real));
    let mut seen: HashSet<&Path> = themselves.map(|(_, real)| real.as_path()).collect();
    let kept: Vec<bool> = all()
        .map(|(input, real)| {
            let link = real.as_ref().filter(|real| !is_itself(input, real));
            link.is_none_or(|real| seen.insert(real))
        })
        .collect();
    let mut left_out = Vec::new();
    let mut kept = kept.into_iter();
    inputs.retain(|input| {
        let is_kept = kept.next().unwrap_or(true);
        if !is_kept {
            left_out.push(Arc::clone(&input.shown));
        }
        is_kept
    });
    left_out
}

/// Whether a path is a link, or leads through one.
pub(super) fn has_link(path: &Path) -> bool {
    path.ancestors().any(Path::is_symlink)
}

/// Leaves out the file, however it is spelled, that something else stands for.
pub(super) fn without(inputs: &mut Vec<Input>, path: &Path) {
    let mut real_paths = RealPaths::new();
    let real = real_paths.of(path);
    inputs.retain(|input| {
        let other = input.path();
        other.file_name() != path.file_name() || real_paths.of(other) != real
    });
}

/// The folders of files that do not lead down from the current folder, as reports name them, and where they are.
pub(crate) fn elsewhere(inputs: &[Input]) -> BTreeMap<String, String> {
    let paths = inputs.iter().filter(|input| !input.is_stdin());
    let folders = paths.filter_map(|input| input.path().parent());
    let folders: BTreeSet<&Path> = folders.filter(|folder| !is_direct(folder)).collect();
    let real = folders.into_iter().filter_map(|folder| {
        let real = std::fs::canonicalize(folder).ok()?;
        Some((shown(folder).to_string(), shown(&real).to_string()))
    });
    real.collect()
}

/// Where paths lead, from the current folder where that is above them.
struct RealPaths {
    /// The current folder, as the system says and in full.
    here: [PathBuf; 2],
    /// The folders that were asked for: the files of a folder ask for the same again and again.
    folders: HashMap<PathBuf, PathBuf>,
}

impl RealPaths {
    fn new() -> Self {
        let here = std::env::current_dir().unwrap_or_default();
        let full = std::fs::canonicalize(&here).unwrap_or_default();
        Self {
            here: [here, full],
            folders: HashMap::new(),
        }
    }

    fn of(&mut self, path: &Path) -> PathBuf {
        let below = self.below(path);
        if is_direct(below) {
            return below.to_owned();
        }
        let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
            return path.to_owned();
        };
        if let Some(known) = self.folders.get(folder) {
            return known.join(name);
        }
        let real = std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        let real = self.below(&real).to_owned();
        let path = real.join(name);
        self.folders.insert(folder.to_owned(), real);
        path
    }

    fn below<'p>(&self, path: &'p Path) -> &'p Path {
        let mut below = self.here.iter();
        let below = below.find_map(|here| path.strip_prefix(here).ok());
        below.unwrap_or(path)
    }
}
