//! The files of waivers: the one that is named, or those of the folders that are checked.

use std::path::{Path, PathBuf};

use anyhow::bail;

use atbilst::discover::{WAIVERS, shown};
use atbilst::language::Catalogue;
use atbilst::waivers::{self, Waivers};
use atbilst::yaml::Limits;

use super::files;

/// Reads them; where each stands is told too.
pub(super) fn load(
    named: Option<&PathBuf>,
    checked: &[PathBuf],
    catalogue: &Catalogue,
) -> anyhow::Result<(Waivers, Vec<PathBuf>)> {
    let paths = match named {
        Some(path) => vec![path.clone()],
        None => found(checked),
    };
    let mut all = Waivers::default();
    all.folder =
        std::env::current_dir().map_or_else(|_| String::new(), |here| shown(&here).to_string());
    let mut buffer = Vec::new();
    for path in &paths {
        let name = shown(path);
        // Waivers that cannot be read are not the same as none.
        if files::read(path, false, Limits::default().bytes, &mut buffer).is_err() {
            bail!(catalogue.say("target.waivers", &[("path", (&*name).into())]));
        }
        let own = waivers::read(&name, &buffer);
        // Whoever names a file means it for all; one that lies in a folder is for that folder.
        all.merge(match (named, path.parent()) {
            (None, Some(folder)) => own.within(&shown(folder)),
            _ => own,
        });
    }
    Ok((all, paths))
}

/// The waivers of each folder that is checked, and of the folder of each file.
fn found(checked: &[PathBuf]) -> Vec<PathBuf> {
    let mut paths = Vec::new();
    for path in checked.iter().filter(|path| path.as_os_str() != "-") {
        let folder = if path.is_dir() {
            path
        } else {
            path.parent().unwrap_or(Path::new(""))
        };
        let path = folder.join(WAIVERS);
        if std::fs::symlink_metadata(&path).is_ok() && !paths.contains(&path) {
            paths.push(path);
        }
    }
    paths
}

/// Whether a path leads to one of these files.
pub(super) fn is_among(files: &[PathBuf], path: &Path) -> bool {
    let named_alike = files
        .iter()
        .filter(|file| file.file_name() == path.file_name());
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    let mut real_files = named_alike.map(|file| real(file));
    real_files.any(|file| file.is_some() && file == real(path))
}
