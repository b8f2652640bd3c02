//! `atbilst rules coverage`: each sentence of the law, and what of the book carries it.

use std::fmt::Write;

use atbilst_books::examples;
use atbilst_books::law_coverage::{Sentence, of_source};
use atbilst_render::escape::shown_lines;
use atbilst_render::hanging;

use super::super::Ending;
use super::load::{BooksArguments, LoadedBook};
use super::{Console, of_each};

pub(super) fn run(arguments: &BooksArguments, console: &Console<'_>) -> anyhow::Result<Ending> {
    of_each(&arguments.books, console, |loaded, out| {
        let book = &loaded.book;
        // A rule whose examples come out otherwise carries no sentence of the law, whatever it quotes.
        let wrong = examples::mistakes(book, console.catalogue);
        out.push_str(&console.mistakes(&book.name, &book.text, &wrong));
        out.push_str(&sentences(loaded, console));
        Ok(wrong.is_empty())
    })
}

fn sentences(loaded: &LoadedBook, console: &Console<'_>) -> String {
    let mut out = String::new();
    let catalogue = console.catalogue;
    let set = |head: &str, text: &str| hanging(head, &shown_lines(text), console.style.width);
    for (index, source) in loaded.book.sources.iter().enumerate() {
        let title = source.title.get(catalogue.language());
        let Some(text) = loaded.source_text(index) else {
            let about = [
                ("source", source.id.as_str().into()),
                ("title", title.into()),
            ];
            // Writing to a text cannot fail.
            let told = catalogue.say("rules.law.no_words", &about);
            let _ = writeln!(out, "{}\n", set("", &told));
            continue;
        };
        let sentences = of_source(&loaded.book, index, text);
        let missing = sentences.iter().filter(|one| one.missing.is_some()).count();
        let source = format!("{}: {title}", loaded.source_path(index));
        let _ = writeln!(out, "{}\n", set("", &source));
        for sentence in &sentences {
            let line = format!("{:>5}  ", sentence.line);
            let _ = writeln!(out, "{}", set(&line, &sentence.text));
            let carried = carried(sentence, text, console);
            let _ = writeln!(out, "{}", set("       → ", &carried));
        }
        let about = [
            ("count", sentences.len().into()),
            ("missing", missing.into()),
        ];
        let told = catalogue.say("rules.law.summary", &about);
        let _ = writeln!(out, "\n{}\n", set("", &told));
    }
    out
}

fn carried(sentence: &Sentence, text: &str, console: &Console<'_>) -> String {
    let say = |key| console.catalogue.say(key, &[]);
    let mut parts: Vec<String> = sentence.carriers.clone();
    if sentence.no_obligation {
        parts.push(say("rules.law.no_obligation"));
    }
    if let Some(span) = sentence.missing {
        let about = [("found", span.of(text).into())];
        parts.push(console.catalogue.say("rules.law.missing", &about));
    }
    parts.join(", ")
}
