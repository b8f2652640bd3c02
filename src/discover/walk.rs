//! The files of one folder and of all folders in it.

use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::Path;

use walkdir::WalkDir;

use super::{Found, Input, Origin, is_application, shown};

/// Nobody keeps applications in the folders of version control, so these alone are passed over without a word.
const VERSION_CONTROL: [&str; 3] = [".git", ".hg", ".svn"];

pub(super) fn walk(folder: &Path, found: &mut Found) {
    let mut entries = WalkDir::new(folder).into_iter();
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let place = error.path().unwrap_or(folder);
                found.inputs.push(Input::new(place, failed(&error)));
                continue;
            }
        };
        let path = entry.path();
        let path = path.strip_prefix(".").unwrap_or(path);
        let kind = entry.file_type();
        // The folder that is named may be hidden, or a link.
        let inside = entry.depth() > 0;
        let link = inside && kind.is_symlink();
        let is_folder = kind.is_dir() || (link && path.is_dir());
        if !is_folder && !is_application(path) {
            continue;
        }
        if inside && is_hidden(entry.file_name()) {
            if kind.is_dir() {
                entries.skip_current_dir();
            }
            if !(is_folder && is_of_version_control(entry.file_name())) {
                found.hidden.push(shown(path));
            }
        } else if link {
            found.links.push(shown(path));
        } else if !is_folder {
            let origin = if kind.is_file() {
                Origin::Folder
            } else {
                Origin::Named
            };
            found.inputs.push(Input::new(path, origin));
        }
    }
}

fn failed(error: &walkdir::Error) -> Origin {
    match error.io_error() {
        Some(refused) => Origin::Failed(refused.kind(), refused.to_string().into()),
        None => Origin::Failed(ErrorKind::Other, error.to_string().into()),
    }
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

fn is_of_version_control(name: &OsStr) -> bool {
    VERSION_CONTROL.iter().any(|known| name == *known)
}
