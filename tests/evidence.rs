//! The reports that stand as evidence, held against the JSON report of the same check on 2,000 generated applications; that two
//! checks write the same bytes; that `verify` sees what was changed; and that a trace tells what the rule said.

#[path = "helpers/folder.rs"]
mod folder;
#[path = "helpers/program.rs"]
mod program;

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;
use std::sync::LazyLock;

use atbilst::language::{Catalogue, Language};
use atbilst::render::escape;
use calamine::{Data, Range, Reader, Xlsx};
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
fn rows_are_the_findings_of_the_json() {
    let (_, made) = &*CHECKED;
    let mut reader = csv::Reader::from_reader(made.csv.as_slice());
    let headings: Vec<String> = reader
        .headers()
        .expect("headings")
        .iter()
        .map(str::to_owned)
        .collect();
    let columns = ["path", "rule", "outcome", "fingerprint"].map(|name| column(&headings, name));
    let found = column(&headings, "found");
    let mut rows = Findings::new();
    let mut guarded = 0;
    for record in reader.records() {
        let record = record.expect("a row of as many cells");
        for cell in &record {
            assert!(
                !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
                "{cell}"
            );
            assert!(!cell.contains(escape::is_hidden), "{cell:?}");
        }
        guarded += usize::from(record[found].starts_with("'="));
        rows.push(columns.map(|column| record[column].to_owned()));
    }
    assert_eq!(rows, findings(&made.json));
    assert!(guarded > 10);
}

fn sheet(workbook: &[u8], name: &str) -> Range<Data> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(workbook)).expect("a workbook");
    let name = catalogue().say(&format!("page.{name}_sheet"), &[]);
    let formulas = workbook.worksheet_formula(&name).expect("its formulas");
    assert!(
        formulas.cells().all(|(_, _, formula)| formula.is_empty()),
        "no formula in {name}"
    );
    workbook.worksheet_range(&name).expect("a sheet")
}

fn headings(sheet: &Range<Data>) -> Vec<String> {
    let first = sheet.rows().next().expect("headings");
    first.iter().map(ToString::to_string).collect()
}

#[test]
fn the_workbook_says_what_the_json_says() {
    let (_, made) = &*CHECKED;
    let catalogue = catalogue();
    let rows = sheet(&made.xlsx, "findings");
    let names = headings(&rows);
    let columns = ["path", "rule", "outcome", "fingerprint"].map(|name| column(&names, name));
    let told: Findings = rows
        .rows()
        .skip(1)
        .map(|row| columns.map(|column| row[column].to_string()))
        .collect();
    assert_eq!(told, findings(&made.json));
    let found = column(&names, "found");
    for (place, hostile) in folder::HOSTILE.iter().enumerate() {
        let shown = escape::shown(hostile);
        let cell = rows.rows().find_map(|row| match &row[found] {
            Data::String(text) if *text == shown => Some(text),
            _ => None,
        });
        assert!(cell.is_some(), "{place}: {shown} is text as it was");
    }
    let cut = |cell: &Data| matches!(cell, Data::String(text) if text.chars().count() == 32_767);
    assert!(rows.rows().any(|row| cut(&row[found])));
    let day = column(&names, "checked_on");
    assert!(matches!(rows.get((1, day)), Some(Data::DateTime(_))));

    // A verdict and an outcome may be called by the same word; the verdicts stand first.
    let mut summary: BTreeMap<String, f64> = BTreeMap::new();
    for row in sheet(&made.xlsx, "summary").rows() {
        if let [Data::String(name), Data::Float(number), ..] = row {
            summary.entry(name.clone()).or_insert(*number);
        }
    }
    let names = [
        (
            "verdict",
            ["complies", "needs_review", "does_not_comply", "unreadable"].as_slice(),
        ),
        (
            "outcome",
            ["fail", "pass", "open", "not_applicable", "waived"].as_slice(),
        ),
    ];
    for (kind, name) in names
        .iter()
        .flat_map(|(kind, names)| names.iter().map(move |n| (kind, n)))
    {
        let word = catalogue.say(&format!("{kind}.{name}"), &[]);
        assert_eq!(
            summary.get(&word).copied(),
            made.json["summary"][name].as_f64(),
            "{word}"
        );
    }

    let applications = sheet(&made.xlsx, "applications");
    let verdict = column(&headings(&applications), "verdict");
    let recorded = made.json["applications"].as_array().expect("applications");
    assert_eq!(applications.height(), recorded.len() + 1);
    let money = catalogue_free_sum(&applications);
    assert_eq!(
        money,
        amount(&made.json["portfolio"][0]["figures"][0]["quantity"])
    );
    let outcomes = sheet(&made.xlsx, "outcomes");
    let rules = headings(&outcomes);
    for ((row, told), one) in applications
        .rows()
        .skip(1)
        .zip(outcomes.rows().skip(1))
        .zip(recorded)
    {
        let word = |kind: &str, name: &Value| {
            catalogue.say(&format!("{kind}.{}", name.as_str().expect("a name")), &[])
        };
        assert_eq!(row[verdict].to_string(), word("verdict", &one["verdict"]));
        for (rule, outcome) in one["outcomes"].as_object().expect("outcomes") {
            let place = rules
                .iter()
                .position(|name| name == rule)
                .expect("a column");
            assert_eq!(told[place].to_string(), word("outcome", outcome), "{rule}");
        }
    }
}

/// The last column of the applications, added up in cents.
fn catalogue_free_sum(applications: &Range<Data>) -> i64 {
    let amounts = applications
        .rows()
        .skip(1)
        .filter_map(|row| match row.last() {
            Some(Data::Float(amount)) => Some((amount * 100.0).round() as i64),
            _ => None,
        });
    amounts.sum()
}

fn amount(text: &Value) -> i64 {
    let digits = text.as_str().expect("an amount").replace('.', "");
    digits.parse().expect("cents")
}

#[test]
fn the_page_says_what_the_json_says() {
    let (_, made) = &*CHECKED;
    let told: Vec<&str> = made
        .html
        .split("<p class=\"print\">sha256:")
        .skip(1)
        .map(|rest| &rest[..64])
        .collect();
    // On the page the findings over all applications come first.
    let all = findings(&made.json);
    let together = catalogue().say("table.together", &[]);
    let (mut expected, single): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|finding| finding[0] == together);
    expected.extend(single);
    let expected: Vec<&str> = expected
        .iter()
        .map(|finding| finding[3].trim_start_matches("sha256:"))
        .collect();
    assert_eq!(told, expected);
    for verdict in ["complies", "needs_review", "does_not_comply", "unreadable"] {
        let count = made
            .html
            .matches(&format!("data-verdict=\"{verdict}\""))
            .count();
        assert_eq!(Some(count as u64), made.json["summary"][verdict].as_u64());
        let number = atbilst::language::Value::from(count);
        let tile = format!(
            "<li class=\"tile {verdict}\"><b>{}</b>",
            number.write(Language::En)
        );
        assert!(made.html.contains(&tile), "{tile}");
    }
    for application in made.json["applications"].as_array().expect("applications") {
        let hash = application["sha256"].as_str().expect("a hash");
        assert!(made.html.contains(&format!("SHA-256 {hash}")));
    }
    assert_eq!(made.html.matches("<script").count(), 1);
    assert!(!made.html.contains("<img"));
    assert!(made.html.contains("&#60;script&#62;document.title"));
    let hidden = made
        .html
        .chars()
        .find(|&c| c != '\n' && escape::is_hidden(c));
    assert_eq!(hidden, None);
    for book in made.json["rule_books"].as_array().expect("books") {
        assert!(made.html.contains(book["sha256"].as_str().expect("a hash")));
    }
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
fn rows_as_excel_in_latvia_opens_them() {
    let output = program::run(program::atbilst().args([
        "check",
        "examples/violations/budget-arithmetic.yaml",
        "--format=csv",
        "--csv-dialect=excel-lv",
        "--lang=lv",
    ]));
    let text = program::text(&output.stdout);
    assert!(text.starts_with('\u{feff}'));
    assert!(text.contains(";860000,00;"), "{text}");
    let rfc = program::run(program::atbilst().args([
        "check",
        "examples/violations/budget-arithmetic.yaml",
        "--format=csv",
    ]));
    assert!(program::text(&rfc.stdout).contains(",860000.00,"));
}

/// A folder with three applications and the report of their check.
fn verified() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let applications = folder.path().join("applications");
    std::fs::create_dir(&applications).expect("a folder");
    for name in [
        "complete.yaml",
        "violations/period-order.yaml",
        "review/not-stated.yaml",
    ] {
        let to = applications.join(Path::new(name).file_name().expect("a name"));
        std::fs::copy(Path::new("examples").join(name), to).expect("copied");
    }
    let output = program::run(
        program::atbilst()
            .current_dir(folder.path())
            .args([
                "check",
                "applications",
                "--report=json=report.json",
                "--lang=lv",
            ])
            .args(["--today", TODAY, "--format", "table"]),
    );
    assert_eq!(output.status.code(), Some(1));
    folder
}

fn verify(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let output = program::run(
        program::atbilst()
            .current_dir(folder)
            .arg("verify")
            .args(arguments),
    );
    let said = program::text(&output.stdout) + &program::text(&output.stderr);
    (output.status.code().expect("an exit code"), said)
}

#[test]
fn a_report_that_is_true_stays_true_wherever_it_is_asked() {
    let folder = verified();
    let report = folder.path().join("report.json");
    let report = report.to_str().expect("UTF-8");
    let root = folder.path().to_str().expect("UTF-8");
    let (code, said) = verify(folder.path(), &["report.json"]);
    assert_eq!(code, 0, "{said}");
    let named = folder.path().join("applications");
    for arguments in [[report, root], [report, named.to_str().expect("UTF-8")]] {
        let (code, said) = verify(Path::new("/"), &arguments);
        assert_eq!(code, 0, "{said}");
    }
}

#[test]
fn what_was_changed_is_seen() {
    let change = |what: &dyn Fn(&Path), expected: &str| {
        let folder = verified();
        what(folder.path());
        let (code, said) = verify(folder.path(), &["report.json"]);
        assert_eq!(code, 1, "{said}");
        assert!(said.contains(expected), "{said}");
    };
    let edit = |path: &Path, from: &str, to: &str| {
        let text = std::fs::read_to_string(path).expect("a file");
        assert!(text.contains(from), "{from}");
        std::fs::write(path, text.replacen(from, to, 1)).expect("written");
    };
    change(
        &|folder| {
            edit(
                &folder.join("applications/complete.yaml"),
                "730000.00",
                "730000.01",
            )
        },
        "the file was changed: applications/complete.yaml",
    );
    change(
        &|folder| {
            let path = folder.join("applications/period-order.yaml");
            std::fs::remove_file(path).expect("removed");
        },
        "the file is missing: applications/period-order.yaml",
    );
    change(
        &|folder| {
            let [from, to] =
                ["complete.yaml", "new.yaml"].map(|n| folder.join("applications").join(n));
            std::fs::copy(from, to).expect("copied");
        },
        "the file was added: applications/new.yaml",
    );
    change(
        &|folder| {
            let path = folder.join("applications/atbilst-waivers.yaml");
            std::fs::write(path, "waivers: []\n").expect("written");
        },
        "the waivers were added: applications/atbilst-waivers.yaml",
    );
    let report = |folder: &Path, edit: &dyn Fn(&mut Value)| {
        let path = folder.join("report.json");
        let text = std::fs::read_to_string(&path).expect("the report");
        let mut value = serde_json::from_str(&text).expect("JSON");
        edit(&mut value);
        std::fs::write(path, value.to_string()).expect("written");
    };
    change(
        &|folder| {
            report(folder, &|report| {
                report["applications"][2]["outcomes"]["period-order"] = "pass".into();
            });
        },
        &format!(
            "rule `period-order`: “{}” in the report, now “{}”",
            catalogue().say("outcome.pass", &[]),
            catalogue().say("outcome.fail", &[])
        ),
    );
    change(
        &|folder| report(folder, &|report| report["summary"]["complies"] = 2.into()),
        "the totals of the report are not those of its files",
    );
    change(
        &|folder| {
            report(folder, &|report| {
                report["applications"][2]["findings"][0]["message"] = "Nekas.".into();
            });
        },
        "says something else of applications/period-order.yaml",
    );
    change(
        &|folder| {
            report(folder, &|report| {
                report["portfolio"][0]["outcomes"]["portfolio-targets"] = "pass".into();
            });
        },
        "another outcome for all applications of the call 2.1.2.1.i together",
    );
}

#[test]
fn another_rule_book_is_seen() {
    let folder = verified();
    let book = std::fs::read_to_string("rules/2.1.2.1.i.yaml").expect("the book");
    let other = folder.path().join("other.yaml");
    std::fs::write(&other, format!("{book}\n# another\n")).expect("written");
    let sources = folder.path().join("sources");
    std::fs::create_dir(&sources).expect("a folder");
    for entry in std::fs::read_dir("rules/sources").expect("the sources") {
        let entry = entry.expect("a file");
        std::fs::copy(entry.path(), sources.join(entry.file_name())).expect("copied");
    }
    let (code, said) = verify(folder.path(), &["report.json", "--rules", "other.yaml"]);
    assert_eq!(code, 1, "{said}");
    assert!(
        said.contains("the rule book is another: 2.1.2.1.i"),
        "{said}"
    );
}

#[test]
fn what_cannot_be_verified_ends_with_two() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in [
        ("none.json", None),
        ("text.json", Some("no JSON")),
        ("other.json", Some("{\"schema\": \"another/1\"}")),
        ("old.json", Some("{\"schema\": \"atbilst-report/1\"}")),
    ] {
        if let Some(text) = text {
            std::fs::write(folder.path().join(name), text).expect("written");
        }
        let (code, said) = verify(folder.path(), &[name]);
        assert_eq!(code, 2, "{said}");
        assert!(said.contains(name), "{said}");
    }
}

#[test]
fn a_trace_tells_what_the_rule_said() {
    let (report, _) = program::report(&["--trace"], &[Path::new("examples")]);
    let order = ["not_applicable", "pass", "open", "waived", "review", "fail"];
    let rank = |outcome: &Value| {
        order
            .iter()
            .position(|one| outcome == one)
            .expect("an outcome")
    };
    let mut tests = 0;
    for application in report["applications"].as_array().expect("applications") {
        let Some(traces) = application["trace"].as_array() else {
            // What cannot be read has no rules to tell of.
            assert_eq!(application["call"], Value::Null);
            continue;
        };
        let outcomes = application["outcomes"].as_object().expect("outcomes");
        for trace in traces {
            let judgements = trace["judgements"].as_array().expect("judgements");
            let worst = judgements.iter().map(|one| rank(&one["outcome"])).max();
            let rule = trace["rule"].as_str().expect("a rule");
            assert_eq!(
                worst,
                Some(rank(&outcomes[rule])),
                "{rule} {}",
                application["path"]
            );
            for judgement in judgements {
                assert!(
                    judgement["reason"]
                        .as_str()
                        .is_some_and(|reason| !reason.is_empty())
                );
                let told = judgement["tests"].as_array().expect("tests");
                tests += told.len();
                // What holds alone and is asked plainly is answered so.
                let plain = |one: &&Value| {
                    one["role"] == "require"
                        && one["negated"] == false
                        && one["alternative"] == false
                };
                if judgement["outcome"] == "pass" {
                    assert!(
                        told.iter()
                            .filter(plain)
                            .all(|one| one["answer"] == "holds"),
                        "{rule}"
                    );
                }
            }
        }
        assert_eq!(traces.len(), outcomes.len() - atbilst::own_rules::OWN.len());
    }
    assert!(tests > 500);
}

#[test]
fn one_rule_is_told_with_its_law() {
    let (report, _) = program::report(
        &["--trace", "budget-envelope", "--as-of", "2025-07-01"],
        &[Path::new("examples/complete.yaml")],
    );
    let traces = report["applications"][0]["trace"]
        .as_array()
        .expect("traces");
    let [trace] = traces.as_slice() else {
        panic!("one rule: {traces:?}");
    };
    let test = &trace["judgements"][0]["tests"][0];
    assert_eq!(test["pointer"], "/funding/recovery_fund");
    assert_eq!(test["found"], "EUR 730,000.00");
    assert!(
        test["asked"]
            .as_str()
            .is_some_and(|asked| asked.contains("EUR 68,707,920.00"))
    );
    assert_eq!(test["law"][0]["since"], "2025-06-25");
    let output =
        program::run(program::atbilst().args(["check", "examples", "--trace", "no-such-rule"]));
    assert_eq!(output.status.code(), Some(2));
    assert!(program::text(&output.stderr).contains("no-such-rule"));
}
