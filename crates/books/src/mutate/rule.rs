//! The changes of a rule for one application.

use super::Mutant;
use super::head::of_head;
use crate::examples::RuleIndex;
use crate::variants::variants;
use atbilst_core::condition::Condition;
use atbilst_core::context::Change;
use atbilst_core::rulebook::{Case, Rule, RuleBook};

pub(super) fn of_rule<'b>(
    book: &'b RuleBook,
    index: usize,
    rule: &'b Rule,
    to: &mut Vec<Mutant<'b>>,
) {
    let whose = Some(RuleIndex::Single(index));
    let part = |to: &mut Vec<Mutant<'b>>, when: bool| {
        let own = |case: &'b Case| match when {
            true => case.when.as_ref(),
            false => case.require.as_ref(),
        };
        // The cases of `each: record.*` come of the same lines and are changed alike.
        let all: Vec<Vec<_>> = rule
            .cases
            .iter()
            .filter_map(own)
            .map(|condition| variants(book, condition))
            .collect();
        let Some(first) = all.first().cloned() else {
            return;
        };
        for (place, variant) in first.into_iter().enumerate() {
            let alike: Vec<Option<Condition>> = all
                .iter()
                .map(|variants| Some(variants.get(place)?.condition.clone()))
                .collect();
            let apply = move |book: &mut RuleBook| {
                let Some(rule) = book.rules.get_mut(index) else {
                    return;
                };
                for (case, condition) in rule.cases.iter_mut().zip(&alike) {
                    match when {
                        true => case.when.clone_from(condition),
                        false => case.require.clone_from(condition),
                    }
                }
            };
            to.push(Mutant::new(variant.span, variant.change, whose, apply));
        }
    };
    part(to, true);
    part(to, false);
    if let Some(when) = rule.cases.first().and_then(|case| case.when.as_ref()) {
        let apply = move |book: &mut RuleBook| {
            let cases = book.rules.get_mut(index).map(|rule| &mut rule.cases);
            cases
                .into_iter()
                .flatten()
                .for_each(|case| case.when = None);
        };
        to.push(Mutant::new(
            when.span(),
            Change::Dropped("when".to_owned()),
            whose,
            apply,
        ));
    }
    of_head(RuleIndex::Single(index), &rule.head, to);
}
