//! A corrected text in the place of a file: all of it or nothing, and the file stays whose it was.

use std::fs::{File, Metadata};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use anyhow::bail;
use tempfile::NamedTempFile;

use atbilst_core::language::Catalogue;

use crate::cli::interrupt::UnfinishedFile;
use crate::cli::{files, targets};

/// What is to stand in a file.
pub(super) struct Correction<'c> {
    pub(super) path: &'c Path,
    /// Its name as it is told.
    pub(super) shown: &'c str,
    /// What was corrected.
    pub(super) before: &'c [u8],
    pub(super) after: &'c [u8],
    /// Whether what stood there is kept in a file beside it.
    pub(super) backup: bool,
}

impl Correction<'_> {
    /// Writes it, and says where what stood there is kept.
    ///
    /// # Errors
    /// Why the file is as it was.
    pub(super) fn write(&self, catalogue: &Catalogue) -> anyhow::Result<Option<PathBuf>> {
        // A link stays a link: the file that it names is replaced.
        let path = self.path.canonicalize()?;
        let there = std::fs::metadata(&path)?;
        let about = [("path", self.shown.into()), ("count", names(&there).into())];
        if there.permissions().readonly() {
            bail!(catalogue.say("people.fix_read_only", &about));
        }
        if names(&there) > 1 {
            bail!(catalogue.say("people.fix_linked", &about));
        }
        let beside = |bytes| beside(&path, &there, bytes);
        let Some((file, _unfinished)) = beside(self.after)? else {
            bail!(catalogue.say("people.fix_owner", &about));
        };
        let copy = if self.backup {
            beside(self.before)?
        } else {
            None
        };
        if std::fs::read(&path)? != self.before {
            bail!(catalogue.say("people.fix_changed", &about));
        }
        let kept = match copy {
            Some((copy, _unfinished)) => Some(keep(copy, &path)?),
            None => None,
        };
        file.persist(&path).map_err(|refused| refused.error)?;
        // As the file was named, not where a link leads.
        let kept = kept.and_then(|kept| Some(self.path.with_file_name(kept.file_name()?)));
        Ok(kept)
    }
}

/// A file beside another, with its owner and permissions; `None` where it cannot be given that owner.
fn beside(
    path: &Path,
    there: &Metadata,
    bytes: &[u8],
) -> io::Result<Option<(NamedTempFile, Option<UnfinishedFile>)>> {
    let (mut file, unfinished) = targets::temporary(path)?;
    // Before there is anything that others could read, and the permissions last, for a new owner takes some away.
    if !give(file.as_file(), there)? {
        return Ok(None);
    }
    file.as_file().set_permissions(there.permissions())?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(Some((file, unfinished)))
}

/// Gives a file the owner and group of another; whether that could be done.
#[cfg(unix)]
fn give(file: &File, there: &Metadata) -> io::Result<bool> {
    use std::os::unix::fs::{MetadataExt as _, fchown};
    let here = file.metadata()?;
    if (here.uid(), here.gid()) == (there.uid(), there.gid()) {
        return Ok(true);
    }
    match fchown(file, Some(there.uid()), Some(there.gid())) {
        Err(error) if error.kind() == ErrorKind::PermissionDenied => Ok(false),
        given => given.map(|()| true),
    }
}

#[cfg(not(unix))]
fn give(_: &File, _: &Metadata) -> io::Result<bool> {
    Ok(true)
}

/// By how many names a file is known.
#[cfg(unix)]
fn names(there: &Metadata) -> usize {
    let names = std::os::unix::fs::MetadataExt::nlink(there);
    usize::try_from(names).unwrap_or(usize::MAX)
}

#[cfg(not(unix))]
fn names(_: &Metadata) -> usize {
    1
}

/// Names a copy after its file, and never as something that is there: `a.bak`, `a.2.bak`.
fn keep(mut copy: NamedTempFile, path: &Path) -> io::Result<PathBuf> {
    for kept in files::copies(path) {
        copy = match copy.persist_noclobber(&kept) {
            Ok(_) => return Ok(kept),
            Err(refused) if refused.error.kind() == ErrorKind::AlreadyExists => refused.file,
            Err(refused) => return Err(refused.error),
        };
    }
    Err(ErrorKind::AlreadyExists.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use atbilst_core::language::Language;

    /// A file that somebody else has written meanwhile stays as that one left it, and nothing else is left beside it.
    #[test]
    fn what_has_changed_in_the_meantime_stays() {
        let catalogue = Catalogue::load(Language::En);
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.yaml");
        for (there, before, written) in [("1", "1", true), ("2", "1", false), ("", "1", false)] {
            std::fs::write(&path, there).expect("written");
            for backup in [false, true] {
                let correction = Correction {
                    path: &path,
                    shown: "a.yaml",
                    before: before.as_bytes(),
                    after: before.as_bytes(),
                    backup: backup && !written,
                };
                let done = correction.write(&catalogue);
                assert_eq!(done.is_ok(), written, "{done:?}");
                let text = std::fs::read_to_string(&path).expect("a text");
                assert_eq!(text, there);
                assert_eq!(
                    std::fs::read_dir(folder.path()).expect("a folder").count(),
                    1
                );
            }
        }
    }
}
