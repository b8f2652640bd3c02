//! What was typed wrongly, said in the reader's language.

use std::io::Write;

use clap::Command;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use atbilst_core::form::Kind;
use atbilst_core::language::{Catalogue, Value};

use crate::discover::NotAPattern;

use super::{Ending, help, output};

/// Says what is wrong with the arguments, or shows the help that was asked for.
pub(super) fn explain(error: &clap::Error, catalogue: &Catalogue) -> Ending {
    if matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    ) {
        return match error.print().and_then(|()| std::io::stdout().flush()) {
            Ok(()) => Ending::Clean,
            // Nobody reads it any more.
            Err(refused) if refused.kind() == std::io::ErrorKind::BrokenPipe => Ending::Clean,
            Err(refused) => {
                let refused = anyhow::Error::from(refused);
                let refused = refused.context(catalogue.say("cli.help_not_written", &[]));
                output::complain(catalogue, &refused, false);
                Ending::NotChecked
            }
        };
    }
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        let _ = error.print();
        return Ending::NotChecked;
    }
    if error.kind() == ErrorKind::MissingSubcommand {
        let _ = write!(
            std::io::stderr(),
            "{}",
            help::told(super::program().command, catalogue).render_help()
        );
        return Ending::NotChecked;
    }
    output::note(&format!(
        "{} {}",
        sentences(error, catalogue),
        catalogue.say("usage.see_help", &[])
    ));
    Ending::NotChecked
}

/// What is wrong with an argument, and what it may be.
pub(super) fn sentences(error: &clap::Error, catalogue: &Catalogue) -> String {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(ContextValue::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let (argument, value, command) = (
        context(ContextKind::InvalidArg),
        context(ContextKind::InvalidValue),
        context(ContextKind::InvalidSubcommand),
    );
    let about = [
        ("other", Value::from(context(ContextKind::PriorArg))),
        ("argument", argument.into()),
        ("value", value.into()),
        ("command", command.into()),
    ];
    // An option that stands twice stands beside itself.
    let repeated = context(ContextKind::PriorArg) == context(ContextKind::InvalidArg);
    let key = match error.kind() {
        ErrorKind::UnknownArgument => "usage.unknown_argument",
        ErrorKind::InvalidSubcommand => "usage.unknown_command",
        ErrorKind::InvalidValue if context(ContextKind::InvalidValue).is_empty() => {
            "usage.missing_value"
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => "usage.wrong_value",
        ErrorKind::MissingRequiredArgument => "usage.missing_argument",
        ErrorKind::ArgumentConflict if repeated => "usage.repeated",
        ErrorKind::ArgumentConflict => "usage.conflict",
        _ => "usage.other",
    };
    let mut lines = vec![catalogue.say(key, &about)];
    let allowed = context(ContextKind::ValidValue);
    if !allowed.is_empty() {
        lines.push(catalogue.say("usage.allowed", &[("allowed", allowed.into())]));
    } else if let (ErrorKind::ValueValidation, Some(source)) =
        (error.kind(), std::error::Error::source(error))
    {
        let allowed = allowed_by(&source.to_string(), catalogue);
        lines.extend(
            allowed.map(|allowed| catalogue.say("usage.allowed", &[("allowed", allowed.into())])),
        );
    }
    // Of several the library names the nearest last.
    let similar = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ];
    let similar = similar.into_iter().find_map(|kind| match error.get(kind)? {
        ContextValue::String(text) => Some(text.as_str()),
        ContextValue::Strings(texts) => texts.last().map(String::as_str),
        _ => None,
    });
    let value = context(ContextKind::InvalidValue);
    let day = (error.kind() == ErrorKind::ValueValidation)
        .then(|| Kind::Date.nearest(&value))
        .flatten();
    // A file where a command is asked is to be checked.
    let file = context(ContextKind::InvalidSubcommand);
    let file = std::path::Path::new(&file);
    let check = file
        .exists()
        .then(|| format!("atbilst check {}", output::argument(file)));
    // A word may be an option of a command: `atbilst fix`.
    let word = context(ContextKind::InvalidSubcommand);
    let program = super::program().command;
    let option = program.get_subcommands().find_map(|verb| {
        let mut options = verb.get_arguments().filter_map(|one| one.get_long());
        let option = options.find(|long| *long == word)?;
        Some(format!("atbilst {} --{option}", verb.get_name()))
    });
    let group = group_of(error, &program);
    let elsewhere = command_elsewhere(&program, &word, group);
    let command = check.or(elsewhere).or(option);
    let similar = command.as_deref().or(day.as_deref()).or(similar);
    if let Some(similar) = similar {
        lines.push(catalogue.say("form.did_you_mean", &[("similar", similar.into())]));
    }
    if let Some(group) = group.filter(|_| command.is_some() || similar.is_none()) {
        let names = group.get_subcommands().map(Command::get_name);
        let names = names.collect::<Vec<_>>().join(", ");
        let about = [
            ("command", group.get_name().into()),
            ("names", names.into()),
        ];
        lines.push(catalogue.say("usage.commands", &about));
    }
    lines.join(" ")
}

/// A command of this name that stands behind none, or behind another where none is typed: `atbilst rules lint`.
fn command_elsewhere(program: &Command, word: &str, typed: Option<&Command>) -> Option<String> {
    let is_it = |verb: &&Command| verb.get_name() == word;
    let mut groups = program.get_subcommands().filter(|_| typed.is_none());
    let within = groups.find_map(|group| {
        let verb = group.get_subcommands().find(is_it)?;
        Some(format!("atbilst {} {}", group.get_name(), verb.get_name()))
    });
    let mut alone = program.get_subcommands();
    within.or_else(|| {
        alone
            .find(is_it)
            .map(|verb| format!("atbilst {}", verb.get_name()))
    })
}

/// The command behind which another was typed that it does not have.
fn group_of<'p>(error: &clap::Error, program: &'p Command) -> Option<&'p Command> {
    let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) else {
        return None;
    };
    let usage = usage.to_string();
    let is_typed = |group: &&Command| {
        usage
            .split_whitespace()
            .any(|word| word == group.get_name())
    };
    let mut groups = program
        .get_subcommands()
        .filter(|group| group.has_subcommands());
    groups
        .find(is_typed)
        .filter(|_| error.kind() == ErrorKind::InvalidSubcommand)
}

/// That a pattern is none.
pub(super) fn not_a_pattern(wrong: &NotAPattern, catalogue: &Catalogue) -> String {
    let about = [
        ("pattern", wrong.pattern.as_str().into()),
        ("why", catalogue.say(wrong.why.key(), &[]).into()),
    ];
    catalogue.say("cli.not_a_pattern", &about)
}

/// What a value may be, from what its reader said in English: the form of a day, or the ends of a range.
fn allowed_by(said: &str, catalogue: &Catalogue) -> Option<String> {
    if said == "YYYY-MM-DD" {
        return Some(catalogue.say("usage.date", &[]));
    }
    let range = said.rsplit(' ').next().filter(|word| word.contains(".."));
    let names = said.split(", ").all(|word| !word.contains(' '));
    let range = range.map(|range| range.replace("..=", "–"));
    range.or_else(|| names.then(|| said.to_owned()))
}
