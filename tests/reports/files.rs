//! `--report`: several at once, each whole or not at all, never over what is read.

use crate::program;

use std::path::Path;
use std::process::Output;

const LATE: &str = "examples/violations/selection-deadline.yaml";

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        let folder = Self(tempfile::tempdir().expect("a folder"));
        std::fs::copy(LATE, folder.0.path().join("late.yaml")).expect("copied");
        folder
    }

    fn check(&self, arguments: &[&str]) -> Output {
        let mut command = program::atbilst();
        let command = command.current_dir(self.0.path()).arg("check");
        program::run(command.args(["--today", "2026-11-22"]).args(arguments))
    }

    fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.0.path()).expect("a folder");
        let mut names: Vec<_> = entries
            .map(|entry| {
                entry
                    .expect("an entry")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        names.sort();
        names
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.0.path().join(name)).expect("a file")
    }
}

#[test]
fn several_reports_beside_what_goes_to_standard_output() {
    let folder = Folder::new();
    let output = folder.check(&[
        "late.yaml",
        "--format",
        "json",
        "--report",
        "json=a.json",
        "--report",
        "table=b.txt",
    ]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(program::text(&output.stdout), folder.read("a.json"));
    assert!(folder.read("b.txt").contains("selection-deadline"));
    assert_eq!(folder.names(), ["a.json", "b.txt", "late.yaml"]);
    // Written again, it is the same, and nothing is left of the old one.
    std::fs::write(folder.0.path().join("a.json"), "x".repeat(1 << 20)).expect("written");
    folder.check(&["late.yaml", "--report", "json=a.json"]);
    assert_eq!(program::text(&output.stdout), folder.read("a.json"));
}

#[cfg(unix)]
#[test]
fn a_report_may_be_read_as_any_new_file() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new();
    folder.check(&["late.yaml", "--report", "json=a.json"]);
    let mode = |name: &str| {
        std::fs::metadata(folder.0.path().join(name))
            .expect("a file")
            .permissions()
            .mode()
    };
    std::fs::write(folder.0.path().join("new"), "").expect("written");
    assert_eq!(mode("a.json"), mode("new"));
}

#[test]
fn never_over_what_the_check_reads() {
    let folder = Folder::new();
    let late = folder.read("late.yaml");
    std::fs::copy("tests/books/minimal.yaml", folder.0.path().join("book.yml")).expect("copied");
    std::fs::create_dir(folder.0.path().join("sources")).expect("a folder");
    std::fs::write(
        folder.0.path().join("atbilst-waivers.yaml"),
        "waivers: []\n",
    )
    .expect("written");
    std::fs::copy(
        "tests/books/sources/minimal.lv.txt",
        folder.0.path().join("sources/minimal.lv.txt"),
    )
    .expect("copied");
    for target in [
        "late.yaml",
        "./late.yaml",
        "atbilst-waivers.yaml",
        "book.yml",
    ] {
        let before = folder.read(target);
        let report = format!("json={target}");
        let output = folder.check(&[
            ".",
            "--rules",
            "book.yml",
            "--report",
            "markdown=first.md",
            "--report",
            &report,
        ]);
        assert_eq!(output.status.code(), Some(2), "{target}");
        assert!(
            program::text(&output.stderr).contains("would overwrite"),
            "{target}"
        );
        assert!(output.stdout.is_empty(), "refused before any work");
        assert_eq!(folder.read(target), before);
        assert!(!folder.names().contains(&"first.md".to_owned()));
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("late.yaml", folder.0.path().join("link.json")).expect("a link");
        let output = folder.check(&["late.yaml", "--report", "json=link.json"]);
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(folder.read("late.yaml"), late);
    }
}

#[test]
fn nor_over_the_list_it_reads_or_by_the_summary_of_a_job() {
    let folder = Folder::new();
    std::fs::write(folder.0.path().join("list"), "late.yaml\n").expect("written");
    let late = folder.read("late.yaml");
    let listed = folder.check(&["--files-from", "list", "--report", "json=./list"]);
    let mut command = program::atbilst();
    let summed = program::run(
        command
            .current_dir(folder.0.path())
            .env("GITHUB_STEP_SUMMARY", "late.yaml")
            .args(["check", ".", "--format", "markdown"]),
    );
    for output in [listed, summed] {
        let said = program::text(&output.stderr);
        assert!(said.contains("would overwrite"), "{said}");
        assert_eq!(output.status.code(), Some(2));
        assert!(output.stdout.is_empty(), "refused before any work");
    }
    assert_eq!(folder.read("list"), "late.yaml\n");
    assert_eq!(folder.read("late.yaml"), late);
}

#[test]
fn what_cannot_be_written_ends_with_2() {
    let folder = Folder::new();
    std::fs::create_dir(folder.0.path().join("folder")).expect("a folder");
    for report in [
        "json=nowhere/a.json",
        "json=folder",
        "pdf=a.pdf",
        "json",
        "json=",
        "=a.json",
    ] {
        let output = folder.check(&["late.yaml", "--report", report]);
        assert_eq!(output.status.code(), Some(2), "{report}");
        assert!(
            output.stdout.is_empty(),
            "{report}: refused before any work"
        );
        assert_eq!(folder.names(), ["folder", "late.yaml"], "{report}");
    }
    for (report, why) in [
        ("json=nowhere/a.json", "nav ne šādas datnes, ne mapes"),
        ("json=folder", "tā ir mape"),
    ] {
        let output = folder.check(&["late.yaml", "--lang", "lv", "--report", report]);
        let said = program::text(&output.stderr);
        assert!(said.contains(why), "{said}");
    }
    let output = folder.check(&["late.yaml", "--report", "json=a", "--report", "yaml=./a"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(program::text(&output.stderr).contains("two reports"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_device_is_written_to_and_stays_one() {
    let folder = Folder::new();
    let output = folder.check(&["late.yaml", "--report", "json=/dev/null"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(!Path::new("/dev/null").is_file());
    // Nothing can be written there: the check was made, and could not be reported.
    let output = folder.check(&[
        "late.yaml",
        "--report",
        "json=/dev/full",
        "--report",
        "yaml=after",
    ]);
    assert_eq!(output.status.code(), Some(2));
    assert!(folder.names().contains(&"after".to_owned()));
}

#[test]
fn markdown_is_added_to_the_summary_of_the_job() {
    let folder = Folder::new();
    let summary = folder.0.path().join("summary");
    std::fs::write(&summary, "earlier\n").expect("written");
    let mut command = program::atbilst();
    command
        .current_dir(folder.0.path())
        .env("GITHUB_STEP_SUMMARY", &summary)
        .args(["check", "late.yaml", "--today", "2026-11-22"]);
    program::run(&mut command);
    assert_eq!(
        folder.read("summary"),
        "earlier\n",
        "only where it is asked for"
    );
    program::run(command.args(["--report", "markdown=a.md"]));
    assert_eq!(
        folder.read("summary"),
        format!("earlier\n{}", folder.read("a.md"))
    );
}

/// A waiver that is over waives nothing, and silence must not pass for consent.
#[test]
fn notes_are_in_every_report_or_on_standard_error() {
    let folder = Folder::new();
    let waiver = "waivers:\n  - { rule: selection-deadline, application: x, reason: x, approver: x, document: x, \
                  issued: 2022-01-01, expires: 2022-12-31 }\n";
    std::fs::write(folder.0.path().join("atbilst-waivers.yaml"), waiver).expect("written");
    for format in atbilst_render::FORMATS {
        let output = folder.check(&[".", "--format", format.name, "--max-findings", "1"]);
        let said = program::text(&output.stderr);
        let report = String::from_utf8_lossy(&output.stdout);
        let note = "waives nothing";
        assert_eq!(
            said.contains(note),
            !format.notes,
            "{}: {said}",
            format.name
        );
        // A workbook is compressed.
        if format.name != "xlsx" {
            assert_eq!(report.contains(note), format.notes, "{}", format.name);
        }
    }
    // Corrections have no place for notes.
    let output = folder.check(&[".", "--diff"]);
    let said = program::text(&output.stderr);
    assert_eq!(said.matches("waives nothing").count(), 1, "{said}");
}

#[test]
fn a_format_that_cannot_tell_why_says_so() {
    let folder = Folder::new();
    for format in atbilst_render::FORMATS {
        let output = folder.check(&["late.yaml", "--trace", "--format", format.name]);
        let said = program::text(&output.stderr);
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
    assert_eq!(program::text(&output.stderr), "");
    assert!(folder.read("a.json").contains("\"trace\":["));
}

#[test]
fn formats_do_not_change_how_the_program_ends() {
    let folder = Folder::new();
    for format in [
        "jsonl", "yaml", "sarif", "junit", "github", "gitlab", "markdown",
    ] {
        assert_eq!(
            folder
                .check(&["late.yaml", "--format", format])
                .status
                .code(),
            Some(1),
            "{format}"
        );
        let empty = folder.check(&["nothing", "--format", format, "--allow-empty"]);
        assert_eq!(
            empty.status.code(),
            Some(2),
            "{format}: a file that is not there"
        );
    }
}
