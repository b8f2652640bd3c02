//! The sheet of the questions that a person must answer, with the columns to write the answers into. `atbilst answers read` takes it back.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::WorkbookWriter;
use super::sheet::{Sheet, width_of};
use crate::rows::{Cell, subject};
use atbilst_core::finding::{AnswerVerdict, Outcome};

/// The columns; `question.<name>` in the catalogue is the heading of each.
pub const QUESTIONS: [&str; 17] = [
    "application",
    "title",
    "applicant",
    "money",
    "rule",
    "question",
    "found",
    "says",
    "reason",
    "by",
    "second",
    "on",
    "document",
    "path",
    "call",
    "help",
    "fingerprint",
];

impl WorkbookWriter<'_> {
    /// A row for each question.
    pub(super) fn questions(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let headings = QUESTIONS.map(|name| self.say(&format!("question.{name}")));
        let widths = QUESTIONS.map(width_of);
        let name = self.say("page.questions_sheet");
        let mut sheet = Sheet::table(workbook, &name, &self.formats, &headings, &widths)?;
        for (application, finding) in self.report.findings() {
            if finding.outcome != Outcome::Review {
                continue;
            }
            let [title, applicant, _, money] = subject(application);
            let call = || {
                let portfolio = self.report.portfolios.iter();
                let mut own = portfolio.filter(|one| one.findings.contains(finding));
                let book = self.report.rule_books.get(own.next()?.book)?;
                Some(&*book.call)
            };
            sheet.row([
                Cell::maybe(application.and_then(|application| application.id.as_deref())),
                title,
                applicant,
                money,
                Cell::text(&finding.rule),
                Cell::text(&finding.message),
                Cell::maybe(finding.found.as_deref()),
                Cell::Empty,
                Cell::Empty,
                Cell::Empty,
                Cell::Empty,
                Cell::Empty,
                Cell::Empty,
                Cell::maybe(application.map(|application| &*application.path)),
                Cell::maybe(match application {
                    Some(application) => application.call.as_deref(),
                    None => call(),
                }),
                Cell::maybe(finding.help.as_deref()),
                finding.fingerprint.to_string().into(),
            ])?;
        }
        let says = QUESTIONS.iter().position(|name| *name == "says");
        let words = AnswerVerdict::ALL.map(|says| self.say(&format!("verdict.{}", says.name())));
        sheet.choose(says.unwrap_or(0), &words)?;
        sheet.finish()
    }
}
