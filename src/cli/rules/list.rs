//! `atbilst rules list`: which books there are, and their rules.

use std::fmt::Write;

use atbilst_render::escape::shown_lines;
use atbilst_render::hanging;

use super::super::Ending;
use super::load::{BooksArguments, LoadedBook};
use super::{Console, of_each};

/// So many columns at least stand beside the ids, where words stand there.
const BESIDE: usize = 44;

pub(super) fn run(arguments: &BooksArguments, console: &Console<'_>) -> anyhow::Result<Ending> {
    of_each(&arguments.books, console, |loaded, out| {
        out.push_str(&rules(loaded, console));
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
    let columns = console.style.width;
    let set = |head: &str, text: &str| hanging(head, &shown_lines(text), columns);
    // Writing to a text cannot fail.
    let _ = writeln!(out, "{}", set("", book.title.get(language)));
    let _ = writeln!(out, "{}\n", set("", &catalogue.say("summary.book", &about)));
    let width = book.heads().map(|head| head.id.len()).max().unwrap_or(0);
    for head in book.heads() {
        let level = catalogue.word("level", head.level.name());
        let title = head.title.get(language);
        let said = format!("{title} ({level})");
        let _ = match columns >= width.saturating_add(BESIDE) {
            true => writeln!(out, "{}", set(&format!("  {:width$}  ", head.id), &said)),
            // The words have no room beside the ids.
            false => writeln!(out, "  {}\n{}", head.id, set("    ", &said)),
        };
    }
    let _ = writeln!(out);
    out
}
