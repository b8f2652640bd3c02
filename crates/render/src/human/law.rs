//! The law that findings rest on: each source and its address once, each quote once.

use std::io::{self, Write};

use super::ShortWriter;
use crate::escape::shown;
use crate::terminal::BOLD;
use crate::text;
use atbilst_core::finding::{Finding, Law};
use atbilst_core::report::Report;

/// A sentence of law, and the rules that rest on it.
type Quoted<'f> = (&'f Law, Vec<&'f str>);

impl ShortWriter<'_> {
    pub(super) fn laws(
        &self,
        report: &Report,
        findings: &[Finding],
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let mut sources: Vec<(&Law, Vec<Quoted<'_>>)> = Vec::new();
        for finding in findings {
            for law in finding.law.iter() {
                let named = citing(report, finding, law);
                let place = sources.iter().position(|(source, _)| source.id == law.id);
                let place = place.unwrap_or_else(|| {
                    sources.push((law, Vec::new()));
                    sources.len().saturating_sub(1)
                });
                let Some((_, quotes)) = sources.get_mut(place) else {
                    continue;
                };
                match quotes.iter_mut().find(|(known, _)| *known == law) {
                    Some((_, rules)) => {
                        let new = named.iter().filter(|id| !rules.contains(*id));
                        let new: Vec<&str> = new.copied().collect();
                        rules.extend(new);
                    }
                    None => quotes.push((law, named.clone())),
                }
            }
        }
        if sources.is_empty() {
            return Ok(());
        }
        let heading = self.say("explain.law", &[]);
        writeln!(out, "{}", self.painted(&heading, BOLD))?;
        for (source, quotes) in sources {
            let title = shown(&source.source);
            writeln!(out, "{}", text::hanging("  ", &title, self.style.width))?;
            if !source.url.is_empty() {
                writeln!(out, "  {}", shown(&source.url))?;
            }
            for (law, rules) in quotes {
                let Some(quote) = &law.quote else { continue };
                let words: Vec<&str> = quote.split_whitespace().collect();
                let quote = shown(&words.join(" ")).into_owned();
                let mut line = self.say("human.quote", &[("quote", quote.into())]);
                if let Some(point) = &law.point {
                    let point = point.trim_end_matches('.').into();
                    line = format!("{}: {line}", self.say("page.point", &[("point", point)]));
                }
                if let Some(since) = law.since {
                    let since = self.say("human.since", &[("since", since.into())]);
                    line = format!("{line} ({since})");
                }
                let line = format!("{line} [{}]", shown(&rules.join(", ")));
                writeln!(out, "{}", text::hanging("    ", &line, self.style.width))?;
            }
        }
        writeln!(out)
    }
}

/// The rules of a finding that rest on a sentence of law.
fn citing<'f>(report: &Report, finding: &'f Finding, law: &Law) -> Vec<&'f str> {
    let rests = |id: &&str| {
        let rule = report.all_rules().find(|(_, rule)| *rule.id == **id);
        let same = |one: &Law| one.quote == law.quote && one.point == law.point;
        rule.is_some_and(|(_, rule)| rule.law.iter().any(same))
    };
    let own = finding.rules().map(|rule| &**rule);
    let citing: Vec<&str> = own.clone().filter(rests).collect();
    if citing.is_empty() {
        return own.collect();
    }
    citing
}
