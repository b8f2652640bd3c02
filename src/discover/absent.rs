//! What git keeps of a folder and has not written into it: submodules that were not fetched, and what a sparse checkout leaves out. No
//! program is asked: it stands in git's own files.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Found, shown};

/// No file of git is read that is larger, in bytes.
const LARGEST: u64 = 1 << 20;

/// Adds what is not there to what was found under these paths.
pub(super) fn tell(paths: &[PathBuf], found: &mut Found) {
    let empty = std::mem::take(&mut found.empty);
    let unfetched = empty.iter().filter(|folder| is_submodule(folder));
    found.left_out.submodules = names(unfetched);
    let folders = paths.iter().filter(|path| path.is_dir());
    found.left_out.sparse =
        names(folders.filter(|folder| is_partly_there(folder).unwrap_or(false)));
}

fn names<'p>(paths: impl Iterator<Item = &'p PathBuf>) -> Vec<Arc<str>> {
    let names: BTreeSet<Arc<str>> = paths.map(|path| shown(path)).collect();
    names.into_iter().collect()
}

/// The root of the repository around a path from the root, and the way from there.
fn repository(real: &Path) -> Option<(&Path, &Path)> {
    let is_root = |folder: &&Path| folder.join(".git").symlink_metadata().is_ok();
    let root = real.ancestors().find(is_root)?;
    Some((root, real.strip_prefix(root).ok()?))
}

/// Whether a folder in which there is nothing stands for another repository.
fn is_submodule(folder: &Path) -> bool {
    let real = std::fs::canonicalize(folder).ok();
    let around = real.as_deref().and_then(repository);
    let text = around.and_then(|(root, way)| Some((text(&root.join(".gitmodules"))?, way)));
    text.is_some_and(|(text, way)| {
        let mut paths = text.lines().filter_map(|line| setting(line, "path"));
        paths.any(|path| Path::new(&path) == way)
    })
}

/// Whether a sparse checkout leaves out some of a folder.
fn is_partly_there(folder: &Path) -> Option<bool> {
    let real = std::fs::canonicalize(folder).ok()?;
    let (root, way) = repository(&real)?;
    let own = git_folder(root)?;
    let common = text(&own.join("commondir")).map(|common| own.join(common.trim_end()));
    let settings = [
        own.join("config.worktree"),
        common.unwrap_or_else(|| own.clone()).join("config"),
    ];
    let said = settings.iter().find_map(|file| {
        let text = text(file)?;
        text.lines()
            .filter_map(|line| setting(line, "sparsecheckout"))
            .next_back()
    });
    let is_sparse =
        said.is_some_and(|said| matches!(&*said.to_lowercase(), "true" | "yes" | "on" | "1"));
    let patterns = text(&own.join("info/sparse-checkout")).filter(|_| is_sparse)?;
    Some(!is_whole(&patterns, way))
}

/// Where git keeps what belongs to a working tree.
fn git_folder(root: &Path) -> Option<PathBuf> {
    let own = root.join(".git");
    if own.is_dir() {
        return Some(own);
    }
    let text = text(&own)?;
    Some(root.join(text.strip_prefix("gitdir:")?.trim()))
}

/// Whether these patterns write all of a folder. Where that is not certain, they do not.
fn is_whole(patterns: &str, way: &Path) -> bool {
    let mut whole = false;
    for line in patterns.lines().map(str::trim_end) {
        match line.strip_prefix('!') {
            None if line.starts_with('#') => {}
            None => {
                let folder = line.trim_start_matches('/').trim_end_matches('*');
                whole |= line.starts_with('/') && way.starts_with(folder);
            }
            Some(left_out) => {
                let folder = left_out.trim_start_matches('/').trim_end_matches("*/");
                let folder = Path::new(folder);
                let beside = !left_out.starts_with('/')
                    || way.starts_with(folder)
                    || folder.starts_with(way);
                whole &= !beside;
            }
        }
    }
    whole
}

/// What a line of a file of settings of git says of one of them, whose name is written small.
fn setting(line: &str, name: &str) -> Option<String> {
    let (key, value) = line.split_once('=')?;
    let value = value.trim();
    let inner = value
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    let value = inner
        .unwrap_or(value)
        .replace("\\\"", "\"")
        .replace("\\\\", "\\");
    (key.trim().to_lowercase() == name).then_some(value)
}

fn text(path: &Path) -> Option<String> {
    let there = path.symlink_metadata().ok()?;
    let bytes = (there.is_file() && there.len() <= LARGEST).then(|| std::fs::read(path).ok())??;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::is_whole;
    use std::path::Path;

    #[test]
    fn what_a_sparse_checkout_writes_whole_is_known() {
        let cone = "/*\n!/*/\n/apps/\n!/apps/*/\n/apps/a/\n/law/\n";
        for (patterns, way, whole) in [
            (cone, "", false),
            (cone, "apps", false),
            (cone, "apps/a", true),
            (cone, "apps/a/b", true),
            (cone, "apps/b", false),
            (cone, "law", true),
            ("/*\n", "", true),
            ("/*\n!/*/\n", "apps", false),
            ("apps\n", "apps", false),
            ("/*\n!*.yaml\n", "apps", false),
            ("# none\n", "", false),
        ] {
            assert_eq!(is_whole(patterns, Path::new(way)), whole, "{patterns}{way}");
        }
    }
}
