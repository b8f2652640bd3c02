//! The sheets with a row for each application: what was found in all, and what each rule said.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::look::Shown;
use super::width::Width;
use super::{WorkbookWriter, cell};
use crate::rows::{Cell, columns_of, group_headings, groups, hash, headings, subject};
use crate::words;
use atbilst_core::finding::Outcome;
use atbilst_core::report::{Application, NearestLimits, RuleSummary};
use atbilst_core::scalar::Quantity;

impl<'a> WorkbookWriter<'a> {
    pub(super) fn applications(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        // What is added up over all applications has a column, so that the sum can be made again.
        let figures: Vec<_> = self
            .report
            .portfolios
            .iter()
            .flat_map(|portfolio| &portfolio.figures)
            .filter(|figure| matches!(figure.quantity, Quantity::Money(_)))
            .collect();
        let mut parts: Vec<_> = figures
            .iter()
            .map(|figure| figure.parts.iter().peekable())
            .collect();
        let (columns, cells) = columns_of! { |application: &'a Application| {
            let to = &self.links;
            let as_of = application.as_of.as_ref();
            let findings = u64::try_from(application.findings.len()).unwrap_or(u64::MAX);
            let [title, applicant, number, money] = subject(Some(application));
            let NearestLimits { amount, day } = &*application.nearest;
            let (amount, day) = (amount.as_ref(), day.as_ref());
            let verdict = self.verdict(application.verdict);
        }
            path: Shown::from(Cell::text(&application.path)).leading(to.outcomes(application)),
            id: Cell::maybe(application.id.as_deref()).into(),
            verdict: verdict.leading(to.findings(application)),
            title: title.into(),
            applicant: applicant.into(),
            registration_number: number.into(),
            money: money.into(),
            findings: Cell::Count(findings).into(),
            as_of: as_of.map_or(Cell::Empty, |as_of| Cell::Date(as_of.date)).into(),
            call: Cell::maybe(application.call.as_deref()).into(),
            together: Cell::from(application.together.join(", ")).into(),
            as_of_from: Cell::maybe(as_of.map(|as_of| as_of.from.name())).into(),
            percent: amount.map_or(Cell::Empty, |(_, percent)| Cell::Number(*percent)).into(),
            percent_rule: Cell::maybe(amount.map(|(near, _)| &*near.rule)).into(),
            days: day.map_or(Cell::Empty, |(_, days)| Cell::Count(days.unsigned_abs())).into(),
            days_rule: Cell::maybe(day.map(|(near, _)| &*near.rule)).into(),
            file_sha256: hash(application.sha256.as_ref()).into(),
        };
        let kinds = Outcome::ALL.map(|outcome| self.catalogue.word("outcome", outcome.name()));
        let mut headings = headings(&columns, self.catalogue);
        let groupings = self.report.all_groupings();
        headings.extend(group_headings(self.report));
        headings.extend(kinds);
        headings.extend(figures.iter().map(|figure| figure.title.clone()));
        // What was read in a register stands there where it was.
        let stated = self.report.applications.iter();
        let stated = stated.map(|one| one.stated.len()).sum::<usize>() > 0;
        headings.extend(stated.then(|| self.say("column.stated")));
        let widths: Vec<Width> = columns
            .iter()
            .map(|name| self.width(name))
            .chain(groupings.iter().map(|_| Width::Words))
            .chain(Outcome::ALL.map(|_| Width::Number))
            .chain(figures.iter().map(|_| Width::Amount))
            .chain(stated.then_some(Width::Words))
            .collect();
        let rows = self.report.applications.len();
        let sheet = ("page.applications_sheet", "applications");
        let mut sheet = self.planned(workbook, sheet, (&headings, &widths), rows, 9)?;
        for (index, application) in self.report.applications.iter().enumerate() {
            let mut row = Vec::from(cells(application));
            let groups = groups(self.report, Some(application), &groupings);
            row.extend(groups.into_iter().map(Shown::from));
            let counts = &application.counts;
            row.extend(Outcome::ALL.map(|one| Cell::Count(u64::from(counts.of(one))).into()));
            row.extend(parts.iter_mut().map(|parts| {
                let part = parts.next_if(|(part, _)| *part == index);
                Shown::from(part.map_or(Cell::Empty, |part| cell(part.1)))
            }));
            let said = stated.then(|| words::stated(application, self.catalogue).join(" "));
            row.extend(said.map(|said| Shown::from(Cell::from(said))));
            sheet.row(row)?;
        }
        Ok(())
    }

    /// Applications by rules.
    pub(super) fn outcomes(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let mut columns: Vec<&RuleSummary> = Vec::new();
        for (_, rule) in self.report.all_rules() {
            if !rule.portfolio && !columns.iter().any(|known| known.id == rule.id) {
                columns.push(rule);
            }
        }
        let mut headings = headings(&["path", "id", "verdict"], self.catalogue);
        headings.extend(columns.iter().map(|rule| rule.id.to_string()));
        let mut widths = vec![self.width("path"), self.width("id"), Width::Short];
        widths.extend(columns.iter().map(|_| Width::Sign));
        let rows = self.report.applications.len();
        let sheet = ("page.outcomes_sheet", "outcomes");
        let table = (&headings[..], &widths[..]);
        let mut sheet = self.planned(workbook, sheet, table, rows, headings.len())?;
        for application in &self.report.applications {
            let said: Vec<_> = self
                .report
                .rules_of(application.book)
                .zip(&*application.outcomes)
                .collect();
            let of = |rule: &&RuleSummary| {
                let found = said.iter().find(|(said, _)| said.id == rule.id);
                found.map_or(Cell::Empty.into(), |(_, outcome)| {
                    self.outcome(**outcome).signed()
                })
            };
            let mut row = vec![
                Shown::from(Cell::text(&application.path))
                    .leading(self.links.application(Some(application))),
                Cell::maybe(application.id.as_deref()).into(),
                self.verdict(application.verdict),
            ];
            row.extend(columns.iter().map(of));
            sheet.row(row)?;
        }
        Ok(())
    }
}
