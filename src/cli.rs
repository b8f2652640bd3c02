//! The command line: what may be typed, in both languages, and which verb it calls.
//! Knows nothing of rules or of how a report is shown.

mod arguments;
mod books;
mod check;
mod explain;
mod files;
mod fix;
mod help;
mod init;
mod interrupt;
mod left_out;
mod output;
mod progress;
mod reason;
mod rules;
mod schema;
mod shell;
mod targets;
mod today;
mod usage;
mod verify;
mod waivers;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use clap::FromArgMatches;

use atbilst_core::language::{Catalogue, Language};

use arguments::{Arguments, Verb};

/// How the program ends, the same for every verb and format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// Everything was checked and nothing reached the level that fails.
    Clean,
    /// Something did.
    Findings,
    /// The check could not be made or reported.
    NotChecked,
    /// The person at the terminal ended it.
    Interrupted,
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> Self {
        Self::from(match ending {
            Ending::Clean => 0,
            Ending::Findings => 1,
            Ending::NotChecked => 2,
            Ending::Interrupted => 130,
        })
    }
}

/// Runs the program on the arguments it was started with.
pub(crate) fn run() -> ExitCode {
    let typed: Vec<_> = std::env::args_os().collect();
    let catalogue = Catalogue::load(language(&typed));
    let matches = match help::command(&catalogue).try_get_matches_from(typed) {
        Ok(matches) => matches,
        Err(error) => return usage::explain(&error, &catalogue).into(),
    };
    let arguments = match Arguments::from_arg_matches(&matches) {
        Ok(arguments) => arguments,
        Err(error) => return usage::explain(&error, &catalogue).into(),
    };
    let checks = matches!(arguments.verb, Verb::Check(_));
    let run = || match arguments.verb {
        Verb::Check(arguments) => check::run(&arguments, &catalogue),
        Verb::Init(arguments) => init::run(&arguments, &catalogue),
        Verb::Explain(arguments) => explain::run(&arguments, &catalogue),
        Verb::Schema(arguments) => schema::run(&arguments, &catalogue),
        Verb::Completions(arguments) => shell::completions(arguments.shell, &catalogue),
        Verb::Man(arguments) => shell::man(arguments.command.as_deref(), &catalogue),
        Verb::Verify(arguments) => verify::run(&arguments, &catalogue),
        Verb::Rules(arguments) => rules::run(&arguments, &catalogue),
    };
    ended(run, &catalogue, checks).into()
}

/// How a verb ended. One that ended in a panic, a mistake of the tool, was not carried out.
fn ended(
    run: impl FnOnce() -> anyhow::Result<Ending>,
    catalogue: &Catalogue,
    checks: bool,
) -> Ending {
    let done = catch_unwind(AssertUnwindSafe(run));
    let done = done.unwrap_or_else(|_| Err(anyhow::anyhow!(catalogue.say("cli.bug", &[]))));
    done.unwrap_or_else(|error| {
        output::complain(catalogue, &error, checks);
        Ending::NotChecked
    })
}

/// The language that is asked for: it must be known before the arguments are read, for their mistakes are told in it.
fn language(typed: &[std::ffi::OsString]) -> Language {
    let mut words = typed.iter().filter_map(|word| word.to_str());
    let mut asked = None;
    while let Some(word) = words.next() {
        match word.strip_prefix("--lang") {
            Some("") => asked = words.next().and_then(Language::from_name),
            Some(value) => asked = value.strip_prefix('=').and_then(Language::from_name),
            None => {}
        }
    }
    asked.unwrap_or_else(|| Language::detect(|name| std::env::var(name).ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_anywhere_ends_with_2() {
        let catalogue = Catalogue::load(Language::Lv);
        assert_eq!(
            ended(|| panic!("seven is not four"), &catalogue, true),
            Ending::NotChecked
        );
        assert_eq!(ended(|| Ok(Ending::Clean), &catalogue, true), Ending::Clean);
    }
}
