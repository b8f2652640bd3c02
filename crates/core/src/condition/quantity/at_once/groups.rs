//! The groups of what is there at one time: what there is at most in each.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::AtOnce;
use crate::application::Frame;
use crate::condition::quantity::per::key;
use crate::condition::quantity::sum::takes_less;
use crate::condition::quantity::{Beyond, Comparison, Operand, Stated};
use crate::context::{Bound, Context, Resolved, Scope, Truth, UnknownValue};
use crate::form::FieldId;
use crate::order::sort_by;
use crate::scalar::Quantity;

/// The days of an item, both within it.
#[derive(Clone, Copy)]
struct Stretch {
    first: NaiveDate,
    last: NaiveDate,
    much: Quantity,
    item: Scope,
}

/// Which of the known neighbours of a law is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Least,
    Most,
}

impl AtOnce {
    /// The item with whose first day there are most of them, with the field that says that day.
    pub(in crate::condition::quantity) fn decisive_item(
        &self,
        context: &Context<'_>,
        scope: Scope,
    ) -> Option<(Frame, FieldId)> {
        let Operand::FieldValue(field) = &*self.first else {
            return None;
        };
        let item = self.deciding(context, scope)?;
        Some((item.up(field.0.up), field.0.field))
    }

    /// What those have in common of whom there are most at once, as the item writes it by which it becomes so many.
    pub(in crate::condition::quantity) fn common<'a>(
        &self,
        context: &Context<'a>,
        scope: Scope,
    ) -> Option<Stated<'a>> {
        let per = self.per.as_ref()?;
        let item = self.deciding(context, scope)?;
        Some(per.stated(context, item))
    }

    /// The item by which there is most at once; where not everything is known, of what is known.
    fn deciding(&self, context: &Context<'_>, scope: Scope) -> Option<Scope> {
        let (most, unknown) = self.most(context, scope, None);
        let known = match unknown {
            Some(_) => {
                self.most(&context.asking(Some(Bound::Least)), scope, None)
                    .0
            }
            None => most,
        };
        known.map(|(_, item)| item)
    }

    /// The groups that break a limit besides the one that decides, in the order of their first items.
    pub(in crate::condition::quantity) fn also_beyond<'a>(
        &self,
        context: &Context<'a>,
        scope: Scope,
        limit: &Comparison,
    ) -> Vec<Beyond<'a>> {
        let to = limit.to.resolve(context, scope);
        let (groups, unknown) = self.groups(context, scope, None);
        let decides = largest(&groups).map(|(_, item)| item);
        let others = groups.iter().filter(|(_, item)| Some(*item) != decides);
        let beyond = others.filter(|(found, _)| limit.holds(*found, to) == Truth::Fails);
        let told = beyond.filter_map(|&(found, item)| {
            Some(Beyond {
                common: self.per.as_ref()?.stated(context, item),
                found,
                limit: None,
                is_least: unknown.is_some(),
            })
        });
        told.collect()
    }

    /// What there is at most, with the item by which it becomes so much, and what stands in the way of knowing that.
    pub(super) fn most<'a>(
        &self,
        context: &Context<'a>,
        scope: Scope,
        end: Option<End>,
    ) -> (Option<(Quantity, Scope)>, Option<Resolved<'a>>) {
        let (groups, unknown) = self.groups(context, scope, end);
        (largest(&groups), unknown)
    }

    /// What there is at most in each group, with the item by which it becomes so much, and what stands in the way of knowing that. Asked for the most, an
    /// item without its first day may always have been there, one without its last may always stay, and what may belong to any group,
    /// or not count, is there in each. What each comes to by a law that is not known is taken to be the lesser or the greater of its
    /// known neighbours, where one of those is asked.
    fn groups<'a>(
        &self,
        context: &Context<'a>,
        scope: Scope,
        end: Option<End>,
    ) -> (Vec<(Quantity, Scope)>, Option<Resolved<'a>>) {
        let asked = &context.asking(None);
        let widest = context.bound == Some(Bound::Most);
        let parts = self.per.as_ref().map_or(&[][..], |per| &per.parts);
        let mut places: BTreeMap<Vec<u8>, usize> = BTreeMap::new();
        let mut groups: Vec<Vec<Stretch>> = Vec::new();
        let (mut unknown, mut nameless) = (None, 0_u64);
        let mut anywhere = Vec::new();
        let which = self.items.each_within(context, scope, &mut |item, counts| {
            let ends = [(&self.first, NaiveDate::MIN), (&self.last, NaiveDate::MAX)];
            let days = ends.map(|(day, end)| match day.resolve(asked, item) {
                Resolved::NotStated | Resolved::Open if widest => {
                    Resolved::Known(Quantity::Date(end))
                }
                day => day,
            });
            let much = match &self.term {
                Some(term) => taken(term.resolve(context, item), end),
                None => Resolved::Known(Quantity::Count(1)),
            };
            let group = key(asked, parts, item);
            // Whomever an item is of, there is as much as it alone comes to.
            let alone = takes_less(context) && group.is_err();
            nameless = nameless.saturating_add(alone.into());
            let group = match group {
                Ok(key) if counts => Ok(Some(key)),
                _ if widest => Ok(None),
                Err(_) if alone => Ok(Some([&NO_KEY[..], &nameless.to_be_bytes()].concat())),
                group => group.map(Some),
            };
            match (days, much, group) {
                (
                    [
                        Resolved::Known(Quantity::Date(first)),
                        Resolved::Known(Quantity::Date(last)),
                    ],
                    Resolved::Known(much),
                    Ok(key),
                ) => {
                    // What ends before it begins has no day.
                    if first <= last {
                        let stretch = Stretch {
                            first,
                            last,
                            much,
                            item,
                        };
                        let Some(key) = key else {
                            return anywhere.push(stretch);
                        };
                        let place = *places.entry(key).or_insert(groups.len());
                        match groups.get_mut(place) {
                            Some(group) => group.push(stretch),
                            None => groups.push(vec![stretch]),
                        }
                    }
                }
                ([first, last], much, group) => {
                    // Whenever it is there, there is as much as it alone comes to.
                    if let (true, true, Resolved::Known(much)) = (counts, takes_less(context), much)
                    {
                        let day = NaiveDate::MIN;
                        groups.push(vec![Stretch {
                            first: day,
                            last: day,
                            much,
                            item,
                        }]);
                    }
                    let mut why = [first, last, much].into_iter().chain(group.err());
                    unknown = unknown.or(why.find(|why| why.known().is_none()));
                }
            }
        });
        if !anywhere.is_empty() {
            for group in &mut groups {
                group.extend(&anywhere);
            }
            groups.push(anywhere);
        }
        let mut most = Vec::new();
        for group in groups {
            match self.most_of(group) {
                Some(of_group) => most.push(of_group),
                // Too large to be added up exactly.
                None => unknown = Some(Resolved::Open),
            }
        }
        (most, which.or(unknown))
    }

    /// The same of one group, which is not empty; `None` where it is too large.
    fn most_of(&self, mut group: Vec<Stretch>) -> Option<(Quantity, Scope)> {
        let ends = group.iter().map(|one| (one.last, one.much));
        let mut ends: Vec<(NaiveDate, Quantity)> = ends.collect();
        sort_by(&mut ends, |(one, _), (other, _)| one.cmp(other));
        let mut ends = ends.into_iter().peekable();
        sort_by(&mut group, |a, b| a.first.cmp(&b.first));
        let mut there = self.nothing;
        let mut most: Option<(Quantity, Scope)> = None;
        for one in group {
            there = there.plus(one.much)?;
            while let Some((_, gone)) = ends.next_if(|(end, _)| *end < one.first) {
                there = there.minus(gone)?;
            }
            if most.is_none_or(|(most, _)| there > most) {
                most = Some((there, one.item));
            }
        }
        most
    }
}

/// The first of the largest.
fn largest(groups: &[(Quantity, Scope)]) -> Option<(Quantity, Scope)> {
    let mut most: Option<(Quantity, Scope)> = None;
    for &(found, item) in groups {
        if most.is_none_or(|(most, _)| found > most) {
            most = Some((found, item));
        }
    }
    most
}

/// With this no key of a group begins.
const NO_KEY: [u8; 2] = [0xfe; 2];

/// A quantity, with one of its known neighbours in its place where the law is not known.
fn taken(much: Resolved<'_>, end: Option<End>) -> Resolved<'_> {
    let (
        Resolved::Unknown(UnknownValue {
            known: [Some(one), Some(other)],
            ..
        }),
        Some(end),
    ) = (much, end)
    else {
        return much;
    };
    Resolved::Known(match (one < other) == (end == End::Least) {
        true => one,
        false => other,
    })
}
