//! The form of a call as the page draws it: sections, fields and codes with their words in every language, and every rule with its law.

use serde_json::{Map, Value, json};

use atbilst_books::template;
use atbilst_core::Checker;
use atbilst_core::condition::Condition;
use atbilst_core::condition::operators::{Operator, Presence};
use atbilst_core::data::object;
use atbilst_core::finding::Law;
use atbilst_core::form::{FieldId, Kind};
use atbilst_core::language::{Language, Translated};
use atbilst_core::law::Code;
use atbilst_core::rulebook::{Case, Rule, RuleBook};

use crate::asked::names;

/// Who checks in each language.
pub(crate) type Checkers = [(Language, Checker<'static>)];

pub(crate) fn of_book(book: &RuleBook, index: usize, checkers: &Checkers) -> Value {
    let fields = book.form.asked(None);
    let fields: Vec<_> = fields.map(|id| field(book, id)).collect();
    let (mut law, mut next) = (Map::new(), Map::new());
    for (language, checker) in checkers {
        let books = checker.empty_report().rule_books;
        let told = books.get(index);
        let rules = told.into_iter().flat_map(|book| book.rules.iter());
        let rules = rules.map(|rule| {
            json!({
                "id": &*rule.id, "title": rule.title, "help": rule.help, "because": rule.because,
                "law": rule.law.iter().map(law_of).collect::<Vec<_>>(), "together": rule.portfolio,
            })
        });
        law.insert(language.name().to_owned(), rules.collect());
        let steps = told.into_iter().flat_map(|book| &book.next_steps);
        let steps = steps.map(
            |(text, law)| json!({ "text": text, "law": law.iter().map(law_of).collect::<Vec<_>>() }),
        );
        next.insert(language.name().to_owned(), steps.collect());
    }
    let looked_at = book.rules.iter().map(|rule| {
        let paths = fields_of(rule).into_iter();
        let paths = paths.map(|id| json!(book.form.field(id).path));
        (rule.head.id.to_string(), paths.collect())
    });
    json!({
        "call": &*book.call,
        "title": in_every(&book.title),
        "version": book.version,
        "verified_on": book.verified_on.to_string(),
        "schema": template::schema_name(book),
        "fields": fields,
        "office": office(book),
        "rules": law,
        "next_steps": next,
        "looks_at": object(looked_at),
    })
}

/// What the office states: nobody is asked for it here, but findings name it.
fn office(book: &RuleBook) -> Vec<Value> {
    let stated = book.form.iter().filter(|(_, field)| field.office.is_some());
    let told = stated.map(|(_, field)| {
        json!({ "name": field.name, "path": field.path, "title": in_every(&field.title) })
    });
    told.collect()
}

/// A thing in every language, by their names.
pub(crate) fn in_every(translated: &Translated<String>) -> Value {
    let mut all = Map::new();
    for one in Language::ALL {
        all.insert(one.name().to_owned(), json!(translated.get(one)));
    }
    Value::Object(all)
}

/// A sentence of law.
pub(crate) fn law_of(law: &Law) -> Value {
    json!({
        "source": law.source, "point": law.point, "quote": law.quote, "url": law.url,
        "since": law.since.map(|day| day.to_string()),
    })
}

fn field(book: &RuleBook, id: FieldId) -> Value {
    let field = book.form.field(id);
    let mut out = json!({
        "name": field.name, "path": field.path, "kind": field.kind.name(), "family": field.kind.family().name(),
        "required": field.required, "optional": is_optional(book, id), "title": in_every(&field.title), "help": in_every(&field.help),
        "example": field.example, "judged": !field.not_judged,
    });
    let inside = || -> Vec<_> {
        let children = book.form.asked(Some(id));
        children.map(|child| self::field(book, child)).collect()
    };
    let more = match &field.kind {
        Kind::Code(list) => {
            let codes = book.list(*list).map_or(&[][..], |list| &list.codes);
            ("codes", json!(codes.iter().map(code).collect::<Vec<_>>()))
        }
        Kind::Record(_) => ("fields", json!(inside())),
        Kind::List(items) if items.records => ("items", json!(inside())),
        Kind::List(_) => ("item", inside().into_iter().next().unwrap_or_default()),
        Kind::Quantity(unit) => ("unit", json!(unit.name())),
        _ => return out,
    };
    if let Some(out) = out.as_object_mut() {
        out.insert(more.0.to_owned(), more.1);
    }
    out
}

fn code(code: &Code) -> Value {
    let quote = code.law.iter().find_map(|law| law.quote.as_deref());
    json!({
        "code": code.code, "title": in_every(&code.title), "quote": quote,
        "from": code.period.from.map(|day| day.to_string()), "until": code.period.until.map(|day| day.to_string()),
    })
}

/// Whether a field may be left out and nothing is ever asked of whoever leaves it out; a record, where all in it may.
fn is_optional(book: &RuleBook, id: FieldId) -> bool {
    let field = book.form.field(id);
    if field.required {
        return false;
    }
    if let Kind::Record(fields) = &field.kind {
        return fields.iter().all(|&inside| is_optional(book, inside));
    }
    let mut cases = book.rules.iter().flat_map(|rule| &rule.cases);
    !cases.any(|case| {
        let stated = case.when.as_ref().is_some_and(|when| names(when, id));
        !stated && case.require.as_ref().is_some_and(|it| wants(it, id))
    })
}

/// Whether a condition cannot hold unless a field is stated.
fn wants(condition: &Condition, id: FieldId) -> bool {
    match condition {
        Condition::All(inner) => inner.iter().any(|one| wants(one, id)),
        Condition::Items { is, .. } => wants(is, id),
        Condition::Test(test) => {
            test.computed.is_none()
                && test.subject.field == id
                && test.operator != Operator::Presence(Presence::Absent)
        }
        Condition::Any(_) | Condition::Not(_) => false,
    }
}

/// The fields that a rule looks at: the one it points at, what it requires of which, when it applies.
fn fields_of(rule: &Rule) -> Vec<FieldId> {
    let mut all: Vec<FieldId> = rule.at.iter().map(|at| at.field).collect();
    let mut add = |condition: &Option<Condition>| {
        let Some(condition) = condition else { return };
        condition.tests(&mut |test| {
            if !all.contains(&test.subject.field) {
                all.push(test.subject.field);
            }
        });
    };
    let parts: [fn(&Case) -> &Option<Condition>; 2] = [|case| &case.require, |case| &case.when];
    for part in parts {
        rule.cases.iter().map(part).for_each(&mut add);
    }
    all
}
