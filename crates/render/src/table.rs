//! The report as a table: one row a finding, then the totals.
//! Knows nothing of the other formats.

use std::io::{self, Write};

use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table, Width, presets};

use crate::escape::{shown, shown_lines};
use crate::format::{Format, Style};
use crate::{text, totals, words};
use atbilst_core::finding::Finding;
use atbilst_core::language::Catalogue;
use atbilst_core::report::{Application, Report};

/// From this width on every part of a finding has a column of its own; below, all but the message share one.
const MIN_WIDE: usize = 110;
/// So many characters of a message are shown.
const MAX_CHARACTERS: usize = 1000;

/// So many applications are named that a finding over all concerns.
const MAX_NAMED: usize = 10;

/// A row for each finding.
pub(super) const FORMAT: Format = Format::new("table", write);

/// Writes the report.
fn write(
    report: &Report,
    catalogue: &Catalogue,
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let width = style.width.max(text::MIN_WIDTH);
    let mut table = framed(width);
    let titles = [
        "table.place",
        "table.rule",
        "table.outcome",
        "table.message",
    ];
    let titles = titles.map(|title| catalogue.say(title, &[]));
    let wide = width >= MIN_WIDE;
    table.set_header(cells(titles, wide));
    for (application, finding) in report.findings() {
        table.add_row(cells(columns(application, finding, catalogue), wide));
    }
    for (column, constraint) in table.column_iter_mut().zip(constraints(wide)) {
        column.set_constraint(*constraint);
    }
    if table.is_empty() {
        writeln!(out, "{}\n", catalogue.say("table.nothing", &[]))?;
    } else {
        writeln!(out, "{}\n", table.trim_fmt())?;
    }
    by_rule(report, catalogue, width, out)?;
    totals::write(report, catalogue, width, out)
}

/// Where there are many applications, which rules are not met.
fn by_rule(
    report: &Report,
    catalogue: &Catalogue,
    width: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let rows = totals::by_rule(report);
    if rows.is_empty() {
        return Ok(());
    }
    let mut table = framed(width);
    table.set_header(totals::BY_RULE.map(|title| catalogue.say(title, &[])));
    for [rule, findings, applications] in rows {
        table.add_row([shown(&rule).into_owned(), findings, applications]);
    }
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
        column.set_constraint(ColumnConstraint::ContentWidth);
    }
    writeln!(out, "{}\n", table.trim_fmt())
}

/// An empty table of so many columns of a terminal.
fn framed(width: usize) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_FULL)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(u16::try_from(width).unwrap_or(u16::MAX));
    table
}

/// What each column may take; the last one takes the rest.
fn constraints(wide: bool) -> &'static [ColumnConstraint] {
    if wide {
        &[
            ColumnConstraint::UpperBoundary(Width::Percentage(30)),
            ColumnConstraint::ContentWidth,
            ColumnConstraint::ContentWidth,
        ]
    } else {
        &[ColumnConstraint::UpperBoundary(Width::Percentage(50))]
    }
}

fn columns(
    application: Option<&Application>,
    finding: &Finding,
    catalogue: &Catalogue,
) -> [String; 4] {
    let place = match application {
        Some(application) => {
            let path = shown(&application.path);
            format!("{path}:{}", finding.place.location.start.line)
        }
        None => {
            let mut lines = vec![catalogue.say("table.together", &[])];
            let named = finding.related.iter().take(MAX_NAMED);
            lines.extend(named.map(|related| shown(&related.path).into_owned()));
            let more = finding.related.len().saturating_sub(MAX_NAMED);
            if more > 0 {
                lines.push(catalogue.say("human.more", &[("count", more.into())]));
            }
            lines.join("\n")
        }
    };
    let message = shown_lines(&finding.message);
    [
        place,
        shown(&finding.rules_named()).into_owned(),
        words::level_word(finding, catalogue),
        match words::decided(finding, catalogue) {
            None => text::short(&message, MAX_CHARACTERS).into_owned(),
            Some((_, decided)) => {
                let decided = format!("{message}\n{}", shown_lines(&decided));
                text::short(&decided, MAX_CHARACTERS).into_owned()
            }
        },
    ]
}

fn cells(columns: [String; 4], wide: bool) -> Vec<String> {
    let [place, rule, outcome, message] = columns;
    if wide {
        vec![place, rule, outcome, message]
    } else {
        vec![format!("{place}\n{rule}\n{outcome}"), message]
    }
}
