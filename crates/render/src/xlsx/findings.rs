//! The sheets with a row for each finding: all of them, and those that were waived.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::WorkbookWriter;
use super::sheet::{Sheet, Width, width_of};
use crate::rows::{COLUMNS, Cell, findings, group_headings, headings};

impl WorkbookWriter<'_> {
    pub(super) fn findings(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let mut headings = headings(&COLUMNS, self.catalogue);
        let mut widths: Vec<Width> = COLUMNS.iter().map(|name| width_of(name)).collect();
        headings.extend(group_headings(self.report));
        widths.resize(headings.len(), Width::Words);
        let name = self.say("page.findings_sheet");
        let mut sheet = Sheet::table(workbook, &name, &self.formats, &headings, &widths)?;
        findings(self.report, self.catalogue, &mut |row| sheet.row(row))?;
        sheet.finish()
    }

    pub(super) fn waivers(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let columns = [
            "rule",
            "path",
            "id",
            "outcome",
            "waiver_reason",
            "approver",
            "document",
            "issued",
            "expires",
            "waiver_file",
            "fingerprint",
        ];
        let mut sheet = self.table(workbook, "page.waivers_sheet", &columns)?;
        for (application, finding) in self.report.findings() {
            let Some(waived) = finding.waived.as_deref() else {
                continue;
            };
            sheet.row([
                Cell::text(&finding.rule),
                application.map_or_else(
                    || self.say("table.together").into(),
                    |application| Cell::text(&application.path),
                ),
                Cell::maybe(application.and_then(|application| application.id.as_deref())),
                self.outcome(waived.outcome),
                Cell::text(&waived.reason),
                Cell::text(&waived.approver),
                Cell::text(&waived.document),
                Cell::Date(waived.issued),
                Cell::Date(waived.expires),
                Cell::text(&waived.file),
                finding.fingerprint.to_string().into(),
            ])?;
        }
        sheet.finish()
    }
}
