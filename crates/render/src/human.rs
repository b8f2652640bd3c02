//! The short look, for a person at a terminal: what is to be done first, a line for each finding, grouped by file; then all
//! applications together, the totals, and how to learn more. Of one application also what to do and, once, the law.
//! Knows nothing of the other formats.

mod law;
mod line;

use std::io::{self, Write};

use annotate_snippets::renderer::{AnsiColor, Effects, Style as Paint};

use crate::escape::shown;
use crate::format::{Format, Style};
use crate::full::FullWriter;
use crate::terminal::{BOLD, painted};
use crate::{text, totals, words};
use atbilst_core::finding::{Finding, Level, Outcome, Slip, Verdict};
use atbilst_core::language::{Catalogue, Value};
use atbilst_core::report::{Application, Portfolio, Report};

use line::{Line, lines};

/// So many lines of findings are shown; of more applications only which rules they do not meet.
const LINES: usize = 45;
/// So many applications are then named, and so many rules.
const APPLICATIONS: usize = 40;
const RULES: usize = 8;
/// So many findings of one application are shown with what to do and the law.
const AT_LENGTH: usize = 6;
/// So many characters of a sentence are shown where there are several applications.
const CHARACTERS: usize = 240;
/// And where there is one.
const ALONE: usize = 1000;

const DIM: Paint = Paint::new().effects(Effects::DIMMED);

/// For a person at a terminal.
pub(super) const FORMAT: Format = Format {
    traces: true,
    ..Format::new("human", write)
};

/// Writes the report.
fn write(
    report: &Report,
    catalogue: &Catalogue,
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let writer = ShortWriter { catalogue, style };
    let shown = |one: &&Application| !is_clean(one);
    let told: Vec<&Application> = report.applications.iter().filter(shown).collect();
    let all: Vec<Vec<Line>> = told
        .iter()
        .map(|one| lines(&one.findings, catalogue))
        .collect();
    let count = all
        .iter()
        .fold(0_usize, |sum, lines| sum.saturating_add(lines.len()));
    match told.as_slice() {
        [one] if report.applications.len() == 1 => {
            let lines = all.first().map_or(&[][..], Vec::as_slice);
            writer.at_length(report, one, lines, out)?;
        }
        _ if count.saturating_add(told.len()) > LINES => writer.compact(report, &told, out)?,
        _ => {
            for (one, lines) in told.iter().zip(&all) {
                writer.application(report, one, lines, out)?;
            }
        }
    }
    writer.complying(report, out)?;
    let full = FullWriter::new(catalogue, style);
    for application in &report.applications {
        full.traces(application, out)?;
    }
    for portfolio in &report.portfolios {
        writer.portfolio(report, portfolio, out)?;
    }
    writer.next(report, out)?;
    writer.end(report, out)
}

/// Whether there is nothing to say of an application but that it complies.
fn is_clean(application: &Application) -> bool {
    let nothing = application.findings.is_empty() && application.together.is_empty();
    nothing && application.verdict == Verdict::Complies
}

struct ShortWriter<'a> {
    catalogue: &'a Catalogue,
    style: &'a Style,
}

impl ShortWriter<'_> {
    fn say(&self, key: &str, about: &[(&str, Value<'_>)]) -> String {
        self.catalogue.say(key, about)
    }

    fn painted(&self, text: &str, paint: Paint) -> String {
        painted(text, paint, self.style)
    }

    /// The file, its verdict, and what was found in numbers; of one alone also the day whose law was applied.
    fn heading(&self, application: &Application, alone: bool) -> String {
        let color = match application.verdict {
            Verdict::Complies => AnsiColor::Green,
            Verdict::NeedsReview => AnsiColor::BrightMagenta,
            Verdict::DoesNotComply | Verdict::Unreadable => AnsiColor::BrightRed,
        };
        let verdict = self.say(&format!("verdict.{}", application.verdict.name()), &[]);
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
        let verdict = self.painted(&verdict, color.on_default().effects(Effects::BOLD));
        format!("{}: {verdict}{counts}", self.painted(&path, BOLD))
    }

    /// How many mistakes and questions there are; nothing where there are none.
    fn counts(&self, findings: &[Finding]) -> String {
        let errors = findings.iter().filter(|one| is_error(one)).count();
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

    fn application(
        &self,
        report: &Report,
        application: &Application,
        lines: &[Line],
        out: &mut dyn Write,
    ) -> io::Result<()> {
        writeln!(out, "{}", self.heading(application, false))?;
        self.beside(report, application, out)?;
        let margin = self.margin(lines);
        for line in lines {
            let message = text::short(&line.text, CHARACTERS);
            self.line(&line.at, &message, &line.rules, margin, out)?;
        }
        writeln!(out)
    }

    /// One application alone: what to do beside each finding, and the law they rest on, once.
    fn at_length(
        &self,
        report: &Report,
        application: &Application,
        lines: &[Line],
        out: &mut dyn Write,
    ) -> io::Result<()> {
        writeln!(out, "{}", self.heading(application, true))?;
        self.beside(report, application, out)?;
        let margin = self.margin(lines);
        let few = lines.len() <= AT_LENGTH;
        for line in lines {
            let message = text::short(&line.text, ALONE);
            self.line(&line.at, &message, &line.rules, margin, out)?;
            if let Some(help) = line.help.as_ref().filter(|_| few) {
                let head = format!("{:margin$}→ ", "");
                writeln!(out, "{}", text::hanging(&head, help, self.style.width))?;
            }
            if few && !line.write.is_empty() {
                writeln!(out, "{:margin$}→ {}:", "", self.say("human.write", &[]))?;
                for text in &line.write {
                    writeln!(out, "{:margin$}  {text}", "")?;
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

    /// A place, what is said of it, and the rules behind it.
    fn line(
        &self,
        at: &str,
        message: &str,
        rules: &str,
        margin: usize,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let space = margin.saturating_sub(text::width(at)).saturating_sub(2);
        let head = format!("{:space$}{at}  ", "");
        let set = text::hanging(&head, message, self.style.width);
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

    /// Many applications: each on one line, then the rules that are not met.
    fn compact(
        &self,
        report: &Report,
        told: &[&Application],
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let verdicts = told.iter().map(|one| {
            let verdict = self.say(&format!("verdict.{}", one.verdict.name()), &[]);
            text::width(&verdict)
        });
        let verdicts = verdicts.max().unwrap_or(0);
        // Where not all have room, the worst come first.
        let mut named = told.to_vec();
        if named.len() > APPLICATIONS {
            named.sort_by_key(|one| std::cmp::Reverse((one.verdict, one.findings.len())));
            named.truncate(APPLICATIONS);
        }
        for application in &named {
            let mut rules: Vec<&str> = Vec::new();
            let own = application.findings.iter().flat_map(Finding::rules);
            let own = own.map(|rule| &**rule);
            for rule in own.chain(application.together.iter().map(|rule| &**rule)) {
                if !rules.contains(&rule) {
                    rules.push(rule);
                }
            }
            let verdict = self.say(&format!("verdict.{}", application.verdict.name()), &[]);
            let path = shown(&application.path);
            // A name is never broken.
            let line = format!("{verdict:verdicts$}  {path}");
            let rules = format!("  {}", shown(&rules.join(", ")));
            let room = self.style.width.saturating_sub(text::width(&line));
            let rules = text::cut(&rules, room);
            writeln!(out, "{line}{}", if room > 4 { &*rules } else { "" })?;
        }
        let more = told.len().saturating_sub(named.len());
        if more > 0 {
            writeln!(
                out,
                "{}",
                self.say("short.more_files", &[("count", more.into())])
            )?;
        }
        writeln!(out)?;
        let mut rules: Vec<_> = report.by_rule().collect();
        rules.sort_by_key(|one| std::cmp::Reverse(one.1.counts.findings()));
        writeln!(
            out,
            "{}",
            self.painted(&self.say("short.by_rule", &[]), BOLD)
        )?;
        for (rule, total) in rules.iter().take(RULES) {
            let (id, title) = (shown(&rule.id), shown(&rule.title));
            let line = format!("{:>5}  {id}: {title}", total.counts.findings());
            writeln!(out, "{}", text::cut(&line, self.style.width))?;
        }
        let more = rules.len().saturating_sub(RULES);
        if more > 0 {
            writeln!(
                out,
                "       {}",
                self.say("short.more_rules", &[("count", more.into())])
            )?;
        }
        writeln!(out)
    }

    /// The applications of which nothing was found: by name while they are few, else only their number.
    fn complying(&self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        let clean: Vec<&Application> = report.applications.iter().filter(|a| is_clean(a)).collect();
        if self.style.quiet || clean.is_empty() {
            return Ok(());
        }
        if clean.len() <= 3 {
            for application in clean {
                let alone = report.applications.len() == 1;
                writeln!(out, "{}", self.heading(application, alone))?;
            }
        } else {
            let about = [("count", clean.len().into())];
            writeln!(out, "{}", self.say("human.complying", &about))?;
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

    /// Of one application in which there is nothing to correct: what a person will still judge, and what comes next.
    fn next(&self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        let [one] = report.applications.as_slice() else {
            return Ok(());
        };
        let good = matches!(one.verdict, Verdict::Complies | Verdict::NeedsReview);
        if !good || self.style.quiet || one.findings.iter().any(is_error) {
            return Ok(());
        }
        writeln!(out, "{}", self.painted(&self.say("short.next", &[]), BOLD))?;
        let mut said = vec![self.say("short.not_approved", &[])];
        let book = one.book.and_then(|book| report.rule_books.get(book));
        for (step, law) in book.into_iter().flat_map(|book| &book.next_steps) {
            let source = law.first().map_or("", |law| &law.url);
            said.push(format!("{} ({})", shown(step), shown(source)));
        }
        for step in said {
            writeln!(out, "{}", text::hanging("  – ", &step, self.style.width))?;
        }
        writeln!(out)
    }

    /// The notes, the totals in a line, and how to learn more.
    fn end(&self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        totals::notes(report, self.catalogue, self.style.width, out)?;
        let findings: Vec<&Finding> = report
            .findings()
            .filter(|(application, _)| application.is_some() || report.applications.len() > 1)
            .map(|(_, finding)| finding)
            .collect();
        let errors = findings.iter().filter(|one| is_error(one)).count();
        let sure = findings.iter();
        let sure = sure
            .filter(|one| one.slip == Some(Slip::Sure) && is_error(one))
            .count();
        let mut said = vec![totals::short(report, self.catalogue)];
        if sure > 0 {
            let about = [("count", sure.into()), ("all", errors.into())];
            said.push(self.say("short.fix", &about));
        }
        let by_law = findings.iter().find(|one| !one.law.is_empty());
        if let Some(finding) = by_law {
            let rule = shown(&finding.rule).into_owned();
            said.push(self.say("short.why", &[("rule", rule.into())]));
        }
        if !findings.is_empty() {
            said.push(self.say("short.full", &[]));
        }
        for line in said {
            writeln!(out, "{}", text::hanging("", &line, self.style.width))?;
        }
        Ok(())
    }
}

fn is_error(finding: &Finding) -> bool {
    finding.outcome == Outcome::Fail && finding.level == Level::Error
}
