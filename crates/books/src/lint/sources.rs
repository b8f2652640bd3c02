//! The law behind a book: every quote stands in its source, every source is cited, and every sentence of it is carried.

use super::{FileRef, Lint};
use crate::captured::{differing, hex};
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
            let Some(captured) = &source.captured else {
                continue;
            };
            let path = &*captured.path;
            let Some(text) = companions.source(path) else {
                let args = [("path", path), ("source", source.id.as_str())];
                self.say("rules.source_not_read", source.span, &args);
                continue;
            };
            self.add(FileRef::Book, differing(self.book, index, text));
            if captured.seal.is_none() {
                let args = [("source", source.id.as_str()), ("sha256", &*hex(text))];
                self.say("rules.source_not_sealed", source.span, &args);
            }
            let folded = Folded::of(text);
            for (sentence, span) in &source.not_obligations {
                if folded.find(sentence).is_empty() {
                    self.say("rules.quote_not_found", *span, &args);
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
