//! `list`: items that begin with a dash, records or single values.

use super::{Family, FieldId, FieldKind, KindWord, LineOf, Schema};

/// What the items of a list are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Items {
    /// Their fields; for a list of single values one field, called `it`.
    pub fields: Vec<FieldId>,
    /// Whether they are records.
    pub records: bool,
    /// How many values an item takes in an [`crate::application::Application`].
    pub(crate) slots: u16,
    /// The single values that tell an item from the others, wherever it stands in its list; empty where its number alone does.
    pub identified_by: Vec<FieldId>,
}

pub(super) struct ListKind<'k>(pub(super) &'k Items);

impl FieldKind for ListKind<'_> {
    fn written() -> KindWord {
        KindWord {
            name: "list",
            family: Family::Several,
            read: LineOf::List,
        }
    }

    fn schema(&self) -> Schema {
        Schema::List(self.0.records)
    }
}
