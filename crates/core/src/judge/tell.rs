//! What was judged, put into words: the message, the cure, the place and the law of a finding.

mod shared;
mod values;

pub use shared::Shared;

use std::sync::Arc;

use super::place::{of_field, place};
use super::unseen;
use super::wording::{Wording, codes, value_of};
use super::{Judged, Why};
use crate::application::Frame;
use crate::condition::{Context, Operator, Test};
use crate::finding::{Finding, Fingerprint, Place};
use crate::form::{FieldId, Kind};
use crate::language::{Catalogue, Template, Value};
use crate::rulebook::RuleBook;
use crate::suggest;
use atbilst_yaml::source::{Lines, Span};

/// Puts findings of one application into words.
#[derive(Clone, Copy, Debug)]
pub struct Teller<'a> {
    /// The book that was applied.
    pub book: &'a RuleBook,
    /// The program's own sentences.
    pub catalogue: &'a Catalogue,
    /// The application.
    pub context: Context<'a>,
    /// Its lines.
    pub lines: &'a Lines<'a>,
    /// What earlier findings said.
    pub shared: &'a Shared,
}

impl Teller<'_> {
    fn wording(&self) -> Wording<'_> {
        Wording {
            book: self.book,
            catalogue: self.catalogue,
            as_of: self.context.as_of,
        }
    }

    /// One finding; its fingerprint is set by the report, which knows the application's id.
    #[must_use]
    pub fn tell(&self, judged: &Judged<'_>) -> Finding {
        let head = &judged.rule.head;
        let language = self.catalogue.language();
        let mut fill = |name: &str| self.placeholder(judged, name);
        let phrase = match judged.why {
            Why::Fails => head.message.as_ref(),
            Why::Asks => head.review.as_ref(),
            Why::NotStated | Why::UnknownLaw => None,
        };
        let message = match phrase {
            Some(phrase) => {
                let said = phrase.get(language).fill(language, &mut fill);
                match self.not_known(judged) {
                    Some(value) => format!("{said} {}", self.wording().nearest_limit(value)),
                    None => said,
                }
            }
            None => self.undecided(judged),
        };
        let help = self.help(judged, &mut fill);
        let decided = judged.decided;
        let compared = decided.and_then(|(test, _)| value_of(test));
        let pointed = self.pointed_field(judged);
        // What another field should be is not asked of the one that is pointed at, and what a value must not be is not asked at all.
        let asked_here = decided
            .filter(|&(test, frame)| pointed == Some((frame, test.subject.field)))
            .filter(|&(test, _)| {
                !is_negated(judged, test) && !self.is_declaration_left_out(judged)
            });
        Finding {
            rule: Arc::clone(&head.id),
            outcome: judged.outcome,
            level: head.level,
            message,
            help: Some(help),
            found: pointed.and_then(|(frame, field)| self.found(field, frame)),
            expected: asked_here.and_then(|(test, _)| self.expected(judged, test)),
            asked: asked_here.and_then(|(test, _)| self.asked(judged, test)),
            place: match pointed {
                Some((frame, field)) => of_field(&self.context, self.lines, frame, field),
                None => self.item_place(judged.scope.innermost()),
            },
            related: Vec::new(),
            law: self.shared.law(&self.wording(), head, compared),
            fingerprint: Fingerprint::default(),
            waived: None,
        }
    }

    /// What to do. Told anew only where it speaks of a value.
    fn help(
        &self,
        judged: &Judged<'_>,
        fill: &mut impl FnMut(&str) -> Option<Value<'static>>,
    ) -> Arc<str> {
        let head = &judged.rule.head;
        let help = head.help.get(self.catalogue.language());
        let field = judged.decided.map(|(test, _)| test.subject.field);
        let is_fixed = match judged.why {
            Why::Fails => help.is_fixed() && !suggests(judged),
            Why::Asks => help.is_fixed(),
            Why::NotStated => help.is_fixed() || field.is_some(),
            Why::UnknownLaw => true,
        };
        if is_fixed {
            let tell = || self.advice(judged, help, fill);
            self.shared
                .help(&self.wording(), head, judged.why, field, tell)
        } else {
            self.advice(judged, help, fill).into()
        }
    }

    /// What to do, as it fits the reason: the rule's own help tells how to mend what does not hold.
    fn advice(
        &self,
        judged: &Judged<'_>,
        help: &Template,
        fill: &mut impl FnMut(&str) -> Option<Value<'static>>,
    ) -> String {
        let mut help = || help.fill(self.catalogue.language(), fill);
        match judged.why {
            Why::Fails => match self.suggestion(judged) {
                Some(suggestion) => format!("{suggestion} {}", help()),
                None => help(),
            },
            Why::Asks => {
                let asked = self.catalogue.say("form.asks_help", &[]);
                format!("{asked} {}", help())
            }
            Why::NotStated => match judged.decided {
                Some((test, _)) => {
                    let form = self.context.form;
                    let field = form.field(test.subject.field);
                    let parent = field.parent.or(field.list).map(|id| form.field(id));
                    let parent = parent.map_or("", |parent| parent.name.as_str());
                    let about = [
                        ("key", field.name.as_str().into()),
                        ("parent", parent.into()),
                        ("help", field.help.get(self.catalogue.language()).into()),
                    ];
                    let key = match parent {
                        "" => "form.not_stated_help",
                        _ => "form.not_stated_help_under",
                    };
                    self.catalogue.say(key, &about)
                }
                None => help(),
            },
            Why::UnknownLaw => self.catalogue.say("form.unknown_value_help", &[]),
        }
    }

    /// Whether a declaration is left out: then nothing may be put into anybody's mouth.
    fn is_declaration_left_out(&self, judged: &Judged<'_>) -> bool {
        judged.why == Why::NotStated
            && judged.decided.is_some_and(|(test, _)| {
                self.context.form.field(test.subject.field).kind == Kind::Flag
            })
    }

    /// The field the rule points at, else the one that decided; `None` where the item as a whole is meant.
    fn pointed_field(&self, judged: &Judged<'_>) -> Option<(Frame, FieldId)> {
        let at = judged.rule.at;
        let at = at.map(|at| (judged.scope.up(at.up), at.field));
        let decided = judged.decided;
        at.or_else(|| decided.map(|(test, frame)| (frame, test.subject.field)))
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

    /// Why nobody but a person can say.
    fn undecided(&self, judged: &Judged<'_>) -> String {
        let wording = self.wording();
        let test = judged.decided.map(|(test, _)| test);
        let value = test.and_then(value_of).and_then(|id| wording.value(id));
        match value.filter(|_| judged.why == Why::UnknownLaw) {
            Some(value) => wording.unknown_value(value),
            None => {
                let title = test.map_or("", |test| wording.title(test.subject.field));
                self.catalogue
                    .say("form.not_stated", &[("field", title.into())])
            }
        }
    }

    /// "Did you mean", and the codes there are, where a code is not one of its list.
    fn suggestion(&self, judged: &Judged<'_>) -> Option<String> {
        let (test, frame) = judged.decided.filter(|_| suggests(judged))?;
        let found = self.found(test.subject.field, frame)?;
        let list = self.wording().list(test)?;
        let similar = suggest::nearest_of(&found, list.spellings(self.context.as_of));
        let all = codes(list.on(self.context.as_of));
        let all = self
            .catalogue
            .say("form.one_of_codes", &[("codes", all.into())]);
        let mut said: Vec<String> = unseen::told(&found, self.catalogue).into_iter().collect();
        if let Some(similar) = similar {
            let about = [("similar", similar.into())];
            said.push(self.catalogue.say("form.did_you_mean", &about));
        }
        said.push(all);
        Some(said.join(" "))
    }
}

/// Whether a code is not one of its list.
fn suggests(judged: &Judged<'_>) -> bool {
    let in_list = |(test, _): (&Test, Frame)| test.operator == Operator::InList;
    judged.why == Why::Fails && judged.decided.is_some_and(in_list)
}

/// Whether the rule asks that a test does not hold.
fn is_negated(judged: &Judged<'_>, test: &Test) -> bool {
    let required = judged.rule.cases.iter();
    let required = required.filter_map(|case| case.require.as_ref());
    let mut negated = required.filter_map(|condition| condition.negates(test));
    negated.next().unwrap_or(false)
}
