//! What is not met besides what a finding is about, other tests of the rule and other groups, so that nobody mends one and is told of the
//! next.

use super::FindingMessages;
use crate::condition::Condition;
use crate::condition::operators::Test;
use crate::condition::quantity::Beyond;
use crate::context::{Scope, Truth};
use crate::evaluate::{Evaluation, Why};
use crate::language::Value;
use crate::message::quantity_value;

/// So many of them are named, the others counted.
const MAX_NAMED: usize = 8;

impl FindingMessages<'_> {
    /// Names the other groups that break the limit; `None` where there are none.
    pub(super) fn also_beyond(&self, evaluation: &Evaluation<'_>) -> Option<String> {
        let fails = evaluation.why == Some(Why::Fails);
        let (test, scope) = evaluation.decided.filter(|_| fails)?;
        let computed = test.computed.as_ref()?;
        let limit = test.operator.comparison()?;
        let beyond = computed.also_beyond(&self.context, scope, limit);
        if beyond.is_empty() || super::is_negated(evaluation, test) {
            return None;
        }
        let named = beyond.iter().take(MAX_NAMED);
        let named: Vec<String> = named.map(|group| self.group(group)).collect();
        let groups = Value::from(named.join("; "));
        Some(match beyond.len().saturating_sub(MAX_NAMED) {
            0 => self.catalogue.say("form.beyond.all", &[("groups", groups)]),
            more => {
                let about = [("groups", groups), ("count", more.into())];
                self.catalogue.say("form.beyond.and_more", &about)
            }
        })
    }

    /// Names the other tests that fail of those that must all hold; `None` where there are none.
    pub(super) fn also_fails(&self, evaluation: &Evaluation<'_>) -> Option<String> {
        let fails = evaluation.why == Some(Why::Fails);
        let decided = evaluation.decided.filter(|_| fails)?;
        let require = evaluation.case?.require.as_ref()?;
        let mut told = Vec::new();
        self.failing(require, evaluation.scope, decided.0, &mut told);
        let tests = Value::from(told.join("; "));
        let say = || {
            self.catalogue
                .say("form.also_fails.all", &[("tests", tests)])
        };
        (!told.is_empty()).then(say)
    }

    fn failing(&self, asked: &Condition, scope: Scope, decided: &Test, to: &mut Vec<String>) {
        if let Condition::All(inner) = asked {
            for one in inner {
                self.failing(one, scope, decided, to);
            }
            return;
        }
        let answer = self.context.of_requirement().ask(asked, scope);
        let failed = answer.decided().filter(|_| answer.truth == Truth::Fails);
        let told = |test: &Test| !std::ptr::eq(test, decided) && !asked.is_alternative(test);
        let Some((test, scope)) = failed.filter(|(test, _)| told(test)) else {
            return;
        };
        let limit = test.operator.comparison();
        let near = test.limit_scope(&self.context, scope);
        let limit = limit.and_then(|limit| limit.to.resolve(&self.context, near).known());
        let mut asks = self.wording().asked(test, limit, [None, None]);
        if asked.negates(test) == Some(true) {
            asks = self
                .catalogue
                .say("trace.negated", &[("asked", asks.into())]);
        }
        let about = [
            ("field", self.wording().subject(test).into()),
            ("found", self.shown_of(test, scope)),
            ("asked", asks.into()),
        ];
        to.push(self.catalogue.say("form.also_fails.one", &about));
    }

    /// One of them, with what it comes to, and its limit where each has its own.
    fn group(&self, group: &Beyond<'_>) -> String {
        let name = self.wording().in_short(&group.common);
        let about = [
            ("group", name.into()),
            (
                "found",
                self.at_least(quantity_value(group.found), group.is_least),
            ),
        ];
        match group.limit {
            None => self.catalogue.say("form.beyond.one", &about),
            Some(limit) => {
                let [name, found] = about;
                let about = [name, found, ("limit", quantity_value(limit))];
                self.catalogue.say("form.beyond.with_limit", &about)
            }
        }
    }
}
