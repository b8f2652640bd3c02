//! `check --fix` and `--diff`: corrections of form, written into the files or only shown.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use anyhow::{Context, bail};

use crate::discover::{Input, Tree};
use atbilst_core::fix::{self, Fixed};
use atbilst_core::language::Catalogue;
use atbilst_core::rulebook::RuleBook;
use atbilst_render::escape::{Spelling, command_free, shown, shown_lines};
use atbilst_yaml as yaml;
use atbilst_yaml::Limits;

use super::{files, output, targets};

/// Corrects every file. What is done is told on standard error.
pub(super) fn write(
    inputs: &[Input],
    books: &[RuleBook],
    limits: &Limits,
    catalogue: &Catalogue,
) -> anyhow::Result<()> {
    let tree = Tree::here();
    let mut any = false;
    for input in inputs {
        if input.is_stdin() {
            bail!(catalogue.say("people.fix_stdin", &[]));
        }
        let Some((before, fixed)) = corrected(input, &tree, books, limits) else {
            continue;
        };
        any = true;
        let path = || ("path", (&*input.shown).into());
        replace(
            input.path(),
            &before,
            fixed.text.as_bytes(),
            catalogue,
            &input.shown,
        )
        .with_context(|| catalogue.say("people.fix_failed", &[path()]))?;
        for (line, edit) in &fixed.edits {
            let about = [
                path(),
                ("line", line.to_string().into()),
                ("from", edit.from.as_str().into()),
                ("to", edit.to.as_str().into()),
            ];
            output::note(&catalogue.say("people.fixed", &about));
        }
        let about = [path(), ("count", fixed.edits.len().into())];
        output::note(&catalogue.say("people.fixed_file", &about));
    }
    if !any {
        output::note(&catalogue.say("people.nothing_to_fix", &[]));
    }
    Ok(())
}

/// Shows what would be corrected as a unified diff on standard output.
pub(super) fn show(
    inputs: &[Input],
    books: &[RuleBook],
    limits: &Limits,
    catalogue: &Catalogue,
) -> anyhow::Result<()> {
    let tree = Tree::here();
    let mut count = 0_usize;
    let mut diff = String::new();
    for input in inputs.iter().filter(|input| !input.is_stdin()) {
        let Some((before, fixed)) = corrected(input, &tree, books, limits) else {
            continue;
        };
        count = count.saturating_add(fixed.edits.len());
        let before = String::from_utf8_lossy(&before);
        let name = shown(&input.shown);
        let changes = similar::TextDiff::from_lines(&*before, &fixed.text);
        let mut changes = changes.unified_diff();
        diff.push_str(&changes.header(&name, &name).to_string());
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
    let mut bytes = Vec::new();
    files::read_input(input, tree, limits.bytes, &mut bytes).ok()?;
    let fixed = fix::fixed(books, yaml::utf8(&bytes).ok()?, limits);
    (!fixed.edits.is_empty()).then_some((bytes, fixed))
}

/// Puts a new text in the place of a file, all of it or nothing.
fn replace(
    path: &Path,
    before: &[u8],
    after: &[u8],
    catalogue: &Catalogue,
    name: &str,
) -> anyhow::Result<()> {
    // A link stays a link: the file that it names is replaced.
    let path = path.canonicalize()?;
    let about = [("path", name.into())];
    let permissions = std::fs::metadata(&path)?.permissions();
    if permissions.readonly() {
        bail!(catalogue.say("people.fix_read_only", &about));
    }
    let (mut file, _unfinished) = targets::temporary(&path)?;
    // Before there is anything that others could read.
    file.as_file().set_permissions(permissions)?;
    file.write_all(after)?;
    file.as_file().sync_all()?;
    if std::fs::read(&path)? != before {
        bail!(catalogue.say("people.fix_changed", &about));
    }
    file.persist(&path).map_err(|refused| refused.error)?;
    Ok(())
}
