//! Reading the files that are checked.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use atbilst::check::Unreadable;

/// Room for a usual application.
const USUAL: usize = 16 << 10;

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
    // How long it is is not asked first: most applications are read at once, and one that is too large as far as it may be.
    buffer.reserve(USUAL);
    take(&mut file, limit, buffer)
}

/// The paths of a list, `-` for standard input: one to a line, or set apart by NUL where the list holds one.
///
/// # Errors
/// Where the list cannot be read.
pub(super) fn listed(list: &Path) -> io::Result<Vec<PathBuf>> {
    let mut bytes = Vec::new();
    if list.as_os_str() == "-" {
        io::stdin().lock().read_to_end(&mut bytes)?;
    } else {
        File::open(list)?.read_to_end(&mut bytes)?;
    }
    let mark = if memchr::memchr(0, &bytes).is_some() {
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

fn take(source: &mut dyn Read, limit: usize, buffer: &mut Vec<u8>) -> Result<(), Unreadable> {
    source
        .take((limit as u64).saturating_add(1))
        .read_to_end(buffer)
        .map_err(|error| why(&error))?;
    if buffer.len() > limit {
        Err(Unreadable::TooLarge)
    } else {
        Ok(())
    }
}

fn why(error: &io::Error) -> Unreadable {
    match error.kind() {
        io::ErrorKind::NotFound => Unreadable::NotFound,
        io::ErrorKind::PermissionDenied => Unreadable::Permission,
        _ => Unreadable::Other(error.to_string()),
    }
}
