//! What a comparison cannot mean: a field held against itself, an exact part that hardly any amount equals, and a message that speaks
//! of a limit where nothing has one.

use super::{Lint, names};
use crate::coverage::is_never_absent;
use std::collections::BTreeSet;

use atbilst_core::condition::Condition;
use atbilst_core::condition::operators::{Test, Wanted};
use atbilst_core::condition::quantity::{FieldValue, Operand};
use atbilst_core::context::{FieldRef, Uses};
use atbilst_core::form::Kind;
use atbilst_core::rulebook::{Each, Rule};

impl Lint<'_> {
    pub(super) fn comparisons(&mut self) {
        let book = self.book;
        for condition in book.conditions() {
            condition.all_tests(&mut |test| self.comparison(test));
        }
        for rule in &book.rules {
            self.limits_said(rule);
            self.items_asked(rule);
        }
        for requirement in book.requirements() {
            if let Some((overall, compares, span)) = requirement.compared()
                && matches!(&compares.to, Operand::OverallValue(to) if *to.0 == *overall)
            {
                let about = [("found", compares.written.as_str())];
                self.say("rules.compares_itself", span, &about);
            }
        }
    }

    fn comparison(&mut self, test: &Test) {
        if is_never_absent(&self.book.around(), test) {
            let field = self.book.form.field(test.subject.field);
            let sentence = match field.kind {
                Kind::Flag => "rules.flag_always_stated",
                _ => "rules.always_stated",
            };
            self.say(sentence, test.span, &[("found", &field.path)]);
        }
        let asks = test.operator.asks();
        if asks.wanted == Wanted::Field(test.subject) && test.computed.is_none() {
            let path = &self.book.form.field(test.subject.field).path;
            self.say("rules.compares_itself", test.span, &[("found", path)]);
        }
        let Some(comparison) = test.operator.comparison() else {
            return;
        };
        let itself = match &test.computed {
            Some(own) => **own == comparison.to,
            None => {
                // Also where something is counted from it, such as the day three years before.
                let mut uses = Uses::default();
                comparison.to.uses(false, &self.book.form, &mut uses);
                let own = BTreeSet::from([test.subject.field]);
                uses.fields == own
                    && comparison.is_settled()
                    && !names_another(&comparison.to, test.subject)
            }
        };
        let about = [("found", comparison.written.as_str())];
        if itself {
            self.say("rules.compares_itself", test.span, &about);
        }
        if comparison.is_equality() && comparison.to.is_exact_part() {
            self.say("rules.equals_a_part", test.span, &about);
        }
    }

    /// Of a list without items nothing is judged, so no `when` need ask for them.
    fn items_asked(&mut self, rule: &Rule) {
        let Each::Items(of) = &rule.each else { return };
        for when in rule.cases.iter().filter_map(|case| case.when.as_ref()) {
            when.all_tests(&mut |test| {
                if test.operator.asks_presence() && of.lists.contains(&test.subject.field) {
                    let path = &self.book.form.field(test.subject.field).path;
                    self.say("rules.items_asked", test.span, &[("found", path)]);
                }
            });
        }
    }

    /// A message names `{expected}` or `{difference}` only where some test has a limit, and what was found only where a test is to blame.
    fn limits_said(&mut self, rule: &Rule) {
        let required = || rule.cases.iter().filter_map(|case| case.require.as_ref());
        let (mut wanted, mut compared) = (false, false);
        let blamed = required().any(Condition::blames_a_test);
        for condition in required().filter(|_| blamed) {
            condition.tests(&mut |test| {
                let bounded = test.operator.comparison().is_some();
                compared |= bounded;
                wanted |= bounded || test.operator.asks().wants_something();
            });
        }
        let Some(message) = &rule.head.message else {
            return;
        };
        let said: Vec<&str> = message.iter().flat_map(names).collect();
        let told = [
            ("found", blamed),
            ("field", blamed),
            ("expected", wanted),
            ("difference", compared),
        ];
        for (name, has) in told {
            if said.contains(&name) && !has {
                let about = [("rule", &*rule.head.id), ("found", name)];
                self.say("rules.nothing_to_say", rule.head.span, &about);
            }
        }
    }
}

/// Whether a quantity is made of this field of another item.
fn names_another(operand: &Operand, of: FieldRef) -> bool {
    match operand {
        Operand::FieldValue(FieldValue(own)) => own.field == of.field && own.up != of.up,
        _ => {
            let mut inside = operand.inside().into_iter();
            inside.any(|inner| names_another(inner, of))
        }
    }
}
