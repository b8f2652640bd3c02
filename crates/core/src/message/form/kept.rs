//! What an applicant stated under a name that the form does not have: it is left out only where nothing that is asked may be meant.

use super::FormMessages;
use crate::finding::Cure;
use crate::form::{FieldId, Form, Kind};
use crate::message::cure::{behind_sign, has_nothing};
use atbilst_yaml as yaml;
use atbilst_yaml::{Fields as _, NodeId, items_go_on};

impl FormMessages<'_> {
    /// The lines of a field that the form does not have, behind a `#`: of a heading above fields of the part before it its own line;
    /// none where a field that is left out here may be meant.
    pub(super) fn left_out(
        &self,
        form: &Form,
        key: NodeId,
        parent: Option<FieldId>,
    ) -> Option<Cure> {
        let document = self.document;
        let (around, value) = (document.around(key)?, document.value_behind(key)?);
        // A heading, or a part of its own: to which what stands below it belongs its writer alone knows.
        let line = self.lines.position(document.span(key).start).line;
        let between = items_go_on(self.lines, line).is_some();
        let has_nothing = has_nothing(document, value);
        let is_part = document.kind(value) != yaml::Kind::Scalar && !has_nothing;
        if self.is_heading(form, around, key, value) || (between && is_part) {
            return None;
        }
        let open = |&id: &FieldId| document.get(around, &form.field(id).name).is_none();
        let mut open = form.asked(parent).filter(open);
        let names = self.names_below(value);
        let known = names
            .iter()
            .any(|name| form.fields.iter().any(|field| field.name == *name));
        let kept = known || open.any(|id| self.may_be_meant(form, id, value));
        (between || !kept || has_nothing).then(|| behind_sign(document, self.lines, key))?
    }

    /// Whether what stands below a key are fields of the part that ends above it, as deep as the others of it.
    fn is_heading(&self, form: &Form, around: NodeId, key: NodeId, value: NodeId) -> bool {
        let document = self.document;
        let column = |node| self.lines.position(document.span(node).start).column;
        let before = document.entries(around).take_while(|&(own, _)| own != key);
        let (Some((_, above)), Some((first, _))) = (before.last(), document.entries(value).next())
        else {
            return false;
        };
        let mut inside = Some(above);
        while let Some(part) = inside {
            let begins = document.entries(part).next();
            if begins.is_some_and(|(own, _)| column(own) == column(first)) {
                return self.is_rest_of(form, part, value);
            }
            let last = document.entries(part).last().map(|(_, value)| value);
            inside = last.or_else(|| document.items(part).last());
        }
        false
    }

    /// Whether all fields of a mapping are such as a part asks for and does not have yet.
    fn is_rest_of(&self, form: &Form, part: NodeId, rest: NodeId) -> bool {
        let document = self.document;
        let pointer = document.pointer(part);
        let mut of = None;
        let names = pointer.split('/').skip(1);
        for name in names.filter(|name| name.parse::<usize>().is_err()) {
            let mut children = form.children(of).iter().copied();
            of = children.find(|&id| form.field(id).name == name);
            if of.is_none() {
                return false;
            }
        }
        let mut keys = document.entries(rest).map(|(key, _)| document.scalar(key));
        keys.all(|name| {
            let asked = form.asked(of).any(|id| form.field(id).name == name);
            asked && document.get(part, name).is_none()
        })
    }

    /// The names of the fields under a key, or of its items.
    fn names_below(&self, value: NodeId) -> Vec<&str> {
        let document = self.document;
        let items = document.items(value).chain([value]);
        let all = items.flat_map(|node| document.entries(node));
        all.map(|(key, _)| document.scalar(key)).collect()
    }

    /// Whether a value may be that of a field, or one of several that stand in it: an amount that belongs to a list.
    fn may_be_meant(&self, form: &Form, id: FieldId, value: NodeId) -> bool {
        let (field, document) = (form.field(id), self.document);
        let text = document.scalar(value);
        let single = document.kind(value) == yaml::Kind::Scalar;
        match &field.kind {
            Kind::Record(_) if !single => document.kind(value) == yaml::Kind::Mapping,
            Kind::List(items) if !single || !items.records => true,
            Kind::Record(_) | Kind::List(_) => {
                let mut inside = form.asked(Some(id)).map(|id| &form.field(id).kind);
                inside.any(|kind| !matches!(kind, Kind::Text) && kind.fits(text.trim()))
            }
            // Any words may stand there: only where some are missed they may be these.
            Kind::Text => single && field.required,
            _ => single && self.names.fits(&field.name, text),
        }
    }
}
