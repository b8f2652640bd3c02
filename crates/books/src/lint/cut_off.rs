//! Texts that end before they should: behind a space and `#` nothing of a text is read, and a quote of a word processor closes none.

use super::Lint;
use atbilst_core::language::Language;
use atbilst_yaml::source::Span;
use atbilst_yaml::{Document, NodeId, Style};

impl Lint<'_> {
    pub(super) fn cut_off(&mut self) {
        let book = self.book;
        let parsed = book.parsed();
        let document = parsed.document();
        let entries = document.all_entries();
        let texts = entries.filter(|(_, key, _)| is_of_a_text(document.scalar(*key)));
        for (_, key, value) in texts {
            let (span, text) = (document.span(value), document.scalar(value));
            if text.contains("${") {
                self.say("rules.dollar_before_braces", span, &[]);
            }
            if document.node(value).style != Style::Plain {
                continue;
            }
            if let Some((sign, rest)) = remark_behind(document, value) {
                let about = [("found", text), ("rest", rest)];
                self.say("rules.text_before_remark", sign, &about);
            }
            let is_quote = document.scalar(key) == "quote";
            if let Some(rest) = opens_alone(text).filter(|_| is_quote) {
                self.say("rules.quote_not_closed", span, &[("found", rest)]);
            }
        }
    }
}

/// Whether a text for people, or of the law, stands behind a key.
fn is_of_a_text(key: &str) -> bool {
    key == "quote" || Language::from_name(key).is_some()
}

/// The sign of a remark that one space parts from the text before it, and the remark: of two spaces it is one as people write it.
fn remark_behind<'t>(document: Document<'t>, value: NodeId) -> Option<(Span, &'t str)> {
    let end = document.span(value).end;
    let line = document.text.get(end as usize..)?.lines().next()?;
    let rest = line.strip_prefix(" #")?.trim();
    let at = end.saturating_add(1);
    (!rest.is_empty()).then(|| (Span::new(at, at.saturating_add(1)), rest))
}

/// What stands behind a quote of a word processor that opens a text, where none closes one in it.
fn opens_alone(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(['„', '“', '«'])?;
    (!rest.contains(['”', '“', '»'])).then_some(rest)
}
