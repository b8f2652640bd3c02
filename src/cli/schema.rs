//! `atbilst schema`: the JSON Schema of a form, for editors.

use anyhow::Context;

use atbilst_core::language::Catalogue;
use atbilst_core::rulebook::RuleBook;
use atbilst_render::Style;

use super::Ending;
use super::arguments::SchemaArguments;
use super::{books, output};

pub(super) fn run(arguments: &SchemaArguments, catalogue: &Catalogue) -> anyhow::Result<Ending> {
    let books = books::load(&arguments.rules, catalogue, &Style::default())?;
    let book = books::one(books, arguments.call.as_deref(), catalogue)?;
    let text = text(&book, catalogue)?;
    output::to_stdout(|out| out.write_all(text.as_bytes()))
        .context(catalogue.say("cli.cannot_write", &[]))?;
    Ok(Ending::Clean)
}

/// The schema of a book's form as a file holds it.
pub(super) fn text(book: &RuleBook, catalogue: &Catalogue) -> anyhow::Result<String> {
    let schema = atbilst_books::schema::schema(book, catalogue.language());
    Ok(format!("{}\n", serde_json::to_string_pretty(&schema)?))
}
