//! The sheet of the rules and their law.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::WorkbookWriter;
use crate::rows::Cell;

impl WorkbookWriter<'_> {
    /// One row for each citation of each rule.
    pub(super) fn rules(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let columns = [
            "call",
            "rule",
            "rule_title",
            "source",
            "point",
            "quote",
            "url",
            "because",
            "help",
        ];
        let mut sheet = self.table(workbook, "page.rules_sheet", &columns)?;
        let own = self.report.own_rules.iter().map(|rule| (None, rule));
        let books = self.report.rule_books.iter().flat_map(|book| {
            let call: &str = &book.call;
            book.rules.iter().map(move |rule| (Some(call), rule))
        });
        for (call, rule) in own.chain(books) {
            let none = [None];
            let cited = rule.law.iter().map(Some);
            let laws = cited.chain(none.into_iter().filter(|_| rule.law.is_empty()));
            for law in laws {
                sheet.row([
                    Cell::maybe(call),
                    Cell::text(&rule.id),
                    Cell::text(&rule.title),
                    Cell::maybe(law.map(|law| law.source.as_str())),
                    Cell::maybe(law.and_then(|law| law.point.as_deref())),
                    Cell::maybe(law.and_then(|law| law.quote.as_deref())),
                    Cell::maybe(law.map(|law| law.url.as_str())),
                    Cell::maybe(rule.because.as_deref()),
                    Cell::text(&rule.help),
                ])?;
            }
        }
        sheet.finish()
    }
}
