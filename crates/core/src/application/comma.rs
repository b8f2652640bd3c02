//! Values in braces that a comma cuts: `{ amount: 700 000,00 }` is an amount and a field `00` without a value.

use super::read::ApplicationReader;
use super::{Application, Frame, Problem, State, Value};
use crate::form::FieldId;
use atbilst_yaml as yaml;
use atbilst_yaml::source::Span;
use atbilst_yaml::{Document, NodeId};

/// A value and the rests of it, which read as fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CutValue {
    /// The key of the value.
    pub key: NodeId,
    /// The value.
    pub value: NodeId,
    /// The rests, in order; none of them is the name of a field.
    pub rests: Vec<NodeId>,
}

impl CutValue {
    /// Where all of it stands.
    pub(crate) fn span(&self, document: Document<'_>) -> Span {
        let first = document.span(self.value);
        let last = self.rests.last().map_or(first, |&last| document.span(last));
        Span::new(first.start, last.end)
    }
}

/// The values of a mapping in braces that commas cut. `is_field` says whether a key is the name of a field.
pub(crate) fn cut_values(
    document: Document<'_>,
    mapping: NodeId,
    is_field: &dyn Fn(&str) -> bool,
) -> Vec<CutValue> {
    let mut cut: Vec<CutValue> = Vec::new();
    if !document.span(mapping).of(document.text).starts_with('{') {
        return cut;
    }
    let mut last: Option<(NodeId, NodeId)> = None;
    for (key, value) in document.entries(mapping) {
        let behind = document.text.get(document.span(key).end as usize..);
        let bare = document.span(value).is_empty()
            && behind.is_some_and(|rest| rest.trim_start().starts_with([',', '}']))
            && document.node(key).style == yaml::Style::Plain;
        let name = document.scalar(key);
        // A colon without its space begins a field, too.
        let head = name.split(':').next().unwrap_or(name);
        match last {
            Some((key_of, of)) if bare && !name.is_empty() && !is_field(head) => {
                match cut.last_mut().filter(|cut| cut.value == of) {
                    Some(cut) => cut.rests.push(key),
                    None => cut.push(CutValue {
                        key: key_of,
                        value: of,
                        rests: vec![key],
                    }),
                }
            }
            _ => {
                let whole = document.kind(value) == yaml::Kind::Scalar
                    && document.node(value).style == yaml::Style::Plain
                    && !document.span(value).is_empty();
                last = Some((key, value)).filter(|_| whole && is_field(name));
            }
        }
    }
    cut
}

impl ApplicationReader<'_> {
    /// Values that commas cut: each is told once, and neither it nor its rests are read.
    pub(super) fn cut_values(
        &mut self,
        to: &mut Application,
        frame: Frame,
        parent: Option<FieldId>,
        node: NodeId,
        unknown: &mut Vec<NodeId>,
    ) {
        let form = self.form;
        let named = |name: &str| {
            let mut here = form.children(parent).iter().copied();
            here.find(|&id| form.field(id).name == name)
        };
        for cut in cut_values(self.document, node, &|name| named(name).is_some()) {
            let Some(field) = named(self.document.scalar(cut.key)) else {
                continue;
            };
            let Some(&last) = cut.rests.last() else {
                continue;
            };
            unknown.retain(|key| !cut.rests.contains(key));
            self.problems.retain(
                |problem| !matches!(*problem, Problem::WrongType { node, .. } if node == cut.value),
            );
            let value = Value {
                state: State::Malformed,
                node: Some(cut.value),
            };
            to.set(frame, form.field(field).slot, value);
            self.problems.push(Problem::CutValue {
                field,
                node: cut.value,
                last,
            });
        }
    }
}
