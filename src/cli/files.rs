//! Reading files, of which none is taken beyond a limit: those that are checked, and what stands beside them.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use anyhow::{anyhow, bail};
use atbilst_core::check::Unreadable;
use atbilst_core::language::Catalogue;

use super::reason;

/// A file of no more bytes is read without asking how many they are.
const SMALL: usize = 64 << 10;

/// No list of paths is longer, in bytes.
const LIST: usize = 64 << 20;

/// The names of standard input.
const STDIN: [&str; 3] = ["-", "/dev/stdin", "/dev/fd/0"];

/// The bytes of a file, of which no more than `limit` are taken. `ordinary` is whether it is already known to be an ordinary file.
///
/// # Errors
/// Why there is no text to check.
pub(super) fn read(
    path: &Path,
    ordinary: bool,
    limit: usize,
    buffer: &mut Vec<u8>,
) -> Result<(), Unreadable> {
    buffer.clear();
    // Opening a pipe would wait for somebody to write into it.
    if !ordinary
        && !std::fs::metadata(path)
            .map_err(|error| why(&error))?
            .is_file()
    {
        return Err(Unreadable::NotAFile);
    }
    let mut file = File::open(path).map_err(|error| why(&error))?;
    match take(&mut file, limit.min(SMALL), buffer) {
        // How long a file is the system is asked only of one that is not small.
        Err(Unreadable::TooLarge) => {
            let length = file.metadata().map_err(|error| why(&error))?.len();
            if length > limit as u64 {
                return Err(Unreadable::TooLarge);
            }
            buffer.reserve(usize::try_from(length).unwrap_or(0));
            take(&mut file, limit, buffer)
        }
        taken => taken,
    }
}

/// The bytes of a file that is no application: an ordinary file, of which no more than `limit` bytes are taken.
pub(super) fn whole(path: &Path, limit: usize, catalogue: &Catalogue) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    read(path, false, limit, &mut bytes)
        .map_err(|why| anyhow!(reason::of_unreadable(&why, limit, catalogue)))?;
    Ok(bytes)
}

/// Whether a path is a name of standard input.
pub(super) fn is_stdin(path: &Path) -> bool {
    STDIN.iter().any(|name| path.as_os_str() == *name)
}

/// The paths of a list, `-` for standard input: one to a line, or set apart by NUL where the list holds one.
/// It may come through a pipe.
pub(super) fn listed(list: &Path, catalogue: &Catalogue) -> anyhow::Result<Vec<PathBuf>> {
    let mut bytes = Vec::new();
    let bound = (LIST as u64).saturating_add(1);
    if is_stdin(list) {
        io::stdin().lock().take(bound).read_to_end(&mut bytes)?;
    } else {
        File::open(list)?.take(bound).read_to_end(&mut bytes)?;
    }
    if bytes.len() > LIST {
        let why = Unreadable::TooLarge;
        bail!(reason::of_unreadable(&why, LIST, catalogue));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let mark = if memchr::memchr(0, bytes).is_some() {
        0
    } else {
        b'\n'
    };
    let lines = bytes.split(|&byte| byte == mark);
    let lines = lines.map(|line| {
        if mark == b'\n' {
            line.strip_suffix(b"\r").unwrap_or(line)
        } else {
            line
        }
    });
    Ok(lines.filter(|line| !line.is_empty()).map(path_of).collect())
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

/// What comes through standard input, of which no more than `limit` bytes are taken.
///
/// # Errors
/// Why there is no text to check.
pub(super) fn stdin(limit: usize) -> Result<Vec<u8>, Unreadable> {
    let mut buffer = Vec::new();
    take(&mut io::stdin().lock(), limit, &mut buffer).map(|()| buffer)
}

/// Takes the rest of a source into a buffer that may hold its beginning, and no more than a byte beyond the limit.
fn take(source: &mut dyn Read, limit: usize, buffer: &mut Vec<u8>) -> Result<(), Unreadable> {
    let room = limit.saturating_add(1).saturating_sub(buffer.len());
    source
        .take(room as u64)
        .read_to_end(buffer)
        .map_err(|error| why(&error))?;
    if buffer.len() > limit {
        Err(Unreadable::TooLarge)
    } else {
        Ok(())
    }
}

fn why(error: &io::Error) -> Unreadable {
    refused(error.kind(), &error.to_string())
}

/// Why something cannot be read: in the words of the system only where its kind says nothing.
pub(super) fn refused(kind: ErrorKind, words: &str) -> Unreadable {
    match kind {
        ErrorKind::NotFound | ErrorKind::NotADirectory => Unreadable::NotFound,
        ErrorKind::PermissionDenied => Unreadable::Permission,
        _ => Unreadable::Other(words.to_owned()),
    }
}
