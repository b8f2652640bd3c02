//! The form as a JSON Schema (2020-12), so that editors complete and explain fields and codes.
//! What it refuses, the checker refuses; the checker, which reads the source text and knows the rules, refuses more.

use serde_json::{Map, Value, json};

use atbilst_core::condition::Condition;
use atbilst_core::condition::operators::{OneOf, Operator, Presence};
use atbilst_core::form::{Field, FieldId, Schema};
use atbilst_core::language::{Catalogue, Language, Translated};
use atbilst_core::law::CodeList;
use atbilst_core::rulebook::{Each, Rule, RuleBook};

/// The schema of a call's form, with titles and descriptions in one language.
pub fn schema(book: &RuleBook, language: Language) -> Value {
    let writer = SchemaWriter { book, language };
    let mut schema = Map::new();
    schema.insert(
        "$schema".to_owned(),
        json!("https://json-schema.org/draft/2020-12/schema"),
    );
    schema.insert("title".to_owned(), json!(book.title.get(language)));
    schema.extend(writer.record(None));
    Value::Object(schema)
}

struct SchemaWriter<'a> {
    book: &'a RuleBook,
    language: Language,
}

impl SchemaWriter<'_> {
    fn say<'t>(&self, text: &'t Translated<String>) -> &'t str {
        text.get(self.language)
    }

    /// A mapping of fields.
    fn record(&self, parent: Option<FieldId>) -> Map<String, Value> {
        let fields = || {
            let asked = self.book.form.asked(parent);
            asked.map(|id| (id, self.book.form.field(id)))
        };
        let properties: Map<String, Value> = fields()
            .map(|(id, field)| (field.name.clone(), self.field(id, field)))
            .collect();
        let required: Vec<&str> = fields()
            .filter(|(_, field)| field.required)
            .map(|(_, field)| field.name.as_str())
            .collect();
        let mut record = Map::new();
        record.insert("type".to_owned(), json!("object"));
        record.insert("properties".to_owned(), Value::Object(properties));
        record.insert("required".to_owned(), json!(required));
        record.insert("additionalProperties".to_owned(), json!(false));
        record
    }

    fn field(&self, id: FieldId, field: &Field) -> Value {
        let mut out = Map::new();
        out.insert("title".to_owned(), json!(self.say(&field.title)));
        out.insert("description".to_owned(), json!(self.say(&field.help)));
        if let Some(example) = &field.example {
            out.insert("examples".to_owned(), json!([field.kind.example(example)]));
        }
        let value = self.value(id, field);
        if field.required {
            out.extend(value);
        } else {
            // A field that may be left out may also be left empty.
            let empty = json!({ "type": ["string", "null"], "pattern": "^\\s*$" });
            out.insert("anyOf".to_owned(), json!([Value::Object(value), empty]));
        }
        Value::Object(out)
    }

    fn value(&self, id: FieldId, field: &Field) -> Map<String, Value> {
        if field.path == "call" {
            let mut call = Map::new();
            call.insert("const".to_owned(), json!(&*self.book.call));
            return call;
        }
        let schema = match field.kind.schema() {
            Schema::Value(schema) => schema,
            Schema::Codes(list) => {
                let list = self.book.lists.get(list.index());
                list.map_or_else(|| json!({}), |list| self.codes(id, list))
            }
            Schema::Record => return self.record(Some(id)),
            Schema::List(records) => self.list(id, records, field.required),
        };
        match schema {
            Value::Object(schema) => schema,
            _ => Map::new(),
        }
    }

    fn list(&self, id: FieldId, records: bool, required: bool) -> Value {
        let items = if records {
            Value::Object(self.record(Some(id)))
        } else {
            let item = self.book.form.children(Some(id)).first();
            item.map_or(json!({}), |&item| {
                self.field(
                    item,
                    &Field {
                        required: false,
                        ..self.book.form.field(item).clone()
                    },
                )
            })
        };
        json!({ "type": "array", "items": items, "minItems": usize::from(required) })
    }

    /// The codes with their titles. Others are refused where a rule always asks for one of the list, and where one must be stated and
    /// no rule asks for it, so that the check itself does.
    fn codes(&self, id: FieldId, list: &CodeList) -> Value {
        let code = |code: &atbilst_core::law::Code| {
            let quote = code.law.iter().find_map(|law| law.quote.as_deref());
            let mut entry = json!({ "const": code.code, "title": self.say(&code.title) });
            if let (Some(quote), Some(entry)) = (quote, entry.as_object_mut()) {
                let quote =
                    Catalogue::of(self.language).say("human.quote", &[("quote", quote.into())]);
                entry.insert("description".to_owned(), json!(quote));
            }
            entry
        };
        let mut codes: Vec<Value> = list.codes.iter().map(code).collect();
        let field = self.book.form.field(id);
        // What marks that nothing is stated yet is no code, and nothing is wrong with it.
        let always = field.required && !field.asked_by_rule;
        if !always && !self.book.rules.iter().any(|rule| asks_always(rule, id)) {
            codes.push(json!({ "type": ["string", "number", "boolean"] }));
        }
        json!({ "anyOf": codes })
    }
}

/// Whether a rule fails for every application that states this field with a code outside its list.
fn asks_always(rule: &Rule, id: FieldId) -> bool {
    let head = &rule.head;
    let always = head.period.from.is_none() && head.period.until.is_none();
    let fails = head.otherwise == atbilst_core::finding::Outcome::Fail
        && head.level == atbilst_core::finding::Level::Error;
    let reaches = !matches!(rule.each, Each::Fields);
    let case = |case: &atbilst_core::rulebook::Case| {
        let applies = case.when.as_ref().is_none_or(|when| only_present(when, id));
        applies && case.require.as_ref().is_some_and(|it| in_list(it, id))
    };
    always && fails && reaches && rule.cases.iter().any(case)
}

/// Whether the condition asks nothing but that the field is stated.
fn only_present(condition: &Condition, id: FieldId) -> bool {
    match condition {
        Condition::All(all) => all.iter().all(|one| only_present(one, id)),
        Condition::Test(test) => {
            test.subject.field == id && test.operator == Operator::Presence(Presence::Present)
        }
        _ => false,
    }
}

/// Whether the condition cannot hold unless the field has a code of its list.
fn in_list(condition: &Condition, id: FieldId) -> bool {
    match condition {
        Condition::All(all) => all.iter().any(|one| in_list(one, id)),
        Condition::Test(test) => {
            test.subject.field == id && test.operator == Operator::OneOf(OneOf::OwnList)
        }
        _ => false,
    }
}
