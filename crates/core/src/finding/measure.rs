//! What the text of a value is, so that a sheet can hold it as that.

use serde::{Deserialize, Serialize};

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
