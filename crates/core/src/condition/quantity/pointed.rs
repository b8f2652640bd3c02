//! The field that a finding about a quantity points at.

use super::Operand;
use crate::condition::Condition;
use crate::context::{FieldRef, Names};

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
}
