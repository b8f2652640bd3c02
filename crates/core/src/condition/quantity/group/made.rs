//! The groups as they are made of the items, with what they may come to where not everything is known.

use std::collections::BTreeMap;

use super::Group;
use crate::condition::quantity::per::key;
use crate::context::{Bound, Context, Resolved, Scope};
use crate::scalar::Quantity;

/// Every group, and what is not known of them.
pub(super) struct Groups<'a> {
    /// In the order in which they were met.
    pub(super) all: Vec<One<'a>>,
    /// Where each stands there, by what its items have in common.
    places: BTreeMap<Vec<u8>, usize>,
    /// What stands in the way of knowing them all.
    pub(super) unknown: Option<Resolved<'a>>,
    /// What those items come to at most, all together, that may belong to any group or to none; `None` where nobody knows.
    pub(super) others: Option<Quantity>,
}

/// A group as it is made.
pub(super) struct One<'a> {
    pub(super) sum: Resolved<'a>,
    /// What is known of it.
    pub(super) least: Quantity,
    /// What it comes to at most, without what may belong to any group; `None` where nobody knows.
    pub(super) most: Option<Quantity>,
    pub(super) first: Scope,
}

impl<'a> Groups<'a> {
    /// The group of a key, which is made where there is none yet.
    fn one(&mut self, key: Vec<u8>, first: Scope, nothing: Quantity) -> Option<&mut One<'a>> {
        let next = self.all.len();
        let place = *self.places.entry(key).or_insert(next);
        if place == next {
            self.all.push(One {
                sum: Resolved::Known(nothing),
                least: nothing,
                most: Some(nothing),
                first,
            });
        }
        self.all.get_mut(place)
    }

    /// In the order of what their items have in common.
    pub(super) fn in_order(&self) -> impl Iterator<Item = &One<'a>> {
        let places = self.places.values();
        places.filter_map(|&place| self.all.get(place))
    }

    /// An item of which nobody knows to which group it belongs.
    fn add_other(&mut self, most: Option<Quantity>) {
        self.others = self.others.zip(most).and_then(|(own, more)| own.plus(more));
    }

    /// What a group comes to at most.
    pub(super) fn most(&self, one: &One<'_>) -> Option<Quantity> {
        one.most?.plus(self.others?)
    }
}

impl Group {
    /// Every group.
    pub(super) fn groups<'a>(&self, context: &Context<'a>, scope: Scope) -> Groups<'a> {
        let mut groups = Groups {
            all: Vec::new(),
            places: BTreeMap::new(),
            unknown: None,
            others: Some(self.nothing),
        };
        let complete = self
            .items
            .each_possible(context, scope, &mut |first, undecided| {
                let [least, sum, most] = self.of_one(context, first);
                let own = key(context, &self.per.parts, first);
                let why = undecided.or(own.as_ref().err().copied());
                groups.unknown = match why {
                    Some(Resolved::Open) => why,
                    why => groups.unknown.or(why),
                };
                let Ok(key) = own else {
                    groups.add_other(most.known());
                    let list = self.items.of.lists.last();
                    // An item in which nothing is filled in is none yet.
                    let is_one = list.is_some_and(|&list| context.states_any(list, first));
                    if is_one || self.relation.is_target() {
                        self.add_alone(&mut groups, first, undecided.is_none(), [least, sum]);
                    }
                    return;
                };
                let Some(one) = groups.one(key, first, self.nothing) else {
                    return;
                };
                one.most = one.most.and_then(|own| plus(own, most.known()));
                if undecided.is_none() {
                    one.sum = one.sum.and(sum, Quantity::plus);
                    one.least = plus(one.least, least.known()).unwrap_or(one.least);
                }
            });
        if !complete {
            groups.unknown = Some(Resolved::Open);
            groups.others = None;
        }
        // What must be reached is missed as well by those that have none of what counts.
        if self.relation.is_target() {
            self.items
                .each_left_out(context, scope, &mut |first| match key(
                    context,
                    &self.per.parts,
                    first,
                ) {
                    Ok(key) => {
                        groups.one(key, first, self.nothing);
                    }
                    Err(why) if !self.asks_what_groups() => {
                        groups.unknown = groups.unknown.or(Some(why));
                        let nothing = Resolved::Known(self.nothing);
                        self.add_alone(&mut groups, first, false, [nothing; 2]);
                    }
                    Err(_) => {}
                });
        }
        groups
    }

    /// What one item comes to at least, as far as it is known, and at most.
    fn of_one<'a>(&self, context: &Context<'a>, scope: Scope) -> [Resolved<'a>; 3] {
        let Some(term) = &self.term else {
            return [Resolved::Known(Quantity::Count(1)); 3];
        };
        let sum = term.resolve(context, scope);
        if sum.known().is_some() {
            return [sum; 3];
        }
        let of = |bound| term.resolve(&context.asking(Some(bound)), scope);
        [of(Bound::Least), sum, of(Bound::Most)]
    }

    /// An item by itself: whichever group it belongs to, with it or with others of which that is not known, has at least what it comes
    /// to, where it counts.
    fn add_alone<'a>(
        &self,
        groups: &mut Groups<'a>,
        first: Scope,
        counts: bool,
        [least, sum]: [Resolved<'a>; 2],
    ) {
        let least = least.known().unwrap_or(self.nothing);
        let is_target = self.relation.is_target();
        let Some(one) = groups.one(nobody(groups.all.len()), first, self.nothing) else {
            return;
        };
        one.sum = sum;
        one.least = match counts || is_target {
            true => least,
            false => self.nothing,
        };
        // It may be of a group that has more, so none of its own misses what must be reached.
        one.most = one.most.filter(|_| !is_target);
    }
}

/// A key that nothing states.
fn nobody(place: usize) -> Vec<u8> {
    [&[0xff, 0xff], &place.to_be_bytes()[..]].concat()
}

fn plus(own: Quantity, more: Option<Quantity>) -> Option<Quantity> {
    own.plus(more?)
}
