//! Reports that cannot be written: that is said, and what was there stays.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use super::without_privileges;
use crate::folder::Folder;
use crate::program::{Said, atbilst, run, skipped};

#[test]
fn where_nothing_can_be_written_the_end_is_2() {
    let full = Path::new("/dev/full");
    if !full.exists() {
        skipped("there is no /dev/full");
        return;
    }
    for arguments in [
        &["check", "examples/complete.yaml"][..],
        &["check", "examples", "--format=csv"],
        &["check", "examples", "--format=xlsx"],
        &["check", "--help"],
        &["--version"],
    ] {
        let full = fs::OpenOptions::new().write(true).open(full).expect("open");
        let output = run(atbilst().args(arguments).stdout(full));
        assert_eq!(output.code, Some(2), "{arguments:?}");
        let said = output.err;
        assert!(
            said.contains("cannot be written: no room is left on the disk"),
            "{arguments:?}: {said}"
        );
    }
}

/// As in an image that holds the program alone.
#[test]
fn a_workbook_needs_no_folder_for_temporary_files() {
    let mut command = atbilst();
    command.env("TMPDIR", "/nowhere");
    let output = command
        .args(["check", "examples", "--format=xlsx"])
        .output();
    let output = output.expect("it starts");
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(output.stdout.starts_with(b"PK"));
}

#[test]
fn a_full_disk_leaves_the_report_that_was_there() {
    let folder = Folder::new();
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=64k", "tmpfs"])
        .arg(folder.path())
        .stderr(Stdio::null())
        .status();
    if !mounted.is_ok_and(|status| status.success()) {
        skipped("a small file system cannot be mounted without privileges");
        return;
    }
    let path = folder.at("report.json");
    fs::write(&path, "the report of yesterday").expect("room for a few words");
    let output = run(atbilst()
        .args(["check", "examples", "--quiet", "--report"])
        .arg(format!("json={}", path.display())));
    let left = fs::read_to_string(&path).expect("the report of yesterday");
    let names = fs::read_dir(folder.path()).expect("a folder").count();
    let unmounted = Command::new("umount").arg(folder.path()).status();
    assert!(unmounted.expect("umount starts").success());
    assert_eq!(output.code, Some(2));
    assert!(output.err.contains("report.json cannot be written"));
    assert_eq!((left.as_str(), names), ("the report of yesterday", 1));
}

/// A limit on the size of files is an error as any other, and nothing half is left, neither of a report nor behind `>`.
#[test]
fn a_limit_on_the_size_of_files_leaves_nothing_half() {
    let folder = Folder::new();
    folder.copy("examples/violations/selection-deadline.yaml", "late.yaml");
    let shell = |line: &str| {
        let program = env!("CARGO_BIN_EXE_atbilst");
        let line = format!("ulimit -f 8; {line}");
        let mut command = Command::new("sh");
        run(command
            .current_dir(folder.path())
            .args(["-c", &line, program]))
    };
    let output = shell("\"$0\" check late.yaml --quiet --report html=report");
    assert_eq!(output.code, Some(2), "{}", output.err);
    assert!(
        output.err.contains("larger than files may be"),
        "{}",
        output.err
    );
    assert_eq!(folder.names(), ["late.yaml"]);
    for into in ["> shown", ">> shown"] {
        folder.write("shown", "");
        if into == ">> shown" {
            folder.write("shown", "before\n");
        }
        let before = folder.read("shown");
        let output = shell(&format!("\"$0\" check late.yaml --format html {into}"));
        assert_eq!(output.code, Some(2), "{}", output.err);
        assert_eq!(folder.read("shown"), before, "{into}");
    }
}

#[test]
fn a_folder_that_may_not_be_written_is_said_and_ends_with_2() {
    let folder = Folder::new();
    folder.permit("", 0o555);
    let path = folder.at("report.json");
    let mut command = atbilst();
    without_privileges(&mut command);
    let output = run(command
        .args(["check", "examples/complete.yaml", "--report"])
        .arg(format!("json={}", path.display())));
    assert_eq!(output.code, Some(2), "{}", output.out);
    assert!(output.err.contains("report.json cannot be written"));
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut child = atbilst()
        .args(["check", "examples"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    drop(child.stdout.take());
    let output: Said = child.wait_with_output().expect("it ends").into();
    assert_eq!((output.code, &*output.err), (Some(1), ""));
    let closed = run(Command::new("sh")
        .args(["-c", "exec \"$0\" check examples --lang en >&-"])
        .arg(env!("CARGO_BIN_EXE_atbilst")));
    assert_eq!((closed.code, &*closed.err), (Some(1), ""));
}
