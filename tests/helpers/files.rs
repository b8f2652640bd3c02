//! The files of the repository.

use std::path::{Path, PathBuf};

/// Every file below a folder whose name has one of these endings, sorted; without what is built and what is hidden.
pub(crate) fn files(folder: impl AsRef<Path>, endings: &[&str]) -> Vec<PathBuf> {
    let walk = walkdir::WalkDir::new(folder).sort_by_file_name();
    let walk = walk.into_iter().filter_entry(|entry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() == 0 || (name != "target" && name != "node_modules" && !name.starts_with('.'))
    });
    let paths = walk.map(|entry| entry.expect("an entry").into_path());
    let fits = |path: &PathBuf| {
        let ending = path.extension().and_then(|ending| ending.to_str());
        path.is_file() && ending.is_some_and(|ending| endings.contains(&ending))
    };
    paths.filter(fits).collect()
}
