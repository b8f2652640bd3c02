//! `percent`: a rate in hundredths, with two digits behind the dot at most, which are never rounded.

use serde_json::json;

use super::{Family, FieldKind, Kind, KindWord, LineOf, Measure, Schema};
use crate::scalar::{self, Quantity};

pub(super) struct PercentKind;

const MEASURE: Measure = Measure {
    read: |text| scalar::percent(text).map(Quantity::Percent),
    mistake: "book.not_a_percent",
    total: Some(|sum| Some(Quantity::Percent(sum))),
};

impl FieldKind for PercentKind {
    fn written() -> KindWord {
        KindWord {
            name: "percent",
            family: Family::Number,
            read: LineOf::Alone(Kind::Percent),
        }
    }

    fn measure(&self) -> Option<&'static Measure> {
        Some(&MEASURE)
    }

    /// Without the sign, and with a dot.
    fn nearest(&self, text: &str) -> Option<String> {
        let bare = text.trim();
        let bare = bare.strip_suffix('%').unwrap_or(bare).trim_end();
        let nearest = bare.replacen(',', ".", 1);
        (!is_share(text) && nearest != text && scalar::percent(&nearest).is_some())
            .then_some(nearest)
    }

    fn slip(&self, text: &str) -> Option<&'static str> {
        let text = text.trim();
        if text.ends_with('%') {
            Some("sign")
        } else if is_share(text) {
            Some("share")
        } else if text.contains(',') {
            Some("comma")
        } else {
            None
        }
    }

    fn schema(&self) -> Schema {
        Schema::Value(json!({
            "type": ["number", "string"], "minimum": 0,
            "pattern": "^(0|[1-9][0-9]{0,5})(\\.[0-9]{1,2})?$"
        }))
    }
}

/// Whether a text may be meant as a part of one: `0,60` without the sign of per cent may be 60 of a hundred.
fn is_share(text: &str) -> bool {
    text.trim().starts_with("0,") && !text.contains('%')
}
