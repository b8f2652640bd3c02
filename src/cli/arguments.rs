//! What may be typed, as types. The texts of `--help` stand in the catalogues under `help.<verb>.<argument>`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use atbilst_core::language::Language;
use atbilst_core::scalar;
use atbilst_render::{Dialect, FORMATS, Format, format};

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
    // Read before all others, in `cli::language`.
    #[arg(long, global = true, value_name = "LANGUAGE", value_parser = PossibleValuesParser::new(Language::ALL.map(Language::name)))]
    pub(crate) lang: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    Check(Box<CheckArguments>),
    Init(InitArguments),
    Explain(ExplainArguments),
    Schema(SchemaArguments),
    Completions(CompletionsArguments),
    Man(ManArguments),
    Verify(VerifyArguments),
    Rules(RulesArguments),
}

#[derive(Clone, Debug, Args)]
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
    #[arg(long, value_name = "RULE", num_args = 0..=1)]
    pub(crate) trace: Option<Option<String>>,
    #[arg(long, value_name = "DIALECT", default_value = "rfc", value_parser = dialects())]
    pub(crate) csv_dialect: Dialect,
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
    #[arg(long)]
    pub(crate) no_fast_reader: bool,
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
    #[arg(long)]
    pub(crate) fix: bool,
    #[arg(long, conflicts_with = "fix")]
    pub(crate) diff: bool,
}

#[derive(Debug, Args)]
pub(crate) struct InitArguments {
    #[arg(value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    #[arg(long, value_name = "CALL")]
    pub(crate) call: Option<String>,
    #[arg(long, value_name = "PATH")]
    pub(crate) rules: Vec<PathBuf>,
    #[arg(long)]
    pub(crate) yes: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArguments {
    #[arg(value_name = "NAME", required_unless_present = "all")]
    pub(crate) name: Option<String>,
    #[arg(long, value_name = "CALL")]
    pub(crate) call: Option<String>,
    #[arg(long, value_name = "PATH")]
    pub(crate) rules: Vec<PathBuf>,
    #[arg(long, conflicts_with = "name")]
    pub(crate) all: bool,
    #[arg(long)]
    pub(crate) markdown: bool,
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
}

#[derive(Debug, Args)]
pub(crate) struct SchemaArguments {
    #[arg(long, value_name = "CALL")]
    pub(crate) call: Option<String>,
    #[arg(long, value_name = "PATH")]
    pub(crate) rules: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct CompletionsArguments {
    #[arg(value_name = "SHELL")]
    pub(crate) shell: Shell,
}

#[derive(Debug, Args)]
pub(crate) struct ManArguments {
    #[arg(value_name = "COMMAND")]
    pub(crate) command: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct VerifyArguments {
    #[arg(value_name = "REPORT")]
    pub(crate) report: PathBuf,
    #[arg(value_name = "FOLDER")]
    pub(crate) folder: Option<PathBuf>,
    #[arg(long, value_name = "PATH")]
    pub(crate) rules: Vec<PathBuf>,
    #[arg(long, value_name = "N", default_value = "1024", value_parser = clap::value_parser!(u32).range(1..=1_048_576))]
    pub(crate) max_report_size: u32,
}

#[derive(Debug, Args)]
#[command(arg_required_else_help = true)]
pub(crate) struct RulesArguments {
    #[command(subcommand)]
    pub(crate) verb: RulesVerb,
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
}

/// The bench for those who write rule books.
#[derive(Debug, Subcommand)]
pub(crate) enum RulesVerb {
    List(ListArguments),
    Test(TestArguments),
    Lint(LintArguments),
    Mutate(BooksArguments),
    Diff(DiffArguments),
    New(NewArguments),
}

#[derive(Debug, Args)]
pub(crate) struct ListArguments {
    #[arg(value_name = "BOOK")]
    pub(crate) books: Vec<PathBuf>,
    #[arg(long)]
    pub(crate) coverage_of_law: bool,
}

#[derive(Debug, Args)]
pub(crate) struct TestArguments {
    #[arg(value_name = "BOOK")]
    pub(crate) books: Vec<PathBuf>,
    #[arg(long)]
    pub(crate) coverage: bool,
}

#[derive(Debug, Args)]
pub(crate) struct LintArguments {
    #[arg(value_name = "BOOK")]
    pub(crate) books: Vec<PathBuf>,
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) today: Option<NaiveDate>,
}

#[derive(Debug, Args)]
pub(crate) struct BooksArguments {
    #[arg(value_name = "BOOK")]
    pub(crate) books: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct DiffArguments {
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,
    #[arg(value_name = "NEW")]
    pub(crate) new: PathBuf,
    #[arg(value_name = "FOLDER")]
    pub(crate) folder: Option<PathBuf>,
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) as_of: Option<NaiveDate>,
}

#[derive(Debug, Args)]
pub(crate) struct NewArguments {
    #[arg(value_name = "CALL")]
    pub(crate) call: String,
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

fn dialects() -> impl TypedValueParser<Value = Dialect> {
    PossibleValuesParser::new(Dialect::ALL.map(Dialect::name))
        .map(|name| Dialect::from_name(&name).unwrap_or_default())
}

fn formats() -> impl TypedValueParser<Value = &'static Format> {
    PossibleValuesParser::new(FORMATS.iter().map(|format| format.name))
        .try_map(|name| format(&name).ok_or("unknown"))
}
