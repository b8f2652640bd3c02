//! The rows for other programs, and as a spreadsheet program in Latvia opens them.

use atbilst::render::escape;

use crate::{CHECKED, Findings, column, findings, program};

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
