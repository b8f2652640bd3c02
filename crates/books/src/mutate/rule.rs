//! The changes of a rule for one application.

use super::Mutant;
use super::head::of_head;
use crate::examples::RuleIndex;
use atbilst_core::condition::Condition;
use atbilst_core::context::{Around, Change, Variant};
use atbilst_core::rulebook::{Case, Rule, RuleBook};

pub(super) fn of_rule<'b>(
    around: &Around<'_>,
    index: usize,
    rule: &'b Rule,
    to: &mut Vec<Mutant<'b>>,
) {
    let of = RuleIndex::Single(index);
    // Sets one part of every case anew.
    let set = move |part: Part, conditions: Vec<Option<Condition>>| {
        move |book: &mut RuleBook| {
            let cases = book.rules.get_mut(index).map(|rule| &mut rule.cases);
            for (case, condition) in cases.into_iter().flatten().zip(&conditions) {
                part(case).clone_from(condition);
            }
        }
    };
    for part in PARTS {
        // The cases of `each: record.*` come of the same lines and are changed alike.
        let mut cases = rule.cases.clone();
        let conditions = cases.iter_mut().filter_map(|case| part(case).take());
        let all: Vec<Vec<_>> = conditions
            .map(|condition| condition.variants(around))
            .collect();
        for (nth, variant) in all.first().into_iter().flatten().enumerate() {
            let alike = |variants: &Vec<Variant<Condition>>| Some(variants.get(nth)?.part.clone());
            let apply = set(part, all.iter().map(alike).collect());
            let span = variant.span.unwrap_or(rule.head.span);
            to.push(Mutant::new(span, variant.change.clone(), Some(of), apply));
        }
    }
    if let Some(when) = rule.cases.first().and_then(|case| case.when.as_ref()) {
        let apply = set(when_of, vec![None; rule.cases.len()]);
        let change = Change::Dropped("when".to_owned());
        to.push(Mutant::new(when.span(), change, Some(of), apply));
    }
    of_head(of, &rule.head, false, to);
}

/// One of the two conditions of a case.
type Part = fn(&mut Case) -> &mut Option<Condition>;

const PARTS: [Part; 2] = [when_of, |case| &mut case.require];

fn when_of(case: &mut Case) -> &mut Option<Condition> {
    &mut case.when
}
