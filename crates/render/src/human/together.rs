//! What was found of all applications of a call together: where there is much, by rule.

use std::io::{self, Write};
use std::sync::Arc;

use super::line::lines;
use super::{CHARACTERS, ShortWriter};
use crate::escape::shown;
use crate::full::portfolio_line;
use crate::terminal::BOLD;
use crate::{text, words};
use atbilst_core::finding::{Finding, Verdict};
use atbilst_core::report::{Portfolio, Report};

/// So many findings of one rule are told where there are few applications; of more its first, and how many others there are.
const OF_ONE_RULE: usize = 2;

/// So many applications of a finding are named.
const NAMED: usize = 3;

impl ShortWriter<'_> {
    pub(super) fn portfolio(
        &self,
        report: &Report,
        portfolio: &Portfolio,
        few: bool,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        // What one application alone cannot reach concerns nobody who checks it alone.
        let concerns = |concerned: &Vec<_>| portfolio.applications > 1 || !concerned.is_empty();
        let told = portfolio.findings.is_empty() || portfolio.concerned.iter().any(concerns);
        if !told {
            // Nor whoever has still to correct it.
            let mut applications = report.applications.iter();
            let wrong = |verdict| matches!(verdict, Verdict::DoesNotComply | Verdict::Unreadable);
            if applications.any(|one| wrong(one.verdict)) {
                return Ok(());
            }
            let rules = portfolio.findings.iter().map(|finding| &*finding.rule);
            let rules = words::titles(report, rules).join("; ");
            let line = self.say("human.portfolio_alone", &[("rules", rules.into())]);
            return writeln!(
                out,
                "{}\n",
                text::hanging("", &shown(&line), self.style.width)
            );
        }
        let title = portfolio_line(report, portfolio, self.catalogue);
        let title = text::wrapped(&title, self.style.width);
        writeln!(out, "{}", self.painted(&title, BOLD))?;
        let most = if few { OF_ONE_RULE } else { 1 };
        for of_rule in by_rule(&portfolio.findings) {
            let told = if of_rule.len() > most {
                1
            } else {
                of_rule.len()
            };
            let others = of_rule.len().saturating_sub(told);
            for finding in of_rule.into_iter().take(told) {
                for line in lines(std::slice::from_ref(finding), self.catalogue) {
                    let mut message = text::short(&line.text, CHARACTERS).into_owned();
                    if others > 0 {
                        let more = self.say("short.more_of_rule", &[("count", others.into())]);
                        message = format!("{message} {more}");
                    }
                    self.line("", &message, &line.rules, 4, out)?;
                }
                if let Some(names) = self.some_of(finding, portfolio) {
                    let line = self.say("short.in_applications", &[("names", names.into())]);
                    let line = text::hanging("      ", &shown(&line), self.style.width);
                    writeln!(out, "{line}")?;
                }
            }
        }
        writeln!(out)
    }

    /// The applications that a finding is about, where it is about a few of them and does not name them itself.
    fn some_of(&self, finding: &Finding, portfolio: &Portfolio) -> Option<String> {
        let mut paths: Vec<&str> = finding.related.iter().map(|one| &*one.path).collect();
        paths.dedup();
        let mut all = portfolio.findings.iter().zip(&portfolio.concerned);
        let (_, concerned) = all.find(|(one, _)| std::ptr::eq(*one, finding))?;
        // Of many a finding names only some.
        let few =
            (1..portfolio.applications).contains(&paths.len()) && paths.len() == concerned.len();
        let named = |path: &&str| finding.message.contains(path);
        let first = paths.get(..NAMED).unwrap_or(&paths);
        (few && !first.iter().any(named)).then(|| self.catalogue.first_of(first, paths.len()))
    }
}

/// The findings by rule and outcome, mistakes first.
fn by_rule(findings: &[Finding]) -> Vec<Vec<&Finding>> {
    let mut rules: Vec<Vec<&Finding>> = Vec::new();
    let key = |one: &Finding| (Arc::clone(&one.rule), one.outcome, one.level);
    for finding in findings {
        let same = |of_rule: &&mut Vec<&Finding>| {
            let first = of_rule.first();
            first.is_some_and(|first| key(first) == key(finding))
        };
        match rules.iter_mut().find(same) {
            Some(of_rule) => of_rule.push(finding),
            None => rules.push(vec![finding]),
        }
    }
    rules.sort_by_key(|of_rule| of_rule.first().map(|first| first.weight()));
    rules
}
