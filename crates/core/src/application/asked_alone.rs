//! A key that is no field, where what stands behind it tells the one that is left out: the only one that must be filled in, or whose
//! code it is.

use super::read::ApplicationReader;
use crate::form::{Field, FieldId, Kind};
use crate::suggest::Lead;
use atbilst_yaml as yaml;
use atbilst_yaml::NodeId;

impl ApplicationReader<'_> {
    /// The one field that must be filled in and is left out, where the value of a key has the form that it asks for, which a text has
    /// not, and the key denies nothing.
    pub(super) fn asked_alone(&self, here: &[FieldId], key: NodeId) -> Option<Lead<FieldId>> {
        let mut required = here
            .iter()
            .copied()
            .filter(|&id| self.form.field(id).required);
        let (id, None) = (required.next()?, required.next()) else {
            return None;
        };
        let kind = &self.form.field(id).kind;
        let value = self.document.value_behind(key)?;
        let text = self.document.scalar(value);
        let single = self.document.kind(value) == yaml::Kind::Scalar && !text.is_empty();
        let says = kind.is_single() && single && !matches!(kind, Kind::Text | Kind::Code(_));
        let name = self.document.scalar(key);
        let denies = Field::is_denied_by(name);
        (says && kind.fits(text) && !denies).then_some(Lead::Likely(id))
    }

    /// The one field that is left out whose code stands behind a key: `subkategorija: specialised_equipment`.
    pub(super) fn by_its_code(&self, here: &[FieldId], key: NodeId) -> Option<Lead<FieldId>> {
        let value = self.document.value_behind(key)?;
        let single = self.document.kind(value) == yaml::Kind::Scalar;
        let text = self.document.scalar(value);
        let takes = |id: &FieldId| match self.form.field(*id).kind {
            Kind::Code(list) => single && self.codes.code(list, text).is_some(),
            _ => false,
        };
        let mut fields = here.iter().copied().filter(takes);
        let (id, None) = (fields.next()?, fields.next()) else {
            return None;
        };
        Some(Lead::Likely(id))
    }

    /// The field elsewhere that a key is called just so.
    pub(super) fn called_elsewhere(&self, here: &[FieldId], name: &str) -> Option<FieldId> {
        let called = self.form.meant_alone(name)?;
        (!here.contains(&called)).then_some(called)
    }
}
