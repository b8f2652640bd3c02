//! An answer that is certain though not everything is known: where an item leaves out its amount, the sum is no less than what is stated,
//! and the latest day no earlier than the latest that is.

use std::cmp::Ordering;

use super::group::worse;
use super::{Comparison, Operand, Relation};
use crate::context::{Bound, Context, Resolved, Scope, Truth, UnknownValue};
use crate::scalar::Quantity;

/// What an answer rests on: of what is held against a limit, and of the limit, the bound that is looked at; none of what is known.
type By = [Option<Bound>; 2];

/// A quantity, and of which bound it is where it is not known itself.
pub(super) type Candidate = (Quantity, Option<Bound>);

/// What a limit is, and what is known of it.
#[derive(Clone)]
pub(super) struct Limits<'a> {
    pub(super) is: Resolved<'a>,
    candidates: Vec<Candidate>,
}

impl Operand {
    /// What it comes to, else its bounds.
    pub(super) fn candidates(&self, context: &Context<'_>, scope: Scope) -> Vec<Candidate> {
        let bounds = || {
            let both = [Bound::Least, Bound::Most].into_iter();
            both.filter_map(|bound| {
                let known = match self.resolve(&context.asking(Some(bound)), scope) {
                    Resolved::Known(known) => known,
                    // Between what it is by either neighbour of what the law does not say: no less than the lesser, or no more.
                    Resolved::Unknown(UnknownValue {
                        known: [Some(before), Some(after)],
                        ..
                    }) => worse(before, after, bound == Bound::Most)?,
                    Resolved::Unknown(..) | Resolved::NotStated | Resolved::Open => return None,
                };
                Some((known, Some(bound)))
            })
            .collect()
        };
        match self.resolve(context, scope) {
            Resolved::Known(known) => vec![(known, None)],
            // What the law of the day does not say is known by its neighbours, where both are.
            Resolved::Unknown(UnknownValue {
                known: [Some(_), Some(_)],
                ..
            }) => Vec::new(),
            Resolved::Unknown(..) | Resolved::NotStated | Resolved::Open => bounds(),
        }
    }

    /// What it is as a limit.
    pub(super) fn limits<'a>(&self, context: &Context<'a>, scope: Scope) -> Limits<'a> {
        Limits {
            is: self.resolve(context, scope),
            candidates: self.candidates(context, scope),
        }
    }

    /// Whether it is not known, but a bound of it is: not one that is that of a table alone, whatever is stated.
    pub(crate) fn is_known_in_part(&self, context: &Context<'_>, scope: Scope) -> bool {
        let stated = Context {
            any_cell: false,
            ..*context
        };
        let mut candidates = self.candidates(&stated, scope).into_iter();
        candidates.any(|(_, bound)| bound.is_some())
    }
}

impl Comparison {
    /// What it comes to for something known, also where not all of the limit is.
    pub(crate) fn answer(&self, found: Quantity, context: &Context<'_>, scope: Scope) -> Truth {
        let limit = self.to.resolve(context, scope);
        let truth = self.holds(found, limit);
        match limit {
            Resolved::Known(_) => truth,
            _ => {
                let certain = self.certain(&[(found, None)], context, scope);
                certain.map_or(truth, |(truth, _)| truth)
            }
        }
    }

    /// What it comes to for what is not known itself, where that is certain; by which bounds.
    pub(crate) fn certainly(
        &self,
        found: &Operand,
        context: &Context<'_>,
        [scope, near]: [Scope; 2],
    ) -> Option<(Truth, By)> {
        self.certain(&found.candidates(context, scope), context, near)
    }

    /// The same for what is known, or is not.
    pub(crate) fn certain_of(
        &self,
        found: Resolved<'_>,
        context: &Context<'_>,
        near: Scope,
    ) -> Option<(Truth, By)> {
        let found = found.known().map(|found| (found, None));
        self.certain(found.as_slice(), context, near)
    }

    fn certain(
        &self,
        found: &[Candidate],
        context: &Context<'_>,
        near: Scope,
    ) -> Option<(Truth, By)> {
        if found.is_empty() {
            return None;
        }
        self.to
            .limits(context, near)
            .certain(self.relation(), found)
    }
}

impl Limits<'_> {
    /// Whether a relation holds, wherever what is known by its bounds alone may lie; by which of them. Where the law is not known, it
    /// must be so of both its known neighbours.
    pub(super) fn certain(&self, relation: Relation, found: &[Candidate]) -> Option<(Truth, By)> {
        let Resolved::Unknown(UnknownValue { known, .. }) = self.is else {
            return certain(relation, found, &self.candidates)
                .or_else(|| beside_nothing(relation, found));
        };
        let [Some(before), Some(after)] = known else {
            return certain(relation, found, &self.candidates);
        };
        let both = |relation| {
            let [before, after] =
                [before, after].map(|known| certain(relation, found, &[(known, None)]));
            before.filter(|(before, _)| after.is_some_and(|(after, _)| after == *before))
        };
        match relation {
            // Nothing tells that a value between two others is not just the one that was written; one beyond both is not.
            Relation::Equals => [Relation::LessThan, Relation::MoreThan]
                .into_iter()
                .find_map(|beyond| both(beyond).filter(|(truth, _)| *truth == Truth::Holds))
                .map(|(_, by)| (Truth::Fails, by)),
            _ => both(relation),
        }
    }
}

fn certain(relation: Relation, found: &[Candidate], limits: &[Candidate]) -> Option<(Truth, By)> {
    let mut pairs = found
        .iter()
        .flat_map(|found| limits.iter().map(move |limit| (*found, *limit)));
    pairs.find_map(|((found, of_found), (limit, of_limit))| {
        let ordering = found.partial_cmp(&limit)?;
        let truth = whatever(relation, ordering, [of_found, of_limit])?;
        Some((truth, [of_found, of_limit]))
    })
}

/// Nothing is no more than anything, whatever that is: no quantity but a day is less than nothing.
fn beside_nothing(relation: Relation, found: &[Candidate]) -> Option<(Truth, By)> {
    let nothing = |(found, of_found): &Candidate| {
        let nothing = found.times(0.into())?;
        (of_found.is_none() && *found == nothing).then_some((nothing, Some(Bound::Least)))
    };
    certain(relation, found, &[found.iter().find_map(nothing)?])
}

/// Whether it holds, wherever what is bound so may lie.
fn whatever(relation: Relation, ordering: Ordering, [found, limit]: By) -> Option<Truth> {
    let of_found = found.map(|bound| match bound {
        Bound::Least => Ordering::Greater,
        Bound::Most => Ordering::Less,
    });
    // A limit that is more is the same as less that is held against it.
    let of_limit = limit.map(|bound| match bound {
        Bound::Least => Ordering::Less,
        Bound::Most => Ordering::Greater,
    });
    let holds = relation.holds(ordering);
    let same = |other| relation.holds(other) == holds;
    let mut sides = of_found.into_iter().chain(of_limit);
    let certain = sides.all(|side| ordering == side || (same(Ordering::Equal) && same(side)));
    let opposed = of_found.is_some() && of_limit.is_some() && of_found != of_limit;
    (certain && !opposed).then(|| holds.into())
}
