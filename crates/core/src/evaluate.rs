//! One rule book held against one application: an outcome for every rule and every place it looks at, as data.
//! Knows nothing of files, formats or languages; the sentences are made of this data in [`crate::message`].

pub mod aggregate;
mod nearness;

use crate::application::State;
use crate::condition::Answer;
use crate::condition::operators::Test;
use crate::context::{Context, FieldAt, Scope, Truth};
use crate::finding::{Counts, Outcome, Verdict};
use crate::form::FieldId;
use crate::rulebook::{Case, Each, Rule, RuleBook};

pub use nearness::{Near, Nearest};

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

/// What a rule says at one place.
#[derive(Clone, Copy, Debug)]
pub struct Evaluation<'b> {
    /// The rule.
    pub rule: &'b Rule,
    /// What it says.
    pub outcome: Outcome,
    /// Why it is a finding; `None` where it is none.
    pub why: Option<Why>,
    /// The items it was evaluated in.
    pub scope: Scope,
    /// The test that decided, and the items it was asked in.
    pub decided: Option<(&'b Test, Scope)>,
    /// The list of which no item is as it should be, and the items it stands in.
    pub list: Option<FieldAt>,
    /// What was asked; `None` where the rule was not in force or had nothing to look at.
    pub case: Option<&'b Case>,
}

impl Evaluation<'_> {
    /// What the rule asks for and is left out: a field, or the part of the form that it stands in, where that is left out as a whole.
    pub fn absent(&self, context: &Context<'_>) -> Option<FieldId> {
        let asks = matches!(self.why, Some(Why::NotStated | Why::Fails));
        let (test, scope) = self
            .decided
            .filter(|(test, _)| asks && test.computed.is_none())?;
        let frame = scope.up(test.subject.up);
        let field = context.form.field(test.subject.field);
        let is_absent = |slot| context.application.value(frame, slot).state == State::Absent;
        let parent = field.parent;
        let parent = parent.filter(|&id| is_absent(context.form.field(id).slot));
        let own = Some(test.subject.field).filter(|_| is_absent(field.slot));
        parent.or(own)
    }

    /// The part of the form whose fields the rule asks for, where none of them is stated because it is left out as a whole.
    pub(crate) fn missing_section(&self, context: &Context<'_>) -> Option<FieldId> {
        let (test, _) = self.decided?;
        let absent = self.absent(context);
        absent.filter(|&id| self.why == Some(Why::NotStated) && id != test.subject.field)
    }
}

/// Evaluates every rule of the book: adds its worst outcome to `outcomes`, every outcome to `counts`, notes the nearest limits, and
/// gives back what a person must see.
pub fn evaluate<'b>(
    book: &'b RuleBook,
    context: &Context<'_>,
    outcomes: &mut Vec<Outcome>,
    counts: &mut Counts,
    nearest: &mut Nearest<'b>,
) -> Vec<Evaluation<'b>> {
    let mut seen = Vec::new();
    for rule in &book.rules {
        let mut worst = None;
        let mut told = None;
        evaluate_rule(rule, context, &mut |evaluation| {
            // Of a part that is left out as a whole one finding tells.
            let part = evaluation.missing_section(context);
            let part = part.map(|part| (part, evaluation.scope));
            if part.is_some() && std::mem::replace(&mut told, part) == part {
                return;
            }
            counts.add(evaluation.outcome);
            worst = worst.max(Some(evaluation.outcome));
            nearest.look(context, evaluation);
            if evaluation.why.is_some() {
                seen.push(*evaluation);
            }
        });
        outcomes.push(worst.unwrap_or(Outcome::NotApplicable));
    }
    seen
}

/// The verdict over an application of which nothing is wrong but what the rules of the book say, as far as it counts.
pub fn verdict(
    book: &RuleBook,
    context: &Context<'_>,
    counts: &dyn Fn(&Evaluation<'_>) -> bool,
) -> Verdict {
    let mut outcomes = Vec::new();
    let (own, nearest) = (&mut Counts::default(), &mut Nearest::default());
    let seen = evaluate(book, context, &mut outcomes, own, nearest);
    let found = seen.iter().filter(|one| counts(one));
    let found = found.map(|one| (one.outcome, one.rule.head.level));
    Verdict::over(found, outcomes.contains(&Outcome::Open))
}

/// Evaluates one rule at every place it looks at, and shows what it says there.
pub fn evaluate_rule<'b>(
    rule: &'b Rule,
    context: &Context<'_>,
    visit: &mut dyn FnMut(&Evaluation<'b>),
) {
    let nothing = |outcome| Evaluation {
        rule,
        outcome,
        why: None,
        scope: Scope::ROOT,
        decided: None,
        list: None,
        case: None,
    };
    if !rule.head.period.contains(context.as_of) {
        visit(&nothing(Outcome::NotApplicable));
        return;
    }
    match &rule.each {
        Each::Application | Each::Fields => {
            for case in &rule.cases {
                visit(&evaluate_case(rule, case, context, Scope::ROOT));
            }
        }
        Each::Items(reach) => {
            let mut any = false;
            let complete = context.each_of(reach, Scope::ROOT, &mut |scope| {
                any = true;
                for case in &rule.cases {
                    visit(&evaluate_case(rule, case, context, scope));
                }
            });
            if !complete {
                visit(&nothing(Outcome::Open));
            } else if !any {
                visit(&nothing(Outcome::NotApplicable));
            }
        }
    }
}

#[inline]
fn evaluate_case<'b>(
    rule: &'b Rule,
    case: &'b Case,
    context: &Context<'_>,
    scope: Scope,
) -> Evaluation<'b> {
    let evaluation = |outcome, why, answer: Option<Answer<'b>>| Evaluation {
        rule,
        outcome,
        why,
        scope,
        decided: answer.and_then(|answer| answer.decided()),
        list: answer.and_then(|answer| answer.list()),
        case: Some(case),
    };
    if let Some(when) = &case.when {
        let answer = context.ask(when, scope);
        let undecided = match answer.truth {
            Truth::Holds => None,
            // A field that is left out does not make a rule apply, unless that asks what it is not; one that the office has not stated
            // yet may.
            Truth::NotStated if answer.undecided(context).is_some() => {
                Some((Outcome::Review, Some(Why::NotStated)))
            }
            Truth::Fails | Truth::NotStated => Some((Outcome::NotApplicable, None)),
            Truth::Open => Some((Outcome::Open, None)),
            Truth::UnknownLaw => Some((Outcome::Review, Some(Why::UnknownLaw))),
        };
        if let Some((outcome, why)) = undecided {
            return evaluation(outcome, why, Some(answer));
        }
    }
    let Some(require) = &case.require else {
        return evaluation(Outcome::Review, Some(Why::Asks), None);
    };
    let head = &rule.head;
    let answer = context.of_requirement().ask(require, scope);
    let (outcome, why) = match answer.truth {
        Truth::Holds if head.review.is_some() => (Outcome::Review, Some(Why::Asks)),
        Truth::Holds => (Outcome::Pass, None),
        Truth::Fails => (head.otherwise, Some(Why::Fails)),
        Truth::Open => (Outcome::Open, None),
        Truth::NotStated => (Outcome::Review, Some(Why::NotStated)),
        Truth::UnknownLaw => (Outcome::Review, Some(Why::UnknownLaw)),
    };
    evaluation(outcome, why, Some(answer))
}
