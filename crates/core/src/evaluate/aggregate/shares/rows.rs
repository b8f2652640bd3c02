//! What applications come to where each of those under review may be accepted or not: those that comply together, the others each by
//! itself.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::evaluate::aggregate::totals::AllMembers;
use crate::rulebook::Among;

/// What some applications come to, by column: first what is held against the limit, then what that is made of.
#[derive(Debug)]
pub(in crate::evaluate::aggregate) struct Rows {
    /// With none of those under review.
    pub(super) none: Vec<Decimal>,
    /// With all of them.
    pub(super) all: Vec<Decimal>,
    /// What each of them adds.
    pub(super) each: BTreeMap<usize, Row>,
    /// The values that only those under review have, each with its column and with who has it: it counts once.
    pub(super) values: Vec<(usize, Vec<usize>)>,
}

/// What one application under review adds.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// Without values that count once.
    pub(super) added: Vec<Decimal>,
    /// With those, whoever else is accepted: so that the least is held against the most, and the most against the least.
    pub(super) ends: [Vec<Decimal>; 2],
}

impl Row {
    pub(super) fn nothing(like: &Rows) -> Self {
        let nothing = vec![Decimal::ZERO; like.none.len()];
        Self {
            added: nothing.clone(),
            ends: [nothing.clone(), nothing],
        }
    }

    /// Adds what the same application adds elsewhere.
    pub(super) fn add(&mut self, other: &Self) -> Option<()> {
        add_to(&mut self.added, &other.added)?;
        for (own, other) in self.ends.iter_mut().zip(&other.ends) {
            add_to(own, other)?;
        }
        Some(())
    }
}

impl Rows {
    pub(in crate::evaluate::aggregate) fn new(columns: usize) -> Self {
        let nothing = vec![Decimal::ZERO; columns];
        Self {
            none: nothing.clone(),
            all: nothing,
            each: BTreeMap::new(),
            values: Vec::new(),
        }
    }

    fn row(&mut self, member: usize) -> &mut Row {
        let nothing = Row::nothing(self);
        self.each.entry(member).or_insert(nothing)
    }

    /// Adds what an application adds to a column.
    pub(in crate::evaluate::aggregate) fn add(
        &mut self,
        all: &AllMembers<'_>,
        column: usize,
        (member, amount): (usize, Decimal),
    ) -> Option<()> {
        if amount.is_zero() || !all.has(Among::NotFailing, member) {
            return Some(());
        }
        plus(&mut self.all, column, amount)?;
        if all.has(Among::Complying, member) {
            return plus(&mut self.none, column, amount);
        }
        let Row { added, ends } = self.row(member);
        plus(added, column, amount)?;
        let [low, high] = ends;
        plus(low, column, amount)?;
        plus(high, column, amount)
    }

    /// Adds a value that counts once in a column, whoever of these has it.
    pub(in crate::evaluate::aggregate) fn add_value(
        &mut self,
        all: &AllMembers<'_>,
        column: usize,
        members: impl Iterator<Item = usize>,
    ) -> Option<()> {
        let seen = members.filter(|member| all.has(Among::NotFailing, *member));
        let mut seen: Vec<usize> = seen.collect();
        if seen.is_empty() {
            return Some(());
        }
        plus(&mut self.all, column, Decimal::ONE)?;
        if seen.iter().any(|member| all.has(Among::Complying, *member)) {
            return plus(&mut self.none, column, Decimal::ONE);
        }
        seen.dedup();
        for member in &seen {
            let [low, high] = &mut self.row(*member).ends;
            // At most it is one more by each; at least only by the one who alone has it.
            let (least, most) = match column {
                0 => (low, high),
                _ => (high, low),
            };
            plus(most, column, Decimal::ONE)?;
            if seen.len() == 1 {
                plus(least, column, Decimal::ONE)?;
            }
        }
        self.values.push((column, seen));
        Some(())
    }
}

fn plus(amounts: &mut [Decimal], column: usize, amount: Decimal) -> Option<()> {
    let sum = amounts.get_mut(column)?;
    *sum = sum.checked_add(amount)?;
    Some(())
}

/// Adds to amounts, column by column.
pub(super) fn add_to(amounts: &mut [Decimal], others: &[Decimal]) -> Option<()> {
    for (sum, other) in amounts.iter_mut().zip(others) {
        *sum = sum.checked_add(*other)?;
    }
    Some(())
}

/// Takes them off again. Of nothing there is no sign.
pub(super) fn take_from(amounts: &mut [Decimal], others: &[Decimal]) -> Option<()> {
    for (sum, other) in amounts.iter_mut().zip(others) {
        let left = sum.checked_sub(*other)?;
        *sum = if left.is_zero() { Decimal::ZERO } else { left };
    }
    Some(())
}
