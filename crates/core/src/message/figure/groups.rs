//! The groups of a rule over all applications, each with what it comes to: for whoever wants to see them all, also where every one of
//! them keeps to its limit.

use std::collections::BTreeMap;

use super::title;
use crate::condition::quantity::{Comparison, Relation};
use crate::context::{Context, Truth};
use crate::evaluate::aggregate::{AggregateEvaluation, Aggregates, GroupTotal, KeyHash};
use crate::message::wording::Wording;
use crate::order::sort_by;
use crate::rulebook::Requirement;
use crate::scalar::Quantity;

/// A group of applications, as it was judged.
#[derive(Clone, Debug)]
pub struct GroupFigure {
    /// What is added up or counted.
    pub title: String,
    /// What those of the group have in common.
    pub shared: String,
    /// The sum or the number.
    pub quantity: Quantity,
    /// How it must compare with the limit.
    pub relation: Relation,
    /// What it is compared with; `None` where that is not known.
    pub limit: Option<Quantity>,
    /// What the limit is called; of one that is computed, how.
    pub limit_title: Option<String>,
    /// Whether it compares so.
    pub answer: Truth,
}

/// The groups of one requirement, those first that do not keep to their limit, then those nearest to it. `contexts` are the
/// applications.
pub fn groups(
    wording: &Wording<'_>,
    requirement: &Requirement,
    result: &AggregateEvaluation,
    aggregates: &Aggregates,
    contexts: &[Context<'_>],
) -> Vec<GroupFigure> {
    let Some((_, compares, _)) = requirement.compared() else {
        return Vec::new();
    };
    let names = names(wording, requirement, contexts);
    let title = title(wording, requirement).unwrap_or_default();
    let totals = aggregates.group_totals(wording.book, requirement, result);
    let figures = totals.iter().filter_map(|total| {
        let broken = result.shared.iter().find(|one| one.hash == total.hash);
        let (limit, limit_title) = limit(wording, compares, result, total);
        let quantity = broken.and_then(|one| one.quantity);
        Some(GroupFigure {
            title: title.clone(),
            shared: names.get(&total.hash)?.clone(),
            quantity: quantity.unwrap_or(total.quantity),
            relation: compares.relation(),
            limit: limit.or(broken.and_then(|one| one.limit)),
            limit_title,
            answer: broken.map_or(Truth::Holds, |_| result.truth),
        })
    });
    let mut figures: Vec<GroupFigure> = figures.collect();
    let apart = |figure: &GroupFigure| figure.quantity.distance(figure.limit?);
    let rank = |figure: &GroupFigure| (figure.answer == Truth::Holds, apart(figure));
    sort_by(&mut figures, |one, other| rank(one).cmp(&rank(other)));
    figures
}

/// What those of each group have in common.
fn names(
    wording: &Wording<'_>,
    requirement: &Requirement,
    contexts: &[Context<'_>],
) -> BTreeMap<KeyHash, String> {
    let mut names = BTreeMap::new();
    requirement.each_overall(&mut |overall| {
        let Some(per) = &overall.per else { return };
        for context in contexts {
            overall.each(context, &mut |scope, _| {
                per.each_key(context, scope, &mut |key, scope| {
                    let name = || wording.of_group(&per.stated(context, scope));
                    names.entry(KeyHash::of(key)).or_insert_with(name);
                });
            });
        }
    });
    names
}

/// The limit of a group, and what it is called.
fn limit(
    wording: &Wording<'_>,
    compares: &Comparison,
    result: &AggregateEvaluation,
    total: &GroupTotal,
) -> (Option<Quantity>, Option<String>) {
    let wholes = &total.wholes;
    let (book, day) = (wording.book, wording.as_of);
    let known = wholes.limit(book, compares, day, result.among).known();
    let value = total.wholes.cell().or_else(|| compares.to.value());
    let title = value.and_then(|id| wording.value_title(id));
    let title = title.map(str::to_owned).or_else(|| {
        wholes.with(book, compares, day, result.among, |apart| {
            wording.work_apart(&compares.to, apart, true)
        })
    });
    (known, title)
}
