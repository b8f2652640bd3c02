//! What was evaluation, put into words: the message, the cure, the place and the law of a finding.

mod basis;
mod beyond;
mod cache;
mod slip;
mod values;

use cache::AdviceOf;
pub use cache::MessageCache;

use std::sync::Arc;

use super::cure::needed;
use super::place::{of_field, place, spot};
use super::wording::Wording;
use crate::application::{Frame, path_of};
use crate::condition::Condition;
use crate::condition::operators::Test;
use crate::context::{Context, Scope};
use crate::evaluate::{Evaluation, Why};
use crate::finding::{Awaited, Finding, Place};
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
    #[must_use]
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
                let nearest = nearest.map(|value| match self.is_unknown_itself(evaluation) {
                    true => self.wording().either_way(value),
                    false => self.wording().nearest_limit(value),
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
        let compared = self.value(evaluation);
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
        Finding {
            found: match asked_of
                .and_then(|(test, scope)| Some((test.computed.as_ref()?, test, scope)))
            {
                Some((computed, test, scope)) => {
                    let context = match evaluation.why {
                        Some(Why::Fails) => test.told(&self.context, scope)[0],
                        _ => self.context,
                    };
                    let found = computed.resolve(&context, scope).known();
                    found.map(|found| found.written())
                }
                None => pointed.and_then(|(frame, field)| self.found(field, frame)),
            },
            expected: asked_here.and_then(|(test, _)| self.expected(evaluation, test)),
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
                Some((test, _)) => {
                    let form = self.context.form;
                    let left_out = self.left_out(evaluation).map(|(_, field)| field);
                    let id = left_out.unwrap_or(test.subject.field);
                    let field = form.field(id);
                    let parent = field.parent.or(field.list).map(|id| form.field(id));
                    let parent = parent.map_or("", |parent| parent.name.as_str());
                    if let Some(section) = evaluation.missing_section(&self.context) {
                        let how = self.how(&needed(form, section));
                        let section = form.field(section);
                        let about = [
                            ("key", section.name.as_str().into()),
                            ("help", section.help.get(self.catalogue.language()).into()),
                        ];
                        let help = self.catalogue.say("form.not_stated_help_section", &about);
                        return format!("{help}{how}");
                    }
                    let about = [
                        ("key", field.name.as_str().into()),
                        ("parent", parent.into()),
                        ("help", field.help.get(self.catalogue.language()).into()),
                    ];
                    let key = match parent {
                        "" => "form.not_stated_help",
                        _ => "form.not_stated_help_under",
                    };
                    let how = self.how(&[id]);
                    format!("{}{how}", self.catalogue.say(key, &about))
                }
                None => help(),
            },
            Some(Why::UnknownLaw) => self.catalogue.say("form.unknown_value_help", &[]),
        }
    }

    /// How yes and no are written, where one of these fields asks for that.
    fn how(&self, fields: &[FieldId]) -> String {
        let form = self.context.form;
        match fields.iter().any(|&id| form.field(id).kind == Kind::Flag) {
            true => format!(" {}", self.catalogue.say("form.wrong-type.flag.help", &[])),
            false => String::new(),
        }
    }

    /// Where what it asks for should stand, where that is left out.
    fn absent(&self, evaluation: &Evaluation<'_>) -> Option<Box<str>> {
        if let Some((frame, field)) = self.left_out(evaluation) {
            return Some(spot(&self.context, frame, field).0.into());
        }
        let id = evaluation.absent(&self.context)?;
        let (test, scope) = evaluation.decided?;
        let (pointer, _) = spot(&self.context, scope.up(test.subject.up), id);
        Some(pointer.into())
    }

    /// The field without which a rule cannot be judged, where that is not the one it asks about.
    fn left_out(&self, evaluation: &Evaluation<'_>) -> Option<(Frame, FieldId)> {
        let not_stated = evaluation.why == Some(Why::NotStated);
        let (test, scope) = evaluation.decided.filter(|_| not_stated)?;
        if self.awaited(evaluation).is_some() {
            return None;
        }
        let (field, scope) = test.left_out(&self.context, scope)?;
        Some((scope.up(field.up), field.field))
    }

    /// The field that the office has not stated yet, where that is why a person is asked.
    fn awaited(&self, evaluation: &Evaluation<'_>) -> Option<(FieldId, Scope)> {
        let not_stated = evaluation.why == Some(Why::NotStated);
        let (test, scope) = evaluation.decided.filter(|_| not_stated)?;
        test.awaited(&self.context, scope)
    }

    /// The same, as the office states it.
    fn awaits(&self, evaluation: &Evaluation<'_>) -> Option<Awaited> {
        let (id, scope) = self.awaited(evaluation)?;
        let context = &self.context;
        let register = context.form.field(id).office.as_ref()?;
        Some(Awaited {
            field: path_of(
                context.form,
                context.application,
                context.document,
                id,
                scope.frames(),
            ),
            register: register.get(self.catalogue.language()).to_owned(),
        })
    }

    /// Whether a declaration is left out: then nothing may be put into anybody's mouth.
    fn is_declaration_left_out(&self, evaluation: &Evaluation<'_>) -> bool {
        evaluation.why == Some(Why::NotStated)
            && evaluation.decided.is_some_and(|(test, _)| {
                self.context.form.field(test.subject.field).kind == Kind::Flag
            })
    }

    /// The field the rule points at, else the one that decided; `None` where the item as a whole is meant.
    fn pointed_field(&self, evaluation: &Evaluation<'_>) -> Option<(Frame, FieldId)> {
        let at = evaluation.rule.at;
        let at = at.map(|at| (evaluation.scope.up(at.up), at.field));
        let decided = evaluation.decided;
        let decided = decided.map(|(test, scope)| (test.subject, scope));
        let pointed = decided.or(evaluation.list);
        at.or_else(|| self.left_out(evaluation))
            .or_else(|| pointed.map(|(field, scope)| (scope.up(field.up), field.field)))
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

    /// What stands in the field that is asked for, where that only says that it comes later or stands elsewhere.
    fn deferred(&self, evaluation: &Evaluation<'_>) -> Option<String> {
        let not_stated = evaluation.why == Some(Why::NotStated);
        let (test, scope) = evaluation.decided.filter(|_| not_stated)?;
        let id = test.subject.field;
        let found = self.found(id, scope.up(test.subject.up));
        let found = found.filter(|text| self.context.form.field(id).defers(text))?;
        let about = [
            ("field", self.wording().title(id).into()),
            ("found", found.into()),
        ];
        Some(self.catalogue.say("form.deferred", &about))
    }

    /// Why nobody but a person can say.
    fn undecided(&self, evaluation: &Evaluation<'_>) -> String {
        let wording = self.wording();
        let test = evaluation.decided.map(|(test, _)| test);
        let value = self.value(evaluation).and_then(|id| wording.value(id));
        match value.filter(|_| evaluation.why == Some(Why::UnknownLaw)) {
            Some(value) => wording.unknown_value(value),
            None => {
                if let (Some((id, _)), Some(awaits)) =
                    (self.awaited(evaluation), self.awaits(evaluation))
                {
                    let about = [
                        ("field", wording.title(id).into()),
                        ("register", awaits.register.into()),
                    ];
                    return self.catalogue.say("form.office_awaited", &about);
                }
                if let Some(section) = evaluation.missing_section(&self.context) {
                    let form = self.context.form;
                    let fields = needed(form, section).into_iter();
                    let fields: Vec<_> = fields.map(|id| &*form.field(id).name).collect();
                    let about = [
                        ("field", wording.title(section).into()),
                        ("key", form.field(section).name.as_str().into()),
                        ("fields", fields.join(", ").into()),
                    ];
                    return self.catalogue.say("form.not_stated_section", &about);
                }
                let left_out = self.left_out(evaluation).map(|(_, field)| field);
                let field = left_out.or(test.map(|test| test.subject.field));
                let title = field.map_or("", |field| wording.title(field));
                self.catalogue
                    .say("form.not_stated", &[("field", title.into())])
            }
        }
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
