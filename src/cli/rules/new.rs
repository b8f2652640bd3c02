//! `atbilst rules new`: a rule book to begin with, on standard output.

use anyhow::bail;

use atbilst_books::bench::skeleton::skeleton;

use super::super::Ending;
use super::super::arguments::NewArguments;
use super::Bench;

pub(super) fn run(arguments: &NewArguments, bench: &Bench<'_>) -> anyhow::Result<Ending> {
    let call = arguments.call.as_str();
    let Some(text) = skeleton(call, bench.catalogue.language()) else {
        bail!(
            bench
                .catalogue
                .say("bench.call_code", &[("found", call.into())])
        );
    };
    bench.print(&text)?;
    Ok(Ending::Clean)
}
