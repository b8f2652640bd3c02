//! `atbilst completions`: what a shell needs to complete commands, made from the command line itself.

use std::collections::BTreeSet;

use anyhow::anyhow;
use clap::Args;
use clap::builder::PossibleValuesParser;
use clap_complete::Shell;

use atbilst_books::explain;
use atbilst_core::language::Catalogue;
use atbilst_core::rulebook::RuleBook;
use atbilst_core::rulebook::embedded::BOOKS;
use atbilst_core::tool::Tool;

use super::{EXPLAIN, Ending, help, output, program};

#[derive(Debug, Args)]
pub(super) struct CompletionsArguments {
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

pub(super) fn run(
    arguments: &CompletionsArguments,
    catalogue: &Catalogue,
) -> anyhow::Result<Ending> {
    let names = names()?;
    let known = PossibleValuesParser::new(names.clone());
    let command = help::told(program().command, catalogue);
    let mut command = command.mut_subcommand(EXPLAIN, |explain| {
        explain.mut_arg("name", |name| name.value_parser(known))
    });
    let mut text = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, Tool::NAME, &mut text);
    if arguments.shell == Shell::Bash {
        text = String::from_utf8(text)?
            .replace(BEGIN, &format!("{BEGIN}{JOINED}"))
            .into();
    }
    if arguments.shell == Shell::Fish {
        // Of values that no option stands before nothing is said for Fish.
        for name in names {
            text.extend_from_slice(
                format!("{OF_EXPLAIN} -f -a '{}'\n", name.replace('\'', "\\'")).as_bytes(),
            );
        }
    }
    output::print(&text, catalogue)?;
    Ok(Ending::Clean)
}

/// How the script for Fish asks for the verb whose names are completed.
const OF_EXPLAIN: &str = "complete -c atbilst -n \"__fish_atbilst_using_subcommand explain\"";

/// Where the script for Bash has learnt which word is being typed.
const BEGIN: &str = "    prev=\"$3\"\n";

/// Bash takes `--format=sa` for three words.
const JOINED: &str = r#"    if [[ "${cur}" == "=" ]]; then
        cur=""
    elif [[ "${prev}" == "=" && ${COMP_CWORD} -ge 2 ]]; then
        prev="${COMP_WORDS[COMP_CWORD-2]}"
    fi
"#;

/// What can be explained of the rule books in the program.
fn names() -> anyhow::Result<Vec<String>> {
    let books = BOOKS
        .iter()
        .map(|book| RuleBook::read(book.path, book.text).map_err(|_| anyhow!(book.path)));
    let books = books.collect::<anyhow::Result<Vec<_>>>()?;
    let names = explain::topics(&books)
        .into_iter()
        .map(|topic| topic.name());
    Ok(names.collect::<BTreeSet<_>>().into_iter().collect())
}
