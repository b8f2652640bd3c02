//! The report as a workbook: a sheet each for the summary, applications, findings, outcomes, waivers, rules, and why where that was asked.
//! Knows nothing of the other formats. What is text is written as text, so that no cell is ever a formula.

mod sheet;

use std::io::{self, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::Style;
use super::rows::{COLUMNS, Cell, findings, hashes};
use super::words::asked;
use crate::finding::{Hex, Outcome, Verdict};
use crate::language::Catalogue;
use crate::report::{Application, Report, RuleSummary};
use crate::scalar::Quantity;
use crate::tool::Tool;
use sheet::{Formats, Sheet, Width};

/// Writes the report.
pub(super) fn write(
    report: &Report,
    catalogue: &Catalogue,
    _: &Style,
    out: &mut (dyn Write + Send),
) -> io::Result<()> {
    let mut workbook = Workbook::new();
    let maker = Maker {
        report,
        catalogue,
        formats: Formats::new(),
    };
    maker
        .all(&mut workbook)
        .map_err(|error| maker.explain(&error))?;
    let bytes = workbook
        .save_to_buffer()
        .map_err(|error| maker.explain(&error))?;
    out.write_all(&bytes)
}

struct Maker<'a> {
    report: &'a Report,
    catalogue: &'a Catalogue,
    formats: Formats,
}

impl<'a> Maker<'a> {
    fn all(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        // The day of the check, not of the clock: the same report has the same bytes.
        let made = ExcelDateTime::from_ymd(
            u16::try_from(chrono::Datelike::year(&self.report.today)).unwrap_or(1900),
            u8::try_from(chrono::Datelike::month(&self.report.today)).unwrap_or(1),
            u8::try_from(chrono::Datelike::day(&self.report.today)).unwrap_or(1),
        )?;
        let properties = DocProperties::new()
            .set_title(self.say("page.title"))
            .set_author(Tool::NAME)
            .set_creation_datetime(&made);
        workbook.set_properties(&properties);
        self.summary(workbook)?;
        self.applications(workbook)?;
        self.findings(workbook)?;
        self.outcomes(workbook)?;
        self.waivers(workbook)?;
        self.rules(workbook)?;
        let traced = |application: &Application| !application.traces.is_empty();
        if self.report.applications.iter().any(traced) {
            self.traces(workbook)?;
        }
        Ok(())
    }

    fn say(&self, key: &str) -> String {
        self.catalogue.say(key, &[])
    }

    fn outcome(&self, outcome: Outcome) -> Cell<'static> {
        self.say(&format!("outcome.{}", outcome.name())).into()
    }

    fn verdict(&self, verdict: Verdict) -> Cell<'static> {
        self.say(&format!("verdict.{}", verdict.name())).into()
    }

    fn explain(&self, error: &XlsxError) -> io::Error {
        if let XlsxError::RowColumnLimitError = error {
            let about = [("limit", sheet::ROWS.into())];
            return io::Error::other(self.catalogue.say("page.too_many_rows", &about));
        }
        io::Error::other(error.to_string())
    }

    /// Totals, the numbers over all applications, and what the report rests on.
    fn summary(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let mut sheet = Sheet::free(workbook, &self.say("page.summary_sheet"), &self.formats)?;
        for (column, width) in [44.0, 20.0, 20.0, 24.0, 50.0].into_iter().enumerate() {
            sheet.width(column, width)?;
        }
        let report = self.report;
        let summary = &report.summary;
        sheet.title(&self.say("page.title"))?;
        sheet.row([self.say("page.day").into(), Cell::Date(report.today)])?;
        sheet.gap();
        let counted = |count: usize| Cell::Count(u64::try_from(count).unwrap_or(u64::MAX));
        sheet.heading([self.say("summary.applications"), self.say("column.count")])?;
        for verdict in Verdict::ALL {
            sheet.row([self.verdict(verdict), counted(summary.of(verdict))])?;
        }
        sheet.total([self.say("page.total").into(), counted(summary.applications)])?;
        sheet.gap();
        sheet.heading([self.say("summary.outcomes"), self.say("column.count")])?;
        for outcome in Outcome::ALL {
            let count = Cell::Count(u64::from(summary.outcomes.of(outcome)));
            sheet.row([self.outcome(outcome), count])?;
        }
        let total = Cell::Count(u64::from(summary.outcomes.total()));
        sheet.total([self.say("page.total").into(), total])?;
        let findings = Cell::Count(u64::from(summary.findings()));
        sheet.row([self.say("summary.findings").into(), findings])?;
        sheet.gap();
        self.by_rule(&mut sheet)?;
        for portfolio in &report.portfolios {
            self.figures(&mut sheet, portfolio)?;
        }
        self.evidence(&mut sheet)
    }

    fn by_rule(&self, sheet: &mut Sheet<'_>) -> Result<(), XlsxError> {
        let kinds = [Outcome::Fail, Outcome::Review, Outcome::Waived];
        let mut heading = vec![self.say("page.by_rule")];
        heading.extend(kinds.map(|kind| self.say(&format!("outcome.{}", kind.name()))));
        heading.push(self.say("column.rule_title"));
        sheet.heading(heading)?;
        for one in self.report.by_rule() {
            let mut row = vec![Cell::text(&one.rule.id)];
            row.extend(kinds.map(|kind| Cell::Count(u64::from(one.counts.of(kind)))));
            row.push(Cell::text(&one.rule.title));
            sheet.row(row)?;
        }
        sheet.gap();
        Ok(())
    }

    fn figures(
        &self,
        sheet: &mut Sheet<'_>,
        portfolio: &crate::report::Portfolio,
    ) -> Result<(), XlsxError> {
        let book = self.report.rule_books.get(portfolio.book);
        let call = [("call", book.map_or("", |book| &*book.call).into())];
        let heading = [
            self.catalogue.say("page.together", &call),
            self.say("column.total"),
            self.say("column.limit"),
            self.say("column.answer"),
            self.say("column.detail"),
        ];
        sheet.heading(heading)?;
        for figure in &portfolio.figures {
            sheet.row([
                Cell::text(&figure.title),
                cell(figure.quantity),
                figure.limit.map_or(Cell::Empty, cell),
                self.say(&format!("trace.answer.{}", figure.answer.name()))
                    .into(),
                Cell::maybe(figure.detail.as_deref()),
            ])?;
        }
        let rules = book.into_iter().flat_map(|book| book.rules.iter());
        let rules = rules.filter(|rule| rule.portfolio);
        for (rule, outcome) in rules.zip(&portfolio.outcomes) {
            sheet.row([Cell::text(&rule.title), self.outcome(*outcome)])?;
        }
        sheet.row([
            self.say("column.as_of").into(),
            Cell::Date(portfolio.as_of.date),
        ])?;
        sheet.gap();
        Ok(())
    }

    fn evidence(&self, sheet: &mut Sheet<'_>) -> Result<(), XlsxError> {
        let report = self.report;
        sheet.heading([self.say("page.evidence")])?;
        let tool = format!("{} {}", Tool::NAME, report.tool.version);
        sheet.row([self.say("page.tool").into(), tool.into()])?;
        let commit = report.tool.commit.map(str::to_owned);
        let commit = commit.unwrap_or_else(|| self.say("page.unknown"));
        sheet.row([self.say("page.commit").into(), commit.into()])?;
        for book in &report.rule_books {
            let call = [("call", (&*book.call).into())];
            sheet.row([
                self.catalogue.say("page.book", &call).into(),
                Cell::text(&book.version),
            ])?;
            let verified = [("date", book.verified_on.into())];
            sheet.row([
                self.catalogue.say("page.verified", &verified).into(),
                Hex(&book.sha256).to_string().into(),
            ])?;
        }
        let waivers = match report.waivers.as_slice() {
            [] => self.say("page.no_waivers"),
            files => hashes(files),
        };
        sheet.row([self.say("page.waivers").into(), waivers.into()])?;
        sheet.row([
            self.say("page.inputs").into(),
            report.inputs.join(", ").into(),
        ])?;
        for note in &report.notes {
            sheet.row([self.say("summary.note").into(), Cell::text(note)])?;
        }
        Ok(())
    }

    fn applications(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
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
        let columns = [
            "path",
            "id",
            "call",
            "verdict",
            "findings",
            "as_of",
            "as_of_from",
            "file_sha256",
        ];
        let kinds = Outcome::ALL.map(|outcome| self.say(&format!("outcome.{}", outcome.name())));
        let mut headings = super::rows::headings(&columns, self.catalogue);
        headings.extend(kinds);
        headings.extend(figures.iter().map(|figure| figure.title.clone()));
        let widths: Vec<Width> = columns
            .iter()
            .map(|name| sheet::width_of(name))
            .chain(Outcome::ALL.map(|_| Width::Number))
            .chain(figures.iter().map(|_| Width::Amount))
            .collect();
        let name = self.say("page.applications_sheet");
        let mut sheet = Sheet::table(workbook, &name, &self.formats, &headings, &widths)?;
        for (place, application) in self.report.applications.iter().enumerate() {
            let as_of = application.as_of.as_ref();
            let findings = u64::try_from(application.findings.len()).unwrap_or(u64::MAX);
            let mut row = vec![
                Cell::text(&application.path),
                Cell::maybe(application.id.as_deref()),
                Cell::maybe(application.call.as_deref()),
                self.verdict(application.verdict),
                Cell::Count(findings),
                as_of.map_or(Cell::Empty, |as_of| Cell::Date(as_of.date)),
                Cell::maybe(as_of.map(|as_of| &*as_of.from)),
                application
                    .sha256
                    .as_ref()
                    .map_or(Cell::Empty, |sha256| Hex(sha256).to_string().into()),
            ];
            let counts = &application.counts;
            row.extend(Outcome::ALL.map(|one| Cell::Count(u64::from(counts.of(one)))));
            row.extend(parts.iter_mut().map(|parts| {
                let part = parts.next_if(|(index, _)| *index == place);
                part.map_or(Cell::Empty, |part| cell(part.1))
            }));
            sheet.row(row)?;
        }
        sheet.finish()
    }

    fn findings(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let widths = COLUMNS.map(sheet::width_of);
        let headings = super::rows::headings(&COLUMNS, self.catalogue);
        let name = self.say("page.findings_sheet");
        let mut sheet = Sheet::table(workbook, &name, &self.formats, &headings, &widths)?;
        findings(self.report, self.catalogue, &mut |row| sheet.row(row))?;
        sheet.finish()
    }

    /// Applications by rules.
    fn outcomes(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let books = self.report.rule_books.iter();
        let rules = books.flat_map(|book| book.rules.iter());
        let mut columns: Vec<&RuleSummary> = Vec::new();
        for rule in self.report.own_rules.iter().chain(rules) {
            if !rule.portfolio && !columns.iter().any(|known| known.id == rule.id) {
                columns.push(rule);
            }
        }
        let mut headings = super::rows::headings(&["path", "id", "verdict"], self.catalogue);
        headings.extend(columns.iter().map(|rule| rule.id.to_string()));
        let mut widths = vec![Width::Path, Width::Short, Width::Short];
        widths.extend(columns.iter().map(|_| Width::Short));
        let name = self.say("page.outcomes_sheet");
        let mut sheet = Sheet::table(workbook, &name, &self.formats, &headings, &widths)?;
        for application in &self.report.applications {
            let said: Vec<_> = self
                .report
                .rules_of(application)
                .zip(&application.outcomes)
                .collect();
            let of = |rule: &&RuleSummary| {
                let found = said.iter().find(|(said, _)| said.id == rule.id);
                found.map_or(Cell::Empty, |(_, outcome)| self.outcome(**outcome))
            };
            let mut row = vec![
                Cell::text(&application.path),
                Cell::maybe(application.id.as_deref()),
                self.verdict(application.verdict),
            ];
            row.extend(columns.iter().map(of));
            sheet.row(row)?;
        }
        sheet.finish()
    }

    fn waivers(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let columns = [
            "rule",
            "path",
            "id",
            "outcome",
            "waiver_reason",
            "approver",
            "document",
            "expires",
            "fingerprint",
        ];
        let widths = columns.map(sheet::width_of);
        let headings = super::rows::headings(&columns, self.catalogue);
        let name = self.say("page.waivers_sheet");
        let mut sheet = Sheet::table(workbook, &name, &self.formats, &headings, &widths)?;
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
                Cell::Date(waived.expires),
                finding.fingerprint.to_string().into(),
            ])?;
        }
        sheet.finish()
    }

    /// One row for each citation of each rule.
    fn rules(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
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
        let widths = columns.map(sheet::width_of);
        let headings = super::rows::headings(&columns, self.catalogue);
        let name = self.say("page.rules_sheet");
        let mut sheet = Sheet::table(workbook, &name, &self.formats, &headings, &widths)?;
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

    /// Why each rule came out as it did: a row for each test.
    fn traces(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let columns = [
            "path", "id", "rule", "pointer", "outcome", "reason", "field", "line", "found",
            "asked", "answer", "law", "since",
        ];
        let widths = columns.map(sheet::width_of);
        let headings = super::rows::headings(&columns, self.catalogue);
        let name = self.say("page.trace_sheet");
        let mut sheet = Sheet::table(workbook, &name, &self.formats, &headings, &widths)?;
        for application in &self.report.applications {
            let traces = application.traces.iter();
            let judgements =
                traces.flat_map(|trace| trace.judgements.iter().map(move |one| (trace, one)));
            for (trace, judgement) in judgements {
                let steps = judgement.steps.iter().map(Some);
                let none = judgement.steps.is_empty().then_some(None);
                for step in steps.chain(none) {
                    let pointer = step.map_or(&judgement.pointer, |step| &step.pointer);
                    let law = step.and_then(|step| step.law.first());
                    let answer = |step: &crate::trace::Step| {
                        self.say(&format!("trace.answer.{}", step.answer.name()))
                            .into()
                    };
                    sheet.row([
                        Cell::text(&application.path),
                        Cell::maybe(application.id.as_deref()),
                        Cell::text(&trace.rule),
                        Cell::text(pointer),
                        self.outcome(judgement.outcome),
                        Cell::text(&judgement.reason),
                        Cell::maybe(step.map(|step| &*step.field)),
                        step.and_then(|step| step.line)
                            .map_or(Cell::Empty, |line| Cell::Count(u64::from(line))),
                        Cell::maybe(step.and_then(|step| step.found.as_deref())),
                        step.map_or(Cell::Empty, |step| asked(step, self.catalogue).into()),
                        step.map_or(Cell::Empty, answer),
                        law.map_or(Cell::Empty, |law| {
                            super::words::citation(law, self.catalogue).into()
                        }),
                        law.and_then(|law| law.since)
                            .map_or(Cell::Empty, Cell::Date),
                    ])?;
                }
            }
        }
        sheet.finish()
    }
}

fn cell(quantity: Quantity) -> Cell<'static> {
    match quantity {
        Quantity::Money(amount) => Cell::Money(amount),
        Quantity::Count(count) => Cell::Count(count),
        Quantity::Date(date) => Cell::Date(date),
    }
}
