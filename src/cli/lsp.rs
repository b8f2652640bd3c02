//! `atbilst lsp`: the language server, on standard input and output. What counts for a text is what counts for a check of its file.

mod here;

use std::io::{BufReader, stdin};

use anyhow::{Context, bail};
use clap::Args;

use atbilst_core::language::Catalogue;
use atbilst_lsp::Served;

use super::{Ending, output};
use crate::THIS;
use here::Here;

#[derive(Debug, Args)]
pub(super) struct LspArguments {
    // What editors say of their own accord; there is no other way to speak.
    #[arg(long)]
    stdio: bool,
    #[arg(from_global)]
    lang: Option<String>,
}

pub(super) fn run(arguments: &LspArguments, catalogue: &Catalogue) -> anyhow::Result<Ending> {
    let LspArguments { stdio: _, lang } = arguments;
    let catalogue = Catalogue::of(catalogue.language());
    let mut here = Here::new(lang.as_deref(), catalogue);
    let input = BufReader::new(stdin());
    let served =
        output::to_stdout(|out| atbilst_lsp::serve(input, out, &mut here, catalogue, THIS))
            .context(catalogue.say("cli.cannot_write", &[]))?;
    // The protocol says so: 0 after the editor took leave, 1 without.
    match served {
        Served::ToTheEnd => Ok(Ending::Clean),
        Served::UntilGone => Ok(Ending::clean_if(false)),
        Served::UntilLost => bail!(catalogue.say("lsp.lost", &[])),
    }
}
