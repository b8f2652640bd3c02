//! The sheet that tells why each rule came out as it did.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::look::Shown;
use super::{WorkbookWriter, cell};
use crate::rows::Cell;
use crate::words::{asked, citation};
use atbilst_core::message::trace::TraceStep;
use atbilst_core::report::Application;

impl WorkbookWriter<'_> {
    /// A row for each test.
    pub(super) fn traces(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let columns = [
            "path", "rule", "field", "found", "asked", "answer", "outcome", "since", "id",
            "pointer", "reason", "line", "law",
        ];
        let rows = |application: &Application| -> usize {
            let traces = application.traces.iter();
            let evaluations = traces.flat_map(|trace| &trace.evaluations);
            evaluations.map(|one| one.steps.len().max(1)).sum()
        };
        let rows = self.report.applications.iter().map(rows).sum();
        let sheet = ("page.trace_sheet", "trace");
        let mut sheet = self.table(workbook, sheet, &columns, rows, 8)?;
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
                        self.catalogue
                            .word("trace.answer", step.answer.name())
                            .into()
                    };
                    sheet.row([
                        Shown::from(Cell::text(&application.path))
                            .leading(self.links.application(Some(application))),
                        Shown::from(Cell::text(&trace.rule))
                            .leading(self.links.rule(application.call.as_deref(), &trace.rule)),
                        Cell::maybe(step.map(|step| &*step.field)).into(),
                        match step.and_then(|step| step.quantity) {
                            Some(quantity) => cell(quantity),
                            None => Cell::maybe(step.and_then(|step| step.found.as_deref())),
                        }
                        .into(),
                        step.map_or(Cell::Empty, |step| asked(step, self.catalogue).into())
                            .into(),
                        step.map_or(Cell::Empty, answer).into(),
                        self.outcome(evaluation.outcome),
                        law.and_then(|law| law.since)
                            .map_or(Cell::Empty, Cell::Date)
                            .into(),
                        Cell::maybe(application.id.as_deref()).into(),
                        Cell::text(pointer).into(),
                        Cell::text(&evaluation.reason).into(),
                        step.and_then(|step| step.line)
                            .map_or(Cell::Empty, |line| Cell::Count(u64::from(line)))
                            .into(),
                        law.map_or(Cell::Empty, |law| citation(law, self.catalogue).into())
                            .into(),
                    ])?;
                }
            }
        }
        Ok(())
    }
}
