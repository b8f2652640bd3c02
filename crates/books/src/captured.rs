//! The captured words of the law beside a book: whether they are those that the book states, and have every word that is quoted.

use atbilst_core::rulebook::{Mistake, RuleBook};
use sha2::{Digest, Sha256};

use crate::law_coverage::{citations, words::Folded};

/// Stands wherever a skeleton must still be filled in.
pub(crate) const TO_FILL_IN: &str = "???";

/// Holds a book against the words beside it, as far as they can be read there, and notes in it which were compared.
/// What is said against it comes back; a book of which something is said must not be applied.
#[must_use]
pub fn compare(book: &mut RuleBook, beside: impl Fn(&str) -> Option<String>) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    for index in 0..book.sources.len() {
        let path = book
            .sources
            .get(index)
            .and_then(|one| one.captured.as_ref());
        let Some(text) = path.and_then(|captured| beside(&captured.path)) else {
            continue;
        };
        let found = differing(book, index, &text);
        let source = book.sources.get_mut(index);
        if let Some(captured) = source.and_then(|source| source.captured.as_mut()) {
            captured.compared = found.is_empty();
        }
        mistakes.extend(found);
    }
    mistakes
}

/// What of a source differs from its words: their hash, and each quote that does not stand in them.
pub(crate) fn differing(book: &RuleBook, index: usize, text: &str) -> Vec<Mistake> {
    let Some(source) = book.sources.get(index) else {
        return Vec::new();
    };
    let mut mistakes = Vec::new();
    let captured = source.captured.as_ref();
    if let Some((captured, (stated, _))) = captured.and_then(|one| Some((one, one.seal?)))
        && stated != sha256(text)
    {
        let args = [("path", &*captured.path), ("sha256", &*hex(text))];
        mistakes.push(Mistake::new("rules.other_words", source.span, &args));
    }
    let folded = Folded::of(text);
    let quotes = citations(book).into_iter().map(|quote| quote.citation);
    for citation in quotes.filter(|citation| citation.source.index() == index) {
        let quote = citation.quote.as_deref();
        let quote = quote.filter(|quote| !quote.contains(TO_FILL_IN));
        if quote.is_some_and(|quote| folded.find(quote).is_empty()) {
            let args = [("source", source.id.as_str())];
            mistakes.push(Mistake::new("rules.quote_not_found", citation.span, &args));
        }
    }
    mistakes
}

fn sha256(text: &str) -> [u8; 32] {
    Sha256::digest(text).into()
}

/// The hash of some words, as a book states it.
pub(crate) fn hex(text: &str) -> String {
    atbilst_core::finding::Hex(&sha256(text)).to_string()
}
