//! What each application adds to a sum or a number: eight bytes an amount and one a number, as most are.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::Members;
use crate::form::Kind;
use crate::scalar::Quantity;

/// Amounts, each in cents.
#[derive(Clone, Debug, Default)]
pub(crate) struct Amounts {
    cents: Vec<i64>,
    /// Those that are not so many whole cents, and those that cannot be read.
    others: BTreeMap<usize, Option<Decimal>>,
}

/// Stands for one of the others.
const OTHER: i64 = i64::MIN;

impl Amounts {
    pub(super) fn push(&mut self, amount: Option<Decimal>) {
        let cents = amount.and_then(in_cents).unwrap_or(OTHER);
        if cents == OTHER {
            self.others.insert(self.cents.len(), amount);
        }
        self.cents.push(cents);
    }

    /// The amount of each application; `None` where it cannot be read.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Option<Decimal>> {
        let all = self.cents.iter().enumerate();
        all.map(|(at, &cents)| match cents {
            OTHER => self.others.get(&at).copied().flatten(),
            cents => Some(Decimal::new(cents, 2)),
        })
    }
}

fn in_cents(amount: Decimal) -> Option<i64> {
    let cents = match amount.scale() {
        0 => amount.mantissa().checked_mul(100),
        1 => amount.mantissa().checked_mul(10),
        2 => Some(amount.mantissa()),
        _ => None,
    };
    i64::try_from(cents?).ok()
}

/// Numbers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Numbers {
    small: Vec<u8>,
    large: BTreeMap<usize, u32>,
}

impl Numbers {
    pub(super) fn push(&mut self, number: u32) {
        let small = u8::try_from(number).unwrap_or(u8::MAX);
        if small == u8::MAX {
            self.large.insert(self.small.len(), number);
        }
        self.small.push(small);
    }

    /// The number of each application.
    pub(crate) fn iter(&self) -> impl Iterator<Item = u32> {
        let all = self.small.iter().enumerate();
        all.map(|(at, &small)| match small {
            u8::MAX => self.large.get(&at).copied().unwrap_or_default(),
            small => u32::from(small),
        })
    }
}

/// What applications add to a sum or a number, each with its place among all that were checked.
#[derive(Clone, Debug)]
pub struct Parts(Of);

#[derive(Clone, Debug)]
enum Of {
    Sum(Arc<Amounts>, Arc<Members>, Kind),
    Listed(Vec<(usize, Quantity)>),
}

impl Parts {
    pub(crate) fn of_sum(amounts: &Arc<Amounts>, members: &Arc<Members>, kind: &Kind) -> Self {
        Self(Of::Sum(
            Arc::clone(amounts),
            Arc::clone(members),
            kind.clone(),
        ))
    }

    /// In the order of the places.
    pub fn iter(&self) -> impl Iterator<Item = (usize, Quantity)> {
        let (sum, listed) = match &self.0 {
            Of::Sum(amounts, members, kind) => (Some((amounts, members, kind)), None),
            Of::Listed(parts) => (None, Some(parts)),
        };
        let sum = sum.into_iter().flat_map(|(amounts, members, kind)| {
            let placed = members.places().zip(amounts.iter());
            placed.filter_map(|(place, amount)| Some((place?, kind.total(amount?)?)))
        });
        sum.chain(listed.into_iter().flatten().copied())
    }
}

impl From<Vec<(usize, Quantity)>> for Parts {
    fn from(parts: Vec<(usize, Quantity)>) -> Self {
        Self(Of::Listed(parts))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_added_is_there() {
        let amount = |text: &str| text.parse::<Decimal>().ok();
        let all = [
            amount("0"),
            amount("12.3"),
            amount("-7.05"),
            None,
            amount("1.005"),
            amount("92233720368547758.08"),
        ];
        let mut amounts = Amounts::default();
        all.iter().for_each(|one| amounts.push(*one));
        assert_eq!(amounts.iter().collect::<Vec<_>>(), all);
        let all = [0, 254, 255, 256, u32::MAX];
        let mut numbers = Numbers::default();
        all.iter().for_each(|one| numbers.push(*one));
        assert_eq!(numbers.iter().collect::<Vec<_>>(), all);
    }
}
