//! The messages of a rule book: every placeholder must stand for something.

use super::reader::{Reader, translated_with};
use crate::context::{Place, TELLS_AUTHORS, other_word, similar};
use crate::form::Kind;
use crate::language::{Language, Template, Translated};
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

/// The words that a message may have as placeholders, beside the names of fields and values of its book.
pub fn placeholders() -> impl Iterator<Item = &'static str> {
    OF_A_RULE.into_iter().chain(OF_A_PORTFOLIO)
}

/// What a placeholder stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stands {
    /// A day, which may be asked for in a case.
    Day,
    /// Something else.
    Other,
}

impl Stands {
    /// For a value of this kind.
    pub(super) fn of(kind: &Kind) -> Self {
        match kind {
            Kind::Date => Self::Day,
            _ => Self::Other,
        }
    }
}

/// What each placeholder of a rule stands for, where it stands for something.
pub(super) type Knows<'k> = dyn Fn(&str) -> Option<Stands> + 'k;

/// Reads a message in every language.
pub(super) fn phrase(
    reader: &Reader<'_>,
    node: NodeId,
    knows: &Knows<'_>,
) -> Option<Translated<Template>> {
    translated_with(reader, node, |language, text| {
        template(reader, (language, text), knows)
    })
}

fn template(
    reader: &Reader<'_>,
    (language, node): (Language, NodeId),
    knows: &Knows<'_>,
) -> Option<Template> {
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
            let place = part_span(reader, node, &rest);
            return reader.refuse_at(place, "book.template", &[("found", &rest)]);
        }
    };
    let unknown: Vec<_> = template
        .placeholders()
        .map(|(name, _)| name)
        .filter(|name| knows(name).is_none())
        .collect();
    if !TELLS_AUTHORS {
        return match unknown.is_empty() {
            true => Some(template),
            false => reader.refuse(node, "book.unknown_placeholder", &[]),
        };
    }
    for name in &unknown {
        let near = similar(name, placeholders().filter(|word| knows(word).is_some()));
        let instead = other_word(name, Place::Placeholder);
        let near = instead.filter(|word| knows(word).is_some()).or(near);
        let sentence = match (elsewhere(name, knows), near) {
            ("book.unknown_placeholder", Some(_)) => "book.unknown_placeholder_similar",
            (own, _) => own,
        };
        let about = [("found", *name), ("similar", near.unwrap_or_default())];
        let place = placeholder_span(reader, node, name, "");
        reader.refuse_at::<()>(place, sentence, &about);
    }
    if let Some(name) = template
        .declined()
        .find(|name| !language.has_cases() || knows(name) == Some(Stands::Other))
    {
        let sentence = match language.has_cases() {
            true => "book.case_of_no_day",
            false => "book.no_cases",
        };
        let place = placeholder_span(reader, node, name, ":");
        let about = [("found", name), ("language", language.name())];
        return reader.refuse_at(place, sentence, &about);
    }
    if let Some((name, forms)) = template.too_many_forms(language.forms()).next() {
        let place = placeholder_span(reader, node, name, &format!(":{}", forms.join("|")));
        let about = [("found", name), ("forms", &*forms.join("|"))];
        return reader.refuse_at(place, "book.too_many_forms", &about);
    }
    unknown.is_empty().then_some(template)
}

/// Why a placeholder stands for nothing here.
fn elsewhere(name: &str, knows: &Knows<'_>) -> &'static str {
    let of_one = knows("found").is_some();
    match name {
        "shared" => "book.shared_without_groups",
        _ if of_one && (name == "latest" || OF_A_PORTFOLIO.contains(&name)) => {
            "book.placeholder_of_all"
        }
        _ if !of_one && OF_A_RULE.contains(&name) => "book.placeholder_of_one",
        _ if !of_one => "book.unknown_placeholder_of_all",
        _ => "book.unknown_placeholder",
    }
}

/// The placeholder of this name, with what stands behind it, where the text stands in the file as it is read.
fn placeholder_span(reader: &Reader<'_>, node: NodeId, name: &str, behind: &str) -> Span {
    let span = reader.document.span(node);
    let written = span.of(reader.document.text);
    let begin = format!("{{{name}");
    let mut all = written.match_indices(&begin);
    let found = all.find_map(|(at, _)| {
        let rest = written.get(at.saturating_add(begin.len())..)?;
        let is_it = rest.starts_with([':', '}']) && rest.starts_with(behind);
        let end = rest.find('}').filter(|_| is_it)?;
        Some(at..at.saturating_add(begin.len() + end + 1))
    });
    let moved = |at: usize| (span.start as usize).saturating_add(at);
    found.map_or(span, |at| (moved(at.start)..moved(at.end)).into())
}

/// A part of a text, where it stands in the file as it is read.
fn part_span(reader: &Reader<'_>, node: NodeId, part: &str) -> Span {
    let span = reader.document.span(node);
    let written = span.of(reader.document.text);
    written.find(part).map_or(span, |at| {
        let start = (span.start as usize).saturating_add(at);
        (start..start.saturating_add(part.len())).into()
    })
}
