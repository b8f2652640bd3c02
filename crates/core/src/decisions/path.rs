//! Paths by their words alone, from the root.

use std::collections::HashSet;

/// A path from the root: one that is relative leads from a folder.
pub(crate) fn whole(folder: &str, path: &str) -> String {
    match is_absolute(path) {
        true => plain(path),
        false => plain(&format!("{folder}/{path}")),
    }
}

/// The nearest of these folders above a path, all from the root.
pub(crate) fn nearest<'f>(folders: &'f HashSet<String>, path: &str) -> Option<&'f str> {
    let mut above = path;
    while let Some((folder, _)) = above.rsplit_once('/') {
        if let Some(nearest) = folders.get(folder) {
            return Some(nearest);
        }
        above = folder;
    }
    None
}

/// What two paths have in common up to a slash, with that slash.
pub(crate) fn common<'p>(one: &'p str, other: &str) -> &'p str {
    let differ = one.bytes().zip(other.bytes()).position(|(a, b)| a != b);
    let same = differ.unwrap_or(one.len().min(other.len()));
    let same = one.as_bytes().get(..same).unwrap_or_default();
    let slash = same.iter().rposition(|&byte| byte == b'/');
    let end = slash.map_or(0, |slash| slash.saturating_add(1));
    one.get(..end).unwrap_or("")
}

/// A path without `.` and `..`, as far as its words alone tell.
pub(crate) fn plain(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "." => {}
            "" if !parts.is_empty() => {}
            ".." if parts
                .last()
                .is_some_and(|&last| last != ".." && !last.is_empty()) =>
            {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Whether a path leads from a root, on whatever system.
pub(crate) fn is_absolute(path: &str) -> bool {
    path.starts_with('/')
        || matches!(path.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic())
}
