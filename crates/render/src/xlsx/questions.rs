//! The sheet of the questions that a person must answer, with the columns to write the answers into. `atbilst answers read` takes it back.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::WorkbookWriter;
use super::look::{Look, Shown};
use crate::found;
use crate::rows::{Cell, found_cell, subject};
use atbilst_core::finding::{AnswerVerdict, Finding, Fingerprint, Outcome};

/// The columns; `question.<name>` in the catalogue is the heading of each.
pub const QUESTIONS: [&str; 19] = [
    "application",
    "title",
    "question",
    "found",
    "line",
    "says",
    "reason",
    "by",
    "second",
    "on",
    "document",
    "applicant",
    "money",
    "rule",
    "path",
    "call",
    "help",
    "fingerprint",
    "basis",
];

impl WorkbookWriter<'_> {
    /// A row for each question.
    pub(super) fn questions(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let headings = QUESTIONS.map(|name| self.catalogue.word("question", name));
        let widths = QUESTIONS.map(|name| self.width(name));
        // What is answered stays in the sheet with its answer: what is read back takes the place of the file it stood in.
        let asks =
            |finding: &Finding| finding.outcome == Outcome::Review || finding.answered.is_some();
        let rows = self.report.findings().filter(|(_, one)| asks(one));
        let rows = rows.map(|(_, one)| questions(one).count()).sum();
        // What is to be looked at and the columns to fill in are printed.
        let printed = QUESTIONS.iter().position(|name| *name == "applicant");
        let sheet = ("page.questions_sheet", "questions");
        let table = (&headings[..], &widths[..]);
        let mut sheet = self.planned(workbook, sheet, table, rows, printed.unwrap_or(0))?;
        for found in found::all(self.report) {
            let (application, finding) = (found.application, found.finding);
            if !asks(finding) {
                continue;
            }
            let [title, applicant, _, money] = subject(application);
            let call = found.call(self.report);
            let id = application.and_then(|application| application.id.as_deref());
            for (rule, fingerprint, basis) in questions(finding) {
                let mut row: Vec<Shown<'_>> = vec![
                    Shown::from(Cell::maybe(id)).leading(self.links.application(application)),
                    title.clone().into(),
                    Shown::of(Cell::text(&finding.message), Look::Asks),
                    found_cell(finding).into(),
                    Shown::from(match application {
                        Some(_) => Cell::Count(finding.place.location.start.line.into()),
                        None => Cell::Empty,
                    }),
                ];
                row.extend(self.answer(finding).map(Shown::from));
                row.extend([
                    applicant.clone().into(),
                    money.clone().into(),
                    Shown::from(Cell::text(rule)).leading(self.links.rule(call, rule)),
                ]);
                row.extend(
                    [
                        Cell::maybe(application.map(|application| &*application.path)),
                        Cell::maybe(call),
                        Cell::maybe(finding.help.as_deref()),
                        fingerprint.to_string().into(),
                        basis.map_or(Cell::Empty, |basis| basis.to_string().into()),
                    ]
                    .map(Shown::from),
                );
                sheet.row(row)?;
            }
        }
        let says = QUESTIONS.iter().position(|name| *name == "says");
        let words = AnswerVerdict::ALL.map(|says| self.catalogue.word("verdict", says.name()));
        sheet.choose(says.unwrap_or(0), &words)
    }
}

impl WorkbookWriter<'_> {
    /// What somebody has answered already.
    fn answer<'f>(&self, finding: &'f Finding) -> [Cell<'f>; 6] {
        let Some(answered) = finding.answered.as_deref() else {
            return [const { Cell::Empty }; 6];
        };
        [
            self.catalogue.word("verdict", answered.says.name()).into(),
            Cell::text(&answered.reason),
            Cell::text(&answered.by),
            Cell::maybe(answered.second.as_deref()),
            Cell::Date(answered.on),
            Cell::text(&answered.document),
        ]
    }
}

/// The question of each rule of a finding: each is answered by itself.
fn questions(finding: &Finding) -> impl Iterator<Item = (&str, Fingerprint, Option<Fingerprint>)> {
    let also = finding.also.iter();
    let also = also.map(|also| (&*also.rule, also.fingerprint, also.basis));
    let own = (&*finding.rule, finding.fingerprint, finding.basis);
    std::iter::once(own).chain(also)
}
