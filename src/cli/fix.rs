//! `check --fix` and `--diff`: corrections of form, written into the files or only shown.

mod ask;
mod replace;
mod unified;

use std::io::{self, IsTerminal};

use anyhow::bail;

use crate::discover::{Input, Tree};
use atbilst_core::check::Checker;
use atbilst_core::fix::{self, Edit, Fixed};
use atbilst_core::language::Catalogue;
use atbilst_core::rulebook::RuleBook;
use atbilst_render::escape::{Spelling, command_free, shown, shown_lines};
use atbilst_yaml as yaml;
use atbilst_yaml::Limits;

use super::{files, output};
use ask::Asking;
use replace::Correction;

/// Corrects every file, also where one before it could not be. What is done, and what is not, is told on standard error; whether
/// everything was is the answer.
pub(super) fn write(
    inputs: &[Input],
    books: &[RuleBook],
    limits: &Limits,
    backup: bool,
    asked: Option<&Checker<'_>>,
    catalogue: &Catalogue,
) -> anyhow::Result<bool> {
    if inputs.iter().any(Input::is_stdin) {
        bail!(catalogue.say("people.fix_stdin", &[]));
    }
    let mut asking = asked
        .map(|checker| Asking::new(checker, books, limits, catalogue))
        .transpose()?;
    let tree = Tree::here();
    let (mut any, mut all) = (false, true);
    for input in inputs {
        let Some((before, mut fixed)) = text(input, &tree, books, limits) else {
            continue;
        };
        if let Some(asking) = &mut asking {
            asking.about(&input.shown, &mut fixed);
        }
        if fixed.edits.is_empty() {
            continue;
        }
        any = true;
        let path = || ("path", (&*input.shown).into());
        let correction = Correction {
            path: input.path(),
            shown: &input.shown,
            before: &before,
            after: fixed.text.as_bytes(),
            backup,
        };
        let copy = match correction.write(catalogue) {
            Ok(copy) => copy,
            Err(why) => {
                let why = why.context(catalogue.say("people.fix_failed", &[path()]));
                output::complain(catalogue, &why, false);
                all = false;
                continue;
            }
        };
        for (line, edit) in &fixed.edits {
            for (line, from, to) in by_line(*line, edit) {
                let about = [
                    path(),
                    ("line", line.to_string().into()),
                    ("from", from.into()),
                    ("to", to.into()),
                ];
                output::note(&catalogue.say("people.fixed", &about));
            }
        }
        let about = [path(), ("count", fixed.edits.len().into())];
        output::note(&catalogue.say("people.fixed_file", &about));
        if let Some(copy) = copy {
            let copy = copy.to_string_lossy();
            let about = [path(), ("copy", copy.into())];
            output::note(&catalogue.say("people.fix_kept", &about));
        }
    }
    if !any {
        output::note(&catalogue.say("people.nothing_to_fix", &[]));
    }
    Ok(all)
}

/// Shows what would be corrected as a unified diff on standard output.
pub(super) fn show(
    inputs: &[Input],
    books: &[RuleBook],
    limits: &Limits,
    catalogue: &Catalogue,
) -> anyhow::Result<()> {
    if inputs.iter().any(Input::is_stdin) {
        bail!(catalogue.say("people.fix_stdin", &[]));
    }
    let tree = Tree::here();
    let mut count = 0_usize;
    let mut diff = String::new();
    for input in inputs {
        let Some((before, fixed)) = corrected(input, &tree, books, limits) else {
            continue;
        };
        count = count.saturating_add(fixed.edits.len());
        let before = String::from_utf8_lossy(&before);
        let name = shown(&input.shown);
        diff.push_str(&unified::diff(&name, &before, &fixed.text));
    }
    // A terminal would obey what is hidden in a text, and the log of a job its lines; a program that applies the diff needs it as it is.
    let diff = if io::stdout().is_terminal() {
        shown_lines(&diff).into_owned()
    } else if output::is_log() {
        command_free(&diff, Spelling::Words).into_owned()
    } else {
        diff
    };
    output::print(diff.as_bytes(), catalogue)?;
    output::note(&match count {
        0 => catalogue.say("people.nothing_to_fix", &[]),
        _ => catalogue.say("people.would_fix", &[("count", count.into())]),
    });
    Ok(())
}

/// The bytes of a file and its text corrected; `None` where there is nothing to correct, or no text.
fn corrected(
    input: &Input,
    tree: &Tree,
    books: &[RuleBook],
    limits: &Limits,
) -> Option<(Vec<u8>, Fixed)> {
    text(input, tree, books, limits).filter(|(_, fixed)| !fixed.edits.is_empty())
}

/// The same also where there is nothing to correct.
fn text(
    input: &Input,
    tree: &Tree,
    books: &[RuleBook],
    limits: &Limits,
) -> Option<(Vec<u8>, Fixed)> {
    let mut bytes = Vec::new();
    files::read_input(input, tree, limits.bytes, &mut bytes).ok()?;
    let fixed = fix::fixed(books, yaml::utf8(&bytes).ok()?, limits);
    Some((bytes, fixed))
}

/// A correction of several lines as one of each line that it changes, where none is added or taken away.
fn by_line(first: u32, edit: &Edit) -> Vec<(u32, &str, &str)> {
    if edit.from.matches('\n').count() != edit.to.matches('\n').count() {
        return vec![(first, &edit.from, &edit.to)];
    }
    let lines = edit.from.split('\n').zip(edit.to.split('\n'));
    let lines = lines.map(|(from, to)| (from.trim_end_matches('\r'), to.trim_end_matches('\r')));
    let lines = (first..)
        .zip(lines)
        .map(|(line, (from, to))| (line, from, to));
    lines.filter(|(_, from, to)| from != to).collect()
}
