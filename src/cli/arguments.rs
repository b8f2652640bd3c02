//! What may be typed, as types. The texts of `--help` stand in the catalogues under `help.<verb>.<argument>`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{ArgAction, Args, Command, CommandFactory, Parser, Subcommand, ValueEnum};

use atbilst::language::{Catalogue, Language};
use atbilst::render::{FORMATS, Format, format};
use atbilst::scalar;

use super::targets::Target;

#[derive(Debug, Parser)]
#[command(
    name = "atbilst",
    version,
    disable_help_subcommand = true,
    arg_required_else_help = true
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    Check(Box<CheckArguments>),
}

#[derive(Debug, Args)]
pub(crate) struct CheckArguments {
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    #[arg(long, value_name = "NAME", default_value = "human", value_parser = formats())]
    pub(crate) format: &'static Format,
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) as_of: Option<NaiveDate>,
    #[arg(long, value_name = "PATH")]
    pub(crate) rules: Vec<PathBuf>,
    #[arg(long, value_name = "FORMAT=FILE")]
    pub(crate) report: Vec<Target>,
    #[arg(long, value_name = "FILE")]
    pub(crate) waivers: Option<PathBuf>,
    #[arg(long, value_name = "LEVEL", default_value = "error")]
    pub(crate) fail_on: FailOn,
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) today: Option<NaiveDate>,
    #[arg(long)]
    pub(crate) no_portfolio: bool,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) jobs: Option<u16>,
    #[arg(long, value_name = "N", default_value = "5", value_parser = clap::value_parser!(u32).range(1..=1024))]
    pub(crate) max_file_size: u32,
    #[arg(long, value_name = "N", default_value = "100000", value_parser = clap::value_parser!(u32).range(1..=100_000_000))]
    pub(crate) max_nodes: u32,
    #[arg(long, value_name = "N", default_value = "1", value_parser = clap::value_parser!(u32).range(1..=1024))]
    pub(crate) max_value_size: u32,
    #[arg(long, value_name = "N", default_value = "1000", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub(crate) max_findings: u32,
    #[arg(long, value_name = "NAME")]
    pub(crate) stdin_filename: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub(crate) files_from: Option<PathBuf>,
    #[arg(long)]
    pub(crate) allow_empty: bool,
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
    #[arg(long)]
    pub(crate) quiet: bool,
    #[arg(long, value_name = "LANGUAGE", value_parser = PossibleValuesParser::new(Language::ALL.map(Language::name)))]
    pub(crate) lang: Option<String>,
}

/// What makes the exit code 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    Error,
    Review,
}

/// When the output has colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

fn day(text: &str) -> Result<NaiveDate, String> {
    scalar::date(text).ok_or_else(|| "YYYY-MM-DD".to_owned())
}

fn formats() -> impl TypedValueParser<Value = &'static Format> {
    PossibleValuesParser::new(FORMATS.iter().map(|format| format.name))
        .try_map(|name| format(&name).ok_or("unknown"))
}

/// The command with its texts in the language of the catalogue.
pub(crate) fn command(catalogue: &Catalogue) -> Command {
    localized(Arguments::command(), "help", catalogue)
}

fn localized(command: Command, prefix: &str, catalogue: &Catalogue) -> Command {
    let say = |key: &str| catalogue.say(key, &[]);
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
            let text = say(&format!("{prefix}.{}", argument.get_id()));
            let place = if argument.is_positional() {
                say("help.heading.arguments")
            } else {
                heading.clone()
            };
            let takes_value = argument.get_action().takes_values();
            let argument = argument.help(text).help_heading(place);
            if takes_value {
                argument.hide_possible_values(true).hide_default_value(true)
            } else {
                argument
            }
        })
        .arg(
            clap::Arg::new("help")
                .long("help")
                .short('h')
                .action(ArgAction::Help)
                .help(say("help.help"))
                .help_heading(heading.clone()),
        );
    if prefix == "help" {
        let version = clap::Arg::new("version")
            .long("version")
            .short('V')
            .action(ArgAction::Version);
        command = command.arg(version.help(say("help.version")).help_heading(heading));
    }
    let names: Vec<String> = command
        .get_subcommands()
        .map(|inner| inner.get_name().to_owned())
        .collect();
    names.into_iter().fold(command, |command, name| {
        let prefix = format!("{prefix}.{name}");
        command.mut_subcommand(name, |inner| localized(inner, &prefix, catalogue))
    })
}
