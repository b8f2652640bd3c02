//! The reports that stand as evidence, held against the JSON report of the same check on 2,000 generated applications; that two
//! checks write the same bytes; that `verify` sees what was changed; and that a trace tells what the rule said.

mod page;
mod rows;
mod trace;
mod verify;
mod workbook;

use crate::folder;
use crate::program;

use std::path::Path;
use std::sync::LazyLock;

use atbilst_core::language::{Catalogue, Language};
use serde_json::Value;

const FILES: usize = 2_000;
const TODAY: &str = "2026-11-22";

/// One check in every format.
struct Made {
    json: Value,
    html: String,
    csv: Vec<u8>,
    xlsx: Vec<u8>,
}

/// The folder, and the check of it.
static CHECKED: LazyLock<(tempfile::TempDir, Made)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("applications")).expect("a folder");
    folder::write(&folder.path().join("applications"), FILES);
    let made = make(folder.path(), &["--today", TODAY]);
    (folder, made)
});

fn make(folder: &Path, arguments: &[&str]) -> Made {
    let reports = tempfile::tempdir().expect("a folder");
    let target = |name: &str| format!("{name}={}", reports.path().join(name).display());
    let output = program::run(
        program::atbilst()
            .current_dir(folder)
            .args(["check", "applications", "--format", "json"])
            .args(["html", "csv", "xlsx"].map(|name| format!("--report={}", target(name))))
            .args(arguments),
    );
    assert_eq!(
        output.status.code(),
        Some(1),
        "{}",
        program::text(&output.stderr)
    );
    let read = |name: &str| std::fs::read(reports.path().join(name)).expect("a report");
    Made {
        json: serde_json::from_slice(&output.stdout).expect("JSON"),
        html: program::text(&read("html")),
        csv: read("csv"),
        xlsx: read("xlsx"),
    }
}

fn catalogue() -> Catalogue {
    Catalogue::load(Language::En)
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
    let again = make(folder.path(), &["--today", TODAY, "--jobs", "1"]);
    assert!(made.json == again.json, "JSON");
    assert!(made.html == again.html, "HTML");
    assert!(made.csv == again.csv, "CSV");
    assert!(made.xlsx == again.xlsx, "XLSX");
}

#[test]
fn the_day_may_come_from_the_surroundings() {
    for (set, day) in [("1669161599", "2022-11-23"), ("1669067999", "2022-11-21")] {
        let output = program::run(program::atbilst().env("SOURCE_DATE_EPOCH", set).args([
            "check",
            "examples/complete.yaml",
            "--format",
            "json",
        ]));
        let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert_eq!(report["today"], day);
    }
}

#[test]
fn a_day_that_is_none_is_refused() {
    for set in ["soon", "-1", "1.5", "253402300800", "99999999999999999999"] {
        for verb in [&["check", "examples/complete.yaml"][..], &["rules", "lint"]] {
            let output = program::run(program::atbilst().env("SOURCE_DATE_EPOCH", set).args(verb));
            let said = program::text(&output.stderr);
            assert!(said.contains(&format!("`{set}`")), "{said}");
            assert_eq!(output.status.code(), Some(2), "{set}");
        }
        // Where the day is named, nobody asks.
        let named = ["check", "examples/complete.yaml", "--today", "2026-11-22"];
        let output = program::run(program::atbilst().env("SOURCE_DATE_EPOCH", set).args(named));
        assert_eq!(output.status.code(), Some(0), "{set}");
    }
}
