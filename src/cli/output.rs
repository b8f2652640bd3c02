//! Where the program writes: results to standard output, everything else to standard error.

use std::io::{self, IsTerminal, Write};

use atbilst::language::Catalogue;
use atbilst::render::Style;
use atbilst::render::escape::shown;

use super::arguments::Color;

/// The widest line set for a person, in columns.
const WIDEST: usize = 120;

/// What standard output can show.
pub(super) fn style(color: Color, quiet: bool) -> Style {
    let set =
        |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0");
    let terminal = io::stdout().is_terminal();
    let color = match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto if set("NO_COLOR") => false,
        Color::Auto => {
            set("CLICOLOR_FORCE")
                || (terminal && std::env::var_os("TERM").is_none_or(|term| term != "dumb"))
        }
    };
    let columns = std::env::var("COLUMNS")
        .ok()
        .and_then(|columns| columns.parse().ok());
    let width = columns.or_else(|| terminal.then(terminal_width).flatten());
    Style {
        color,
        width: width.unwrap_or(100).clamp(40, WIDEST),
        hyperlinks: color && terminal && links(),
        quiet,
        ..Style::default()
    }
}

fn terminal_width() -> Option<usize> {
    terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))
}

/// Whether the terminal is known to make links of addresses.
fn links() -> bool {
    let is = |name: &str, values: &[&str]| {
        std::env::var(name).is_ok_and(|value| values.contains(&value.as_str()))
    };
    std::env::var_os("WT_SESSION").is_some()
        || std::env::var_os("VTE_VERSION").is_some()
        || std::env::var_os("KITTY_WINDOW_ID").is_some()
        || is(
            "TERM_PROGRAM",
            &["iTerm.app", "WezTerm", "vscode", "ghostty"],
        )
}

/// Writes to standard output. A reader that has gone away is no error.
pub(super) fn to_stdout(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        done => done,
    }
}

/// A remark on standard error.
pub(super) fn note(sentence: &str) {
    // Where nobody listens to standard error there is nobody left to tell.
    let _ = writeln!(io::stderr(), "atbilst: {}", shown(sentence));
}

/// Something that is already set for a person, on standard error.
pub(super) fn print_error(text: &str) {
    let _ = writeln!(io::stderr(), "{text}\n");
}

/// Why the check could not be made.
pub(super) fn complain(catalogue: &Catalogue, error: &anyhow::Error) {
    let causes: Vec<String> = error.chain().map(ToString::to_string).collect();
    let prefix = catalogue.say("cli.error", &[]);
    note(&format!("{prefix}: {}", causes.join(": ")));
}
