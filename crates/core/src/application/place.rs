//! Where a field stands in the text, or should stand.

use super::{Application, Frame};
use crate::form::{FieldId, Form, Kind};
use atbilst_yaml as yaml;
use atbilst_yaml::Document;
use atbilst_yaml::source::Span;

/// Where a field of a frame stands, or would stand: its pointer and the span to point at.
/// A field that is left out is placed at the key of the mapping it belongs in, at the root or in an item at that mapping's first key.
pub fn place(
    application: &Application,
    form: &Form,
    document: Document<'_>,
    frame: Frame,
    id: FieldId,
) -> (String, Span) {
    let mut names = Vec::new();
    let mut at = Some(id);
    while let Some(field) = at.map(|id| form.field(id)) {
        names.push(field.name.as_str());
        at = field.parent;
    }
    let Some(mut node) = application.value(frame, 0).node.or_else(|| document.root()) else {
        return (String::new(), Span::default());
    };
    let is_item = form
        .field(id)
        .list
        .is_some_and(|list| matches!(&form.field(list).kind, Kind::List(items) if !items.records));
    if is_item {
        return (document.pointer(node), document.span(node));
    }
    let mut key_span = document
        .entries(node)
        .next()
        .map_or(document.span(node), |(key, _)| document.span(key));
    let mut pointer = document.pointer(node);
    let mut found = true;
    for name in names.iter().rev() {
        pointer.push('/');
        pointer.push_str(&yaml::pointer::segment(name));
        let entry = document
            .entries(node)
            .find(|&(key, _)| document.scalar(key) == *name)
            .filter(|_| found);
        match entry {
            Some((key, value)) => {
                key_span = document.span(key);
                node = value;
            }
            None => found = false,
        }
    }
    let empty = document.is_null(node) || document.span(node).is_empty();
    let span = if found && !empty {
        document.span(node)
    } else {
        key_span
    };
    (pointer, span)
}
