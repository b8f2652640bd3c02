//! The whole report for a person at a terminal: each finding with its place underlined, the law it rests on and what to do.
//! Knows nothing of the other formats.

mod excerpt;
mod finding;
mod trace;

use std::io::{self, Write};

use annotate_snippets::Renderer;
use annotate_snippets::renderer::{AnsiColor, DEFAULT_ERROR_STYLE, Effects, Style as Paint};

use crate::escape::shown;
use crate::format::{Format, Style};
use crate::terminal::{BOLD, painted};
use crate::{found, text, totals, words};
use atbilst_core::finding::{Outcome, Verdict};
use atbilst_core::language::Catalogue;
use atbilst_core::report::{Application, Portfolio, Report};

/// So many complying applications are named; more are only counted.
const MAX_NAMED: usize = 20;

/// A question to a person must look neither like a mistake nor like a remark.
const REVIEW: Paint = AnsiColor::BrightMagenta.on_default().effects(Effects::BOLD);

/// For a person at a terminal.
pub(super) const FORMAT: Format = Format {
    traces: true,
    ..Format::new("full", write)
};

/// Writes the report.
fn write(
    report: &Report,
    catalogue: &Catalogue,
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let writer = FullWriter::new(catalogue, style);
    for application in &report.applications {
        for finding in &application.findings {
            writeln!(
                out,
                "{}\n",
                writer.finding(Some(&application.path), finding)
            )?;
        }
        if !is_clean(application) {
            writeln!(out, "{}\n", writer.verdict(report, application))?;
        }
    }
    writer.complying(report, out)?;
    for application in &report.applications {
        writer.traces(application, out)?;
    }
    for portfolio in &report.portfolios {
        writer.portfolio(report, portfolio, out)?;
    }
    totals::write(report, catalogue, style.width, out)
}

/// Whether there is nothing to say of an application but that it complies.
fn is_clean(application: &Application) -> bool {
    let nothing = application.findings.is_empty()
        && application.together.is_empty()
        && application.stated.is_empty();
    nothing && application.verdict == Verdict::Complies
}

/// What the parts of the report need to be set.
pub(crate) struct FullWriter<'a> {
    catalogue: &'a Catalogue,
    style: &'a Style,
    /// The columns that the renderer of excerpts keeps to.
    width: usize,
    renderer: Renderer,
}

impl<'a> FullWriter<'a> {
    pub(crate) fn new(catalogue: &'a Catalogue, style: &'a Style) -> Self {
        let renderer = if style.color {
            Renderer::styled().info(REVIEW)
        } else {
            Renderer::plain()
        };
        // The signs of a line that was cut at both ends stand outside the width that the renderer keeps to.
        let width = (style.width.max(text::MIN_WIDTH)).saturating_sub(text::width("......"));
        Self {
            catalogue,
            style,
            width,
            renderer: renderer.term_width(width),
        }
    }

    /// The verdict over one application, and which findings over all concern it.
    fn verdict(&self, report: &Report, application: &Application) -> String {
        let mut verdict = self.own_verdict(application);
        for said in words::beside(report, application, self.catalogue, true) {
            verdict.push('\n');
            verdict.push_str(&text::hanging("  ", &shown(&said), self.style.width));
        }
        verdict
    }

    /// The verdict over one application by itself.
    fn own_verdict(&self, application: &Application) -> String {
        let paint = match application.verdict {
            Verdict::Complies => AnsiColor::Green.on_default().effects(Effects::BOLD),
            Verdict::NeedsReview => REVIEW,
            Verdict::DoesNotComply | Verdict::Unreadable => DEFAULT_ERROR_STYLE,
        };
        let key = format!("verdict.{}", application.verdict.name());
        let verdict = self.catalogue.say(&key, &[]);
        let verdict = self.painted(&verdict, paint);
        let path = self.painted(&shown(&application.path), BOLD);
        let values = [("path", path.into()), ("verdict", verdict.into())];
        let line = self.catalogue.say("human.verdict", &values);
        let Some(as_of) = &application.as_of else {
            return line;
        };
        let as_of = self
            .catalogue
            .say("human.as_of", &[("date", as_of.date.into())]);
        text::hanging("", &format!("{line} ({as_of})"), self.style.width)
    }

    /// The applications of which nothing was found: by name while they are few, else only their number.
    fn complying(&self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        let clean = || report.applications.iter().filter(|a| is_clean(a));
        let count = clean().count();
        if self.style.quiet || count == 0 {
            return Ok(());
        }
        if count > MAX_NAMED {
            let line = self
                .catalogue
                .say("human.complying", &[("count", count.into())]);
            writeln!(out, "{line}")?;
        } else {
            for application in clean() {
                writeln!(out, "{}", self.own_verdict(application))?;
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
        // What one application alone cannot reach concerns nobody who checks it alone.
        let (alone, told): (Vec<_>, Vec<_>) = portfolio
            .findings
            .iter()
            .zip(&portfolio.concerned)
            .partition(|(_, concerned)| portfolio.applications == 1 && concerned.is_empty());
        if told.is_empty() && !alone.is_empty() {
            let rules = alone.iter().map(|(finding, _)| &*finding.rule);
            let rules = words::titles(report, rules).join("; ");
            let values = [("rules", rules.into())];
            let line = self.catalogue.say("human.portfolio_alone", &values);
            return writeln!(
                out,
                "{}\n",
                text::hanging("", &shown(&line), self.style.width)
            );
        }
        let title = portfolio_line(report, portfolio, self.catalogue);
        let title = text::wrapped(&title, self.style.width);
        writeln!(out, "{}\n", self.painted(&title, BOLD))?;
        for finding in &portfolio.findings {
            writeln!(out, "{}\n", self.finding(None, finding))?;
        }
        Ok(())
    }

    fn painted(&self, text: &str, paint: Paint) -> String {
        painted(text, paint, self.style)
    }
}

/// What is found of all applications of a call together, in a line.
pub(crate) fn portfolio_line(
    report: &Report,
    portfolio: &Portfolio,
    catalogue: &Catalogue,
) -> String {
    let key = match portfolio.worst() {
        _ if !portfolio.findings.is_empty() => "human.portfolio",
        Outcome::Open => "human.portfolio_open",
        _ => "human.portfolio_clean",
    };
    let about = [
        ("count", portfolio.applications.into()),
        (
            "call",
            shown(found::call(report, portfolio)).into_owned().into(),
        ),
    ];
    catalogue.say(key, &about)
}
