//! Where the program writes: results to standard output, everything else to standard error.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use anyhow::Context;

use atbilst_core::language::Catalogue;
use atbilst_render::Style;
use atbilst_render::escape::shown;

use super::reason;
use super::values::Color;

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

/// Whether standard output is a file, as behind `>`. What goes there is taken at once, as by no reader or person.
#[cfg(unix)]
pub(super) fn is_file() -> bool {
    use std::os::fd::AsFd as _;
    let own = io::stdout().as_fd().try_clone_to_owned();
    let kind = own.and_then(|own| std::fs::File::from(own).metadata());
    kind.is_ok_and(|kind| kind.is_file())
}

#[cfg(not(unix))]
pub(super) fn is_file() -> bool {
    false
}

/// Writes to standard output. A reader that has gone away is no error: the check goes on, for its exit code and its other reports.
pub(super) fn to_stdout<T, E: From<io::Error>>(
    write: impl FnOnce(&mut (dyn Write + Send)) -> Result<T, E>,
) -> Result<T, E> {
    let mut out = io::BufWriter::with_capacity(1 << 16, ListenedOutput { gone: false });
    let done = write(&mut out)?;
    out.flush()?;
    Ok(done)
}

/// Writes a text to standard output.
pub(super) fn print(text: &[u8], catalogue: &Catalogue) -> anyhow::Result<()> {
    to_stdout(|out| out.write_all(text)).context(catalogue.say("cli.cannot_write", &[]))
}

/// Standard output, as long as somebody reads it.
struct ListenedOutput {
    gone: bool,
}

impl ListenedOutput {
    fn unless_gone<T>(&mut self, done: io::Result<T>, otherwise: T) -> io::Result<T> {
        match done {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.gone = true;
                Ok(otherwise)
            }
            done => done,
        }
    }
}

impl Write for ListenedOutput {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let done = if self.gone {
            Ok(bytes.len())
        } else {
            io::stdout().write(bytes)
        };
        self.unless_gone(done, bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let done = if self.gone {
            Ok(())
        } else {
            io::stdout().flush()
        };
        self.unless_gone(done, ())
    }
}

/// A sentence of the catalogue about a path.
pub(super) fn about(path: &Path, key: &str, catalogue: &Catalogue) -> String {
    let path = path.to_string_lossy();
    catalogue.say(key, &[("path", (&*path).into())])
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

/// Why what was asked could not be done. That no check was made is said aloud, for its silence could pass for success.
pub(super) fn complain(catalogue: &Catalogue, error: &anyhow::Error, checks: bool) {
    let prefix = checks.then(|| catalogue.say("cli.error", &[]));
    let causes = error.chain().map(|cause| match cause.downcast_ref() {
        Some(refused) => reason::of(refused, catalogue),
        None => cause.to_string(),
    });
    let parts: Vec<String> = prefix.into_iter().chain(causes).collect();
    note(&parts.join(": "));
}
