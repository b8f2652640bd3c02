//! Explanations as the editor shows them.

use atbilst_books::explain::Topic;
use atbilst_core::language::Catalogue;
use atbilst_render::page;
use lsp_types::{Documentation, Hover, HoverContents, MarkupContent, MarkupKind, Range};

/// So many things are explained at one place.
const TOPICS: usize = 4;

fn markup(value: String) -> MarkupContent {
    let kind = MarkupKind::Markdown;
    MarkupContent { kind, value }
}

/// A text beside what is offered.
pub(crate) fn documentation(text: &str) -> Option<Documentation> {
    let text = text.trim();
    (!text.is_empty()).then(|| Documentation::MarkupContent(markup(text.to_owned())))
}

/// Topics, one below the other; nothing where there is none.
pub(crate) fn hover(topics: &[Topic<'_>], range: Range, catalogue: &Catalogue) -> Option<Hover> {
    let pages = topics.iter().take(TOPICS).map(|topic| {
        let mut page = Vec::new();
        // Writing to memory does not fail.
        let _ = page::markdown(&topic.page(catalogue), &mut page);
        String::from_utf8_lossy(&page).trim_end().to_owned()
    });
    let pages: Vec<String> = pages.collect();
    (!pages.is_empty()).then(|| text(&pages.join("\n\n---\n\n"), range))
}

/// A text.
pub(crate) fn text(text: &str, range: Range) -> Hover {
    Hover {
        contents: HoverContents::Markup(markup(text.to_owned())),
        range: Some(range),
    }
}
