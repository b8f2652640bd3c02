//! The rule books of a run: those inside the program, and those that `--rules` names.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use atbilst_books::{captured, examples};
use atbilst_core::language::Catalogue;
use atbilst_core::rulebook::embedded::{self, BOOKS};
use atbilst_core::rulebook::{Mistake, RuleBook};
use atbilst_render as render;
use atbilst_render::Style;

use super::{files, output};

/// No book is larger, in bytes, nor what stands beside one.
const LIMIT: usize = 16 << 20;

/// Loads every book. A book that is named takes the place of the embedded one of the same call.
pub(super) fn load(
    paths: &[PathBuf],
    catalogue: &Catalogue,
    style: &Style,
) -> anyhow::Result<Vec<RuleBook>> {
    let mut named: Vec<RuleBook> = Vec::new();
    for path in files(paths, catalogue)? {
        let (name, text) = text(&path, catalogue)?;
        let book = read(&name, &text, catalogue, style)?;
        if let Some(first) = named.iter().find(|other| other.call == book.call) {
            let about = [
                ("call", (&*book.call).into()),
                ("first", (&*first.name).into()),
                ("second", name.as_str().into()),
            ];
            bail!(catalogue.say("book.same_call", &about));
        }
        named.push(book);
    }
    let mut books = Vec::new();
    for book in BOOKS {
        // Its examples are tried by the tests of the program, not at every start.
        let book = compile(book.path, book.text, catalogue, style)?;
        match named.iter_mut().find(|other| other.call == book.call) {
            Some(other) => other.replaces = other.text != book.text,
            None => books.push(book),
        }
    }
    books.append(&mut named);
    Ok(books)
}

/// The one book of a call that was asked for.
pub(super) fn only(
    books: Vec<RuleBook>,
    call: &str,
    catalogue: &Catalogue,
) -> anyhow::Result<Vec<RuleBook>> {
    let known: Vec<String> = books.iter().map(|book| book.call.to_string()).collect();
    let book = books.into_iter().find(|book| &*book.call == call);
    let Some(book) = book else {
        bail!(
            "{} {}",
            catalogue.say("people.no_book", &[("call", call.into())]),
            catalogue.say(
                "form.unknown-call.known",
                &[("calls", known.join(", ").into())]
            )
        );
    };
    Ok(vec![book])
}

/// The book of the call that is asked for; without one asked for, the only one there is.
pub(super) fn one(
    books: Vec<RuleBook>,
    call: Option<&str>,
    catalogue: &Catalogue,
) -> anyhow::Result<RuleBook> {
    let mut books = match call {
        Some(call) => only(books, call, catalogue)?,
        None => books,
    };
    let known: Vec<String> = books.iter().map(|book| book.call.to_string()).collect();
    match (books.pop(), books.is_empty()) {
        (Some(book), true) => Ok(book),
        _ => bail!(catalogue.say("people.which_call", &[("calls", known.join(", ").into())])),
    }
}

/// What a book is called, and its text.
pub(super) fn text(path: &Path, catalogue: &Catalogue) -> anyhow::Result<(String, String)> {
    let name = path.to_string_lossy().into_owned();
    let text = read_text(path, catalogue)
        .with_context(|| output::about(path, "cli.unreadable_book", catalogue))?;
    Ok((name, text))
}

/// The text of a book, or of what stands beside one.
pub(super) fn read_text(path: &Path, catalogue: &Catalogue) -> anyhow::Result<String> {
    let bytes = files::whole(path, LIMIT, catalogue)?;
    String::from_utf8(bytes).map_err(|_| anyhow::anyhow!(catalogue.say("reason.not_utf8", &[])))
}

/// Reads one book, holds it against the words of the law beside it, and tries its examples.
fn read(name: &str, text: &str, catalogue: &Catalogue, style: &Style) -> anyhow::Result<RuleBook> {
    let mut book = compile(name, text, catalogue, style)?;
    let beside = |words: &str| read_text(&Path::new(name).with_file_name(words), catalogue).ok();
    let mut mistakes = captured::compare(&mut book, beside);
    mistakes.append(&mut examples::mistakes(&book, catalogue));
    if mistakes.is_empty() {
        Ok(book)
    } else {
        Err(refuse(name, text, &mistakes, catalogue, style))
    }
}

/// Reads one book; its mistakes are shown.
pub(super) fn compile(
    name: &str,
    text: &str,
    catalogue: &Catalogue,
    style: &Style,
) -> anyhow::Result<RuleBook> {
    embedded::read(name, text).map_err(|mistakes| refuse(name, text, &mistakes, catalogue, style))
}

fn refuse(
    name: &str,
    text: &str,
    mistakes: &[Mistake],
    catalogue: &Catalogue,
    style: &Style,
) -> anyhow::Error {
    output::print_error(&render::mistakes(name, text, mistakes, catalogue, style));
    let about = [("path", name.into()), ("count", mistakes.len().into())];
    anyhow::anyhow!(catalogue.say("cli.broken_book", &about))
}

/// The files that are named, and those of the folders that are named, in order.
pub(super) fn files(paths: &[PathBuf], catalogue: &Catalogue) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let entries = std::fs::read_dir(path)
            .with_context(|| output::about(path, "cli.unreadable_book", catalogue))?;
        let mut found: Vec<PathBuf> = entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| is_book(path))
            .collect();
        if found.is_empty() {
            bail!(output::about(path, "cli.no_books", catalogue));
        }
        found.sort();
        files.append(&mut found);
    }
    Ok(files)
}

fn is_book(path: &Path) -> bool {
    path.is_file()
        && path
            .extension()
            .is_some_and(|ending| ending == "yaml" || ending == "yml")
}
