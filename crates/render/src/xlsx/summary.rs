//! The first sheet: totals, the numbers over all applications, and what the report rests on.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::look::Shown;
use super::sheet::Sheet;
use super::{WorkbookWriter, cell};
use crate::escape::shown;
use crate::found::{call, together};
use crate::rows::{Cell, cents, hashes};
use crate::words;
use atbilst_core::finding::{Hex, Outcome, Verdict};
use atbilst_core::message::figure::Figure;
use atbilst_core::report::Portfolio;
use atbilst_core::tool::Tool;

impl WorkbookWriter<'_> {
    pub(super) fn summary(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let mut sheet = Sheet::free(workbook, &self.say("page.summary_sheet"), &self.formats)?;
        for (column, width) in [44.0, 20.0, 20.0, 20.0, 22.0, 64.0].into_iter().enumerate() {
            sheet.width(column, width)?;
        }
        let report = self.report;
        let summary = &report.summary;
        sheet.title(&self.say("page.title"))?;
        sheet.row([
            self.say("page.day").into(),
            Cell::Date(report.settings.today),
        ])?;
        sheet.gap();
        let counted = |count: usize| Cell::Count(u64::try_from(count).unwrap_or(u64::MAX));
        sheet.heading(
            [
                self.say("summary.applications"),
                self.say("column.count"),
                self.say("column.money"),
            ],
            2,
        )?;
        let tally = &report.totals.all;
        for verdict in Verdict::ALL {
            sheet.row([
                self.verdict(verdict)
                    .leading(self.links.sheet("applications")),
                counted(summary.of(verdict)).into(),
                cents(tally.money(verdict)).into(),
            ])?;
            if verdict == Verdict::Complies {
                for (key, count) in [
                    ("column.by_waivers", summary.by_waivers),
                    ("column.by_answers", summary.by_answers),
                    ("column.with_together", summary.with_together),
                ] {
                    sheet.row([self.say(key).into(), counted(count)])?;
                }
            }
        }
        sheet.total([
            self.say("page.total").into(),
            counted(summary.applications),
            cents(tally.all_money()),
        ])?;
        if let Some(unknown) = words::money_unknown(report, self.catalogue) {
            sheet.row([Cell::from(unknown)])?;
        }
        if summary.passed_over > 0 {
            let passed_over = self.say("summary.passed_over");
            sheet.row([passed_over.into(), counted(summary.passed_over)])?;
        }
        sheet.gap();
        sheet.heading([self.say("summary.outcomes"), self.say("column.count")], 1)?;
        for outcome in Outcome::ALL {
            let count = Cell::Count(u64::from(summary.outcomes.of(outcome)));
            let sign = self.outcome(outcome).look.sign().to_owned();
            let to = match outcome {
                Outcome::Review => "questions",
                Outcome::Waived => "waivers",
                _ => "outcomes",
            };
            let outcome = self.outcome(outcome).leading(self.links.sheet(to));
            sheet.row([outcome, count.into(), Cell::from(sign).into()])?;
        }
        let total = Cell::Count(u64::from(summary.outcomes.total()));
        sheet.total([self.say("page.total").into(), total])?;
        let findings = Cell::Count(u64::from(summary.findings()));
        let told = Shown::from(Cell::from(self.say("summary.findings")));
        sheet.row([told.leading(self.links.sheet("findings")), findings.into()])?;
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
        heading.extend(kinds.map(|kind| self.catalogue.word("outcome", kind.name())));
        heading.push(self.say("column.money"));
        heading.push(self.say("column.rule_title"));
        sheet.heading(heading, 4)?;
        for of_rule in self.report.by_rule() {
            let (rule, total) = (of_rule.rule, of_rule.total);
            let link = self.links.rule(of_rule.call, &rule.id);
            let name = of_rule.name();
            let mut row = vec![Shown::from(Cell::text(&name)).leading(link)];
            row.extend(kinds.map(|kind| Cell::Count(u64::from(total.counts.of(kind))).into()));
            row.push(cents(total.money).into());
            row.push(Cell::text(&rule.title).into());
            sheet.row(row)?;
        }
        sheet.gap();
        Ok(())
    }

    fn figures(&self, sheet: &mut Sheet<'_>, portfolio: &Portfolio) -> Result<(), XlsxError> {
        let code = call(self.report, portfolio);
        let call = [("call", code.into())];
        let heading = [
            self.catalogue.say("page.together", &call),
            self.say("column.total"),
            self.say("column.limit"),
            self.say("column.answer"),
            String::new(),
            self.say("column.detail"),
        ];
        sheet.heading(heading, 2)?;
        for figure in &portfolio.figures {
            sheet.row([
                Cell::text(&figure.title),
                cell(figure.quantity),
                figure.limit.map_or(Cell::Empty, cell),
                self.catalogue
                    .word("trace.answer", figure.answer.name())
                    .into(),
                Cell::Empty,
                self.detail(figure),
            ])?;
            let totals = figure.totals;
            for (key, quantity) in [
                ("column.total_complies", totals.complies),
                ("column.total_with_review", totals.with_review),
                ("column.total_all", totals.all),
            ] {
                sheet.row([self.say(key).into(), cell(quantity)])?;
            }
        }
        for (rule, outcome) in together(self.report, portfolio) {
            let link = self.links.rule(Some(code), &rule.id);
            let title = Shown::from(Cell::text(&rule.title)).leading(link);
            sheet.row([title, self.outcome(outcome)])?;
        }
        sheet.row([
            self.say("column.as_of").into(),
            Cell::Date(portfolio.as_of.date),
            Cell::maybe(portfolio.as_of_application.as_deref()),
        ])?;
        sheet.gap();
        Ok(())
    }

    /// Which are counted, and that not all could be.
    fn detail<'f>(&self, figure: &'f Figure) -> Cell<'f> {
        let caution = (!figure.complete).then(|| self.say("page.not_whole"));
        match (figure.detail.as_deref(), caution) {
            (detail, None) => Cell::maybe(detail),
            (None, Some(caution)) => caution.into(),
            (Some(detail), Some(caution)) => format!("{detail}. {caution}").into(),
        }
    }

    fn evidence(&self, sheet: &mut Sheet<'_>) -> Result<(), XlsxError> {
        let report = self.report;
        sheet.heading([self.say("page.evidence")], 0)?;
        let tool = format!("{} {}", Tool::NAME, report.settings.tool.version);
        sheet.wide(&self.say("page.tool"), &tool)?;
        let commit = report.settings.tool.commit.map(str::to_owned);
        let commit = commit.unwrap_or_else(|| self.say("page.unknown"));
        sheet.wide(&self.say("page.commit"), &commit)?;
        for book in &report.rule_books {
            let call = [("call", (&*book.call).into())];
            sheet.wide(
                &self.catalogue.say("page.book", &call),
                &shown(&book.version),
            )?;
            let verified = [("date", book.verified_on.into())];
            let hash = format!("SHA-256 {}", Hex(&book.sha256));
            sheet.wide(&self.catalogue.say("page.verified", &verified), &hash)?;
            for source in &*book.sources {
                let said = words::captured(source, self.catalogue);
                let said = match source.sealed() {
                    Some(hash) => format!("{}; {said}; SHA-256 {}", source.title, Hex(hash)),
                    None => format!("{}; {said}", source.title),
                };
                sheet.wide(&self.say("page.source"), &shown(&said))?;
            }
        }
        let waivers = match report.waivers.as_slice() {
            [] => self.say("page.no_waivers"),
            files => hashes(files),
        };
        sheet.wide(&self.say("page.waivers"), &shown(&waivers))?;
        if !report.answers.is_empty() {
            let answers = hashes(&report.answers);
            sheet.wide(&self.say("page.answers"), &shown(&answers))?;
        }
        sheet.wide(&self.say("page.inputs"), &shown(&report.inputs.join(", ")))?;
        for note in &report.notes {
            sheet.wide(&self.say("summary.note"), &shown(note))?;
        }
        Ok(())
    }
}
