//! `atbilst rules lint`: what can be said against a book without any application.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;

use atbilst_books::examples;
use atbilst_books::lint::{FileRef, LintFinding, lint};
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
        let mut findings = lint(&loaded.book, &loaded.companions, today);
        // Every other verb refuses a book whose examples come out otherwise, so it has something to mend.
        let wrong = examples::mistakes(&loaded.book, console.catalogue);
        findings.extend(wrong.into_iter().map(LintFinding::of_book));
        findings.sort_by_key(LintFinding::place);
        for part in findings.chunk_by(|a, b| a.file == b.file) {
            let Some((name, text)) = part.first().and_then(|first| file(loaded, first.file)) else {
                continue;
            };
            let mistakes: Vec<Mistake> = part.iter().map(|one| one.mistake.clone()).collect();
            out.push_str(&console.mistakes(&name, text, &mistakes));
        }
        if loaded.companions.ids.is_none() {
            let about = [("path", (&*loaded.book.name).into())];
            output::note(&console.catalogue.say("rules.no_ids", &about));
        }
        let about = [
            ("path", (&*loaded.book.name).into()),
            ("count", findings.len().into()),
        ];
        console.tell(out, &console.catalogue.say("rules.linted", &about));
        Ok(findings.is_empty())
    })
}

/// What a file is called, and its text.
fn file(loaded: &LoadedBook, file: FileRef) -> Option<(String, &str)> {
    match file {
        FileRef::Book => Some((loaded.book.name.to_string(), &loaded.book.text)),
        FileRef::Source(index) => Some((loaded.source_path(index), loaded.source_text(index)?)),
        FileRef::Ids => {
            let (name, text) = loaded.companions.ids.as_ref()?;
            Some((name.clone(), text))
        }
    }
}
