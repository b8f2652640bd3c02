//! One rule book held against one application: an outcome for every rule and every place it judges.
//! Knows nothing of files or formats; the sentences are made in [`tell`], for findings alone.

mod limit;
pub mod place;
pub mod shape;
pub mod tell;
mod unseen;
pub mod wording;

use crate::application::Frame;
use crate::condition::{Context, Scope, Test, Truth};
use crate::finding::{Counts, Outcome};
use crate::rulebook::{Case, Each, Head, Rule, RuleBook};

pub use limit::{difference, nearest, quantity_value};

/// Why an outcome is a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// The requirement does not hold.
    Fails,
    /// It holds, and a person must answer the rule's question.
    Asks,
    /// An optional value is not stated.
    NotStated,
    /// The law of the as-of date is not known, and it decides.
    UnknownLaw,
}

/// An outcome that a person must see, not yet put into words.
#[derive(Clone, Copy, Debug)]
pub struct Judged<'b> {
    /// The rule.
    pub rule: &'b Rule,
    /// `Fail` or `Review`.
    pub outcome: Outcome,
    /// Why.
    pub why: Why,
    /// The items it was judged in.
    pub scope: Scope,
    /// The test that decided, and the frame its field stands in.
    pub decided: Option<(&'b Test, Frame)>,
}

/// Judges every rule of the book: adds its worst outcome to `outcomes`, every outcome to `counts`, and what a person must see to `seen`.
pub fn judge<'b>(
    book: &'b RuleBook,
    context: &Context<'_>,
    outcomes: &mut Vec<Outcome>,
    counts: &mut Counts,
    seen: &mut Vec<Judged<'b>>,
) {
    for rule in &book.rules {
        let mut worst = None;
        each(rule, context, &mut |ruling| {
            counts.add(ruling.outcome);
            worst = worst.max(Some(ruling.outcome));
            if let Some(why) = ruling.why {
                seen.push(Judged {
                    rule,
                    outcome: ruling.outcome,
                    why,
                    scope: ruling.scope,
                    decided: ruling.decided,
                });
            }
        });
        outcomes.push(worst.unwrap_or(Outcome::NotApplicable));
    }
}

/// Keeps no more than `room` of what a person must see: what weighs most, and of that the first.
pub fn weightiest(seen: &mut Vec<Judged<'_>>, room: usize) {
    if seen.len() > room {
        seen.sort_by_key(|judged| std::cmp::Reverse((judged.outcome, judged.rule.head.level)));
        seen.truncate(room);
    }
}

/// What a rule says at one place.
#[derive(Clone, Copy, Debug)]
pub struct Ruling<'b> {
    /// The outcome.
    pub outcome: Outcome,
    /// Why it is a finding; `None` where it is none.
    pub why: Option<Why>,
    /// The items it was judged in.
    pub scope: Scope,
    /// The test that decided, and the frame its field stands in.
    pub decided: Option<(&'b Test, Frame)>,
    /// What was asked; `None` where the rule was not in force or had nothing to judge.
    pub case: Option<&'b Case>,
}

type Visit<'v, 'b> = &'v mut dyn FnMut(&Ruling<'b>);

/// Judges one rule at every place it judges, and tells each ruling.
pub fn each<'b>(rule: &'b Rule, context: &Context<'_>, visit: Visit<'_, 'b>) {
    let nothing = |outcome| Ruling {
        outcome,
        why: None,
        scope: Scope::ROOT,
        decided: None,
        case: None,
    };
    if !rule.head.period.contains(context.as_of) {
        visit(&nothing(Outcome::NotApplicable));
        return;
    }
    match &rule.each {
        Each::Application | Each::Fields => {
            for case in &rule.cases {
                visit(&judge_case(&rule.head, case, context, Scope::ROOT));
            }
        }
        Each::Items(reach) => {
            let mut any = false;
            let whole = context.each(&reach.lists, Scope::ROOT, &mut |scope| {
                any = true;
                for case in &rule.cases {
                    visit(&judge_case(&rule.head, case, context, scope));
                }
            });
            if !whole {
                visit(&nothing(Outcome::Open));
            } else if !any {
                visit(&nothing(Outcome::NotApplicable));
            }
        }
    }
}

fn judge_case<'b>(head: &Head, case: &'b Case, context: &Context<'_>, scope: Scope) -> Ruling<'b> {
    let ruling = |outcome, why, decided| Ruling {
        outcome,
        why,
        scope,
        decided,
        case: Some(case),
    };
    if let Some(when) = &case.when {
        let answer = context.ask(when, scope);
        let undecided = match answer.truth {
            Truth::Holds => None,
            // A field that is left out does not make a rule apply.
            Truth::Fails | Truth::NotStated => Some((Outcome::NotApplicable, None)),
            Truth::Open => Some((Outcome::Open, None)),
            Truth::UnknownLaw => Some((Outcome::Review, Some(Why::UnknownLaw))),
        };
        if let Some((outcome, why)) = undecided {
            return ruling(outcome, why, answer.decided);
        }
    }
    let Some(require) = &case.require else {
        return ruling(Outcome::Review, Some(Why::Asks), None);
    };
    let answer = context.ask(require, scope);
    let (outcome, why) = match answer.truth {
        Truth::Holds if head.review.is_some() => (Outcome::Review, Some(Why::Asks)),
        Truth::Holds => (Outcome::Pass, None),
        Truth::Fails => (head.otherwise, Some(Why::Fails)),
        Truth::Open => (Outcome::Open, None),
        Truth::NotStated => (Outcome::Review, Some(Why::NotStated)),
        Truth::UnknownLaw => (Outcome::Review, Some(Why::UnknownLaw)),
    };
    ruling(outcome, why, answer.decided)
}
