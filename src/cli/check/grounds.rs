//! What a check rests on beside the applications: rule books, and the files of decisions and of settings. Where one of them has
//! changed, all applications that it is for may come out otherwise.

use std::path::{Path, PathBuf};

use anyhow::Result;

use atbilst_core::language::Catalogue;

use crate::cli::answers::FoundAnswers;
use crate::cli::books;
use crate::cli::decisions::FoundDecisions;
use crate::cli::waivers::found::FoundWaivers;
use crate::discover::{is_called_so, within};

use super::options::CheckOptions;

/// The files, by the names that they may have changed under.
#[derive(Debug, Default)]
pub(in crate::cli) struct Grounds {
    /// Of decisions and of settings.
    files: Vec<Ground>,
    books: Vec<PathBuf>,
    /// The folders of which every rule book is read.
    shelves: Vec<PathBuf>,
}

#[derive(Debug)]
struct Ground {
    /// Where it lies, and as it is named.
    paths: Vec<PathBuf>,
    /// The folder whose applications alone it is for, from the root.
    folder: Option<PathBuf>,
}

/// The applications for which something has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    All,
    Folder(PathBuf),
}

impl Grounds {
    /// Those of a check.
    pub(super) fn of(
        options: &CheckOptions,
        waivers: &FoundWaivers,
        answers: &FoundAnswers,
        here: &Path,
        catalogue: &Catalogue,
    ) -> Result<Self> {
        let mut grounds = Self::default();
        grounds.add_decisions(waivers, here);
        grounds.add_decisions(answers, here);
        for file in &options.settings_files {
            grounds.add(file, None, here);
        }
        let books = books::files(&options.rules, catalogue)?;
        let all_names = |path: &PathBuf| names(path, here);
        grounds.books = books.iter().flat_map(all_names).collect();
        let shelves = options.rules.iter().filter(|path| path.is_dir());
        grounds.shelves = shelves.flat_map(all_names).collect();
        Ok(grounds)
    }

    fn add_decisions<T>(&mut self, found: &FoundDecisions<T>, here: &Path) {
        for (file, text) in found.files.iter().zip(&found.texts) {
            // Whoever names a file means it for all.
            let lies = text.folder.is_some();
            let folder = file.parent().filter(|_| lies);
            self.add(file, folder.map(|folder| within(folder, here)), here);
        }
    }

    fn add(&mut self, file: &Path, folder: Option<PathBuf>, here: &Path) {
        let paths = names(file, here);
        self.files.push(Ground { paths, folder });
    }

    /// What is to be looked at again because a file, or a repository within the other, has changed.
    pub(super) fn changed_with(&self, path: &Path) -> Vec<Reach> {
        let files = self.files.iter();
        let is = |ground: &&Ground| ground.paths.iter().any(|own| own.starts_with(path));
        let mut reached: Vec<Reach> = files.filter(is).map(Ground::reach).collect();
        let mut books = self.books.iter();
        // One that was taken away is no longer among them.
        let mut shelves = self.shelves.iter().filter(|_| is_called_so(path));
        if books.any(|book| book.starts_with(path))
            || shelves.any(|shelf| path.parent() == Some(shelf))
        {
            reached.push(Reach::All);
        }
        reached
    }

    /// What is to be looked at again because git cannot say whether it has changed: it lies outside of the repository. Of rule books
    /// there, which come with the program, nobody expects that.
    pub(super) fn outside(&self, root: &Path) -> Vec<Reach> {
        let files = self.files.iter();
        let lies = |ground: &&Ground| {
            ground
                .paths
                .first()
                .is_some_and(|own| !own.starts_with(root))
        };
        files.filter(lies).map(Ground::reach).collect()
    }
}

impl Ground {
    fn reach(&self) -> Reach {
        self.folder.clone().map_or(Reach::All, Reach::Folder)
    }
}

/// What a file may be called, from the root: first where it lies.
fn names(path: &Path, here: &Path) -> Vec<PathBuf> {
    let named = within(path, here);
    let real = std::fs::canonicalize(path).ok();
    let mut names: Vec<PathBuf> = real.into_iter().chain([named]).collect();
    names.dedup();
    names
}
