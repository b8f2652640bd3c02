//! The files of waivers: the one that is named, or those of the folders that are checked. They are no applications.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;

use crate::discover::{Found, WAIVERS, shown};
use atbilst_core::language::Catalogue;
use atbilst_core::waivers::{self, Waivers};
use atbilst_yaml::Limits;

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
    for path in &paths {
        let name = shown(path);
        // Waivers that cannot be read are not the same as none.
        let bytes = files::whole(path, Limits::default().bytes, catalogue)
            .with_context(|| catalogue.say("target.waivers", &[("path", (&*name).into())]))?;
        let own = waivers::read(&name, &bytes);
        // Whoever names a file means it for all; one that lies in a folder is for that folder.
        all.merge(match (named, path.parent()) {
            (None, Some(folder)) => own.within(&shown(folder)),
            _ => own,
        });
    }
    Ok((all, paths))
}

/// The waivers of each folder that is checked, and of the folder of each file.
pub(super) fn found(checked: &[PathBuf]) -> Vec<PathBuf> {
    let mut paths = Vec::new();
    for path in checked.iter().filter(|path| path.as_os_str() != "-") {
        let folder = if path.is_dir() {
            path
        } else {
            path.parent().unwrap_or(Path::new(""))
        };
        let path = folder.join(WAIVERS);
        let new = !paths.contains(&path) && std::fs::symlink_metadata(&path).is_ok();
        if new && !is_among(&paths, &path) {
            paths.push(path);
        }
    }
    paths
}

/// Takes the files of waivers from the applications: those that are applied, and those that lie where they have no effect,
/// which are named. What is merely called so stays an application.
pub(super) fn set_apart(found: &mut Found, applied: &[PathBuf]) -> Vec<Arc<str>> {
    let mut idle = Vec::new();
    found.inputs.retain(|input| {
        if is_among(applied, input.path()) {
            return false;
        }
        let holds = is_called_so(input.path()) && holds_waivers(input.path());
        if holds {
            idle.push(Arc::clone(&input.shown));
        }
        !holds
    });
    let is_applied = |link: &Arc<str>| is_among(applied, Path::new(&**link));
    found.links.retain(|link| !is_applied(link));
    idle
}

fn is_called_so(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == WAIVERS)
}

fn holds_waivers(path: &Path) -> bool {
    let mut bytes = Vec::new();
    files::bytes(path, Limits::default().bytes, &mut bytes).is_ok()
        && !waivers::read("", &bytes)
            .mistakes()
            .any(|mistake| mistake.whole)
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
