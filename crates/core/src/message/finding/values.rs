//! What a sentence or a report says in place of a name: what was found, what would do, how far apart the two are.

use super::FindingMessages;
use crate::application::{Frame, State};
use crate::condition::operators::{Test, Wanted};
use crate::condition::quantity::Operand;
use crate::context::{Resolved, Scope};
use crate::evaluate::{Evaluation, Why, nearest};
use crate::form::FieldId;
use crate::language::Value;
use crate::law::{DatedValue, ValueId};
use crate::message::{difference, explained, quantity_value};
use crate::rulebook::Each;
use crate::scalar::Quantity;

impl FindingMessages<'_> {
    /// What a placeholder of a message stands for.
    pub(super) fn placeholder(
        &self,
        evaluation: &Evaluation<'_>,
        name: &str,
    ) -> Option<Value<'static>> {
        let known = match (name, evaluation.decided) {
            ("field", Some((test, _))) => Some(self.wording().subject(test).into()),
            ("found", Some((test, scope))) => Some(self.shown_of(test, scope)),
            ("expected", Some((test, _))) => self.wanted(evaluation, test),
            ("difference", Some((test, scope))) => self.difference(evaluation, test, scope),
            ("field" | "found" | "expected" | "difference", None) => None,
            _ => return self.named(evaluation, name),
        };
        known.or_else(|| Some(self.wording().nothing()))
    }

    /// A field, figure, table or value of the book, by its name.
    fn named(&self, evaluation: &Evaluation<'_>, name: &str) -> Option<Value<'static>> {
        let lists = match &evaluation.rule.each {
            Each::Items(reach) => reach.lists.as_slice(),
            Each::Application | Each::Fields => &[],
        };
        let it = evaluation
            .decided
            .filter(|_| evaluation.rule.each == Each::Fields)
            .map(|(test, _)| test.subject.field);
        if let Some(field) = self.book.resolve(lists, it, name) {
            return Some(self.shown(field.field, evaluation.scope.up(field.up)));
        }
        if let Some(named) = self.book.quantity_named(lists, name) {
            return Some(self.computed(&named, evaluation.scope));
        }
        let nearest = self.not_known(evaluation).zip(self.limit(evaluation));
        self.wording().value_named(name, nearest)
    }

    /// What a quantity comes to, with how it comes about.
    fn computed(&self, operand: &Operand, scope: Scope) -> Value<'static> {
        match operand.resolve(&self.context, scope) {
            Resolved::Known(quantity) => {
                let how = self.wording().work(operand, &self.context, scope);
                explained(quantity_value(quantity), how)
            }
            Resolved::Unknown(..) => self.catalogue.say("form.not_known", &[]).into(),
            Resolved::NotStated | Resolved::Open => self.wording().nothing(),
        }
    }

    /// What a test looked at.
    fn shown_of(&self, test: &Test, scope: Scope) -> Value<'static> {
        match &test.computed {
            Some(computed) => self.computed(computed, scope),
            None => self.shown(test.subject.field, scope.up(test.subject.up)),
        }
    }

    /// A field's value as the language writes it.
    fn shown(&self, field: FieldId, frame: Frame) -> Value<'static> {
        match self.context.quantity_in(frame, field) {
            Resolved::Known(quantity) => quantity_value(quantity),
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

    fn wanted(&self, evaluation: &Evaluation<'_>, test: &Test) -> Option<Value<'static>> {
        match self.limit(evaluation) {
            Some(limit) => Some(explained(quantity_value(limit), self.work(evaluation))),
            None => self.wording().taken(test).map(Into::into).or_else(|| {
                let (test, scope) = evaluation.decided?;
                let Wanted::Field(field) = test.operator.asks().wanted else {
                    return None;
                };
                Some(self.shown(field.field, scope.up(field.up)))
            }),
        }
    }

    /// How the limit comes about.
    fn work(&self, evaluation: &Evaluation<'_>) -> Option<String> {
        let (test, scope) = evaluation.decided?;
        let limit = &test.operator.comparison()?.to;
        self.wording().work(limit, &self.context, scope)
    }

    /// What would do, as the rule book writes it; of what would not do itself nothing.
    pub(super) fn expected(&self, evaluation: &Evaluation<'_>, test: &Test) -> Option<String> {
        match test.operator.comparison() {
            Some(compared) => {
                let limit = self.limit(evaluation)?;
                let would_do = compared.relation().takes_the_limit();
                would_do.then(|| limit.written())
            }
            None => {
                let would_do = test.operator.asks().bounds.is_none();
                self.wording().taken(test).filter(|_| would_do)
            }
        }
    }

    /// Within which bounds a value would do, in words.
    pub(super) fn asked(&self, evaluation: &Evaluation<'_>, test: &Test) -> Option<String> {
        let asks = test.operator.asks();
        if let Wanted::OwnList | Wanted::Codes(_) = asks.wanted {
            let codes = self.wording().codes_taken(test)?;
            let codes: Vec<String> = codes.iter().map(|code| self.wording().code(code)).collect();
            let about = [("wanted", codes.join("; ").into())];
            return Some(self.catalogue.say("form.asked.one_of", &about));
        }
        let bounds = asks.bounds;
        let wanted = match test.operator.comparison() {
            Some(_) => self.limit(evaluation)?.written(),
            None => self.wording().taken(test)?,
        };
        self.wording().bounded(bounds, wanted)
    }

    /// What the field that decided was compared with; where that is not known and yet the outcome is, the nearest known limit.
    fn limit(&self, evaluation: &Evaluation<'_>) -> Option<Quantity> {
        let (test, scope) = evaluation.decided?;
        let limit = &test.operator.comparison()?.to;
        let limit = limit.resolve(&self.context, scope);
        match (limit, test.quantity(&self.context, scope)) {
            (Resolved::Known(limit), _) => Some(limit),
            (Resolved::Unknown(_, known), Resolved::Known(found))
                if evaluation.why == Some(Why::Fails) =>
            {
                nearest(found, known)
            }
            _ => None,
        }
    }

    /// The dated value that the test which decided depends on.
    pub(super) fn value(&self, evaluation: &Evaluation<'_>) -> Option<ValueId> {
        let (test, scope) = evaluation.decided?;
        test.value_in(&self.context, scope)
    }

    /// The dated value that is not known on the as-of date, though the outcome is.
    pub(super) fn not_known(&self, evaluation: &Evaluation<'_>) -> Option<&DatedValue> {
        let value = self.wording().not_known(self.value(evaluation));
        value.filter(|_| evaluation.why == Some(Why::Fails))
    }

    fn difference(
        &self,
        evaluation: &Evaluation<'_>,
        test: &Test,
        scope: Scope,
    ) -> Option<Value<'static>> {
        let found = test.quantity(&self.context, scope).known()?;
        difference(found, self.limit(evaluation)?)
    }
}
