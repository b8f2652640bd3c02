//! `quantity`: so much of a unit that the rule book names, with as many digits behind the dot as it says.

use std::borrow::Cow;

use rust_decimal::Decimal;
use serde_json::{Value as Json, json};

use super::{Family, FieldKind, FieldLine, Kind, KindWord, LineOf, Measure, Schema, bare, number};
use crate::language::Value;
use crate::scalar::{self, Quantity, Unit};

impl Kind {
    /// Its name in a rule book, with the unit that tells it from others of that name.
    pub(crate) fn told(&self) -> Cow<'static, str> {
        match self {
            Self::Quantity(unit) => format!("{} ({})", self.name(), unit.name()).into(),
            _ => self.name().into(),
        }
    }
}

pub(super) struct QuantityKind<'k>(pub(super) &'k Unit);

/// The unit is known to the kind alone.
const MEASURE: Measure = Measure {
    read: |_| None,
    mistake: "book.not_a_quantity",
    total: None,
};

impl FieldKind for QuantityKind<'_> {
    fn written() -> KindWord {
        KindWord {
            name: "quantity",
            family: Family::Number,
            read: LineOf::With(line),
        }
    }

    fn measure(&self) -> Option<&'static Measure> {
        Some(&MEASURE)
    }

    fn quantity(&self, text: &str) -> Option<Quantity> {
        let amount = scalar::amount(text, self.0.decimals())?;
        Some(Quantity::Amount(amount, *self.0))
    }

    fn total(&self, sum: Decimal) -> Option<Quantity> {
        Some(Quantity::Amount(sum, *self.0))
    }

    /// Without the unit, and with a dot.
    fn nearest(&self, text: &str) -> Option<String> {
        let bare = text.trim();
        let bare = bare
            .strip_suffix(&*self.0.name())
            .unwrap_or(bare)
            .trim_end();
        let nearest = bare.replacen(',', ".", 1);
        (nearest != text && self.quantity(&nearest).is_some()).then_some(nearest)
    }

    fn slip(&self, text: &str) -> Option<&'static str> {
        let text = text.trim();
        if text.ends_with(&*self.0.name()) {
            Some("unit")
        } else if text.contains(',') {
            Some("comma")
        } else {
            None
        }
    }

    fn args(&self) -> Vec<(&'static str, Value<'static>)> {
        let decimals = usize::from(self.0.decimals());
        vec![
            ("decimals", decimals.into()),
            ("unit", self.0.name().to_string().into()),
        ]
    }

    fn schema(&self) -> Schema {
        let part = match self.0.decimals() {
            0 => String::new(),
            decimals => format!("(\\.[0-9]{{1,{decimals}}})?"),
        };
        let pattern = format!("^(0|[1-9][0-9]{{0,14}}){part}$");
        Schema::Value(json!({ "type": ["number", "string"], "minimum": 0, "pattern": pattern }))
    }

    fn example(&self, text: &str) -> Json {
        number(text)
    }

    fn in_yaml<'t>(&self, text: &'t str) -> Cow<'t, str> {
        bare(text)
    }
}

/// `unit: MWh`, `decimals: 2`.
fn line(line: &FieldLine<'_, '_>) -> Option<Kind> {
    let reader = line.reader;
    let unit = line.map.need("unit");
    let decimals = line.map.optional("decimals", |node| {
        let most = Unit::DECIMALS.to_string();
        let text = reader.text(node)?;
        let known = text
            .parse()
            .ok()
            .filter(|&decimals| decimals <= Unit::DECIMALS);
        known.or_else(|| {
            reader.refuse(
                node,
                "book.not_decimals",
                &[("found", text), ("limit", &most)],
            )
        })
    });
    let (node, decimals) = (unit?, decimals?.unwrap_or(0));
    let name = reader.text(node)?;
    let fits = name.chars().count() <= Unit::LETTERS;
    let unit = fits.then(|| Unit::named(name, decimals)).flatten();
    unit.map(Kind::Quantity).or_else(|| {
        let limit = Unit::LETTERS.to_string();
        reader.refuse(node, "book.unit_too_long", &[("limit", &limit)])
    })
}
