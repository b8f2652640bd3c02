//! `atbilst rules mutate`: changes a book in one place at a time and names what no example notices.

use std::path::PathBuf;

use anyhow::bail;

use clap::Args;

use atbilst_books::bench::mutate::mutate;
use atbilst_books::trial;

use super::super::{Ending, output};
use super::load;
use super::{Console, ending};

#[derive(Debug, Args)]
pub(super) struct MutateArguments {
    #[arg(value_name = "BOOK")]
    books: Vec<PathBuf>,
}

pub(super) fn run(arguments: &MutateArguments, console: &Console<'_>) -> anyhow::Result<Ending> {
    let mut out = String::new();
    let mut clean = true;
    for loaded in load::all(&arguments.books, console)? {
        let book = &loaded.book;
        // Where an example is wrong already, any change would seem noticed.
        let wrong = trial::mistakes(book);
        if !wrong.is_empty() {
            output::print_error(&console.mistakes(&book.name, &book.text, &wrong));
            let about = [("path", (&*book.name).into())];
            bail!(console.catalogue.say("bench.test_first", &about));
        }
        let mutation = mutate(book);
        let survivors = mutation.survivors;
        if !survivors.is_empty() {
            out.push_str(&console.mistakes(&book.name, &book.text, &survivors));
        }
        let about = [
            ("path", (&*book.name).into()),
            ("count", mutation.tried.into()),
            ("survivors", survivors.len().into()),
        ];
        out.push_str(&console.catalogue.say("bench.mutated", &about));
        out.push('\n');
        clean &= survivors.is_empty();
    }
    console.print(&out)?;
    Ok(ending(clean))
}
