//! The sheet that tells why each rule came out as it did.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::WorkbookWriter;
use crate::rows::Cell;
use crate::words::{asked, citation};
use atbilst_core::message::trace::TraceStep;

impl WorkbookWriter<'_> {
    /// A row for each test.
    pub(super) fn traces(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let columns = [
            "path", "id", "rule", "pointer", "outcome", "reason", "field", "line", "found",
            "asked", "answer", "law", "since",
        ];
        let mut sheet = self.table(workbook, "page.trace_sheet", &columns)?;
        for application in &self.report.applications {
            let traces = application.traces.iter();
            let evaluations =
                traces.flat_map(|trace| trace.evaluations.iter().map(move |one| (trace, one)));
            for (trace, evaluation) in evaluations {
                let steps = evaluation.steps.iter().map(Some);
                let none = evaluation.steps.is_empty().then_some(None);
                for step in steps.chain(none) {
                    let pointer = step.map_or(&evaluation.pointer, |step| &step.pointer);
                    let law = step.and_then(|step| step.law.first());
                    let answer = |step: &TraceStep| {
                        self.say(&format!("trace.answer.{}", step.answer.name()))
                            .into()
                    };
                    sheet.row([
                        Cell::text(&application.path),
                        Cell::maybe(application.id.as_deref()),
                        Cell::text(&trace.rule),
                        Cell::text(pointer),
                        self.outcome(evaluation.outcome),
                        Cell::text(&evaluation.reason),
                        Cell::maybe(step.map(|step| &*step.field)),
                        step.and_then(|step| step.line)
                            .map_or(Cell::Empty, |line| Cell::Count(u64::from(line))),
                        Cell::maybe(step.and_then(|step| step.found.as_deref())),
                        step.map_or(Cell::Empty, |step| asked(step, self.catalogue).into()),
                        step.map_or(Cell::Empty, answer),
                        law.map_or(Cell::Empty, |law| citation(law, self.catalogue).into()),
                        law.and_then(|law| law.since)
                            .map_or(Cell::Empty, Cell::Date),
                    ])?;
                }
            }
        }
        sheet.finish()
    }
}
