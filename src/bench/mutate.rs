//! Are the examples enough? A book is changed in one place at a time; a change that no example notices shows an example that is missing.

use super::stage::{Scene, scenes};
use super::variants::{Change, steps, turned, variants};
use super::walk::{Uses, place, uses};
use crate::condition::{Condition, Operand, Relation};
use crate::finding::Outcome;
use crate::form::ListId;
use crate::law::{Period, ValueId};
use crate::rulebook::{Head, Mistake, PortfolioRule, Requirement, Rule, RuleBook};
use crate::scalar::Quantity;
use crate::source::Span;

/// What came of changing a book.
#[derive(Clone, Debug, Default)]
pub struct Mutation {
    /// How many changes were tried.
    pub tried: usize,
    /// Those that no example noticed.
    pub survivors: Vec<Mistake>,
}

/// Whose examples must notice a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whose {
    /// Those of a rule.
    Rule(usize),
    /// Those of a rule of the portfolio.
    Portfolio(usize),
    /// Those of any rule.
    Any,
}

/// One change of a book.
struct Mutant<'b> {
    span: Span,
    change: Change,
    whose: Whose,
    apply: Box<dyn Fn(&mut RuleBook) + 'b>,
}

/// Tries every change of a book whose examples all come out as they say.
#[must_use]
pub fn mutate(book: &RuleBook) -> Mutation {
    let scenes = scenes(book);
    let mut mutants = Vec::new();
    for (index, rule) in book.rules.iter().enumerate() {
        of_rule(book, index, rule, &mut mutants);
    }
    for (index, rule) in book.portfolio.iter().enumerate() {
        of_portfolio(book, index, rule, &mut mutants);
    }
    let uses = uses(book);
    of_values(book, &uses, &mut mutants);
    of_codes(book, &uses, &mut mutants);
    let mut survivors: Vec<Mistake> = mutants
        .iter()
        .filter(|mutant| !mutant.is_noticed(book, &scenes))
        .map(|mutant| mistake(mutant.span, &mutant.change))
        .collect();
    survivors.sort_by_key(|mistake| mistake.span);
    Mutation {
        tried: mutants.len(),
        survivors,
    }
}

impl Mutant<'_> {
    fn is_noticed(&self, book: &RuleBook, scenes: &[Scene<'_>]) -> bool {
        let mut changed = book.clone();
        (self.apply)(&mut changed);
        let asked = scenes.iter().filter(|scene| match self.whose {
            Whose::Any => true,
            Whose::Rule(rule) => !scene.portfolio && scene.rule == rule,
            Whose::Portfolio(rule) => scene.portfolio && scene.rule == rule,
        });
        asked
            .into_iter()
            .any(|scene| scene.outcome(&changed) != scene.example.expect)
    }
}

fn mistake(span: Span, change: &Change) -> Mistake {
    match change {
        Change::Becomes(from, to) => {
            Mistake::new("bench.survivor", span, &[("found", from), ("to", to)])
        }
        Change::Dropped(what) => Mistake::new("bench.survivor_dropped", span, &[("found", what)]),
        Change::Opposite(what) => Mistake::new("bench.survivor_opposite", span, &[("found", what)]),
    }
}

fn of_rule<'b>(book: &'b RuleBook, index: usize, rule: &'b Rule, to: &mut Vec<Mutant<'b>>) {
    let whose = Whose::Rule(index);
    let part = |to: &mut Vec<Mutant<'b>>, when: bool| {
        let own = |case: &'b crate::rulebook::Case| match when {
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
            to.push(Mutant {
                span: variant.span,
                change: variant.change,
                whose,
                apply: Box::new(apply),
            });
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
        to.push(Mutant {
            span: place(when),
            change: Change::Dropped("when".to_owned()),
            whose,
            apply: Box::new(apply),
        });
    }
    let head = move |book: &mut RuleBook, change: &dyn Fn(&mut Head)| {
        if let Some(rule) = book.rules.get_mut(index) {
            change(&mut rule.head);
        }
    };
    of_head(&rule.head, whose, head, to);
}

/// The days of a rule, what it means when it does not hold, and its question.
fn of_head<'b>(
    head: &'b Head,
    whose: Whose,
    reach: impl Fn(&mut RuleBook, &dyn Fn(&mut Head)) + Copy + 'b,
    to: &mut Vec<Mutant<'b>>,
) {
    let mut push = |change, with: Box<dyn Fn(&mut Head) + 'b>| {
        to.push(Mutant {
            span: head.span,
            change,
            whose,
            apply: Box::new(move |book: &mut RuleBook| reach(book, &*with)),
        });
    };
    for (period, change) in periods(head.period) {
        push(change, Box::new(move |head| head.period = period));
    }
    if head.message.is_some() {
        let other = match head.otherwise {
            Outcome::Fail => Outcome::Review,
            _ => Outcome::Fail,
        };
        let change = Change::Becomes(head.otherwise.name().into(), other.name().into());
        push(change, Box::new(move |head| head.otherwise = other));
    }
    if head.review.is_some() && head.message.is_some() {
        let change = Change::Dropped("review".to_owned());
        push(change, Box::new(|head| head.review = None));
    }
}

/// A period with its first or last day moved by one, or without it.
fn periods(period: Period) -> Vec<(Period, Change)> {
    let mut all = Vec::new();
    let mut end = |day: Option<chrono::NaiveDate>,
                   word: &str,
                   with: &dyn Fn(Option<chrono::NaiveDate>) -> Period| {
        let Some(day) = day else { return };
        for moved in steps(Quantity::Date(day)) {
            if let Quantity::Date(moved) = moved {
                let change = Change::Becomes(day.to_string(), moved.to_string());
                all.push((with(Some(moved)), change));
            }
        }
        all.push((with(None), Change::Dropped(word.to_owned())));
    };
    end(period.from, "from", &|from| Period { from, ..period });
    end(period.until, "until", &|until| Period { until, ..period });
    all
}

fn of_portfolio<'b>(
    book: &'b RuleBook,
    index: usize,
    rule: &'b PortfolioRule,
    to: &mut Vec<Mutant<'b>>,
) {
    let whose = Whose::Portfolio(index);
    for (place, requirement) in rule.require.iter().enumerate() {
        for (span, change, other) in requirements(book, &rule.head, requirement) {
            let apply = move |book: &mut RuleBook| {
                let rule = book.portfolio.get_mut(index);
                if let Some(own) = rule.and_then(|rule| rule.require.get_mut(place)) {
                    own.clone_from(&other);
                }
            };
            to.push(Mutant {
                span,
                change,
                whose,
                apply: Box::new(apply),
            });
        }
    }
    let head = move |book: &mut RuleBook, change: &dyn Fn(&mut Head)| {
        if let Some(rule) = book.portfolio.get_mut(index) {
            change(&mut rule.head);
        }
    };
    of_head(&rule.head, whose, head, to);
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
            let named = |key: &[crate::condition::Reach]| {
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

fn of_values<'b>(book: &'b RuleBook, uses: &Uses, to: &mut Vec<Mutant<'b>>) {
    for (index, value) in book.values.iter().enumerate() {
        let asked = |equals: bool| {
            let asked = |(id, for_equality): &(ValueId, bool)| {
                usize::from(id.0) == index && (*for_equality || !equals)
            };
            uses.values.iter().any(asked)
        };
        // A value that nothing is compared with changes no outcome.
        if !asked(false) {
            continue;
        }
        for (place, dated) in value.history.iter().enumerate() {
            let mut push = |change, with: Box<dyn Fn(&mut crate::law::Dated)>| {
                let apply = move |book: &mut RuleBook| {
                    let value = book.values.get_mut(index);
                    if let Some(dated) = value.and_then(|value| value.history.get_mut(place)) {
                        with(dated);
                    }
                };
                to.push(Mutant {
                    span: dated.span,
                    change,
                    whose: Whose::Any,
                    apply: Box::new(apply),
                });
            };
            match dated.is {
                Some(is) => {
                    for moved in steps(is) {
                        let change = Change::Becomes(is.written(), moved.written());
                        push(change, Box::new(move |dated| dated.is = Some(moved)));
                    }
                }
                None => {
                    let ([before, after], _) = value.bounds(dated.from);
                    // Between two equal neighbours an unknown value decides nothing but equality.
                    let decides = before != after || asked(true);
                    for known in [before, after].into_iter().flatten().filter(|_| decides) {
                        let change = Change::Becomes("unknown".into(), known.written());
                        push(change, Box::new(move |dated| dated.is = Some(known)));
                    }
                }
            }
            let eve = dated.from.pred_opt().unwrap_or(dated.from);
            let (was, is) = (value.bounds(eve), value.bounds(dated.from));
            // A day on which nothing changes may as well be another.
            if was.0 != is.0 || (was != is && asked(true)) {
                for moved in steps(Quantity::Date(dated.from)) {
                    if let Quantity::Date(moved) = moved {
                        let change = Change::Becomes(dated.from.to_string(), moved.to_string());
                        push(change, Box::new(move |dated| dated.from = moved));
                    }
                }
            }
        }
    }
}

fn of_codes<'b>(book: &'b RuleBook, uses: &Uses, to: &mut Vec<Mutant<'b>>) {
    let never = Period {
        from: Some(chrono::NaiveDate::MAX),
        until: None,
    };
    for (index, list) in book.lists.iter().enumerate() {
        let asked = |id: &ListId| usize::from(id.0) == index;
        if !uses.lists.iter().any(asked) {
            continue;
        }
        for (place, code) in list.codes.iter().enumerate() {
            let dropped = Change::Dropped(code.code.clone());
            let all = periods(code.period).into_iter().chain([(never, dropped)]);
            for (period, change) in all {
                let apply = move |book: &mut RuleBook| {
                    let list = book.lists.get_mut(index);
                    if let Some(code) = list.and_then(|list| list.codes.get_mut(place)) {
                        code.period = period;
                    }
                };
                to.push(Mutant {
                    span: code.span,
                    change,
                    whose: Whose::Any,
                    apply: Box::new(apply),
                });
            }
        }
    }
}
