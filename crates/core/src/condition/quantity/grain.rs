//! The amount of which a quantity is always a multiple, whatever an application says.

use rust_decimal::Decimal;

use super::{Limit, Operand, rounded};
use crate::law::DatedValue;

impl Operand {
    /// An amount of which it is always a multiple; `None` where it may be any.
    pub(super) fn grain(&self, values: &[DatedValue]) -> Option<Decimal> {
        let inside = || self.part().inside().into_iter();
        match self {
            Self::Percent(part) => part.grain(values),
            Self::Times(product) => product.grain(values),
            Self::Rounded(rounded) => Some(rounded.how.unit()),
            Self::Constant(amount) => amount.is.number(),
            Self::LawValue(_) | Self::TableValue(_) => {
                let limits = self.part_limits(values).unwrap_or_default();
                let known = limits.into_iter().filter_map(|limit| match limit {
                    Limit::Known(known) => known.number(),
                    Limit::Unknown(..) => None,
                });
                known.reduce(rounded::shared)
            }
            _ if inside().next().is_none() => Some(Decimal::new(1, 2)),
            _ => inside().map(|inner| inner.grain(values)).min().flatten(),
        }
    }
}
