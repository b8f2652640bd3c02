//! Where a value would stand that has no name of its own.

use super::{Field, Kind};

/// The field that a value behind another's would stand in: the only one that it fits and that is no text, else the first text that is
/// required.
pub(crate) fn field_for<'f>(
    others: impl Iterator<Item = &'f Field>,
    value: &str,
) -> Option<&'f Field> {
    let single = others.filter(|other| other.kind.is_single());
    let (texts, measured): (Vec<&Field>, Vec<&Field>) =
        single.partition(|other| other.kind == Kind::Text);
    let is_code = |other: &Field| matches!(other.kind, Kind::Code(_));
    let mut fits = measured
        .into_iter()
        .filter(|other| !is_code(other) && other.kind.fits(value));
    match (fits.next(), fits.next()) {
        (Some(only), None) => Some(only),
        (None, _) => texts.into_iter().find(|text| text.required),
        _ => None,
    }
}
