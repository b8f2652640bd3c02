//! How many items of a list there are at most on one day: `at_once: "stays[]", from: start, until: end, per: researcher`. Of items that
//! must not overlap there is never more than one.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::count::Count;
use super::per::{Per, key};
use super::sum::takes_less;
use super::{Items, KeyWord, Named, Operand, OperandLine, Place, Quantify, TitleOf, Varied, Word};
use crate::application::Frame;
use crate::context::{
    Around, Bound, Context, Resolved, Scope, Uses, Variant, changed, changed_parts,
};
use crate::form::{FieldId, Kind};
use crate::order::sort_by;
use crate::scalar::Quantity;
use atbilst_yaml::NodeId;

/// How many items there are at most on one day, of one group where they are told apart.
#[derive(Clone, Debug, PartialEq)]
pub struct AtOnce {
    items: Items,
    first: Box<Operand>,
    /// The last day counts.
    last: Box<Operand>,
    per: Option<Box<Per>>,
    place: Place,
}

/// The days of an item, both within it.
struct Stretch {
    first: NaiveDate,
    last: NaiveDate,
    item: Scope,
}

impl Quantify for AtOnce {
    fn words() -> Vec<Word> {
        vec![Word::Key(KeyWord {
            key: "at_once",
            beside: &["from", "until", "where", "per"],
            subject: true,
            kind: Some(&Kind::Count),
            read: |line, map| {
                let node = map.need("at_once")?;
                let items = Items::read(line, node, map)?;
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
                    }
                    .into(),
                )
            },
        })]
    }

    fn resolve<'a>(&self, context: &Context<'a>, scope: Scope) -> Resolved<'a> {
        let widest = context.bound == Some(Bound::Most);
        let (most, unknown) = self.most(&context.asking(None), scope, widest);
        let unknown = unknown.filter(|_| !takes_less(context));
        let most = most.map_or(0, |(most, _)| most);
        unknown.unwrap_or(Resolved::Known(Quantity::Count(most)))
    }

    fn named(&self) -> Option<Named> {
        Some(Named::of(
            "trace.of_at_once",
            TitleOf::Field(*self.items.of.lists.last()?),
        ))
    }

    fn inside(&self) -> Vec<&Operand> {
        let per = self.per.iter().flat_map(|per| per.inside());
        [&*self.first, &*self.last].into_iter().chain(per).collect()
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
        let counted = Count(self.items.clone()).into();
        let counted = Variant::becomes(counted, "at_once", "count").at(self.place.0);
        changed_parts!(self, around: items, first, last)
            .chain(per)
            .chain([counted])
            .collect()
    }
}

impl AtOnce {
    /// The first day of an item counts, and the last.
    #[must_use]
    pub fn days(&self) -> [&Operand; 2] {
        [&self.first, &self.last]
    }

    /// By what they are told apart.
    #[must_use]
    pub fn per(&self) -> Option<&Per> {
        self.per.as_deref()
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
        let (_, item) = self.most(context, scope, false).0?;
        Some((item.up(field.0.up), field.0.field))
    }

    /// How many there are at most, with the item by which they become so many, and what stands in the way of knowing that. Asked for the
    /// `widest`, an item without its first day may always have been there, one without its last may always stay.
    fn most<'a>(
        &self,
        context: &Context<'a>,
        scope: Scope,
        widest: bool,
    ) -> (Option<(u64, Scope)>, Option<Resolved<'a>>) {
        let parts = self.per.as_ref().map_or(&[][..], |per| &per.parts);
        let mut groups: BTreeMap<Vec<u8>, Vec<Stretch>> = BTreeMap::new();
        let mut unknown = None;
        let which = self.items.each(context, scope, &mut |item| {
            let ends = [(&self.first, NaiveDate::MIN), (&self.last, NaiveDate::MAX)];
            let days = ends.map(|(day, end)| match day.resolve(context, item) {
                Resolved::NotStated | Resolved::Open if widest => {
                    Resolved::Known(Quantity::Date(end))
                }
                day => day,
            });
            match (days, key(context, parts, item)) {
                (
                    [
                        Resolved::Known(Quantity::Date(first)),
                        Resolved::Known(Quantity::Date(last)),
                    ],
                    Ok(key),
                ) => {
                    // What ends before it begins has no day.
                    if first <= last {
                        groups
                            .entry(key)
                            .or_default()
                            .push(Stretch { first, last, item });
                    }
                }
                ([first, last], group) => {
                    let mut why = [first, last].into_iter().chain(group.err());
                    unknown = unknown.or(why.find(|why| why.known().is_none()));
                }
            }
        });
        let mut most: Option<(u64, Scope)> = None;
        for mut group in groups.into_values() {
            let mut ends: Vec<NaiveDate> = group.iter().map(|one| one.last).collect();
            sort_by(&mut ends, Ord::cmp);
            let mut ends = ends.into_iter().peekable();
            sort_by(&mut group, |a, b| a.first.cmp(&b.first));
            let mut there = 0_u64;
            for one in group {
                there = there.saturating_add(1);
                while ends.next_if(|end| *end < one.first).is_some() {
                    there = there.saturating_sub(1);
                }
                if most.is_none_or(|(most, _)| there > most) {
                    most = Some((there, one.item));
                }
            }
        }
        (most, which.or(unknown))
    }
}
