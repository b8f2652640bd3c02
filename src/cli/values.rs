//! Values that several verbs take.

use chrono::NaiveDate;
use clap::ValueEnum;

use atbilst_core::scalar;
use atbilst_core::shard::Shard;

/// When the output has colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    Auto,
    Always,
    Never,
}

/// A name of plain letters, as servers keep results under.
pub(super) fn name(text: &str) -> Result<String, String> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
    let plain = !text.is_empty() && text.chars().all(is_plain);
    plain
        .then(|| text.to_owned())
        .ok_or_else(|| "a-z, A-Z, 0-9, -, _, ., /".to_owned())
}

/// One of so many parts, `3/7`.
pub(super) fn shard(text: &str) -> Result<Shard, String> {
    text.parse().map_err(|()| "1/M, …, M/M".to_owned())
}

/// A date as applications write it.
pub(super) fn day(text: &str) -> Result<NaiveDate, String> {
    scalar::date(text).ok_or_else(|| "YYYY-MM-DD".to_owned())
}
