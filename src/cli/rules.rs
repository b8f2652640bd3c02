//! `atbilst rules`: the bench for those who write rule books.

mod diff;
mod lint;
mod list;
mod load;
mod mutate;
mod new;
mod test;

use atbilst_core::language::Catalogue;
use atbilst_core::rulebook::Mistake;
use atbilst_render as render;
use atbilst_render::Style;

use super::arguments::{RulesArguments, RulesVerb};
use super::{Ending, output};

pub(super) fn run(arguments: &RulesArguments, catalogue: &Catalogue) -> anyhow::Result<Ending> {
    let bench = Bench {
        catalogue,
        style: output::style(arguments.color, false),
    };
    match &arguments.verb {
        RulesVerb::List(arguments) => list::run(arguments, &bench),
        RulesVerb::Test(arguments) => test::run(arguments, &bench),
        RulesVerb::Lint(arguments) => lint::run(arguments, &bench),
        RulesVerb::Mutate(arguments) => mutate::run(arguments, &bench),
        RulesVerb::Diff(arguments) => diff::run(arguments, &bench),
        RulesVerb::New(arguments) => new::run(arguments, &bench),
    }
}

/// How the verbs of the bench speak.
struct Bench<'a> {
    catalogue: &'a Catalogue,
    style: Style,
}

impl Bench<'_> {
    /// What is to be mended in one file, with its places.
    fn mistakes(&self, name: &str, text: &str, mistakes: &[Mistake]) -> String {
        let shown = render::mistakes(name, text, mistakes, self.catalogue, &self.style);
        format!("{shown}\n\n")
    }

    fn print(&self, text: &str) -> anyhow::Result<()> {
        use anyhow::Context;
        output::to_stdout(|out| out.write_all(text.as_bytes()))
            .context(self.catalogue.say("cli.cannot_write", &[]))
    }
}

/// How a verb ends that found something to mend, or nothing.
fn ending(clean: bool) -> Ending {
    if clean {
        Ending::Clean
    } else {
        Ending::Findings
    }
}
