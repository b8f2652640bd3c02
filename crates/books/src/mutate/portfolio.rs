//! The changes of a rule over all applications.

use super::Mutant;
use super::head::of_head;
use crate::examples::RuleIndex;
use crate::variants::variants;
use atbilst_core::condition::Condition;
use atbilst_core::context::{Change, FieldSelector, Variant};
use atbilst_core::quantity::Comparison;
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
        Requirement::Sum { compares, span, .. } | Requirement::Count { compares, span, .. } => {
            for Variant { part, change } in compares.variants() {
                all.push((*span, change, with(requirement, Some(part), None)));
            }
            if let Some(filter) = requirement.filter() {
                let dropped = Change::Dropped("where".to_owned());
                all.push((filter.span(), dropped, with(requirement, None, Some(None))));
                all.extend(variants(book, filter).into_iter().map(|variant| {
                    let other = with(requirement, None, Some(Some(variant.condition)));
                    (variant.span, variant.change, other)
                }));
            }
        }
        Requirement::Unique { keys } => {
            let named = |key: &[FieldSelector]| {
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

/// A requirement with another comparison or another filter.
fn with(
    requirement: &Requirement,
    comparison: Option<Comparison>,
    other_filter: Option<Option<Condition>>,
) -> Requirement {
    let mut changed = requirement.clone();
    if let Requirement::Sum { compares, .. } | Requirement::Count { compares, .. } = &mut changed
        && let Some(other) = comparison
    {
        *compares = other;
    }
    if let (Requirement::Count { filter, .. }, Some(other)) = (&mut changed, other_filter) {
        *filter = other;
    }
    changed
}
