//! The way to the file that is read: git knows a link by where it points, and nothing of what is behind it.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::discover::{Input, Origin};

/// No way leads through more links: systems follow forty.
const LINKS: usize = 64;

/// Where the ways of folders lead, each followed once: the files of a folder ask for the same again and again.
#[derive(Debug, Default)]
pub(super) struct Ways {
    folders: Mutex<HashMap<PathBuf, Option<Arc<Way>>>>,
}

/// What a path leads through and to.
#[derive(Debug)]
pub(super) struct Way {
    /// The links on it, each without another in its own path.
    pub(super) links: Vec<PathBuf>,
    pub(super) end: PathBuf,
}

impl Ways {
    /// The way to a file, from the folder of the check; nothing where it leads nowhere.
    pub(super) fn of(&self, input: &Input, here: &Path) -> Option<Arc<Way>> {
        let path = here.join(input.path());
        // In a walk nothing is a link but the way to its folder.
        let is_file = || path.symlink_metadata().is_ok_and(|kind| !kind.is_symlink());
        let by_folder = input.origin == Origin::Folder || is_file();
        let (true, Some(folder), Some(name)) = (by_folder, path.parent(), path.file_name()) else {
            return follow(&path).map(Arc::new);
        };
        let folders = || self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        let known = folders().get(folder).cloned();
        let way = known.unwrap_or_else(|| {
            let way = follow(folder).map(Arc::new);
            folders().insert(folder.to_owned(), way.clone());
            way
        })?;
        Some(Arc::new(Way {
            links: way.links.clone(),
            end: way.end.join(name),
        }))
    }
}

/// As the system follows a path from the root.
fn follow(path: &Path) -> Option<Way> {
    let end = std::fs::canonicalize(path).ok()?;
    let parts = |path: &Path| -> Vec<PathBuf> {
        let parts = path.components().rev();
        parts.map(|part| PathBuf::from(part.as_os_str())).collect()
    };
    let mut links = Vec::new();
    let mut rest = parts(path);
    let mut at = PathBuf::new();
    while let Some(part) = rest.pop() {
        match part.components().next() {
            Some(Component::ParentDir) => {
                at.pop();
                continue;
            }
            Some(Component::CurDir) | None => continue,
            Some(_) => {}
        }
        let next = at.join(part);
        match std::fs::read_link(&next) {
            Ok(target) if links.len() < LINKS => {
                rest.extend(parts(&target));
                links.push(next);
            }
            _ => at = next,
        }
    }
    Some(Way { links, end })
}
