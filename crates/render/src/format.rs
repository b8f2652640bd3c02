//! What a format is, and what it is told of the output.
//! Knows no format.

use std::io;

use crate::escape::Spelling;
use crate::escape::commands::CommandFree;
use crate::outcomes::OutcomeTexts;
use atbilst_core::language::Catalogue;
use atbilst_core::report::{Application, Report};

/// GitHub takes 1 MiB of the summaries of a step.
pub const MARKDOWN: usize = 1 << 20;

/// What the output can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Whether it shows colours.
    pub color: bool,
    /// How many columns it has.
    pub width: usize,
    /// Whether it makes links of addresses.
    pub hyperlinks: bool,
    /// Whether to leave out what complies.
    pub quiet: bool,
    /// How CSV is written.
    pub csv: Dialect,
    /// How many bytes of Markdown there is room for.
    pub room: usize,
}

impl Default for Style {
    /// A plain file.
    fn default() -> Self {
        Self {
            color: false,
            width: 100,
            hyperlinks: false,
            quiet: false,
            csv: Dialect::default(),
            room: MARKDOWN,
        }
    }
}

/// Writes a whole report.
pub type WriteReport = fn(&Report, &Catalogue, &Style, &mut dyn io::Write) -> io::Result<()>;

/// Adds what is written of one application. Of the report it takes only what holds for all applications.
pub type WriteApplication =
    fn(&Report, &Application, &mut OutcomeTexts, &mut Vec<u8>) -> io::Result<()>;

/// Writes a report around its applications, which were written before.
pub type WriteAround = fn(&Report, &mut dyn io::BufRead, &mut dyn io::Write) -> io::Result<()>;

/// Writes a part of a report that is made of no application.
pub type WritePart = fn(&Report, &mut dyn io::Write) -> io::Result<()>;

/// How applications are written before the report is complete.
#[derive(Clone, Copy, Debug)]
pub enum Early {
    /// They are shown at once.
    Shown {
        /// Writes what stands before the first.
        begin: WritePart,
        /// Adds an application.
        write: WriteApplication,
        /// Writes what comes after the last.
        end: WritePart,
    },
    /// They are set aside, as something stands before them that is not known yet.
    Aside {
        /// Adds what is set aside of an application.
        write: WriteApplication,
        /// Writes the report from all that was set aside.
        around: WriteAround,
    },
}

/// A way to show a report.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// How applications are written as soon as they are judged; only for a format that needs no more than one at a time.
    pub early: Option<Early>,
    /// Whether it shows the notes of a report. Where it does not, they must be told elsewhere.
    pub notes: bool,
    /// Whether it tells why rules came out as they did.
    pub traces: bool,
    /// Of so many applications each has a sheet that shows what every rule looked at.
    pub sheets: usize,
    /// Whether it is no text, which a terminal would only be disturbed by.
    pub binary: bool,
    /// Which lines of it could be commands.
    pub(super) commands: Commands,
    /// Writes a report as the format is.
    pub(super) body: WriteReport,
}

/// What a CI server could take for a command in what a format writes, and how that is kept from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Commands {
    /// Nothing: its writer sees to that, or it is no text.
    None,
    /// What a text says.
    Text(Spelling),
    /// What its lines say, which are commands of its own.
    Own,
}

impl Format {
    /// A format of plain text that shows the notes, and does not tell why rules came out as they did.
    pub(super) const fn new(name: &'static str, body: WriteReport) -> Self {
        Self {
            name,
            early: None,
            notes: true,
            traces: false,
            sheets: 0,
            binary: false,
            commands: Commands::Text(Spelling::Words),
            body,
        }
    }

    /// Writes a report, in which no line is a command to a CI server but those that the format itself is made of.
    ///
    /// # Errors
    /// What `out` says.
    pub fn write(
        &self,
        report: &Report,
        catalogue: &Catalogue,
        style: &Style,
        out: &mut dyn io::Write,
    ) -> io::Result<()> {
        let (spelling, own) = match self.commands {
            Commands::None => return (self.body)(report, catalogue, style, out),
            Commands::Text(spelling) => (spelling, false),
            Commands::Own => (Spelling::Words, true),
        };
        let mut free = CommandFree::new(out, spelling, own);
        (self.body)(report, catalogue, style, &mut free)?;
        free.end()
    }

    /// What it is for, in a sentence.
    pub fn about(&self, catalogue: &Catalogue) -> String {
        catalogue.word("format", self.name)
    }
}

/// How a table is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dialect {
    /// RFC 4180: commas, and a dot before the decimals.
    #[default]
    Rfc,
    /// What Excel expects in Latvia: semicolons, a comma before the decimals, and a byte-order mark.
    ExcelLv,
}

impl Dialect {
    /// Every dialect.
    pub const ALL: [Self; 2] = [Self::Rfc, Self::ExcelLv];

    /// Its name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rfc => "rfc",
            Self::ExcelLv => "excel-lv",
        }
    }

    /// The dialect of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dialect| dialect.name() == name)
    }
}
