//! A line for each finding, `path:line:column: level[rule]: message`, as compilers write them: what finds places in a log reads it.
//! Its words for levels are the same in every language. Knows nothing of the other formats.

use std::io::{self, Write};

use crate::escape::shown;
use crate::format::{Format, Style};
use crate::{found, totals, words};
use atbilst_core::language::Catalogue;
use atbilst_core::report::Report;

/// A line for each finding.
pub(super) const FORMAT: Format = Format::new("concise", write);

/// Writes the findings, then the notes and totals.
fn write(report: &Report, catalogue: &Catalogue, _: &Style, out: &mut dyn Write) -> io::Result<()> {
    for (application, finding) in report.findings() {
        let (path, place) = found::place_in(report, application, finding);
        let spot = words::spot(&shown(path), place);
        let severity = words::severity(finding);
        let mut message = words::headline(finding, catalogue);
        if let Some((_, waiver)) = words::decided(finding, catalogue) {
            message = format!("{message} {waiver}");
        }
        // Matchers take one rule in the brackets; others that ask for the same follow.
        let others: Vec<&str> = finding.rules().skip(1).map(|rule| &**rule).collect();
        if !others.is_empty() {
            message = format!("{message} [{}]", others.join(", "));
        }
        let (rule, message) = (shown(&finding.rule), shown(&message));
        writeln!(out, "{spot}: {severity}[{rule}]: {message}")?;
    }
    for remark in totals::remarks(report, catalogue) {
        writeln!(out, "{}", shown(&remark))?;
    }
    Ok(())
}
