//! `atbilst rules new`: a rule book to begin with, on standard output.

use anyhow::bail;

use clap::Args;

use atbilst_books::skeleton::skeleton;

use super::super::Ending;
use super::Console;

#[derive(Debug, Args)]
pub(super) struct NewArguments {
    #[arg(value_name = "CALL")]
    call: String,
}

pub(super) fn run(arguments: &NewArguments, console: &Console<'_>) -> anyhow::Result<Ending> {
    let call = arguments.call.as_str();
    let Some(text) = skeleton(call, console.catalogue.language()) else {
        bail!(
            console
                .catalogue
                .say("rules.call_code", &[("found", call.into())])
        );
    };
    console.print(&text)?;
    Ok(Ending::Clean)
}
