//! The field that a finding about a quantity points at.

use super::Operand;
use crate::application::Frame;
use crate::condition::Condition;
use crate::context::{Context, FieldRef, Names, Scope};
use crate::form::FieldId;

impl Operand {
    /// The field that a finding about it points at: of which it is measured, else by which it is decided, as points are.
    pub(crate) fn pointed(&self, names: &Names<'_>) -> Option<FieldRef> {
        self.place(names).or_else(|| self.decided_by(names))
    }

    fn decided_by(&self, names: &Names<'_>) -> Option<FieldRef> {
        if let Self::TableValue(table) = self {
            return table.read_by(names);
        }
        let mut conditions = self.conditions().into_iter();
        let asked = conditions.find_map(Condition::first_asked);
        let inside = || self.part().inside().into_iter();
        asked.or_else(|| inside().find_map(|inner| inner.decided_by(names)))
    }

    /// Of groups, where the first item of the one that decides says what is added up, or to which group it belongs; of what is there
    /// at once, where the item begins by which there are most.
    pub(crate) fn decisive_item(
        &self,
        context: &Context<'_>,
        scope: Scope,
    ) -> Option<(Frame, FieldId)> {
        match self {
            Self::Group(group) => group.decisive_item(context, scope),
            Self::AtOnce(at_once) => at_once.decisive_item(context, scope),
            _ => None,
        }
    }
}
