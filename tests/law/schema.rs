//! The JSON Schema of the form and the checker, held together on generated documents: what the schema refuses the checker refuses.

use atbilst_books::schema::schema;
use atbilst_core::check::{Checker, Settings};
use atbilst_core::finding::Outcome;
use atbilst_core::language::Language;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

use crate::engine::{EMBEDDED, catalogue, check};

fn refused(document: &Value) -> bool {
    let settings = Settings {
        portfolio: false,
        ..Settings::on(EMBEDDED[0].verified_on)
    };
    let checker = Checker::new(&*EMBEDDED, catalogue(Language::En), settings);
    let report = check(&checker, &[("generated", document.to_string())]);
    report.summary.outcomes.of(Outcome::Fail) > 0
}

/// Every pointer into a document.
fn pointers(value: &Value, at: String, all: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                pointers(inner, format!("{at}/{key}"), all);
            }
        }
        Value::Array(list) => {
            for (index, inner) in list.iter().enumerate() {
                pointers(inner, format!("{at}/{index}"), all);
            }
        }
        _ => {}
    }
    all.push(at);
}

/// What may come into the place of a value, or beside it.
fn values() -> impl Strategy<Value = Value> {
    select(vec![
        json!(null),
        json!(""),
        json!(" "),
        json!("x"),
        json!("NO"),
        json!(true),
        json!(false),
        json!("true"),
        json!("yes"),
        json!(0),
        json!(1),
        json!(-1),
        json!(1.5),
        json!(0.125),
        json!(12.0),
        json!(1e15),
        json!(700000.0),
        json!("700000.00"),
        json!("700 000,00"),
        json!("0"),
        json!("00"),
        json!("0.5"),
        json!("1.234"),
        json!(90000000000_u64),
        json!("90000000000"),
        json!("00000000001"),
        json!("9000000000"),
        json!("2022-12-20"),
        json!("2022-02-30"),
        json!("20.12.2022"),
        json!("local_government"),
        json!("derived_public_entity"),
        json!("scientific_research"),
        json!("specialised_equipment"),
        json!("shared_platforms"),
        json!("public_service"),
        json!("line_ministry"),
        json!("internal_auditor"),
        json!([]),
        json!({}),
        json!([null]),
        json!(["x"]),
        json!([{}]),
        json!({ "name": "x" }),
    ])
}

fn changed(document: &Value, changes: &[(proptest::sample::Index, u8, Value)]) -> Value {
    let mut document = document.clone();
    for (place, kind, value) in changes {
        let mut all = Vec::new();
        pointers(&document, String::new(), &mut all);
        let pointer = place.get(&all).clone();
        let (around, name) = pointer.rsplit_once('/').unwrap_or(("", ""));
        match (kind, document.pointer_mut(around)) {
            (0, Some(Value::Object(map))) => drop(map.remove(name)),
            (1, Some(Value::Object(map))) => drop(map.insert(format!("{name}x"), value.clone())),
            (2, Some(Value::Array(list))) => list.push(value.clone()),
            _ => {
                if let Some(place) = document.pointer_mut(&pointer) {
                    *place = value.clone();
                }
            }
        }
    }
    document
}

#[test]
fn what_the_schema_refuses_the_checker_refuses() {
    let book = &EMBEDDED[0];
    let validator = jsonschema::draft202012::new(&schema(book, Language::Lv)).expect("a schema");
    assert!(
        validator.is_valid(&book.complete),
        "the complete application"
    );
    let change = (any::<proptest::sample::Index>(), 0..5_u8, values());
    let documents = prop::collection::vec(change, 1..4);
    let counts = std::cell::Cell::new((0_u32, 0_u32));
    let mut runner = TestRunner::new(Config {
        cases: 3000,
        failure_persistence: None,
        ..Config::default()
    });
    let outcome = runner.run(&documents, |changes| {
        let document = changed(&book.complete, &changes);
        let (valid, invalid) = counts.get();
        if validator.is_valid(&document) {
            counts.set((valid + 1, invalid));
        } else {
            counts.set((valid, invalid + 1));
            let why: Vec<String> = validator
                .iter_errors(&document)
                .map(|e| e.to_string())
                .collect();
            prop_assert!(refused(&document), "{why:?}\n{document}");
        }
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
    let (valid, invalid) = counts.get();
    assert!(
        valid > 100 && invalid > 1000,
        "{valid} valid, {invalid} refused"
    );
}

#[test]
fn the_schema_refuses_what_an_editor_should_underline() {
    let book = &EMBEDDED[0];
    for language in Language::ALL {
        let validator = jsonschema::draft202012::new(&schema(book, language)).expect("a schema");
        for (pointer, value) in [
            ("/submitted", json!("20.12.2022")),
            ("/applicant/type", json!("ministry")),
            ("/applicant/registration_number", json!("LV90000000000")),
            ("/activities", json!([])),
            ("/activities/0/category", json!("travel")),
            ("/activities/0/amount", json!("640 000,00")),
            ("/funding/recovery_fund", json!(-1)),
            ("/funding", json!({ "recovery_fund": 1, "vat": 2 })),
            ("/period", json!({ "start": "2023-01-01" })),
            ("/declarations/no_fraud", json!("maybe")),
            ("/title", json!(null)),
        ] {
            let mut document = book.complete.clone();
            *document.pointer_mut(pointer).expect("a place") = value;
            assert!(!validator.is_valid(&document), "{pointer}");
        }
    }
}

#[test]
fn every_field_and_code_is_explained_in_the_language() {
    let book = &EMBEDDED[0];
    for language in Language::ALL {
        let schema = schema(book, language).to_string();
        for field in book.form.fields.iter().filter(|field| field.name != "it") {
            assert!(
                schema.contains(&json!(field.help.get(language)).to_string()),
                "{}",
                field.path
            );
        }
        for code in book.lists.iter().flat_map(|list| &list.codes) {
            assert!(
                schema.contains(&json!(code.title.get(language)).to_string()),
                "{}",
                code.code
            );
        }
    }
}
