//! With what groups are held, and a group that is beyond it whatever else is not known.

use std::collections::BTreeMap;

use super::{Group, One, key};
use crate::condition::quantity::{Comparison, Operand, TableValue};
use crate::context::{Context, Names, Resolved, Scope, Truth, Uses};
use crate::form::{FieldId, Form, Kind};
use crate::scalar::Quantity;
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
        let is_common =
            |table: &TableValue| table.differs_within(&self.per, &outside, form).is_none();
        limit.uses_within(self.items.of.lists.len(), &is_common, form, &mut uses);
        let parts = self.per.parts.iter().filter(|part| part.computed.is_none());
        let common: Vec<_> = parts.map(|part| part.field.field).collect();
        let mut named = uses.fields.iter().filter(|id| of_items(id));
        uses.figures.is_empty() && named.all(|id| common.contains(id))
    }

    /// The group that is farthest beyond a ceiling by what is known alone, with its first item: what is not known may belong to any
    /// group and is never less than nothing, so it makes none of them less. Of what must be reached nothing is certain so.
    pub(super) fn certainly_beyond(
        &self,
        context: &Context<'_>,
        scope: Scope,
    ) -> Option<(Quantity, Scope)> {
        if self.relation.is_target() {
            return None;
        }
        let mut groups: BTreeMap<Vec<u8>, One<'_>> = BTreeMap::new();
        self.items.each(context, scope, &mut |first| {
            let one = Some(Quantity::Count(1));
            let term = self.term.as_ref();
            let own = term.map_or(one, |term| term.resolve(context, first).known());
            if let (Ok(key), Some(own)) = (key(context, &self.per.parts, first), own) {
                let sum = Resolved::Known(self.nothing);
                let one = groups.entry(key).or_insert(One {
                    sum,
                    first,
                    place: 0,
                });
                one.sum = one.sum.and(Resolved::Known(own), Quantity::plus);
            }
        });
        let beyond = groups.into_values().filter_map(|One { sum, first, .. }| {
            let sum = sum.known()?;
            let near = self.limit.as_ref().map_or(scope, |_| first);
            let limit = self.limit.as_ref().or(self.against.as_ref())?;
            let limit = limit.resolve(context, near);
            let breaks = self.relation.of(sum, limit) == Truth::Fails;
            let margin = limit.known().and_then(|limit| sum.distance(limit));
            breaks.then_some((margin, sum, first))
        });
        let (_, sum, first) =
            beyond.reduce(|one, other| if other.0 > one.0 { other } else { one })?;
        Some((sum, first))
    }
}
