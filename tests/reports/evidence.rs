//! The reports that stand as evidence, held against the JSON report of the same check on 2,000 generated applications; that two
//! checks write the same bytes; that `verify` sees what was changed; and that a trace tells what the rule said.

mod money;
mod page;
mod rows;
mod tampered;
mod trace;
mod verify;
mod workbook;

use std::sync::LazyLock;

use atbilst_core::language::{Catalogue, Language};
use serde_json::Value;

use crate::applications;
use crate::folder::Folder;
use crate::program::{TODAY, atbilst, run};

const FILES: usize = 2_000;

/// One check in every format.
struct Made {
    json: Value,
    html: String,
    csv: Vec<u8>,
    xlsx: Vec<u8>,
}

/// The folder, and the check of it.
static CHECKED: LazyLock<(Folder, Made)> = LazyLock::new(|| {
    let folder = Folder::new();
    std::fs::create_dir(folder.at("applications")).expect("a folder");
    applications::write(&folder.at("applications"), FILES);
    let made = make(&folder, &[]);
    (folder, made)
});

fn make(folder: &Folder, arguments: &[&str]) -> Made {
    let reports = Folder::new();
    let targets =
        ["html", "csv", "xlsx"].map(|name| format!("--report={name}={}", reports.name(name)));
    let mut command = folder.atbilst();
    command.args([
        "check",
        "applications",
        "--format",
        "json",
        "--today",
        TODAY,
    ]);
    let output = run(command.args(targets).args(arguments));
    assert_eq!(output.code, Some(1), "{}", output.err);
    let read = |name: &str| std::fs::read(reports.at(name)).expect("a report");
    Made {
        json: output.json(),
        html: reports.read("html"),
        csv: read("csv"),
        xlsx: read("xlsx"),
    }
}

fn catalogue() -> &'static Catalogue {
    crate::engine::catalogue(Language::En)
}

/// Path (empty over all together), rule, outcome and fingerprint of each finding, in the order of the report.
type Findings = Vec<[String; 4]>;

fn findings(report: &Value) -> Findings {
    let catalogue = catalogue();
    let mut all = Findings::new();
    let mut add = |path: &str, findings: &Value| {
        for finding in findings.as_array().expect("findings") {
            let text = |key: &str| finding[key].as_str().expect("a text").to_owned();
            let outcome = catalogue.say(&format!("outcome.{}", text("kind")), &[]);
            all.push([path.to_owned(), text("rule"), outcome, text("fingerprint")]);
        }
    };
    for application in report["applications"].as_array().expect("applications") {
        let path = application["path"].as_str().expect("a path");
        add(path, &application["findings"]);
    }
    for portfolio in report["portfolio"].as_array().expect("portfolios") {
        add(
            &catalogue.say("table.together", &[]),
            &portfolio["findings"],
        );
    }
    assert!(all.len() > FILES / 4, "there is something to compare");
    all
}

/// The place of a column by its heading.
fn column(headings: &[String], name: &str) -> usize {
    let heading = catalogue().say(&format!("column.{name}"), &[]);
    let place = headings.iter().position(|one| *one == heading);
    place.unwrap_or_else(|| panic!("no column {name}"))
}

#[test]
fn two_checks_write_the_same_bytes() {
    let (folder, made) = &*CHECKED;
    let again = make(folder, &["--jobs", "1"]);
    assert!(made.json == again.json, "JSON");
    assert!(made.html == again.html, "HTML");
    assert!(made.csv == again.csv, "CSV");
    assert!(made.xlsx == again.xlsx, "XLSX");
}

#[test]
fn the_day_may_come_from_the_surroundings() {
    let check = ["check", "examples/complete.yaml", "--format", "json"];
    for (set, day) in [("1669161599", "2022-11-23"), ("1669067999", "2022-11-21")] {
        let output = run(atbilst().env("SOURCE_DATE_EPOCH", set).args(check));
        assert_eq!(output.json()["today"], day);
    }
}

#[test]
fn a_day_that_is_none_is_refused() {
    for set in ["soon", "-1", "1.5", "253402300800", "99999999999999999999"] {
        for verb in [&["check", "examples/complete.yaml"][..], &["rules", "lint"]] {
            let output = run(atbilst().env("SOURCE_DATE_EPOCH", set).args(verb));
            let named = format!("`{set}`");
            assert!(output.err.contains(&named), "{}", output.err);
            assert_eq!(output.code, Some(2), "{set}");
        }
        // Where the day is named, nobody asks.
        let named = ["check", "examples/complete.yaml", "--today", "2026-11-22"];
        let output = run(atbilst().env("SOURCE_DATE_EPOCH", set).args(named));
        assert_eq!(output.code, Some(0), "{set}");
    }
}
