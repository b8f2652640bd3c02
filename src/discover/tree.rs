//! The tree that a file belongs to: its repository, or the folder in which the program works. No link is followed out of it.

use std::io;
use std::path::{Path, PathBuf};

use super::spelling::{is_direct, lexical};

/// The folder in which the program works.
#[derive(Clone, Debug)]
pub(crate) struct Tree {
    /// From the root, with no link in it.
    here: PathBuf,
    root: PathBuf,
}

impl Tree {
    /// As it is now.
    pub(crate) fn here() -> Self {
        let here = std::fs::canonicalize(".").unwrap_or_default();
        let root = root(&here, &here).to_owned();
        Self { here, root }
    }

    /// Where a path leads from here, with no link left in it; nothing where links lead it out of its tree.
    ///
    /// # Errors
    /// Where it leads nowhere.
    pub(crate) fn follow(&self, path: &Path) -> io::Result<Option<PathBuf>> {
        let real = std::fs::canonicalize(path)?;
        // There names stand for what is open.
        let of_the_system = ["/dev", "/proc"].iter().any(|own| path.starts_with(own));
        let within = of_the_system
            || if is_direct(path) {
                real.starts_with(&self.root)
            } else {
                let folder = path.parent().unwrap_or(path);
                let folder = std::fs::canonicalize(folder)?;
                real.starts_with(root(&folder, &self.here))
            };
        Ok(within.then_some(real))
    }
}

/// The root of the tree of a folder: that of its repository; without one, the folder in which the program works, where that is
/// above it, else itself.
fn root<'p>(folder: &'p Path, here: &'p Path) -> &'p Path {
    let is_repository = |folder: &&Path| folder.join(".git").symlink_metadata().is_ok();
    let repository = folder.ancestors().find(is_repository);
    repository.unwrap_or(if folder.starts_with(here) {
        here
    } else {
        folder
    })
}

/// A folder and those above it, up to the root of its tree, which is the last; from the root, with no `..` in them.
pub(crate) fn upwards(folder: &Path, here: &Path) -> Vec<PathBuf> {
    let folder = lexical(&here.join(folder));
    let root = root(&folder, here);
    let above = folder.ancestors();
    let above = above.take_while(|above| above.starts_with(root));
    above.map(Path::to_path_buf).collect()
}

/// As reports call a path: from the folder of the check where a way leads there, also through the folders above it.
pub(crate) fn relative(path: &Path, here: &Path) -> PathBuf {
    let mut above = here.ancestors().enumerate();
    let way = above.find_map(|(up, above)| {
        let below = path.strip_prefix(above).ok()?;
        // What has nothing in common but the root is elsewhere.
        let shared = above.parent().is_some();
        shared.then(|| {
            let ups = std::iter::repeat_n(Path::new(".."), up);
            ups.chain([below]).collect()
        })
    });
    way.unwrap_or_else(|| path.to_owned())
}

/// A path from the root, with no `..` in it.
pub(crate) fn within(path: &Path, here: &Path) -> PathBuf {
    lexical(&here.join(path))
}
