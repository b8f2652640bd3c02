//! A sum: of a field or figure over items, `sum: "activities[].amount"`, or of several quantities, `sum: [grant, own_money]`.

use rust_decimal::Decimal;

use super::rounded::rounded;
use super::{
    Apart, Formula, Items, KeyWord, Named, Operand, OperandLine, Place, Quantify, Varied, Word,
    group, overall,
};
use crate::context::{
    Around, Bound, Context, FieldSelector, Resolved, Scope, Variant, changed, without_each,
};
use crate::form::Kind;
use crate::scalar::Quantity;
use atbilst_yaml as yaml;
use atbilst_yaml::NodeId;
use atbilst_yaml::decode::Map;

/// A sum.
#[derive(Clone, Debug, PartialEq)]
pub enum Sum {
    /// Of one quantity of every item; of none, nothing.
    Over {
        /// The items.
        items: Items,
        /// The quantity of each.
        term: Box<Operand>,
        /// What it is of no items.
        nothing: Quantity,
    },
    /// Of several quantities.
    Of(Vec<Operand>, Vec<Place>),
}

impl Quantify for Sum {
    fn words() -> Vec<Word> {
        vec![Word::Key(KeyWord {
            key: "sum",
            beside: &["where", "per", "rounded"],
            subject: true,
            kind: None,
            read: |line, map| {
                let node = map.need("sum")?;
                if let Some(per) = map.get("per").filter(|_| map.get("rounded").is_some()) {
                    return line.reader.refuse(per, "book.rounded_groups", &[]);
                }
                if *line.kind == Kind::Date {
                    return line.reader.refuse(node, "book.days_added", &[]);
                }
                if !line.kind.is_added_up() {
                    let about = [
                        ("found", line.reader.document.scalar(node)),
                        ("kind", line.kind.name()),
                    ];
                    return line.reader.refuse(node, "book.cannot_sum", &about);
                }
                let shape = line.reader.document.kind(node);
                if line.names.together {
                    let all = match shape {
                        yaml::Kind::Sequence => overall::sum_of_several(line, node, map),
                        _ => overall::sum(line, (map, node)).map(Into::into),
                    };
                    return rounded(line, map, all);
                }
                let sum = match shape {
                    yaml::Kind::Scalar => match map.get("per") {
                        // What an application states once makes no groups within it.
                        Some(per) if stated_once(line, node) => {
                            let about = [("found", line.reader.document.scalar(node))];
                            line.reader.refuse(per, "book.per_of_one", &about)
                        }
                        Some(per) => {
                            let (items, term) = Items::with_term(line, node, map)?;
                            group::read(line, per, items, Some(term), map)
                        }
                        None => over(line, node, map),
                    },
                    yaml::Kind::Mapping => of_one(line, node, "sum"),
                    yaml::Kind::Sequence => {
                        let (all, places) = parts(line, node, map)?;
                        Some(Self::Of(all, places).into())
                    }
                };
                rounded(line, map, sum)
            },
        })]
    }

    fn resolve<'a>(&self, context: &Context<'a>, scope: Scope) -> Resolved<'a> {
        match self {
            Self::Over {
                items,
                term,
                nothing,
            } => {
                let mut sum: Option<Resolved<'a>> = None;
                let unknown = items.each_within(context, scope, &mut |scope, _| {
                    let next = term.resolve(context, scope);
                    sum = added(context, sum, next);
                });
                let unknown = unknown.filter(|_| !takes_less(context));
                unknown.or(sum).unwrap_or(Resolved::Known(*nothing))
            }
            Self::Of(parts, _) => {
                let all = parts.iter().map(|part| part.resolve(context, scope));
                let sum = all.fold(None, |sum, next| added(context, sum, next));
                sum.unwrap_or(Resolved::Open)
            }
        }
    }

    fn apart<'a>(&self, apart: &Apart<'a, '_>) -> Option<Resolved<'a>> {
        let Self::Of(parts, _) = self else {
            return None;
        };
        let mut all = parts.iter().map(|part| part.apart(apart));
        let first = all.next()??;
        all.try_fold(first, |sum, next| Some(sum.and(next?, Quantity::plus)))
    }

    fn named(&self) -> Option<Named> {
        let Self::Over { term, .. } = self else {
            return None;
        };
        let title = term.named()?.title;
        Some(Named::of("trace.of_sum", title))
    }

    fn told(&self) -> Option<Formula<'_>> {
        let Self::Of(parts, _) = self else {
            return None;
        };
        Some(Formula::of(
            "work.sum",
            parts.iter().map(|part| ("each", part)).collect(),
        ))
    }

    fn inside(&self) -> Vec<&Operand> {
        match self {
            Self::Over { term, .. } => vec![term],
            Self::Of(parts, _) => parts.iter().collect(),
        }
    }

    fn joined(&self, one: Quantity, other: Quantity) -> Option<Quantity> {
        one.plus(other)
    }

    fn items(&self) -> Option<&Items> {
        match self {
            Self::Over { items, .. } => Some(items),
            Self::Of(..) => None,
        }
    }
}

impl Varied for Sum {
    fn variants(&self, around: &Around<'_>) -> Vec<Variant<Operand>> {
        match self {
            Self::Over { items, .. } => {
                let set = |own: &mut Self, changed| {
                    if let Self::Over { items, .. } = own {
                        *items = changed;
                    }
                };
                changed(self, items.variants(around), set).collect()
            }
            Self::Of(parts, places) => of_several(parts, places, around, |parts| {
                Self::Of(parts, places.clone()).into()
            }),
        }
    }
}

/// Whether what is not known may be left out: it only makes a sum, or a number, larger.
pub(super) fn takes_less(context: &Context<'_>) -> bool {
    context.bound == Some(Bound::Least)
}

/// A sum and what comes next.
fn added<'a>(
    context: &Context<'a>,
    sum: Option<Resolved<'a>>,
    next: Resolved<'a>,
) -> Option<Resolved<'a>> {
    match sum {
        sum if next.known().is_none() && takes_less(context) => sum,
        None => Some(next),
        Some(sum) => Some(sum.and(next, Quantity::plus)),
    }
}

/// The sum over the items of a list.
pub(super) fn over(line: &OperandLine<'_, '_>, node: NodeId, map: Map<'_, '_>) -> Option<Operand> {
    let (items, term) = Items::with_term(line, node, map)?;
    let nothing = line.kind.total(Decimal::ZERO)?;
    let term = Box::new(term);
    Some(
        Sum::Over {
            items,
            term,
            nothing,
        }
        .into(),
    )
}

/// A quantity alone where a path of items or several quantities are asked.
pub(super) fn of_one<T>(line: &OperandLine<'_, '_>, node: NodeId, key: &str) -> Option<T> {
    line.reader
        .refuse(node, "book.quantity_alone", &[("key", key)])
}

/// Whether a path names what stands in no list.
fn stated_once(line: &OperandLine<'_, '_>, node: NodeId) -> bool {
    let path = line.reader.document.scalar(node);
    match line.names.select(path) {
        Some(of) => of.lists.is_empty(),
        None => line.names.figure(path).is_some(),
    }
}

/// Several quantities of one kind.
pub(super) fn several(
    line: &OperandLine<'_, '_>,
    node: NodeId,
    map: Map<'_, '_>,
    of_items: &dyn Fn(Items, Operand) -> Option<Operand>,
) -> Option<(Vec<Operand>, Vec<Place>)> {
    for key in ["where", "per"] {
        if let Some(node) = map.get(key) {
            return line
                .reader
                .refuse(node, "book.where_of_several", &[("key", key)]);
        }
    }
    let places = line.reader.document.items(node);
    let places = places.map(|node| Place::of(line.reader, node));
    let parts = line.reader.every(node, |node| part(line, node, of_items))?;
    Some((parts, places.collect()))
}

/// Several that are added up; the path of a list's field is the sum of it.
pub(super) fn parts(
    line: &OperandLine<'_, '_>,
    node: NodeId,
    map: Map<'_, '_>,
) -> Option<(Vec<Operand>, Vec<Place>)> {
    let nothing = line.kind.total(Decimal::ZERO)?;
    several(line, node, map, &|items, term| {
        let term = Box::new(term);
        let sum = Sum::Over {
            items,
            term,
            nothing,
        };
        Some(sum.into())
    })
}

/// One of several; the path of a list's field is all that `of_items` makes of it.
fn part(
    line: &OperandLine<'_, '_>,
    node: NodeId,
    of_items: &dyn Fn(Items, Operand) -> Option<Operand>,
) -> Option<Operand> {
    let (reader, names) = (line.reader, line.names);
    let text = reader.document.scalar(node);
    let is_path = reader.document.kind(node) == yaml::Kind::Scalar
        && text.contains("[]")
        && names.field(text).is_none()
        && names.figure(text).is_none();
    if !is_path {
        return line.inner(node, line.kind);
    }
    // Nothing stands beside it, so nothing chooses among the items.
    let nowhere = reader.open_map(line.node)?;
    let (items, term) = Items::with_term(line, node, nowhere)?;
    of_items(items, term)
}

/// Each of several left out, or changed.
pub(super) fn of_several(
    parts: &[Operand],
    places: &[Place],
    around: &Around<'_>,
    join: impl Fn(Vec<Operand>) -> Operand,
) -> Vec<Variant<Operand>> {
    let mut all = Vec::new();
    for (index, (part, rest)) in without_each(parts).enumerate() {
        if !rest.is_empty() {
            let place = places.get(index).map(|place| place.0).unwrap_or_default();
            let dropped = Variant::dropped(join(rest.clone()), place.of(around.text));
            all.push(dropped.at(place));
        }
        let with = |other| {
            let mut parts = rest.clone();
            parts.insert(index, other);
            join(parts)
        };
        all.extend(
            part.variants(around)
                .into_iter()
                .map(|variant| variant.map(with)),
        );
    }
    all
}

/// The sum of a field over all items of an application; of none, nothing.
pub(crate) fn sum<'a>(of: &FieldSelector, context: &Context<'a>) -> Resolved<'a> {
    let Some(leaf) = of.leaf else {
        return Resolved::Open;
    };
    let mut sum: Option<Resolved<'a>> = None;
    let complete = context.each(&of.lists, Scope::ROOT, &mut |scope| {
        let next = context.quantity_in(scope.innermost(), leaf);
        sum = added(context, sum, next);
    });
    let nothing = || context.form.field(leaf).kind.total(Decimal::ZERO);
    match (complete || takes_less(context), sum) {
        (false, _) => Resolved::Open,
        (true, Some(sum)) => sum,
        (true, None) => nothing().map_or(Resolved::Open, Resolved::Known),
    }
}
