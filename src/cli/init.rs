//! `atbilst init`: a new application, by questions on a terminal, else as a form to fill in.

mod ask;
mod interview;

use std::fs::OpenOptions;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use serde_json::{Value, json};

use clap::Args;

use atbilst_books::template::{schema_name, template};
use atbilst_core::language::Catalogue;
use atbilst_core::rulebook::RuleBook;
use atbilst_render::Style;

use super::{Ending, books, output, schema};
use ask::{Asker, Stopped};

#[derive(Debug, Args)]
pub(super) struct InitArguments {
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    #[arg(long, value_name = "CALL")]
    call: Option<String>,
    #[arg(long, value_name = "PATH")]
    rules: Vec<PathBuf>,
    #[arg(long)]
    yes: bool,
}

pub(super) fn run(arguments: &InitArguments, catalogue: &Catalogue) -> anyhow::Result<Ending> {
    let loaded = books::load(&arguments.rules, catalogue, &Style::default())?;
    let book = books::one(loaded, arguments.call.as_deref(), catalogue)?;
    let to_stdout = arguments
        .file
        .as_ref()
        .is_some_and(|file| file.as_os_str() == "-");
    if let Some(file) = arguments.file.as_ref().filter(|_| !to_stdout) {
        refuse_existing(file, catalogue)?;
    }
    let terminal = io::stdin().is_terminal() && io::stdout().is_terminal();
    if arguments.yes || to_stdout || !terminal {
        let answers = json!({ "call": &*book.call });
        return match arguments.file.as_ref().filter(|_| !to_stdout) {
            Some(file) => save(file, &book, catalogue, &answers, &arguments.rules),
            None => show(&book, catalogue, &answers, &arguments.rules),
        };
    }
    match asked(arguments.file.as_ref(), &book, catalogue) {
        Ok((file, answers)) => save(&file, &book, catalogue, &answers, &arguments.rules),
        Err(Stopped::Interrupted) => {
            output::note(&catalogue.say("ask.stopped", &[]));
            Ok(Ending::Interrupted)
        }
        Err(Stopped::Failed(error)) => Err(error.into()),
    }
}

/// The answers, and the file they are for.
fn asked(
    file: Option<&PathBuf>,
    book: &RuleBook,
    catalogue: &Catalogue,
) -> Result<(PathBuf, Value), Stopped> {
    let asker = Asker::new(catalogue);
    let title = book.title.get(catalogue.language());
    asker.tell(&catalogue.say("ask.welcome", &[("title", title.into())]))?;
    asker.tell(&catalogue.say("ask.how", &[]))?;
    let file = match file {
        Some(file) => file.clone(),
        None => loop {
            let file = PathBuf::from(asker.file()?);
            match refuse_existing(&file, catalogue) {
                Ok(()) => break file,
                Err(error) => asker.tell(&error.to_string())?,
            }
        },
    };
    Ok((file, interview::hold(&asker, book, catalogue)?))
}

fn refuse_existing(file: &Path, catalogue: &Catalogue) -> anyhow::Result<()> {
    if file.symlink_metadata().is_ok() {
        bail!(output::about(file, "people.file_exists", catalogue));
    }
    Ok(())
}

/// The file as the command that checks it names it, with the rule books that were given.
fn checked(file: &str, rules: &[PathBuf]) -> String {
    let rules = rules
        .iter()
        .map(|path| format!(" --rules {}", path.display()));
    std::iter::once(file.to_owned()).chain(rules).collect()
}

fn show(
    book: &RuleBook,
    catalogue: &Catalogue,
    answers: &Value,
    rules: &[PathBuf],
) -> anyhow::Result<Ending> {
    let file = catalogue.say("ask.file_default", &[]);
    let file = checked(&file, rules);
    let text = template(book, catalogue, answers, &file, &schema_name(book));
    output::print(text.as_bytes(), catalogue)?;
    Ok(Ending::Clean)
}

/// Writes the file, and its schema beside it where there is none yet.
fn save(
    file: &Path,
    book: &RuleBook,
    catalogue: &Catalogue,
    answers: &Value,
    rules: &[PathBuf],
) -> anyhow::Result<Ending> {
    let name = schema_name(book);
    let checked = checked(&file.to_string_lossy(), rules);
    let text = template(book, catalogue, answers, &checked, &name);
    create(file, &text, catalogue)?;
    let say = |key: &str, path: &Path| output::note(&output::about(path, key, catalogue));
    say("ask.written", file);
    let beside = file.with_file_name(&name);
    if beside.symlink_metadata().is_err() {
        create(&beside, &schema::text(book, catalogue)?, catalogue)?;
        say("ask.schema_written", &beside);
    }
    let next = [("path", checked.as_str().into())];
    output::note(&catalogue.say("ask.next", &next));
    Ok(Ending::Clean)
}

/// A new file; one that is there stays as it is.
fn create(path: &Path, text: &str, catalogue: &Catalogue) -> anyhow::Result<()> {
    let refuse = |key| output::about(path, key, catalogue);
    let file = OpenOptions::new().write(true).create_new(true).open(path);
    let mut file = match file {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            bail!(refuse("people.file_exists"))
        }
        other => other.with_context(|| refuse("people.cannot_create"))?,
    };
    file.write_all(text.as_bytes())
        .with_context(|| refuse("people.cannot_create"))
}
