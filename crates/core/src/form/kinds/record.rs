//! `record`: named fields under a key.

use super::{Family, FieldKind, KindWord, LineOf, Schema};

pub(super) struct RecordKind;

impl FieldKind for RecordKind {
    fn written() -> KindWord {
        KindWord {
            name: "record",
            family: Family::Several,
            read: LineOf::Record,
        }
    }

    fn schema(&self) -> Schema {
        Schema::Record
    }
}
