//! Sums or numbers of groups: `sum: "costs[].amount", per: year, at_most: …`. The limit holds for every group, so it holds for the
//! largest, or the smallest, of them.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::count::Count;
use super::per::key;
use super::sum::Sum;
use super::{
    Items, Named, Operand, OperandLine, Per, Quantify, Relation, RelationWord, Stated, TitleOf,
    Word,
};
use crate::context::{Around, Context, FieldRef, Names, Resolved, Scope, Uses, Variant};
use crate::scalar::Quantity;
use atbilst_yaml::NodeId;
use atbilst_yaml::decode::Map;

/// The group that comes nearest to breaking a limit, or breaks it most.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    items: Items,
    /// What is added up; without it, the items are counted.
    term: Option<Box<Operand>>,
    per: Box<Per>,
    /// What is added up of no items.
    nothing: Quantity,
    /// Whether it is the largest; otherwise the smallest.
    largest: bool,
}

/// Reads what stands behind `per`.
pub(super) fn read(
    line: &OperandLine<'_, '_>,
    per: NodeId,
    items: Items,
    term: Option<Operand>,
    map: Map<'_, '_>,
) -> Option<Operand> {
    // The items may stand in others, which are looked at already.
    let found = Per::read(line.reader, per, line.names, &items.of.lists)?;
    let relations = RelationWord::of(line.kind.family());
    let mut relations = relations
        .filter(|word| map.get(word.word).is_some())
        .map(|word| word.relation);
    let largest = match (relations.next(), relations.next()) {
        (Some(Relation::AtMost | Relation::LessThan), None) => true,
        (Some(Relation::AtLeast | Relation::MoreThan), None) => false,
        _ => return line.reader.refuse(per, "book.per_needs_a_limit", &[]),
    };
    Some(
        Group {
            items,
            term: term.map(Box::new),
            per: Box::new(found),
            nothing: line.kind.total(Decimal::ZERO)?,
            largest,
        }
        .into(),
    )
}

impl Quantify for Group {
    fn words() -> Vec<Word> {
        Vec::new()
    }

    fn resolve<'a>(&self, context: &Context<'a>, scope: Scope) -> Resolved<'a> {
        let (worst, unknown) = self.worst(context, scope);
        let worst = worst.map(|(worst, _)| worst);
        // Of no group nothing is too much.
        let none = match self.largest {
            true => Resolved::Known(self.nothing),
            false => Resolved::NotStated,
        };
        unknown.or(worst).unwrap_or(none)
    }

    fn named(&self) -> Option<Named> {
        Some(Named {
            sentence: "trace.of_group",
            title: TitleOf::Field(self.per.fields.last()?.field),
        })
    }

    fn inside(&self) -> Vec<&Operand> {
        self.term.iter().map(|term| &**term).collect()
    }

    fn items(&self) -> Option<&Items> {
        Some(&self.items)
    }

    fn place(&self, names: &Names<'_>) -> Option<FieldRef> {
        self.items.place(names)
    }

    fn uses(&self, _: bool, to: &mut Uses) {
        to.select(&self.items.of);
        to.fields
            .extend(self.per.fields.iter().map(|field| field.field));
    }

    fn variants(&self, around: &Around<'_>) -> Vec<Variant<Operand>> {
        let all = self.items.variants(around).into_iter();
        let with = |items| {
            Self {
                items,
                ..self.clone()
            }
            .into()
        };
        let items = self.items.clone();
        let whole: Operand = match (&self.term, self.nothing) {
            (Some(term), nothing) => Sum::Over {
                items,
                term: term.clone(),
                nothing,
            }
            .into(),
            (None, _) => Count(items).into(),
        };
        let whole = Variant::dropped(whole, "per");
        let fewer = self.per.fewer(around.form).into_iter();
        let fewer = fewer.map(|variant| {
            variant.map(|per| {
                Self {
                    per: Box::new(per),
                    ..self.clone()
                }
                .into()
            })
        });
        all.map(|variant| variant.map(with))
            .chain([whole])
            .chain(fewer)
            .collect()
    }
}

impl Group {
    /// Whether there is no group, of which each keeps to whatever limit.
    pub(super) fn is_empty(&self, context: &Context<'_>, scope: Scope) -> bool {
        matches!(self.worst(context, scope), (None, None))
    }

    /// Whether it is a number of items.
    pub(super) const fn is_number(&self) -> bool {
        self.term.is_none()
    }

    /// The group that decides, with its first item, and what stands in the way.
    fn worst<'a>(
        &self,
        context: &Context<'a>,
        scope: Scope,
    ) -> (Option<(Resolved<'a>, Scope)>, Option<Resolved<'a>>) {
        let mut groups: BTreeMap<Vec<u8>, (Resolved<'a>, Scope)> = BTreeMap::new();
        let mut unknown = None;
        let which = self.items.each(context, scope, &mut |scope| {
            let next = match &self.term {
                Some(term) => term.resolve(context, scope),
                None => Resolved::Known(Quantity::Count(1)),
            };
            match key(context, &self.per.fields, scope) {
                Ok(key) => {
                    let group = groups.entry(key);
                    let group = group.and_modify(|(sum, _)| *sum = sum.and(next, Quantity::plus));
                    group.or_insert((next, scope));
                }
                Err(why) => unknown = unknown.or(Some(why)),
            }
        });
        let worst = groups.into_values().reduce(|one, other| {
            let both = one.0.and(other.0, |a, b| worse(a, b, self.largest));
            (both, if both == one.0 { one.1 } else { other.1 })
        });
        (worst, which.or(unknown))
    }

    /// What the items of the group that decides have in common, as one of them writes it.
    pub(super) fn common<'a>(&self, context: &Context<'a>, scope: Scope) -> Option<Stated<'a>> {
        let (_, first) = self.worst(context, scope).0?;
        Some(self.per.stated(context, first))
    }
}

/// The larger, or the smaller, of two.
pub(super) fn worse(a: Quantity, b: Quantity, largest: bool) -> Option<Quantity> {
    let keeps = if largest {
        Ordering::Greater
    } else {
        Ordering::Less
    };
    Some(if a.partial_cmp(&b)? == keeps { a } else { b })
}
