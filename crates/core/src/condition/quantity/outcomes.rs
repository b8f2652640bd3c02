//! What a quantity can come to at all, where that is little: what is made of constants and values of the book alone, as points are, how
//! many codes of a list are different, and so many times an amount of the book, as unit costs are.

use std::ops::Range;

use super::{Comparison, Limit, Operand, Relation};
use crate::form::{Form, Kind};
use crate::law::DatedValue;
use crate::scalar::{Quantity, Series, turns};

/// What quantities can come to, each perhaps more than once; `None` where it may be anything.
pub type Outcomes = Option<Vec<Series>>;

/// What stands around a quantity of which it is asked what it can come to.
#[derive(Clone, Copy)]
pub struct Among<'a> {
    /// The form.
    pub form: &'a Form,
    /// The dated values.
    pub values: &'a [DatedValue],
    /// What each figure of the book can come to.
    pub figures: &'a dyn Fn(usize) -> Option<&'a [Series]>,
}

impl Operand {
    /// Everything that it may come to, in the order in which the book says it.
    pub fn outcomes(&self, among: Among<'_>) -> Outcomes {
        if let Some(limits) = self.part_limits(among.values) {
            let known = limits.into_iter().map(|limit| match limit {
                Limit::Known(known) => Some(Series::alone(known)),
                Limit::Unknown(..) => None,
            });
            return known.collect();
        }
        let mut inside = self.part().inside().into_iter();
        match self {
            Self::FigureValue(figure) => {
                (among.figures)(figure.0.figure.index()).map(<[_]>::to_vec)
            }
            Self::Cases(_) => {
                let cases = inside.map(|case| case.outcomes(among));
                cases.collect::<Option<Vec<_>>>().map(|all| all.concat())
            }
            Self::Different(different) => {
                let few = different.numbers().filter(|all| all.len() <= Series::MOST);
                few.map(|all| all.into_iter().map(Series::alone).collect())
            }
            Self::Count(_) | Self::Criteria(_) => Some(vec![Series::numbers()]),
            Self::FieldValue(field) => {
                let is_number = among.form.field(field.0.field).kind == Kind::Count;
                is_number.then(|| vec![Series::numbers()])
            }
            Self::Times(product) => {
                let numbers = product.number().outcomes(among)?;
                pairs(numbers, &product.of().outcomes(among)?, Series::times)
            }
            Self::Percent(part) => {
                let rates = part.rate().outcomes(among)?;
                pairs(rates, &part.of().outcomes(among)?, Series::part)
            }
            Self::Sum(_) if self.part().items().is_some() => {
                over_items(inside.next()?.outcomes(among)?)
            }
            Self::Sum(_) | Self::Extreme(_) | Self::Subtract(_)
                if self.part().items().is_none() =>
            {
                let first = inside.next()?.outcomes(among)?;
                inside.try_fold(first, |all, next| {
                    let joined = |one: &Series, other: &Series| {
                        let first = self.part().joined(one.first, other.first)?;
                        let is_sum = matches!(self, Self::Sum(_));
                        let steps = [&*one.steps, &*other.steps].concat();
                        (is_sum || steps.is_empty()).then_some(Series { first, steps })
                    };
                    pairs(all, &next.outcomes(among)?, joined)
                })
            }
            _ => None,
        }
    }
}

/// What is made of each of some with each of others.
fn pairs(
    ones: Vec<Series>,
    others: &[Series],
    join: impl Fn(&Series, &Series) -> Option<Series>,
) -> Outcomes {
    let few = ones.len().saturating_mul(others.len()) <= Series::MOST;
    let ones = ones.iter().filter(|_| few);
    let all = ones.flat_map(|one| others.iter().map(|other| join(one, other)));
    all.collect::<Option<Vec<_>>>().filter(|_| few)
}

/// What as many items come to as there may be, each of which comes to one of these.
fn over_items(each: Vec<Series>) -> Outcomes {
    let nothing = each.first()?.first.times(0.into())?;
    let mut steps = Vec::new();
    for one in each {
        match (one.first == nothing, one.steps.is_empty()) {
            (true, _) => steps.extend(one.steps),
            (false, true) => steps.push(one.first),
            (false, false) => return None,
        }
    }
    Some(vec![Series {
        first: nothing,
        steps,
    }])
}

impl Comparison {
    /// What of everything that is held against it stands nearest to its limits; `None` where there may be something of any size.
    pub fn nearest_of(&self, all: &[Series], among: Among<'_>) -> Option<Vec<Quantity>> {
        if all.iter().all(|one| one.steps.is_empty()) {
            return Some(all.iter().map(|one| one.first).collect());
        }
        let limits = self.to.outcomes(among)?;
        let mut near = Vec::new();
        for limit in limits {
            if !limit.steps.is_empty() {
                return None;
            }
            all.iter()
                .try_for_each(|one| one.near(limit.first, &mut near))?;
        }
        Some(near)
    }
}

/// For how many of its last step a series keeps a relation to a limit, for each number of the others; beside it the same of another.
/// `None` where that cannot be told, or a limit is a series itself.
pub fn answers([one, other]: [(&Series, Relation, &Series); 2]) -> Option<[Vec<Range<u64>>; 2]> {
    let numbers = |(series, _, limit): (&Series, Relation, &Series)| {
        let alone = limit.steps.is_empty().then_some(limit.first)?;
        series.numbers_to(alone)
    };
    let (numbers, others) = (numbers(one)?, numbers(other)?);
    let both = numbers.iter().zip(&others);
    let most: Vec<u64> = both.map(|(one, other)| *one.max(other)).collect();
    let of = |(series, relation, limit): (&Series, Relation, &Series)| {
        let last = series.steps.last().copied();
        let all = series.each_but_last(&most)?.into_iter();
        let all = all.map(|from| Some(held(relation, turns(from, last, limit.first)?)));
        all.collect::<Option<Vec<_>>>()
    };
    (numbers.len() == others.len()).then_some([of(one)?, of(other)?])
}

/// Of how many of a step a relation to a limit holds.
fn held(relation: Relation, [reached, passed]: [u64; 2]) -> Range<u64> {
    let held = match relation {
        Relation::AtMost => 0..passed,
        Relation::LessThan => 0..reached,
        Relation::AtLeast => reached..u64::MAX,
        Relation::MoreThan => passed..u64::MAX,
        Relation::Equals => reached..passed,
    };
    if held.is_empty() { 0..0 } else { held }
}
