//! What contradicts something else that the book says, or says it twice.

use super::Lint;
use crate::law_coverage::citations;
use crate::law_coverage::words::Folded;
use atbilst_core::condition::operators::Operator;
use atbilst_yaml::source::Span;
use atbilst_yaml::{Document, Kind, NodeId};
use chrono::NaiveDate;

impl Lint<'_> {
    pub(super) fn contradictions(&mut self, today: NaiveDate) {
        self.sources_contradict(today);
        self.titles_of_two();
        let parsed = self.book.parsed();
        let document = parsed.document();
        let mut found = Vec::new();
        if let Some(root) = document.root() {
            twice(document, root, &mut found);
        }
        for (span, said) in found {
            self.say("rules.said_twice", span, &[("found", said)]);
        }
    }

    /// A source whose words are captured is not only named, is compared once they are, and obliges by what is quoted of it.
    fn sources_contradict(&mut self, today: NaiveDate) {
        let book = self.book;
        // A day that is still to come is told as that.
        let late = book.verified_on..=today;
        for (index, source) in book.sources.iter().enumerate() {
            let about = [("source", &*source.id)];
            if let Some(captured) = &source.captured {
                if source.only_named {
                    self.say("rules.named_and_captured", source.span, &about);
                }
                if let Some((_, day)) = captured
                    .seal
                    .filter(|(_, day)| late.contains(day) && *day != book.verified_on)
                {
                    let (day, verified) = (day.to_string(), book.verified_on.to_string());
                    let about = [
                        ("source", &*source.id),
                        ("found", &*day),
                        ("day", &*verified),
                    ];
                    self.say("rules.captured_after_compared", source.span, &about);
                }
            }
            for (sentence, span) in &source.not_obligations {
                let words = Folded::of(sentence);
                let quotes = citations(book).into_iter();
                let mut quotes = quotes.filter(|quote| quote.citation.source.index() == index);
                let carrier = quotes.find(|quote| {
                    let own = quote.citation.quote.as_deref().unwrap_or_default();
                    let whole = Folded::of(own);
                    !words.find(own).is_empty() && !whole.find(sentence).is_empty()
                });
                if let Some(quote) = carrier {
                    let about = [("rule", &*quote.carrier)];
                    self.say("rules.no_obligation_quoted", *span, &about);
                }
            }
        }
    }

    /// Whoever fills in a form tells its fields by their titles.
    fn titles_of_two(&mut self) {
        let form = &self.book.form;
        let fields: Vec<_> = form.iter().map(|(_, field)| field).collect();
        for (index, field) in fields.iter().enumerate() {
            let around = |one: &&&_| -> bool {
                let one: &atbilst_core::form::Field = one;
                (one.parent, one.list) == (field.parent, field.list) && one.title == field.title
            };
            if let Some(other) = fields.iter().take(index).find(around)
                && field.name != "it"
            {
                let about = [("field", &*field.path), ("other", &*other.path)];
                self.say("rules.title_of_two_fields", field.span, &about);
            }
        }
    }
}

/// Values of which one of several would do that stand there twice.
fn twice<'b>(document: Document<'b>, node: NodeId, to: &mut Vec<(Span, &'b str)>) {
    for item in document.items(node) {
        twice(document, item, to);
    }
    for (key, value) in document.entries(node) {
        if Operator::is_word(document.scalar(key)) {
            let items = document.items(value);
            let all = items.filter(|&item| document.kind(item) == Kind::Scalar);
            let all: Vec<NodeId> = all.collect();
            let said = all.iter().map(|&item| document.scalar(item));
            for (index, (item, text)) in all.iter().zip(said.clone()).enumerate() {
                if said.clone().take(index).any(|earlier| earlier == text) {
                    to.push((document.span(*item), text));
                }
            }
        }
        twice(document, value, to);
    }
}
