//! What the office states: not asked of applicants, a question until it is stated, then decided, told, verified and compared.

use calamine::{Reader as _, open_workbook_auto};
use serde_json::{Value, json};

use crate::cases::cases;
use crate::folder::Folder;
use crate::program::here;

/// Those of the rules of the book that wait for the office.
const WAITING: [&str; 2] = ["debts-of-partners", "one-partner-in-debt"];

fn book() -> String {
    let book = here().join("tests/books/consortium.yaml");
    book.to_str().expect("UTF-8").to_owned()
}

/// A folder with the complete application of the book, without what the office states.
fn asked() -> Folder {
    asked_of(["A", "B", "C"])
}

/// The same, with partners of these names.
fn asked_of(names: [&str; 3]) -> Folder {
    let folder = Folder::new();
    let book: Value = cases("tests/books/consortium.yaml");
    let mut complete = book["complete"].clone();
    let partners = complete["partners"].as_array_mut().expect("partners");
    for (partner, name) in partners.iter_mut().zip(names) {
        partner["code"] = name.into();
        partner.as_object_mut().expect("a partner").remove("debt");
    }
    folder.write("a/one.yaml", complete.to_string());
    folder
}

fn checked(folder: &Folder, more: &[&str]) -> Value {
    let book = book();
    let arguments = [&["a", "--rules", &book, "--format", "json"], more].concat();
    folder.check(&arguments).json()
}

fn outcomes(report: &Value) -> [&str; 2] {
    let outcomes = &report["applications"][0]["outcomes"];
    WAITING.map(|rule| outcomes[rule].as_str().unwrap_or_default())
}

/// Entries of a file of what the office states: the item, and its debt.
fn stated(debts: &[(&str, &str)]) -> String {
    let entry = |(item, is): &(&str, &str)| {
        let field = format!("partners[{item}].debt");
        json!({ "application": "1", "field": field, "is": is, "register": "VID", "by": "Anna", "on": "2026-11-20" })
    };
    let entries: Vec<_> = debts.iter().map(entry).collect();
    json!({ "stated": entries }).to_string()
}

#[test]
fn what_the_office_states_is_a_question_until_it_is_stated() {
    let folder = asked();
    let open = checked(&folder, &["--report", "json=open.json"]);
    assert_eq!(outcomes(&open), ["review", "review"]);
    let findings = open["applications"][0]["findings"].as_array();
    let fields = findings.expect("findings").iter().map(|one| {
        assert_eq!(one["awaits"]["register"], "tax database");
        one["awaits"]["field"].as_str().unwrap_or_default()
    });
    let named: Vec<_> = fields.collect();
    let wanted = ["A", "A", "B", "C"].map(|item| format!("partners[{item}].debt"));
    assert_eq!(named, wanted);
    let draft = folder.run(&["answers", "draft", "open.json"]).out;
    for item in ["A", "B", "C"] {
        let field = format!("field: partners[{item}].debt");
        assert_eq!(draft.matches(&*field).count(), 1, "{draft}");
    }
    folder.write("a/atbilst-answers.yaml", &draft);
    let drafted = checked(&folder, &[]);
    assert_eq!(outcomes(&drafted), ["review", "review"]);
    assert_eq!(drafted["notes"], json!([]), "an empty draft says nothing");
    for (debts, said) in [
        (
            &[("A", "0.00"), ("B", "150.00"), ("C", "0.00")],
            ["pass", "pass"],
        ),
        (
            &[("A", "0.00"), ("B", "150.01"), ("C", "0.00")],
            ["fail", "pass"],
        ),
        (
            &[("A", "1.00"), ("B", "1.00"), ("C", "1.00")],
            ["pass", "fail"],
        ),
    ] {
        folder.write("a/atbilst-answers.yaml", stated(debts));
        let report = checked(&folder, &[]);
        assert_eq!(outcomes(&report), said);
        let first = &report["applications"][0]["stated"][0];
        assert_eq!(first["field"], "partners[A].debt");
        assert_eq!(first["file"], "a/atbilst-answers.yaml");
        folder.write("now.json", report.to_string());
        let verified = folder.run(&["verify", "now.json", "--rules", &book()]);
        assert_eq!(verified.code, Some(0), "{}", verified.out);
    }
    let compared = folder.run(&["compare", "open.json", "now.json", "--format", "json"]);
    let compared = compared.json();
    let changed = &compared["applications"][0]["stated"];
    assert_eq!(changed.as_array().map(Vec::len), Some(3));
    assert_eq!(changed[0]["new"]["is"], "1.00");
    let said = folder
        .check(&["a", "--rules", &book(), "--format", "full"])
        .out;
    assert!(
        said.contains("Tax debt (A) – EUR 1.00 (VID; looked up by Anna"),
        "{said}"
    );
    let to = ["a", "--rules", &book(), "--report", "xlsx=report.xlsx"];
    folder.check(&to);
    let mut workbook = open_workbook_auto(folder.at("report.xlsx")).expect("a workbook");
    let sheet = workbook.worksheet_range("Applications").expect("a sheet");
    let last = sheet.rows().nth(1).and_then(<[_]>::last);
    let said = last.map(ToString::to_string).unwrap_or_default();
    assert!(said.contains("Tax debt (A) – EUR 1.00 (VID"), "{said}");
}

#[test]
fn an_item_that_its_name_does_not_tell_from_others_is_named_by_its_number() {
    let folder = asked_of(["A [x]", "B", "B"]);
    checked(&folder, &["--report", "json=open.json"]);
    let draft = folder.run(&["answers", "draft", "open.json"]).out;
    for item in ["0", "1", "2"] {
        let field = format!("field: partners[{item}].debt");
        assert_eq!(draft.matches(&*field).count(), 1, "{draft}");
    }
    let debts = [("0", "0.00"), ("1", "150.01"), ("2", "0.00")];
    folder.write("a/atbilst-answers.yaml", stated(&debts));
    let report = checked(&folder, &[]);
    assert_eq!(outcomes(&report), ["fail", "pass"]);
    assert_eq!(
        report["applications"][0]["stated"].as_array().map(Vec::len),
        Some(3)
    );
    // A name of several, or one that stands for nobody, is that of none.
    folder.write("a/atbilst-answers.yaml", stated(&[("B", "0.00")]));
    assert_eq!(outcomes(&checked(&folder, &[])), ["review", "review"]);
}

#[test]
fn a_file_for_the_office_alone_stands_beside_the_answers() {
    let folder = asked();
    folder.write(
        "a/atbilst-answers.yaml",
        stated(&[("A", "0.00"), ("B", "1.00")]),
    );
    // Of the files that which was named counts, and it is said of the other.
    folder.write("office.yaml", stated(&[("B", "2.00"), ("C", "160.00")]));
    let report = checked(&folder, &["--office", "office.yaml"]);
    assert_eq!(outcomes(&report), ["fail", "fail"]);
    let of_b = report["applications"][0]["stated"].as_array();
    let of_b = of_b.expect("stated").iter();
    let of_b: Vec<_> = of_b
        .filter(|one| one["field"] == "partners[B].debt")
        .collect();
    assert_eq!((of_b.len(), &of_b[0]["is"]), (1, &json!("2.00")));
    let notes = report["notes"].to_string();
    assert!(notes.contains("named with `--office`"), "{notes}");
    folder.write("now.json", report.to_string());
    let verified = folder.run(&["verify", "now.json", "--rules", &book()]);
    assert_eq!(verified.code, Some(0), "{}", verified.out);
    folder.write("office.yaml", stated(&[("B", "2.00"), ("C", "0.00")]));
    let verified = folder.run(&["verify", "now.json", "--rules", &book()]);
    assert_eq!(verified.code, Some(1), "{}", verified.out);
}

#[test]
fn what_counts_for_nothing_is_named_with_why() {
    let folder = asked();
    let entry = |field: &str, is: &str, on: &str, subject: &str| {
        format!(
            "  - {{ application: {subject}, field: \"{field}\", is: \"{is}\", register: VID, by: Anna, on: {on} }}\n"
        )
    };
    let day = "2026-11-20";
    for (line, why) in [
        (
            entry("partners[A].debt", "many", day, "\"1\""),
            "does not have the form",
        ),
        (
            entry("partners[X].debt", "0.00", day, "\"1\""),
            "has no item",
        ),
        (
            entry("partners[].debt", "0.00", day, "\"1\""),
            "has no item",
        ),
        (
            entry("partners[A].dept", "0.00", day, "\"1\""),
            "has no field",
        ),
        (entry("rate", "50", day, "\"1\""), "stated by the applicant"),
        (
            entry("partners[A].debt", "0.00", "2036-11-20", "\"1\""),
            "after the day of the check",
        ),
        (
            entry("partners[A].debt", "0.00", day, "other"),
            "not among what was checked",
        ),
        (
            entry("partners[A].debt", "0.00", "20.11.2026", "\"1\""),
            "is not a date",
        ),
    ] {
        folder.write("a/atbilst-answers.yaml", format!("stated:\n{line}"));
        let report = checked(&folder, &[]);
        assert_eq!(outcomes(&report), ["review", "review"], "{why}");
        let note = report["notes"][0].as_str().unwrap_or_default();
        assert!(note.contains(why), "{note}");
    }
}

#[test]
fn an_applicant_is_not_asked_what_the_office_states() {
    let folder = asked();
    let text = folder.read("a/one.yaml");
    folder.write(
        "a/one.yaml",
        text.replace("{\"code\":\"A\"", "{\"debt\":\"1.00\",\"code\":\"A\""),
    );
    let report = checked(&folder, &[]);
    let mut found = report["applications"][0]["findings"]
        .as_array()
        .expect("findings")
        .iter();
    let found = found
        .find(|one| one["rule"] == "unknown-field")
        .expect("it is found");
    let message = found["message"].as_str().unwrap_or_default();
    assert!(message.contains("is not asked of applicants"), "{message}");
    assert_eq!(outcomes(&report), ["review", "review"]);
    for arguments in [
        &["init", "--call", "9.9.4.i", "--rules", &book(), "new.yaml"][..],
        &["schema", "--call", "9.9.4.i", "--rules", &book()],
    ] {
        let said = folder.run(arguments);
        assert_eq!(said.code, Some(0), "{}", said.err);
        let form = match arguments[0] {
            "init" => folder.read("new.yaml"),
            _ => said.out,
        };
        assert!(
            form.contains("own_money") && !form.contains("debt"),
            "{form}"
        );
    }
}

/// The later day counts, wherever it stands; of one day nothing does, and both places are named.
#[test]
fn what_the_office_states_twice_is_told() {
    let folder = asked();
    let entry = |is: &str, on: &str| {
        format!(
            "- {{ application: \"1\", field: \"partners[A].debt\", is: \"{is}\", register: VID, by: Anna, on: {on} }}\n"
        )
    };
    let [early, late] = [entry("0.00", "2026-11-19"), entry("1.00", "2026-11-20")];
    let of_a = |report: &Value| {
        let stated = report["applications"][0]["stated"].as_array();
        let all = stated.into_iter().flatten().map(|one| one["is"].clone());
        all.collect::<Vec<Value>>()
    };
    for text in [format!("{early}{late}"), format!("{late}{early}")] {
        folder.write("a/atbilst-answers.yaml", format!("stated:\n{text}"));
        let report = checked(&folder, &[]);
        assert_eq!(of_a(&report), [json!("1.00")]);
        let notes = report["notes"].to_string();
        assert!(notes.contains("of a later day"), "{notes}");
    }
    let text = format!("stated:\n{late}{}", entry("0.00", "2026-11-20"));
    folder.write("a/atbilst-answers.yaml", text);
    let report = checked(&folder, &[]);
    assert_eq!(of_a(&report), [] as [Value; 0]);
    let notes = report["notes"].to_string();
    for part in [
        "neither counts",
        "atbilst-answers.yaml:2",
        "atbilst-answers.yaml:3",
    ] {
        assert!(notes.contains(part), "{notes}");
    }
}

/// What the office has stated stays in the next draft.
#[test]
fn what_the_office_stated_stays_in_the_draft() {
    let folder = asked();
    folder.write("a/atbilst-answers.yaml", stated(&[("A", "0.00")]));
    checked(&folder, &["--report", "json=open.json"]);
    let draft = folder.run(&["answers", "draft", "open.json"]).out;
    folder.write("a/atbilst-answers.yaml", &draft);
    let report = checked(&folder, &[]);
    let kept = &report["applications"][0]["stated"];
    assert_eq!(kept.as_array().map(Vec::len), Some(1), "{draft}");
    assert_eq!(kept[0]["by"], "Anna");
}

/// Two files may have one id, and the office names one application by it.
#[test]
fn what_is_stated_of_an_id_that_two_files_have_is_remarked() {
    let folder = asked();
    folder.write(
        "a/atbilst-answers.yaml",
        stated(&[("A", "0.00"), ("B", "0.00"), ("C", "0.00")]),
    );
    let note = |report: &Value| {
        let notes = report["notes"].as_array().expect("notes").iter();
        let notes = notes.filter_map(Value::as_str);
        let of_id = |note: &&str| note.starts_with("2 files have the id `1`");
        notes.filter(of_id).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(note(&checked(&folder, &[])), "");
    folder.write("a/two.yaml", folder.read("a/one.yaml"));
    let said = note(&checked(&folder, &[]));
    assert!(said.contains("a/one.yaml, a/two.yaml"), "{said}");
    let by_path = folder.read("a/atbilst-answers.yaml");
    let by_path = by_path.replace("\"application\":\"1\"", "\"path\":\"a/one.yaml\"");
    folder.write("a/atbilst-answers.yaml", by_path);
    assert_eq!(note(&checked(&folder, &[])), "");
    // A draft asks it of each.
    folder.write("a/atbilst-answers.yaml", "stated: []\n");
    checked(&folder, &["--report", "json=open.json"]);
    let draft = folder.run(&["answers", "draft", "open.json"]).out;
    for path in ["a/one.yaml", "a/two.yaml"] {
        assert!(draft.contains(&format!("- path: {path}")), "{draft}");
    }
}

/// Entries of one line are told apart, and each that is not written as its field asks is told with how it is.
#[test]
fn what_the_office_writes_otherwise_than_asked_is_told() {
    let folder = asked();
    folder.write(
        "a/atbilst-answers.yaml",
        stated(&[("A", "none"), ("B", "12,5,3"), ("C", "0.00")]),
    );
    let report = checked(&folder, &[]);
    assert_eq!(outcomes(&report), ["review", "review"]);
    let notes = report["notes"].as_array().expect("notes").iter();
    let notes: Vec<_> = notes.filter_map(Value::as_str).collect();
    assert_eq!(notes.len(), 3, "{notes:?}");
    assert!(notes[0].contains("(1 entry)"), "{}", notes[0]);
    for (note, found) in notes[1..].iter().zip(["`none`", "`12,5,3`"]) {
        assert!(
            note.contains(found) && note.contains("`700000.00`"),
            "{note}"
        );
    }
}
