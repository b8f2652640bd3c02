//! The rows for other programs, and as a spreadsheet program in Latvia opens them.

use std::collections::BTreeSet;

use atbilst_render::escape;

use super::{CHECKED, Findings, column, findings};
use crate::folder::Folder;
use crate::program::{atbilst, run};

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

#[test]
fn rows_add_up_by_rule_as_the_totals_do() {
    let check = |format| {
        let mut command = atbilst();
        command.args(["check", "examples/review", "--format", format]);
        run(&mut command)
    };
    let report = check("json").json();
    let findings = report["applications"]
        .as_array()
        .expect("applications")
        .iter();
    let mut findings = findings.flat_map(|one| one["findings"].as_array().expect("findings"));
    assert!(findings.any(|finding| finding.get("also").is_some()));
    let csv = check("csv").out;
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let headings = reader.headers().expect("headings").clone();
    let headings: Vec<String> = headings.iter().map(str::to_owned).collect();
    let [rule, path] = ["rule", "path"].map(|name| column(&headings, name));
    let rows: BTreeSet<(String, String)> = reader
        .records()
        .map(|record| record.expect("a row"))
        .map(|record| (record[rule].to_owned(), record[path].to_owned()))
        .collect();
    let totals = report["totals"]["rules"].as_array().expect("rules");
    let own = totals.iter().filter(|total| {
        let rule = total["rule"].as_str().expect("a rule");
        !rule.starts_with("portfolio-")
    });
    for total in own {
        let with = rows.iter().filter(|(rule, _)| total["rule"] == **rule);
        assert_eq!(total["applications"], with.count(), "{total}");
    }
}

#[test]
fn an_amount_is_as_it_was_written() {
    let folder = Folder::new();
    let complete = std::fs::read_to_string("examples/complete.yaml").expect("the example");
    for written in ["99999999999999.1", "99999999999999", "99999999999999.99"] {
        let text = complete.replace(
            "recovery_fund: 730000.00",
            &format!("recovery_fund: {written}"),
        );
        folder.write("application.yaml", text);
        for (dialect, shown) in [
            ("rfc", format!(",{written},")),
            ("excel-lv", format!(";{};", written.replace('.', ","))),
        ] {
            let dialect = ["--csv-dialect", dialect];
            let check = [&["application.yaml", "--format=csv"], &dialect[..]].concat();
            let rows = folder.check(&check).out;
            assert!(rows.contains(&shown), "{rows}");
        }
    }
}

#[test]
fn rows_as_excel_in_latvia_opens_them() {
    let rows = |arguments: &[&str]| {
        let check = [
            "check",
            "examples/violations/budget-arithmetic.yaml",
            "--format=csv",
        ];
        run(atbilst().args(check).args(arguments)).out
    };
    let text = rows(&["--csv-dialect=excel-lv", "--lang=lv"]);
    assert!(text.starts_with('\u{feff}'));
    assert!(text.contains(";860000,00;"), "{text}");
    assert!(rows(&[]).contains(",860000.00,"));
}

/// Where a limit is one that would not do itself, or a sum is asked for at one of its parts, only one side is a value.
#[test]
fn an_amount_has_a_comma_before_its_decimals_where_nothing_is_held_against_it() {
    let check = ["check", "examples/review/odd.yaml", "--format=csv"];
    let rows = run(atbilst().args(check).arg("--csv-dialect=excel-lv")).out;
    let mut reader = csv::ReaderBuilder::new();
    reader.delimiter(b';');
    let mut reader = reader.from_reader(rows.trim_start_matches('\u{feff}').as_bytes());
    let names = reader.headers().expect("headings").iter();
    let names: Vec<String> = names.map(str::to_owned).collect();
    let columns = ["found", "expected"].map(|name| column(&names, name));
    let records = reader.records().map(|record| record.expect("a row"));
    let cells: Vec<String> = records
        .flat_map(|record| columns.map(|column| record[column].to_owned()))
        .collect();
    let point = |cell: &&String| cell.contains('.') && cell.parse::<f64>().is_ok();
    assert_eq!(cells.iter().find(point), None);
    for written in ["0,00", "680000,00"] {
        assert!(
            cells.iter().any(|cell| cell == written),
            "{written}: {rows}"
        );
    }
}
