//! The report for a person at a terminal: each finding with its place underlined, the law it rests on and what to do.
//! Knows nothing of the other formats.

mod excerpt;
mod finding;
mod trace;

use std::io::{self, Write};

use annotate_snippets::Renderer;
use annotate_snippets::renderer::{AnsiColor, Effects, Style as Paint};

use super::escape::shown;
use super::{Style, text, totals};
use crate::finding::Verdict;
use crate::language::Catalogue;
use crate::report::{Application, Portfolio, Report};

/// So many complying applications are named; more are only counted.
const NAMED: usize = 20;

const BOLD: Paint = Paint::new().effects(Effects::BOLD);

/// Writes the report.
pub(super) fn write(
    report: &Report,
    catalogue: &Catalogue,
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let page = Page::new(catalogue, style);
    for application in &report.applications {
        for finding in &application.findings {
            writeln!(out, "{}\n", page.finding(Some(&application.path), finding))?;
        }
        if !application.findings.is_empty() {
            writeln!(out, "{}\n", page.verdict(application))?;
        }
    }
    page.complying(report, out)?;
    for application in &report.applications {
        page.traces(application, out)?;
    }
    for portfolio in &report.portfolios {
        page.portfolio(report, portfolio, out)?;
    }
    for note in &report.notes {
        let head = format!("{}: ", catalogue.say("human.note", &[]));
        writeln!(out, "{}\n", text::hanging(&head, &shown(note), style.width))?;
    }
    totals::write(report, catalogue, style.width, out)
}

/// What the parts of the report need to be set.
pub(super) struct Page<'a> {
    catalogue: &'a Catalogue,
    style: &'a Style,
    renderer: Renderer,
}

impl<'a> Page<'a> {
    pub(super) fn new(catalogue: &'a Catalogue, style: &'a Style) -> Self {
        let renderer = if style.color {
            // A question to a person must look neither like a mistake nor like a remark.
            Renderer::styled().info(AnsiColor::BrightMagenta.on_default().effects(Effects::BOLD))
        } else {
            Renderer::plain()
        };
        let width = style.width.max(text::NARROWEST);
        Self {
            catalogue,
            style,
            renderer: renderer.term_width(width).hyperlink(style.hyperlinks),
        }
    }

    /// The verdict over one application.
    fn verdict(&self, application: &Application) -> String {
        let color = match application.verdict {
            Verdict::Complies => AnsiColor::Green,
            Verdict::NeedsReview => AnsiColor::BrightMagenta,
            Verdict::DoesNotComply | Verdict::Unreadable => AnsiColor::BrightRed,
        };
        let key = format!("verdict.{}", application.verdict.name());
        let verdict = self.catalogue.say(&key, &[]);
        let verdict = self.painted(&verdict, color.on_default().effects(Effects::BOLD));
        let path = self.painted(&shown(&application.path), BOLD);
        let values = [("path", path.into()), ("verdict", verdict.into())];
        let line = self.catalogue.say("human.verdict", &values);
        let Some(as_of) = &application.as_of else {
            return line;
        };
        let as_of = self
            .catalogue
            .say("human.as_of", &[("date", as_of.date.into())]);
        format!("{line} ({as_of})")
    }

    /// The applications of which nothing was found: by name while they are few, else only their number.
    fn complying(&self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        let clean = || report.applications.iter().filter(|a| a.findings.is_empty());
        let count = clean().count();
        if self.style.quiet || count == 0 {
            return Ok(());
        }
        if count > NAMED {
            let line = self
                .catalogue
                .say("human.complying", &[("count", count.into())]);
            writeln!(out, "{line}")?;
        } else {
            for application in clean() {
                writeln!(out, "{}", self.verdict(application))?;
            }
        }
        writeln!(out)
    }

    /// What was found of all applications of a call together.
    fn portfolio(
        &self,
        report: &Report,
        portfolio: &Portfolio,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let book = report.rule_books.get(portfolio.book);
        let call = book.map_or_else(Default::default, |book| shown(&book.call).into_owned());
        let values = [
            ("count", portfolio.applications.into()),
            ("call", call.into()),
        ];
        let key = if portfolio.findings.is_empty() {
            "human.portfolio_clean"
        } else {
            "human.portfolio"
        };
        let title = self.catalogue.say(key, &values);
        let title = text::wrapped(&title, self.style.width);
        writeln!(out, "{}\n", self.painted(&title, BOLD))?;
        for finding in &portfolio.findings {
            writeln!(out, "{}\n", self.finding(None, finding))?;
        }
        Ok(())
    }

    fn painted(&self, text: &str, paint: Paint) -> String {
        if self.style.color {
            format!("{paint}{text}{paint:#}")
        } else {
            text.to_owned()
        }
    }
}
