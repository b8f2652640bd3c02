//! Every example of every book, written as the file of an application and checked by the program: what the book expects comes out,
//! and a failure or a question is found and told.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_yaml::Value;

use crate::cases::cases;
use crate::change::changed;
use crate::folder::Folder;

const BOOKS: [&str; 4] = [
    "rules/2.1.2.1.i.yaml",
    "tests/books/minimal.yaml",
    "tests/books/second-call.yaml",
    "tests/books/corners.yaml",
];

#[derive(Deserialize)]
struct Book {
    complete: Value,
    rules: Vec<Rule>,
    #[serde(default)]
    portfolio: Vec<Rule>,
}

#[derive(Deserialize)]
struct Rule {
    id: String,
    examples: Vec<Example>,
}

#[derive(Deserialize)]
struct Example {
    expect: String,
    as_of: Option<String>,
    #[serde(flatten)]
    change: Change,
    #[serde(default)]
    applications: Vec<Change>,
}

/// How an application differs from the complete one.
#[derive(Debug, Deserialize)]
struct Change {
    #[serde(default)]
    with: BTreeMap<String, Value>,
    #[serde(default)]
    without: Vec<String>,
    #[serde(default)]
    waived: Vec<String>,
}

impl Book {
    fn application(&self, change: &Change) -> String {
        let application = changed(&self.complete, &change.with, &change.without);
        serde_yaml::to_string(&application).expect("YAML")
    }
}

fn waiver(rule: &str, number: usize) -> String {
    let terms = "reason: Decided by the board, approver: Director, document: No 1, issued: 2026-07-01, expires: 2027-06-30";
    format!("- {{ rule: {rule}, path: {number}.yaml, {terms} }}\n")
}

/// The report on a folder by one book, on the day of its example.
fn report(folder: &Folder, book: &str, as_of: Option<&str>) -> serde_json::Value {
    let path = crate::program::here().join(book);
    let mut arguments = vec![".", "--format", "json"];
    // Those of the folder are within the program.
    if !book.starts_with("rules/") {
        arguments.extend(["--rules", path.to_str().expect("UTF-8")]);
    }
    arguments.extend(as_of.iter().flat_map(|day| ["--as-of", day]));
    folder.check(&arguments).json()
}

/// What is wrong with the outcome of a rule in an application or in a portfolio; `unasked` is that of a rule that was not asked.
fn wrong(of: &serde_json::Value, rule: &str, expect: &str, unasked: &str) -> Option<String> {
    let outcome = of["outcomes"][rule].as_str().unwrap_or(unasked);
    let findings = of["findings"].as_array().into_iter().flatten();
    let told = findings.flat_map(|finding| {
        let also = finding["also"].as_array().into_iter().flatten();
        std::iter::once(finding).chain(also)
    });
    let mut kinds = told.filter(|told| told["rule"] == rule);
    let is_told = kinds.any(|told| told["kind"] == outcome);
    let right = outcome == expect && is_told == matches!(outcome, "fail" | "review");
    (!right).then(|| format!("{rule}: {outcome}, told: {is_told}, not {expect}"))
}

#[test]
fn every_example_comes_out_in_a_file_as_in_its_book() {
    for path in BOOKS {
        let book: Book = cases(path);
        let mut days: BTreeMap<Option<&str>, Vec<(&Rule, &Example)>> = BTreeMap::new();
        for rule in &book.rules {
            for example in &rule.examples {
                let day = days.entry(example.as_of.as_deref()).or_default();
                day.push((rule, example));
            }
        }
        for (as_of, examples) in days {
            let folder = Folder::new();
            for (number, (_, example)) in examples.iter().enumerate() {
                folder.write(
                    &format!("{number:04}.yaml"),
                    book.application(&example.change),
                );
            }
            let report = report(&folder, path, as_of);
            let applications = report["applications"].as_array().expect("applications");
            assert_eq!(applications.len(), examples.len());
            for ((rule, example), application) in examples.into_iter().zip(applications) {
                let wrong = wrong(application, &rule.id, &example.expect, "open");
                assert_eq!(wrong, None, "{path} {as_of:?} {:?}", example.change);
            }
        }
    }
}

#[test]
fn every_example_over_several_applications_comes_out_in_files_as_in_its_book() {
    for path in BOOKS {
        let book: Book = cases(path);
        for rule in &book.portfolio {
            for example in &rule.examples {
                let (folder, mut waivers) = (Folder::new(), Vec::new());
                for (number, change) in example.applications.iter().enumerate() {
                    folder.write(&format!("{number}.yaml"), book.application(change));
                    waivers.extend(change.waived.iter().map(|rule| waiver(rule, number)));
                }
                if !waivers.is_empty() {
                    let waivers = format!("waivers:\n{}", waivers.concat());
                    folder.write("atbilst-waivers.yaml", waivers);
                }
                let report = report(&folder, path, example.as_of.as_deref());
                let portfolio = &report["portfolio"][0];
                let wrong = wrong(portfolio, &rule.id, &example.expect, "not_applicable");
                assert_eq!(wrong, None, "{path} {:?}", example.applications);
            }
        }
    }
}
