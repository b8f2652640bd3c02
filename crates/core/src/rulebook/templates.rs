//! The messages of a rule book: every placeholder must stand for something.

use super::reader::{BookValues as _, Reader};
use crate::language::{Template, Translated};
use atbilst_yaml::NodeId;
use atbilst_yaml::source::Span;

/// What the messages of a rule may name beside fields and values of the book.
pub(super) const OF_A_RULE: [&str; 4] = ["found", "expected", "difference", "field"];

/// What the messages of a rule over all applications may name beside numbers and values of the book.
pub(super) const OF_A_PORTFOLIO: [&str; 6] = [
    "sum",
    "count",
    "largest",
    "shared",
    "expected",
    "difference",
];

/// Reads a message in every language. `knows` says whether a placeholder stands for something.
pub(super) fn phrase(
    reader: &Reader<'_>,
    node: NodeId,
    knows: &dyn Fn(&str) -> bool,
) -> Option<Translated<Template>> {
    reader.translated_with(node, |text| template(reader, text, knows))
}

fn template(reader: &Reader<'_>, node: NodeId, knows: &dyn Fn(&str) -> bool) -> Option<Template> {
    let text = reader.text(node)?;
    let template = match Template::parse(text) {
        Ok(template) => template,
        Err(problem) => {
            let rest: String = text
                .get(problem.offset..)
                .unwrap_or("")
                .chars()
                .take(20)
                .collect();
            return reader.refuse(node, "book.template", &[("found", &rest)]);
        }
    };
    let unknown: Vec<_> = template
        .placeholders()
        .map(|(name, _)| name)
        .filter(|name| !knows(name))
        .collect();
    for name in &unknown {
        reader.refuse_at::<()>(
            placeholder_span(reader, node, name),
            "book.unknown_placeholder",
            &[("found", name)],
        );
    }
    unknown.is_empty().then_some(template)
}

/// The placeholder itself, where the text stands in the file as it is read.
fn placeholder_span(reader: &Reader<'_>, node: NodeId, name: &str) -> Span {
    let span = reader.document.span(node);
    let written = span.of(reader.document.text);
    written
        .find(&format!("{{{name}"))
        .and_then(|at| u32::try_from(at).ok())
        .map_or(span, |at| {
            let start = span.start.saturating_add(at);
            let length = u32::try_from(name.len()).unwrap_or(0).saturating_add(2);
            Span::new(start, start.saturating_add(length))
        })
}
