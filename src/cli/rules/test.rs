//! `atbilst rules test`: the examples of each book, and with `--coverage` what they leave untouched.

use std::path::PathBuf;

use clap::Args;

use atbilst_books::coverage::coverage;
use atbilst_books::examples;

use super::super::Ending;
use super::{Console, of_each};

#[derive(Debug, Args)]
pub(super) struct TestArguments {
    #[arg(value_name = "BOOK")]
    books: Vec<PathBuf>,
    #[arg(long)]
    coverage: bool,
}

pub(super) fn run(arguments: &TestArguments, console: &Console<'_>) -> anyhow::Result<Ending> {
    of_each(&arguments.books, console, |loaded, out| {
        let book = &loaded.book;
        let mut mistakes = examples::mistakes(book, console.catalogue);
        let examples: usize = book.heads().map(|head| head.examples.len()).sum();
        let about = [
            ("path", (&*book.name).into()),
            ("count", examples.into()),
            ("rules", book.heads().count().into()),
            ("wrong", mistakes.len().into()),
        ];
        let mut said = vec![console.catalogue.say("rules.tested", &about)];
        if arguments.coverage {
            let coverage = coverage(book);
            let percent = coverage.percent();
            let about = [
                ("count", coverage.all.into()),
                ("touched", coverage.touched.into()),
                ("percent", percent.into()),
            ];
            said.push(console.catalogue.say("rules.covered", &about));
            mistakes.extend(coverage.untouched);
        }
        out.push_str(&console.mistakes(&book.name, &book.text, &mistakes));
        console.tell(out, &said.join(" "));
        Ok(mistakes.is_empty())
    })
}
