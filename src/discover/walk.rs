//! The files of one folder and of all folders in it. Folders are read side by side; nothing is said of the order.

use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rayon::Scope;
use walkdir::WalkDir;

use super::begins::begins_as_application;
use super::{Choice, Found, Input, Name, Origin, name as named, shown};

/// Nobody keeps applications in the folders of version control, so these alone are passed over without a word.
const VERSION_CONTROL: [&str; 3] = [".git", ".hg", ".svn"];

pub(super) fn walk(folder: &Path, choice: &Choice, found: &mut Found) {
    let all = Mutex::new(found);
    rayon::scope(|scope| one(folder.to_owned(), choice, scope, &all));
}

/// One folder; those in it are left to whoever has time.
fn one<'s>(folder: PathBuf, choice: &'s Choice, scope: &Scope<'s>, all: &'s Mutex<&mut Found>) {
    let mut found = Found::default();
    let here = folder == Path::new(".");
    let mut empty = true;
    for entry in WalkDir::new(&folder).min_depth(1).max_depth(1) {
        empty = false;
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().unwrap_or(&folder);
                found.inputs.push(Input::new(path, failed(&error)));
                continue;
            }
        };
        let (path, name) = (entry.path(), entry.file_name());
        let kind = entry.file_type();
        let link = kind.is_symlink();
        let is_folder = kind.is_dir() || (link && path.is_dir());
        let says = if is_folder {
            Name::Application
        } else {
            named(name)
        };
        let says = match says {
            Name::Other if kind.is_file() && begins_as_application(path) => Name::Nearly,
            says => says,
        };
        if says == Name::Other {
            continue;
        }
        let path = match here {
            true => path.strip_prefix(".").unwrap_or(path),
            false => path,
        };
        if is_hidden(name) {
            if !(is_folder && is_of_version_control(name)) {
                found.left_out.hidden.push(shown(path));
            }
        } else if choice.leaves_out(path, is_folder) {
            found.left_out.excluded.push(shown(path));
        } else if says == Name::Nearly {
            found.left_out.misnamed.push(shown(path));
        } else if link {
            found.left_out.links.push(shown(path));
        } else if is_folder {
            let folder = path.to_owned();
            scope.spawn(move |scope| one(folder, choice, scope, all));
        } else {
            let origin = if kind.is_file() {
                Origin::Folder
            } else {
                Origin::Named
            };
            found.inputs.push(Input::new(path, origin));
        }
    }
    if empty {
        found.empty.push(folder);
    }
    let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
    all.inputs.append(&mut found.inputs);
    all.left_out.append(found.left_out);
    all.empty.append(&mut found.empty);
}

fn failed(error: &walkdir::Error) -> Origin {
    match error.io_error() {
        Some(refused) => Origin::Failed(refused.kind(), refused.to_string().into()),
        None => Origin::Failed(ErrorKind::Other, error.to_string().into()),
    }
}

pub(super) fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

pub(super) fn is_of_version_control(name: &OsStr) -> bool {
    VERSION_CONTROL.iter().any(|known| name == *known)
}
