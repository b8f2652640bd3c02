//! The command line: what may be typed, in both languages, and which verb it calls.
//! Knows nothing of rules or of how a report is shown.

mod answers;
mod books;
mod check;
mod compare;
mod completions;
mod config;
mod decisions;
mod explain;
mod files;
mod fix;
mod help;
mod identity;
mod init;
mod interrupt;
mod lsp;
mod man;
mod manifest;
mod merge;
mod output;
mod page;
mod progress;
mod quoted;
mod reason;
mod recorded;
mod rules;
mod sample;
mod schema;
mod settings;
mod stored;
mod subjects;
mod targets;
mod today;
mod usage;
mod values;
mod verb;
mod verify;
mod waivers;

use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command};

use atbilst_core::language::{Catalogue, Language};
use atbilst_core::tool::Tool;

use crate::THIS;
use settings::{Settings, SettingsSource};
use verb::Verb;

/// The verb for which all settings count.
const CHECK: &str = "check";

/// The verbs that have nothing to do with a repository, or ask for its settings themselves.
const WITHOUT_SETTINGS: [&str; 3] = ["lsp", "completions", "man"];

/// The verb whose names a shell completes.
const EXPLAIN: &str = "explain";

/// The program: its verbs in the order of its help. Each is a file of its own.
fn program() -> Verb {
    // Read before all others, in `language`.
    let languages = PossibleValuesParser::new(Language::ALL.map(Language::name));
    let lang = Arg::new("lang").long("lang").value_name("LANGUAGE");
    let [config, no_config] = SettingsSource::options();
    let command = Command::new(Tool::NAME)
        .version(THIS.version)
        .disable_help_subcommand(true);
    Verb::group(
        command,
        vec![
            Verb::new("check", check::run),
            Verb::new("merge", merge::run),
            Verb::new("compare", compare::run),
            Verb::new("sample", sample::run),
            Verb::new("init", init::run),
            Verb::new("page", page::run),
            Verb::new("explain", explain::run),
            Verb::new("schema", schema::run),
            Verb::new("lsp", lsp::run),
            Verb::new("completions", completions::run),
            Verb::new("man", man::run),
            Verb::new("config", config::run),
            Verb::new("verify", verify::run),
            waivers::verb(),
            answers::verb(),
            rules::verb(),
        ],
        [lang.value_parser(languages), config, no_config],
    )
}

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

impl Ending {
    /// After a comparison that found nothing, or something.
    fn clean_if(nothing_found: bool) -> Self {
        if nothing_found {
            Self::Clean
        } else {
            Self::Findings
        }
    }
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
    let program = program();
    let command = help::told(program.command.clone(), &catalogue);
    let matches = match command.try_get_matches_from(&typed) {
        Ok(matches) => matches,
        Err(error) => return usage::explain(&error, &catalogue).into(),
    };
    if let Some(found) = unknown_language() {
        let names = Language::NAMES.join(", ");
        let about = [("found", found.as_str().into()), ("names", names.into())];
        output::note(&catalogue.say("cli.unknown_language", &about));
    }
    let verb = matches.subcommand_name().unwrap_or_default();
    let checks = verb == CHECK;
    let (catalogue, matches) = match settled(&typed, verb, &matches, &catalogue) {
        Ok(Some(settled)) => settled,
        Ok(None) => (catalogue, matches),
        Err(error) => {
            output::complain(&catalogue, &error, checks);
            return Ending::NotChecked.into();
        }
    };
    interrupt::watch();
    ended(
        || (program.action)(&matches, &catalogue),
        &catalogue,
        checks,
    )
    .into()
}

/// What was typed, with the settings that count beside it, and the language that is then spoken; `None` where no setting counts.
fn settled(
    typed: &[OsString],
    verb: &str,
    matches: &ArgMatches,
    catalogue: &Catalogue,
) -> anyhow::Result<Option<(Catalogue, ArgMatches)>> {
    if WITHOUT_SETTINGS.contains(&verb) {
        return Ok(None);
    }
    let checks = verb == CHECK;
    let program = program().command;
    let (mut command, mut innermost) = (&program, matches);
    while let Some((name, inner)) = innermost.subcommand() {
        command = command.find_subcommand(name).unwrap_or(command);
        innermost = inner;
    }
    let settings = Settings::beside((!checks).then_some(command), innermost, catalogue)?;
    if settings.all.is_empty() {
        return Ok(None);
    }
    let typed = settings.add_to(typed, checks);
    let catalogue = Catalogue::load(language(&typed));
    let command = help::told(program, &catalogue);
    let matches = command.try_get_matches_from(typed);
    // Each was held against its option already.
    Ok(Some((catalogue, matches?)))
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

/// What `ATBILST_LANG` asks for and nobody speaks.
fn unknown_language() -> Option<String> {
    let asked = std::env::var("ATBILST_LANG").ok();
    asked.filter(|asked| !asked.is_empty() && !Language::is_locale(asked))
}

/// The language that is asked for: it must be known before the arguments are read, for their mistakes are told in it.
fn language(typed: &[OsString]) -> Language {
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
