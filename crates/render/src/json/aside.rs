//! Applications set aside as they are judged, a line each, for the totals stand before them. Which rules over all found something that
//! concerns an application is known last: a byte that no text has marks where that is written.

use std::io::{self, BufRead, Write};

use super::application::{OfReport, Traces};
use super::values::Json;
use super::{add, begin, end};
use crate::outcomes::OutcomeTexts;
use atbilst_core::report::{Application, Portfolio, Report};

/// Stands where the rules over all are named.
const TOGETHER: u8 = 0xff;

/// Adds the line of one application.
pub(super) fn application(
    report: &Report,
    application: &Application,
    outcomes: &mut OutcomeTexts,
    text: &mut Vec<u8>,
) -> io::Result<()> {
    let outcomes = outcomes.of(report, application)?;
    let untraced = OfReport {
        traces: &[],
        ..OfReport::with(report, application, outcomes).by_itself()
    };
    add(text, &Json(untraced))?;
    // Its closing brace comes after what follows.
    text.pop();
    text.push(TOGETHER);
    if !application.traces.is_empty() {
        let from = text.len();
        add(text, &Json(Traces(application)))?;
        // What follows is part of an object that is open already.
        if let Some(brace) = text.get_mut(from) {
            *brace = b',';
        }
        text.pop();
    }
    text.extend_from_slice(b"}\n");
    Ok(())
}

/// Writes the report around the lines of its applications.
pub(super) fn around(
    report: &Report,
    lines: &mut dyn BufRead,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut text = begin(report)?;
    let portfolios = report.portfolios.iter();
    let mut concerned: Vec<_> = portfolios
        .map(|portfolio| Portfolio::rules_by_application(portfolio).peekable())
        .collect();
    let mut line = Vec::new();
    let mut place = 0_usize;
    while lines.read_until(b'\n', &mut line)? > 0 {
        if place > 0 {
            text.extend_from_slice(b",\n");
        }
        let at = memchr::memchr(TOGETHER, &line);
        let (before, after) = line.split_at(at.unwrap_or(line.len()));
        text.extend_from_slice(before);
        let mut together = concerned.iter_mut();
        let together = together.find_map(|all| all.next_if(|(own, ..)| *own == place));
        if let Some((_, _, rules)) = together {
            text.extend_from_slice(b",\"together\":");
            add(
                &mut text,
                &rules.iter().map(|rule| &***rule).collect::<Vec<_>>(),
            )?;
        }
        text.extend_from_slice(after.get(1..).unwrap_or_default().trim_ascii_end());
        place = place.saturating_add(1);
        line.clear();
        if text.len() > 1 << 16 {
            out.write_all(&text)?;
            text.clear();
        }
    }
    end(report, place == 0, &mut text)?;
    out.write_all(&text)
}
