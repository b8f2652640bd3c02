//! What was evaluation, put into words: the message, the cure, the place and the law of a finding.

mod basis;
mod beyond;
mod cache;
mod open;
mod slip;
mod values;

use cache::AdviceOf;
pub use cache::MessageCache;

use std::sync::Arc;

use super::place::{of_field, place};
use super::wording::Wording;
use crate::application::Frame;
use crate::condition::Condition;
use crate::condition::operators::Test;
use crate::context::{Context, Scope};
use crate::evaluate::{Evaluation, Why};
use crate::finding::{Finding, Measure, Place};
use crate::form::{FieldId, Kind};
use crate::language::{Catalogue, Template, Value};
use crate::rulebook::RuleBook;
use atbilst_yaml::source::{Lines, Span};

/// Puts findings of one application into words.
#[derive(Clone, Copy, Debug)]
pub struct FindingMessages<'a> {
    /// The book that was applied.
    pub book: &'a RuleBook,
    /// The program's own sentences.
    pub catalogue: &'a Catalogue,
    /// The application.
    pub context: Context<'a>,
    /// Its lines.
    pub lines: &'a Lines<'a>,
    /// What earlier findings said.
    pub cache: &'a MessageCache,
}

impl FindingMessages<'_> {
    fn wording(&self) -> Wording<'_> {
        Wording {
            book: self.book,
            catalogue: self.catalogue,
            as_of: self.context.as_of,
        }
    }

    /// One finding; its fingerprint is set by the report, which knows the application's id.
    pub fn tell(&self, evaluation: &Evaluation<'_>) -> Finding {
        Finding {
            basis: Some(self.basis(evaluation)),
            ..self.told(evaluation)
        }
    }

    fn told(&self, evaluation: &Evaluation<'_>) -> Finding {
        let head = &evaluation.rule.head;
        let language = self.catalogue.language();
        let mut fill = |name: &str| self.placeholder(evaluation, name);
        let phrase = match evaluation.why {
            Some(Why::Fails) => head.message.as_ref(),
            Some(Why::Asks) => head.review.as_ref(),
            Some(Why::NotStated | Why::UnknownLaw) | None => None,
        };
        let message = match phrase {
            Some(phrase) => {
                let said = phrase.get(language).fill(language, &mut fill);
                let nearest = self.not_known(evaluation);
                let then = self.wording_then(evaluation);
                let nearest = nearest.map(|value| match self.is_unknown_itself(evaluation) {
                    true => then.either_way(value),
                    false => then.nearest_limit(value),
                });
                let besides = [
                    nearest,
                    self.also_beyond(evaluation),
                    self.also_fails(evaluation),
                ];
                let said = std::iter::once(said).chain(besides.into_iter().flatten());
                said.collect::<Vec<_>>().join(" ")
            }
            None => match self.deferred(evaluation) {
                Some(deferred) => {
                    let asked = head.review.as_ref();
                    let asked = asked.map(|asked| asked.get(language).fill(language, &mut fill));
                    let said = std::iter::once(deferred).chain(asked);
                    said.collect::<Vec<_>>().join(" ")
                }
                None => self.undecided(evaluation),
            },
        };
        if let Some(slip) = self.slip(evaluation) {
            return self.slipped(evaluation, slip);
        }
        let help = self.help(evaluation, &mut fill);
        let decided = evaluation.decided;
        let compared = self.value(evaluation).map(|(value, _)| value);
        let pointed = self.pointed_field(evaluation);
        // What another field should be is not asked of the one that is pointed at, and what a value must not be is not asked at all.
        let asked_of = decided.filter(|&(test, scope)| {
            pointed == Some((scope.up(test.subject.up), test.subject.field))
        });
        // What a sum should be is not asked of one of its parts either.
        let asked_here = asked_of.filter(|&(test, _)| {
            test.computed.is_none()
                && !is_negated(evaluation, test)
                && !is_alternative(evaluation, test)
                && !self.is_declaration_left_out(evaluation)
                && evaluation.missing_section(&self.context).is_none()
        });
        // Of a list in which one group decides, the first item of that.
        let decisive = asked_of.and_then(|asked| self.decisive_item(asked));
        let place = match decisive.or(pointed) {
            Some((frame, field)) => of_field(&self.context, self.lines, frame, field),
            None => self.item_place(evaluation.scope.innermost()),
        };
        let wording = self.wording_then(evaluation);
        let law = self.cache.law(&wording, head, compared);
        let head = (Arc::clone(&head.id), evaluation.outcome, head.level);
        let (found, of_found) =
            match asked_of.and_then(|(test, scope)| Some((test.computed.as_ref()?, test, scope))) {
                Some((computed, test, scope)) => {
                    let context = match evaluation.why {
                        Some(Why::Fails) => test.told(&self.context, scope)[0],
                        _ => self.context,
                    };
                    let found = computed.resolve(&context, scope).known();
                    (found.map(|found| found.written()), Measure::of(found))
                }
                None => self.pointed_value(pointed),
            };
        let expected = asked_here.and_then(|(test, _)| self.expected(evaluation, test));
        let (expected, of_expected) = expected.unzip();
        Finding {
            found,
            expected,
            measures: [of_found, of_expected.unwrap_or_default()],
            asked: asked_here.and_then(|(test, _)| self.asked(evaluation, test)),
            cure: match self.awaited(evaluation) {
                None => self.gap(evaluation).map(Box::new),
                Some(_) => None,
            },
            awaits: self.awaits(evaluation).map(Box::new),
            absent: self.absent(evaluation),
            ..Finding::of(head, message, help, place, law)
        }
    }

    /// What to do. Told anew only where it speaks of a value.
    fn help(
        &self,
        evaluation: &Evaluation<'_>,
        fill: &mut dyn FnMut(&str) -> Option<Value<'static>>,
    ) -> Arc<str> {
        let head = &evaluation.rule.head;
        let help = head.help.get(self.catalogue.language());
        let field = evaluation.decided.map(|(test, _)| test.subject.field);
        let field = self.left_out(evaluation).map(|(_, field)| field).or(field);
        let is_fixed = match evaluation.why {
            Some(Why::Fails | Why::Asks) | None => help.is_fixed(),
            Some(Why::NotStated) => {
                self.awaited(evaluation).is_none() && (help.is_fixed() || field.is_some())
            }
            Some(Why::UnknownLaw) => true,
        };
        if is_fixed {
            let about = AdviceOf {
                why: evaluation.why,
                field,
                section: evaluation.missing_section(&self.context),
                list: self.none_concerned(evaluation),
            };
            let tell = || self.advice(evaluation, help, fill);
            self.cache.help(&self.wording(), head, about, tell)
        } else {
            self.advice(evaluation, help, fill).into()
        }
    }

    /// What to do, as it fits the reason: the rule's own help tells how to mend what does not hold.
    fn advice(
        &self,
        evaluation: &Evaluation<'_>,
        help: &Template,
        fill: &mut dyn FnMut(&str) -> Option<Value<'static>>,
    ) -> String {
        if let Some(awaits) = self.awaits(evaluation) {
            let about = [("path", Value::from(&*awaits.field))];
            return self.catalogue.say("form.office_help", &about);
        }
        let mut help = || help.fill(self.catalogue.language(), fill);
        match evaluation.why {
            Some(Why::Fails) | None => help(),
            Some(Why::Asks) => {
                let asked = self.catalogue.say("form.asks_help", &[]);
                format!("{asked} {}", help())
            }
            Some(Why::NotStated) => match evaluation.decided {
                Some((test, _)) => self.what_to_state(evaluation, test),
                None => help(),
            },
            Some(Why::UnknownLaw) => self.catalogue.say("form.unknown_value_help", &[]),
        }
    }

    /// The field the rule points at, else the one that decided; `None` where the item as a whole is meant.
    fn pointed_field(&self, evaluation: &Evaluation<'_>) -> Option<(Frame, FieldId)> {
        let at = evaluation.rule.at;
        let at = at.map(|at| (evaluation.scope.up(at.up), at.field));
        let decided = evaluation.decided;
        let decided = decided.map(|(test, scope)| (test.subject, scope));
        let pointed = decided.or(evaluation.list);
        let pointed = pointed.map(|(field, scope)| (scope.up(field.up), field.field));
        // What goes through another list is asked of the item that is judged: of which one, that list does not say.
        let judged = evaluation.scope.innermost();
        let goes_through = |&(frame, field): &(Frame, FieldId)| {
            let is_list = matches!(self.context.form.field(field).kind, Kind::List(_));
            is_list && judged != Frame::ROOT && frame != judged
        };
        at.or_else(|| self.left_out(evaluation))
            .or_else(|| pointed.filter(|pointed| !goes_through(pointed)))
    }

    fn decisive_item(&self, (test, scope): (&Test, Scope)) -> Option<(Frame, FieldId)> {
        let computed = test.computed.as_ref()?;
        computed.decisive_item(&self.context, scope)
    }

    /// Where an item, or the application, begins.
    fn item_place(&self, frame: Frame) -> Place {
        let document = self.context.document;
        let node = self
            .context
            .application
            .value(frame, 0)
            .node
            .or_else(|| document.root());
        let (pointer, span) = node.map_or((String::new(), Span::default()), |node| {
            let first = document.entries(node).next().map_or(node, |(key, _)| key);
            (document.pointer(node), document.span(first))
        });
        place(self.lines, pointer, span)
    }
}

/// What the rule asks, by case.
fn required<'b>(evaluation: &Evaluation<'b>) -> impl Iterator<Item = &'b Condition> {
    let cases = evaluation.rule.cases.iter();
    cases.filter_map(|case| case.require.as_ref())
}

/// Whether the rule asks that a test does not hold.
fn is_negated(evaluation: &Evaluation<'_>, test: &Test) -> bool {
    let mut negated = required(evaluation).filter_map(|condition| condition.negates(test));
    negated.next().unwrap_or(false)
}

/// Whether another test would do as well: what one of them asks is not asked.
fn is_alternative(evaluation: &Evaluation<'_>, test: &Test) -> bool {
    required(evaluation).any(|condition| condition.is_alternative(test))
}
