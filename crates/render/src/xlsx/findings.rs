//! The sheets with a row for each finding: all of them, and those that were waived.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::look::{Look, Shown};
use super::width::Width;
use super::{WorkbookWriter, look_of_finding, look_of_verdict};
use crate::found::{self, Found};
use crate::rows::{COLUMNS, Cell, columns_of, findings, group_headings, headings};
use atbilst_core::finding::{Finding, Waived};

/// The columns that a person reads.
const READ: [&str; 10] = [
    "path",
    "id",
    "verdict",
    "rule_title",
    "outcome",
    "level",
    "message",
    "found",
    "expected",
    "line",
];

impl<'a> WorkbookWriter<'a> {
    pub(super) fn findings(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        // What a person reads comes first, and is printed; the rest is for filters and pivot tables.
        let place = |name: &&str| COLUMNS.iter().position(|column| column == name);
        let mut order: Vec<usize> = READ.iter().filter_map(place).collect();
        let rest = (0..COLUMNS.len()).filter(|at| !order.contains(at));
        let rest: Vec<usize> = rest.collect();
        order.extend(rest);
        let columns: Vec<&str> = order
            .iter()
            .filter_map(|&at| COLUMNS.get(at).copied())
            .collect();
        let mut headings = headings(&columns, self.catalogue);
        let mut widths: Vec<Width> = columns.iter().map(|name| self.width(name)).collect();
        headings.extend(group_headings(self.report));
        widths.resize(headings.len(), Width::Words);
        let rows = found::all(self.report);
        let rows = rows.map(|found| found.finding.rules().count()).sum();
        let sheet = ("page.findings_sheet", "findings");
        let table = (&headings[..], &widths[..]);
        let mut sheet = self.planned(workbook, sheet, table, rows, READ.len())?;
        findings(self.report, self.catalogue, &mut |found, rule, row| {
            let mut row: Vec<_> = row.into_iter().map(Some).collect();
            let groups = (COLUMNS.len()..row.len()).collect::<Vec<_>>();
            let order = order.iter().chain(&groups);
            let cells: Vec<_> = order
                .filter_map(|&at| {
                    let cell = row.get_mut(at)?.take()?;
                    let shown = Shown::from(cell);
                    Some(match COLUMNS.get(at).copied() {
                        Some("path") => shown.leading(self.links.application(found.application)),
                        Some("rule") => {
                            shown.leading(self.links.rule(found.call(self.report), rule))
                        }
                        Some("outcome") => Shown {
                            look: look_of_finding(found.finding),
                            ..shown
                        },
                        Some("verdict") => Shown {
                            look: found
                                .application
                                .map_or(Look::Plain, |one| look_of_verdict(one.verdict)),
                            ..shown
                        },
                        _ => shown,
                    })
                })
                .collect();
            sheet.row(cells)
        })
    }

    pub(super) fn waivers(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let (columns, row) = columns_of! { |one: (Found<'a>, &'a Waived)| {
            let (found, waived) = one;
            let Found { application, finding, .. } = found;
            let path = application.map(|application| Cell::text(&application.path));
            let path = Shown::from(path.unwrap_or_else(|| self.say("table.together").into()));
            let link = self.links.rule(found.call(self.report), &finding.rule);
        }
            rule: Shown::from(Cell::text(&finding.rule)).leading(link),
            path: path.leading(self.links.application(application)),
            id: Cell::maybe(application.and_then(|application| application.id.as_deref())).into(),
            outcome: self.outcome(waived.outcome),
            waiver_reason: Cell::text(&waived.reason).into(),
            approver: Cell::text(&waived.approver).into(),
            document: Cell::text(&waived.document).into(),
            issued: Cell::Date(waived.issued).into(),
            expires: Cell::Date(waived.expires).into(),
            waiver_file: Cell::text(&waived.file).into(),
            fingerprint: Cell::from(finding.fingerprint.to_string()).into(),
        };
        let waived = |finding: &Finding| finding.waived.is_some();
        let rows = self.report.findings().filter(|(_, one)| waived(one));
        let sheet = ("page.waivers_sheet", "waivers");
        let mut sheet = self.table(workbook, sheet, &columns, rows.count(), 9)?;
        for found in found::all(self.report) {
            if let Some(waived) = found.finding.waived.as_deref() {
                sheet.row(row((found, waived)))?;
            }
        }
        Ok(())
    }
}
