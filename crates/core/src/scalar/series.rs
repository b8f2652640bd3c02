//! Amounts that lie in a row: nothing, 999, 1998 and so on.

use rust_decimal::prelude::ToPrimitive;

use super::Quantity;

/// An amount, and beyond it any whole number of each of some steps: 0, 999, 1998 and so on. Without a step it is the amount alone.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// The smallest.
    pub first: Quantity,
    /// What may be added, as often as one likes.
    pub steps: Vec<Quantity>,
}

impl Series {
    /// Most of them that are looked at.
    pub const MOST: usize = 4096;

    /// One amount.
    pub const fn alone(first: Quantity) -> Self {
        Self {
            first,
            steps: Vec::new(),
        }
    }

    /// Every whole number.
    pub fn numbers() -> Self {
        Self {
            first: Quantity::Count(0),
            steps: vec![Quantity::Count(1)],
        }
    }

    /// So many times another; not so many of what itself may be any number.
    pub fn times(&self, of: &Self) -> Option<Self> {
        let steps: Option<Vec<_>> = match (&*self.steps, &*of.steps) {
            (steps, []) => steps.iter().map(|step| step.product(of.first)).collect(),
            ([], steps) => steps.iter().map(|step| self.first.product(*step)).collect(),
            _ => None,
        };
        let first = self.first.product(of.first)?;
        Some(Self {
            first,
            steps: steps?,
        })
    }

    /// So many hundredths of another, of money; itself is the rate.
    pub fn part(&self, of: &Self) -> Option<Self> {
        let (Quantity::Percent(rate), true) = (self.first, self.steps.is_empty()) else {
            return None;
        };
        let part = |whole: &Quantity| match whole {
            Quantity::Money(_) => whole.part(rate),
            _ => None,
        };
        Some(Self {
            first: part(&of.first)?,
            steps: of.steps.iter().map(part).collect::<Option<_>>()?,
        })
    }

    /// How many of each step go beyond a limit; `None` where that is no number, or too many.
    pub(crate) fn numbers_to(&self, limit: Quantity) -> Option<Vec<u64>> {
        let all = self.steps.iter().map(|step| {
            let beyond = limit.number()?.checked_sub(self.first.number()?)?;
            let number = beyond.checked_div(step.number()?)?.ceil();
            number.max(0.into()).to_u64()?.checked_add(1)
        });
        all.collect()
    }

    /// What comes of so many of each step but the last, as many times as there are such numbers.
    pub(crate) fn each_but_last(&self, numbers: &[u64]) -> Option<Vec<Quantity>> {
        let mut all = vec![self.first];
        let but_last = self.steps.split_last().map_or(&[][..], |(_, rest)| rest);
        for (step, most) in but_last.iter().zip(numbers) {
            let most = usize::try_from(*most).ok()?;
            if all.len().saturating_mul(most.saturating_add(1)) > Self::MOST {
                return None;
            }
            let with = |from: &Quantity, number: usize| {
                from.plus(step.times(u64::try_from(number).ok()?.into())?)
            };
            let next = all
                .iter()
                .flat_map(|from| (0..=most).map(move |number| with(from, number)));
            all = next.collect::<Option<_>>()?;
        }
        Some(all)
    }

    /// What of it stands nearest to a limit, on it and on either side. `None` where that may be anything, for a step is the smallest
    /// that there is.
    pub fn near(&self, limit: Quantity, to: &mut Vec<Quantity>) -> Option<()> {
        let mut steps = self.steps.iter();
        if steps.any(|step| step.number() <= Some(step.step())) {
            return None;
        }
        let Some(last) = self.steps.last() else {
            to.push(self.first);
            return Some(());
        };
        for from in self.each_but_last(&self.numbers_to(limit)?)? {
            let [reached, passed] = turns(from, Some(*last), limit)?;
            for number in [reached.saturating_sub(1), reached, passed] {
                to.push(from.plus(last.times(number.into())?)?);
            }
        }
        Some(())
    }
}

/// By how many of a step a limit is reached, and by how many it is passed.
pub fn turns(from: Quantity, step: Option<Quantity>, limit: Quantity) -> Option<[u64; 2]> {
    let Some(step) = step else {
        let ordering = from.partial_cmp(&limit)?;
        let never = |is: bool| if is { 0 } else { u64::MAX };
        return Some([never(ordering.is_ge()), never(ordering.is_gt())]);
    };
    let apart = limit.number()?.checked_sub(from.number()?)?;
    if apart.is_sign_negative() && !apart.is_zero() {
        return Some([0, 0]);
    }
    let number = apart.checked_div(step.number()?)?;
    let passed = number.floor().to_u64()?.checked_add(1)?;
    Some([number.ceil().to_u64()?, passed])
}
