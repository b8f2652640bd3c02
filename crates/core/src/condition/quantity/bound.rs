//! What a quantity comes to at least, or at most, by what is known alone: where an item leaves out its day, the latest day is no earlier
//! than the latest that is stated.

use std::cmp::Ordering;

use super::{Comparison, Operand};
use crate::context::{Context, Resolved, Scope, Truth};
use crate::scalar::Quantity;

impl Operand {
    /// It by what is known alone, and to which side of that it may lie.
    pub(crate) fn bound(
        &self,
        context: &Context<'_>,
        scope: Scope,
    ) -> Option<(Quantity, Ordering)> {
        let side = self.side_of_known(context)?;
        // What the law of the day does not say is known by its neighbours.
        if let Resolved::Known(_) | Resolved::Unknown(..) = self.resolve(context, scope) {
            return None;
        }
        let known = self.resolve(&context.known_alone(), scope).known()?;
        Some((known, side))
    }

    /// From where it is told how an answer that is certain came about: by what is known alone, where that is its bound.
    pub(crate) fn told_of<'a>(&self, context: &Context<'a>, scope: Scope) -> Context<'a> {
        let bound = self.bound(context, scope);
        bound.map_or(*context, |_| context.known_alone())
    }

    /// What it comes to, else its bound.
    pub(crate) fn known_or_bound(&self, context: &Context<'_>, scope: Scope) -> Option<Quantity> {
        self.resolve(&self.told_of(context, scope), scope).known()
    }

    /// To which side of what is known alone it may lie; `None` where nothing in it is a smallest or a largest, or not all to one side.
    pub(crate) fn side_of_known(&self, context: &Context<'_>) -> Option<Ordering> {
        let mut own = match self {
            Self::Extreme(extreme) => Some(extreme.side()),
            Self::FigureValue(figure) => return context.side_of_figure(figure.0.figure),
            Self::Sum(_)
            | Self::Percent(_)
            | Self::Times(_)
            | Self::Rounded(_)
            | Self::FirstDay(_) => None,
            // Of a longer period before it the day is earlier.
            Self::Period(period) => return period.of().side_of_known(context),
            _ => return None,
        };
        for inner in self.inside() {
            match (inner.side_of_known(context), own) {
                (Some(inner), Some(own)) if inner != own => return None,
                (inner, _) => own = own.or(inner),
            }
        }
        own
    }
}

impl Comparison {
    /// What it comes to for something known, also where not all of the limit is.
    pub(crate) fn answer(&self, found: Quantity, context: &Context<'_>, scope: Scope) -> Truth {
        let limit = self.to.resolve(context, scope);
        let truth = self.holds(found, limit);
        let certain = || {
            let (bound, side) = self.to.bound(context, scope)?;
            self.whatever(found.partial_cmp(&bound)?, side.reverse())
        };
        match limit {
            Resolved::Known(_) => truth,
            _ => certain().unwrap_or(truth),
        }
    }

    /// What it comes to for something of which only a bound is known, where that is certain.
    pub(crate) fn certainly(
        &self,
        found: &Operand,
        context: &Context<'_>,
        at: [Scope; 2],
    ) -> Option<Truth> {
        let [scope, near] = at;
        let (bound, side) = found.bound(context, scope)?;
        let limit = self.to.resolve(context, near).known()?;
        self.whatever(bound.partial_cmp(&limit)?, side)
    }

    /// Whether it holds, whether both compare so or more to one side.
    fn whatever(&self, ordering: Ordering, side: Ordering) -> Option<Truth> {
        let holds = self.relation().holds(ordering);
        let mut others = [Ordering::Equal, side].into_iter();
        let same = others.all(|other| self.relation().holds(other) == holds);
        (ordering == side || same).then(|| holds.into())
    }
}
