//! `atbilst rules`: the verbs of those who write rule books. Each is a file of its own.

mod coverage;
mod diff;
mod lint;
mod list;
mod load;
mod mutate;
mod new;
mod test;

use std::path::PathBuf;

use clap::builder::EnumValueParser;
use clap::{Arg, Args, Command};

use atbilst_core::language::Catalogue;
use atbilst_core::rulebook::Mistake;
use atbilst_render as render;
use atbilst_render::Style;
use atbilst_render::escape::shown_lines;

use super::values::Color;
use super::verb::Verb;
use super::{Ending, output};
use load::LoadedBook;

/// The verbs, in the order of the help.
pub(super) fn verb() -> Verb {
    let color = Arg::new(COLOR).long(COLOR).value_name("WHEN");
    let color = color.value_parser(EnumValueParser::<Color>::new());
    Verb::group(
        Command::new("rules"),
        vec![
            of_books("list", list::run),
            of_books("coverage", coverage::run),
            of_books("test", test::run),
            of_books("lint", lint::run),
            of_books("mutate", mutate::run),
            of_books("diff", diff::run),
            of_books("new", new::run),
        ],
        [color.default_value("auto")],
    )
}

const COLOR: &str = "color";

/// A verb that speaks of rule books.
fn of_books<A: Args + 'static>(
    name: &'static str,
    run: fn(&A, &Console<'_>) -> anyhow::Result<Ending>,
) -> Verb {
    Verb {
        command: A::augment_args(Command::new(name)),
        action: Box::new(move |typed, catalogue| {
            let color = typed.get_one(COLOR).copied().unwrap_or(Color::Auto);
            let style = output::style(color, false);
            run(&A::from_arg_matches(typed)?, &Console { catalogue, style })
        }),
    }
}

/// How these verbs speak to the person at the terminal.
struct Console<'a> {
    catalogue: &'a Catalogue,
    style: Style,
}

impl Console<'_> {
    /// What is to be mended in one file, with its places.
    fn mistakes(&self, name: &str, text: &str, mistakes: &[Mistake]) -> String {
        if mistakes.is_empty() {
            return String::new();
        }
        let shown = render::mistakes(name, text, mistakes, self.catalogue, &self.style);
        format!("{shown}\n\n")
    }

    /// A line or more with words of a book or a path in it, which may hold anything: as findings show it.
    fn tell(&self, out: &mut String, words: &str) {
        out.push_str(&shown_lines(words));
        out.push('\n');
    }

    fn print(&self, text: &str) -> anyhow::Result<()> {
        output::print(text.as_bytes(), self.catalogue)
    }
}

/// What `tell` adds of each book, the embedded ones where none is named; it says whether there is nothing to mend.
fn of_each(
    books: &[PathBuf],
    console: &Console<'_>,
    tell: impl Fn(&LoadedBook, &mut String) -> anyhow::Result<bool>,
) -> anyhow::Result<Ending> {
    let mut out = String::new();
    let mut clean = true;
    for loaded in load::all(books, console)? {
        clean &= tell(&loaded, &mut out)?;
    }
    console.print(&out)?;
    Ok(Ending::clean_if(clean))
}
