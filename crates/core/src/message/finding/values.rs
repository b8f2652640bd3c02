//! What a sentence or a report says in place of a name: what was found, what would do, how far apart the two are.

use chrono::NaiveDate;

use super::FindingMessages;
use crate::application::{Frame, State};
use crate::condition::operators::{Test, Wanted};
use crate::condition::quantity::Operand;
use crate::condition::quantity::nearest;
use crate::context::{Resolved, Scope};
use crate::evaluate::{Evaluation, Why};
use crate::finding::Measure;
use crate::form::{FieldId, Kind, Single};
use crate::language::Value;
use crate::law::{DatedValue, ValueId};
use crate::message::wording::Wording;
use crate::message::{bound_of, difference, explained, quantity_value, remarked};
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
            ("found", Some((test, scope))) => Some(match says_group(evaluation) {
                false => self.shown_of(test, scope),
                true => self.alone(test, scope),
            }),
            ("shared", Some((test, scope))) => {
                let computed = test.computed.as_ref();
                let common = computed.and_then(|computed| computed.common(&self.context, scope));
                common.map(|common| self.wording().of_group(&common).into())
            }
            ("expected", Some((test, scope))) => {
                let asked = self.asked_besides(evaluation, test, scope).unwrap_or(test);
                self.either(evaluation, asked, scope)
                    .or_else(|| self.wanted(evaluation, asked, scope))
            }
            ("difference", Some((test, scope))) => self.difference(evaluation, test, scope),
            ("field" | "found" | "shared" | "expected" | "difference", None) => None,
            _ => return self.named(evaluation, name),
        };
        known.or_else(|| {
            Some(match self.is_unknown_itself(evaluation) {
                true => self.catalogue.say("form.not_known", &[]).into(),
                false => self.wording().nothing(),
            })
        })
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
            return Some(self.titled(field.field, evaluation.scope.up(field.up)));
        }
        if let Some(named) = self.book.quantity_named(lists, name) {
            return Some(self.computed(&named, evaluation.scope));
        }
        let decided = evaluation.decided.map(|(test, _)| test);
        let compared = decided.and_then(|test| test.operator.comparison());
        // What is made of a value that is not known is not that value.
        let is_limit = compared.is_some_and(|compared| compared.to.is_value());
        let nearest = self.not_known(evaluation).zip(self.limit(evaluation));
        let nearest = nearest.filter(|_| is_limit);
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
    pub(super) fn shown_of(&self, test: &Test, scope: Scope) -> Value<'static> {
        match &test.computed {
            Some(computed) => {
                let [by, _] = test.told(&self.context, scope);
                let known = computed.resolve(&by, scope).known();
                match by.bound.zip(known) {
                    Some((bound, known)) => {
                        let how = self.catalogue.say(bound_of(bound, known), &[]);
                        explained(quantity_value(known), Some(how))
                    }
                    None => self.of_groups(self.computed(computed, scope), computed, scope),
                }
            }
            None => self.shown(test.subject.field, scope.up(test.subject.up)),
        }
    }

    /// What a quantity is shown as; of a group to which more may belong, that it may be more.
    fn of_groups(&self, shown: Value<'static>, of: &Operand, scope: Scope) -> Value<'static> {
        self.at_least(shown, of.decides_by_least(&self.context, scope))
    }

    /// The same where it `is_least`.
    pub(super) fn at_least(&self, shown: Value<'static>, is_least: bool) -> Value<'static> {
        let remark = || self.catalogue.say("work.no_less", &[]);
        explained(shown, is_least.then(remark))
    }

    /// A field's value as the language writes it, of a flag with yes or no.
    fn shown(&self, field: FieldId, frame: Frame) -> Value<'static> {
        let slot = self.context.form.field(field).slot;
        if let State::Single(Single::Flag(flag)) = self.context.application.value(frame, slot).state
        {
            return self.wording().flag(flag).into();
        }
        match self.context.quantity_in(frame, field) {
            Resolved::Known(quantity) => quantity_value(quantity),
            _ => match self.found(field, frame) {
                Some(text) => Value::from(text),
                None => self.wording().nothing(),
            },
        }
    }

    /// The same, of a code with its title.
    fn titled(&self, field: FieldId, frame: Frame) -> Value<'static> {
        let field_of = self.context.form.field(field);
        let state = self.context.application.value(frame, field_of.slot).state;
        match (&field_of.kind, state) {
            (Kind::Code(list), State::Single(Single::Code(Some(code)))) => {
                let list = self.book.list(*list);
                let code = list.and_then(|list| list.code(code));
                code.map_or_else(
                    || self.shown(field, frame),
                    |code| self.wording().code(code).into(),
                )
            }
            _ => self.shown(field, frame),
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

    /// The value that is pointed at, as it is written, and what it is.
    pub(super) fn pointed_value(
        &self,
        pointed: Option<(Frame, FieldId)>,
    ) -> (Option<String>, Measure) {
        let kind = |field| &self.context.form.field(field).kind;
        let stated = pointed.and_then(|(frame, field)| Some((field, self.found(field, frame)?)));
        stated.map_or_else(Default::default, |(field, text)| {
            let measure = Measure::of(kind(field).quantity(&text));
            (Some(text), measure)
        })
    }

    /// What a test looked at; of groups without which of them it is.
    fn alone(&self, test: &Test, scope: Scope) -> Value<'static> {
        match (test.quantity(&self.context, scope), &test.computed) {
            (Resolved::Known(quantity), Some(of)) => {
                self.of_groups(quantity_value(quantity), of, scope)
            }
            _ => self.shown_of(test, scope),
        }
    }

    /// Where a field is not stated that must be, what is asked of it besides: `{ present: true, at_least: 12 }`.
    fn asked_besides<'e>(
        &self,
        evaluation: &Evaluation<'e>,
        test: &Test,
        scope: Scope,
    ) -> Option<&'e Test> {
        let is_left_out = test.computed.is_none()
            && test.operator.asks().wanted == Wanted::Nothing
            && self.context.state(test.subject, scope) == State::Absent;
        let cases = evaluation.rule.cases.iter().filter(|_| is_left_out);
        let mut besides = None;
        for require in cases.filter_map(|case| case.require.as_ref()) {
            require.tests(&mut |other| {
                let asks = other.subject == test.subject
                    && other.computed.is_none()
                    && other.operator.asks().wants_something();
                besides = besides.or(asks.then_some(other));
            });
        }
        besides
    }

    /// What is asked in the place of a test or instead of it, where one of several would do.
    fn either(
        &self,
        evaluation: &Evaluation<'_>,
        test: &Test,
        scope: Scope,
    ) -> Option<Value<'static>> {
        let require = evaluation.case?.require.as_ref()?;
        let would_do = require.alternatives(test);
        let language = self.catalogue.language();
        let told = would_do.into_iter().map(|one| {
            let wanted = self.wanted(evaluation, one, scope)?;
            Some(wanted.write(language).into_owned())
        });
        let told: Vec<String> = told.collect::<Option<_>>()?;
        let told: Vec<&str> = told.iter().map(String::as_str).collect();
        (told.len() > 1).then(|| self.one_of(&told).into())
    }

    fn wanted(
        &self,
        evaluation: &Evaluation<'_>,
        test: &Test,
        scope: Scope,
    ) -> Option<Value<'static>> {
        match self.limit_of(evaluation, test, scope) {
            Some(limit) => {
                let to = &test.operator.comparison()?.to;
                let near = test.limit_scope(&self.context, scope);
                let [_, context] = test.told(&self.context, scope);
                let how = self.wording().work(to, &context, near);
                let bound = context.bound;
                let in_part = bound.map(|bound| self.catalogue.say(bound_of(bound, limit), &[]));
                Some(explained(quantity_value(limit), remarked(how, in_part)))
            }
            None => {
                let asks = test.operator.asks();
                match asks.wanted {
                    Wanted::Field(field) => Some(self.shown(field.field, scope.up(field.up))),
                    Wanted::Flag(flag) => Some(self.wording().flag(flag).into()),
                    // It says by itself what would do.
                    Wanted::Nothing => {
                        let word = asks.sentence.strip_prefix("trace.")?;
                        let asked = self.catalogue.word("form.asked", word);
                        Some(asked.into())
                    }
                    // One of several beginnings, or parts, would do.
                    _ if asks.bounds.is_some() => {
                        Some(self.one_of(&self.wording().all_taken(test)?).into())
                    }
                    _ => self.wording().taken_in_words(test).map(Into::into),
                }
            }
        }
    }

    /// Texts one after another, of which one would do.
    fn one_of(&self, texts: &[&str]) -> String {
        match texts {
            [first @ .., last] if !first.is_empty() => {
                let about = [
                    ("first", first.join(", ").into()),
                    ("second", (*last).into()),
                ];
                self.catalogue.say("form.wrong-type.money.either", &about)
            }
            _ => texts.concat(),
        }
    }

    /// What would do, as the rule book writes it, and what it is; of what would not do itself nothing.
    pub(super) fn expected(
        &self,
        evaluation: &Evaluation<'_>,
        test: &Test,
    ) -> Option<(String, Measure)> {
        match test.operator.comparison() {
            Some(compared) => {
                let limit = self.limit(evaluation)?;
                let would_do = compared.relation().takes_the_limit();
                would_do.then(|| (limit.written(), limit.into()))
            }
            None => {
                let would_do = test.operator.asks().bounds.is_none();
                let taken = self.wording().taken(test).filter(|_| would_do)?;
                let kind = &self.context.form.field(test.subject.field).kind;
                let measure = Measure::of(kind.quantity(&taken));
                Some((taken, measure))
            }
        }
    }

    /// Within which bounds a value would do, in words.
    pub(super) fn asked(&self, evaluation: &Evaluation<'_>, test: &Test) -> Option<String> {
        let asks = test.operator.asks();
        if let (Wanted::List(_) | Wanted::Codes(_), None) = (asks.wanted, asks.bounds) {
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
        self.limit_of(evaluation, test, scope)
    }

    fn limit_of(&self, evaluation: &Evaluation<'_>, test: &Test, scope: Scope) -> Option<Quantity> {
        let limit = &test.operator.comparison()?.to;
        let near = test.limit_scope(&self.context, scope);
        let fails = evaluation.why == Some(Why::Fails);
        let [of_found, of_limit] = test.told(&self.context, scope);
        match limit.resolve(&self.context, near) {
            Resolved::Known(limit) => Some(limit),
            _ if !fails => None,
            Resolved::Unknown(unknown) => {
                nearest(test.quantity(&of_found, scope).known()?, unknown.known)
            }
            Resolved::NotStated | Resolved::Open => limit.resolve(&of_limit, near).known(),
        }
    }

    /// The dated value that the test which decided depends on.
    pub(super) fn value(&self, evaluation: &Evaluation<'_>) -> Option<(ValueId, NaiveDate)> {
        let (test, scope) = evaluation.decided?;
        test.value_in(&self.context, scope)
    }

    /// The words for the day on which that value was looked at.
    pub(super) fn wording_then(&self, evaluation: &Evaluation<'_>) -> Wording<'_> {
        let day = self.value(evaluation).map(|(_, day)| day);
        self.wording().on(day.unwrap_or(self.context.as_of))
    }

    /// The dated value that is not known on that day, though the outcome is.
    pub(super) fn not_known(&self, evaluation: &Evaluation<'_>) -> Option<&DatedValue> {
        let value = self.value(evaluation).map(|(value, _)| value);
        let value = self.wording_then(evaluation).not_known(value);
        value.filter(|_| evaluation.why == Some(Why::Fails))
    }

    /// Whether what was looked at rests on that value, and not its limit.
    pub(super) fn is_unknown_itself(&self, evaluation: &Evaluation<'_>) -> bool {
        let decided = evaluation.decided;
        let found = decided.map(|(test, scope)| test.quantity(&self.context, scope));
        matches!(found, Some(Resolved::Unknown(..)))
    }

    fn difference(
        &self,
        evaluation: &Evaluation<'_>,
        test: &Test,
        scope: Scope,
    ) -> Option<Value<'static>> {
        let [by, _] = test.told(&self.context, scope);
        let found = test.quantity(&by, scope).known()?;
        difference(found, self.limit(evaluation)?)
    }
}

/// Whether the message of a rule says itself which group it is.
fn says_group(evaluation: &Evaluation<'_>) -> bool {
    let message = evaluation.rule.head.message.as_ref();
    message.is_some_and(|message| message.iter().any(|said| said.names("shared")))
}
