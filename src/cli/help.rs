//! The command line told to a person: every text of `--help` in the language of the catalogue.
//! Knows the arguments by their names alone, and the formats from their table.

use clap::{Arg, ArgAction, Command};

use atbilst_core::language::{Catalogue, Value};
use atbilst_core::tool::Tool;
use atbilst_render::FORMATS;

/// The program's command with its texts in the language of the catalogue.
pub(super) fn told(program: Command, catalogue: &Catalogue) -> Command {
    let formats = FORMATS.iter();
    let formats = formats.map(|format| format!("\n{} – {}", format.name, format.about(catalogue)));
    let formats: String = formats.collect();
    localized(program, "help", Tool::NAME, (catalogue, &formats))
}

fn localized(
    command: Command,
    prefix: &str,
    path: &str,
    (catalogue, formats): (&Catalogue, &str),
) -> Command {
    let say = |key: &str| catalogue.say(key, &[]);
    let root = prefix == "help";
    let heading = say("help.heading.options");
    let usage = say("help.heading.usage");
    let inner = command.get_subcommands();
    let verbs: Vec<String> = inner.map(|inner| inner.get_name().to_owned()).collect();
    let about = [("verbs", Value::from(verbs.join(", ")))];
    let mut command = command
        .about(catalogue.say(&format!("{prefix}.about"), &about))
        .disable_help_flag(true)
        .disable_version_flag(true)
        .help_template(format!(
            "{{about-with-newline}}\n{usage} {{usage}}\n\n{{all-args}}{{after-help}}"
        ))
        .subcommand_help_heading(say("help.heading.commands"))
        .subcommand_value_name(say("help.heading.command"))
        .next_line_help(false)
        .mut_args(|argument| {
            let argument = described(argument, prefix, (catalogue, formats));
            let group = if argument.is_positional() {
                say("help.heading.arguments")
            } else {
                heading.clone()
            };
            argument.help_heading(group)
        })
        .arg(
            Arg::new("help")
                .long("help")
                .short('h')
                .action(ArgAction::Help)
                .help(say("help.help"))
                .help_heading(heading.clone()),
        );
    let example = format!("{prefix}.example");
    if catalogue.has(&example) {
        command = command.after_help(say(&example));
    }
    if root {
        let version = Arg::new("version")
            .long("version")
            .short('V')
            .action(ArgAction::Version);
        command = command.arg(version.help(say("help.version")).help_heading(heading));
    }
    let usage = usage_line(&command, path, catalogue);
    let command = command.override_usage(usage);
    verbs.into_iter().fold(command, |command, name| {
        let prefix = format!("{prefix}.{name}");
        let path = format!("{path} {name}");
        command.mut_subcommand(name, |inner| {
            localized(inner, &prefix, &path, (catalogue, formats))
        })
    })
}

/// One argument with its help and the name of its value.
fn described(argument: Arg, prefix: &str, (catalogue, formats): (&Catalogue, &str)) -> Arg {
    // What is not shown needs no words.
    if argument.is_hide_set() {
        return argument;
    }
    let about = [("formats", Value::from(formats))];
    let say = |key: &str| catalogue.say(key, &about);
    let id = argument.get_id().to_string();
    // What every command takes is said once.
    let text = if argument.is_global_set() {
        say(&format!("help.{id}"))
    } else {
        say(&format!("{prefix}.{id}"))
    };
    let argument = argument.help(text);
    if !argument.get_action().takes_values() {
        return argument;
    }
    let name = argument.get_value_names().and_then(|names| names.first());
    let name = name.map(|name| say(&format!("help.value.{name}")));
    let argument = argument.hide_possible_values(true).hide_default_value(true);
    match name {
        Some(name) => argument.value_name(name),
        None => argument,
    }
}

/// What stands behind "Usage": the library's own line has English words in it.
fn usage_line(command: &Command, path: &str, catalogue: &Catalogue) -> String {
    let mut line = format!("{path} [{}]", catalogue.say("help.value.options", &[]));
    if command.has_subcommands() {
        line.push_str(&format!(
            " <{}>",
            catalogue.say("help.heading.command", &[])
        ));
    }
    for argument in command.get_positionals() {
        let names = argument.get_value_names().unwrap_or_default();
        let name = names.first().map_or("", |name| name.as_str());
        let (open, close) = if argument.is_required_set() {
            ("<", ">")
        } else {
            ("[", "]")
        };
        let more = match argument.get_action() {
            ArgAction::Append => "...",
            _ => "",
        };
        line.push_str(&format!(" {open}{name}{close}{more}"));
    }
    line
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::cli::program;
    use atbilst_core::language::Language;

    fn needed(command: &Command, prefix: &str, keys: &mut BTreeSet<String>) {
        keys.insert(format!("{prefix}.about"));
        for argument in command.get_arguments().filter(|one| !one.is_hide_set()) {
            let prefix = if argument.is_global_set() {
                "help"
            } else {
                prefix
            };
            keys.insert(format!("{prefix}.{}", argument.get_id()));
            if argument.get_action().takes_values() {
                let names = argument.get_value_names().unwrap_or_default();
                keys.extend(names.iter().map(|name| format!("help.value.{name}")));
            }
        }
        for inner in command.get_subcommands() {
            needed(inner, &format!("{prefix}.{}", inner.get_name()), keys);
        }
    }

    /// A verb or an argument without its text, and a text whose verb or argument is gone.
    #[test]
    fn what_can_be_typed_and_what_the_help_says_are_the_same() {
        let mut keys: BTreeSet<String> = ["help", "version", "example", "value.options"]
            .map(|key| format!("help.{key}"))
            .into();
        needed(&program().command, "help", &mut keys);
        for language in Language::ALL {
            let catalogue = Catalogue::load(language);
            let said = catalogue.keys().filter(|key| key.starts_with("help."));
            let said: BTreeSet<_> = said
                .filter(|key| !key.starts_with("help.heading."))
                .collect();
            let keys: BTreeSet<_> = keys.iter().map(String::as_str).collect();
            let differ: Vec<_> = keys.symmetric_difference(&said).collect();
            assert!(differ.is_empty(), "{language:?}: {differ:?}");
        }
    }
}
