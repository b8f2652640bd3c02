//! The lines around a place, with the place underlined.
//! Knows nothing of rules or sentences.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Element, Origin, Snippet};

use crate::finding::{Excerpt, Finding, Place, Related};
use crate::render::escape::{pictured, shown};
use crate::render::text;

/// Excerpts of so many lines are shown whole; of longer ones the lines beside the place are left out.
const WHOLE: usize = 8;

/// The place of a finding in its application.
pub(super) fn primary(path: &str, place: &Place, label: Option<String>) -> Element<'static> {
    element(path, place, AnnotationKind::Primary, label)
}

/// A further place, with what it says of itself.
pub(super) fn secondary(related: &Related) -> Element<'static> {
    let label = (!related.message.is_empty()).then(|| shown(&related.message).into_owned());
    element(
        &related.path,
        &related.place,
        AnnotationKind::Context,
        label,
    )
}

/// Whether there are lines to show.
pub(super) fn is_there(place: &Place) -> bool {
    !place.excerpt.text.is_empty()
}

/// Whether the place itself shows a value, so that it need not be said again.
pub(super) fn shows(finding: &Finding, found: &str) -> bool {
    let excerpt = &finding.place.excerpt;
    let marked = excerpt.text.get(excerpt.marked.clone()).unwrap_or("");
    marked.contains(found)
}

/// The columns from the start of the line to the end of the place.
pub(super) fn columns(place: &Place) -> usize {
    let Lines { text, marked } = Lines::of(&place.excerpt);
    let before = text.get(..marked.end).unwrap_or("");
    text::width(before.lines().last().unwrap_or(""))
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
) -> Element<'static> {
    let path = shown(path).into_owned();
    if !is_there(place) {
        let start = place.location.start;
        let origin = Origin::path(path).line(start.line as usize);
        return origin.char_column(start.column as usize).into();
    }
    let Lines { text, marked } = Lines::of(&place.excerpt);
    let folded = text.lines().count() > WHOLE;
    let snippet = Snippet::source(text)
        .path(path)
        .line_start(place.excerpt.first_line as usize)
        .fold(folded);
    snippet.annotation(kind.span(marked).label(label)).into()
}

/// An excerpt made fit to be shown: nothing hidden in it, lines that end with LF, and the place where it now is.
struct Lines {
    text: String,
    marked: Range<usize>,
}

impl Lines {
    fn of(excerpt: &Excerpt) -> Self {
        let marked = &excerpt.marked;
        let part = |range: Range<usize>| excerpt.text.get(range).unwrap_or("");
        // A place that does not fit its text marks the start of it.
        let fits = excerpt.text.get(marked.clone()).is_some();
        let marked = if fits { marked.clone() } else { 0..0 };
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
}

fn plain(text: &str) -> String {
    pictured(&text.replace("\r\n", "\n").replace('\r', "\n")).into_owned()
}
