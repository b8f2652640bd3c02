//! `atbilst man`: the manual page of the program or of one of its commands, made from the command line itself.

use anyhow::bail;
use clap::{Args, Command};
use clap_mangen::Man;

use atbilst_core::language::Catalogue;

use super::{Ending, help, output, program};

#[derive(Debug, Args)]
pub(super) struct ManArguments {
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
}

pub(super) fn run(arguments: &ManArguments, catalogue: &Catalogue) -> anyhow::Result<Ending> {
    let mut command = help::told(program().command, catalogue);
    command.build();
    let command = match &arguments.command {
        None => command,
        Some(name) => match command.find_subcommand(name) {
            Some(inner) => inner.clone(),
            None => bail!(catalogue.say("people.no_command", &[("command", name.as_str().into())])),
        },
    };
    output::print(page(command, catalogue)?.as_bytes(), catalogue)?;
    Ok(Ending::Clean)
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
