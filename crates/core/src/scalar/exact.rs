//! Arithmetic that is exact or is not done: the library rounds what has too many digits, and says nothing.

use crate::named::named;
use rust_decimal::{Decimal, RoundingStrategy};

/// The sum, where every digit of it fits.
pub(super) fn sum(a: Decimal, b: Decimal) -> Option<Decimal> {
    with_all_digits(a.checked_add(b)?, [a, b])
}

/// What is left of the one without the other, where every digit of it fits; never less than nothing.
pub(super) fn rest(of: Decimal, without: Decimal) -> Option<Decimal> {
    let rest = with_all_digits(of.checked_sub(without)?, [of, without])?;
    Some(rest.max(Decimal::ZERO))
}

fn with_all_digits(made: Decimal, of: [Decimal; 2]) -> Option<Decimal> {
    let [a, b] = of;
    let digits = a.scale().max(b.scale());
    (made.scale() == digits || a.is_zero() || b.is_zero()).then_some(made)
}

/// The product, where every digit of it fits.
pub(super) fn product(a: Decimal, b: Decimal) -> Option<Decimal> {
    if a.is_zero() || b.is_zero() {
        return Some(Decimal::ZERO);
    }
    let product = a.checked_mul(b)?;
    let digits = a.scale().checked_add(b.scale())?;
    (product.scale() == digits).then_some(product)
}

/// A hundredth of it.
pub(super) fn hundredth(amount: Decimal) -> Option<Decimal> {
    let digits = amount.scale().checked_add(2)?;
    Decimal::try_from_i128_with_scale(amount.mantissa(), digits).ok()
}

/// With all its digits, and with so many behind the dot at least.
pub(super) fn written(amount: Decimal, least: usize) -> String {
    let needless = amount.scale() as usize > least;
    let amount = if needless { amount.normalize() } else { amount };
    let mut text = amount.to_string();
    let digits = text.split_once('.').map_or(0, |(_, digits)| digits.len());
    if digits == 0 && least > 0 {
        text.push('.');
    }
    text.extend(std::iter::repeat_n('0', least.saturating_sub(digits)));
    text
}

/// Bytes that are the same for one amount, whatever zeros it is written with.
pub(super) fn identity(amount: Decimal) -> [u8; 16] {
    // As nearly all amounts are.
    let cents = |amount: Decimal| match amount.scale() {
        0 => amount.mantissa().checked_mul(100),
        1 => amount.mantissa().checked_mul(10),
        2 => Some(amount.mantissa()),
        _ => None,
    };
    let other = || {
        let amount = amount.normalize();
        // More than any amount of cents.
        let marked = i128::from(amount.scale()) << 112;
        cents(amount).unwrap_or(amount.mantissa() ^ marked)
    };
    cents(amount).unwrap_or_else(other).to_le_bytes()
}

named! {
    /// How an amount is rounded: never without a word of the rule book.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Rounding {
        /// To the cent below.
        DownToCent = "down_to_cent",
        /// To the nearest cent, a half upwards.
        ToCent = "to_cent",
        /// To the cent above.
        UpToCent = "up_to_cent",
        /// To the euro below.
        DownToEuro = "down_to_euro",
        /// To the nearest euro, a half upwards.
        ToEuro = "to_euro",
        /// To the euro above.
        UpToEuro = "up_to_euro",
        /// To the hundred euro below.
        DownToHundred = "down_to_hundred",
        /// To the nearest hundred euro, a half upwards.
        ToHundred = "to_hundred",
        /// To the hundred euro above.
        UpToHundred = "up_to_hundred",
    }
}

impl Rounding {
    /// To what it rounds: a cent, a euro or a hundred of them.
    pub const fn unit(self) -> Decimal {
        match self {
            Self::DownToCent | Self::ToCent | Self::UpToCent => {
                Decimal::from_parts(1, 0, 0, false, 2)
            }
            Self::DownToEuro | Self::ToEuro | Self::UpToEuro => Decimal::ONE,
            Self::DownToHundred | Self::ToHundred | Self::UpToHundred => Decimal::ONE_HUNDRED,
        }
    }

    /// The ways that lead elsewhere for some amounts between two units, each with the part of a unit below which there must be one.
    pub fn others(self) -> Vec<(Self, Decimal)> {
        let (unit, half) = (self.unit(), self.unit().checked_div(Decimal::TWO));
        let half = half.unwrap_or(unit);
        match self {
            Self::DownToCent => vec![(Self::ToCent, unit)],
            Self::UpToCent => vec![(Self::ToCent, half)],
            Self::ToCent => vec![(Self::DownToCent, unit), (Self::UpToCent, half)],
            Self::DownToEuro => vec![(Self::ToEuro, unit)],
            Self::UpToEuro => vec![(Self::ToEuro, half)],
            Self::ToEuro => vec![(Self::DownToEuro, unit), (Self::UpToEuro, half)],
            Self::DownToHundred => vec![(Self::ToHundred, unit)],
            Self::UpToHundred => vec![(Self::ToHundred, half)],
            Self::ToHundred => vec![(Self::DownToHundred, unit), (Self::UpToHundred, half)],
        }
    }

    /// By how much less an amount may come out, and by how much more.
    pub const fn moves(self) -> [Decimal; 2] {
        match self {
            Self::DownToCent | Self::DownToEuro | Self::DownToHundred => {
                [self.unit(), Decimal::ZERO]
            }
            Self::ToCent | Self::ToEuro | Self::ToHundred => [self.unit(); 2],
            Self::UpToCent | Self::UpToEuro | Self::UpToHundred => [Decimal::ZERO, self.unit()],
        }
    }

    /// The amount, rounded so, where every digit of it fits.
    pub fn round(self, amount: Decimal) -> Option<Decimal> {
        let strategy = match self {
            Self::DownToCent | Self::DownToEuro | Self::DownToHundred => {
                RoundingStrategy::ToNegativeInfinity
            }
            Self::ToCent | Self::ToEuro | Self::ToHundred => RoundingStrategy::MidpointAwayFromZero,
            Self::UpToCent | Self::UpToEuro | Self::UpToHundred => {
                RoundingStrategy::ToPositiveInfinity
            }
        };
        let unit = self.unit();
        if unit <= Decimal::ONE {
            return Some(amount.round_dp_with_strategy(unit.scale(), strategy));
        }
        let hundreds = hundredth(amount)?.round_dp_with_strategy(0, strategy);
        product(hundreds, unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dec(text: &str) -> Decimal {
        Decimal::from_str_exact(text).expect("a number")
    }

    #[test]
    fn what_does_not_fit_is_not_rounded() {
        let large = dec("7922816251426433759354395033.5");
        assert_eq!(sum(large, dec("0.01")), None);
        assert_eq!(product(large, dec("1.1")), None);
        assert_eq!(product(dec("0.01"), dec("0.1525")), Some(dec("0.001525")));
        assert_eq!(sum(dec("0.00"), dec("1.5")), Some(dec("1.5")));
        assert_eq!(hundredth(dec("15.25")), Some(dec("0.1525")));
    }

    #[test]
    fn all_digits_are_written() {
        for (amount, least, text) in [
            ("10500.005", 2, "10500.005"),
            ("10500.0", 2, "10500.00"),
            ("15", 0, "15"),
            ("15.50", 0, "15.5"),
            ("0.00", 2, "0.00"),
        ] {
            assert_eq!(written(dec(amount), least), text);
        }
    }

    #[test]
    fn rounding_goes_the_way_of_its_word() {
        // 85 % of 16,470,588 euro, as a regulation tells it.
        for (rounding, amount, rounded) in [
            (Rounding::UpToEuro, "13999999.80", "14000000"),
            (Rounding::ToEuro, "13999999.80", "14000000"),
            (Rounding::DownToEuro, "13999999.80", "13999999"),
            (Rounding::DownToCent, "0.0199", "0.01"),
            (Rounding::ToCent, "0.015", "0.02"),
            (Rounding::UpToCent, "0.0101", "0.02"),
            (Rounding::UpToCent, "0.0100", "0.01"),
            (Rounding::DownToHundred, "299.99", "200"),
            (Rounding::ToHundred, "250.00", "300"),
            (Rounding::ToHundred, "249.995", "200"),
            (Rounding::UpToHundred, "200.0001", "300"),
            (Rounding::UpToHundred, "200.00", "200"),
        ] {
            let found = rounding.round(dec(amount));
            assert_eq!(found, Some(dec(rounded)), "{rounding:?}");
        }
    }
}
