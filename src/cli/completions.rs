//! `atbilst completions`: what a shell needs to complete commands, made from the command line itself.

use clap::Args;
use clap_complete::Shell;

use atbilst_core::language::Catalogue;
use atbilst_core::tool::Tool;

use super::{Ending, help, output, program};

#[derive(Debug, Args)]
pub(super) struct CompletionsArguments {
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

pub(super) fn run(
    arguments: &CompletionsArguments,
    catalogue: &Catalogue,
) -> anyhow::Result<Ending> {
    let mut command = help::told(program().command, catalogue);
    let mut text = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, Tool::NAME, &mut text);
    output::print(&text, catalogue)?;
    Ok(Ending::Clean)
}
