//! Which file something is, whatever it is called: two names may lead to one.

use std::fs::{File, Metadata};
use std::io;
use std::path::Path;

/// A file as the system knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FileIdentity(Known);

#[cfg(unix)]
type Known = (u64, u64);

/// Elsewhere its path, with no link left in it.
#[cfg(not(unix))]
type Known = std::path::PathBuf;

/// What was open when the program started.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stream {
    Input,
    Output,
    Error,
}

impl Stream {
    pub(super) const ALL: [Self; 3] = [Self::Input, Self::Output, Self::Error];

    /// The stream as a file of its own, whose place in the text it shares.
    #[cfg(unix)]
    pub(super) fn file(self) -> Option<File> {
        use std::os::fd::AsFd as _;
        let owned = match self {
            Self::Input => io::stdin().as_fd().try_clone_to_owned(),
            Self::Output => io::stdout().as_fd().try_clone_to_owned(),
            Self::Error => io::stderr().as_fd().try_clone_to_owned(),
        };
        owned.ok().map(File::from)
    }

    #[cfg(not(unix))]
    pub(super) fn file(self) -> Option<File> {
        None
    }

    /// The ordinary file behind it, as after `>`.
    pub(super) fn ordinary(self) -> Option<FileIdentity> {
        let kind = self.file()?.metadata().ok()?;
        kind.is_file().then(|| FileIdentity::of(&kind))?
    }
}

impl FileIdentity {
    /// What a path leads to; nothing where nothing is there.
    #[cfg(unix)]
    pub(super) fn at(path: &Path) -> Option<Self> {
        Self::of(&std::fs::metadata(path).ok()?)
    }

    #[cfg(not(unix))]
    pub(super) fn at(path: &Path) -> Option<Self> {
        std::fs::canonicalize(path).ok().map(Self)
    }

    /// Of something that is open.
    #[cfg(unix)]
    pub(super) fn of(file: &Metadata) -> Option<Self> {
        use std::os::unix::fs::MetadataExt as _;
        Some(Self((file.dev(), file.ino())))
    }

    #[cfg(not(unix))]
    pub(super) fn of(_: &Metadata) -> Option<Self> {
        None
    }
}
