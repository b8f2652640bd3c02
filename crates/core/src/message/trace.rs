//! Why each rule came out as it did: every test it made of an application, told with its value, its place and its law.
//! Asked for only by those who want to know; a check without it makes nothing of this.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::place::spot;
use super::shortened::shortened;
use super::wording::{Wording, cite};
use super::{bound_of, explained, quantity_value, remarked};
use crate::application::State;
use crate::condition::Condition;
use crate::condition::operators::Test;
use crate::condition::quantity::Operand;
use crate::context::{Bound, Context, Resolved, Scope, Truth};
use crate::evaluate::{Evaluation, Why, evaluate_rule};
use crate::finding::{Law, Outcome};
use crate::form::Single;
use crate::language::{Catalogue, Value};
use crate::rulebook::{Each, Rule};
use crate::scalar::Quantity;
use atbilst_yaml::source::{Lines, Span};

/// Which rules are told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Traced {
    /// None.
    #[default]
    Nothing,
    /// Every rule of the rule book.
    Everything,
    /// The rule of this id.
    Rule(Arc<str>),
}

impl Traced {
    /// Whether a rule is told.
    pub fn includes(&self, rule: &str) -> bool {
        match self {
            Self::Nothing => false,
            Self::Everything => true,
            Self::Rule(id) => **id == *rule,
        }
    }
}

/// What one rule did with one application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trace {
    /// Id of the rule.
    pub rule: Arc<str>,
    /// One for each place it judged.
    pub evaluations: Vec<TracedEvaluation>,
}

/// One rule at one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TracedEvaluation {
    /// JSON Pointer to the item it judged; empty for the application.
    pub pointer: String,
    /// What came of it.
    pub outcome: Outcome,
    /// Why, in a sentence.
    pub reason: String,
    /// The tests it made, in the order of the rule.
    pub steps: Vec<TraceStep>,
}

/// One comparison of one value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TraceStep {
    /// What its answer decides.
    pub role: StepRole,
    /// What the field is called.
    pub field: Arc<str>,
    /// JSON Pointer to the value, or to where it would stand.
    pub pointer: String,
    /// The line of the value; `None` where it is not stated.
    pub line: Option<u32>,
    /// The value as it was written, shortened.
    pub found: Option<String>,
    /// The same as a number or a day, where it is one.
    pub quantity: Option<Quantity>,
    /// What was asked of it, with the value it was compared with.
    pub asked: String,
    /// The answer.
    pub answer: Truth,
    /// The law of the value it was compared with, with the day since which it is in force.
    pub law: Arc<[Law]>,
}

impl TraceStep {
    /// What was asked, with what the answer decides.
    pub fn asked(&self, catalogue: &Catalogue) -> String {
        let roles = [
            (self.role.negated, "trace.negated"),
            (self.role.alternative, "trace.alternative"),
            (self.role.applies, "trace.applies"),
        ];
        let plays = roles.into_iter().filter(|(plays, _)| *plays);
        plays.fold(self.asked.clone(), |asked, (_, key)| {
            catalogue.say(key, &[("asked", asked.into())])
        })
    }
}

/// What the answer to a test decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepRole {
    /// Whether the rule applies at all; otherwise, whether it holds.
    pub applies: bool,
    /// Whether the test must not hold.
    pub negated: bool,
    /// Whether one of several such tests is enough.
    pub alternative: bool,
}

/// Tells of one application.
pub struct Tracer<'a> {
    /// Puts tests into words.
    pub wording: Wording<'a>,
    /// The application.
    pub context: Context<'a>,
    /// Its lines.
    pub lines: &'a Lines<'a>,
}

impl Tracer<'_> {
    /// Each rule that is asked for, in the order of the book.
    pub fn tell(&self, traced: &Traced) -> Vec<Trace> {
        let rules = self.wording.book.rules.iter();
        rules
            .filter(|rule| traced.includes(&rule.head.id))
            .map(|rule| {
                let mut evaluations = Vec::new();
                evaluate_rule(rule, &self.context, &mut |evaluation| {
                    evaluations.push(self.evaluation(rule, evaluation));
                });
                Trace {
                    rule: Arc::clone(&rule.head.id),
                    evaluations,
                }
            })
            .collect()
    }

    fn evaluation(&self, rule: &Rule, evaluation: &Evaluation<'_>) -> TracedEvaluation {
        let mut steps = Vec::new();
        if let Some(case) = evaluation.case {
            let role = StepRole {
                applies: true,
                negated: false,
                alternative: false,
            };
            let mut applies = true;
            if let Some(when) = &case.when {
                self.steps(when, evaluation.scope, role, &mut steps);
                applies = self.context.ask(when, evaluation.scope).truth == Truth::Holds;
            }
            if let Some(require) = case.require.as_ref().filter(|_| applies) {
                let role = StepRole {
                    applies: false,
                    ..role
                };
                self.steps(require, evaluation.scope, role, &mut steps);
            }
        }
        let item = self
            .context
            .application
            .value(evaluation.scope.innermost(), 0);
        TracedEvaluation {
            pointer: item
                .node
                .map(|node| self.context.document.pointer(node))
                .unwrap_or_default(),
            outcome: evaluation.outcome,
            reason: self.reason(rule, evaluation),
            steps,
        }
    }

    fn reason(&self, rule: &Rule, evaluation: &Evaluation<'_>) -> String {
        let list = match &rule.each {
            Each::Items(reach) => reach.lists.first().map(|&list| self.wording.title(list)),
            Each::Application | Each::Fields => None,
        };
        let in_force = rule.head.period.contains(self.context.as_of);
        let key = match (evaluation.case, evaluation.outcome, evaluation.why) {
            (None, Outcome::Open, _) => "trace.list_open",
            (None, ..) if in_force => "trace.no_items",
            (None, ..) => "trace.not_in_force",
            (_, _, Some(Why::Fails)) => "trace.fails",
            (_, _, Some(Why::Asks)) => "trace.asks",
            (_, _, Some(Why::NotStated)) => "trace.not_stated",
            (_, _, Some(Why::UnknownLaw)) => "trace.unknown_law",
            (_, Outcome::NotApplicable, None) => "trace.does_not_apply",
            (_, Outcome::Open, None) => "trace.open",
            (_, _, None) => "trace.met",
        };
        // What decides may be asked of another day.
        let decided = evaluation.decided;
        let value = decided.and_then(|(test, scope)| test.value_in(&self.context, scope));
        let day = value.map_or(self.context.as_of, |(_, day)| day);
        let about = [
            ("date", Value::Date(day)),
            ("list", list.unwrap_or_default().into()),
        ];
        self.wording.catalogue.say(key, &about)
    }

    fn steps(&self, condition: &Condition, scope: Scope, role: StepRole, to: &mut Vec<TraceStep>) {
        match condition {
            Condition::All(inner) => {
                for one in inner {
                    self.steps(one, scope, role, to);
                }
            }
            Condition::Any(inner) => {
                let role = StepRole {
                    alternative: inner.len() > 1 || role.alternative,
                    ..role
                };
                for one in inner {
                    self.steps(one, scope, role, to);
                }
            }
            Condition::Not(inner) => {
                let role = StepRole {
                    negated: !role.negated,
                    ..role
                };
                self.steps(inner, scope, role, to);
            }
            Condition::Items { list, every, is } => {
                let field = self.context.form.field(list.field);
                let frame = scope.up(list.up);
                let role = StepRole {
                    alternative: !every || role.alternative,
                    ..role
                };
                for item in self.context.application.items(frame, field) {
                    self.steps(is, scope.enter(item), role, to);
                }
            }
            Condition::Test(test) => {
                let context = match role.applies {
                    true => self.context,
                    false => self.context.of_requirement(),
                };
                // Each that is counted is looked at by itself.
                if let Some(Operand::Criteria(criteria)) = test.computed.as_deref() {
                    let role = StepRole {
                        negated: false,
                        alternative: false,
                        ..role
                    };
                    for one in criteria.all() {
                        self.steps(one, scope, role, to);
                    }
                }
                let answer = context.ask(condition, scope).truth;
                to.push(self.step(test, scope, role, answer));
            }
        }
    }

    fn step(&self, test: &Test, scope: Scope, role: StepRole, answer: Truth) -> TraceStep {
        let context = &self.context;
        let frame = scope.up(test.subject.up);
        let field = test.subject.field;
        let compared = test.operator.comparison();
        let near = test.limit_scope(context, scope);
        let [own, to] = match answer {
            Truth::Holds | Truth::Fails => test.told(context, scope),
            _ => [*context; 2],
        };
        let limit = compared.map(|compared| (&compared.to, to));
        let known = limit.and_then(|(to, context)| to.resolve(&context, near).known());
        let how = limit.and_then(|(to, context)| self.wording.work_named(to, &context, near));
        let of_limit = to
            .bound
            .zip(known)
            .map(|(bound, known)| self.bound(bound, known));
        let computed = test.computed.as_deref();
        let computed = computed.map(|computed| (computed, own));
        let found = self.found(test, scope, computed);
        let (pointer, span) = spot(context, frame, field);
        let stated = test.computed.is_none();
        let quantity = stated.then(|| context.quantity(test.subject, scope).known());
        TraceStep {
            role,
            field: self.wording.subject(test).into(),
            pointer,
            line: found.is_some().then(|| self.line(span)),
            found,
            quantity: quantity.flatten(),
            asked: self.wording.asked(test, known, [how, of_limit]),
            answer,
            law: self.law(test, scope, answer),
        }
    }

    /// That it is a bound, where not everything of it is known.
    fn in_part(
        &self,
        computed: &Operand,
        known: Quantity,
        context: &Context<'_>,
        scope: Scope,
    ) -> Option<String> {
        let least = || {
            computed
                .decides_by_least(context, scope)
                .then_some(Bound::Least)
        };
        let bound = context.bound.or_else(least)?;
        Some(self.bound(bound, known))
    }

    fn bound(&self, bound: Bound, known: Quantity) -> String {
        self.wording.catalogue.say(bound_of(bound, known), &[])
    }

    fn line(&self, span: Span) -> u32 {
        self.lines.location(span).start.line
    }

    /// The value as it was written; a code with what it means.
    fn found(
        &self,
        test: &Test,
        scope: Scope,
        computed: Option<(&Operand, Context<'_>)>,
    ) -> Option<String> {
        let language = self.wording.catalogue.language();
        if let Some((computed, context)) = computed {
            let quantity = match computed.resolve(&context, scope) {
                Resolved::Known(quantity) => quantity,
                Resolved::Unknown(..) => {
                    return Some(self.wording.catalogue.say("form.not_known", &[]));
                }
                Resolved::NotStated | Resolved::Open => return None,
            };
            let how = self.wording.work_named(computed, &context, scope);
            let in_part = self.in_part(computed, quantity, &context, scope);
            let value = explained(quantity_value(quantity), remarked(how, in_part));
            return Some(value.write(language).into_owned());
        }
        let (field, frame) = (test.subject.field, scope.up(test.subject.up));
        let slot = self.context.form.field(field).slot;
        let text = || shortened(self.context.text_in(frame, field));
        match self.context.application.value(frame, slot).state {
            State::Absent => None,
            State::Record | State::List { .. } => {
                Some(self.wording.catalogue.say("trace.stated", &[]))
            }
            State::Single(Single::Code(Some(code))) => {
                let list = self.wording.list(test)?;
                Some(
                    list.code(code)
                        .map_or_else(text, |code| self.wording.code(code)),
                )
            }
            State::Single(Single::Quantity(quantity)) => {
                Some(quantity_value(quantity).write(language).into_owned())
            }
            State::Single(Single::Flag(flag)) => Some(self.wording.flag(flag)),
            State::Single(Single::Text | Single::Code(None)) | State::Malformed => Some(text()),
        }
    }

    /// The law of the dated value that the test was about, or of the code that it found to be right.
    fn law(&self, test: &Test, scope: Scope, answer: Truth) -> Arc<[Law]> {
        let frame = scope.up(test.subject.up);
        if let Some((value, day)) = test.value_in(&self.context, scope) {
            return self.wording.on(day).law(Some(value), &[]);
        }
        let slot = self.context.form.field(test.subject.field).slot;
        let state = self.context.application.value(frame, slot).state;
        let (State::Single(Single::Code(Some(code))), Truth::Holds) = (state, answer) else {
            return Arc::from([]);
        };
        let list = self.wording.list(test);
        let code = list.and_then(|list| list.code(code));
        let language = self.wording.catalogue.language();
        let law = code.into_iter().flat_map(|code| &code.law);
        law.map(|citation| cite(self.wording.book, citation, language))
            .collect()
    }
}
