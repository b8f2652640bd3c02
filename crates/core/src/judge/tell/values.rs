//! What a sentence or a report says in place of a name: what was found, what would do, how far apart the two are.

use super::super::wording::value_of;
use super::super::{Judged, Why, difference, nearest, quantity_value};
use super::Teller;
use crate::application::{Frame, State};
use crate::condition::{Operator, Side, Test};
use crate::form::FieldId;
use crate::language::Value;
use crate::law::DatedValue;
use crate::rulebook::Each;
use crate::scalar::Quantity;

impl Teller<'_> {
    /// What a placeholder of a message stands for.
    pub(super) fn placeholder(&self, judged: &Judged<'_>, name: &str) -> Option<Value<'static>> {
        let known = match (name, judged.decided) {
            ("field", Some((test, _))) => {
                Some(self.wording().title(test.subject.field).to_owned().into())
            }
            ("found", Some((test, frame))) => Some(self.shown(test.subject.field, frame)),
            ("expected", Some((test, _))) => self.wanted(judged, test),
            ("difference", Some((test, frame))) => self.difference(judged, test, frame),
            ("field" | "found" | "expected" | "difference", None) => None,
            _ => return self.named(judged, name),
        };
        known.or_else(|| Some(self.wording().nothing()))
    }

    /// A field or a value of the book, by its name.
    fn named(&self, judged: &Judged<'_>, name: &str) -> Option<Value<'static>> {
        let lists = match &judged.rule.each {
            Each::Items(reach) => reach.lists.as_slice(),
            Each::Application | Each::Fields => &[],
        };
        let it = judged
            .decided
            .filter(|_| judged.rule.each == Each::Fields)
            .map(|(test, _)| test.subject.field);
        if let Some(field) = self.book.resolve(lists, it, name) {
            return Some(self.shown(field.field, judged.scope.up(field.up)));
        }
        let nearest = self.not_known(judged).zip(self.limit(judged));
        self.wording().value_named(name, nearest)
    }

    /// A field's value as the language writes it.
    fn shown(&self, field: FieldId, frame: Frame) -> Value<'static> {
        match self.context.side(frame, field) {
            Side::Known(quantity) => quantity_value(quantity),
            _ => match self.found(field, frame) {
                Some(text) => Value::from(text),
                None => self.wording().nothing(),
            },
        }
    }

    /// The value as it is written; `None` for lists, records and what is missing.
    pub(super) fn found(&self, field: FieldId, frame: Frame) -> Option<String> {
        match self
            .context
            .application
            .value(frame, self.context.form.field(field).slot)
            .state
        {
            State::Absent | State::Record | State::List { .. } => None,
            _ => Some(self.context.text_in(frame, field).to_owned()),
        }
    }

    fn wanted(&self, judged: &Judged<'_>, test: &Test) -> Option<Value<'static>> {
        match self.limit(judged) {
            Some(limit) => Some(quantity_value(limit)),
            None => self.expected(judged, test).map(Into::into),
        }
    }

    /// What would do, as the rule book writes it; of a limit that would not do itself nothing.
    pub(super) fn expected(&self, judged: &Judged<'_>, test: &Test) -> Option<String> {
        match &test.operator {
            Operator::Compare(relation, _) => {
                let limit = self.limit(judged).filter(|_| relation.takes_the_limit());
                limit.map(|limit| limit.written())
            }
            _ => self.wording().taken(test),
        }
    }

    /// Within which limit a value would do, in words.
    pub(super) fn asked(&self, judged: &Judged<'_>, test: &Test) -> Option<String> {
        let Operator::Compare(relation, _) = test.operator else {
            return None;
        };
        self.wording().bounded(relation, self.limit(judged)?)
    }

    /// What the field that decided was compared with; where that is not known and yet the outcome is, the nearest known limit.
    fn limit(&self, judged: &Judged<'_>) -> Option<Quantity> {
        let (test, frame) = judged.decided?;
        let Operator::Compare(_, operand) = &test.operator else {
            return None;
        };
        let found = self.context.side(frame, test.subject.field);
        match (self.context.operand(operand, judged.scope), found) {
            (Side::Known(limit), _) => Some(limit),
            (Side::Unknown(_, known), Side::Known(found)) if judged.why == Why::Fails => {
                nearest(found, known)
            }
            _ => None,
        }
    }

    /// The dated value that is not known on the as-of date, though the outcome is.
    pub(super) fn not_known(&self, judged: &Judged<'_>) -> Option<&DatedValue> {
        let compared = judged.decided.and_then(|(test, _)| value_of(test));
        let value = self.wording().not_known(compared);
        value.filter(|_| judged.why == Why::Fails)
    }

    fn difference(&self, judged: &Judged<'_>, test: &Test, frame: Frame) -> Option<Value<'static>> {
        match self.context.side(frame, test.subject.field) {
            Side::Known(found) => difference(found, self.limit(judged)?),
            _ => None,
        }
    }
}
