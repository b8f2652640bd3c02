//! What a test asks, in words: for those who want to know why a rule came out as it did.
//! Knows nothing of outcomes.

use super::Wording;
use crate::condition::{Operand, Operator, Relation, Test};
use crate::judge::quantity_value;
use crate::language::{Case, Value};
use crate::scalar::Quantity;

impl Wording<'_> {
    /// What a test asks. `limit` is what it compares with, as far as that is known.
    #[must_use]
    pub fn asked(&self, test: &Test, limit: Option<Quantity>) -> String {
        match &test.operator {
            Operator::Present => self.catalogue.say("trace.present", &[]),
            Operator::Absent => self.catalogue.say("trace.absent", &[]),
            Operator::IsCode(code) => {
                let code = self.list(test).and_then(|list| list.code(*code));
                self.says(
                    "trace.is",
                    code.map(|code| self.code(code)).unwrap_or_default(),
                )
            }
            Operator::IsText(_) | Operator::IsFlag(_) => {
                self.says("trace.is", self.taken(test).unwrap_or_default())
            }
            Operator::OneOfTexts(_) | Operator::OneOfCodes(_) | Operator::InList => {
                self.says("trace.one_of", self.taken(test).unwrap_or_default())
            }
            Operator::Compare(relation, operand) => self.compared(*relation, operand, limit),
        }
    }

    /// What a comparison asks.
    #[must_use]
    pub fn compared(
        &self,
        relation: Relation,
        operand: &Operand,
        limit: Option<Quantity>,
    ) -> String {
        let language = self.catalogue.language();
        let value = limit.map(|limit| {
            let value = quantity_value(limit);
            value.write_in(language, Case::Accusative).into_owned()
        });
        let value = value.unwrap_or_else(|| self.catalogue.say("form.not_known", &[]));
        let with = |key: &str, title: &str| {
            self.catalogue.say(
                key,
                &[("value", value.as_str().into()), ("title", title.into())],
            )
        };
        let wanted = match operand {
            Operand::Constant(_) => value.clone(),
            Operand::Value(id) => with("trace.of_value", self.value_title(*id).unwrap_or_default()),
            Operand::Field(field) => with("trace.of_field", self.title(field.field)),
            Operand::Sum(reach) => {
                let title = reach.leaf.map_or("", |leaf| self.title(leaf));
                with("trace.of_sum", title)
            }
            Operand::Count(reach) => {
                let list = reach.lists.last();
                with("trace.of_count", list.map_or("", |&list| self.title(list)))
            }
        };
        let (asks, _) = keys(relation, limit);
        self.says(asks, wanted)
    }

    /// Within which limit a value would do, the limit as an application writes it; `None` where the limit alone says it.
    #[must_use]
    pub fn bounded(&self, relation: Relation, limit: Quantity) -> Option<String> {
        let (_, bounds) = keys(relation, Some(limit));
        bounds.map(|bounds| self.says(bounds, limit.written()))
    }

    fn says(&self, key: &str, wanted: String) -> String {
        self.catalogue.say(key, &[("wanted", Value::from(wanted))])
    }
}

/// What a comparison asks, and what it makes of its limit, as the catalogues say it: of days they have words of their own.
fn keys(relation: Relation, limit: Option<Quantity>) -> (&'static str, Option<&'static str>) {
    match (relation, matches!(limit, Some(Quantity::Date(_)))) {
        (Relation::AtMost, false) => ("trace.at_most", Some("form.asked.at_most")),
        (Relation::AtMost, true) => ("trace.not_after", Some("form.asked.not_after")),
        (Relation::AtLeast, false) => ("trace.at_least", Some("form.asked.at_least")),
        (Relation::AtLeast, true) => ("trace.not_before", Some("form.asked.not_before")),
        (Relation::MoreThan, false) => ("trace.more_than", Some("form.asked.more_than")),
        (Relation::MoreThan, true) => ("trace.after", Some("form.asked.after")),
        (Relation::LessThan, false) => ("trace.less_than", Some("form.asked.less_than")),
        (Relation::LessThan, true) => ("trace.before", Some("form.asked.before")),
        (Relation::Equals, _) => ("trace.equals", None),
    }
}
