//! A line below a part whose fields stand further in: one of those, though it is misspelt.

use super::advice::KeyAdvice;
use crate::form::{Field, FieldId, Form, Kind as FieldKind};
use crate::message::cure::has_nothing;
use crate::message::form::FormMessages;
use crate::suggest::{is_commented_out, lead};
use atbilst_yaml::{Kind, NodeId};

impl FormMessages<'_> {
    /// The single value behind a key.
    fn one_behind(&self, key: NodeId) -> Option<&str> {
        let document = self.document;
        let value = document.value_behind(key)?;
        let is_one = document.kind(value) == Kind::Scalar && !has_nothing(document, value);
        is_one.then(|| document.scalar(value))
    }

    /// Whether a key may name a field wherever it stands, and its value is what that asks for: no text, which may be any.
    pub(super) fn answers_elsewhere(&self, form: &Form, key: NodeId) -> bool {
        let name = self.document.scalar(key);
        let Some(value) = self.one_behind(key).filter(|_| !is_commented_out(name)) else {
            return false;
        };
        let answers = |field: &Field| match self.list_of(form, field) {
            Some((_, list)) => list.find(value).is_some(),
            None => field.kind != FieldKind::Text && field.kind.fits(value),
        };
        form.may_name(name).any(answers)
    }

    /// What is said of a key right below a part, or the items of one, of which it may name a field that is left out there: its lines as far
    /// in as those fields.
    pub(super) fn of_part_above(
        &self,
        form: &Form,
        key: NodeId,
        parent: Option<FieldId>,
    ) -> Option<KeyAdvice> {
        let document = self.document;
        let around = document.around(key)?;
        self.one_behind(key)
            .filter(|_| !is_commented_out(document.scalar(key)))?;
        let before = document.entries(around).take_while(|&(own, _)| own != key);
        let (heading, inside) = before.last()?;
        let part = form
            .asked(parent)
            .find(|&id| form.field(id).name == document.scalar(heading))?;
        let record = match document.kind(inside) {
            Kind::Mapping => inside,
            Kind::Sequence => document.items(inside).last()?,
            Kind::Scalar => return None,
        };
        let (first, _) = document.entries(record).next()?;
        let [own, beside, heading] =
            [key, first, heading].map(|node| self.lines.position(document.span(node).start));
        let margin = beside.column.checked_sub(own.column)? as usize;
        if margin == 0 || beside.line == heading.line {
            return None;
        }
        let open = |id: &FieldId| document.get(record, &form.field(*id).name).is_none();
        let left_out = form.asked(Some(part)).filter(open);
        let names = form.names(left_out).into_iter();
        let meant = lead(document.scalar(key), names)?.meaning();
        let end = self.lines.position(document.entry_end(key)).line;
        let about = [
            ("key", form.field(meant).name.as_str().into()),
            ("field", self.title(form.field(meant))),
            ("path", form.field(part).name.as_str().into()),
            ("count", margin.into()),
        ];
        Some(KeyAdvice {
            cure: Some(self.further_in([own.line, end], margin)),
            ..KeyAdvice::of(self.say("form.unknown-field.part_above", &about))
        })
    }
}
