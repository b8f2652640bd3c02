//! Sums or numbers of groups: `sum: "costs[].amount", per: year, at_most: …`. The limit holds for every group, so it holds for the
//! largest, or the smallest, of them.

mod limit;

use limit::is_least;
use std::cmp::Ordering;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::count::Count;
use super::per::key;
use super::sum::Sum;
use super::{
    Comparison, Items, Named, Operand, OperandLine, Per, PerPart, Quantify, Relation, RelationWord,
    Stated, TitleOf, Word, nearest,
};
use crate::application::Frame;
use crate::context::{
    Around, Bound, Context, FieldRef, Names, Resolved, Scope, Truth, Uses, Variant,
};
use crate::form::FieldId;
use crate::order::sort_by;
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
    /// How each must compare.
    relation: Relation,
    /// With what, where that is another for each group: as one of its items sees it.
    limit: Option<Box<Operand>>,
    /// With what, where that is the same for all.
    against: Option<Box<Operand>>,
}

/// A group that breaks its limit.
#[derive(Clone, Debug, PartialEq)]
pub struct Beyond<'a> {
    /// What its items have in common, as the first of them writes it.
    pub common: Stated<'a>,
    /// What it comes to.
    pub found: Quantity,
    /// Its limit, where that is another for each group.
    pub limit: Option<Quantity>,
    /// Whether more may belong to it than is known.
    pub is_least: bool,
}

/// The rank of a group that breaks its limit.
const BROKEN: u8 = 2;

/// Every group by what its items have in common, and what stands in the way.
type Groups<'a> = (BTreeMap<Vec<u8>, One<'a>>, Option<Resolved<'a>>);

/// A group as it is made.
struct One<'a> {
    sum: Resolved<'a>,
    first: Scope,
    /// How many groups were met before it.
    place: usize,
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
    // What an application says once makes no groups of its items.
    let far = |part: &PerPart| usize::from(part.field.up) >= items.of.lists.len();
    let mut parts = found.parts.iter();
    if let Some(part) = parts.find(|part| part.computed.is_some() && far(part)) {
        return part.refuse(line.reader);
    }
    if let Some(part) = found.parts.first()
        && found.parts.iter().all(far)
    {
        return part.refuse_as(line.reader, "book.stated_once");
    }
    let relations = RelationWord::of(line.kind.family());
    let mut relations = relations
        .filter(|word| map.get(word.word).is_some())
        .map(|word| word.relation);
    let relation = match (relations.next(), relations.next()) {
        (Some(relation), None) if relation != Relation::Equals => relation,
        _ => return line.reader.refuse(per, "book.per_needs_a_limit", &[]),
    };
    Some(
        Group {
            items,
            term: term.map(Box::new),
            per: Box::new(found),
            nothing: line.kind.total(Decimal::ZERO)?,
            relation,
            limit: None,
            against: None,
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
        let none = match self.relation.is_target() {
            true => Resolved::NotStated,
            false => Resolved::Known(self.nothing),
        };
        unknown.or(worst).unwrap_or(none)
    }

    fn named(&self) -> Option<Named> {
        Some(Named {
            sentence: "trace.of_group",
            title: TitleOf::Field(self.per.parts.last()?.field.field),
        })
    }

    fn inside(&self) -> Vec<&Operand> {
        let term = self.term.iter().map(|term| &**term);
        term.chain(self.per.inside()).collect()
    }

    fn items(&self) -> Option<&Items> {
        Some(&self.items)
    }

    fn place(&self, names: &Names<'_>) -> Option<FieldRef> {
        self.items.place(names)
    }

    fn uses(&self, _: bool, to: &mut Uses) {
        to.select(&self.items.of);
        self.per.fields(to);
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
        let whole = Variant::dropped(whole, "per").at(self.per.place.0);
        let fewer = self.per.variants(around).into_iter();
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

    /// What groups are made by, each by whose title it is called.
    pub(super) fn by(&self) -> impl Iterator<Item = TitleOf> {
        self.per.parts.iter().map(|part| part.stated_by().title)
    }

    /// By what they are made.
    #[must_use]
    pub const fn per(&self) -> &Per {
        &self.per
    }

    /// What is added up; nothing where the items are counted.
    pub(super) fn term(&self) -> Option<&Operand> {
        self.term.as_deref()
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
        let (groups, unknown) = self.groups(context, scope, false);
        let is_unknown = |one: &One<'_>| one.sum.known().is_none();
        if unknown.is_some() || groups.values().any(is_unknown) {
            let certain = self.certainly_beyond(context, scope);
            if certain.is_some() {
                return (certain, None);
            }
        }
        let largest = !self.relation.is_target();
        let groups = groups.into_values().map(|one| (one.sum, one.first));
        let worst = groups.reduce(|one, other| {
            if let Some(limit) = &self.limit {
                let margin = |group: (Resolved<'_>, Scope)| {
                    self.margin(limit.resolve(context, group.1), group.0)
                };
                return if margin(other) > margin(one) {
                    other
                } else {
                    one
                };
            }
            let both = one.0.and(other.0, |a, b| worse(a, b, largest));
            (both, if both == one.0 { one.1 } else { other.1 })
        });
        (worst, unknown)
    }

    /// The groups of all, or of what is `known_alone`.
    fn groups<'a>(&self, context: &Context<'a>, scope: Scope, known_alone: bool) -> Groups<'a> {
        let mut groups: BTreeMap<Vec<u8>, One<'a>> = BTreeMap::new();
        let mut unknown = None;
        let which = self.items.each(context, scope, &mut |first| {
            let sum = match &self.term {
                Some(term) if known_alone => {
                    term.resolve(&context.asking(Some(Bound::Least)), first)
                }
                Some(term) => term.resolve(context, first),
                None => Resolved::Known(Quantity::Count(1)),
            };
            if known_alone && sum.known().is_none() {
                return;
            }
            match key(context, &self.per.parts, first) {
                Ok(key) => {
                    let place = groups.len();
                    let group = groups.entry(key);
                    let group = group.and_modify(|one| one.sum = one.sum.and(sum, Quantity::plus));
                    group.or_insert(One { sum, first, place });
                }
                Err(why) => unknown = unknown.or(Some(why)),
            }
        });
        // What must be reached is missed as well by those that have none of what counts.
        if self.relation.is_target() {
            self.items.each_left_out(context, scope, &mut |first| {
                if let Ok(key) = key(context, &self.per.parts, first) {
                    let place = groups.len();
                    let sum = Resolved::Known(self.nothing);
                    groups.entry(key).or_insert(One { sum, first, place });
                }
            });
        }
        (groups, which.or(unknown))
    }

    /// The groups that break a limit besides the one that decides, in the order of their first items.
    pub(super) fn also_beyond<'a>(
        &self,
        context: &Context<'a>,
        scope: Scope,
        comparison: &Comparison,
    ) -> Vec<Beyond<'a>> {
        let (Some((_, decides)), _) = self.worst(context, scope) else {
            return Vec::new();
        };
        // What must not be more is beyond its limit by what is known alone, too.
        let known_alone = !self.relation.is_target();
        let all = self.groups(context, scope, false);
        let mut groups: Vec<_> = self
            .groups(context, scope, known_alone)
            .0
            .into_iter()
            .map(|(key, one)| (is_least(&all, &key), one))
            .filter(|(_, one)| one.first != decides)
            .collect();
        sort_by(&mut groups, |(_, one), (_, other)| {
            one.place.cmp(&other.place)
        });
        let beyond = groups.into_iter().filter_map(|(is_least, one)| {
            let found = one.sum.known()?;
            let near = self.limit.as_ref().map_or(scope, |_| one.first);
            let limit = comparison.to.resolve(context, near);
            let breaks = comparison.holds(found, limit) == Truth::Fails;
            breaks.then(|| Beyond {
                common: self.per.stated(context, one.first),
                found,
                limit: self.limit.as_ref().and_then(|_| limit.known()),
                is_least,
            })
        });
        beyond.collect()
    }

    /// By how much a group is beyond its own limit, and before all whether it breaks it, or whether that is not known.
    fn margin(&self, limit: Resolved<'_>, sum: Resolved<'_>) -> (u8, Decimal) {
        let Some(sum) = sum.known() else {
            return (1, Decimal::ZERO);
        };
        let rank = match self.relation.of(sum, limit) {
            Truth::Fails => BROKEN,
            Truth::Holds => 0,
            Truth::NotStated | Truth::Open | Truth::UnknownLaw => 1,
        };
        let near = match limit {
            Resolved::Known(limit) => Some(limit),
            Resolved::Unknown(_, known) => nearest(sum, known),
            Resolved::NotStated | Resolved::Open => None,
        };
        let margin = near.and_then(|limit| {
            let apart = sum.distance(limit)?;
            let beyond = (sum > limit) != self.relation.is_target();
            if beyond {
                Some(apart)
            } else {
                Decimal::ZERO.checked_sub(apart)
            }
        });
        (rank, margin.unwrap_or(Decimal::ZERO))
    }

    /// From where its limit is looked at: in an item of the group that decides, where each has its own.
    pub(super) fn limit_scope(&self, context: &Context<'_>, scope: Scope) -> Scope {
        let own = self
            .limit
            .as_ref()
            .and_then(|_| self.worst(context, scope).0);
        own.map_or(scope, |(_, first)| first)
    }

    /// The first item of the group that decides, with the field to point at.
    pub(super) fn decisive_item(
        &self,
        context: &Context<'_>,
        scope: Scope,
    ) -> Option<(Frame, FieldId)> {
        let (_, first) = self.worst(context, scope).0?;
        let field = match self.term.as_deref() {
            Some(Operand::FieldValue(field)) => field.0,
            _ => self.per.parts.last()?.field,
        };
        Some((first.up(field.up), field.field))
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
