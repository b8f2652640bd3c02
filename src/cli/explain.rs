//! `atbilst explain`: a rule, a code or a field in plain words, from what is inside the program.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, bail};

use clap::Args;

use atbilst_books::explain::{self, Handbook, Topic};
use atbilst_core::language::Catalogue;
use atbilst_core::rulebook::RuleBook;
use atbilst_render::{Style, page};

use super::values::Color;
use super::{Ending, books, output};

/// So many pages are shown of what has one name.
const PAGES: usize = 3;

#[derive(Debug, Args)]
pub(super) struct ExplainArguments {
    #[arg(value_name = "NAME")]
    name: Option<String>,
    #[arg(long, value_name = "CALL")]
    call: Option<String>,
    #[arg(long, value_name = "PATH")]
    rules: Vec<PathBuf>,
    #[arg(long, conflicts_with = "name")]
    all: bool,
    #[arg(long)]
    markdown: bool,
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    color: Color,
}

pub(super) fn run(arguments: &ExplainArguments, catalogue: &Catalogue) -> anyhow::Result<Ending> {
    let style = output::style(arguments.color, false);
    let books = books::load(&arguments.rules, catalogue, &style)?;
    let books = match &arguments.call {
        Some(call) => books::only(books, call, catalogue)?,
        None => books,
    };
    let topics = match &arguments.name {
        Some(name) => named(&books, name, catalogue)?,
        None => explain::topics(&books),
    };
    // Of many things with such a name, and where none is named, their names.
    let listed = match arguments.name {
        Some(_) => topics.len() > PAGES,
        None => !arguments.all,
    };
    output::to_stdout(|out| {
        if listed {
            let index = explain::index(&topics, catalogue);
            return match arguments.markdown {
                true => page::markdown(&index, out),
                false => page::write(&index, &style, out),
            };
        }
        if arguments.markdown && arguments.all {
            return everything(&books, catalogue, out);
        }
        for (index, topic) in topics.iter().enumerate() {
            if index > 0 {
                writeln!(out, "\n{}\n", "─".repeat(style.width.min(40)))?;
            }
            one(topic, arguments.markdown, catalogue, &style, out)?;
        }
        Ok(())
    })
    .context(catalogue.say("cli.cannot_write", &[]))?;
    Ok(Ending::Clean)
}

fn named<'b>(
    books: &'b [RuleBook],
    name: &str,
    catalogue: &Catalogue,
) -> anyhow::Result<Vec<Topic<'b>>> {
    explain::find(books, name).or_else(|similar| {
        let unknown = catalogue.say("explain.unknown", &[("name", name.into())]);
        let file = std::path::Path::new(name);
        let book = || format!("atbilst explain --rules {}", output::argument(file));
        let similar = file.is_file().then(book).or(similar);
        let advice = match similar {
            Some(similar) => {
                catalogue.say("form.did_you_mean", &[("similar", similar.as_str().into())])
            }
            None => catalogue.say("explain.where", &[]),
        };
        bail!("{unknown} {advice}")
    })
}

fn one(
    topic: &Topic<'_>,
    markdown: bool,
    catalogue: &Catalogue,
    style: &Style,
    out: &mut dyn Write,
) -> std::io::Result<()> {
    let told = topic.page(catalogue);
    if markdown {
        page::markdown(&told, out)
    } else {
        page::write(&told, style, out)
    }
}

/// The documentation of the books in one text.
fn everything(
    books: &[RuleBook],
    catalogue: &Catalogue,
    out: &mut dyn Write,
) -> std::io::Result<()> {
    for book in books {
        out.write_all(page::handbook(&Handbook::of(book, catalogue)).as_bytes())?;
    }
    Ok(())
}
