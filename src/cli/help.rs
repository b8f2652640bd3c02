//! The command line told to a person: every text of `--help` in the language of the catalogue.
//! Knows the arguments by their names alone, and the formats from their table.

use clap::{Arg, ArgAction, Command, CommandFactory};

use atbilst_core::language::{Catalogue, Value};
use atbilst_render::FORMATS;

use super::arguments::Arguments;

/// The command with its texts in the language of the catalogue.
pub(crate) fn command(catalogue: &Catalogue) -> Command {
    localized(Arguments::command(), "help", "atbilst", catalogue)
}

fn localized(command: Command, prefix: &str, path: &str, catalogue: &Catalogue) -> Command {
    let say = |key: &str| catalogue.say(key, &[]);
    let root = prefix == "help";
    let heading = say("help.heading.options");
    let usage = say("help.heading.usage");
    let mut command = command
        .about(say(&format!("{prefix}.about")))
        .disable_help_flag(true)
        .disable_version_flag(true)
        .help_template(format!(
            "{{about-with-newline}}\n{usage} {{usage}}\n\n{{all-args}}{{after-help}}"
        ))
        .subcommand_help_heading(say("help.heading.commands"))
        .subcommand_value_name(say("help.heading.command"))
        .next_line_help(false)
        .mut_args(|argument| {
            let argument = told(argument, prefix, catalogue);
            let place = if argument.is_positional() {
                say("help.heading.arguments")
            } else {
                heading.clone()
            };
            argument.help_heading(place)
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
    let names: Vec<String> = command
        .get_subcommands()
        .map(|inner| inner.get_name().to_owned())
        .collect();
    let usage = usage_line(&command, path, catalogue);
    let command = command.override_usage(usage);
    names.into_iter().fold(command, |command, name| {
        let prefix = format!("{prefix}.{name}");
        let path = format!("{path} {name}");
        command.mut_subcommand(name, |inner| localized(inner, &prefix, &path, catalogue))
    })
}

/// One argument with its help and the name of its value.
fn told(argument: Arg, prefix: &str, catalogue: &Catalogue) -> Arg {
    let formats: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
    let formats = formats.join(", ");
    let about = [("formats", Value::from(formats.as_str()))];
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
