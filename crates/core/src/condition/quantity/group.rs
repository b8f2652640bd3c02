//! Sums or numbers of groups: `sum: "costs[].amount", per: year, at_most: …`. The limit holds for every group, so it holds for the
//! largest, or the smallest, of them.

mod judged;
mod limit;
mod made;

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::count::Count;
use super::sum::Sum;
use super::{
    Items, Named, Operand, OperandLine, Per, PerPart, Quantify, Relation, RelationWord, Stated,
    StatedBy, TitleOf, Varied,
};
use crate::application::Frame;
use crate::context::{Around, Context, Resolved, Scope, Uses, Variant, changed_parts};
use crate::form::FieldId;
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
    pub(crate) is_least: bool,
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
    fn resolve<'a>(&self, context: &Context<'a>, scope: Scope) -> Resolved<'a> {
        let (worst, unknown) = self.worst(context, scope);
        // Of no group nothing is too much.
        let none = match self.relation.is_target() {
            true => Resolved::NotStated,
            false => Resolved::Known(self.nothing),
        };
        match worst {
            Some(worst) => worst.found,
            None => unknown.unwrap_or(none),
        }
    }

    fn has_bounds(&self) -> bool {
        false
    }

    fn named(&self) -> Option<Named> {
        Some(Named::of(
            "trace.of_group",
            TitleOf::Field(self.per.parts.last()?.field.field),
        ))
    }

    fn inside(&self) -> Vec<&Operand> {
        let term = self.term.iter().map(|term| &**term);
        term.chain(self.per.inside()).collect()
    }

    fn items(&self) -> Option<&Items> {
        Some(&self.items)
    }

    fn uses(&self, _: bool, to: &mut Uses) {
        self.per.fields(to);
    }
}

impl Varied for Group {
    fn variants(&self, around: &Around<'_>) -> Vec<Variant<Operand>> {
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
        changed_parts!(self, around: items)
            .chain([whole])
            .chain(changed_parts!(self, around: per))
            .collect()
    }
}

impl Group {
    /// Whether there is no group, of which each keeps to whatever limit.
    pub(super) fn is_empty(&self, context: &Context<'_>, scope: Scope) -> bool {
        let groups = self.groups(context, scope);
        groups.all.is_empty() && groups.unknown.is_none()
    }

    /// What groups are made by.
    pub(super) fn by(&self) -> impl Iterator<Item = StatedBy> {
        self.per.parts.iter().map(PerPart::stated_by)
    }

    /// By what they are made.
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

    /// Whether `where` asks that what groups are made by be stated: an item that it leaves out is of no group then.
    fn asks_what_groups(&self) -> bool {
        let mut asked = false;
        if let Some(filter) = self.items.filter() {
            filter.tests(&mut |test| {
                asked |= test.operator.asks_presence() && self.per.names(test.subject);
            });
        }
        asked
    }

    /// From where its limit is looked at: in an item of the group that decides, where each has its own.
    pub(super) fn limit_scope(&self, context: &Context<'_>, scope: Scope) -> Scope {
        let own = self
            .limit
            .as_ref()
            .and_then(|_| self.worst(context, scope).0);
        own.map_or(scope, |worst| worst.first)
    }

    /// The first item of the group that decides, with the field to point at.
    pub(super) fn decisive_item(
        &self,
        context: &Context<'_>,
        scope: Scope,
    ) -> Option<(Frame, FieldId)> {
        let first = self.worst(context, scope).0?.first;
        let field = match self.term.as_deref() {
            Some(Operand::FieldValue(field)) => field.0,
            _ => self.per.parts.last()?.field,
        };
        Some((first.up(field.up), field.field))
    }

    /// What the items of the group that decides have in common, as one of them writes it.
    pub(super) fn common<'a>(&self, context: &Context<'a>, scope: Scope) -> Option<Stated<'a>> {
        let first = self.worst(context, scope).0?.first;
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
