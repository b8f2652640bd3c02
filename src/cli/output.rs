//! Where the program writes: results to standard output, everything else to standard error.

use std::io::{self, IsTerminal, Seek as _, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::Context;

use atbilst_core::language::Catalogue;
use atbilst_render::Style;
use atbilst_render::escape::{Spelling, command_free, shown, shown_lines, typed};

use super::identity::Stream;
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
                || set("FORCE_COLOR")
                || (terminal
                    && std::env::var_os("CLICOLOR").is_none_or(|value| value != "0")
                    && std::env::var_os("TERM").is_none_or(|term| term != "dumb"))
        }
    };
    let columns = std::env::var("COLUMNS")
        .ok()
        .and_then(|columns| columns.parse().ok())
        .filter(|columns| *columns > 0);
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

/// Writes to standard output. A reader that has gone away is no error: the check goes on, for its exit code and its other reports.
/// Where all cannot be written into a file, as on a full disk, nothing of it stays there.
pub(super) fn to_stdout<T, E: From<io::Error>>(
    write: impl FnOnce(&mut (dyn Write + Send)) -> Result<T, E>,
) -> Result<T, E> {
    *shown_file() = FileOutput::of(Stream::Output);
    let mut out = io::BufWriter::with_capacity(1 << 16, ListenedOutput::new());
    let done = write(&mut out).and_then(|done| {
        out.flush()?;
        Ok(done)
    });
    if done.is_err() {
        // What still waits to be written is not.
        drop(out.into_parts());
        take_back();
    }
    done
}

/// Takes back what was written into a file behind standard output. From now on nothing more is written there.
pub(super) fn take_back() {
    if let Some(file) = shown_file().take() {
        TAKEN_BACK.store(true, Ordering::Release);
        file.empty();
    }
}

static TAKEN_BACK: AtomicBool = AtomicBool::new(false);

/// The file behind standard output, while something is shown.
static SHOWN: Mutex<Option<FileOutput>> = Mutex::new(None);

fn shown_file() -> MutexGuard<'static, Option<FileOutput>> {
    SHOWN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether standard output is a file, as behind `>`. What goes there is taken at once, as by no reader or person.
pub(super) fn is_file() -> bool {
    Stream::Output.ordinary().is_some()
}

/// A file that what is shown goes into, and how long it was before.
struct FileOutput(std::fs::File, u64);

impl FileOutput {
    fn of(stream: Stream) -> Option<Self> {
        let mut file = stream.file()?;
        let length = file
            .metadata()
            .ok()
            .filter(std::fs::Metadata::is_file)?
            .len();
        // What stands behind the place where the program writes is not its own.
        let place = file.stream_position().ok()?;
        (place == length || place == 0).then_some(Self(file, length))
    }

    fn empty(mut self) {
        let Self(file, length) = &mut self;
        let _ = file.set_len(*length);
        let _ = file.seek(io::SeekFrom::Start(*length));
    }
}

/// Whether what is shown goes into the log of a CI server, which takes lines of it for commands.
pub(super) fn is_log() -> bool {
    let servers = ["GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION"];
    !is_file() && servers.iter().any(|name| std::env::var_os(name).is_some())
}

/// Writes a text to standard output.
pub(super) fn print(text: &[u8], catalogue: &Catalogue) -> anyhow::Result<()> {
    to_stdout(|out| out.write_all(text)).context(catalogue.say("cli.cannot_write", &[]))
}

/// Standard output for something else that is written while nothing is shown.
pub(super) fn listened() -> Box<dyn Write + Send> {
    Box::new(ListenedOutput::new())
}

/// Standard output, as long as somebody reads it.
struct ListenedOutput {
    /// The standard library's own keeps the rest of a line, which would then be written after all.
    out: Box<dyn Write + Send>,
    gone: bool,
}

impl ListenedOutput {
    fn new() -> Self {
        let out: Box<dyn Write + Send> = match Stream::Output.file() {
            Some(file) => Box::new(file),
            None => Box::new(io::stdout()),
        };
        Self { out, gone: false }
    }

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
        let done = if self.gone || TAKEN_BACK.load(Ordering::Acquire) {
            Ok(bytes.len())
        } else {
            self.out.write(bytes)
        };
        self.unless_gone(done, bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let done = if self.gone { Ok(()) } else { self.out.flush() };
        self.unless_gone(done, ())
    }
}

/// A sentence of the catalogue about a path.
pub(super) fn about(path: &Path, key: &str, catalogue: &Catalogue) -> String {
    let typed = argument(path);
    let path = path.to_string_lossy();
    let about = [("path", (&*path).into()), ("argument", typed.into())];
    catalogue.say(key, &about)
}

/// A path as it is typed behind a command.
pub(super) fn argument(path: &Path) -> String {
    typed(&path.to_string_lossy())
}

/// A remark on standard error.
pub(super) fn note(sentence: &str) {
    // Where nobody listens to standard error there is nobody left to tell.
    let sentence = shown(sentence);
    let sentence = command_free(&sentence, Spelling::Words);
    let line = format!("atbilst: {sentence}");
    // Where a person reads it no word is torn.
    let line = match terminal_width().filter(|_| io::stderr().is_terminal()) {
        Some(width) => {
            let options = textwrap::Options::new(width.max(20)).break_words(false);
            let whole = textwrap::WordSplitter::NoHyphenation;
            textwrap::fill(&line, options.word_splitter(whole))
        }
        None => line,
    };
    let _ = writeln!(io::stderr(), "{line}");
}

/// Something that is already set for a person, on standard error.
pub(super) fn print_error(text: &str) {
    let text = command_free(text, Spelling::Words);
    let _ = writeln!(io::stderr(), "{text}\n");
}

/// Why what was asked could not be done. That no check was made is said aloud, for its silence could pass for success.
pub(super) fn complain(catalogue: &Catalogue, error: &anyhow::Error, checks: bool) {
    let prefix = checks.then(|| catalogue.say("cli.error", &[]));
    let parts: Vec<String> = prefix.into_iter().chain([told(catalogue, error)]).collect();
    note(&parts.join(": "));
}

/// An error with its causes, in the words of the catalogue as far as it has them.
pub(super) fn told(catalogue: &Catalogue, error: &anyhow::Error) -> String {
    let causes = error.chain().map(|cause| match cause.downcast_ref() {
        Some(refused) => reason::of(refused, catalogue),
        None => cause.to_string(),
    });
    causes.collect::<Vec<_>>().join(": ")
}

/// Text in the columns there are, every line with this before it.
pub(super) fn set(text: &str, margin: &str) -> String {
    let options = textwrap::Options::new(columns())
        .initial_indent(margin)
        .subsequent_indent(margin)
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::fill(&shown_lines(text), options)
}

/// The columns in which text is set.
pub(super) fn columns() -> usize {
    terminal_size::terminal_size()
        .map_or(80, |(width, _)| usize::from(width.0))
        .clamp(40, 100)
}
