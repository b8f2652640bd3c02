//! Explanations as the editor shows them.

use atbilst_books::explain::Topic;
use atbilst_core::language::Catalogue;
use atbilst_render::{Style, page};
use lsp_types::{Documentation, Hover, HoverContents, MarkupContent, MarkupKind, Range};

/// So many things are explained at one place.
const TOPICS: usize = 4;

/// A text beside what is offered.
pub(crate) fn documentation(text: &str) -> Option<Documentation> {
    let value = text.trim().to_owned();
    let kind = MarkupKind::Markdown;
    (!value.is_empty()).then_some(Documentation::MarkupContent(MarkupContent { kind, value }))
}

/// Topics, one below the other; nothing where there is none.
pub(crate) fn hover(
    topics: &[Topic<'_>],
    range: Range,
    kind: MarkupKind,
    catalogue: &Catalogue,
) -> Option<Hover> {
    let is_plain = kind == MarkupKind::PlainText;
    let pages = topics.iter().take(TOPICS).map(|topic| {
        let (page, mut text) = (topic.page(catalogue), Vec::new());
        // Writing to memory does not fail.
        let _ = match is_plain {
            true => page::write(&page, &Style::default(), &mut text),
            false => page::markdown(&page, &mut text),
        };
        String::from_utf8_lossy(&text).trim_end().to_owned()
    });
    let pages: Vec<String> = pages.collect();
    let between = if is_plain { "\n\n" } else { "\n\n---\n\n" };
    let value = pages.join(between);
    let contents = HoverContents::Markup(MarkupContent { kind, value });
    (!pages.is_empty()).then_some(Hover {
        contents,
        range: Some(range),
    })
}

/// A text of Markdown.
pub(crate) fn text(text: &str, range: Range, kind: MarkupKind) -> Hover {
    let value = match kind {
        MarkupKind::PlainText => text.replace("**", ""),
        MarkupKind::Markdown => text.to_owned(),
    };
    Hover {
        contents: HoverContents::Markup(MarkupContent { kind, value }),
        range: Some(range),
    }
}
