//! Applications made to hurt a reader, through the program: each does what docs/hostile-input.md says of it, in bounded time and memory.

// A measurement is printed.
#![allow(clippy::print_stdout)]

mod inputs;

use std::fs;
use std::path::Path;
use std::process::Command;

use self::inputs::{changed, inputs, titled, unknown, utf16, utf32, with_more};
use crate::program::{Said, report, run};

const PAGE: &str = "docs/hostile-input.md";

/// Time of a processor, in seconds, for an unoptimised build; the measured times of the page are far below.
const TIME: u32 = 90;

/// Room for addresses, in KiB: far more than is used, far less than a bomb would ask for.
const MEMORY: u32 = 1 << 20;

/// A row of the page: rule of the first finding, or the verdict; what its message says; the exit code.
struct Row {
    rule: String,
    says: String,
    ends: i32,
}

fn row(page: &str, name: &str) -> Row {
    let begin = format!("| {name} | ");
    let line = page.lines().find_map(|line| line.strip_prefix(&begin));
    let line = line.unwrap_or_else(|| panic!("{PAGE} has no row “{name}”"));
    let mut cells = line.split(" | ");
    let mut next = || cells.next().unwrap_or("").trim_matches('`').to_owned();
    Row {
        rule: next(),
        says: next(),
        ends: next().parse().expect("an exit code"),
    }
}

fn check(path: &Path) -> Said {
    let bounded = format!("ulimit -t {TIME}; ulimit -v {MEMORY}; exec \"$0\" \"$@\"");
    let mut command = Command::new("sh");
    command
        .args(["-c", &bounded, env!("CARGO_BIN_EXE_atbilst")])
        .args([
            "check",
            "--format",
            "json",
            "--lang",
            "en",
            "--today",
            "2026-11-22",
        ])
        .args(["--jobs", "1"])
        .arg(path);
    run(&mut command)
}

#[test]
fn every_input_does_what_the_page_says_in_time_and_in_little_memory() {
    let page = fs::read_to_string(PAGE).expect("the page");
    let folder = tempfile::tempdir().expect("a folder");
    let all = inputs();
    for (name, bytes) in &all {
        let path = folder.path().join("input.yaml");
        fs::write(&path, bytes).expect("room for it");
        let output = check(&path);
        let row = row(&page, name);
        assert_eq!(output.code, Some(row.ends), "{name}: {}", output.err);
        let report = output.json();
        let one = &report["applications"][0];
        let first = &one["findings"][0];
        let rule = first["rule"].as_str().or(one["verdict"].as_str());
        assert_eq!(rule, Some(&*row.rule), "{name}: {first}");
        let says = first["message"].as_str().unwrap_or("–");
        assert!(says.contains(&row.says), "{name}: {says}");
        assert!(
            output.out.len() < 20 << 20,
            "{name}: a report of {} bytes",
            output.out.len()
        );
    }
    let rows = page.lines().filter(|line| line.starts_with("| ")).count();
    // Two lines of the table are its head.
    assert_eq!(rows, all.len() + 1, "{PAGE} has a row that is not tried");
}

/// A rule that holds each item against all, and each of those against all: of this small file it would take hours.
#[test]
fn what_is_looked_at_too_often_is_left_to_a_person() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("input.yaml");
    let houses = "  - street: Lielā\n".repeat(3000);
    let head =
        "call: 9.9.7.i\nid: '1'\ntitle: Māja\nsubmitted: 2030-05-10\namount: 30.00\npeople: 6\n";
    let text = format!("{head}note: visas mājas\nhouses:\n{houses}");
    fs::write(&path, text).expect("room for it");
    let arguments = ["--no-portfolio", "--rules", "tests/books/corners.yaml"];
    let (found, _) = report(&arguments, &[&path]);
    let one = &found["applications"][0];
    assert_eq!(one["outcomes"]["houses-among-houses"], "open", "{one}");
    assert_eq!(one["verdict"], "does_not_comply", "{one}");
}

/// Prints the times and peaks of memory that the page states, of the program that `ATBILST_MEASURED` names.
#[test]
#[ignore = "a measurement: cargo test --release --test promises measure -- --ignored --nocapture"]
fn measure() {
    let program = std::env::var("ATBILST_MEASURED");
    let program = program.unwrap_or_else(|_| env!("CARGO_BIN_EXE_atbilst").to_owned());
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in inputs() {
        let path = folder.path().join("input.yaml");
        fs::write(&path, bytes).expect("room for it");
        let measured = Command::new("/usr/bin/time")
            .args(["-f", "%U + %S s | %M KiB", &program])
            .args(["check", "--format", "json", "--lang", "en", "--jobs", "1"])
            .arg(&path)
            .output()
            .expect("time starts");
        let measured = Said::from(measured).err;
        println!("| {name} | {} |", measured.lines().last().unwrap_or(""));
    }
}

/// Bytes that are no text, and line, column and byte of the start and of the end of what is said of them.
#[test]
fn what_is_no_text_is_placed_where_its_bytes_stand() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("input.yaml");
    let cases: [(&[u8], [[u32; 3]; 2]); 6] = [
        // CP1257 and Latin-1.
        (b"id: R\xeega\n", [[1, 6, 5], [1, 7, 6]]),
        (b"call: x\nid: \xc4\x81\xe2\n", [[2, 6, 14], [2, 7, 15]]),
        // The first two bytes of a letter of three.
        (b"\xe2\x82", [[1, 1, 0], [1, 3, 2]]),
        (b"id: \xff\xff\0\n", [[1, 7, 6], [1, 8, 7]]),
        (&utf16(), [[1, 1, 0], [1, 3, 2]]),
        (&utf32(), [[1, 1, 0], [1, 5, 4]]),
    ];
    for (bytes, [start, end]) in cases {
        fs::write(&path, bytes).expect("room for it");
        let (found, _) = report(&[], &[&path]);
        let place = &found["applications"][0]["findings"][0]["location"];
        let at = |[line, column, byte]: [u32; 3]| serde_json::json!({ "line": line, "column": column, "byte": byte });
        let expected = serde_json::json!({ "start": at(start), "end": at(end) });
        assert_eq!(*place, expected, "{bytes:?}");
    }
}

#[test]
fn what_is_left_out_of_a_report_is_counted_and_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("input.yaml");
    fs::write(&path, with_more(&unknown("\n"))).expect("room for it");
    let (whole, code) = report(&["--max-findings", "3"], &[&path]);
    let one = &whole["applications"][0];
    assert_eq!(one["findings"].as_array().map(Vec::len), Some(3));
    assert_eq!(whole["summary"]["fail"], 49_000);
    assert_eq!(one["verdict"], "does_not_comply");
    let notes = whole["notes"].to_string();
    assert!(notes.contains("48,997 are left out"), "{notes}");
    assert_eq!(code, 1);
}

#[test]
fn a_limit_on_findings_never_makes_a_verdict_better() {
    // A question for a person stands before the failure, which is last in the file.
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("input.yaml");
    let text =
        "    performed_by: independent_auditor         # vai beneficiary, vai internal_auditor\n";
    let text = String::from_utf8(changed(text, "")).expect("UTF-8");
    fs::write(&path, text.replace("no_fraud: true", "no_fraud: false")).expect("room for it");
    for (limit, told) in [
        (1, &["fail"][..]),
        (2, &["review", "fail"]),
        (1000, &["review", "fail"]),
    ] {
        let (report, code) = report(&["--max-findings", &limit.to_string()], &[&path]);
        let findings = report["applications"][0]["findings"].as_array();
        let kinds: Vec<_> = findings
            .expect("findings")
            .iter()
            .map(|f| &f["kind"])
            .collect();
        assert_eq!(kinds, told, "{limit}");
        assert_eq!(
            report["applications"][0]["verdict"], "does_not_comply",
            "{limit}"
        );
        assert_eq!(
            (&report["summary"]["fail"], code),
            (&1.into(), 1),
            "{limit}"
        );
    }
}

#[test]
fn every_limit_that_can_be_raised_is_raised_by_its_flag() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("input.yaml");
    let cases: [(&[&str], Vec<u8>); 3] = [
        (
            &["--max-file-size", "8"],
            with_more(&"# x\n".repeat(1_500_000)),
        ),
        (
            &["--max-nodes", "400000"],
            with_more(&format!("x: [{}]\n", "1, ".repeat(200_000))),
        ),
        (&["--max-value-size", "3"], titled(&"x".repeat(2 << 20))),
    ];
    for (flag, bytes) in cases {
        fs::write(&path, bytes).expect("room for it");
        let (refused, _) = report(&[], &[&path]);
        assert_eq!(
            refused["applications"][0]["verdict"], "unreadable",
            "{flag:?}"
        );
        let help = refused["applications"][0]["findings"][0]["help"].to_string();
        assert!(help.contains(flag[0]), "{help} names {flag:?}");
        let (read, _) = report(flag, &[&path]);
        assert_ne!(read["applications"][0]["verdict"], "unreadable", "{flag:?}");
    }
}
