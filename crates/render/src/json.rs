//! The report for programs, version 1. Knows nothing of the other formats.

pub(super) mod escaped;
mod evidence;
mod parts;
mod setter;
mod shape;

use std::io::{self, Write};

use serde::Serialize;

use super::Style;
use crate::in_order;
use atbilst_core::language::Catalogue;
use atbilst_core::report::{Application, Report};

pub(super) use setter::Setter;
pub(super) use shape::{JsonHead, JsonPortfolio, JsonReport};

/// So many applications are set at a time by one thread.
const SHARE: usize = 16;

/// Writes the report: an application is one line, so that two reports can be compared line by line.
pub(super) fn write(
    report: &Report,
    _: &Catalogue,
    _: &Style,
    out: &mut (dyn Write + Send),
) -> io::Result<()> {
    let mut head = set(&JsonHead::of(report))?;
    // The head is an object of its own; its closing brace comes after what follows.
    head.pop();
    out.write_all(&head)?;
    out.write_all(b",\n\"applications\":[\n")?;
    let setter = Setter::new(report);
    let shares: Vec<_> = report.applications.chunks(SHARE).collect();
    in_order::run(
        shares.len(),
        || (),
        |(), place| {
            let are_last = place.saturating_add(1) == shares.len();
            lines(
                &setter,
                shares.get(place).copied().unwrap_or_default(),
                are_last,
            )
        },
        |text| out.write_all(&text?),
    )?;
    out.write_all(b"],\n\"portfolio\":")?;
    let portfolios = report.portfolios.iter();
    let portfolios: Vec<_> = portfolios
        .map(|portfolio| JsonPortfolio::of(report, portfolio))
        .collect();
    out.write_all(&set(&portfolios)?)?;
    out.write_all(b"}\n")
}

/// Some applications, each on a line of its own; a comma is behind each but the last of all.
fn lines(setter: &Setter, applications: &[Application], are_last: bool) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    for application in applications {
        setter.set(None, application, &mut text)?;
        text.extend_from_slice(b",\n");
    }
    if are_last {
        text.truncate(text.len().saturating_sub(2));
        text.push(b'\n');
    }
    Ok(text)
}

fn set(value: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    set_into(&mut text, value)?;
    Ok(text)
}

pub(super) fn set_into(text: &mut Vec<u8>, value: &impl Serialize) -> io::Result<()> {
    let begin = text.len();
    serde_json::to_writer(&mut *text, value)?;
    escaped::escape_from(begin, text)
}
