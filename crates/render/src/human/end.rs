//! The end: the applications of which nothing was found, what comes next, the notes, the totals, and how to learn more.

use std::io::{self, Write};

use super::{ShortWriter, is_clean};
use crate::escape::{shown, typed};
use crate::terminal::BOLD;
use crate::{text, totals};
use atbilst_core::finding::{Finding, Slip, Verdict};
use atbilst_core::report::{Application, Report};
use atbilst_core::rulebook::embedded::BOOKS;

impl ShortWriter<'_> {
    /// The applications of which nothing was found: by name while they are few, else only their number.
    pub(super) fn complying(&self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
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

    /// Of one application in which there is nothing to correct: what a person will still judge, and what comes next.
    pub(super) fn next(&self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        let [one] = report.applications.as_slice() else {
            return Ok(());
        };
        let good = matches!(one.verdict, Verdict::Complies | Verdict::NeedsReview);
        if !good || self.style.quiet || one.findings.iter().any(Finding::is_error) {
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
    pub(super) fn end(&self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        totals::notes(report, self.catalogue, self.style.width, out)?;
        let findings: Vec<&Finding> = report
            .findings()
            .filter(|(application, _)| application.is_some() || report.applications.len() > 1)
            .map(|(_, finding)| finding)
            .collect();
        let errors = findings.iter().filter(|one| one.is_error()).count();
        let sure = findings.iter();
        let sure = sure
            .filter(|one| one.slip == Some(Slip::Sure) && one.is_error())
            .count();
        let mut said = vec![totals::short(report, self.catalogue)];
        let rules = rules_given(report);
        let files = format!("{}{rules}", commanded(&report.inputs));
        let files = files.as_str();
        // What came through standard input is corrected where it is.
        if sure > 0 && !report.inputs.iter().any(|input| input == "-") {
            let about = [
                ("count", sure.into()),
                ("all", errors.into()),
                ("files", files.into()),
            ];
            said.push(self.say("short.fix", &about));
        }
        let by_law = findings.iter().find(|one| !one.law.is_empty());
        if let Some(finding) = by_law {
            let rule = format!("{}{rules}", shown(&finding.rule));
            said.push(self.say("short.why", &[("rule", rule.into())]));
        }
        if !findings.is_empty() {
            said.push(self.say("short.full", &[("files", files.into())]));
        }
        for line in said {
            writeln!(out, "{}", text::hanging("", &line, self.style.width))?;
        }
        Ok(())
    }
}

/// The rule books that are not inside the program, as they are typed behind a command: without them it would not know the rules.
fn rules_given(report: &Report) -> String {
    let books = report.rule_books.iter().filter(|book| book.applied);
    let own = books.filter(|book| BOOKS.iter().all(|inside| *inside.path != *book.name));
    own.map(|book| format!(" --rules {}", shown(&typed(&book.name))))
        .collect()
}

/// What was asked for, as it is typed behind a command; of much only that there is something.
fn commanded(inputs: &[String]) -> String {
    match inputs {
        [] => ".".to_owned(),
        // Standard input, and no file of that name.
        [one] if one == "-" => one.clone(),
        [one] => shown(&typed(one)).into_owned(),
        _ => "…".to_owned(),
    }
}
