//! `atbilst completions` and `atbilst man`: what shells and manual readers need, made from the command line itself.

use anyhow::{Context, bail};
use clap::Command;
use clap_complete::Shell;
use clap_mangen::Man;

use atbilst_core::language::Catalogue;

use super::{Ending, help, output};

pub(super) fn completions(shell: Shell, catalogue: &Catalogue) -> anyhow::Result<Ending> {
    let mut command = help::command(catalogue);
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut command, "atbilst", &mut text);
    print(&text, catalogue)
}

/// The page of the program, or of one of its commands.
pub(super) fn man(verb: Option<&str>, catalogue: &Catalogue) -> anyhow::Result<Ending> {
    let mut command = help::command(catalogue);
    command.build();
    let command = match verb {
        None => command,
        Some(verb) => match command.find_subcommand(verb) {
            Some(inner) => inner.clone(),
            None => bail!(catalogue.say("people.no_command", &[("command", verb.into())])),
        },
    };
    print(page(command, catalogue)?.as_bytes(), catalogue)
}

/// The page with its headings in the language of the catalogue: the library has them in English alone.
fn page(command: Command, catalogue: &Catalogue) -> anyhow::Result<String> {
    let mut text = Vec::new();
    Man::new(command).render(&mut text)?;
    let mut text = String::from_utf8(text)?;
    for (heading, key) in [
        ("NAME", "man.name"),
        ("SYNOPSIS", "man.synopsis"),
        ("DESCRIPTION", "man.description"),
        ("EXTRA", "man.examples"),
        ("VERSION", "man.version"),
    ] {
        let said = catalogue.say(key, &[]);
        text = text.replace(&format!(".SH {heading}\n"), &format!(".SH \"{said}\"\n"));
    }
    Ok(text)
}

fn print(text: &[u8], catalogue: &Catalogue) -> anyhow::Result<Ending> {
    output::to_stdout(|out| out.write_all(text)).context(catalogue.say("cli.cannot_write", &[]))?;
    Ok(Ending::Clean)
}
