//! `atbilst page`: the form of a call as one HTML file, which checks in the browser.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;

use atbilst_books::template::schema_name;
use atbilst_core::language::Catalogue;
use atbilst_core::rulebook::RuleBook;
use atbilst_core::rulebook::embedded::BOOKS;
use atbilst_core::tool::Tool;
use atbilst_page::html::is_page;
use atbilst_render::Style;

use super::{Ending, books, files, output, targets};
use crate::THIS;

#[derive(Debug, Args)]
pub(super) struct PageArguments {
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    #[arg(long, value_name = "CALL")]
    call: Option<String>,
    #[arg(long, value_name = "PATH")]
    rules: Vec<PathBuf>,
}

pub(super) fn run(arguments: &PageArguments, catalogue: &Catalogue) -> anyhow::Result<Ending> {
    let loaded = books::load(&arguments.rules, catalogue, &Style::default())?;
    let books = match &arguments.call {
        Some(call) => books::only(loaded, call, catalogue)?,
        None => loaded,
    };
    // It opens on what was named.
    let is_named = |book: &&RuleBook| !BOOKS.iter().any(|embedded| embedded.path == &*book.name);
    let first = books.iter().find(is_named).or(books.first());
    let first = first.map_or("", |book| &*book.call);
    let page = atbilst_page::html::page(&books, first, catalogue, THIS)?;
    let file = match (&arguments.file, books.as_slice()) {
        (Some(file), _) if file.as_os_str() == "-" => {
            output::print(page.as_bytes(), catalogue)?;
            return Ok(Ending::Clean);
        }
        (Some(file), _) => file.clone(),
        (None, [book]) => schema_name(book).replace(".schema.json", ".html").into(),
        (None, _) => format!("{}.html", Tool::NAME).into(),
    };
    if is_other(&file) {
        bail!(output::about(&file, "people.file_exists", catalogue));
    }
    targets::save(&file, &mut |out| out.write_all(page.as_bytes()))
        .with_context(|| output::about(&file, "target.cannot_write", catalogue))?;
    output::note(&output::about(&file, "applicant.written_to", catalogue));
    Ok(Ending::Clean)
}

/// Whether an ordinary file is there already that is no page of this command.
fn is_other(file: &Path) -> bool {
    let is_page = || files::beginning(file).is_ok_and(|beginning| is_page(&beginning));
    file.is_file() && !is_page()
}
