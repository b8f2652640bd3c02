//! Whose questions an answer is to, and of whom the office states something: by id, or by the file, which is sought from the folder of the
//! file of answers.

use serde_json::{Value, json};

use crate::cases::cases;
use crate::folder::Folder;
use crate::program::{Said, here};

/// A book without `identity`, one rule of which only asks.
const BOOK: &str = "tests/books/grant.yaml";

const ASKS: &str = "idea-is-new";

fn check(folder: &Folder, arguments: &[&str]) -> Said {
    let book = here().join(BOOK);
    let book = ["--rules", book.to_str().expect("UTF-8")];
    folder.check(&[arguments, &book].concat())
}

fn report(folder: &Folder, arguments: &[&str]) -> Value {
    check(folder, &[arguments, &["--format=json"]].concat()).json()
}

fn outcomes(report: &Value) -> Vec<&str> {
    let all = report["applications"].as_array().expect("applications");
    let outcomes = all.iter().filter_map(|one| one["outcomes"][ASKS].as_str());
    outcomes.collect()
}

fn complete(applicant: &str) -> String {
    let book: Value = cases(BOOK);
    let mut complete = book["complete"].clone();
    complete["firm"]["name"] = applicant.into();
    complete.to_string()
}

/// Two applicants, one id.
fn two() -> Folder {
    let folder = Folder::new();
    for (name, applicant) in [("a", "SIA Kalni"), ("b", "SIA Lejas")] {
        folder.write(&format!("apps/{name}.yaml"), complete(applicant));
    }
    folder
}

/// The sheet of questions of a report, with an answer to each.
fn workbook(folder: &Folder, answers: [&str; 2], name: &str) {
    let report = report(folder, &["apps"]);
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Questions").expect("a name");
    for (row, (one, says)) in (1..).zip(
        report["applications"]
            .as_array()
            .expect("two")
            .iter()
            .zip(answers),
    ) {
        let findings = one["findings"].as_array().expect("findings");
        let asks = findings.iter().find(|finding| finding["rule"] == ASKS);
        let asks = asks.expect("the question");
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        for (column, (heading, cell)) in (0..).zip([
            ("Application", text(&one["id"])),
            ("File", text(&one["path"])),
            ("Rule", ASKS.to_owned()),
            ("Fingerprint", text(&asks["fingerprint"])),
            ("What it rests on", text(&asks["basis"])),
            ("Answer", says.to_owned()),
            ("Why", "Compared with the plan.".to_owned()),
            ("Decided by", "Anna".to_owned()),
            ("Decided on", "2026-11-20".to_owned()),
            ("Document", "17".to_owned()),
        ]) {
            sheet.write_string(0, column, heading).expect("written");
            sheet.write_string(row, column, cell).expect("written");
        }
    }
    workbook.save(folder.at(name)).expect("saved");
}

/// An answer is to one of two files that have one id: the workbook names the file, as the draft does.
#[test]
fn files_of_one_id_are_answered_each_by_itself() {
    let folder = two();
    workbook(&folder, ["complies", "does not comply"], "filled.xlsx");
    let taken = folder.run(&["answers", "read", "filled.xlsx"]);
    assert_eq!(taken.code, Some(0), "{}", taken.err);
    for path in ["path: apps/a.yaml", "path: apps/b.yaml"] {
        assert!(taken.out.contains(path), "{}", taken.out);
    }
    folder.write("atbilst-answers.yaml", &taken.out);
    let answered = report(&folder, &["apps"]);
    assert_eq!(outcomes(&answered), ["answered", "fail"]);
    // One that names the id all the same counts for each whose question it is to, and that is said.
    folder.write("apps/b.yaml", complete("SIA Kalni"));
    workbook(&folder, ["complies"; 2], "filled.xlsx");
    let taken = folder.run(&["answers", "read", "filled.xlsx"]).out;
    let (first, _) = taken.rsplit_once("  - rule:").expect("two answers");
    let by_id = first.replace("path: apps/a.yaml", "application: \"1\"");
    assert_ne!(by_id, first);
    folder.write("atbilst-answers.yaml", by_id);
    let answered = report(&folder, &["apps"]);
    assert_eq!(outcomes(&answered), ["answered", "answered"]);
    let notes = answered["notes"].to_string();
    assert!(notes.contains("2 files have the id `1`"), "{notes}");
}

/// The same answers count however the applications are named and wherever the check is called.
#[test]
fn a_path_leads_from_the_folder_of_the_file_of_answers() {
    let folder = two();
    workbook(&folder, ["complies", "complies"], "filled.xlsx");
    let taken = folder.run(&["answers", "read", "filled.xlsx"]).out;
    folder.write(".git/HEAD", "ref: refs/heads/main\n");
    folder.write("atbilst-answers.yaml", &taken);
    let whole = folder.name("apps");
    for named in ["apps", ".", "./apps", &*whole] {
        let answered = report(&folder, &[named]);
        assert_eq!(outcomes(&answered), ["answered", "answered"], "{named}");
        let notes = answered["notes"].as_array().expect("notes");
        assert!(
            notes.iter().all(|note| !note.to_string().contains("path")),
            "{notes:?}"
        );
    }
    folder.write("other.yaml", &taken);
    let named = report(&folder, &["apps", "--answers", "other.yaml"]);
    assert_eq!(outcomes(&named), ["answered", "answered"]);
    // In another folder it leads elsewhere, and that is said.
    folder.write("apps/atbilst-answers.yaml", &taken);
    let elsewhere = report(&folder, &["apps"]);
    assert_eq!(outcomes(&elsewhere), ["review", "review"]);
    let notes = elsewhere["notes"].to_string();
    let told = "`path` leads from the folder of this file, and there is no `apps/a.yaml`";
    assert!(notes.contains(told), "{notes}");
}

/// What the office states of a file is stated of no other that is called alike from another folder.
#[test]
fn a_statement_by_path_is_of_that_file_alone() {
    let folder = Folder::new();
    let book = here().join("tests/books/consortium.yaml");
    let book = book.to_str().expect("UTF-8");
    let mut complete = cases::<Value>("tests/books/consortium.yaml")["complete"].clone();
    for partner in complete["partners"].as_array_mut().expect("partners") {
        partner.as_object_mut().expect("a partner").remove("debt");
    }
    for at in ["x", "y"] {
        folder.write(&format!("{at}/apps/f.yaml"), complete.to_string());
    }
    let entry = |item: &str| {
        let field = format!("partners[{item}].debt");
        json!({ "path": "x/apps/f.yaml", "field": field, "is": "0.00", "register": "VID", "by": "Anna", "on": "2026-11-20" })
    };
    let entries = ["A", "B", "C"].map(entry);
    let stated = json!({ "stated": entries }).to_string();
    folder.write(".git/HEAD", "ref: refs/heads/main\n");
    folder.write("atbilst-answers.yaml", &stated);
    let stands = |arguments: &[&str], at: &str| {
        let mut command = folder.atbilst();
        command.current_dir(folder.at(at)).args([
            "check",
            "--today",
            crate::program::TODAY,
            "--rules",
            book,
            "--format=json",
        ]);
        let report = crate::program::run(command.args(arguments)).json();
        let all = report["applications"]
            .as_array()
            .expect("applications")
            .clone();
        all.iter()
            .map(|one| one["stated"].as_array().map_or(0, Vec::len))
            .collect::<Vec<_>>()
    };
    assert_eq!(stands(&["."], ""), [3, 0]);
    assert_eq!(stands(&["apps"], "x"), [3]);
    assert_eq!(stands(&["apps"], "y"), [0]);
    folder.write("office.yaml", stated);
    assert_eq!(
        stands(&["apps", "--office=../office.yaml", "--no-answers"], "y"),
        [0]
    );
    assert_eq!(
        stands(&["apps", "--office=../office.yaml", "--no-answers"], "x"),
        [3]
    );
}

/// Where a rule measures nothing its question is about all that is stated: when any of it changes it is asked again.
#[test]
fn the_answer_to_a_question_about_nothing_measured_ends_with_any_change() {
    let folder = two();
    workbook(&folder, ["complies", "complies"], "filled.xlsx");
    let taken = folder.run(&["answers", "read", "filled.xlsx"]).out;
    folder.write("atbilst-answers.yaml", taken);
    let before: Value = serde_json::from_str(&folder.read("apps/a.yaml")).expect("JSON");
    let write = |value: &Value| folder.write("apps/a.yaml", value.to_string());
    // In another order, and written otherwise.
    folder.write(
        "apps/a.yaml",
        serde_json::to_string_pretty(&before).expect("JSON"),
    );
    assert_eq!(outcomes(&report(&folder, &["apps"])), ["answered"; 2]);
    for (part, field, value) in [
        ("firm", "why_new", "Something else"),
        ("firm", "registration_number", "40003000009"),
    ] {
        let mut changed = before.clone();
        changed[part][field] = value.into();
        write(&changed);
        let again = report(&folder, &["apps"]);
        assert_eq!(outcomes(&again), ["review", "answered"], "{field}");
        let notes = again["notes"].to_string();
        assert!(notes.contains("has changed since"), "{notes}");
    }
}

#[test]
fn a_comparison_says_that_other_answers_counted() {
    let folder = super::asked();
    folder.write("a/atbilst-answers.yaml", super::filled(&folder, "complies"));
    folder.check(&["a", "--report", "json=later.json"]);
    let said = folder.run(&["compare", "report.json", "later.json", "--lang", "en"]);
    assert!(
        said.folded().contains("Other files of answers counted."),
        "{}",
        said.folded()
    );
    let all = folder.run(&["compare", "report.json", "later.json", "--format", "json"]);
    assert_eq!(all.json()["summary"]["answers_differ"], true);
}

#[test]
fn an_answer_that_is_older_than_its_application_is_told() {
    let folder = super::asked();
    let old = super::filled(&folder, "complies").replace("on: 2026-11-20", "on: 1990-01-01");
    folder.write("named.yaml", old);
    let report = super::checked(&folder, &["--answers", "named.yaml"]);
    let notes = report["notes"].to_string();
    assert!(
        notes.contains("is of 1 January 1990") || notes.contains("is of 1990-01-01"),
        "{notes}"
    );
    assert_eq!(report["applications"][0]["verdict"], "complies");
}
