//! Changes of a text, as the editor makes them.

use atbilst_yaml::source::{Span, indent};
use lsp_types::{
    CodeActionKind, CompletionItem, CompletionTextEdit, InsertTextMode, Range, TextEdit, Uri,
};
use serde_json::{Value, json};

use crate::text::Text;

/// Something that may be written in the place of a stretch, in the order in which it is offered.
pub(crate) fn completion(
    place: usize,
    label: String,
    text: String,
    range: Range,
) -> CompletionItem {
    CompletionItem {
        label,
        sort_text: Some(format!("{place:04}")),
        insert_text_mode: Some(InsertTextMode::AS_IS),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit::new(range, text))),
        ..CompletionItem::default()
    }
}

/// Makes what is offered change one line alone, that of `byte`, as the protocol wants it; what else of a value over several lines it
/// takes the place of is taken away beside it.
pub(crate) fn on_one_line(item: &mut CompletionItem, text: &str, places: &Text, byte: u32) {
    let Some(CompletionTextEdit::Edit(edit)) = &mut item.text_edit else {
        return;
    };
    if edit.range.start.line == edit.range.end.line {
        return;
    }
    let at = byte as usize;
    let (Some(before), Some(after)) = (text.get(..at), text.get(at..)) else {
        return;
    };
    let breaks = ['\n', '\r'];
    let indented = before
        .rfind(breaks)
        .map_or(0, |line| line.saturating_add(1));
    let own = before.get(indented..).unwrap_or_default();
    let blank = indent(own);
    let length = after.find(breaks).unwrap_or(after.len());
    let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let (start, end) = (places.byte(edit.range.start), places.byte(edit.range.end));
    let first = number(indented.saturating_add(blank)).clamp(start, end);
    let last = number(at.saturating_add(length)).clamp(first, end);
    let others = [Span::new(start, first), Span::new(last, end)];
    let others = others.into_iter().filter(|span| span.start < span.end);
    let others = others.map(|span| TextEdit::new(places.range(span), String::new()));
    item.additional_text_edits = Some(others.collect());
    edit.range = places.range(Span::new(first, last));
}

/// The changes of one text, of this version where the editor asks which.
pub(crate) fn workspace_edit(uri: &Uri, version: Option<i32>, edits: &[TextEdit]) -> Value {
    match version {
        Some(version) => json!({ "documentChanges": [
            { "textDocument": { "uri": uri, "version": version }, "edits": edits },
        ] }),
        None => json!({ "changes": { (uri.as_str()): edits } }),
    }
}

/// Something that the editor can do for a person.
pub(crate) struct Action {
    pub(crate) title: String,
    pub(crate) kind: CodeActionKind,
    /// Which of the findings it puts right.
    pub(crate) of: Option<usize>,
    pub(crate) preferred: bool,
    pub(crate) edits: Vec<TextEdit>,
}
