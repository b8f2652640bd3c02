//! Markdown, for the summary of a CI job: totals first, then the applications by name, then each finding.
//! Knows nothing of the other formats.

use std::io::{self, Write};

use crate::escape::{link, markdown};
use crate::format::{Format, Style};
use crate::found;
use crate::{totals, words};
use atbilst_core::finding::{Finding, Hex, Verdict};
use atbilst_core::language::Catalogue;
use atbilst_core::report::{Application, Report};

/// So many bytes of the room are kept for what follows; what is left out is said.
const KEPT: usize = 140_000;

/// For the summary of a job.
pub(super) const FORMAT: Format = Format::new("markdown", write);

/// Writes the report.
fn write(
    report: &Report,
    catalogue: &Catalogue,
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut writer = MarkdownWriter {
        catalogue,
        room: style.room.saturating_sub(KEPT),
        text: String::new(),
        left_out: 0,
    };
    writer.head(report);
    writer.by_rule(report);
    for application in &report.applications {
        let beside = words::beside(report, application, catalogue, true);
        if !application.findings.is_empty() || !beside.is_empty() {
            let verdict = writer.verdict(application.verdict);
            let title = format!("{} – {verdict}", markdown(&application.path));
            let subject = words::subject_line(report, application, catalogue);
            writer.section(&title, Some((application, &subject)), &application.findings);
            for said in beside {
                if writer.has_room() {
                    writer.line(&format!("\n{}", markdown(&said)));
                }
            }
        }
    }
    for portfolio in &report.portfolios {
        if !portfolio.findings.is_empty() {
            let values = [
                ("call", found::call(report, portfolio).into()),
                ("count", portfolio.applications.into()),
            ];
            let title = catalogue.say("human.portfolio", &values);
            writer.section(
                &markdown(title.trim_end_matches(':')),
                None,
                &portfolio.findings,
            );
        }
    }
    if writer.left_out > 0 {
        let values = [("count", writer.left_out.into())];
        let sentence = catalogue.say("markdown.left_out", &values);
        writer.line(&format!("\n**{}**", markdown(&sentence)));
    }
    out.write_all(writer.text.as_bytes())
}

struct MarkdownWriter<'a> {
    catalogue: &'a Catalogue,
    text: String,
    /// So many bytes are filled.
    room: usize,
    /// Findings for which there was no room.
    left_out: usize,
}

impl MarkdownWriter<'_> {
    fn say(&self, key: &str) -> String {
        markdown(&self.catalogue.say(key, &[]))
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn verdict(&self, verdict: Verdict) -> String {
        self.say(&format!("verdict.{}", verdict.name()))
    }

    fn head(&mut self, report: &Report) {
        self.line("## atbilst\n");
        for sentence in totals::sentences(report, self.catalogue) {
            self.line(&format!("- {}", markdown(&sentence)));
        }
        let label = self.say("page.source");
        for source in report.applied_books().flat_map(|book| &*book.sources) {
            if let Some(hash) = source.sealed() {
                let said = words::captured(source, self.catalogue);
                let said = format!("{}; {said}; SHA-256 {}", source.title, Hex(hash));
                self.line(&format!("- {label}: {}", markdown(&said)));
            }
        }
        let note = self.say("summary.note");
        for text in &report.notes {
            self.line(&format!("- **{note}** {}", markdown(text)));
        }
    }

    /// Where there are many applications, which rules are not met.
    fn by_rule(&mut self, report: &Report) {
        let rows = totals::by_rule(report);
        if rows.is_empty() {
            return;
        }
        let title = self.say("short.by_rule");
        let columns = totals::BY_RULE.map(|column| self.say(column));
        self.line(&format!(
            "\n### {title}\n\n| {} |\n|---|--:|--:|",
            columns.join(" | ")
        ));
        for row in rows {
            let row = row.map(|text| markdown(&text));
            self.line(&format!("| {} |", row.join(" | ")));
        }
    }

    fn has_room(&self) -> bool {
        self.text.len() <= self.room
    }

    fn section(&mut self, title: &str, about: Option<(&Application, &str)>, findings: &[Finding]) {
        if !self.has_room() {
            self.left_out = self.left_out.saturating_add(findings.len());
            return;
        }
        self.line(&format!("\n### {title}\n"));
        if let Some((_, subject)) = about.filter(|(_, subject)| !subject.is_empty()) {
            self.line(&format!("{}\n", markdown(subject)));
        }
        if findings.is_empty() {
            return;
        }
        let titles = ["place", "rule", "outcome", "message"];
        let titles = titles.map(|title| self.say(&format!("table.{title}")));
        self.line(&format!("| {} |\n|--:|---|---|---|", titles.join(" | ")));
        for finding in findings {
            if self.has_room() {
                let row = self.row(about.map(|(application, _)| application), finding);
                self.line(&row);
            } else {
                self.left_out = self.left_out.saturating_add(1);
            }
        }
    }

    fn row(&self, application: Option<&Application>, finding: &Finding) -> String {
        let spot = match (found::place(application, finding), application) {
            (Some((_, place)), Some(_)) => place.location.start.line.to_string(),
            (Some((path, place)), None) => {
                markdown(&format!("{path}:{}", place.location.start.line))
            }
            (None, _) => String::new(),
        };
        let word = words::level_word(finding, self.catalogue);
        format!(
            "| {spot} | {} | {} | {} |",
            markdown(&finding.rules_named()),
            markdown(&word),
            self.message(finding)
        )
    }

    /// The message, and below it what else a person must know.
    fn message(&self, finding: &Finding) -> String {
        let mut parts = vec![markdown(&finding.message)];
        if let Some(help) = &finding.help {
            parts.push(format!(
                "**{}:** {}",
                self.say("human.help"),
                markdown(help)
            ));
        }
        for law in finding.law.iter() {
            let citation = markdown(&words::citation(law, self.catalogue));
            let url = link(&law.url).filter(|url| !url.contains(['<', '>', '|', '\\', '`']));
            let law = self.say("human.law");
            parts.push(match url {
                Some(url) => format!("**{law}:** [{citation}](<{url}>)"),
                None => format!("**{law}:** {citation}"),
            });
        }
        if let Some((word, text)) = words::decided(finding, self.catalogue) {
            parts.push(format!("**{}:** {}", markdown(&word), markdown(&text)));
        }
        parts.join("<br>")
    }
}
