//! Values that several verbs take.

use chrono::NaiveDate;
use clap::ValueEnum;

use atbilst_core::scalar;

/// When the output has colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    Auto,
    Always,
    Never,
}

/// A date as applications write it.
pub(super) fn day(text: &str) -> Result<NaiveDate, String> {
    scalar::date(text).ok_or_else(|| "YYYY-MM-DD".to_owned())
}
