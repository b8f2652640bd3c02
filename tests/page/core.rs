//! What the page asks of the core, asked here: answers out of texts and into them, and what is told of a check.

use serde::Deserialize;
use serde_json::{Value, json};

use atbilst_core::language::{Catalogue, Language};
use atbilst_core::rulebook::RuleBook;
use atbilst_page::door::Door;

use super::asked::{ask, json};
use crate::cases::cases;
use crate::engine::{EMBEDDED, book, books};
use crate::files::files;
use crate::program;

/// A page for these books.
fn door(books: &[RuleBook]) -> Door {
    let mut door = Door::default();
    let named: Vec<_> = books
        .iter()
        .map(|book| json!({ "name": &*book.name, "length": book.text.len() }))
        .collect();
    let texts: String = books.iter().map(|book| book.text.as_str()).collect();
    let begin = json!({ "do": "begin", "books": named, "today": program::TODAY, "version": "0" });
    assert_ne!(ask(&mut door, &begin, &texts), "");
    door
}

/// What `init` writes, the page writes.
#[test]
fn a_new_application_is_what_init_writes() {
    let book = &EMBEDDED[0];
    let mut door = door(&EMBEDDED);
    for lang in ["lv", "en"] {
        let folder = tempfile::tempdir().expect("a folder");
        let said = program::said(folder.path(), lang, &["init", "a.yaml", "--yes"]);
        assert_eq!(said.code, Some(0), "{}", said.err);
        let written = std::fs::read_to_string(folder.path().join("a.yaml")).expect("a file");
        let answers = json!({ "call": &*book.call });
        let write = json!({ "do": "write", "lang": lang, "call": &*book.call, "file": "a.yaml", "answers": answers, "own": true });
        assert_eq!(ask(&mut door, &write, ""), written);
        // What it wrote it takes for its own again.
        let open = json!({ "do": "open", "file": "a.yaml" });
        assert_eq!(json(&mut door, &open, &written)["own"], true);
    }
}

/// The complete application of every book, written by the page, complies, and is read as it was.
#[test]
fn what_is_answered_is_read_again() {
    for book in [EMBEDDED[0].clone(), book("second-call")] {
        let mut door = door(std::slice::from_ref(&book));
        let write = |own: bool| json!({ "do": "write", "lang": "lv", "call": &*book.call, "file": "a.yaml", "answers": book.complete, "own": own });
        let text = ask(&mut door, &write(true), "");
        let open = json!({ "do": "open", "file": "a.yaml" });
        let opened = json(&mut door, &open, &text);
        assert_eq!(
            (&opened["answers"], &opened["own"]),
            (&book.complete, &json!(true)),
            "{text}"
        );
        let told = json(
            &mut door,
            &json!({ "do": "check", "lang": "lv", "path": "a.yaml" }),
            &text,
        );
        assert_eq!(told["verdict"], "complies");
    }
}

/// What the page says of a file is what the program says, whatever the file holds.
#[test]
fn the_examples_are_found_to_be_what_the_program_finds() {
    let mut door = door(&EMBEDDED);
    for path in files("examples", &["yaml"]) {
        let path = path.to_string_lossy().into_owned();
        let bytes = std::fs::read(&path).expect("a file");
        let mut command = program::atbilst();
        command.args([
            "check",
            &path,
            "--format=json",
            "--lang=lv",
            "--no-waivers",
            "--today",
            program::TODAY,
        ]);
        let report = program::run(&mut command).json();
        let expected = &report["applications"][0];
        let told = json(
            &mut door,
            &json!({ "do": "check", "lang": "lv", "path": path }),
            &bytes,
        );
        assert_eq!(told["verdict"], expected["verdict"], "{path}");
        let prints = |findings: &Value| -> Vec<Value> {
            let all = findings.as_array().expect("findings").iter();
            all.map(|one| json!([one["fingerprint"], one["message"], one["help"]]))
                .collect()
        };
        // The page tells each rule that asks for what is left out at its field; the program tells all of them in one finding.
        let also = |finding: &Value| -> Vec<Value> {
            let also = finding["also"].as_array().into_iter().flatten();
            also.map(|one| one["fingerprint"].clone()).collect()
        };
        let all = expected["findings"].as_array().expect("findings");
        let also: Vec<Value> = all.iter().flat_map(also).collect();
        let (own, others): (Vec<_>, Vec<_>) = prints(&told["findings"])
            .into_iter()
            .partition(|one| !also.contains(&one[0]));
        assert_eq!(own, prints(&expected["findings"]), "{path}");
        assert_eq!(others.len(), also.len(), "{path}");
    }
}

#[derive(Deserialize)]
struct Written {
    about: String,
    base: String,
    /// What is answered elsewhere, by pointers; null for what is taken out.
    change: Vec<(String, Value)>,
    text: String,
}

/// Answers are written into a text that holds more than they say: the rest stays as it stands.
#[test]
fn what_a_text_holds_beside_its_answers_is_kept() {
    let book = book("second-call");
    let mut door = door(std::slice::from_ref(&book));
    let mut wrong = Vec::new();
    for case in cases::<Vec<Written>>("tests/page/written.yaml") {
        let opened = json(
            &mut door,
            &json!({ "do": "open", "file": "a.yaml" }),
            &case.base,
        );
        let mut answers = opened["answers"].clone();
        for (pointer, to) in &case.change {
            let place = atbilst_core::data::DataPath::pointer(pointer);
            match to {
                Value::Null => place.remove(&mut answers),
                to => place.set(&mut answers, to.clone()),
            }
        }
        let write = json!({ "do": "write", "lang": "en", "call": &*book.call, "file": "a.yaml", "answers": answers, "own": false, "json": is_json(&case.base) });
        let text = ask(&mut door, &write, &case.base);
        assert_eq!(is_json(&text), is_json(&case.base), "{text}");
        if text != case.text {
            wrong.push(format!("{}:\n{text}", case.about));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// An empty form of any book begins with no reproach: what is not there is still to be filled in.
#[test]
fn an_empty_form_reproaches_nothing() {
    for book in books() {
        let name = &book.name;
        let mut door = door(std::slice::from_ref(&book));
        let answers = json!({ "call": &*book.call });
        let write = json!({ "do": "write", "lang": "en", "call": &*book.call, "file": "a.yaml", "answers": answers, "own": true });
        let text = ask(&mut door, &write, "");
        let told = json(
            &mut door,
            &json!({ "do": "check", "lang": "en", "path": "a.yaml" }),
            &text,
        );
        let findings = told["findings"].as_array().expect("findings").iter();
        let reproaches: Vec<_> = findings
            .filter(|one| one["group"] == "mend" || one["group"] == "warn")
            .map(|one| format!("{} {}", one["rule"], one["message"]))
            .collect();
        assert!(reproaches.is_empty(), "{name}: {reproaches:#?}");
    }
}

/// What the office states is asked of nobody who fills in a form.
#[test]
fn what_the_office_states_is_a_question_to_a_person() {
    let book = book("consortium");
    let mut door = door(std::slice::from_ref(&book));
    let check = json!({ "do": "check", "lang": "en", "path": "a.yaml" });
    let told = json(&mut door, &check, book.complete.to_string());
    let findings = told["findings"].as_array().expect("findings");
    let office: Vec<_> = findings
        .iter()
        .filter(|one| one["office"] == true)
        .collect();
    assert!(!office.is_empty(), "{told}");
    assert!(office.iter().all(|one| one["group"] == "ask"), "{office:?}");
}

/// What does not stand in the way is a warning, and no mistake.
#[test]
fn a_warning_is_no_mistake() {
    let book = book("second-call");
    let mut door = door(std::slice::from_ref(&book));
    let mut answers = book.complete.clone();
    let given = answers.as_object_mut().expect("answers");
    given.remove("summary");
    let check = json!({ "do": "check", "lang": "en", "path": "a.yaml" });
    let told = json(&mut door, &check, answers.to_string());
    let findings = told["findings"].as_array().expect("findings").iter();
    let warnings: Vec<_> = findings.filter(|one| one["level"] == "warning").collect();
    assert!(
        warnings.iter().all(|one| one["group"] != "mend"),
        "{warnings:?}"
    );
    assert!(!warnings.is_empty(), "{told}");
}

/// Of thousands of mistakes as many are told as the program tells, and the rest is counted; places are counted once.
#[test]
fn what_is_too_much_is_counted() {
    let mut door = door(&EMBEDDED);
    let keys: String = (0..1_500).map(|n| format!("key{n}: 1\n")).collect();
    let items = "  - { category: publicity, amount: 1 }\n".repeat(1_500);
    let text = format!("call: 2.1.2.1.i\n{keys}activities:\n{items}");
    let told = json(
        &mut door,
        &json!({ "do": "check", "lang": "lv", "path": "a.yaml" }),
        &text,
    );
    let findings = told["findings"].as_array().expect("findings").len();
    assert_eq!(findings, 1_000);
    assert!(
        told["left_out"].as_u64() >= Some(500),
        "{}",
        told["left_out"]
    );
    let not_asked = told["not_asked"].as_array().expect("pointers");
    assert!(not_asked.contains(&json!("/activities/1499/subcategory")));
}

/// What stands where a field is and has another shape is told, so that nobody writes over it unseen.
#[test]
fn what_no_field_can_show_is_told() {
    let mut door = door(&EMBEDDED);
    let text = "call: 2.1.2.1.i\ntitle: [a, b]\nfunding: 3\napplicant:\nactivities:\n  - amount: { x: 1 }\n";
    let opened = json(&mut door, &json!({ "do": "open", "file": "a.yaml" }), text);
    assert_eq!(
        opened["other"],
        json!([
            { "pointer": "/title", "text": "[a, b]" },
            { "pointer": "/activities/0/amount", "text": "{ x: 1 }" },
            { "pointer": "/funding", "text": "3" },
        ])
    );
}

/// A field that a rule asks for only in some case is not asked for in the others; a sum is reckoned.
#[test]
fn what_is_asked_for_depends_on_the_answers() {
    let mut door = door(&EMBEDDED);
    let mut told = |text: &str| {
        json(
            &mut door,
            &json!({ "do": "check", "lang": "en", "path": "a.yaml" }),
            text,
        )
    };
    let asked = |told: &Value, pointer: &str| {
        let not = told["not_asked"].as_array().expect("pointers");
        !not.contains(&json!(pointer))
    };
    let none = told("call: 2.1.2.1.i\napplicant: { type: direct_administration }\n");
    assert!(!asked(&none, "/applicant/field"));
    assert!(!asked(&none, "/applicant/shared_services_capacity"));
    assert!(asked(&none, "/summary"));
    let local = told("call: 2.1.2.1.i\napplicant: { type: local_government }\n");
    assert!(asked(&local, "/applicant/shared_services_capacity"));
    assert!(!asked(&local, "/applicant/field"));
    let activities = told(
        "call: 2.1.2.1.i\nactivities:\n  - { category: audit, amount: 1.10 }\n  - { category: shared_platforms, amount: 2 }\n",
    );
    for (pointer, expected) in [
        ("/activities/0/performed_by", true),
        ("/activities/1/performed_by", false),
        ("/activities/0/subcategory", false),
        ("/activities/1/subcategory", true),
        ("/activities/1/action_plan_reference", false),
    ] {
        assert_eq!(asked(&activities, pointer), expected, "{pointer}");
    }
    let sum = &activities["sums"][0];
    assert_eq!(
        (&sum["pointer"], &sum["written"]),
        (&json!("/funding/recovery_fund"), &json!("3.10"))
    );
}

/// Nothing that is asked wrongly stops it.
#[test]
fn what_is_no_request_is_answered_with_nothing() {
    let mut door = door(&EMBEDDED);
    for request in [
        &b""[..],
        b"\n",
        b"{}\n",
        b"{\"do\":\"value\",\"call\":\"none\",\"path\":\"x\"}\n",
        b"{\"do\":{\"value\":{\"call\":\"none\",\"path\":\"x\"}}}\n",
        b"\xff\n\xff",
    ] {
        assert_eq!(door.ask(request), b"");
    }
    let broken = json(
        &mut door,
        &json!({ "do": "check", "lang": "lv", "path": "a.yaml" }),
        b"call: \xff",
    );
    assert_eq!(broken["verdict"], "unreadable");
}

fn is_json(text: &str) -> bool {
    serde_json::from_str::<Value>(text).is_ok()
}

#[derive(Deserialize)]
struct Called {
    about: String,
    base: String,
    calls: Vec<String>,
    text: Option<String>,
}

/// A text that does not name its call may be given one of those of the page, and keeps all else.
#[test]
fn a_text_without_its_call_may_be_given_one() {
    let books = [EMBEDDED[0].clone(), book("second-call")];
    let mut door = door(&books);
    for case in cases::<Vec<Called>>("tests/page/called.yaml") {
        let open = json!({ "do": "open", "file": "a.yaml" });
        let opened = json(&mut door, &open, &case.base);
        assert_eq!(opened, json!({ "calls": case.calls }), "{}", case.about);
        let Some(call) = case.calls.first() else {
            continue;
        };
        let named = ask(
            &mut door,
            &json!({ "do": "name", "call": call }),
            &case.base,
        );
        assert_eq!(Some(&named), case.text.as_ref(), "{}", case.about);
        let opened = json(&mut door, &open, &named);
        assert_eq!(opened["call"], json!(call), "{}", case.about);
    }
}

/// Every sentence of the page is said by it, and none that is not there.
#[test]
fn the_page_says_its_sentences_and_no_others() {
    let sources = files("crates/page/app/src", &["ts"]);
    let rust = ["crates/page/src/html.rs", "src/cli/page.rs"].map(Into::into);
    let said: Vec<String> = sources
        .into_iter()
        .chain(rust)
        .map(|path| std::fs::read_to_string(path).expect("a source file"))
        .collect();
    let catalogue = Catalogue::of(Language::default());
    let keys = catalogue.keys().filter(|key| key.starts_with("applicant."));
    for key in keys {
        // What is put together names all but the last part.
        let (group, _) = key.rsplit_once('.').expect("a group");
        let ways = [format!("\"{key}\""), format!("`{group}.${{")];
        let is_said = said
            .iter()
            .any(|text| ways.iter().any(|way| text.contains(way)));
        assert!(is_said, "nobody says {key}");
    }
    for key in said
        .iter()
        .flat_map(|text| text.split("\"applicant.").skip(1))
    {
        let key = key.split('"').next().unwrap_or_default();
        assert!(
            catalogue.has(&format!("applicant.{key}")),
            "there is no applicant.{key}"
        );
    }
}
