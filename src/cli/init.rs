//! `atbilst init`: a new application, by questions on a terminal, else as a form to fill in.

mod ask;
mod interview;

use std::fs::OpenOptions;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use chrono::NaiveDate;
use serde_json::{Value, json};

use clap::Args;

use atbilst_books::template::{schema_name, template};
use atbilst_core::check::{Checker, Scratch, Settings};
use atbilst_core::data;
use atbilst_core::language::Catalogue;
use atbilst_core::own_rules::{DUPLICATE_KEY, UNKNOWN_FIELD, YAML_SYNTAX};
use atbilst_core::rulebook::RuleBook;
use atbilst_render::Style;

use super::{Ending, books, files, interrupt, output, schema, targets};
use ask::{Asker, Stopped, Typed};

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
    #[arg(long = "continue", value_name = "FILE", conflicts_with_all = ["file", "yes"])]
    resume: Option<PathBuf>,
}

pub(super) fn run(arguments: &InitArguments, catalogue: &Catalogue) -> anyhow::Result<Ending> {
    let loaded = books::load(&arguments.rules, catalogue, &Style::default())?;
    if let Some(file) = &arguments.resume {
        return resumed(file, &loaded, &arguments.rules, catalogue);
    }
    let book = books::one(loaded, arguments.call.as_deref(), catalogue)?;
    let file = arguments.file.as_deref();
    let to_stdout = file.is_some_and(|file| file.as_os_str() == "-");
    let terminal = io::stdin().is_terminal() && io::stdout().is_terminal();
    let answers = json!({ "call": &*book.call });
    if to_stdout || (file.is_none() && !arguments.yes && !terminal) {
        let file = catalogue.say("ask.file_default", &[]);
        let file = checked(Path::new(&file), &arguments.rules);
        let text = template(&book, catalogue, &answers, &file, &schema_name(&book));
        output::print(text.as_bytes(), catalogue)?;
        return Ok(Ending::Clean);
    }
    let named = file.map(|file| with_ending(file, catalogue)).transpose()?;
    if arguments.yes || !terminal {
        let usual = || PathBuf::from(catalogue.say("ask.file_default", &[]));
        let file = named.unwrap_or_else(usual);
        begin(&file, &book, catalogue, &answers, &arguments.rules)?;
        return Ok(end(&file, &arguments.rules, catalogue));
    }
    let asker = Asker { catalogue };
    let title = book.title.get(catalogue.language());
    asker.tell(&catalogue.say("ask.welcome", &[("title", title.into())]))?;
    asker.tell(&catalogue.say("ask.how", &[]))?;
    // The file is there before the first question, so that no answer can be lost.
    let file = match named {
        Some(file) => {
            begin(&file, &book, catalogue, &answers, &arguments.rules)?;
            file
        }
        None => match asked(&asker, &book, &answers, &arguments.rules)? {
            Some(file) => file,
            None => return Ok(Ending::Interrupted),
        },
    };
    held(&asker, &file, &book, answers, &arguments.rules)
}

/// A file as a command names it, with the rule books that were given.
fn checked(file: &Path, rules: &[PathBuf]) -> String {
    let rules = rules
        .iter()
        .map(|path| format!(" --rules {}", output::argument(path)));
    std::iter::once(output::argument(file))
        .chain(rules)
        .collect()
}

/// The file that a person names, made at once; `None` where nothing more is typed.
fn asked(
    asker: &Asker<'_>,
    book: &RuleBook,
    answers: &Value,
    rules: &[PathBuf],
) -> anyhow::Result<Option<PathBuf>> {
    let catalogue = asker.catalogue;
    let usual = catalogue.say("ask.file_default", &[]);
    let question = catalogue.say("ask.file", &[("usual", usual.as_str().into())]);
    loop {
        let file = match asker.line(&question) {
            Ok(Typed::Text(name)) => with_ending(Path::new(&name), catalogue),
            Ok(_) => Ok(PathBuf::from(&usual)),
            Err(Stopped::End) => return Ok(None),
            Err(Stopped::Failed(error)) => return Err(error.into()),
        };
        let begun = file.and_then(|file| {
            begin(&file, book, catalogue, answers, rules)?;
            Ok(file)
        });
        match begun {
            Ok(file) => return Ok(Some(file)),
            Err(error) => asker.tell(&sentence(&output::told(catalogue, &error)))?,
        }
    }
}

/// What went wrong, as a sentence of a conversation.
fn sentence(told: &str) -> String {
    let mut letters = told.chars();
    let first = letters.next().map(char::to_uppercase);
    first
        .into_iter()
        .flatten()
        .chain(letters)
        .chain(['.'])
        .collect()
}

/// Asks what is missing in a file that was begun.
fn resumed(
    file: &Path,
    books: &[RuleBook],
    rules: &[PathBuf],
    catalogue: &Catalogue,
) -> anyhow::Result<Ending> {
    let text = std::fs::read_to_string(file)
        .with_context(|| output::about(file, "people.cannot_continue", catalogue))?;
    let checker = Checker::new(books, catalogue, Settings::on(NaiveDate::default()));
    let path = file.to_string_lossy().into_owned().into();
    let checked = checker.check(&mut Scratch::default(), &path, text.as_bytes());
    let lost = [YAML_SYNTAX, DUPLICATE_KEY, UNKNOWN_FIELD];
    let mut findings = checked.application.findings.iter();
    let is_lost = findings.any(|finding| lost.contains(&&*finding.rule));
    let book = checked.application.book.and_then(|book| books.get(book));
    let (Some(book), Some(answers), false) = (book, data::of_yaml(&text), is_lost) else {
        bail!(output::about(file, "people.continue_broken", catalogue));
    };
    // What is written beside the fields is not written again.
    let copy = kept(file, &text, catalogue)?;
    let asker = Asker { catalogue };
    asker.tell(&output::about(&copy, "ask.copy", catalogue))?;
    asker.tell(&catalogue.say("ask.how", &[]))?;
    held(&asker, file, book, answers, rules)
}

/// A copy of a text beside its file, where none is there yet: of each text one.
fn kept(file: &Path, text: &str, catalogue: &Catalogue) -> anyhow::Result<PathBuf> {
    let mut copies = files::copies(file);
    let free = copies.find(|copy| {
        let is_there = copy.symlink_metadata().is_ok();
        !is_there || std::fs::read_to_string(copy).is_ok_and(|there| there == text)
    });
    let copy = free.unwrap_or_else(|| file.with_extension("bak"));
    if copy.symlink_metadata().is_err() {
        create(&copy, text, catalogue)?;
    }
    Ok(copy)
}

/// The conversation, every answer of which is kept at once.
fn held(
    asker: &Asker<'_>,
    file: &Path,
    book: &RuleBook,
    answers: Value,
    rules: &[PathBuf],
) -> anyhow::Result<Ending> {
    let catalogue = asker.catalogue;
    let name = schema_name(book);
    let shown = checked(file, rules);
    interrupt::farewell(told(file, "ask.stopped", rules, catalogue));
    let keep = |answers: &Value| {
        let text = template(book, catalogue, answers, &shown, &name);
        targets::save(file, &mut |out| out.write_all(text.as_bytes()))
    };
    match interview::hold(asker, book, answers, &keep) {
        Ok(()) => Ok(end(file, rules, catalogue)),
        Err(Stopped::End) => {
            output::note(&told(file, "ask.stopped", rules, catalogue));
            Ok(Ending::Interrupted)
        }
        Err(Stopped::Failed(error)) => Err(error.into()),
    }
}

/// Endings of files that are no text, or that Notepad gives.
const OTHER: [&str; 8] = ["doc", "docx", "odt", "pdf", "rtf", "txt", "xls", "xlsx"];

/// A file gets the ending of an application, where it has none; of another program's file none is made.
fn with_ending(file: &Path, catalogue: &Catalogue) -> anyhow::Result<PathBuf> {
    let ending = file
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        Some("yaml" | "yml") => Ok(file.to_owned()),
        Some(ending) if OTHER.contains(&ending) => {
            bail!(output::about(file, "people.no_text_file", catalogue))
        }
        _ => {
            let mut name = file.as_os_str().to_owned();
            name.push(".yaml");
            Ok(name.into())
        }
    }
}

/// Makes the file, and its schema beside it where there is none yet.
fn begin(
    file: &Path,
    book: &RuleBook,
    catalogue: &Catalogue,
    answers: &Value,
    rules: &[PathBuf],
) -> anyhow::Result<()> {
    let name = schema_name(book);
    let text = template(book, catalogue, answers, &checked(file, rules), &name);
    create(file, &text, catalogue)?;
    let beside = file.with_file_name(&name);
    if beside.symlink_metadata().is_err() {
        create(&beside, &schema::text(book, catalogue)?, catalogue)?;
        output::note(&output::about(&beside, "ask.schema_written", catalogue));
    }
    Ok(())
}

fn end(file: &Path, rules: &[PathBuf], catalogue: &Catalogue) -> Ending {
    for key in ["ask.written", "ask.next"] {
        output::note(&told(file, key, rules, catalogue));
    }
    Ending::Clean
}

/// A sentence about the file, and the command that goes on with it.
fn told(file: &Path, key: &str, rules: &[PathBuf], catalogue: &Catalogue) -> String {
    let path = file.to_string_lossy();
    let about = [
        ("path", (&*path).into()),
        ("argument", checked(file, rules).into()),
    ];
    catalogue.say(key, &about)
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
    let written = file.write_all(text.as_bytes());
    if written.is_err() {
        // Half of it would stand in the way of the next.
        let _ = std::fs::remove_file(path);
    }
    written.with_context(|| refuse("people.cannot_create"))
}
