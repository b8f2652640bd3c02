//! The short look, for a person at a terminal: what is to be done first, a line for each finding, grouped by file; then all
//! applications together, the totals, and how to learn more. Of one application also what to do and, once, the law.
//! Knows nothing of the other formats.

mod end;
mod law;
mod line;
mod many;
mod one;
mod together;

use std::io::{self, Write};

use annotate_snippets::renderer::{Effects, Style as Paint};

use crate::format::{Format, Style};
use crate::full::FullWriter;
use crate::terminal::painted;
use atbilst_core::finding::Verdict;
use atbilst_core::language::{Catalogue, Value};
use atbilst_core::report::{Application, Report};

use line::{Line, lines};

/// So many lines of findings are shown; of more applications only which rules they do not meet.
const LINES: usize = 45;
/// So many lines of so many columns are what a person looks over, with one that the program adds at the end; what needs more is told
/// by rule.
const SCREEN: usize = 59;
const WIDE: usize = 100;
/// But of so few applications everything.
const FEW: usize = 3;
/// So many characters of a sentence are shown where there are several applications.
const CHARACTERS: usize = 240;

const DIM: Paint = Paint::new().effects(Effects::DIMMED);

/// For a person at a terminal.
pub(super) const FORMAT: Format = Format {
    traces: true,
    ..Format::new("human", write)
};

/// Writes the report.
fn write(
    report: &Report,
    catalogue: &Catalogue,
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let writer = ShortWriter { catalogue, style };
    let shown = |one: &&Application| !is_clean(one);
    let told: Vec<&Application> = report.applications.iter().filter(shown).collect();
    let all: Vec<Vec<Line>> = told
        .iter()
        .map(|one| lines(&one.findings, catalogue))
        .collect();
    let count = all
        .iter()
        .fold(0_usize, |sum, lines| sum.saturating_add(lines.len()));
    if let ([one], [lines], 1) = (&*told, &*all, report.applications.len()) {
        writer.application(report, one, lines, true, out)?;
        return writer.others(report, true, out);
    }
    // A narrow terminal needs more lines for the same.
    let screen = SCREEN.saturating_mul(WIDE);
    let screen = screen.checked_div(style.width.min(WIDE)).unwrap_or(SCREEN);
    if count.saturating_add(told.len()) <= LINES {
        let mut text = Vec::new();
        for (one, lines) in told.iter().zip(&all) {
            writer.application(report, one, lines, false, &mut text)?;
        }
        writer.others(report, true, &mut text)?;
        if told.len() <= FEW || lines_in(&text) <= screen {
            return out.write_all(&text);
        }
    }
    let mut others = Vec::new();
    writer.others(report, false, &mut others)?;
    let room = screen.saturating_sub(lines_in(&others));
    writer.compact(report, &told, room, out)?;
    out.write_all(&others)
}

fn lines_in(text: &[u8]) -> usize {
    text.iter().filter(|&&byte| byte == b'\n').count()
}

/// Whether there is nothing to say of an application but that it complies.
fn is_clean(application: &Application) -> bool {
    let nothing = application.findings.is_empty() && application.together.is_empty();
    nothing && application.verdict == Verdict::Complies
}

struct ShortWriter<'a> {
    catalogue: &'a Catalogue,
    style: &'a Style,
}

impl ShortWriter<'_> {
    fn say(&self, key: &str, about: &[(&str, Value<'_>)]) -> String {
        self.catalogue.say(key, about)
    }

    /// What stands below what was found of the applications.
    fn others(&self, report: &Report, few: bool, out: &mut dyn Write) -> io::Result<()> {
        self.complying(report, out)?;
        let full = FullWriter::new(self.catalogue, self.style);
        for application in &report.applications {
            full.traces(application, out)?;
        }
        for portfolio in &report.portfolios {
            self.portfolio(report, portfolio, few, out)?;
        }
        self.next(report, out)?;
        self.end(report, out)
    }

    fn painted(&self, text: &str, paint: Paint) -> String {
        painted(text, paint, self.style)
    }
}
