//! What a test asks, in words: for those who want to know why a rule came out as it did.
//! Knows nothing of outcomes.

use super::Wording;
use crate::condition::{Operand, Operator, Relation, Test};
use crate::language::{Case, Value};
use crate::law::DatedValue;
use crate::message::quantity_value;
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
        let value = limit.map(|limit| self.accusative(limit));
        let value = value.unwrap_or_else(|| self.catalogue.say("trace.unknown", &[]));
        let with = |key: &str, title: &str| {
            self.catalogue.say(
                key,
                &[("value", value.as_str().into()), ("title", title.into())],
            )
        };
        let wanted = match operand {
            Operand::Constant(_) => value.clone(),
            Operand::Value(id) => match self.value(*id).filter(|_| limit.is_none()) {
                Some(unknown) => self.unknown(unknown),
                None => with("trace.of_value", self.value_title(*id).unwrap_or_default()),
            },
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
        let days = match operand {
            Operand::Value(id) => self.value(*id).is_some_and(|value| value.kind == "date"),
            _ => matches!(limit, Some(Quantity::Date(_))),
        };
        let (asks, _) = keys(relation, days);
        self.says(asks, wanted)
    }

    /// Within which limit a value would do, the limit as an application writes it; `None` where the limit alone says it.
    #[must_use]
    pub fn bounded(&self, relation: Relation, limit: Quantity) -> Option<String> {
        let (_, bounds) = keys(relation, matches!(limit, Quantity::Date(_)));
        bounds.map(|bounds| self.says(bounds, limit.written()))
    }

    /// A value of the book that is not known on the day, with what was known before and after.
    fn unknown(&self, value: &DatedValue) -> String {
        let (bounds, _) = value.bounds(self.as_of);
        let mut known: Vec<_> = bounds.into_iter().flatten().collect();
        known.dedup();
        let known: Vec<String> = known.into_iter().map(|one| self.accusative(one)).collect();
        let about = [
            ("date", self.as_of.into()),
            ("title", value.title.get(self.catalogue.language()).into()),
            ("known", known.join("; ").into()),
        ];
        self.catalogue.say("trace.of_unknown", &about)
    }

    fn accusative(&self, quantity: Quantity) -> String {
        let value = quantity_value(quantity);
        let language = self.catalogue.language();
        value.write_in(language, Case::Accusative).into_owned()
    }

    fn says(&self, key: &str, wanted: String) -> String {
        self.catalogue.say(key, &[("wanted", Value::from(wanted))])
    }
}

/// What a comparison asks, and what it makes of its limit, as the catalogues say it: of days they have words of their own.
fn keys(relation: Relation, days: bool) -> (&'static str, Option<&'static str>) {
    match (relation, days) {
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
