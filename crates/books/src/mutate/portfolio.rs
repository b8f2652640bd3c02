//! The changes of a rule over all applications.

use super::Mutant;
use super::head::of_head;
use crate::examples::RuleIndex;
use crate::variants::{Change, steps, turned, variants};
use crate::walk::place;
use atbilst_core::condition::{Condition, Operand, Reach, Relation};
use atbilst_core::rulebook::{Head, PortfolioRule, Requirement, RuleBook};
use atbilst_yaml::source::Span;

pub(super) fn of_portfolio<'b>(
    book: &'b RuleBook,
    index: usize,
    rule: &'b PortfolioRule,
    to: &mut Vec<Mutant<'b>>,
) {
    let whose = Some(RuleIndex::Portfolio(index));
    for (place, requirement) in rule.require.iter().enumerate() {
        for (span, change, other) in requirements(book, &rule.head, requirement) {
            let apply = move |book: &mut RuleBook| {
                let rule = book.portfolio.get_mut(index);
                if let Some(own) = rule.and_then(|rule| rule.require.get_mut(place)) {
                    own.clone_from(&other);
                }
            };
            to.push(Mutant::new(span, change, whose, apply));
        }
    }
    of_head(RuleIndex::Portfolio(index), &rule.head, to);
}

fn requirements(
    book: &RuleBook,
    head: &Head,
    requirement: &Requirement,
) -> Vec<(Span, Change, Requirement)> {
    let mut all = Vec::new();
    match requirement {
        Requirement::Sum {
            relation, to, span, ..
        }
        | Requirement::Count {
            relation, to, span, ..
        } => {
            for (relation, to, change) in compared(*relation, to) {
                all.push((*span, change, with(requirement, Some((relation, to)), None)));
            }
            if let Requirement::Count {
                filter: Some(filter),
                ..
            } = requirement
            {
                let dropped = Change::Dropped("where".to_owned());
                all.push((place(filter), dropped, with(requirement, None, Some(None))));
                all.extend(variants(book, filter).into_iter().map(|variant| {
                    let other = with(requirement, None, Some(Some(variant.condition)));
                    (variant.span, variant.change, other)
                }));
            }
        }
        Requirement::Unique { keys } => {
            let named = |key: &[Reach]| {
                let paths = key.iter().filter_map(|reach| reach.leaf);
                let paths: Vec<_> = paths
                    .map(|leaf| book.form.field(leaf).path.as_str())
                    .collect();
                paths.join(", ")
            };
            for (index, key) in keys.iter().enumerate() {
                let mut rest = keys.clone();
                rest.remove(index);
                let change = Change::Dropped(named(key));
                all.push((head.span, change, Requirement::Unique { keys: rest }));
                for place in 0..key.len() {
                    let mut less = keys.clone();
                    let out = less.get_mut(index).map(|key| key.remove(place));
                    let change = Change::Dropped(named(&out.into_iter().collect::<Vec<_>>()));
                    if key.len() > 1 {
                        all.push((head.span, change, Requirement::Unique { keys: less }));
                    }
                }
            }
        }
    }
    all
}

/// The comparison of a sum or number, turned or moved by one step.
fn compared(relation: Relation, to: &Operand) -> Vec<(Relation, Operand, Change)> {
    let word = |wanted: Relation| {
        let other = [Relation::Equals, Relation::AtMost]
            .into_iter()
            .find(|other| *other != wanted)
            .unwrap_or(Relation::Equals);
        turned("", other)
            .find(|(relation, _)| *relation == wanted)
            .map_or_else(String::new, |(_, word)| word)
    };
    let own = word(relation);
    let mut all: Vec<_> = turned(&own, relation)
        .map(|(other, word)| (other, to.clone(), Change::Becomes(own.clone(), word)))
        .collect();
    if let Operand::Constant(constant) = to {
        all.extend(steps(*constant).map(|moved| {
            let change = Change::Becomes(constant.written(), moved.written());
            (relation, Operand::Constant(moved), change)
        }));
    }
    all
}

/// A requirement with another comparison or another filter.
fn with(
    requirement: &Requirement,
    comparison: Option<(Relation, Operand)>,
    other_filter: Option<Option<Condition>>,
) -> Requirement {
    let mut changed = requirement.clone();
    if let Requirement::Sum { relation, to, .. } | Requirement::Count { relation, to, .. } =
        &mut changed
        && let Some(other) = comparison
    {
        (*relation, *to) = other;
    }
    if let (Requirement::Count { filter, .. }, Some(other)) = (&mut changed, other_filter) {
        *filter = other;
    }
    changed
}
