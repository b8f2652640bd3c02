//! A part in a file, opened whenever something of it is read and no longer: of any number of parts one is open at a time.

use std::fs::{File, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use atbilst_core::part::{PartMistake, PartSource};

use crate::cli::identity::FileIdentity;

/// A part in a file, and what the file was at first.
#[derive(Debug)]
pub(super) struct StoredPart {
    path: PathBuf,
    first: State,
}

/// By what it is seen that a file is another, or was written to.
#[derive(Debug, PartialEq, Eq)]
struct State {
    file: Option<FileIdentity>,
    length: u64,
    modified: Option<SystemTime>,
}

impl State {
    fn of(file: &Metadata) -> Self {
        Self {
            file: FileIdentity::of(file),
            length: file.len(),
            modified: file.modified().ok(),
        }
    }
}

impl StoredPart {
    /// Whether a path may lead to a part: what can be read only once cannot. Of one that leads nowhere it is told later why.
    pub(super) fn may_be(path: &Path) -> bool {
        let found = std::fs::metadata(path);
        path.as_os_str() != "-" && found.map_or(true, |found| found.is_file() || found.is_dir())
    }

    pub(super) fn at(path: &Path) -> io::Result<Self> {
        Ok(Self {
            path: path.to_owned(),
            first: State::of(&std::fs::metadata(path)?),
        })
    }
}

impl PartSource for StoredPart {
    type Open = File;

    fn open(&self) -> Result<File, PartMistake> {
        let file = File::open(&self.path)?;
        match State::of(&file.metadata()?) == self.first {
            true => Ok(file),
            false => Err(PartMistake::Changed),
        }
    }
}
