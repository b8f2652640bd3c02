//! What a list names, as `git diff --name-only` writes it: taken as a walk would take it, whatever else of a change is in the list.

use std::io::ErrorKind;
use std::path::{Component, Path};

use super::spelling::is_direct;
use super::{Choice, Found, Input, Name, Origin, name, shown, walk};

pub(super) fn take(path: &Path, choice: &Choice, found: &mut Found) {
    let file = path.file_name().unwrap_or_default();
    let says = match path.is_dir() {
        true => Name::Application,
        false => name(file),
    };
    if says == Name::Other {
        return;
    }
    // What is named is looked at, also where a walk would not come: only what version control keeps for itself is not.
    if first(path, |part| {
        part.file_name().is_some_and(walk::is_of_version_control)
    })
    .is_some()
    {
        return;
    }
    if let Some(link) = first(path, |part| is_direct(path) && part.is_symlink()) {
        found.left_out.links.push(shown(link));
    } else if choice.leaves_out(path, path.is_dir()) {
        found.left_out.excluded.push(shown(path));
    } else if says == Name::Nearly && path.symlink_metadata().is_ok() {
        found.left_out.misnamed.push(shown(path));
    } else if path.is_symlink() {
        found.left_out.links.push(shown(path));
    } else if !path.is_dir() {
        match path.symlink_metadata().map_err(|error| error.kind()) {
            Err(ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                found.left_out.gone.push(shown(path))
            }
            _ => found.inputs.push(Input::new(path, Origin::Listed)),
        }
    } else if path.join(".git").symlink_metadata().is_ok() {
        found.left_out.repositories.push(shown(path));
    } else {
        walk::walk(path, choice, found);
    }
}

/// The first part of a path that is so, with what leads to it.
fn first(path: &Path, is: impl Fn(&Path) -> bool) -> Option<&Path> {
    let named = |part: &&Path| matches!(part.components().next_back(), Some(Component::Normal(_)));
    path.ancestors()
        .filter(named)
        .filter(|part| is(part))
        .last()
}
