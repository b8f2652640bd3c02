//! Verbs: what may be typed behind a name, and what is then done. A verb of verbs is one as well, and so is the program.
//! The texts of `--help` stand in the catalogues under `help.<verb>.<argument>`.

use clap::{Arg, ArgMatches, Args, Command};

use atbilst_core::language::Catalogue;

use super::Ending;

type Action = Box<dyn Fn(&ArgMatches, &Catalogue) -> anyhow::Result<Ending>>;

/// One verb.
pub(super) struct Verb {
    /// Its name and arguments, without any text for a person.
    pub(super) command: Command,
    /// Does what was typed.
    pub(super) action: Action,
}

impl Verb {
    /// A verb whose arguments are of the type that `run` takes.
    pub(super) fn new<A: Args + 'static>(
        name: &'static str,
        run: fn(&A, &Catalogue) -> anyhow::Result<Ending>,
    ) -> Self {
        Self {
            command: A::augment_args(Command::new(name)),
            action: Box::new(move |typed, catalogue| run(&A::from_arg_matches(typed)?, catalogue)),
        }
    }

    /// A verb of verbs, which are shown in this order, and the options that all of them take.
    pub(super) fn group<const N: usize>(
        command: Command,
        verbs: Vec<Self>,
        options: [Arg; N],
    ) -> Self {
        let commands = verbs.iter().map(|verb| verb.command.clone());
        Self {
            command: command
                .subcommand_required(true)
                .arg_required_else_help(true)
                .subcommands(commands)
                .args(options.map(|option| option.global(true))),
            action: Box::new(move |typed, catalogue| {
                let chosen = typed.subcommand().and_then(|(name, typed)| {
                    let mut verbs = verbs.iter();
                    Some((verbs.find(|verb| verb.command.get_name() == name)?, typed))
                });
                match chosen {
                    Some((verb, typed)) => (verb.action)(typed, catalogue),
                    // The parser lets no other name through.
                    None => Ok(Ending::NotChecked),
                }
            }),
        }
    }
}
