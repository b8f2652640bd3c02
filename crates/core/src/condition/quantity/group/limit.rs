//! With what groups are held.

use super::Group;
use crate::condition::quantity::{Comparison, Operand};
use crate::context::{Names, Uses};
use crate::form::{FieldId, Form, Kind};
use atbilst_yaml::NodeId;
use atbilst_yaml::decode::{Decoder, Map};

impl Group {
    /// Reads how each group must compare. What its items have in common may say with what.
    pub(in crate::condition::quantity) fn comparisons(
        &mut self,
        reader: &Decoder<'_>,
        map: Map<'_, '_>,
        kind: &Kind,
        names: &Names<'_>,
    ) -> Option<Vec<(Comparison, NodeId)>> {
        let outside = reader.alone(|| Comparison::read_all(reader, map, kind, names));
        let mistakes = match outside {
            Ok(found) => {
                let first = found.first().map(|(first, _)| Box::new(first.to.clone()));
                self.against = first;
                return Some(found);
            }
            Err(mistakes) => mistakes,
        };
        let near = names.within(&self.items.of.lists);
        let inside = reader.alone(|| Comparison::read_all(reader, map, kind, &near));
        if let Ok(found) = inside
            && let [(comparison, place)] = found.as_slice()
        {
            if !self.is_common(&comparison.to, names.form) {
                return reader.refuse(*place, "book.limit_of_one_item", &[]);
            }
            self.limit = Some(Box::new(comparison.to.clone()));
            return Some(found);
        }
        reader.refuse_all(mistakes)
    }

    /// Whether a limit looks at nothing of the items but what those of a group have in common.
    fn is_common(&self, limit: &Operand, form: &Form) -> bool {
        let mut uses = Uses::default();
        let of_items = |id: &FieldId| {
            let list = form.field(*id).list;
            list.is_some_and(|list| self.items.of.lists.contains(&list))
        };
        let outside = |id| !of_items(&id);
        let is_common = |part: &Operand| match part {
            Operand::TableValue(table) => table.differs_within(&self.per, &outside, form).is_none(),
            part => self.per.computes(part),
        };
        limit.uses_within(self.items.of.lists.len(), &is_common, form, &mut uses);
        let parts = self.per.parts.iter().filter(|part| part.computed.is_none());
        let common: Vec<_> = parts.map(|part| part.field.field).collect();
        let mut named = uses.fields.iter().filter(|id| of_items(id));
        uses.figures.is_empty() && named.all(|id| common.contains(id))
    }
}
