//! What the words of a path alone tell, without asking the system.

use std::path::{Component, Path, PathBuf};

/// Whether it leads down from the current folder.
pub(super) fn is_direct(path: &Path) -> bool {
    let down = |part| matches!(part, Component::Normal(_) | Component::CurDir);
    path.components().all(down)
}

/// A path without `.` and `..`, as far as its words alone tell.
pub(super) fn lexical(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}
