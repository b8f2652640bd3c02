//! `atbilst rules diff`: what a new version of a book changes, and which applications of a folder it judges otherwise.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{anyhow, bail};

use crate::discover::{Choice, Tree, discover};
use chrono::NaiveDate;
use clap::Args;

use atbilst_books::diff::{self, Changed};
use atbilst_core::answers::Answers;
use atbilst_core::check::Settings;
use atbilst_core::finding::Outcome;
use atbilst_render::escape::shown_lines;
use atbilst_yaml::Limits;

use super::super::answers::FoundAnswers;
use super::super::decisions::DecisionChoice;
use super::super::today::today;
use super::super::waivers::found::FoundWaivers;
use super::super::{Ending, files, output, values};
use super::Console;
use super::load;

#[derive(Debug, Args)]
pub(super) struct DiffArguments {
    #[arg(value_name = "OLD")]
    old: PathBuf,
    #[arg(value_name = "NEW")]
    new: PathBuf,
    #[arg(value_name = "FOLDER")]
    folder: Option<PathBuf>,
    #[arg(long, value_name = "FILE", requires = "folder")]
    office: Option<PathBuf>,
    #[arg(long, value_name = "DATE", value_parser = values::day)]
    as_of: Option<NaiveDate>,
}

pub(super) fn run(arguments: &DiffArguments, console: &Console<'_>) -> anyhow::Result<Ending> {
    let (old, new) = (
        load::one(&arguments.old, console)?,
        load::one(&arguments.new, console)?,
    );
    let catalogue = console.catalogue;
    let mut out = String::new();
    // Writing to a text cannot fail.
    let sentences = diff::books(&old.book, &new.book, catalogue);
    if sentences.is_empty() {
        let _ = writeln!(out, "{}", catalogue.say("rules.diff.same", &[]));
    }
    for sentence in &sentences {
        let _ = writeln!(out, "• {sentence}");
    }
    let mut changed = Vec::new();
    if let Some(folder) = &arguments.folder {
        let (files, answers) = read(folder, arguments.office.as_deref(), console)?;
        let settings = Settings {
            as_of: arguments.as_of,
            ..Settings::on(today(None, catalogue)?)
        };
        let (judged, notes) =
            diff::applications(&old.book, &new.book, catalogue, settings, &answers, &files);
        notes.iter().for_each(|note| output::note(note));
        changed = judged;
        let _ = writeln!(out);
        for one in &changed {
            told(one, console, &mut out);
        }
        let applications = changed.iter().filter(|one| one.path.is_some()).count();
        let about = [
            ("count", files.len().into()),
            ("changed", applications.into()),
        ];
        let _ = writeln!(out, "{}", catalogue.say("rules.diff.applications", &about));
    }
    console.print(&shown_lines(&out))?;
    Ok(Ending::clean_if(changed.is_empty()))
}

/// Applications by their paths.
type Files = Vec<(Arc<str>, Vec<u8>)>;

/// Every application of a file or folder, and what was answered and stated of them.
fn read(
    folder: &Path,
    office: Option<&Path>,
    console: &Console<'_>,
) -> anyhow::Result<(Files, Answers)> {
    let named = [folder.to_path_buf()];
    let mut found = discover(&named, named.len(), &Choice::default());
    let nearest = DecisionChoice::Nearest;
    let answers = FoundAnswers::of(&nearest, office, &mut found, console.catalogue)?;
    // Waivers change no rule, and are no applications.
    let waivers = FoundWaivers::of(&nearest, &mut found, console.catalogue)?;
    let mut left_out = std::mem::take(&mut found.left_out);
    left_out.idle = waivers.idle;
    left_out.idle_answers = answers.idle;
    let notes = left_out.notes(console.catalogue);
    notes.iter().for_each(|note| output::note(note));
    if found.inputs.is_empty() {
        bail!(console.catalogue.say("cli.nothing_to_check", &[]));
    }
    let tree = Tree::here();
    let mut all = Vec::new();
    for input in &found.inputs {
        let mut bytes = Vec::new();
        files::read_input(input, &tree, Limits::default().bytes, &mut bytes).map_err(|_| {
            let about = [("path", (&*input.shown).into())];
            anyhow!(console.catalogue.say("rules.diff.unreadable", &about))
        })?;
        all.push((Arc::clone(&input.shown), bytes));
    }
    Ok((all, answers.decisions))
}

fn told(changed: &Changed, console: &Console<'_>, out: &mut String) {
    let catalogue = console.catalogue;
    let path = changed
        .path
        .as_deref()
        .map_or_else(|| catalogue.say("table.together", &[]), str::to_owned);
    let _ = match changed.verdicts {
        Some((before, after)) => {
            let [before, after] =
                [before, after].map(|verdict| catalogue.word("verdict", verdict.name()));
            writeln!(out, "{path}: {before} → {after}")
        }
        None => writeln!(out, "{path}:"),
    };
    for (rule, before, after) in &changed.rules {
        let say = |outcome: Option<Outcome>| match outcome {
            Some(outcome) => catalogue.word("outcome", outcome.name()),
            None => catalogue.say("rules.diff.no_rule", &[]),
        };
        let _ = writeln!(out, "    {rule}: {} → {}", say(*before), say(*after));
    }
}
