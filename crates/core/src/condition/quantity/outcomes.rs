//! What a quantity can come to at all, where that is one of a few: what is made of constants and values of the book alone, as
//! points are, and of how many codes of a list are different.

use super::times::Times;
use super::{Limit, Operand};
use crate::context::Names;
use crate::law::DatedValue;
use crate::scalar::Quantity;

/// What quantities can come to, each perhaps more than once; `None` where it may be anything.
pub type Outcomes = Option<Vec<Quantity>>;

/// Most of them that are looked at.
const MOST: usize = 4096;

impl Operand {
    /// The same of what may be named here.
    pub(crate) fn outcomes_among(&self, names: &Names<'_>) -> Outcomes {
        let figures = |index: usize| names.figures.get(index)?.outcomes.as_deref();
        self.outcomes(names.values, &figures)
    }

    /// Everything that it may come to, in the order in which the book says it; `figures` are those of the figures of the book.
    #[must_use]
    pub fn outcomes<'f>(
        &self,
        values: &[DatedValue],
        figures: &dyn Fn(usize) -> Option<&'f [Quantity]>,
    ) -> Outcomes {
        if let Some(limits) = self.part_limits(values) {
            let known = limits.into_iter().map(|limit| match limit {
                Limit::Known(known) => Some(known),
                Limit::Unknown(..) => None,
            });
            return known.collect();
        }
        let mut inside = self.part().inside().into_iter();
        match self {
            Self::FigureValue(figure) => figures(figure.0.figure.index()).map(<[_]>::to_vec),
            Self::Cases(_) => {
                let cases = inside.map(|case| case.outcomes(values, figures));
                cases.collect::<Option<Vec<_>>>().map(|all| all.concat())
            }
            Self::Different(different) => different.numbers().filter(|all| all.len() <= MOST),
            Self::Times(product) => {
                let numbers = product.number().outcomes(values, figures)?;
                let of = product.of().outcomes(values, figures)?;
                let few = numbers.len().saturating_mul(of.len()) <= MOST;
                few.then(|| Times::products(&numbers, &of)).flatten()
            }
            Self::Sum(_) | Self::Extreme(_) if self.part().items().is_none() => {
                let first = inside.next()?.outcomes(values, figures)?;
                inside.try_fold(first, |all, next| {
                    let next = next.outcomes(values, figures)?;
                    let pairs = all
                        .iter()
                        .flat_map(|one| next.iter().map(move |other| (one, other)));
                    let joined = pairs
                        .take(MOST + 1)
                        .map(|(one, other)| self.part().joined(*one, *other));
                    let joined: Vec<Quantity> = joined.collect::<Option<_>>()?;
                    (joined.len() <= MOST).then_some(joined)
                })
            }
            _ => None,
        }
    }
}
