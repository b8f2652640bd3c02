//! `atbilst rules mutate`: changes a book in one place at a time and names what no example notices.

use anyhow::bail;

use atbilst_books::examples;
use atbilst_books::mutate::mutate;

use super::super::{Ending, output};
use super::load::BooksArguments;
use super::{Console, of_each};

pub(super) fn run(arguments: &BooksArguments, console: &Console<'_>) -> anyhow::Result<Ending> {
    of_each(&arguments.books, console, |loaded, out| {
        let book = &loaded.book;
        // Where an example is wrong already, any change would seem noticed.
        let wrong = examples::mistakes(book, console.catalogue);
        if !wrong.is_empty() {
            output::print_error(&console.mistakes(&book.name, &book.text, &wrong));
            let about = [("path", (&*book.name).into())];
            bail!(console.catalogue.say("rules.test_first", &about));
        }
        let mutation = mutate(book);
        let survivors = mutation.survivors;
        out.push_str(&console.mistakes(&book.name, &book.text, &survivors));
        let about = [
            ("path", (&*book.name).into()),
            ("count", mutation.tried.into()),
            ("survivors", survivors.len().into()),
        ];
        console.tell(out, &console.catalogue.say("rules.mutated", &about));
        Ok(survivors.is_empty())
    })
}
