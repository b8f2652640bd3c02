//! Changes of a text, as the editor makes them.

use lsp_types::{
    CodeActionKind, CompletionItem, CompletionTextEdit, InsertTextMode, Range, TextEdit, Uri,
};
use serde_json::{Value, json};

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
