//! Lines that a CI server takes for a command: `::stop-commands::…` of GitHub, also behind blanks; `##[error]`, `##vso[…]` and
//! `##teamcity[…]`, also in the midst of a line. Whoever writes an application would speak to the server through the log of its job.

use std::borrow::Cow;
use std::io::{self, Write};

use memchr::memmem;

/// What follows the two signs of a command that may stand anywhere.
const NAMES: [&str; 3] = ["[", "vso[", "teamcity["];

/// How a sign is written that would make a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// As hidden characters are.
    Words,
    /// As HTML and XML may write any character.
    Markup,
}

impl Spelling {
    const fn of(self, sign: char) -> &'static str {
        match (self, sign) {
            (Self::Words, '#') => "\\u{23}",
            (Self::Words, _) => "\\u{3a}",
            (Self::Markup, '#') => "&#35;",
            (Self::Markup, _) => "&#58;",
        }
    }
}

/// Whether the sign at a place is the second of two that begin a command wherever they stand.
pub(crate) fn is_command_sign(text: &str, at: usize) -> bool {
    let (before, after) = (text.get(..at), text.get(at..));
    let name = after.and_then(|after| after.strip_prefix('#'));
    let is = |name: &str, known: &str| {
        let begin = name.get(..known.len());
        begin.is_some_and(|begin| begin.eq_ignore_ascii_case(known))
    };
    before.is_some_and(|before| before.ends_with('#'))
        && name.is_some_and(|name| NAMES.iter().any(|known| is(name, known)))
}

/// Where a line is a command of GitHub: at its first sign that is no blank. With a third colon it is none.
fn is_command_line(line: &str) -> Option<usize> {
    let command = line.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    command
        .strip_prefix("::")
        .is_some_and(|name| !name.starts_with(':'))
        .then(|| line.len().saturating_sub(command.len()))
}

/// Whether a line of a text is a command.
pub(crate) fn has_command(text: &str) -> bool {
    matches!(command_free(text, Spelling::Words), Cow::Owned(_))
}

/// The same text in which no line is a command.
pub fn command_free(text: &str, spelling: Spelling) -> Cow<'_, str> {
    let signs = without_signs(text, spelling);
    if memmem::find(signs.as_bytes(), b"::").is_none() {
        return signs;
    }
    let mut free = String::new();
    for line in signs.split_inclusive('\n') {
        match is_command_line(line).and_then(|at| line.split_at_checked(at)) {
            Some((blanks, command)) => {
                free.push_str(blanks);
                free.push_str(spelling.of(':'));
                free.push_str(command.strip_prefix(':').unwrap_or(command));
            }
            None => free.push_str(line),
        }
    }
    if free == *signs { signs } else { free.into() }
}

/// Without commands that may stand anywhere.
fn without_signs(text: &str, spelling: Spelling) -> Cow<'_, str> {
    let mut free = String::new();
    let mut written = 0;
    for at in memmem::find_iter(text.as_bytes(), b"#") {
        if is_command_sign(text, at) {
            free.push_str(text.get(written..at).unwrap_or(""));
            free.push_str(spelling.of('#'));
            written = at.saturating_add(1);
        }
    }
    if written == 0 {
        return text.into();
    }
    free.push_str(text.get(written..).unwrap_or(""));
    free.into()
}

/// Writes a text on to another writer so that no line of it is a command. What follows the last line break waits for [`Self::end`].
pub(crate) struct CommandFree<W> {
    out: W,
    spelling: Spelling,
    /// Whether the lines of the text itself are commands, and only what else stands in them may be none.
    own: bool,
    line: Vec<u8>,
}

impl<W: Write> CommandFree<W> {
    pub(crate) const fn new(out: W, spelling: Spelling, own: bool) -> Self {
        Self {
            out,
            spelling,
            own,
            line: Vec::new(),
        }
    }

    /// Writes the last line.
    pub(crate) fn end(mut self) -> io::Result<()> {
        let line = std::mem::take(&mut self.line);
        self.pass_on(&line)
    }

    fn pass_on(&mut self, lines: &[u8]) -> io::Result<()> {
        let text = simdutf8::basic::from_utf8(lines).map_err(io::Error::other)?;
        let free = match self.own {
            true => without_signs(text, self.spelling),
            false => command_free(text, self.spelling),
        };
        self.out.write_all(free.as_bytes())
    }
}

impl<W: Write> Write for CommandFree<W> {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        match memchr::memrchr(b'\n', piece) {
            None => self.line.extend_from_slice(piece),
            Some(end) => {
                let (lines, rest) = piece.split_at(end.saturating_add(1));
                let mut whole = std::mem::take(&mut self.line);
                if whole.is_empty() {
                    self.pass_on(lines)?;
                } else {
                    whole.extend_from_slice(lines);
                    self.pass_on(&whole)?;
                    whole.clear();
                }
                whole.extend_from_slice(rest);
                self.line = whole;
            }
        }
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
