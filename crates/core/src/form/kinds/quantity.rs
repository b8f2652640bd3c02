//! `quantity`: so much of a unit that the rule book names, with as many digits behind the dot as it says.

use std::borrow::Cow;

use rust_decimal::Decimal;
use serde_json::json;

use super::money::ungrouped;
use super::{Family, FieldKind, FieldLine, Kind, KindWord, LineOf, Measure, Schema, only_digits};
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

    /// Without the unit, with a dot, and with nothing between its digits. `1,234` can be read two ways, so it has no nearest form.
    fn nearest(&self, text: &str) -> Option<String> {
        let bare = self.bare(text.trim());
        let part = bare.rsplit_once([',', '.']);
        let part = part
            .filter(|(_, part)| only_digits(part) && part.len() <= usize::from(self.0.decimals()));
        let nearest = match part {
            Some((whole, part)) => {
                let mark = bare.get(whole.len()..)?.chars().next();
                let is_thousands = mark == Some(',') && part.len() == 3;
                let whole = ungrouped(whole, mark).filter(|_| !is_thousands)?;
                format!("{whole}.{part}")
            }
            None => ungrouped(bare, None)?,
        };
        (nearest != text && self.quantity(&nearest).is_some()).then_some(nearest)
    }

    fn slip(&self, text: &str) -> Option<&'static str> {
        let text = text.trim();
        if self.bare(text).len() < text.len() {
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
}

impl QuantityKind<'_> {
    /// A text without the unit behind it, also as a keyboard without raised digits writes it: `m2`.
    fn bare<'t>(&self, text: &'t str) -> &'t str {
        let unit = self.0.name();
        let typed = unit.replace('²', "2").replace('³', "3");
        let bare = text.strip_suffix(&*unit);
        let bare = bare.or_else(|| text.strip_suffix(&*typed));
        bare.unwrap_or(text).trim_end()
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
