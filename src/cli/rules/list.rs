//! `atbilst rules list`: which books there are, and their rules.

use std::fmt::Write;

use atbilst_render::escape::shown_lines;

use super::super::Ending;
use super::load::{BooksArguments, LoadedBook};
use super::{Console, of_each};

pub(super) fn run(arguments: &BooksArguments, console: &Console<'_>) -> anyhow::Result<Ending> {
    of_each(&arguments.books, console, |loaded, out| {
        out.push_str(&shown_lines(&rules(loaded, console)));
        Ok(true)
    })
}

fn rules(loaded: &LoadedBook, console: &Console<'_>) -> String {
    let mut out = String::new();
    let (book, catalogue) = (&loaded.book, console.catalogue);
    let language = catalogue.language();
    let about = [
        ("call", (&*book.call).into()),
        ("version", book.version.as_str().into()),
        ("verified", book.verified_on.into()),
    ];
    // Writing to a text cannot fail.
    let _ = writeln!(out, "{}", book.title.get(language));
    let _ = writeln!(out, "{}\n", catalogue.say("summary.book", &about));
    let width = book.heads().map(|head| head.id.len()).max().unwrap_or(0);
    for head in book.heads() {
        let level = catalogue.say(&format!("level.{}", head.level.name()), &[]);
        let title = head.title.get(language);
        let _ = writeln!(out, "  {:width$}  {title} ({level})", head.id);
    }
    let _ = writeln!(out);
    out
}
