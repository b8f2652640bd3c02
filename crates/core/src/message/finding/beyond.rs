//! The groups that break a limit besides the one that a finding is about, so that nobody mends one and is told of the next.

use super::FindingMessages;
use crate::condition::quantity::Beyond;
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
        let comparison = test.operator.comparison()?;
        let beyond = computed.also_beyond(&self.context, scope, comparison);
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

    /// One of them, with what it comes to, and its limit where each has its own.
    fn group(&self, group: &Beyond<'_>) -> String {
        let name = self.wording().in_short(&group.common);
        let about = [
            ("group", name.into()),
            ("found", quantity_value(group.found)),
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
