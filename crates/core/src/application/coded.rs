//! Keys that are a code of a field which is left out: `audit: 20000.00`.

use super::read::ApplicationReader;
use crate::form::{FieldId, Kind, field_for};
use atbilst_yaml as yaml;
use atbilst_yaml::NodeId;

impl ApplicationReader<'_> {
    /// Of the fields that are left out those which stand with such a key: that of the code, the one of the value behind it, and those
    /// below it. A name of the form is no code.
    pub(super) fn coded(&self, here: &[FieldId], key: NodeId) -> Vec<FieldId> {
        let (form, document) = (self.form, self.document);
        let name = document.scalar(key);
        if form.iter().any(|(_, field)| field.name == name) {
            return Vec::new();
        }
        let is_code = |id: &FieldId| match form.field(*id).kind {
            Kind::Code(list) => self.codes.code(list, name).is_some(),
            _ => false,
        };
        let Some(coded) = here.iter().copied().find(is_code) else {
            return Vec::new();
        };
        let mut stands = vec![coded];
        let rest = || here.iter().copied().filter(|&id| id != coded);
        let Some(value) = document.value_behind(key) else {
            return stands;
        };
        if document.kind(value) == yaml::Kind::Scalar {
            let own = field_for(rest().map(|id| form.field(id)), document.scalar(value));
            let own = own.and_then(|own| form.find(&own.path));
            stands.extend(own.filter(|_| !document.is_null(value)));
        }
        for (below, _) in document.entries(value) {
            stands.extend(rest().find(|&id| form.field(id).name == document.scalar(below)));
        }
        stands
    }
}
