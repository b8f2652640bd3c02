//! `text`: any text that is not empty.

use serde_json::json;

use super::{Codes, Family, FieldKind, Kind, KindWord, LineOf, Schema, Single};

pub(super) struct TextKind;

impl FieldKind for TextKind {
    fn written() -> KindWord {
        KindWord {
            name: "text",
            family: Family::Text,
            read: LineOf::Alone(Kind::Text),
        }
    }

    fn read(&self, _: &str, _: &dyn Codes) -> Option<Single> {
        Some(Single::Text)
    }

    fn schema(&self) -> Schema {
        Schema::Value(json!({ "type": ["string", "number", "boolean"], "pattern": "\\S" }))
    }
}
