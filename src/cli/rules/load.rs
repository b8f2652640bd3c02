//! The books that a verb for rule books works on, with the files beside them.

use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::Args;

use atbilst_books::companions::Companions;
use atbilst_core::rulebook::RuleBook;
use atbilst_core::rulebook::embedded::{BOOKS, Embedded};

use super::super::{books, output};
use super::Console;

/// What a verb takes that needs books and nothing else.
#[derive(Debug, Args)]
pub(super) struct BooksArguments {
    #[arg(value_name = "BOOK")]
    pub(super) books: Vec<PathBuf>,
}

/// A book and what stands beside it.
pub(super) struct LoadedBook {
    pub(super) book: RuleBook,
    pub(super) companions: Companions,
}

/// The books that are named; without any, the embedded ones.
pub(super) fn all(paths: &[PathBuf], console: &Console<'_>) -> anyhow::Result<Vec<LoadedBook>> {
    if paths.is_empty() {
        return BOOKS.iter().map(|book| embedded(book, console)).collect();
    }
    let files = books::files(paths, console.catalogue)?;
    files.iter().map(|path| file(path, console)).collect()
}

/// One book: a file, or an embedded book by the code of its call.
pub(super) fn one(path: &Path, console: &Console<'_>) -> anyhow::Result<LoadedBook> {
    if path.exists() {
        return file(path, console);
    }
    for book in BOOKS {
        let loaded = embedded(book, console)?;
        if path.to_str() == Some(&*loaded.book.call) {
            return Ok(loaded);
        }
    }
    bail!(output::about(path, "rules.no_such_book", console.catalogue));
}

fn embedded(book: &Embedded, console: &Console<'_>) -> anyhow::Result<LoadedBook> {
    Ok(LoadedBook {
        book: books::compile(book.path, book.text, console.catalogue, &console.style)?,
        companions: Companions::embedded(book),
    })
}

fn file(path: &Path, console: &Console<'_>) -> anyhow::Result<LoadedBook> {
    let (name, text) = books::text(path, console.catalogue)?;
    let book = books::compile(&name, &text, console.catalogue, &console.style)?;
    let beside = |name: &str| path.with_file_name(name);
    let read = |name: &str| books::read_text(&beside(name), console.catalogue).ok();
    let mut companions = Companions::beside(&book, read);
    if let Some((name, _)) = &mut companions.ids {
        *name = beside(name).to_string_lossy().into_owned();
    }
    Ok(LoadedBook { book, companions })
}

impl LoadedBook {
    /// The path of a source, as a report names it.
    pub(super) fn source_path(&self, source: usize) -> String {
        let path =
            Path::new(&*self.book.name).with_file_name(self.captured(source).unwrap_or_default());
        path.to_string_lossy().into_owned()
    }

    /// The words of a source, where they are at hand.
    pub(super) fn source_text(&self, source: usize) -> Option<&str> {
        self.companions.source(self.captured(source)?)
    }

    fn captured(&self, source: usize) -> Option<&str> {
        let captured = self.book.sources.get(source)?.captured.as_ref()?;
        Some(&captured.path)
    }
}
