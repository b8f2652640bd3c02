//! The sheet of the rules and their law.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::WorkbookWriter;
use super::links::rules;
use super::look::Shown;
use crate::escape::link;
use crate::rows::{Cell, columns_of};
use atbilst_core::finding::Law;
use atbilst_core::report::RuleSummary;

impl<'a> WorkbookWriter<'a> {
    /// One row for each citation of each rule.
    pub(super) fn rules(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let (columns, row) = columns_of! { |one: (Option<&'a str>, &'a RuleSummary, Option<&'a Law>)| {
            let (call, rule, law) = one;
            let url = law.map(|law| law.url.as_str());
        }
            rule: Cell::text(&rule.id).into(),
            rule_title: Cell::text(&rule.title).into(),
            source: Cell::maybe(law.map(|law| law.source.as_str())).into(),
            point: Cell::maybe(law.and_then(|law| law.point.as_deref())).into(),
            quote: Cell::maybe(law.and_then(|law| law.quote.as_deref())).into(),
            because: Cell::maybe(rule.because.as_deref()).into(),
            url: Shown::from(Cell::maybe(url)).leading(url.and_then(link).map(str::to_owned)),
            help: Cell::text(&rule.help).into(),
            call: Cell::maybe(call).into(),
        };
        let rows = rules(self.report).map(|(_, rule)| rule.law.len().max(1));
        let sheet = ("page.rules_sheet", "rules");
        let mut sheet = self.table(workbook, sheet, &columns, rows.sum(), 6)?;
        for (call, rule) in rules(self.report) {
            let none = [None];
            let cited = rule.law.iter().map(Some);
            let laws = cited.chain(none.into_iter().filter(|_| rule.law.is_empty()));
            for law in laws {
                sheet.row(row((call, rule, law)))?;
            }
        }
        Ok(())
    }
}
