//! The rules over all applications of a call, through the program: the cases of portfolio.yaml.

use std::collections::BTreeMap;

use calamine::{Reader, Xlsx};
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_yaml::Value;

use crate::cases::cases;
use crate::change;
use crate::folder::Folder;
use crate::program;

#[derive(Deserialize)]
struct Case {
    name: String,
    as_of: Option<String>,
    applications: Vec<BTreeMap<String, Value>>,
    #[serde(default)]
    others: BTreeMap<String, String>,
    /// Whether an application of another call lies beside them.
    #[serde(default)]
    other_call: bool,
    outcomes: BTreeMap<String, String>,
    whole: Option<bool>,
    /// The sum of their money by verdict: that of those that comply, with those under review, of all.
    sums: Option<[String; 3]>,
    /// The number of the application whose day is that of all, and the day.
    day: Option<(usize, String)>,
    /// By the number of an application, the rules over all of which a finding concerns it.
    together: Option<BTreeMap<usize, Vec<String>>>,
    /// How many of those that comply are concerned so.
    complies_with_together: Option<usize>,
    /// What the message of a rule says.
    #[serde(default)]
    messages: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    left_out: Vec<String>,
    /// For each rule that could not be decided for what an application says, what its note says.
    #[serde(default)]
    undecided: Vec<Vec<String>>,
}

/// A list of texts, each of which the text must hold.
fn says_all(text: &str, words: &[String], name: &str) {
    let text = text.replace('\u{a0}', " ");
    for word in words {
        assert!(text.contains(&**word), "{name}: {text}");
    }
}

#[test]
fn every_case_comes_out_as_it_says() {
    let cases: Vec<Case> = cases("tests/law/portfolio.yaml");
    assert!(cases.len() > 10);
    for case in &cases {
        let folder = Folder::new();
        write(&folder, &case.applications);
        for (name, text) in &case.others {
            folder.write(name, text);
        }
        if case.other_call {
            write_other_call(&folder);
        }
        let mut arguments = vec!["--rules", "tests/books/second-call.yaml"];
        arguments.extend(case.as_of.iter().flat_map(|day| ["--as-of", day]));
        let (report, _) = program::report(&arguments, &[folder.path()]);
        let portfolio = &report["portfolio"][0];
        for (rule, outcome) in &case.outcomes {
            assert_eq!(
                portfolio["outcomes"][rule], **outcome,
                "{}: {rule}",
                case.name
            );
        }
        assert_eq!(
            portfolio["figures"][0]["whole"].as_bool(),
            case.whole,
            "{}",
            case.name
        );
        // What is said of the rule book is told elsewhere.
        let of_book =
            |note: &serde_json::Value| note.to_string().contains("last compared with the law");
        let notes = report["notes"].as_array().expect("notes").iter();
        let notes: Vec<_> = notes.filter(|note| !of_book(note)).collect();
        let note = notes.first().and_then(|note| note.as_str()).unwrap_or("");
        let left_out = usize::from(!case.left_out.is_empty());
        let expected = left_out + case.undecided.len();
        assert_eq!(notes.len(), expected, "{}: {notes:?}", case.name);
        says_all(note, &case.left_out, &case.name);
        for (note, words) in notes.iter().skip(left_out).zip(&case.undecided) {
            says_all(note.as_str().unwrap_or(""), words, &case.name);
        }
        by_verdict(case, &report);
    }
}

/// What a report says of each application over all of them.
fn by_verdict(case: &Case, report: &serde_json::Value) {
    let (name, portfolio) = (&case.name, &report["portfolio"][0]);
    if let Some(sums) = &case.sums {
        let figure = &portfolio["figures"][0];
        let told = ["complies", "with_review", "all"].map(|key| figure[key].clone());
        assert_eq!(told, sums.clone().map(serde_json::Value::from), "{name}");
    }
    if let Some((number, day)) = &case.day {
        let as_of = &portfolio["as_of"];
        assert_eq!(as_of["date"], **day, "{name}");
        let path = as_of["application"].as_str().unwrap_or("");
        assert!(path.ends_with(&format!("{number:05}.yaml")), "{name}");
    }
    if let Some(together) = &case.together {
        let applications = report["applications"].as_array().expect("applications");
        for (number, application) in applications.iter().enumerate() {
            let told = application["together"].as_array().cloned();
            let expected = together.get(&number).cloned().unwrap_or_default();
            let expected: Vec<_> = expected.into_iter().map(serde_json::Value::from).collect();
            assert_eq!(told.unwrap_or_default(), expected, "{name}: {number}");
        }
    }
    if let Some(count) = case.complies_with_together {
        let told = &report["summary"]["complies_with_together"];
        assert_eq!(told, &serde_json::Value::from(count), "{name}");
    }
    for (rule, words) in &case.messages {
        let findings = portfolio["findings"].as_array().expect("findings");
        let mut findings = findings.iter().filter(|one| one["rule"] == **rule);
        let finding = findings.next().expect("the finding");
        says_all(finding["message"].as_str().unwrap_or(""), words, name);
    }
}

/// Applications that have nothing in common but what is set.
pub(super) fn write(folder: &Folder, changes: &[BTreeMap<String, Value>]) {
    let complete: Value = cases("examples/complete.yaml");
    for (number, set) in changes.iter().enumerate() {
        let own = [
            "id",
            "title",
            "platforms[0].name",
            "activities[0].description",
        ];
        let own = own.map(|field| (field.to_owned(), Value::from(format!("{field} {number}"))));
        let application = change::changed(&complete, &BTreeMap::from(own), &[]);
        let mut set = set.clone();
        // What is asked for goes to the first activity, so that the sums are right.
        if let Some(asked) = set.get("funding.recovery_fund").and_then(amount) {
            let first = asked - Decimal::from(90_000);
            set.entry("activities[0].amount".to_owned())
                .or_insert_with(|| first.to_string().into());
        }
        let application = change::changed(&application, &set, &[]);
        let text = serde_yaml::to_string(&application).expect("YAML");
        folder.write(&format!("{number:05}.yaml"), text);
    }
}

fn amount(value: &Value) -> Option<Decimal> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => format!("{:.2}", number.as_f64()?),
        _ => return None,
    };
    text.parse().ok()
}

fn write_other_call(folder: &Folder) {
    let book: Value = cases("tests/books/second-call.yaml");
    let text = serde_yaml::to_string(&book["complete"]).expect("YAML");
    folder.write("another.yaml", text);
}

/// However many share a key, each is named with its place; the message says how many where a person would not count them.
#[test]
fn every_application_that_shares_a_key_is_named() {
    for (count, told) in [(10, false), (11, true), (1_200, true)] {
        let folder = Folder::new();
        let same = BTreeMap::from([("id".to_owned(), Value::from("same"))]);
        write(&folder, &vec![same; count]);
        for (lang, said) in [("en", "There are"), ("lv", "Pavisam tādu iesniegumu ir")] {
            let (report, _) = program::report(&["--lang", lang], &[folder.path()]);
            let findings = report["portfolio"][0]["findings"]
                .as_array()
                .expect("findings");
            let finding = findings
                .iter()
                .find(|finding| finding["rule"] == "portfolio-duplicate-id");
            let finding = finding.expect("the finding");
            let message = finding["message"].as_str().expect("a message");
            assert_eq!(message.contains(said), told, "{message}");
            let related = finding["related"].as_array().expect("places");
            assert_eq!(related.len(), count);
            for (number, place) in related.iter().enumerate() {
                let path = place["path"].as_str().expect("a path");
                assert!(path.ends_with(&format!("{number:05}.yaml")), "{path}");
                assert_eq!(place["pointer"], "/id");
                assert_eq!(place["location"]["start"]["line"], 2);
            }
        }
    }
}

/// A report of a folder in English, with every line break a space: where a line of a terminal ends is no matter here.
fn shown(folder: &Folder, format: &str) -> String {
    let text = folder.check(&[".", "--format", format]).out;
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// For a program it is the limit; a person reads what is asked of the sum.
#[test]
fn what_is_asked_of_a_sum_is_said_with_its_limit() {
    let folder = Folder::new();
    let set = [("funding.recovery_fund".to_owned(), Value::from(50_000_000))];
    write(&folder, &vec![BTreeMap::from(set); 2]);
    let (report, _) = program::report(&[], &[folder.path()]);
    let findings = report["portfolio"][0]["findings"].as_array();
    let mut findings = findings.expect("findings").iter();
    let finding = findings.find(|finding| finding["rule"] == "portfolio-envelope");
    let finding = finding.expect("the finding");
    assert_eq!(finding["expected"], "70177920.00");
    let said = shown(&folder, "junit");
    assert!(
        said.contains("expected: no more than 70177920.00"),
        "{said}"
    );
}

/// A reader of any format is told that files are not in the numbers.
#[test]
fn every_format_says_what_is_left_out() {
    let folder = Folder::new();
    write(&folder, &[BTreeMap::new(), BTreeMap::new()]);
    folder.write("broken.yaml", "call: 2.1.2.1.i\na: [");
    let shown = |format: &str| shown(&folder, format);
    for format in [
        "human", "table", "json", "jsonl", "yaml", "markdown", "html", "junit", "sarif",
    ] {
        let said = shown(format);
        assert!(
            said.contains("together leave out 1 file"),
            "{format}: {said}"
        );
    }
    let caution = "Not everything could be read; the total is that of the rest.";
    let (report, _) = program::report(&[], &[folder.path()]);
    let figures = report["portfolio"][0]["figures"]
        .as_array()
        .expect("figures");
    assert_eq!(shown("html").matches(caution).count(), figures.len());
    folder.check(&[".", "--report", "xlsx=report.xlsx"]);
    let workbook = calamine::open_workbook(folder.at("report.xlsx"));
    let mut workbook: Xlsx<_> = workbook.expect("a workbook");
    let (_, summary) = workbook.worksheets().into_iter().next().expect("a sheet");
    let cells = summary.cells().map(|(_, _, cell)| cell.to_string());
    assert_eq!(
        cells.filter(|cell| cell.contains(caution)).count(),
        figures.len()
    );
}
