//! `--report`: several at once, each whole or not at all.

mod over;

#[cfg(target_os = "linux")]
use std::path::Path;

use crate::folder::Folder;
use crate::program::{Said, run};

const LATE: &str = "examples/violations/selection-deadline.yaml";

/// A folder with one application that does not comply.
fn late() -> Folder {
    let folder = Folder::new();
    folder.copy(LATE, "late.yaml");
    folder
}

fn is_refused(output: &Said) {
    assert_eq!(output.code, Some(2), "{}", output.err);
    assert_eq!(output.out, "", "refused before any work");
}

/// What is set aside until the totals are known, in a file where there is much of it, is what is kept in memory for another report.
#[test]
fn a_report_is_the_same_wherever_its_applications_wait() {
    let folder = Folder::new();
    for at in 0..400 {
        folder.copy(LATE, &format!("{at:03}.yaml"));
    }
    let check = |more: &[&str]| {
        let options = ["--format", "json", "--trace", "."];
        let said = folder.check(&[&options[..], more].concat());
        assert_eq!(said.code, Some(1), "{}", said.err);
        said.out
    };
    let aside = check(&[]);
    assert!(aside.len() > 4 << 20, "{}", aside.len());
    assert!(aside.contains("\"together\":[") && aside.contains("\"trace\":["));
    assert_eq!(aside, check(&["--report", "json=report.txt"]));
    assert_eq!(aside, folder.read("report.txt"));
}

#[test]
fn several_reports_beside_what_goes_to_standard_output() {
    let folder = late();
    let output = folder.check(&[
        "late.yaml",
        "--format",
        "json",
        "--report",
        "json=a.json",
        "--report",
        "table=b.txt",
    ]);
    assert_eq!(output.code, Some(1));
    assert_eq!(output.out, folder.read("a.json"));
    assert!(folder.read("b.txt").contains("selection-deadline"));
    assert_eq!(folder.names(), ["a.json", "b.txt", "late.yaml"]);
    // Written again, it is the same, and nothing is left of the old one.
    folder.write("a.json", "x".repeat(1 << 20));
    folder.check(&["late.yaml", "--report", "json=a.json"]);
    assert_eq!(output.out, folder.read("a.json"));
}

#[cfg(unix)]
#[test]
fn a_report_may_be_read_as_any_new_file() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = late();
    folder.check(&["late.yaml", "--report", "json=a.json"]);
    let mode = |name: &str| {
        std::fs::metadata(folder.at(name))
            .expect("a file")
            .permissions()
            .mode()
    };
    folder.write("new", "");
    assert_eq!(mode("a.json"), mode("new"));
}

#[test]
fn what_cannot_be_written_ends_with_2() {
    let folder = late();
    std::fs::create_dir(folder.at("folder")).expect("a folder");
    for report in [
        "json=nowhere/a.json",
        "json=folder",
        "pdf=a.pdf",
        "json",
        "json=",
        "=a.json",
    ] {
        let output = folder.check(&["late.yaml", "--report", report]);
        is_refused(&output);
        assert_eq!(folder.names(), ["folder", "late.yaml"], "{report}");
    }
    for (report, why) in [
        ("json=nowhere/a.json", "nav ne šādas datnes, ne mapes"),
        ("json=folder", "tā ir mape"),
    ] {
        let output = folder.check(&["late.yaml", "--lang", "lv", "--report", report]);
        assert!(output.err.contains(why), "{}", output.err);
    }
    let output = folder.check(&["late.yaml", "--report", "json=a", "--report", "yaml=./a"]);
    assert_eq!(output.code, Some(2));
    assert!(output.err.contains("is named for two outputs"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_device_is_written_to_and_stays_one() {
    let folder = late();
    let output = folder.check(&["late.yaml", "--report", "json=/dev/null"]);
    assert_eq!(output.code, Some(1));
    assert!(!Path::new("/dev/null").is_file());
    // Nothing can be written there: the check was made, and could not be reported.
    let output = folder.check(&[
        "late.yaml",
        "--report",
        "json=/dev/full",
        "--report",
        "yaml=after",
    ]);
    assert_eq!(output.code, Some(2));
    assert!(folder.names().contains(&"after".to_owned()));
}

#[test]
fn markdown_is_added_to_the_summary_of_the_job() {
    let folder = late();
    let summary = folder.at("summary");
    folder.write("summary", "earlier\n");
    let mut command = folder.atbilst();
    command.env("GITHUB_STEP_SUMMARY", &summary);
    run(command.args(["check", "late.yaml", "--today", "2026-11-22"]));
    assert_eq!(
        folder.read("summary"),
        "earlier\n",
        "only where it is asked for"
    );
    run(command.args(["--report", "markdown=a.md"]));
    assert_eq!(
        folder.read("summary"),
        format!("earlier\n{}", folder.read("a.md"))
    );
}

/// A waiver that is over waives nothing, and silence must not pass for consent.
#[test]
fn notes_are_in_every_report_or_on_standard_error() {
    let folder = late();
    let waiver = "waivers:\n  - { rule: selection-deadline, application: x, reason: Decided by the department, approver: Director, document: No 12, \
                  issued: 2022-01-01, expires: 2022-12-31 }\n";
    folder.write("atbilst-waivers.yaml", waiver);
    for format in atbilst_render::FORMATS {
        let output = folder.check(&[".", "--format", format.name, "--max-findings", "1"]);
        let said = output.err;
        let note = "waives nothing";
        assert_eq!(
            said.contains(note),
            !format.notes,
            "{}: {said}",
            format.name
        );
        // A workbook is compressed.
        if format.name != "xlsx" {
            assert_eq!(output.out.contains(note), format.notes, "{}", format.name);
        }
    }
    // Corrections have no place for notes.
    let output = folder.check(&[".", "--diff"]);
    let said = output.err;
    assert_eq!(said.matches("waives nothing").count(), 1, "{said}");
}

/// `-`, and every other name of what is open already.
#[cfg(target_os = "linux")]
#[test]
fn standard_output_is_written_to_as_it_is() {
    let folder = late();
    std::os::unix::fs::symlink("/dev/stdout", folder.at("link")).expect("a link");
    let shell = |line: &str| {
        let mut command = std::process::Command::new("sh");
        command.current_dir(folder.path()).env("LANG", "C");
        let program = env!("CARGO_BIN_EXE_atbilst");
        run(command.args(["-c", line, program, "late.yaml"]))
    };
    for name in [
        "-",
        "/dev/stdout",
        "/dev/fd/1",
        "/proc/self/fd/1",
        "link",
        "log",
    ] {
        folder.write("log", "OLD\n");
        let line = format!("\"$0\" check \"$1\" --report json={name} >> log");
        assert_eq!(shell(&line).code, Some(1), "{name}");
        let log = folder.read("log");
        let report = log.strip_prefix("OLD\n").expect("what was there");
        let report: Result<serde_json::Value, _> = serde_json::from_str(report);
        assert!(report.is_ok(), "{name}: the report alone: {log}");
    }
    let piped = shell("\"$0\" check \"$1\" --report json=- | cat");
    assert_eq!(piped.json()["summary"]["applications"], 1);
    assert!(!folder.names().contains(&"-".to_owned()));
    for other in ["--format=table", "--report=yaml=-", "--diff"] {
        is_refused(&folder.check(&["late.yaml", "--report", "json=-", other]));
    }
    folder.write("log", "");
    let error = shell("\"$0\" check \"$1\" --quiet --report json=/dev/stderr 2>> log");
    assert!(error.out.starts_with("late.yaml"), "{}", error.out);
    assert!(folder.read("log").starts_with("{\"schema\""));
    is_refused(&shell(
        "\"$0\" check \"$1\" --report json=/dev/fd/3 3> three",
    ));
    assert_eq!(folder.read("three"), "");
}

/// A report is no application, and the same command says the same twice.
#[test]
fn reports_among_the_applications_are_left_out_and_named() {
    for name in ["yaml", "json", "jsonl", "sarif", "gitlab"] {
        let folder = late();
        let report = format!("{name}=in/report.yaml");
        folder.copy(LATE, "in/late.yaml");
        let twice = [0, 1].map(|_| folder.check(&[".", "--format", "json", "--report", &report]));
        assert_eq!(twice[0].code, Some(1), "{name}");
        assert_eq!(twice[0].out, twice[1].out, "{name}");
        let note = "a report of this program: in/report.yaml";
        assert!(twice[1].err.contains(note), "{name}: {}", twice[1].err);
        let later = folder.check(&["in", "--format", "json"]);
        assert_eq!(later.json()["summary"]["applications"], 1, "{name}");
        assert!(later.err.contains(note), "{name}: {}", later.err);
        // Silence is no success.
        let alone = folder.check(&["in/report.yaml"]);
        assert_eq!(alone.code, Some(2), "{name}");
    }
    // What merely begins so is an application, and a poor one.
    let folder = late();
    folder.write("a.yaml", "schema: atbilst-report/1\ncall: 2.1.2.1.i\n");
    let output = folder.check(&["a.yaml", "--format", "json"]);
    assert_eq!(output.json()["summary"]["does_not_comply"], 1);
}

#[cfg(unix)]
#[test]
fn what_the_shell_made_for_the_report_is_left_out_and_named() {
    let folder = late();
    for stream in ["out", "err"] {
        let mut command = folder.atbilst();
        command.args(["check", ".", "--format", "yaml", "--lang", "en"]);
        let file = std::fs::File::create(folder.at("all.yaml")).expect("a file");
        match stream {
            "out" => command.stdout(file),
            _ => command.stderr(file),
        };
        let output = run(&mut command);
        let report = match stream {
            "out" => folder.read("all.yaml"),
            _ => output.out,
        };
        assert!(
            report.contains("goes into it: all.yaml"),
            "{stream}: {report}"
        );
        assert!(report.contains("applications: 1\n"), "{stream}: {report}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_to_nothing_stays_one() {
    let folder = late();
    for (name, to) in [
        ("a.json", "there.json"),
        ("b.json", "a.json"),
        ("c.json", "no/c.json"),
    ] {
        std::os::unix::fs::symlink(to, folder.at(name)).expect("a link");
    }
    let output = folder.check(&["late.yaml", "--report", "json=b.json"]);
    assert_eq!(output.code, Some(1));
    assert!(folder.at("a.json").is_symlink() && folder.at("b.json").is_symlink());
    assert!(!folder.at("there.json").is_symlink());
    assert!(folder.read("there.json").starts_with('{'));
    is_refused(&folder.check(&["late.yaml", "--report", "json=c.json"]));
    is_refused(&folder.check(&[
        "late.yaml",
        "--report",
        "json=a.json",
        "--report",
        "yaml=b.json",
    ]));
}

#[test]
fn a_format_that_cannot_tell_why_says_so() {
    let folder = late();
    for format in atbilst_render::FORMATS {
        let output = folder.check(&["late.yaml", "--trace", "--format", format.name]);
        let said = output.err;
        assert_eq!(
            said.contains("does not tell why"),
            !format.traces,
            "{}: {said}",
            format.name
        );
    }
    let output = folder.check(&[
        "late.yaml",
        "--trace",
        "--format",
        "csv",
        "--report",
        "json=a.json",
    ]);
    assert_eq!(output.err, "");
    assert!(folder.read("a.json").contains("\"trace\":["));
}

#[test]
fn formats_do_not_change_how_the_program_ends() {
    let folder = late();
    for format in [
        "jsonl", "yaml", "sarif", "junit", "github", "gitlab", "markdown",
    ] {
        let output = folder.check(&["late.yaml", "--format", format]);
        assert_eq!(output.code, Some(1), "{format}");
        let empty = folder.check(&["nothing", "--format", format, "--allow-empty"]);
        assert_eq!(empty.code, Some(2), "{format}: a file that is not there");
    }
}
