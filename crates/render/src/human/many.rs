//! Many applications: each on one line, the worst first where not all have room, then the rules that are not met.

use std::io::{self, Write};

use super::one::color;
use super::{ShortWriter, lines_in};
use crate::escape::shown;
use crate::terminal::BOLD;
use crate::{text, totals};
use atbilst_core::finding::Finding;
use atbilst_core::report::{Application, Report};

/// So many applications are named at least, and at most so many rules.
const APPLICATIONS: usize = 10;
const RULES: usize = 8;

impl ShortWriter<'_> {
    /// Many applications: each on one line, then the rules that are not met.
    pub(super) fn compact(
        &self,
        report: &Report,
        told: &[&Application],
        room: usize,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let rules = self.rules(report)?;
        let room = room.saturating_sub(lines_in(&rules)).saturating_sub(2);
        let verdicts = told.iter().map(|one| {
            let verdict = self.catalogue.word("verdict", one.verdict.name());
            text::width(&verdict)
        });
        let verdicts = verdicts.max().unwrap_or(0);
        let mut named = told.to_vec();
        if named.len() > room {
            named.sort_by_key(|one| std::cmp::Reverse((one.verdict, one.findings.len())));
            named.truncate(room.max(APPLICATIONS));
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
            let verdict = self.catalogue.word("verdict", application.verdict.name());
            let path = shown(&application.path);
            // A name is never broken.
            let line = format!("{verdict:verdicts$}  {path}");
            let rules = format!("  {}", shown(&rules.join(", ")));
            let room = self.style.width.saturating_sub(text::width(&line));
            let rules = text::cut(&rules, room);
            let room = if rules.trim() == "…" { 0 } else { room };
            let name = verdict.clone();
            let verdict = self.painted(&verdict, color(application.verdict));
            let line = line.replacen(&name, &verdict, 1);
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
        out.write_all(&rules)
    }

    /// The rules that are not met, the most frequent first.
    fn rules(&self, report: &Report) -> io::Result<Vec<u8>> {
        let mut out = Vec::new();
        let rules = totals::most_frequent(report);
        writeln!(
            out,
            "{}",
            self.painted(&self.say("short.by_rule", &[]), BOLD)
        )?;
        for of_rule in rules.iter().take(RULES) {
            let name = of_rule.name();
            let (name, title) = (shown(&name), shown(&of_rule.rule.title));
            let line = format!("{:>5}  {name}: {title}", of_rule.total.counts.findings());
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
        writeln!(out)?;
        Ok(out)
    }
}
