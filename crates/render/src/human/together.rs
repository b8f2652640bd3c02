//! What was found of all applications of a call together.

use std::io::{self, Write};

use super::line::lines;
use super::{CHARACTERS, ShortWriter};
use crate::escape::shown;
use crate::terminal::BOLD;
use crate::{text, words};
use atbilst_core::finding::Outcome;
use atbilst_core::report::{Portfolio, Report};

impl ShortWriter<'_> {
    /// What was found of all applications of a call together.
    pub(super) fn portfolio(
        &self,
        report: &Report,
        portfolio: &Portfolio,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        // What one application alone cannot reach concerns nobody who checks it alone.
        let concerns = |concerned: &Vec<_>| portfolio.applications > 1 || !concerned.is_empty();
        let told = portfolio.findings.is_empty() || portfolio.concerned.iter().any(concerns);
        if !told {
            let rules = portfolio.findings.iter().map(|finding| &*finding.rule);
            let rules = words::titles(report, rules).join("; ");
            let line = self.say("human.portfolio_alone", &[("rules", rules.into())]);
            return writeln!(
                out,
                "{}\n",
                text::hanging("", &shown(&line), self.style.width)
            );
        }
        let book = report.rule_books.get(portfolio.book);
        let call = shown(book.map_or("", |book| &book.call)).into_owned();
        let about = [
            ("count", portfolio.applications.into()),
            ("call", call.into()),
        ];
        let key = match portfolio.worst() {
            _ if !portfolio.findings.is_empty() => "human.portfolio",
            Outcome::Open => "human.portfolio_open",
            _ => "human.portfolio_clean",
        };
        let title = self.say(key, &about);
        let title = text::wrapped(&title, self.style.width);
        writeln!(out, "{}", self.painted(&title, BOLD))?;
        for line in lines(&portfolio.findings, self.catalogue) {
            let message = text::short(&line.text, CHARACTERS);
            self.line("", &message, &line.rules, 4, out)?;
        }
        writeln!(out)
    }
}
