//! The texts and numbers that a person wrote in the fields of a form.

use crate::application::{Application, Frame, State};
use crate::form::{Field, FieldId, Form, Kind};
use crate::order::sort_by;
use atbilst_yaml as yaml;
use atbilst_yaml::{Document, NodeId};

/// What stands in a field.
#[derive(Clone, Copy, Debug)]
pub(super) struct Written<'t> {
    /// The field.
    pub(super) field: &'t Field,
    /// Where it stands.
    pub(super) node: NodeId,
    /// The item that it stands in, or the root.
    pub(super) frame: Frame,
    /// What it says, without the space around it.
    pub(super) says: &'t str,
    /// Whether that only stands for a value, or is none.
    pub(super) is_open: bool,
}

/// Every text and number of an application, in the order of its document.
pub(super) fn written<'t>(
    form: &'t Form,
    application: &'t Application,
    document: Document<'t>,
) -> Vec<Written<'t>> {
    let mut search = Search {
        form,
        application,
        document,
        found: Vec::new(),
    };
    search.record(None, Frame::ROOT);
    sort_by(&mut search.found, |one, other| one.node.cmp(&other.node));
    search.found
}

struct Search<'t> {
    form: &'t Form,
    application: &'t Application,
    document: Document<'t>,
    found: Vec<Written<'t>>,
}

impl<'t> Search<'t> {
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
                _ => self.value(field, frame),
            }
        }
    }

    fn value(&mut self, field: &'t Field, frame: Frame) {
        let value = self.application.value(frame, field.slot);
        let Some(node) = value.node else { return };
        let says = || self.document.scalar(node).trim();
        let is_absent = value.state == State::Absent;
        // Of what was read it is known.
        let is_open = || is_absent || (value.state == State::Malformed && field.is_open(says()));
        let is_written = match field.kind {
            Kind::Text | Kind::Digits { .. } => true,
            // Of others what stands for a value alone: the check takes it for none.
            _ => {
                is_absent
                    && self.document.kind(node) == yaml::Kind::Scalar
                    && !says().is_empty()
                    && field.is_open(says())
            }
        };
        if is_written {
            let says = says();
            self.found.push(Written {
                field,
                node,
                frame,
                says,
                is_open: is_open(),
            });
        }
    }
}
