//! How much of what real calls ask the language can say: every requirement that a program can decide, as a rule that holds and fails.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::cases::cases;
use crate::folder::Folder;
use crate::program::{here, said as atbilst};

/// A requirement as a rule: what stands in the rule, and with which changes of the complete application it holds and fails.
#[derive(Deserialize)]
struct Requirement {
    quote: String,
    #[serde(default)]
    all: bool,
    #[serde(default)]
    pass: Option<Value>,
    fail: Value,
    #[serde(flatten)]
    rule: Map<String, Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Requirements {
    fields: BTreeMap<String, Value>,
    complete: Map<String, Value>,
    lists: BTreeMap<String, Vec<String>>,
    values: BTreeMap<String, Map<String, Value>>,
    figures: BTreeMap<String, Value>,
    said: BTreeMap<u32, Requirement>,
    not_said: BTreeMap<u32, String>,
}

/// In the texts 120 requirements are met that a program can decide.
const DECIDABLE: usize = 120;

#[test]
fn of_a_hundred_and_twenty_requirements_nearly_all_can_be_said() {
    let all: Requirements = cases("tests/law/requirements.yaml");
    let elsewhere = std::fs::read_to_string(here().join("tests/books/requirements.yaml"));
    let elsewhere = elsewhere.expect("a book");
    let numbered = elsewhere
        .lines()
        .filter_map(|line| line.strip_prefix("  # "));
    let numbers: BTreeSet<u32> = numbered
        // A register and the judgement of a person are not among those that a program decides.
        .filter(|line| {
            !["register", "judgement", "project"]
                .iter()
                .any(|word| line.contains(word))
        })
        .filter_map(|line| line.split_once(':')?.0.parse().ok())
        .collect();
    let said: BTreeSet<u32> = all.said.keys().chain(&numbers).copied().collect();
    assert_eq!(
        said.len(),
        all.said.len() + numbers.len(),
        "one stands twice"
    );
    assert_eq!(said.len() + all.not_said.len(), DECIDABLE);
    assert!(said.len() * 100 >= DECIDABLE * 95, "{}", said.len());

    let folder = Folder::new();
    folder.write("book.yaml", book(&all));
    let path = folder.name("book.yaml");
    let told = atbilst(here(), "en", &["rules", "test", &path]);
    assert_eq!(told.code, Some(0), "{}{}", told.out, told.err);
}

fn book(all: &Requirements) -> String {
    let law = json!({ "source": "page", "quote": "x" });
    let fields: Map<String, Value> = all
        .fields
        .iter()
        .map(|(name, of)| (name.clone(), field(name, of)))
        .collect();
    let own = |name: &str| json!({ "kind": "text", "required": true, "title": both(name), "help": both(name) });
    let mut form = Map::from_iter([
        ("call".to_owned(), own("call")),
        ("id".to_owned(), own("id")),
    ]);
    form.extend(fields);
    let mut complete = all.complete.clone();
    complete.insert("call".to_owned(), json!("9.9.2.i"));
    complete.insert("id".to_owned(), json!("1"));
    let lists = all.lists.iter().map(|(name, codes)| {
        let codes = codes
            .iter()
            .map(|code| (code.clone(), json!({ "title": both(code), "law": law })));
        (name.clone(), Value::Object(codes.collect()))
    });
    let values = all.values.iter().map(|(name, value)| {
        let mut value = value.clone();
        value.insert("title".to_owned(), both(name));
        let history = match value.remove("history") {
            Some(Value::Array(history)) => history,
            _ => vec![json!({ "from": "2000-01-01", "is": value.remove("is") })],
        };
        let history: Vec<Value> = history
            .into_iter()
            .map(|mut dated| {
                dated["law"] = law.clone();
                dated
            })
            .collect();
        value.insert("history".to_owned(), history.into());
        (name.clone(), Value::Object(value))
    });
    let mut values: Map<String, Value> = values.collect();
    values.insert("last_day".to_owned(), json!({ "kind": "date", "title": both("last day"), "history": [{ "from": "2000-01-01", "is": "2030-01-01", "law": law }] }));
    let figures = all
        .figures
        .iter()
        .map(|(name, is)| (name.clone(), json!({ "title": both(name), "is": is })));
    let rules = |of_all| -> Vec<Value> {
        let own = all.said.iter().filter(|(_, one)| one.all == of_all);
        own.map(|(number, one)| one.as_rule(*number)).collect()
    };
    let book = json!({
        "call": "9.9.2.i",
        "title": both("requirements"),
        "version": "1",
        "verified_on": "2026-11-20",
        "as_of": { "field": "submitted", "otherwise": "last_day" },
        "month_end": { "day": "last", "because": both("so") },
        "sources": { "page": { "title": both("page"), "url": "https://example.org/x" } },
        "form": { "version": 1, "fields": form },
        "complete": complete,
        "lists": lists.collect::<Map<_, _>>(),
        "values": values,
        "figures": figures.collect::<Map<_, _>>(),
        "rules": rules(false),
        "portfolio": rules(true),
    });
    serde_json::to_string_pretty(&book).expect("JSON, which is YAML")
}

impl Requirement {
    fn as_rule(&self, number: u32) -> Value {
        let pass = self.pass.clone().unwrap_or_else(|| json!({}));
        let example = |expect: &str, with: &Value| match self.all {
            false => json!({ "expect": expect, "with": with }),
            true => {
                let applications = with.as_array().expect("several applications").iter();
                let applications = applications.zip(1..).map(|(with, id)| {
                    let mut with = with.clone();
                    with["id"] = json!(id.to_string());
                    json!({ "with": with })
                });
                json!({ "expect": expect, "applications": applications.collect::<Vec<_>>() })
            }
        };
        let mut rule = self.rule.clone();
        rule.extend([
            ("id".to_owned(), json!(format!("requirement-{number}"))),
            ("title".to_owned(), both(&number.to_string())),
            (
                "law".to_owned(),
                json!({ "source": "page", "quote": self.quote }),
            ),
            ("message".to_owned(), both("No.")),
            ("help".to_owned(), both("Mend it.")),
            (
                "examples".to_owned(),
                json!([example("pass", &pass), example("fail", &self.fail)]),
            ),
        ]);
        Value::Object(rule)
    }
}

/// `money`, `code kinds`, `quantity ha`, a record, a list of records, or what the office states.
fn field(name: &str, of: &Value) -> Value {
    let mut line = json!({ "title": both(name), "help": both(name) });
    let inside = |of: &Map<String, Value>| -> Value {
        of.iter()
            .map(|(name, of)| (name.clone(), field(name, of)))
            .collect::<Map<_, _>>()
            .into()
    };
    match of {
        Value::String(kind) => match kind.split_once(' ') {
            Some(("code", list)) => {
                line["kind"] = json!("code");
                line["list"] = json!(list);
            }
            Some((_, unit)) => {
                line["kind"] = json!("quantity");
                line["unit"] = json!(unit);
                line["decimals"] = json!(2);
            }
            None => line["kind"] = json!(kind),
        },
        Value::Object(of) => match (of.get("record"), of.get("office")) {
            (Some(Value::Object(of)), _) => {
                line["kind"] = json!("record");
                line["fields"] = inside(of);
            }
            (_, Some(kind)) => {
                line["kind"] = kind.clone();
                line["stated_by"] = json!("office");
                line["register"] = both("register");
            }
            _ => {
                line["kind"] = json!("list");
                line["fields"] = inside(of);
            }
        },
        _ => panic!("{name} is no field"),
    }
    line
}

fn both(text: &str) -> Value {
    json!({ "lv": text, "en": text })
}
