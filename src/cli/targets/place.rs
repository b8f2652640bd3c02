//! Where a report goes: to a file, or to what was open when the program started.

use std::io;
use std::path::{Path, PathBuf};

use crate::cli::identity::{FileIdentity, Stream};

/// No more links are followed one after the other.
const LINKS: usize = 40;

/// Where a name leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Standard output.
    Output,
    /// Standard error.
    Error,
    /// Anything else that is open, under its name.
    Open(PathBuf),
    /// A file, with no link left in its path. It may not be there yet.
    File(PathBuf),
}

impl Place {
    /// Follows a name. `-` is standard output, and so is the file that stands behind it.
    ///
    /// # Errors
    /// Where it leads nowhere: a folder that is not there, links in a circle.
    pub(super) fn of(path: &Path) -> io::Result<Self> {
        if path.as_os_str() == "-" {
            return Ok(Self::Output);
        }
        let mut path = path.to_owned();
        for _ in 0..LINKS {
            // A path that ends in `..` is a folder.
            let Some(name) = path.file_name() else {
                return std::fs::canonicalize(&path).map(Self::File);
            };
            let real = std::fs::canonicalize(folder(&path))?.join(name);
            if let Some(number) = descriptor(&real) {
                return Ok(match number {
                    1 => Self::Output,
                    2 => Self::Error,
                    _ => Self::Open(real),
                });
            }
            match std::fs::read_link(&real) {
                Ok(to) => path = folder(&real).join(to),
                Err(_) => return Ok(Self::file(real)),
            }
        }
        // Its own words for that the library does not say yet.
        std::fs::canonicalize(&path).map(Self::File)
    }

    fn file(real: PathBuf) -> Self {
        let own = FileIdentity::at(&real);
        let is_behind = |stream: &Stream| own.is_some() && stream.ordinary() == own;
        match Stream::ALL.into_iter().find(is_behind) {
            Some(Stream::Output) => Self::Output,
            Some(Stream::Error) => Self::Error,
            Some(Stream::Input) => Self::Open(real),
            None => Self::File(real),
        }
    }
}

/// The number in a name such as `/dev/fd/1` or, of this process, `/proc/self/fd/1`.
fn descriptor(real: &Path) -> Option<u32> {
    let folder = real.parent()?;
    let own = PathBuf::from(format!("/proc/{}", std::process::id()));
    let of_thread = || folder.starts_with(own.join("task")) && folder.ends_with("fd");
    let open = folder == Path::new("/dev/fd") || folder == own.join("fd") || of_thread();
    real.file_name().filter(|_| open)?.to_str()?.parse().ok()
}

/// The folder of a file.
pub(super) fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}
