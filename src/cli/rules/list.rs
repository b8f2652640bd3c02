//! `atbilst rules list`: which books there are, their rules, and what carries each sentence of the law.

use std::fmt::Write;

use atbilst_books::bench::law_coverage::{Sentence, of_source};

use super::super::Ending;
use super::super::arguments::ListArguments;
use super::Bench;
use super::load::{self, Loaded};

pub(super) fn run(arguments: &ListArguments, bench: &Bench<'_>) -> anyhow::Result<Ending> {
    let mut out = String::new();
    for loaded in load::all(&arguments.books, bench)? {
        if arguments.coverage_of_law {
            coverage(&loaded, bench, &mut out);
        } else {
            rules(&loaded, bench, &mut out);
        }
    }
    bench.print(&out)?;
    Ok(Ending::Clean)
}

fn rules(loaded: &Loaded, bench: &Bench<'_>, out: &mut String) {
    let (book, catalogue) = (&loaded.book, bench.catalogue);
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

fn coverage(loaded: &Loaded, bench: &Bench<'_>, out: &mut String) {
    let catalogue = bench.catalogue;
    for (index, source) in loaded.book.sources.iter().enumerate() {
        let title = source.title.get(catalogue.language());
        let Some(text) = loaded.source_text(index) else {
            let about = [
                ("source", source.id.as_str().into()),
                ("title", title.into()),
            ];
            let _ = writeln!(out, "{}\n", catalogue.say("bench.law.no_words", &about));
            continue;
        };
        let sentences = of_source(&loaded.book, index, text);
        let missing = sentences.iter().filter(|one| one.missing.is_some()).count();
        let _ = writeln!(out, "{}: {title}\n", loaded.source_path(index));
        for sentence in &sentences {
            let _ = writeln!(out, "{:>5}  {}", sentence.line, sentence.text);
            let _ = writeln!(out, "       → {}", carried(sentence, text, bench));
        }
        let about = [
            ("count", sentences.len().into()),
            ("missing", missing.into()),
        ];
        let _ = writeln!(out, "\n{}\n", catalogue.say("bench.law.summary", &about));
    }
}

fn carried(sentence: &Sentence, text: &str, bench: &Bench<'_>) -> String {
    let say = |key| bench.catalogue.say(key, &[]);
    let mut parts: Vec<String> = sentence.carriers.clone();
    if sentence.no_obligation {
        parts.push(say("bench.law.no_obligation"));
    }
    if let Some(span) = sentence.missing {
        let about = [("found", span.of(text).into())];
        parts.push(bench.catalogue.say("bench.law.missing", &about));
    }
    parts.join(", ")
}
