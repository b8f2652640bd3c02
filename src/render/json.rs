//! The report for programs, version 1. Knows nothing of the other formats.

pub(super) mod escaped;
mod evidence;
mod setter;
mod shape;

use std::io::{self, Write};

use rayon::prelude::*;
use serde::Serialize;

use super::Style;
use crate::language::Catalogue;
use crate::report::{Application, Report};

pub(super) use setter::Setter;
pub(super) use shape::{JsonHead, JsonPortfolio, JsonReport};

/// So many applications are set by one worker at a time, and so many are set before any is written.
const SHARE: usize = 64;
const BATCH: usize = 16 * SHARE;

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
    out.write_all(b",\n\"applications\":[")?;
    let setter = Setter::new(report);
    let mut between = "\n";
    let mut write = |shares: &[Vec<u8>]| {
        for share in shares {
            out.write_all(between.as_bytes())?;
            out.write_all(share)?;
            between = ",\n";
        }
        io::Result::Ok(())
    };
    // What is ready is written while the next is set; both keep their memory.
    let (mut ready, mut next) = (Vec::new(), Vec::new());
    for batch in report.applications.chunks(BATCH) {
        let (written, set) = rayon::join(|| write(&ready), || lines(&setter, batch, &mut next));
        written?;
        set?;
        std::mem::swap(&mut ready, &mut next);
    }
    write(&ready)?;
    out.write_all(b"\n],\n\"portfolio\":")?;
    let portfolios = report.portfolios.iter();
    let portfolios: Vec<_> = portfolios
        .map(|portfolio| JsonPortfolio::of(report, portfolio))
        .collect();
    out.write_all(&set(&portfolios)?)?;
    out.write_all(b"}\n")
}

/// Sets applications share by share, each on a line of its own, in place of what the shares held.
fn lines(
    setter: &Setter,
    applications: &[Application],
    shares: &mut Vec<Vec<u8>>,
) -> io::Result<()> {
    shares.resize_with(applications.len().div_ceil(SHARE), Vec::new);
    let all = applications.par_chunks(SHARE).zip(shares);
    all.try_for_each(|(applications, text)| {
        text.clear();
        for application in applications {
            if !text.is_empty() {
                text.extend_from_slice(b",\n");
            }
            setter.set(None, application, text)?;
        }
        Ok(())
    })
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
