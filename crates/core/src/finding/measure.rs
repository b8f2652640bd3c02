//! What the text of a value is, so that a sheet can hold it as that.

use serde::{Deserialize, Serialize};

use crate::scalar::Quantity;

/// What the text of a value is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Measure {
    /// A text, also where it looks like anything else.
    #[default]
    Text,
    /// Euro.
    Money,
    /// A whole number of things.
    Count,
    /// A percentage, or so much of a unit.
    Number,
    /// A day.
    Day,
}

impl From<Quantity> for Measure {
    fn from(quantity: Quantity) -> Self {
        match quantity {
            Quantity::Money(_) => Self::Money,
            Quantity::Count(_) => Self::Count,
            Quantity::Percent(_) | Quantity::Amount(..) => Self::Number,
            Quantity::Date(_) => Self::Day,
            Quantity::Code(_) => Self::Text,
        }
    }
}

impl Measure {
    /// Of what is a quantity, where it is one.
    pub(crate) fn of(quantity: Option<Quantity>) -> Self {
        quantity.map_or(Self::Text, Self::from)
    }
}
