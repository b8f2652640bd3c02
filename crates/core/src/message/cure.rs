//! The lines that put a finding right, as they are to stand in the file.

mod gap;

use crate::finding::Cure;
use crate::form::{FieldId, Form};
use atbilst_yaml::source::{Lines, Span};
use atbilst_yaml::{Document, Kind, NodeId, items_go_on};

pub(super) use gap::Gap;

/// Stands for what only the applicant knows.
pub(super) const OPEN: &str = "…";

/// The whole lines around a span, with something else in its place.
pub(super) fn instead(text: &str, lines: &Lines<'_>, span: Span, to: &str) -> Option<Cure> {
    let last = Span::new(span.start, span.end.max(span.start.saturating_add(1)) - 1);
    let (first, last) = (
        lines.position(span.start).line,
        lines.position(last.end).line,
    );
    let end = lines
        .start(last)
        .saturating_add(u32::try_from(lines.line(last)?.len()).ok()?);
    let before = Span::new(lines.start(first), span.start).of(text);
    let after = Span::new(span.end.min(end), end).of(text);
    let mut all = format!("{before}{to}{after}").trim_end().to_owned();
    // What the further lines of a value say besides is no part of what is written instead, and is not thrown away.
    let letters = |text: &str| {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .collect::<String>()
    };
    let (written, of_value) = (letters(to), Span::new(span.start, span.end.min(end)));
    let besides = of_value.of(text).lines().skip(1).map(str::trim);
    for line in besides.filter(|_| !to.contains('\n')) {
        let said = letters(line);
        if !line.starts_with('#') && !said.is_empty() && !written.contains(&said) {
            let indent = before.len().saturating_sub(before.trim_start().len());
            all = format!("{all}\n{}# {line}", " ".repeat(indent));
        }
    }
    Some(Cure::between(first, last, all))
}

/// A value with what else was said there as a remark behind it; `None` where none can stand behind it.
pub(crate) fn with_remark(text: &str, span: Span, to: &str, remark: &str) -> Option<String> {
    let rest = text.get(span.end as usize..)?;
    let rest = rest.lines().next().unwrap_or_default().trim();
    let ends = rest.is_empty() || rest.starts_with('#');
    (ends && !remark.contains(char::is_control)).then(|| format!("{to}   # {remark}"))
}

/// Whether nothing stands there, or brackets with nothing in them.
pub(super) fn has_nothing(document: Document<'_>, node: NodeId) -> bool {
    match document.kind(node) {
        Kind::Scalar => document.is_null(node),
        _ => document.entries(node).next().is_none() && document.items(node).next().is_none(),
    }
}

/// An entry that is not to count, whole lines of it behind a `#`: nothing is lost.
pub(super) fn behind_sign(document: Document<'_>, lines: &Lines<'_>, key: NodeId) -> Option<Cure> {
    let start = lines.position(document.span(key).start);
    let last = lines.position(document.entry_end(key)).line;
    // A line between the items of a list, not those that go on below it.
    let last = match items_go_on(lines, start.line) {
        Some(items) => last.min(items.saturating_sub(1)),
        None => last,
    };
    let indent = (start.column as usize).checked_sub(1)?;
    let own = lines.line(start.line)?.get(..indent)?;
    if !own.trim().is_empty() {
        return None;
    }
    let all = (start.line..=last).map_while(|number| lines.line(number));
    let all = all.map(|line| match line.get(indent..) {
        Some(rest) if !line.trim().is_empty() => format!("{:indent$}# {rest}", ""),
        _ => line.to_owned(),
    });
    Some(Cure::between(
        start.line,
        last,
        all.collect::<Vec<_>>().join("\n"),
    ))
}

/// The fields under one that must be written; all of them where none must.
pub(super) fn needed(form: &Form, id: FieldId) -> Vec<FieldId> {
    let must = form.asked(Some(id)).filter(|&id| form.field(id).required);
    let must: Vec<FieldId> = must.collect();
    if must.is_empty() {
        return form.asked(Some(id)).collect();
    }
    must
}
