//! The lines around a place, with the place underlined.
//! Knows nothing of rules or sentences.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Element, Origin, Snippet};

use crate::escape::{pictured, shown};
use crate::text;
use atbilst_core::finding::{Excerpt, Finding, Place, Related};

/// Excerpts of so many lines are shown whole; of longer ones the lines beside the place are left out.
const MAX_LINES: usize = 8;

/// The columns that the renderer wants beside what is underlined in a line that it must cut.
pub(super) const CUT: usize = 12;

/// The place of a finding in its application; `room` columns are there for the lines.
pub(super) fn primary(
    path: &str,
    place: &Place,
    label: Option<String>,
    room: usize,
) -> Element<'static> {
    element(path, place, AnnotationKind::Primary, label, room)
}

/// A further place, with what it says of itself.
pub(super) fn secondary(related: &Related, room: usize) -> Element<'static> {
    let message = shown(&related.message).into_owned();
    let label = Some(message).filter(|message| !message.is_empty());
    element(
        &related.path,
        &related.place,
        AnnotationKind::Context,
        label,
        room,
    )
}

/// Whether there are lines to show.
pub(super) fn is_there(place: &Place) -> bool {
    !place.excerpt.text.is_empty()
}

/// Whether the place itself shows a value, so that it need not be said again.
pub(super) fn shows(place: &Place, value: &str) -> bool {
    let marked = place.excerpt.text.get(place.excerpt.marked.clone());
    marked.is_some_and(|marked| marked.contains(value))
}

/// The columns from the start of the line to the end of what is underlined.
pub(super) fn columns(place: &Place, room: usize) -> usize {
    let MarkedLines { text, marked } = MarkedLines::of(&place.excerpt).within(room);
    let before = text.get(..marked.end).unwrap_or("");
    let line = before.rsplit('\n').next().unwrap_or("");
    text::width(line)
}

/// The digits of the largest line number that a finding shows.
pub(super) fn gutter(finding: &Finding) -> usize {
    let places = finding.related.iter().map(|related| &related.place);
    let last = places.chain([&finding.place]).map(last_line).max();
    last.unwrap_or(1).to_string().len()
}

fn last_line(place: &Place) -> usize {
    let excerpt = &place.excerpt;
    (excerpt.first_line as usize).saturating_add(excerpt.text.lines().count().saturating_sub(1))
}

fn element(
    path: &str,
    place: &Place,
    kind: AnnotationKind,
    label: Option<String>,
    room: usize,
) -> Element<'static> {
    let path = shown(path).into_owned();
    if !is_there(place) {
        let start = place.location.start;
        let origin = Origin::path(path).line(start.line as usize);
        return origin.char_column(start.column as usize).into();
    }
    let MarkedLines { text, marked } = MarkedLines::of(&place.excerpt).within(room);
    let folded = text.lines().count() > MAX_LINES;
    let snippet = Snippet::source(text)
        .path(path)
        .line_start(place.excerpt.first_line as usize)
        .fold(folded);
    snippet.annotation(kind.span(marked).label(label)).into()
}

/// An excerpt made fit to be shown: nothing hidden in it, lines that end with LF, and the place where it now is.
struct MarkedLines {
    text: String,
    marked: Range<usize>,
}

impl MarkedLines {
    fn of(excerpt: &Excerpt) -> Self {
        let part = |range: Range<usize>| excerpt.text.get(range).unwrap_or("");
        // A place that does not fit its text marks the start of it.
        let fits = excerpt.text.get(excerpt.marked.clone()).is_some();
        let marked = if fits { excerpt.marked.clone() } else { 0..0 };
        // A byte-order mark stands in no column.
        let before = part(0..marked.start).trim_start_matches('\u{feff}');
        let inside = part(marked.clone()).trim_start_matches('\u{feff}');
        let mut text = plain(before);
        let start = text.len();
        text.push_str(&plain(inside));
        // The line break after a block of text belongs to no line that could be underlined.
        let end = text.trim_end_matches('\n').len().max(start);
        text.push_str(&plain(part(marked.end..excerpt.text.len())));
        Self {
            text,
            marked: start..end,
        }
    }

    /// Underlines no more than fits: of one long line its beginning, of several lines the first, unless all are short.
    fn within(mut self, room: usize) -> Self {
        let marked = self.text.get(self.marked.clone()).unwrap_or("");
        let first = marked.split('\n').next().unwrap_or("");
        let all_fit = marked
            .split('\n')
            .all(|line| text::width(line) <= room.saturating_add(CUT));
        if all_fit {
            return self;
        }
        let mut columns = 0_usize;
        let kept = first.char_indices().find(|(_, c)| {
            columns = columns.saturating_add(text::width(c.encode_utf8(&mut [0; 4])));
            columns > room
        });
        let length = kept.map_or(first.len(), |(at, _)| at);
        self.marked.end = self.marked.start.saturating_add(length);
        self
    }
}

fn plain(text: &str) -> String {
    pictured(&text.replace("\r\n", "\n").replace('\r', "\n")).into_owned()
}
