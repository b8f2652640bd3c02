//! Which of the groups decides: one that breaks its limit, whatever is not known; else one of which that cannot be told; else the one
//! that comes nearest.

use rust_decimal::Decimal;

use super::made::{Groups, One};
use super::{Beyond, Group};
use crate::condition::quantity::bound::{Candidate, Limits};
use crate::condition::quantity::{Operand, nearest};
use crate::context::{Bound, Context, Resolved, Scope, Truth};

/// A group that decides.
pub(super) struct Worst<'a> {
    /// What it comes to, or what is known of it where that decides; else what stands in the way.
    pub(super) found: Resolved<'a>,
    /// Its first item.
    pub(super) first: Scope,
    /// Whether more may belong to it than is known.
    is_least: bool,
}

/// How a group stands to its limit, from what keeps it to what breaks it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    Kept,
    Undecided,
    Broken,
}

impl Group {
    /// The group that decides, and what stands in the way of knowing them all. Where no item says to which group it belongs, that is of
    /// the first.
    pub(super) fn worst<'a>(
        &self,
        context: &Context<'a>,
        scope: Scope,
    ) -> (Option<Worst<'a>>, Option<Resolved<'a>>) {
        let groups = self.groups(context, scope);
        let unknown = groups.unknown;
        let limits = self.limits(context, scope);
        let mut worst: Option<((Standing, Decimal), &One<'a>)> = None;
        for one in groups.in_order() {
            let margin = self.margin(&groups, one, limits(one).as_ref());
            if worst.as_ref().is_none_or(|(other, _)| margin > *other) {
                worst = Some((margin, one));
            }
        }
        let worst = worst.map(|((standing, _), one)| {
            let is_least = unknown.is_some() || one.sum.known().is_none();
            let found = match (standing, unknown) {
                (Standing::Broken | Standing::Kept, _) => Resolved::Known(one.least),
                (Standing::Undecided, Some(unknown)) => unknown,
                (Standing::Undecided, None) => one.sum,
            };
            let first = one.first;
            Worst {
                found,
                first,
                is_least,
            }
        });
        let nobody_knows = || {
            let (mut first, found) = (None, unknown?);
            self.items
                .each(context, scope, &mut |item| first = first.or(Some(item)));
            Some(Worst {
                found,
                first: first?,
                is_least: true,
            })
        };
        (worst.or_else(nobody_knows), unknown)
    }

    /// With what each group is held. A limit that is the same for all is looked at once.
    fn limits<'a>(
        &self,
        context: &Context<'a>,
        scope: Scope,
    ) -> impl Fn(&One<'a>) -> Option<Limits<'a>> {
        let at = |limit: &Option<Box<Operand>>, scope| Some(limit.as_ref()?.limits(context, scope));
        let common = at(&self.against, scope);
        move |one| at(&self.limit, one.first).or_else(|| common.clone())
    }

    /// How a group stands to its limit, and by how much it is beyond.
    fn margin(
        &self,
        groups: &Groups<'_>,
        one: &One<'_>,
        limit: Option<&Limits<'_>>,
    ) -> (Standing, Decimal) {
        let Some(limit) = limit else {
            return (Standing::Undecided, Decimal::ZERO);
        };
        let all = one.sum.known().filter(|_| groups.unknown.is_none());
        let found: Vec<Candidate> = match all {
            Some(sum) => vec![(sum, None)],
            // What is not known is never less than nothing.
            None => {
                let most = groups.most(one).map(|most| (most, Some(Bound::Most)));
                [(one.least, Some(Bound::Least))]
                    .into_iter()
                    .chain(most)
                    .collect()
            }
        };
        let certain = limit.certain(self.relation, &found);
        let standing = match certain.map(|(truth, _)| truth) {
            Some(Truth::Fails) => Standing::Broken,
            Some(Truth::Holds) => Standing::Kept,
            _ => Standing::Undecided,
        };
        let near = match limit.is {
            Resolved::Known(limit) => Some(limit),
            Resolved::Unknown(unknown) => nearest(one.least, unknown.known),
            Resolved::NotStated | Resolved::Open => Some(self.nothing),
        };
        let margin = near.and_then(|limit| {
            let apart = one.least.distance(limit)?;
            let beyond = (one.least > limit) != self.relation.is_target();
            if beyond {
                Some(apart)
            } else {
                Decimal::ZERO.checked_sub(apart)
            }
        });
        (standing, margin.unwrap_or(Decimal::ZERO))
    }

    /// The groups that break a limit besides the one that decides, in the order of their first items.
    pub(in crate::condition::quantity) fn also_beyond<'a>(
        &self,
        context: &Context<'a>,
        scope: Scope,
    ) -> Vec<Beyond<'a>> {
        let (Some(decides), _) = self.worst(context, scope) else {
            return Vec::new();
        };
        let groups = self.groups(context, scope);
        let limits = self.limits(context, scope);
        let others = groups.all.iter().filter(|one| one.first != decides.first);
        let beyond = others.filter_map(|one| {
            let limit = limits(one);
            let margin = self.margin(&groups, one, limit.as_ref());
            let own = self.limit.as_ref().and(limit);
            (margin.0 == Standing::Broken).then(|| Beyond {
                common: self.per.stated(context, one.first),
                found: one.least,
                limit: own.and_then(|limit| limit.is.known()),
                is_least: groups.unknown.is_some() || one.sum.known().is_none(),
            })
        });
        beyond.collect()
    }

    /// Whether more may belong to the group that decides than is known.
    pub(in crate::condition::quantity) fn decides_by_least(
        &self,
        context: &Context<'_>,
        scope: Scope,
    ) -> bool {
        let decides = self.worst(context, scope).0;
        decides.is_some_and(|worst| worst.is_least)
    }
}
