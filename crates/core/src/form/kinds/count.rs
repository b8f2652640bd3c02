//! `count`: a whole number.

use rust_decimal::Decimal;
use serde_json::json;

use super::{Family, FieldKind, Kind, KindWord, LineOf, Measure, Schema, only_digits};
use crate::scalar::{self, Quantity, Unit};

pub(super) struct CountKind;

const MEASURE: Measure = Measure {
    read: |text| scalar::count(text).map(Quantity::Count),
    mistake: "book.not_a_count",
    // Parts of numbers add up to no whole number always.
    total: Some(|sum: Decimal| match sum.fract().is_zero() {
        true => u64::try_from(sum).ok().map(Quantity::Count),
        false => Some(Quantity::Amount(sum, Unit::THINGS)),
    }),
};

impl FieldKind for CountKind {
    fn written() -> KindWord {
        KindWord {
            name: "count",
            family: Family::Number,
            read: LineOf::Alone(Kind::Count),
        }
    }

    fn measure(&self) -> Option<&'static Measure> {
        Some(&MEASURE)
    }

    fn slip(&self, text: &str) -> Option<&'static str> {
        let text = text.trim();
        if text.starts_with(['+', '-', '−']) {
            Some("sign")
        } else if only_digits(text) {
            Some(if text.starts_with('0') {
                "leading_zero"
            } else {
                "too_large"
            })
        } else if only_digits(&text.replace(|c: char| c.is_whitespace() || c == '_', "")) {
            Some("spaces")
        } else if only_digits(&text.replacen(['.', ','], "", 1)) {
            Some("fraction")
        } else {
            None
        }
    }

    fn schema(&self) -> Schema {
        Schema::Value(json!({
            "type": ["integer", "string"], "minimum": 0, "pattern": "^(0|[1-9][0-9]{0,17})$"
        }))
    }
}
