//! Which part is meant by a name of one's own: what stands below it tells.

use super::read::ApplicationReader;
use crate::form::{FieldId, Kind};
use crate::suggest::Lead;
use atbilst_yaml as yaml;
use atbilst_yaml::NodeId;

impl ApplicationReader<'_> {
    /// The one part that is left out whose fields stand under a key, all that it must have.
    pub(super) fn by_what_is_below(&self, here: &[FieldId], key: NodeId) -> Option<Lead<FieldId>> {
        let (form, document) = (self.form, self.document);
        let value = document.value_behind(key)?;
        let items: Vec<NodeId> = match document.kind(value) {
            yaml::Kind::Scalar => return None,
            yaml::Kind::Mapping => vec![value],
            yaml::Kind::Sequence => document.items(value).collect(),
        };
        let has = |item: NodeId, id: FieldId| document.get(item, &form.field(id).name).is_some();
        let is_of = |id: FieldId, item: NodeId| {
            let mut names = document.entries(item).map(|(key, _)| document.scalar(key));
            let known = |name: &str| form.asked(Some(id)).any(|id| form.field(id).name == name);
            let mut must = form.asked(Some(id)).filter(|&id| form.field(id).required);
            let count = document.entries(item).count();
            // Of a part of which nothing must be filled in one field says little.
            let least = if must.clone().next().is_some() { 1 } else { 2 };
            count >= least && must.all(|id| has(item, id)) && names.all(known)
        };
        let fits = |&id: &FieldId| {
            let kind = match &form.field(id).kind {
                Kind::Record(_) => yaml::Kind::Mapping,
                Kind::List(_) => yaml::Kind::Sequence,
                _ => return false,
            };
            document.kind(value) == kind && items.iter().all(|&item| is_of(id, item))
        };
        let mut parts = here.iter().copied().filter(fits);
        let (id, None) = (parts.next()?, parts.next()) else {
            return None;
        };
        Some(Lead::Likely(id))
    }
}
