//! A rule book while it is written: its mistakes at their places, what may stand somewhere, and what its names mean.

mod complete;
mod diagnostics;
mod examples;

use atbilst_books::explain::{self, Topic};
use atbilst_core::language::Catalogue;
use atbilst_core::law::Source;
use atbilst_core::rulebook::RuleBook;
use atbilst_yaml::outline::{Cursor, EntryIndex, Outline};
use atbilst_yaml::source::Span;
use lsp_types::DocumentSymbol;

use crate::symbols;
use crate::text::Text;

pub(crate) use complete::complete;
pub(crate) use diagnostics::check;
pub(crate) use examples::{rule_at, run};

/// What stands at a byte of a book: its stretch, and the entry that it is, or stands behind.
fn word(outline: &Outline, text: &str, byte: u32) -> Option<(Span, EntryIndex)> {
    match outline.cursor(text, byte)? {
        Cursor::Key { entry, word, .. } => Some((word, entry?)),
        Cursor::Value { entry, word } => Some((word, entry)),
    }
}

/// What a book says of the name at a byte: a field, code, value, figure or rule.
pub(crate) fn topic<'b>(book: &'b RuleBook, text: &str, byte: u32) -> Option<(Span, Topic<'b>)> {
    let outline = Outline::of(text);
    let (span, _) = word(&outline, text, byte)?;
    let name = span.of(text).trim_matches(['"', '\'']);
    let topics = explain::topics(std::slice::from_ref(book));
    let is_own = |topic: &Topic<'_>| matches!(topic, Topic::Own(..));
    let mut topics = topics.into_iter().filter(|topic| !is_own(topic));
    let topic = topics.find(|topic| topic.name() == name)?;
    Some((span, topic))
}

/// The source that a citation at a byte names, with its words: Markdown.
pub(crate) fn citation(
    book: &RuleBook,
    text: &str,
    byte: u32,
    catalogue: &Catalogue,
) -> Option<(Span, String)> {
    let outline = Outline::of(text);
    let (span, index) = word(&outline, text, byte)?;
    let entry = outline.entry(index)?;
    let cites = ["source", "quote", "point"].contains(&entry.key(text));
    let around = entry.parent.filter(|_| cites);
    let source = match around {
        Some(around) => outline.get(text, Some(around), "source")?.text(text),
        // Where the source itself is named.
        None => entry.key(text),
    };
    let source: &Source = book.sources.iter().find(|known| known.id == source)?;
    let title = source.title.get(catalogue.language());
    let mut told = format!("**{title}**\n\n<{}>", source.url);
    if let Some(quote) = around.and_then(|around| outline.get(text, Some(around), "quote")) {
        let words: Vec<&str> = quote.text(text).split_whitespace().collect();
        told.push_str(&format!("\n\n> {}", words.join(" ")));
    }
    Some((span, told))
}

/// The parts of a book; a rule is called by its id.
pub(crate) fn symbols(text: &str, places: &Text) -> Vec<DocumentSymbol> {
    let outline = Outline::of(text);
    symbols::symbols(places, &outline, &|index, entry| {
        // Deeper than a rule, a field or a code nobody looks for parts.
        if outline.way(Some(index)).len() > 4 {
            return None;
        }
        Some(match entry.item {
            None => (entry.key(text).to_owned(), None),
            Some(place) => {
                let id = outline.get(text, Some(index), "id");
                let id = id.map(|id| id.text(text).to_owned());
                (
                    id.unwrap_or_else(|| place.saturating_add(1).to_string()),
                    None,
                )
            }
        })
    })
}
