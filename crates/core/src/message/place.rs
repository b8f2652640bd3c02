//! A span as a place in a report: pointer, lines and columns, and the lines it covers.

use crate::application::{self, Frame};
use crate::context::Context;
use crate::finding::{Excerpt, Place};
use crate::form::FieldId;
use atbilst_yaml::source::{Lines, Span};

/// Most lines an excerpt shows of one place, and most bytes.
const LINES: u32 = 3;
const BYTES: usize = 4_096;

/// Where a field stands or should stand, with its excerpt.
pub fn of_field(context: &Context<'_>, lines: &Lines<'_>, frame: Frame, field: FieldId) -> Place {
    let (pointer, span) = spot(context, frame, field);
    place(lines, pointer, span)
}

/// Where a field stands or should stand.
pub fn spot(context: &Context<'_>, frame: Frame, field: FieldId) -> (String, Span) {
    application::place(
        context.application,
        context.form,
        context.document,
        frame,
        field,
    )
}

/// The place of a span, with its excerpt.
pub fn place(lines: &Lines<'_>, pointer: String, span: Span) -> Place {
    let location = lines.location(span);
    let first = location.start.line;
    let last = location.end.line.min(first.saturating_add(LINES - 1));
    let shown: Vec<&str> = (first..=last)
        .filter_map(|number| lines.line(number))
        .map(|line| line.get(..boundary(line, BYTES)).unwrap_or(""))
        .collect();
    let mut text = shown.join("\n");
    if text.len() > BYTES {
        text.truncate(boundary(&text, BYTES));
    }
    let begins = lines.start(first);
    let within = |at: u32| (at.saturating_sub(begins) as usize).min(text.len());
    let (start, end) = (within(span.start), within(span.end));
    // A carriage return at a line's end is not shown, so an end behind one may fall inside a letter.
    let (start, end) = (boundary(&text, start), boundary(&text, end));
    Place {
        pointer,
        location,
        excerpt: Excerpt {
            first_line: first,
            text,
            marked: start..end,
        },
    }
}

/// The last place at or before `at` where a letter begins.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len()))
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0)
}
