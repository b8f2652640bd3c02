//! The law behind a book: every quote stands in its source, every source is cited, and every sentence of it is carried.

use super::{FileRef, Lint, TO_FILL_IN};
use crate::companions::Companions;
use crate::law_coverage::words::Folded;
use crate::law_coverage::{citations, of_source};
use atbilst_core::rulebook::Mistake;

impl Lint<'_> {
    pub(super) fn sources(&mut self, companions: &Companions) {
        let quotes = citations(self.book);
        for (index, source) in self.book.sources.iter().enumerate() {
            let own = quotes.iter().map(|quote| quote.citation);
            let mut own = own
                .filter(|citation| citation.source.index() == index)
                .peekable();
            let args = [("source", source.id.as_str())];
            if own.peek().is_none() {
                self.say("rules.source_unused", source.span, &[("found", &source.id)]);
            }
            let Some(path) = source.text.as_deref() else {
                continue;
            };
            let Some(text) = companions.source(path) else {
                let args = [("path", path), ("source", source.id.as_str())];
                self.say("rules.source_not_read", source.span, &args);
                continue;
            };
            let folded = Folded::of(text);
            let quoted =
                own.filter_map(|citation| Some((citation.quote.as_deref()?, citation.span)));
            let quoted = quoted.filter(|(quote, _)| !quote.contains(TO_FILL_IN));
            let listed = source.not_obligations.iter();
            let listed = listed.map(|(sentence, span)| (sentence.as_str(), *span));
            for (words, span) in quoted.chain(listed) {
                if folded.find(words).is_empty() {
                    self.say("rules.quote_not_found", span, &args);
                }
            }
            for span in of_source(self.book, index, text)
                .iter()
                .filter_map(|one| one.missing)
            {
                let args = [("found", span.of(text)), ("source", source.id.as_str())];
                let mistake = Mistake::new("rules.sentence_not_carried", span, &args);
                self.add(FileRef::Source(index), [mistake]);
            }
        }
    }
}
