//! Reading files, of which none is taken beyond a limit: those that are checked, and what stands beside them.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use anyhow::{anyhow, bail};
use atbilst_core::check::Unreadable;
use atbilst_core::language::Catalogue;

use crate::discover::{Input, Origin, Tree};
use crate::verify;

use super::reason;

/// So many bytes tell what a file is.
const BEGINNING: usize = 4 << 10;

/// No list of paths is longer, in bytes.
const LIST: usize = 64 << 20;

/// The names of standard input.
const STDIN: [&str; 3] = ["-", "/dev/stdin", "/dev/fd/0"];

/// The names of copies beside a file, one after another: `a.bak`, `a.2.bak`.
pub(super) fn copies(path: &Path) -> impl Iterator<Item = PathBuf> {
    let numbered = (2_u32..).map(|number| path.with_extension(format!("{number}.bak")));
    std::iter::once(path.with_extension("bak")).chain(numbered)
}

/// What is known of a path before it is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Known {
    /// A person named it: links are followed.
    Nothing,
    /// There is no link in it, or was none: one that has come into its place is not followed.
    NoLink,
    /// A walk saw an ordinary file there, too.
    Ordinary,
}

/// Opens the file of an application.
///
/// # Errors
/// Why there is nothing to read.
pub(super) fn open_input(input: &Input, tree: &Tree) -> Result<(File, Metadata), Unreadable> {
    match &input.origin {
        Origin::Failed(kind, words) => Err(refused(*kind, words)),
        Origin::Absent => Err(Unreadable::NotWritten),
        Origin::Folder => open(input.path(), Known::Ordinary),
        Origin::Named | Origin::Listed | Origin::Stdin => {
            match tree
                .follow(input.path())
                .map_err(|error| why_of(input.path(), &error))?
            {
                Some(real) => open(&real, Known::NoLink),
                None => Err(Unreadable::LinkOut),
            }
        }
    }
}

/// The bytes of an application, in the place of what the buffer holds.
///
/// # Errors
/// Why there is no text to check.
pub(super) fn read_input(
    input: &Input,
    tree: &Tree,
    limit: usize,
    buffer: &mut Vec<u8>,
) -> Result<(), Unreadable> {
    read(&mut open_input(input, tree)?, limit, buffer)
}

/// Opens an ordinary file. Nothing is waited for, and what was opened is looked at again: a pipe or a device is none.
///
/// # Errors
/// Why there is nothing to read.
fn open(path: &Path, known: Known) -> Result<(File, Metadata), Unreadable> {
    // Whoever opens a pipe or a device may already change something by that.
    if known != Known::Ordinary
        && !std::fs::metadata(path)
            .map_err(|error| why_of(path, &error))?
            .is_file()
    {
        return Err(Unreadable::NotAFile);
    }
    let mut options = OpenOptions::new();
    options.read(true);
    flags(&mut options, known);
    let file = options.open(path).map_err(|error| why(&error))?;
    let kind = file.metadata().map_err(|error| why(&error))?;
    match kind.is_file() {
        true => Ok((file, kind)),
        false => Err(Unreadable::NotAFile),
    }
}

#[cfg(unix)]
fn flags(options: &mut OpenOptions, known: Known) {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt as _;
    let no_link = match known {
        Known::Nothing => OFlags::empty(),
        Known::NoLink | Known::Ordinary => OFlags::NOFOLLOW,
    };
    let flags = OFlags::NONBLOCK | OFlags::NOCTTY | no_link;
    options.custom_flags(flags.bits().cast_signed());
}

#[cfg(not(unix))]
fn flags(_: &mut OpenOptions, _: Known) {}

/// The first bytes of a file.
///
/// # Errors
/// Why there is nothing to read.
pub(super) fn beginning(path: &Path) -> Result<Vec<u8>, Unreadable> {
    let (mut file, _) = open(path, Known::NoLink)?;
    let mut bytes = Vec::new();
    append(&mut file, BEGINNING, &mut bytes)?;
    Ok(bytes)
}

/// Adds no more than so many of the next bytes of an open file to what the buffer holds.
///
/// # Errors
/// Why there is nothing to read.
pub(super) fn append(
    file: &mut File,
    bytes: usize,
    buffer: &mut Vec<u8>,
) -> Result<(), Unreadable> {
    let mut file = file.take(bytes as u64);
    file.read_to_end(buffer).map_err(|error| why(&error))?;
    Ok(())
}

/// Puts the bytes of an open file in the place of what the buffer holds; of a file of more than `limit` bytes none are taken.
///
/// # Errors
/// Why there is no text to check.
pub(super) fn read(
    (file, kind): &mut (File, Metadata),
    limit: usize,
    buffer: &mut Vec<u8>,
) -> Result<(), Unreadable> {
    buffer.clear();
    if kind.len() > limit as u64 {
        return Err(Unreadable::TooLarge);
    }
    buffer.reserve(usize::try_from(kind.len()).unwrap_or(0).saturating_add(1));
    take(file, limit, buffer)
}

/// The bytes of a file that a person named, in the place of what the buffer holds.
///
/// # Errors
/// Why there is nothing to read.
pub(super) fn bytes(path: &Path, limit: usize, buffer: &mut Vec<u8>) -> Result<(), Unreadable> {
    read(&mut open(path, Known::Nothing)?, limit, buffer)
}

/// The same of a file that nobody named: no link is followed.
pub(super) fn whole_no_link(
    path: &Path,
    limit: usize,
    catalogue: &Catalogue,
) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = open(path, Known::NoLink).and_then(|mut file| read(&mut file, limit, &mut bytes));
    read.map_err(|why| anyhow!(reason::of_unreadable(&why, limit, catalogue)))?;
    Ok(bytes)
}

/// The bytes of a file that is no application: an ordinary file, of which no more than `limit` bytes are taken.
pub(super) fn whole(path: &Path, limit: usize, catalogue: &Catalogue) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    self::bytes(path, limit, &mut bytes)
        .map_err(|why| anyhow!(reason::of_unreadable(&why, limit, catalogue)))?;
    Ok(bytes)
}

/// Whether a path is a name of standard input.
pub(super) fn is_stdin(path: &Path) -> bool {
    STDIN.iter().any(|name| path.as_os_str() == *name)
}

/// The paths of a list, `-` for standard input: one to a line, or each with a NUL behind it. It may come through a pipe, and be stored
/// as PowerShell stores what a program writes.
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
    let bytes = match &*bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => match verify::text(&bytes) {
            Some(text) => text.into_owned().into_bytes(),
            None => bail!(catalogue.say("cli.list_is_no_text", &[])),
        },
        [0xef, 0xbb, 0xbf, rest @ ..] => rest.to_vec(),
        _ => bytes,
    };
    // As `git diff -z` writes it. Anything else with a NUL in it, such as UTF-16 that does not say so, names other files than it seems to.
    let mark = match memchr::memchr(0, &bytes) {
        None => b'\n',
        Some(_) if bytes.ends_with(b"\0") && !is_wide(&bytes) => 0,
        Some(_) => bail!(catalogue.say("cli.list_is_no_text", &[])),
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

/// Whether bytes begin as ASCII in UTF-16 does: every other one is nothing.
fn is_wide(bytes: &[u8]) -> bool {
    let (pairs, _) = bytes.as_chunks();
    let mut first = pairs.iter().take(4);
    pairs.len() > 3 && first.all(|&[one, other]| (one == 0) != (other == 0))
}

/// A path of a list.
#[cfg(unix)]
pub(super) fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

/// A path of a list.
#[cfg(not(unix))]
pub(super) fn path_of(bytes: &[u8]) -> PathBuf {
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

/// The same where a path may be a link to what is not there.
fn why_of(path: &Path, error: &io::Error) -> Unreadable {
    match why(error) {
        // A pipe that a shell has opened is called as if it were one.
        Unreadable::NotFound if path.exists() => Unreadable::NotAFile,
        Unreadable::NotFound if path.is_symlink() => Unreadable::LinkNowhere,
        why => why,
    }
}

fn why(error: &io::Error) -> Unreadable {
    if is_link(error) {
        return Unreadable::NotAFile;
    }
    refused(error.kind(), &error.to_string())
}

/// Whether a link has come into the place of the file that a walk saw.
#[cfg(unix)]
fn is_link(error: &io::Error) -> bool {
    error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error())
}

#[cfg(not(unix))]
fn is_link(_: &io::Error) -> bool {
    false
}

/// Why something cannot be read: in the words of the system only where its kind says nothing.
pub(super) fn refused(kind: ErrorKind, words: &str) -> Unreadable {
    match kind {
        ErrorKind::NotFound | ErrorKind::NotADirectory => Unreadable::NotFound,
        ErrorKind::PermissionDenied => Unreadable::Permission,
        // It would have to be waited for, as for what a device has to say.
        ErrorKind::WouldBlock => Unreadable::NotAFile,
        _ => Unreadable::Other(words.to_owned()),
    }
}
