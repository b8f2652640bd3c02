//! One application: its file and verdict, what is beside its findings, and a line for each of them.

use std::io::{self, Write};

use annotate_snippets::renderer::{AnsiColor, Effects, Style as Paint};

use super::{CHARACTERS, DIM, Line, ShortWriter};
use crate::escape::shown;
use crate::terminal::BOLD;
use crate::{text, words};
use atbilst_core::finding::{Finding, Outcome, Verdict};
use atbilst_core::report::{Application, Report};

/// So many findings of one application are shown with what to do and the law.
const AT_LENGTH: usize = 6;
/// So many columns in stands on a narrow terminal what belongs to a finding.
const NARROW: usize = 4;
/// So many characters of a sentence are shown where there is one application.
const ALONE: usize = 1000;

/// How a verdict is painted.
pub(super) fn color(verdict: Verdict) -> Paint {
    let color = match verdict {
        Verdict::Complies => AnsiColor::Green,
        Verdict::NeedsReview => AnsiColor::BrightMagenta,
        Verdict::DoesNotComply | Verdict::Unreadable => AnsiColor::BrightRed,
    };
    color.on_default().effects(Effects::BOLD)
}

impl ShortWriter<'_> {
    /// The file, its verdict, and what was found in numbers; of one alone also the day whose law was applied.
    pub(super) fn heading(&self, application: &Application, alone: bool) -> String {
        let verdict = self.catalogue.word("verdict", application.verdict.name());
        let path = shown(&application.path);
        let counts = self.counts(&application.findings);
        let as_of = application.as_of.as_ref().filter(|_| alone);
        let as_of = as_of.map_or_else(String::new, |as_of| {
            let about = [("date", as_of.date.into())];
            format!(" ({})", self.say("human.as_of", &about))
        });
        let counts = format!("{counts}{as_of}");
        let plain = format!("{path}: {verdict}{counts}");
        if text::width(&plain) > self.style.width {
            return self.painted(&text::hanging("", &plain, self.style.width), BOLD);
        }
        let verdict = self.painted(&verdict, color(application.verdict));
        format!("{}: {verdict}{counts}", self.painted(&path, BOLD))
    }

    /// How many mistakes and questions there are; nothing where there are none.
    fn counts(&self, findings: &[Finding]) -> String {
        let errors = findings.iter().filter(|one| one.is_error()).count();
        let reviews = findings.iter();
        let reviews = reviews.filter(|one| one.outcome == Outcome::Review).count();
        let said = [("short.errors", errors), ("short.reviews", reviews)];
        let said = said.into_iter().filter(|(_, count)| *count > 0);
        let said = said.map(|(key, count)| self.say(key, &[("count", count.into())]));
        let said: Vec<String> = said.collect();
        match said.is_empty() {
            true => String::new(),
            false => format!(" – {}", said.join(", ")),
        }
    }

    /// An application with what was found in it; of one alone also what to do beside each finding, and the law they rest on, once.
    pub(super) fn application(
        &self,
        report: &Report,
        application: &Application,
        lines: &[Line],
        alone: bool,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        writeln!(out, "{}", self.heading(application, alone))?;
        self.beside(report, application, out)?;
        let margin = self.margin(lines);
        let beneath = self.beneath(margin);
        let few = alone && lines.len() <= AT_LENGTH;
        let most = if alone { ALONE } else { CHARACTERS };
        for line in lines {
            let message = text::short(&line.text, most);
            self.line(&line.at, &message, &line.rules, margin, out)?;
            if let Some(help) = line.help.as_ref().filter(|_| few) {
                let head = format!("{:beneath$}→ ", "");
                writeln!(out, "{}", text::hanging(&head, help, self.style.width))?;
            }
            if few && !line.write.is_empty() {
                writeln!(out, "{:beneath$}→ {}:", "", self.say("human.write", &[]))?;
                for text in &line.write {
                    writeln!(out, "{:beneath$}  {text}", "")?;
                }
            }
        }
        writeln!(out)?;
        if few {
            self.laws(report, &application.findings, out)?;
        }
        Ok(())
    }

    /// What the office states of it, and which findings over all applications concern it.
    fn beside(
        &self,
        report: &Report,
        application: &Application,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        for said in words::beside(report, application, self.catalogue, false) {
            let said = text::hanging("  ", &shown(&said), self.style.width);
            writeln!(out, "{said}")?;
        }
        Ok(())
    }

    /// The columns before what is said of a finding.
    fn margin(&self, lines: &[Line]) -> usize {
        let widths = lines.iter().map(|line| text::width(&line.at));
        widths.max().unwrap_or(0).saturating_add(4)
    }

    /// The columns before what stands below the first line of a finding: where little is left beside the places, fewer.
    fn beneath(&self, margin: usize) -> usize {
        let room = self.style.width.saturating_sub(margin);
        if room < text::MIN_WIDTH {
            margin.min(NARROW)
        } else {
            margin
        }
    }

    /// A place, what is said of it, and the rules behind it.
    pub(super) fn line(
        &self,
        at: &str,
        message: &str,
        rules: &str,
        margin: usize,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let space = margin.saturating_sub(text::width(at)).saturating_sub(2);
        let head = format!("{:space$}{at}  ", "");
        let margin = self.beneath(margin);
        let whole = self.style.width.max(text::MIN_WIDTH);
        let set = text::indented(&head, message, whole, margin);
        if rules.is_empty() {
            return writeln!(out, "{set}");
        }
        let last = set.lines().last().map_or(0, text::width);
        let rules = format!("[{rules}]");
        let fits = last.saturating_add(2).saturating_add(text::width(&rules)) <= self.style.width;
        let painted = self.painted(&rules, DIM);
        match fits {
            true => writeln!(out, "{set}  {painted}"),
            false => {
                let head = " ".repeat(margin);
                let rules = text::hanging(&head, &rules, self.style.width);
                writeln!(out, "{set}\n{}", self.painted(&rules, DIM))
            }
        }
    }
}
