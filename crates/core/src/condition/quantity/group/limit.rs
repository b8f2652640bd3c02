//! With what groups are held, and a group that is beyond it whatever else is not known.

use super::{BROKEN, Group, Groups, One};
use crate::condition::quantity::per::key;
use crate::condition::quantity::{Comparison, Operand};
use crate::context::{Context, Names, Resolved, Scope, Uses};
use crate::form::{FieldId, Form, Kind};
use atbilst_yaml::NodeId;
use atbilst_yaml::decode::{Decoder, Map};
use rust_decimal::Decimal;

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

    /// The group that is farthest beyond a ceiling by what is known alone, with its first item: what is not known may belong to any
    /// group and is never less than nothing, so it makes none of them less. Of what must be reached nothing is certain so.
    pub(super) fn certainly_beyond<'a>(
        &self,
        context: &Context<'a>,
        scope: Scope,
    ) -> Option<(Resolved<'a>, Scope)> {
        if self.relation.is_target() {
            return None;
        }
        let (groups, _) = self.groups(context, scope, true);
        let mut worst: Option<((u8, Decimal), Resolved<'a>, Scope)> = None;
        for One { sum, first, .. } in groups.into_values() {
            let near = self.limit.as_ref().map_or(scope, |_| first);
            let limit = self.limit.as_ref().or(self.against.as_ref())?;
            let margin = self.margin(limit.resolve(context, near), sum);
            let is_worse = worst.is_none_or(|(other, ..)| margin > other);
            if margin.0 == BROKEN && is_worse {
                worst = Some((margin, sum, first));
            }
        }
        let (_, sum, first) = worst?;
        Some((sum, first))
    }

    /// Whether more may belong to the group that decides than is known.
    pub(in crate::condition::quantity) fn decides_by_least(
        &self,
        context: &Context<'_>,
        scope: Scope,
    ) -> bool {
        let decides = self.worst(context, scope).0;
        let own = decides.and_then(|(_, first)| key(context, &self.per.parts, first).ok());
        own.is_some_and(|own| is_least(&self.groups(context, scope, false), &own))
    }
}

/// Whether more may belong to a group than is known.
pub(super) fn is_least((groups, unknown): &Groups<'_>, key: &[u8]) -> bool {
    let own = groups.get(key);
    unknown.is_some() || own.is_some_and(|own| own.sum.known().is_none())
}
