//! The report as a workbook: a sheet each for the summary, applications, findings, questions, outcomes, waivers, rules, and why where that was asked.
//! Knows nothing of the other formats. What is text is written as text, so that no cell is ever a formula.

mod applications;
mod findings;
mod links;
mod look;
mod questions;
mod rules;
mod sheet;
mod summary;
mod why;
mod width;

use std::io::{self, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::format::{Commands, Format, Style};
use crate::rows::{Cell, headings};
use atbilst_core::finding::{Finding, Outcome, Verdict, Weight};
use atbilst_core::language::Catalogue;
use atbilst_core::report::{Application, Report};
use atbilst_core::scalar::Quantity;
use atbilst_core::tool::Tool;

use links::Links;
use look::{Look, Shown};
use width::Width;

pub(crate) use look::Formats;
pub use questions::QUESTIONS;
pub(crate) use sheet::{Plan, Sheet};
pub(crate) use width::width_of;

/// A workbook.
pub(super) const FORMAT: Format = Format {
    commands: Commands::None,
    traces: true,
    binary: true,
    ..Format::new("xlsx", write)
};

/// Writes the report.
fn write(report: &Report, catalogue: &Catalogue, _: &Style, out: &mut dyn Write) -> io::Result<()> {
    let mut workbook = Workbook::new();
    let writer = WorkbookWriter {
        report,
        catalogue,
        formats: Formats::of(report.applications.len()),
        links: Links::of(report, catalogue),
    };
    writer
        .all(&mut workbook)
        .map_err(|error| writer.explain(&error))?;
    let bytes = workbook
        .save_to_buffer()
        .map_err(|error| writer.explain(&error))?;
    out.write_all(&bytes)
}

/// Why a workbook could not be written: of what the system refused, that.
pub(crate) fn unwritten(error: &XlsxError) -> io::Error {
    match error {
        XlsxError::TempFileError(_, error) | XlsxError::IoError(error) => error.kind().into(),
        other => io::Error::other(other.to_string()),
    }
}

struct WorkbookWriter<'a> {
    report: &'a Report,
    catalogue: &'a Catalogue,
    formats: Formats,
    links: Links,
}

impl WorkbookWriter<'_> {
    fn all(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        // The day of the check, not of the clock: the same report has the same bytes.
        let made = ExcelDateTime::from_ymd(
            u16::try_from(chrono::Datelike::year(&self.report.settings.today)).unwrap_or(1900),
            u8::try_from(chrono::Datelike::month(&self.report.settings.today)).unwrap_or(1),
            u8::try_from(chrono::Datelike::day(&self.report.settings.today)).unwrap_or(1),
        )?;
        let properties = DocProperties::new()
            .set_title(self.say("page.title"))
            .set_author(Tool::NAME)
            .set_creation_datetime(&made);
        workbook.set_properties(&properties);
        self.summary(workbook)?;
        self.applications(workbook)?;
        self.findings(workbook)?;
        self.questions(workbook)?;
        self.outcomes(workbook)?;
        self.waivers(workbook)?;
        self.rules(workbook)?;
        let traced = |application: &Application| !application.traces.is_empty();
        if self.report.applications.iter().any(traced) {
            self.traces(workbook)?;
        }
        Ok(())
    }

    fn say(&self, key: &str) -> String {
        self.catalogue.say(key, &[])
    }

    fn outcome(&self, outcome: Outcome) -> Shown<'static> {
        let word = self.catalogue.word("outcome", outcome.name());
        Shown::of(word.into(), look_of(outcome))
    }

    fn verdict(&self, verdict: Verdict) -> Shown<'static> {
        let word = self.catalogue.word("verdict", verdict.name());
        Shown::of(word.into(), look_of_verdict(verdict))
    }

    fn explain(&self, error: &XlsxError) -> io::Error {
        if let XlsxError::RowColumnLimitError = error {
            let about = [("limit", sheet::MAX_ROWS.into())];
            return io::Error::other(self.catalogue.say("page.too_many_rows", &about));
        }
        unwritten(error)
    }

    /// A sheet that is one table, with these columns; the first of them are printed.
    fn table<'w>(
        &'w self,
        workbook: &'w mut Workbook,
        sheet: (&str, &str),
        columns: &[&str],
        rows: usize,
        printed: usize,
    ) -> Result<Sheet<'w>, XlsxError> {
        let widths: Vec<_> = columns.iter().map(|name| self.width(name)).collect();
        let headings = headings(columns, self.catalogue);
        self.planned(workbook, sheet, (&headings, &widths), rows, printed)
    }

    /// The width of a column; paths and ids are links, which not every program breaks into lines.
    fn width(&self, column: &str) -> Width {
        let all = self.report.applications.iter();
        match column {
            "path" => Width::fitting(all.map(|one| &*one.path)),
            "id" | "application" => Width::fitting(all.filter_map(|one| one.id.as_deref())),
            "rule" => Width::fitting(links::rules(self.report).map(|(_, rule)| &*rule.id)),
            _ => width_of(column),
        }
    }

    /// A sheet that is one table; `sheet` is what it and its table are called in the catalogue and by formulas.
    fn planned<'w>(
        &'w self,
        workbook: &'w mut Workbook,
        (name, table): (&str, &str),
        (headings, widths): (&[String], &[Width]),
        rows: usize,
        printed: usize,
    ) -> Result<Sheet<'w>, XlsxError> {
        let plan = Plan {
            name: &self.say(name),
            table,
            headings,
            widths,
            rows,
            printed,
            back: Some(&self.say("page.summary_sheet")),
        };
        Sheet::table(workbook, &self.formats, &plan)
    }
}

const fn look_of(outcome: Outcome) -> Look {
    match outcome {
        Outcome::Fail => Look::Bad,
        Outcome::Pass => Look::Good,
        Outcome::Review => Look::Asks,
        Outcome::Open => Look::Open,
        Outcome::NotApplicable => Look::Quiet,
        Outcome::Waived | Outcome::Answered => Look::Decided,
    }
}

const fn look_of_verdict(verdict: Verdict) -> Look {
    match verdict {
        Verdict::Complies => Look::Good,
        Verdict::NeedsReview => Look::Asks,
        Verdict::DoesNotComply | Verdict::Unreadable => Look::Bad,
    }
}

/// A finding that is no more than a warning does not stand in the way.
fn look_of_finding(finding: &Finding) -> Look {
    match finding.weight() {
        Weight::Error => Look::Bad,
        Weight::Warning | Weight::Review => Look::Asks,
        Weight::Settled => Look::Decided,
    }
}

fn cell(quantity: Quantity) -> Cell<'static> {
    match quantity {
        Quantity::Money(amount) => Cell::Money(amount),
        Quantity::Count(count) => Cell::Count(count),
        Quantity::Date(date) => Cell::Date(date),
        Quantity::Percent(number) | Quantity::Amount(number, _) => Cell::Number(number),
        Quantity::Code(code) => code.name().to_string().into(),
    }
}
