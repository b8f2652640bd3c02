//! The strict grammar of single values, read from the source text: money, counts, dates, flags, digits.
//! Knows nothing of fields or rules. The libraries' own parsers are not used alone: they also take `1_000`, `+5` or `26-1-5`.

#![warn(clippy::arithmetic_side_effects)]

mod exact;
mod series;
mod unit;

use chrono::{Datelike as _, NaiveDate};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

pub use exact::Rounding;
pub use series::{Series, turns};
pub use unit::{Unit, Word};

/// Most digits before the decimal point: sums of a hundred thousand such amounts still fit exactly.
const MONEY_DIGITS: usize = 15;

/// A number, amount or day: what can be compared with a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Quantity {
    /// Euro.
    Money(Decimal),
    /// A whole number of things.
    Count(u64),
    /// A day.
    Date(NaiveDate),
    /// Hundredths: `15.5` of a hundred.
    Percent(Decimal),
    /// So much of a unit; without one, a part of a number of things.
    Amount(Decimal, Unit),
    /// A code that a rule book sets for others.
    Code(Word),
}

impl PartialOrd for Quantity {
    /// Two of different kinds do not compare.
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        match (self, other) {
            (Self::Money(a), Self::Money(b)) | (Self::Percent(a), Self::Percent(b)) => {
                Some(a.cmp(b))
            }
            (Self::Count(a), Self::Count(b)) => Some(a.cmp(b)),
            (Self::Date(a), Self::Date(b)) => Some(a.cmp(b)),
            (Self::Code(a), Self::Code(b)) => (a == b).then_some(std::cmp::Ordering::Equal),
            (Self::Money(_) | Self::Percent(_) | Self::Date(_) | Self::Code(_), _) => None,
            (Self::Count(_) | Self::Amount(..), _) => {
                let ((a, unit), (b, other)) = (self.measured()?, other.measured()?);
                unit.is_same(other).then(|| a.cmp(&b))
            }
        }
    }
}

impl Quantity {
    /// How much of what, where it is a number of something.
    fn measured(self) -> Option<(Decimal, Unit)> {
        match self {
            Self::Count(count) => Some((count.into(), Unit::THINGS)),
            Self::Amount(amount, unit) => Some((amount, unit)),
            Self::Money(_) | Self::Percent(_) | Self::Date(_) | Self::Code(_) => None,
        }
    }

    /// As a number, where it is one.
    pub fn number(self) -> Option<Decimal> {
        match self {
            Self::Money(number) | Self::Percent(number) | Self::Amount(number, _) => Some(number),
            Self::Count(count) => Some(count.into()),
            Self::Date(_) | Self::Code(_) => None,
        }
    }

    /// As a rule book or an application writes it.
    pub fn written(&self) -> String {
        match self {
            Self::Money(amount) => exact::written(*amount, 2),
            Self::Count(count) => count.to_string(),
            Self::Date(date) => date.to_string(),
            Self::Percent(amount) | Self::Amount(amount, _) => exact::written(*amount, 0),
            Self::Code(code) => code.name().to_string(),
        }
    }

    /// How it compares with so many of its kind; `None` of days and codes.
    pub fn against(&self, number: u64) -> Option<std::cmp::Ordering> {
        match self {
            Self::Money(amount) | Self::Percent(amount) | Self::Amount(amount, _) => {
                Some(amount.cmp(&number.into()))
            }
            Self::Count(count) => Some(count.cmp(&number)),
            Self::Date(_) | Self::Code(_) => None,
        }
    }

    /// Adds bytes that are the same for all that is as much, however it is written.
    pub(crate) fn identify(&self, to: &mut Vec<u8>) {
        let bytes = match self {
            Self::Money(amount) | Self::Percent(amount) | Self::Amount(amount, _) => {
                exact::identity(*amount)
            }
            Self::Count(count) => exact::identity(Decimal::from(*count)),
            Self::Date(date) => i128::from(date.num_days_from_ce()).to_le_bytes(),
            Self::Code(code) => return to.extend_from_slice(code.name().as_bytes()),
        };
        to.extend_from_slice(&bytes);
    }

    /// The smallest step from one to the next: a cent, one of a number, a day.
    pub fn step(&self) -> Decimal {
        match self {
            Self::Money(_) | Self::Percent(_) => Decimal::new(1, 2),
            Self::Count(_) | Self::Date(_) | Self::Code(_) => Decimal::ONE,
            Self::Amount(_, unit) => Decimal::new(1, u32::from(unit.decimals())),
        }
    }

    /// One step less and one step more, where there is such a quantity.
    pub fn neighbours(self) -> impl Iterator<Item = Self> {
        let step = self.step();
        let moved = |amount: Decimal| {
            let less = amount
                .checked_sub(step)
                .filter(|less| !less.is_sign_negative());
            [less, amount.checked_add(step)]
        };
        let both = match self {
            Self::Money(amount) => moved(amount).map(|amount| amount.map(Self::Money)),
            Self::Percent(amount) => moved(amount).map(|amount| amount.map(Self::Percent)),
            Self::Amount(amount, unit) => {
                moved(amount).map(|amount| amount.map(|amount| Self::Amount(amount, unit)))
            }
            Self::Count(count) => {
                let moved = [count.checked_sub(1), count.checked_add(1)];
                moved.map(|count| count.map(Self::Count))
            }
            Self::Date(day) => [day.pred_opt(), day.succ_opt()].map(|day| day.map(Self::Date)),
            Self::Code(_) => [None, None],
        };
        both.into_iter().flatten()
    }

    /// Two of one kind together; `None` for days, for two of different kinds, and for what is too large.
    pub(crate) fn plus(self, other: Self) -> Option<Self> {
        match (self, other) {
            (Self::Money(a), Self::Money(b)) => exact::sum(a, b).map(Self::Money),
            (Self::Percent(a), Self::Percent(b)) => exact::sum(a, b).map(Self::Percent),
            (Self::Count(a), Self::Count(b)) => a.checked_add(b).map(Self::Count),
            (Self::Count(_) | Self::Amount(..), _) => {
                let ((a, unit), (b, other)) = (self.measured()?, other.measured()?);
                let sum = exact::sum(a, b).filter(|_| unit.is_same(other))?;
                Some(Self::Amount(sum, unit))
            }
            (Self::Money(_) | Self::Percent(_) | Self::Date(_) | Self::Code(_), _) => None,
        }
    }

    /// What is left of it when another of its kind is taken away: nothing where that is more. `None` for days, for two of different
    /// kinds, and for what is too large.
    pub(crate) fn minus(self, other: Self) -> Option<Self> {
        match (self, other) {
            (Self::Money(a), Self::Money(b)) => exact::rest(a, b).map(Self::Money),
            (Self::Percent(a), Self::Percent(b)) => exact::rest(a, b).map(Self::Percent),
            (Self::Count(a), Self::Count(b)) => Some(Self::Count(a.saturating_sub(b))),
            (Self::Count(_) | Self::Amount(..), _) => {
                let ((a, unit), (b, other)) = (self.measured()?, other.measured()?);
                let left = exact::rest(a, b).filter(|_| unit.is_same(other))?;
                Some(Self::Amount(left, unit))
            }
            (Self::Money(_) | Self::Percent(_) | Self::Date(_) | Self::Code(_), _) => None,
        }
    }

    /// So many times as much, exactly; `None` for days and for what is too large.
    pub fn times(self, number: Decimal) -> Option<Self> {
        let product = |amount| exact::product(amount, number);
        match self {
            Self::Money(amount) => product(amount).map(Self::Money),
            Self::Percent(amount) => product(amount).map(Self::Percent),
            Self::Amount(amount, unit) => product(amount).map(|amount| Self::Amount(amount, unit)),
            Self::Count(own) => u64::try_from(product(own.into())?).ok().map(Self::Count),
            Self::Date(_) | Self::Code(_) => None,
        }
    }

    /// So many of something, itself being the number; `None` where it is none, and of what is too large.
    pub(crate) fn product(self, of: Self) -> Option<Self> {
        match self {
            Self::Count(number) => of.times(number.into()),
            Self::Amount(number, each) => Some(match of.times(number)? {
                Self::Amount(amount, unit) => Self::Amount(amount, unit.for_each(each)),
                product => product,
            }),
            _ => None,
        }
    }

    /// A part of it in hundredths, exactly; a part of a whole number need not be one. `None` for days, rates and what is too large.
    pub fn part(self, percent: Decimal) -> Option<Self> {
        let share = |amount| exact::product(amount, exact::hundredth(percent)?);
        match self {
            Self::Money(amount) => share(amount).map(Self::Money),
            Self::Count(_) | Self::Amount(..) => {
                let (amount, unit) = self.measured()?;
                let part = share(amount)?;
                Some(match u64::try_from(part) {
                    Ok(count) if unit.is_same(Unit::THINGS) && part.fract().is_zero() => {
                        Self::Count(count)
                    }
                    _ => Self::Amount(part, unit),
                })
            }
            Self::Percent(_) | Self::Date(_) | Self::Code(_) => None,
        }
    }

    /// How far apart two of one kind are: in euro, in number, in hundredths or in days.
    pub fn distance(&self, other: Self) -> Option<Decimal> {
        match (*self, other) {
            (Self::Money(a), Self::Money(b)) | (Self::Percent(a), Self::Percent(b)) => {
                Some(a.checked_sub(b)?.abs())
            }
            (Self::Count(a), Self::Count(b)) => Some(a.abs_diff(b).into()),
            (Self::Date(a), Self::Date(b)) => {
                Some(a.signed_duration_since(b).num_days().abs().into())
            }
            (Self::Count(_) | Self::Amount(..), _) => {
                let ((a, unit), (b, other)) = (self.measured()?, other.measured()?);
                let apart = a.checked_sub(b)?.abs();
                unit.is_same(other).then_some(apart)
            }
            (Self::Money(_) | Self::Percent(_) | Self::Date(_) | Self::Code(_), _) => None,
        }
    }
}

/// Euro: digits without a leading zero, optionally a dot and one or two digits. `None` for anything else.
pub fn money(text: &str) -> Option<Decimal> {
    let (whole, cents) = match text.as_bytes() {
        [whole @ .., b'.', tenth] => (whole, [*tenth, b'0']),
        [whole @ .., b'.', tenth, hundredth] => (whole, [*tenth, *hundredth]),
        whole => (whole, *b"00"),
    };
    if !is_whole(whole) || whole.len() > MONEY_DIGITS {
        return None;
    }
    let mut digits = whole.iter().chain(&cents);
    let hundredths = digits.try_fold(0_i64, |sum, &byte| {
        let digit = char::from(byte).to_digit(10)?;
        sum.checked_mul(10)?.checked_add(i64::from(digit))
    });
    Some(Decimal::new(hundredths?, 2))
}

/// A rate in hundredths: digits without a leading zero, up to six of them, optionally a dot and one or two digits.
pub fn percent(text: &str) -> Option<Decimal> {
    let whole = text.split('.').next().unwrap_or_default();
    money(text).filter(|_| whole.len() <= 6)
}

/// So much of something: digits without a leading zero, optionally a dot and at most so many digits.
pub fn amount(text: &str, decimals: u8) -> Option<Decimal> {
    let (whole, part) = text
        .split_once('.')
        .map_or((text, None), |(whole, part)| (whole, Some(part)));
    let fits = is_whole(whole.as_bytes())
        && whole.len() <= MONEY_DIGITS
        && part
            .is_none_or(|part| is_digits(part.as_bytes()) && part.len() <= usize::from(decimals));
    fits.then(|| Decimal::from_str_exact(text).ok()).flatten()
}

/// A whole number: digits without a leading zero, up to 18 of them.
pub fn count(text: &str) -> Option<u64> {
    if !is_whole(text.as_bytes()) || text.len() > 18 {
        return None;
    }
    text.parse().ok()
}

/// A day of the calendar, exactly `YYYY-MM-DD`.
pub fn date(text: &str) -> Option<NaiveDate> {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else {
        return None;
    };
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0_u32, |n, &byte| {
            n.checked_mul(10)?
                .checked_add(char::from(byte).to_digit(10)?)
        })
    };
    let year = i32::try_from(number(&[y1, y2, y3, y4])?).ok()?;
    NaiveDate::from_ymd_opt(year, number(&[m1, m2])?, number(&[d1, d2])?)
}

/// Exactly `true` or `false`.
pub fn flag(text: &str) -> Option<bool> {
    match text {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

/// Exactly `length` digits.
pub fn digits(text: &str, length: usize) -> bool {
    text.len() == length && is_digits(text.as_bytes())
}

fn is_digits(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().all(u8::is_ascii_digit)
}

fn is_whole(text: &[u8]) -> bool {
    is_digits(text) && (text == b"0" || !text.starts_with(b"0"))
}
