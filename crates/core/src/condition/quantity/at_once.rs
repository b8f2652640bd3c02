//! How many items of a list there are at most on one day: `at_once: "stays[]", from: start, until: end, per: researcher`; how much they
//! come to together where a quantity of each is named: `at_once: "jobs[].load"`. Of items that must not overlap there is never more than
//! one.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::count::Count;
use super::items::figure_of;
use super::per::{Per, key};
use super::sum::{Sum, takes_less};
use super::{Items, KeyWord, Named, Operand, OperandLine, Place, Quantify, TitleOf, Varied, Word};
use crate::application::Frame;
use crate::context::{
    Around, Bound, Context, Resolved, Scope, UnknownValue, Uses, Variant, changed, changed_parts,
};
use crate::form::{FieldId, Kind};
use crate::order::sort_by;
use crate::scalar::Quantity;
use atbilst_yaml::NodeId;

/// How many items there are at most on one day, or how much, of one group where they are told apart.
#[derive(Clone, Debug, PartialEq)]
pub struct AtOnce {
    items: Items,
    /// What each comes to, where they are not just counted.
    term: Option<Box<Operand>>,
    /// What there is where there are none.
    nothing: Quantity,
    first: Box<Operand>,
    /// The last day counts.
    last: Box<Operand>,
    per: Option<Box<Per>>,
    place: Place,
}

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
enum End {
    Least,
    Most,
}

impl Quantify for AtOnce {
    fn words() -> Vec<Word> {
        vec![Word::Key(KeyWord {
            key: "at_once",
            beside: &["from", "until", "where", "per"],
            subject: true,
            kind: None,
            read: |line, map| {
                let node = map.need("at_once")?;
                let (items, term) = match measures(line, node) {
                    true => {
                        let (items, term) = Items::with_term(line, node, map)?;
                        (items, Some(Box::new(term)))
                    }
                    false if *line.kind == Kind::Count => (Items::read(line, node, map)?, None),
                    false => return line.other_kind("at_once", &Kind::Count),
                };
                let nothing = line.kind.total(Decimal::ZERO)?;
                let lists = &items.of.lists;
                let near = line.names.within(lists);
                let day = |node: NodeId| {
                    Operand::read(&OperandLine {
                        node,
                        kind: &Kind::Date,
                        names: &near,
                        depth: line.depth.saturating_add(1),
                        reader: line.reader,
                    })
                };
                let first = map.need("from").and_then(day);
                let last = map.need("until").and_then(day);
                let per = map.optional("per", |per| Per::read(line.reader, per, line.names, lists));
                Some(
                    Self {
                        first: Box::new(first?),
                        last: Box::new(last?),
                        per: per?.map(Box::new),
                        place: Place::of_key(line.reader, map, "at_once"),
                        items,
                        term,
                        nothing,
                    }
                    .into(),
                )
            },
        })]
    }

    fn resolve<'a>(&self, context: &Context<'a>, scope: Scope) -> Resolved<'a> {
        let most = |end| {
            let (most, unknown) = self.most(context, scope, end);
            let unknown = unknown.filter(|_| !takes_less(context));
            let most = most.map_or(self.nothing, |(most, _)| most);
            unknown.unwrap_or(Resolved::Known(most))
        };
        match most(None) {
            // What one comes to is not what they come to together.
            Resolved::Unknown(law) => Resolved::Unknown(UnknownValue {
                known: [End::Least, End::Most].map(|end| most(Some(end)).known()),
                ..law
            }),
            most => most,
        }
    }

    fn named(&self) -> Option<Named> {
        Some(match &self.term {
            Some(term) => Named::of("trace.of_load", term.named()?.title),
            None => Named::of(
                "trace.of_at_once",
                TitleOf::Field(*self.items.of.lists.last()?),
            ),
        })
    }

    fn inside(&self) -> Vec<&Operand> {
        let per = self.per.iter().flat_map(|per| per.inside());
        let term = self.term.as_deref().into_iter();
        let days = [&*self.first, &*self.last];
        term.chain(days).chain(per).collect()
    }

    fn items(&self) -> Option<&Items> {
        Some(&self.items)
    }

    fn uses(&self, _: bool, to: &mut Uses) {
        if let Some(per) = &self.per {
            per.fields(to);
        }
    }
}

impl Varied for AtOnce {
    fn variants(&self, around: &Around<'_>) -> Vec<Variant<Operand>> {
        let per = self.per.iter().flat_map(|per| {
            let all = Self {
                per: None,
                ..self.clone()
            };
            let dropped = Variant::dropped(all.into(), "per").at(per.place.0);
            let set = |own: &mut Self, per| own.per = Some(Box::new(per));
            changed(self, per.variants(around), set).chain([dropped])
        });
        let (whenever, word) = match &self.term {
            Some(term) => {
                let sum = Sum::Over {
                    items: self.items.clone(),
                    term: term.clone(),
                    nothing: self.nothing,
                };
                (sum.into(), "sum")
            }
            None => (Count(self.items.clone()).into(), "count"),
        };
        let whenever = Variant::becomes(whenever, "at_once", word).at(self.place.0);
        changed_parts!(self, around: items, first, last)
            .chain(per)
            .chain([whenever])
            .collect()
    }
}

impl AtOnce {
    /// The first day of an item counts, and the last.
    pub fn days(&self) -> [&Operand; 2] {
        [&self.first, &self.last]
    }

    /// By what they are told apart.
    pub fn per(&self) -> Option<&Per> {
        self.per.as_deref()
    }

    /// Whether the items are counted.
    pub(super) fn is_number(&self) -> bool {
        self.term.is_none()
    }

    /// The item with whose first day there are most of them, with the field that says that day.
    pub(super) fn decisive_item(
        &self,
        context: &Context<'_>,
        scope: Scope,
    ) -> Option<(Frame, FieldId)> {
        let Operand::FieldValue(field) = &*self.first else {
            return None;
        };
        let (_, item) = self.most(context, scope, None).0?;
        Some((item.up(field.0.up), field.0.field))
    }

    /// What there is at most, with the item by which it becomes so much, and what stands in the way of knowing that. Asked for the most, an
    /// item without its first day may always have been there, one without its last may always stay, and what may belong to any group,
    /// or not count, is there in each. What each comes to by a law that is not known is taken to be the lesser or the greater of its
    /// known neighbours, where one of those is asked.
    fn most<'a>(
        &self,
        context: &Context<'a>,
        scope: Scope,
        end: Option<End>,
    ) -> (Option<(Quantity, Scope)>, Option<Resolved<'a>>) {
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
        let mut most: Option<(Quantity, Scope)> = None;
        for group in groups {
            match self.most_of(group) {
                Some((of_group, item)) => {
                    if most.is_none_or(|(most, _)| of_group > most) {
                        most = Some((of_group, item));
                    }
                }
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

/// Whether a path names a quantity of each item, a field or a figure, and not the items themselves.
fn measures(line: &OperandLine<'_, '_>, node: NodeId) -> bool {
    let path = line.reader.document.scalar(node);
    match line.names.select(path) {
        Some(of) => {
            let leaf = of.leaf.map(|leaf| line.names.form.field(leaf));
            leaf.is_some_and(|leaf| leaf.name != "it" && leaf.kind.is_added_up())
        }
        None => figure_of(path, line.names).is_some(),
    }
}
