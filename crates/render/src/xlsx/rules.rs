//! The sheet of the rules and their law.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::WorkbookWriter;
use super::links::rules;
use super::look::Shown;
use crate::escape::link;
use crate::rows::Cell;

impl WorkbookWriter<'_> {
    /// One row for each citation of each rule.
    pub(super) fn rules(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let columns = [
            "rule",
            "rule_title",
            "source",
            "point",
            "quote",
            "because",
            "url",
            "help",
            "call",
        ];
        let rows = rules(self.report).map(|(_, rule)| rule.law.len().max(1));
        let sheet = ("page.rules_sheet", "rules");
        let mut sheet = self.table(workbook, sheet, &columns, rows.sum(), 6)?;
        for (call, rule) in rules(self.report) {
            let none = [None];
            let cited = rule.law.iter().map(Some);
            let laws = cited.chain(none.into_iter().filter(|_| rule.law.is_empty()));
            for law in laws {
                let url = law.map(|law| law.url.as_str());
                sheet.row([
                    Cell::text(&rule.id).into(),
                    Cell::text(&rule.title).into(),
                    Cell::maybe(law.map(|law| law.source.as_str())).into(),
                    Cell::maybe(law.and_then(|law| law.point.as_deref())).into(),
                    Cell::maybe(law.and_then(|law| law.quote.as_deref())).into(),
                    Cell::maybe(rule.because.as_deref()).into(),
                    Shown::from(Cell::maybe(url)).leading(url.and_then(link).map(str::to_owned)),
                    Cell::text(&rule.help).into(),
                    Cell::maybe(call).into(),
                ])?;
            }
        }
        Ok(())
    }
}
