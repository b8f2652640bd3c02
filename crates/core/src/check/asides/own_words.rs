//! Values that are still those of the form: its examples, its titles and its hints.

use crate::form::{Field, FieldId, Form, Kind};
use atbilst_yaml::{Document, NodeId};

/// The fields of a text in which what the form itself says still stands, with the node of each, where at least one of them says so in
/// words: that a number is the one of an example may be chance.
pub(super) fn own_words<'f>(form: &'f Form, document: Document<'_>) -> Vec<(&'f Field, NodeId)> {
    let mut search = Search {
        form,
        document,
        found: Vec::new(),
        in_words: false,
    };
    if let Some(root) = document.root() {
        search.record(None, root);
    }
    match search.in_words {
        true => search.found,
        false => Vec::new(),
    }
}

struct Search<'f, 'd> {
    form: &'f Form,
    document: Document<'d>,
    found: Vec<(&'f Field, NodeId)>,
    in_words: bool,
}

impl Search<'_, '_> {
    fn record(&mut self, of: Option<FieldId>, node: NodeId) {
        let (form, document) = (self.form, self.document);
        for (key, value) in document.entries(node) {
            let name = document.scalar(key);
            let mut children = form.children(of).iter().copied();
            let Some(id) = children.find(|&id| form.field(id).name == name) else {
                continue;
            };
            let field = form.field(id);
            match field.kind {
                Kind::Record(_) => self.record(Some(id), value),
                Kind::List(_) => document
                    .items(value)
                    .for_each(|item| self.record(Some(id), item)),
                Kind::Text | Kind::Digits { .. } => {
                    let text = document.scalar(value).trim();
                    let in_words = text.contains(char::is_whitespace);
                    // One word may be a code of its own.
                    let telling = in_words || matches!(field.kind, Kind::Digits { .. });
                    if telling && is_own(field, text) {
                        self.in_words |= in_words;
                        self.found.push((field, value));
                    }
                }
                _ => {}
            }
        }
    }
}

fn is_own(field: &Field, text: &str) -> bool {
    let text = text.trim_end_matches('.');
    let said = field.title.iter().chain(field.help.iter());
    let said = said
        .chain(&field.example)
        .map(|said| said.trim_end_matches('.'));
    !text.is_empty() && said.into_iter().any(|said| said == text)
}
