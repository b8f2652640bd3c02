//! `atbilst rules list`: which books there are, and their rules.

use std::fmt::Write;
use std::path::PathBuf;

use clap::Args;

use super::super::Ending;
use super::Console;
use super::load::{self, Loaded};

#[derive(Debug, Args)]
pub(super) struct ListArguments {
    #[arg(value_name = "BOOK")]
    books: Vec<PathBuf>,
}

pub(super) fn run(arguments: &ListArguments, console: &Console<'_>) -> anyhow::Result<Ending> {
    let mut out = String::new();
    for loaded in load::all(&arguments.books, console)? {
        rules(&loaded, console, &mut out);
    }
    console.print(&out)?;
    Ok(Ending::Clean)
}

fn rules(loaded: &Loaded, console: &Console<'_>, out: &mut String) {
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
}
