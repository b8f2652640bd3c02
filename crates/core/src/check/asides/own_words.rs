//! Values that are still those of the form: its examples, its titles and its hints.

use crate::application::{Application, Frame};
use crate::form::{Field, FieldId, Form, Kind};
use crate::order::sort_by;
use atbilst_yaml::{Document, NodeId};

/// The fields of a text in which what the form itself says still stands, with the node of each, in the order of the text, where at least
/// one of them says so in words: that a number is the one of an example may be chance.
pub(super) fn own_words<'f>(
    form: &'f Form,
    application: &Application,
    document: Document<'_>,
) -> Vec<(&'f Field, NodeId)> {
    let mut search = Search {
        form,
        application,
        document,
        found: Vec::new(),
        in_words: false,
    };
    search.record(None, Frame::ROOT);
    if !search.in_words {
        return Vec::new();
    }
    sort_by(&mut search.found, |(_, one), (_, other)| one.cmp(other));
    search.found
}

struct Search<'f, 'd> {
    form: &'f Form,
    application: &'d Application,
    document: Document<'d>,
    found: Vec<(&'f Field, NodeId)>,
    in_words: bool,
}

impl<'f> Search<'f, '_> {
    fn record(&mut self, of: Option<FieldId>, frame: Frame) {
        let form = self.form;
        for &id in form.children(of) {
            let field = form.field(id);
            match field.kind {
                Kind::Record(_) => self.record(Some(id), frame),
                Kind::List(_) => {
                    for item in self.application.items(frame, field) {
                        self.record(Some(id), item);
                    }
                }
                Kind::Text | Kind::Digits { .. } => self.text(field, frame),
                _ => {}
            }
        }
    }

    fn text(&mut self, field: &'f Field, frame: Frame) {
        let Some(node) = self.application.value(frame, field.slot).node else {
            return;
        };
        let text = self.document.scalar(node).trim();
        if !is_own(field, text) {
            return;
        }
        let in_words = text.contains(char::is_whitespace);
        // One word may be a code of its own.
        if in_words || matches!(field.kind, Kind::Digits { .. }) {
            self.in_words |= in_words;
            self.found.push((field, node));
        }
    }
}

fn is_own(field: &Field, text: &str) -> bool {
    let text = text.trim_end_matches('.');
    let said = field.title.iter().chain(field.help.iter());
    let mut said = said.chain(&field.example);
    let is = |said: &String| {
        let rest = said.strip_prefix(text);
        rest.is_some_and(|rest| rest.bytes().all(|byte| byte == b'.'))
    };
    !text.is_empty() && said.any(is)
}
