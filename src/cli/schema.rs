//! `atbilst schema`: the JSON Schema of a form, for editors.

use std::path::PathBuf;

use clap::Args;

use atbilst_core::language::Catalogue;
use atbilst_core::rulebook::RuleBook;
use atbilst_render::Style;

use super::{Ending, books, output};

#[derive(Debug, Args)]
pub(super) struct SchemaArguments {
    #[arg(long, value_name = "CALL")]
    call: Option<String>,
    #[arg(long, value_name = "PATH")]
    rules: Vec<PathBuf>,
}

pub(super) fn run(arguments: &SchemaArguments, catalogue: &Catalogue) -> anyhow::Result<Ending> {
    let books = books::load(&arguments.rules, catalogue, &Style::default())?;
    let book = books::one(books, arguments.call.as_deref(), catalogue)?;
    output::print(text(&book, catalogue)?.as_bytes(), catalogue)?;
    Ok(Ending::Clean)
}

/// The schema of a book's form as a file holds it.
pub(super) fn text(book: &RuleBook, catalogue: &Catalogue) -> anyhow::Result<String> {
    let schema = atbilst_books::schema::schema(book, catalogue.language());
    Ok(format!("{}\n", serde_json::to_string_pretty(&schema)?))
}
