//! What a test asks, in words: for those who want to know why a rule came out as it did.
//! Knows nothing of outcomes.

use crate::condition::{Operand, Operator, Relation, Test};
use crate::form::{FieldId, Form, Kind};
use crate::language::{Case, Catalogue, Value};
use crate::law::{Code, CodeList, ValueId};
use crate::rulebook::RuleBook;
use crate::scalar::Quantity;

use super::quantity_value;

/// Puts the tests of one book into words.
#[derive(Clone, Copy, Debug)]
pub struct Wording<'a> {
    /// The book.
    pub book: &'a RuleBook,
    /// The program's own sentences.
    pub catalogue: &'a Catalogue,
    /// The day whose law applies.
    pub as_of: chrono::NaiveDate,
}

impl Wording<'_> {
    /// What a field is called.
    #[must_use]
    pub fn title(&self, field: FieldId) -> &str {
        self.form()
            .field(field)
            .title
            .get(self.catalogue.language())
    }

    /// What a test asks. `limit` is what it compares with, as far as that is known.
    #[must_use]
    pub fn asked(&self, test: &Test, limit: Option<Quantity>) -> String {
        match &test.operator {
            Operator::Present => self.catalogue.say("trace.present", &[]),
            Operator::Absent => self.catalogue.say("trace.absent", &[]),
            Operator::IsText(text) => self.says("trace.is", text.clone()),
            Operator::IsFlag(flag) => self.says("trace.is", flag.to_string()),
            Operator::IsCode(code) => {
                let code = self
                    .list(test)
                    .and_then(|list| list.codes.get(usize::from(*code)));
                self.says(
                    "trace.is",
                    code.map(|code| self.code(code)).unwrap_or_default(),
                )
            }
            Operator::OneOfTexts(texts) => self.says("trace.one_of", texts.join(", ")),
            Operator::OneOfCodes(wanted) => {
                let codes = self.list(test).map(|list| {
                    let wanted = wanted
                        .iter()
                        .filter_map(|&code| list.codes.get(usize::from(code)));
                    wanted
                        .map(|code| code.code.as_str())
                        .collect::<Vec<_>>()
                        .join(", ")
                });
                self.says("trace.one_of", codes.unwrap_or_default())
            }
            Operator::InList => {
                let codes: Vec<&str> = self
                    .list(test)
                    .into_iter()
                    .flat_map(|list| list.on(self.as_of))
                    .map(|code| code.code.as_str())
                    .collect();
                self.says("trace.one_of", codes.join(", "))
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
        let days = matches!(limit, Some(Quantity::Date(_)));
        let key = match (relation, days) {
            (Relation::AtMost, false) => "trace.at_most",
            (Relation::AtMost, true) => "trace.not_after",
            (Relation::AtLeast, false) => "trace.at_least",
            (Relation::AtLeast, true) => "trace.not_before",
            (Relation::MoreThan, false) => "trace.more_than",
            (Relation::MoreThan, true) => "trace.after",
            (Relation::LessThan, false) => "trace.less_than",
            (Relation::LessThan, true) => "trace.before",
            (Relation::Equals, _) => "trace.equals",
        };
        self.says(key, wanted)
    }

    /// What a value of the book is called.
    #[must_use]
    pub fn value_title(&self, id: ValueId) -> Option<&str> {
        let value = self.book.values.get(usize::from(id.0))?;
        Some(value.title.get(self.catalogue.language()))
    }

    /// A code with what it means.
    #[must_use]
    pub fn code(&self, code: &Code) -> String {
        let title = code.title.get(self.catalogue.language());
        let about = [("code", code.code.as_str().into()), ("title", title.into())];
        self.catalogue.say("trace.code", &about)
    }

    /// The list of the code that a test is about.
    #[must_use]
    pub fn list(&self, test: &Test) -> Option<&CodeList> {
        match self.form().field(test.subject.field).kind {
            Kind::Code(list) => self.book.lists.get(usize::from(list.0)),
            _ => None,
        }
    }

    fn form(&self) -> &Form {
        &self.book.form
    }

    fn says(&self, key: &str, wanted: String) -> String {
        self.catalogue.say(key, &[("wanted", Value::from(wanted))])
    }
}
