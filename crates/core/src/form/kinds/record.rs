//! `record`: named fields under a key.

use super::{Codes, Family, FieldKind, KindWord, LineOf, Schema, Single};

pub(super) struct RecordKind;

impl FieldKind for RecordKind {
    fn written() -> KindWord {
        KindWord {
            name: "record",
            family: Family::Several,
            read: LineOf::Record,
        }
    }

    fn read(&self, _: &str, _: &dyn Codes) -> Option<Single> {
        None
    }

    fn schema(&self) -> Schema {
        Schema::Record
    }
}
