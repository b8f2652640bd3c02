//! What an application answers to a condition.

use super::Condition;
use super::operators::Test;
use crate::context::{Context, FieldAt, FieldRef, Resolved, Scope, Truth, UnknownValue};
use crate::form::FieldId;

/// An answer and what decided it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Answer<'b> {
    /// The answer.
    pub truth: Truth,
    /// Whether what decided is asked not to be so.
    negated: bool,
    /// Whether what decided may still come to pick something out: it is stated in part, as a sum of which one amount is left out, or the
    /// office has not stated it yet.
    may_come: bool,
    by: By<'b>,
    /// The items in which that was asked.
    scope: Scope,
}

/// What decided an answer. One answer is made for every part of every condition, so it is kept small.
#[derive(Clone, Copy, Debug, PartialEq)]
enum By<'b> {
    Nothing,
    Test(&'b Test),
    /// The list of which no item is as it should be.
    List(FieldRef),
}

impl<'b> Answer<'b> {
    /// The test that decided, and the items it was asked in.
    pub const fn decided(&self) -> Option<(&'b Test, Scope)> {
        match self.by {
            By::Test(test) => Some((test, self.scope)),
            By::List(_) | By::Nothing => None,
        }
    }

    /// A field that the office has not stated yet, where that stands in the way.
    pub fn awaited(&self, context: &Context<'_>) -> Option<(FieldId, Scope)> {
        let undecided = self.truth == Truth::NotStated;
        let (test, scope) = self.decided().filter(|_| undecided)?;
        test.awaited(context, scope)
    }

    /// What stands in the way where it is not known whether a condition picks something out; `None` where it does, or does not. What is
    /// left out picks out nothing; what the office has not stated yet may, and so may what is asked not to be so, and what is stated in
    /// part.
    pub(crate) fn undecided<'a>(&self, context: &Context<'a>) -> Option<Resolved<'a>> {
        match self.truth {
            Truth::Holds | Truth::Fails => None,
            Truth::NotStated => self.may_pick().then_some(Resolved::NotStated),
            Truth::Open => Some(Resolved::Open),
            Truth::UnknownLaw => {
                let law = || {
                    let (test, scope) = self.decided()?;
                    let (id, on) = test.value_in(context, scope)?;
                    Some(UnknownValue {
                        value: context.values.get(id.index())?,
                        on,
                        known: [None; 2],
                    })
                };
                Some(law().map_or(Resolved::Open, Resolved::Unknown))
            }
        }
    }

    const fn may_pick(&self) -> bool {
        self.negated || self.may_come
    }

    /// The field that is left out where that is why nothing is known, and the items in which it is.
    pub(crate) fn left_out(&self, context: &Context<'_>) -> Option<FieldAt> {
        let (test, scope) = self.decided()?;
        let other = test.left_out(context, scope);
        other.or(Some((test.subject, scope)))
    }

    /// The list of which no item is as it should be, and the items it stands in.
    pub const fn list(&self) -> Option<FieldAt> {
        match self.by {
            By::List(list) => Some((list, self.scope)),
            By::Test(_) | By::Nothing => None,
        }
    }
}

impl Context<'_> {
    /// What the application answers.
    pub fn ask<'b>(&self, condition: &'b Condition, scope: Scope) -> Answer<'b> {
        match condition {
            Condition::All(inner) | Condition::Any(inner) => {
                let all = matches!(condition, Condition::All(_));
                let answer = strongest(inner.iter().map(|c| self.ask(c, scope)), all);
                if !all && answer.truth == Truth::Fails && !condition.asks_one_thing() {
                    // None of several is to blame more than another.
                    return Answer {
                        by: By::Nothing,
                        ..answer
                    };
                }
                answer
            }
            Condition::Not(inner) => {
                let answer = self.ask(inner, scope);
                let truth = match answer.truth {
                    Truth::Holds => Truth::Fails,
                    Truth::Fails => Truth::Holds,
                    undecided => undecided,
                };
                Answer {
                    truth,
                    negated: !answer.negated,
                    ..answer
                }
            }
            Condition::Items { list, every, is } => {
                let field = self.form.field(list.field);
                let frame = scope.up(list.up);
                let items = self.application.items(frame, field);
                let is_empty = items.len() == 0;
                let looked_at = items.take_while(|_| self.looks_at_one());
                let answers = looked_at.map(|item| self.ask(is, scope.enter(item)));
                // In what cannot be read, what must be there and is not, and what was not looked at may be any.
                let others = std::iter::once_with(|| {
                    let any = self.may_have_others(frame, field) || !self.may_look();
                    any.then_some(Answer {
                        truth: Truth::Open,
                        negated: false,
                        may_come: false,
                        by: By::List(*list),
                        scope,
                    })
                });
                let others = others.flatten();
                let answer = strongest(answers.chain(others), *every);
                // Where none is so, the list is to blame and no item of it; of no items at all, none is so.
                let none = match answer.truth {
                    Truth::Fails => true,
                    Truth::Holds => is_empty,
                    _ => false,
                };
                if !every && none {
                    return Answer {
                        truth: Truth::Fails,
                        negated: false,
                        may_come: false,
                        by: By::List(*list),
                        scope,
                    };
                }
                answer
            }
            Condition::Test(test) => {
                let truth = test.answer(self, scope);
                let comes_yet =
                    || test.is_stated_in_part(self, scope) || test.awaited(self, scope).is_some();
                Answer {
                    truth,
                    negated: test.operator.asks_otherwise(),
                    may_come: truth == Truth::NotStated && comes_yet(),
                    by: By::Test(test),
                    scope,
                }
            }
        }
    }
}

/// Where all must hold, what is left out and picks out nothing outranks what might.
const fn for_all(answer: &Answer<'_>) -> u8 {
    match answer.truth {
        Truth::Holds => 0,
        Truth::UnknownLaw => 1,
        Truth::NotStated if answer.may_pick() => 2,
        Truth::NotStated => 3,
        Truth::Open => 4,
        Truth::Fails => TOP,
    }
}

/// Where one is enough, what holds outranks all, and what fails outranks nothing; nor does what is left out and picks out nothing
/// outrank what might.
const fn for_any(answer: &Answer<'_>) -> u8 {
    match answer.truth {
        Truth::Fails => 0,
        Truth::NotStated if !answer.may_pick() => 1,
        Truth::UnknownLaw => 2,
        Truth::NotStated => 3,
        Truth::Open => 4,
        Truth::Holds => TOP,
    }
}

/// The rank that no other outranks.
const TOP: u8 = 5;

/// The first of the answers that rank highest where `all` must hold, or one is enough; of no answers at all, that it holds.
fn strongest<'b>(answers: impl Iterator<Item = Answer<'b>>, all: bool) -> Answer<'b> {
    let mut best: Option<(u8, Answer<'b>)> = None;
    for answer in answers {
        let rank = if all {
            for_all(&answer)
        } else {
            for_any(&answer)
        };
        if best.is_none_or(|(highest, _)| rank > highest) {
            best = Some((rank, answer));
        }
        if rank == TOP {
            break;
        }
    }
    let nothing = Answer {
        truth: Truth::Holds,
        negated: false,
        may_come: false,
        by: By::Nothing,
        scope: Scope::ROOT,
    };
    best.map_or(nothing, |(_, answer)| answer)
}
