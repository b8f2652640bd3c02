//! The report as a workbook: a sheet each for the summary, applications, findings, questions, outcomes, waivers, rules, and why where that was asked.
//! Knows nothing of the other formats. What is text is written as text, so that no cell is ever a formula.

mod applications;
mod findings;
mod questions;
mod rules;
mod sheet;
mod summary;
mod why;

use std::io::{self, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::format::{Commands, Format, Style};
use crate::rows::{Cell, headings};
use atbilst_core::finding::{Outcome, Verdict};
use atbilst_core::language::Catalogue;
use atbilst_core::report::{Application, Report};
use atbilst_core::scalar::Quantity;
use atbilst_core::tool::Tool;

pub use questions::QUESTIONS;
pub(crate) use sheet::{Formats, Sheet, width_of};

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
        formats: Formats::new(),
    };
    writer
        .all(&mut workbook)
        .map_err(|error| writer.explain(&error))?;
    let bytes = workbook
        .save_to_buffer()
        .map_err(|error| writer.explain(&error))?;
    out.write_all(&bytes)
}

struct WorkbookWriter<'a> {
    report: &'a Report,
    catalogue: &'a Catalogue,
    formats: Formats,
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

    fn outcome(&self, outcome: Outcome) -> Cell<'static> {
        self.say(&format!("outcome.{}", outcome.name())).into()
    }

    fn verdict(&self, verdict: Verdict) -> Cell<'static> {
        self.say(&format!("verdict.{}", verdict.name())).into()
    }

    fn explain(&self, error: &XlsxError) -> io::Error {
        if let XlsxError::RowColumnLimitError = error {
            let about = [("limit", sheet::MAX_ROWS.into())];
            return io::Error::other(self.catalogue.say("page.too_many_rows", &about));
        }
        io::Error::other(error.to_string())
    }

    /// A sheet that is one table, with these columns.
    fn table<'w>(
        &'w self,
        workbook: &'w mut Workbook,
        name: &str,
        columns: &[&str],
    ) -> Result<Sheet<'w>, XlsxError> {
        let widths: Vec<_> = columns.iter().map(|name| width_of(name)).collect();
        let headings = headings(columns, self.catalogue);
        Sheet::table(workbook, &self.say(name), &self.formats, &headings, &widths)
    }
}

fn cell(quantity: Quantity) -> Cell<'static> {
    match quantity {
        Quantity::Money(amount) => Cell::Money(amount),
        Quantity::Count(count) => Cell::Count(count),
        Quantity::Date(date) => Cell::Date(date),
        Quantity::Percent(_) | Quantity::Amount(..) => quantity.written().into(),
    }
}
