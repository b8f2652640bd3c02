//! `atbilst rules lint`: what can be said against a book without any application.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;

use atbilst_books::bench::Sheet;
use atbilst_books::bench::lint::lint;
use atbilst_core::rulebook::Mistake;

use super::super::today::today;
use super::super::{Ending, output, values};
use super::load::LoadedBook;
use super::{Console, of_each};

#[derive(Debug, Args)]
pub(super) struct LintArguments {
    #[arg(value_name = "BOOK")]
    books: Vec<PathBuf>,
    #[arg(long, value_name = "DATE", value_parser = values::day)]
    today: Option<NaiveDate>,
}

pub(super) fn run(arguments: &LintArguments, console: &Console<'_>) -> anyhow::Result<Ending> {
    let today = today(arguments.today, console.catalogue)?;
    of_each(&arguments.books, console, |loaded, out| {
        let remarks = lint(&loaded.book, &loaded.beside, today);
        for part in remarks.chunk_by(|a, b| a.sheet == b.sheet) {
            let Some((name, text)) = part.first().and_then(|first| sheet(loaded, first.sheet))
            else {
                continue;
            };
            let mistakes: Vec<Mistake> = part.iter().map(|one| one.mistake.clone()).collect();
            out.push_str(&console.mistakes(&name, text, &mistakes));
        }
        if loaded.beside.ids.is_none() {
            let about = [("path", (&*loaded.book.name).into())];
            output::note(&console.catalogue.say("bench.no_ids", &about));
        }
        let about = [
            ("path", (&*loaded.book.name).into()),
            ("count", remarks.len().into()),
        ];
        out.push_str(&console.catalogue.say("bench.linted", &about));
        out.push('\n');
        Ok(remarks.is_empty())
    })
}

/// What a file is called, and its text.
fn sheet(loaded: &LoadedBook, sheet: Sheet) -> Option<(String, &str)> {
    match sheet {
        Sheet::Book => Some((loaded.book.name.to_string(), &loaded.book.text)),
        Sheet::Source(index) => Some((loaded.source_path(index), loaded.source_text(index)?)),
        Sheet::Ids => {
            let (name, text) = loaded.beside.ids.as_ref()?;
            Some((name.clone(), text))
        }
    }
}
