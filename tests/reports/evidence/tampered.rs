//! One true report, changed in every kind of place in every way there is: none of what comes of it is called true.

use std::collections::BTreeMap;
use std::sync::Mutex;

use serde_json::{Value, json};

use crate::folder::Folder;
use crate::program::Said;

/// Stands before a key that is to stand twice, until the report is a text.
const AGAIN: &str = "@@";

/// What is done with a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    /// Another value, of the same type where there is one.
    Other,
    /// Left out.
    Gone,
    /// There twice, the same.
    Twice,
    /// There twice, the first time with another value.
    TwiceOther,
    /// Something added to it that no report has.
    More,
    /// The other way round.
    Reversed,
}

const CHANGES: [Change; 6] = [
    Change::Other,
    Change::Gone,
    Change::Twice,
    Change::TwiceOther,
    Change::More,
    Change::Reversed,
];

/// Something of everything: a failure, questions, an answer, a waiver that ends today, all together, a trace, notes.
fn checked() -> Folder {
    let folder = Folder::new();
    for (from, name) in [
        ("examples/violations/period-order.yaml", "all/order.yaml"),
        (
            "examples/violations/selection-deadline.yaml",
            "all/late.yaml",
        ),
        ("examples/review/not-stated.yaml", "all/not-stated.yaml"),
        (
            "examples/review/capital-company-task.yaml",
            "all/asked.yaml",
        ),
    ] {
        folder.copy(from, name);
    }
    let late = folder.read("all/late.yaml");
    let id = late.lines().find_map(|line| line.strip_prefix("id: "));
    let waiver = format!(
        "waivers:\n- {{ rule: selection-deadline, application: {}, reason: Decided by the department, approver: Director, document: No 12, \
         issued: 2026-01-05, expires: 2026-11-22 }}\n",
        id.expect("an id")
    );
    folder.write("all/atbilst-waivers.yaml", waiver);
    let asked = folder.check(&["all/asked.yaml", "--format=json"]).json();
    let [id, fingerprint] = ["id", "findings/0/fingerprint"].map(|at| {
        asked
            .pointer(&format!("/applications/0/{at}"))
            .expect("it")
            .clone()
    });
    let answer = format!(
        "answers:\n- {{ rule: capital-company-task, application: {id}, fingerprint: {fingerprint}, says: complies, \
         reason: The order names it, by: Anna, on: 2026-11-20, document: No 13 }}\n"
    );
    folder.write("all/atbilst-answers.yaml", answer);
    folder.write("all/note.yaml", "call: 2.1.2.1.i\ntitle: Platforma #1\n");
    folder.write("all/compose.yaml", "services: {}\n");
    let made = folder.check(&[
        "all",
        "--trace=period-order",
        "--report=json=true.json",
        "--format=csv",
    ]);
    assert_eq!(made.code, Some(1), "{made:?}");
    folder
}

/// One place of every kind: items of a list are of one kind, and so are the outcomes of rules. The last of each counts.
fn places(report: &Value) -> Vec<String> {
    fn add(value: &Value, kind: String, pointer: String, found: &mut BTreeMap<String, String>) {
        match value {
            Value::Object(fields) => {
                for (name, value) in fields {
                    let same = kind.ends_with("/outcomes");
                    let name = name.as_str();
                    let kind = format!("{kind}/{}", if same { "*" } else { name });
                    add(value, kind, format!("{pointer}/{name}"), found);
                }
            }
            Value::Array(items) => {
                for (number, value) in items.iter().enumerate() {
                    add(
                        value,
                        format!("{kind}/*"),
                        format!("{pointer}/{number}"),
                        found,
                    );
                }
            }
            _ => {}
        }
        found.insert(kind, pointer);
    }
    let mut found = BTreeMap::new();
    add(report, String::new(), String::new(), &mut found);
    found.into_values().collect()
}

fn other(value: &Value) -> Value {
    match value {
        Value::Bool(flag) => json!(!flag),
        Value::Number(number) => json!(if number.as_u64() == Some(1) { 2 } else { 1 }),
        Value::String(text) => {
            // The last figure, so that a day stays a day and a hash a hash.
            let figure = text.rfind(|c: char| c.is_ascii_digit());
            let mut changed = text.clone();
            match figure {
                Some(at) => {
                    let next = if &text[at..=at] == "3" { "2" } else { "3" };
                    changed.replace_range(at..=at, next);
                }
                None => changed.push('x'),
            }
            json!(changed)
        }
        Value::Null => json!("x"),
        Value::Array(_) | Value::Object(_) => json!("x"),
    }
}

/// The report with one change as a text; `None` where it cannot be done there, or changes nothing.
fn tampered(report: &Value, pointer: &str, change: Change) -> Option<String> {
    let mut report = report.clone();
    let (parent, name) = pointer.rsplit_once('/')?;
    if change == Change::More || change == Change::Reversed {
        match report.pointer_mut(pointer)? {
            Value::Object(fields) if change == Change::More => {
                fields.insert("approved".to_owned(), json!(true));
            }
            Value::Array(items) if change == Change::More => {
                items.push(json!({ "approved": true }))
            }
            Value::Array(items) => {
                let before = items.clone();
                items.reverse();
                if *items == before {
                    return None;
                }
            }
            _ => return None,
        }
        return Some(report.to_string());
    }
    match report.pointer_mut(parent)? {
        Value::Object(fields) => {
            let value = fields.get(name)?.clone();
            let again = format!("{AGAIN}{name}");
            match change {
                Change::Other => drop(fields.insert(name.to_owned(), other(&value))),
                Change::Gone => drop(fields.remove(name)),
                Change::Twice => drop(fields.insert(again, value)),
                _ => drop(fields.insert(again, other(&value))),
            }
        }
        Value::Array(items) => {
            let at: usize = name.parse().expect("a number");
            let value = items[at].clone();
            match change {
                Change::Other => items[at] = other(&value),
                Change::Gone => drop(items.remove(at)),
                Change::Twice => items.insert(at, value),
                _ => items.insert(at, other(&value)),
            }
        }
        _ => return None,
    }
    Some(report.to_string().replace(AGAIN, ""))
}

/// Runs `verify` on each text, side by side.
fn verified(folder: &Folder, texts: &[String], options: &[&str]) -> Vec<Said> {
    let next = Mutex::new(texts.iter().enumerate());
    let done: Mutex<BTreeMap<usize, Said>> = Mutex::default();
    std::thread::scope(|threads| {
        for _ in 0..4 {
            threads.spawn(|| {
                loop {
                    let Some((number, text)) = next.lock().expect("no panic").next() else {
                        break;
                    };
                    let name = format!("{number}.json");
                    folder.write(&name, text);
                    let said = folder.run(&[&["verify", &name], options].concat());
                    done.lock().expect("no panic").insert(number, said);
                }
            });
        }
    });
    done.into_inner().expect("no panic").into_values().collect()
}

/// By these the check is made again, so that a report which names them otherwise is as true as one made so: what was named,
/// and the order in which rule books are.
fn is_claim(pointer: &str, change: Change) -> bool {
    match change {
        Change::Gone | Change::Twice => pointer.starts_with("/inputs/"),
        Change::Reversed => pointer == "/rule_books",
        _ => false,
    }
}

#[test]
fn no_report_that_was_changed_is_called_true() {
    let folder = checked();
    let report: Value = serde_json::from_str(&folder.read("true.json")).expect("JSON");
    assert_eq!(folder.run(&["verify", "true.json"]).code, Some(0));
    let places = places(&report);
    let all = places
        .iter()
        .flat_map(|place| CHANGES.map(|change| (place, change)));
    let all = all.filter(|(place, change)| !is_claim(place, *change));
    let all = all
        .filter_map(|(place, change)| Some(((place, change), tampered(&report, place, change)?)));
    let (what, texts): (Vec<_>, Vec<_>) = all.unzip();
    assert!(texts.len() > 300, "{}", texts.len());
    let said = verified(&folder, &texts, &[]);
    let called_true = what.iter().zip(&said).filter(|(_, said)| {
        said.code == Some(0)
            || said.out.contains("The report is true")
            || !matches!(said.code, Some(1 | 2))
    });
    let called_true: Vec<_> = called_true.collect();
    assert!(called_true.is_empty(), "{called_true:#?}");
}

/// The words that another version may choose otherwise.
fn is_word(pointer: &str) -> bool {
    let words = [
        "/message", "/help", "/law", "/title", "/detail", "/field", "/asked", "/notes", "/basis",
    ];
    let of_trace = pointer.contains("/trace/") && pointer.contains("/reason");
    of_trace
        || words
            .iter()
            .any(|word| format!("{pointer}/").contains(&format!("{word}/")))
}

/// Whoever writes another version into a report takes its words out of the comparison, which is said, and nothing else.
#[test]
fn another_version_hides_no_outcome() {
    let folder = checked();
    let mut report: Value = serde_json::from_str(&folder.read("true.json")).expect("JSON");
    report["tool"]["version"] = json!("0.0.9");
    let places = places(&report);
    let places = places.iter().filter(|place| !place.starts_with("/tool"));
    let leaf = |place: &&String| {
        let value = report.pointer(place).expect("a place");
        !value.is_array() && !value.is_object()
    };
    let all = places.filter(leaf);
    let all = all.filter_map(|place| Some((place, tampered(&report, place, Change::Other)?)));
    let (what, texts): (Vec<_>, Vec<_>) = all.unzip();
    let none = [report.to_string()];
    for (options, expected) in [(&[][..], 2), (&["--outcomes-only"][..], 0)] {
        let said = &verified(&folder, &none, options)[0];
        assert_eq!(said.code, Some(expected), "{said:?}");
        assert!(said.out.contains("(messages, help, law): 0."), "{said:?}");
    }
    let mut words = 0;
    for (place, said) in what
        .iter()
        .zip(verified(&folder, &texts, &["--outcomes-only"]))
    {
        if is_word(place) && said.code == Some(0) {
            assert!(
                said.out.contains("(messages, help, law): 1."),
                "{place}: {said:?}"
            );
            words += 1;
        } else {
            assert!(matches!(said.code, Some(1 | 2)), "{place}: {said:?}");
        }
    }
    assert!(words > 10, "{words} words");
}
