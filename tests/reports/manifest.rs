//! A manifest: what `sha256sum -c` and `verify` say of it, before and after a file was changed.

use std::process::Command;

use crate::folder::Folder;
use crate::program::{run, skipped};

#[test]
fn a_manifest_names_every_file_and_is_verified() {
    let folder = Folder::new();
    folder.copy("examples/complete.yaml", "a/complete.yaml");
    folder.copy("examples/complete.yaml", "a/back\\slash.yaml");
    folder.write("a/atbilst-waivers.yaml", "waivers: []\n");
    let reports = ["--report=json=report.json", "--report=html=report.html"];
    let made = folder.check(&[&["a", "--manifest=all.sha256"][..], &reports].concat());
    assert_eq!(made.code, Some(1), "two of one id: {}", made.err);
    let text = folder.read("all.sha256");
    let names = [
        "report.json",
        "report.html",
        "a/complete.yaml",
        "a/back\\\\slash.yaml",
        "a/atbilst-waivers.yaml",
    ];
    for name in names {
        assert!(
            text.lines()
                .any(|line| line.ends_with(&format!("  {name}"))),
            "{name}: {text}"
        );
    }
    assert!(text.contains("# atbilst check "), "{text}");
    let sums = || {
        run(Command::new("sha256sum")
            .arg("-c")
            .arg("all.sha256")
            .current_dir(folder.path()))
    };
    match Command::new("sha256sum").arg("--version").output() {
        Ok(_) => assert_eq!(sums().code, Some(0), "{}", sums().out),
        Err(_) => skipped("sha256sum is not installed"),
    }
    let same = folder.run(&["verify", "all.sha256"]);
    assert_eq!(same.code, Some(0), "{}", same.out);
    folder.write(
        "report.json",
        folder.read("report.json").replace("complies", "Complies"),
    );
    std::fs::remove_file(folder.at("a/complete.yaml")).expect("removed");
    let other = folder.run(&["verify", "all.sha256"]);
    assert_eq!(other.code, Some(1), "{}", other.out);
    assert!(other.out.contains("changed: report.json"), "{}", other.out);
    assert!(
        other.out.contains("missing: a/complete.yaml"),
        "{}",
        other.out
    );
    folder.write("out.sha256", format!("{}  ../secret\n", "0".repeat(64)));
    let out = folder.run(&["verify", "out.sha256", "."]);
    assert!(out.out.contains("leads out of the folder"), "{}", out.out);
    let over = folder.check(&["a", "--manifest=a/atbilst-waivers.yaml"]);
    assert_eq!(over.code, Some(2), "{}", over.err);
    assert_eq!(folder.read("a/atbilst-waivers.yaml"), "waivers: []\n");
}

/// One name is not given to two outputs, and a line that is none of a manifest is named.
#[test]
fn a_manifest_has_a_name_of_its_own_and_lines_of_one_form() {
    let folder = Folder::new();
    folder.copy("examples/complete.yaml", "a/complete.yaml");
    let twice = folder.check(&["a", "--report=json=m", "--manifest=m"]);
    assert_eq!(twice.code, Some(2), "{}", twice.out);
    assert!(
        twice.err.contains("m is named for two outputs"),
        "{}",
        twice.err
    );
    assert_eq!(folder.names(), ["a"], "nothing is written");
    let over = folder.check(&["a", "--manifest=a/complete.yaml"]);
    assert_eq!((over.code, &*over.out), (Some(2), ""), "{}", over.err);
    folder.check(&["a", "--report=json=r.json", "--manifest=m"]);
    let text = folder.read("m");
    let large = |line: &str| match line.split_once("  ") {
        Some((sum, name)) if !line.starts_with('#') => {
            format!("{}  {name}\n", sum.to_uppercase())
        }
        _ => format!("{line}\n"),
    };
    folder.write("large", text.lines().map(large).collect::<String>());
    let same = folder.run(&["verify", "large"]);
    assert_eq!(same.code, Some(0), "{}{}", same.out, same.err);
    folder.write("broken", format!("{text}no line of it\n"));
    let broken = folder.run(&["verify", "broken"]);
    assert_eq!(broken.code, Some(2), "{}", broken.out);
    assert!(broken.err.contains("broken, line 5:"), "{}", broken.err);
}

/// The one is not taken for the other.
#[cfg(unix)]
#[test]
fn names_that_are_no_unicode_are_listed_as_they_are() {
    use std::os::unix::ffi::OsStrExt as _;
    let folder = Folder::new();
    folder.copy("examples/complete.yaml", "a/bad\\xff.yaml");
    let bytes = folder.read("a/bad\\xff.yaml");
    let name = std::ffi::OsStr::from_bytes(b"a/bad\xff.yaml");
    if std::fs::write(folder.path().join(name), bytes).is_err() {
        return skipped("here every name of a file is Unicode");
    }
    let made = folder.check(&["a", "--manifest=all.sha256", "--report=json=report.json"]);
    assert!(made.code < Some(2), "{}", made.err);
    let same = folder.run(&["verify", "all.sha256"]);
    assert_eq!(same.code, Some(0), "{}", same.out);
    let mut sums = Command::new("sha256sum");
    sums.args(["-c", "all.sha256"]).current_dir(folder.path());
    match sums.output() {
        Ok(said) => assert!(said.status.success(), "{said:?}"),
        Err(_) => skipped("sha256sum is not installed"),
    }
    std::fs::write(folder.path().join(name), "other").expect("written");
    let other = folder.run(&["verify", "all.sha256"]);
    assert_eq!(other.code, Some(1), "{}", other.out);
    assert_eq!(other.out.lines().count(), 2, "{}", other.out);
}

/// What came through standard input has no path to be found again by, which is said.
#[test]
fn what_came_through_standard_input_is_told_as_not_listed() {
    let folder = Folder::new();
    folder.copy("examples/complete.yaml", "a.yaml");
    let check = |named: &[&str]| {
        let input = std::fs::File::open(folder.at("a.yaml")).expect("the file");
        let mut command = folder.atbilst();
        command.args(["check", "-", "--lang=en", "--manifest=all.sha256"]);
        run(command.args(named).stdin(input))
    };
    let said = check(&[]);
    assert!(said.err.contains("does not list what came"), "{}", said.err);
    let said = check(&["--stdin-filename=a.yaml"]);
    assert!(!said.err.contains("does not list"), "{}", said.err);
    assert!(folder.read("all.sha256").contains("  a.yaml"));
}

/// Only what has changed is told of, and the rest is judged with it: the report rests on all of them.
#[test]
fn what_is_only_judged_together_is_listed() {
    let folder = Folder::new();
    folder.copy("examples/complete.yaml", "a.yaml");
    let git = |words: &[&str]| {
        let mut git = folder.other("git");
        git.args(["-c", "user.name=x", "-c", "user.email=x@example.org"]);
        git.args(words)
            .output()
            .is_ok_and(|said| said.status.success())
    };
    if !git(&["init", "--quiet"]) {
        return skipped("git is not installed");
    }
    assert!(git(&["add", "--all"]) && git(&["commit", "--quiet", "--message=x"]));
    folder.copy("examples/violations/period-order.yaml", "b.yaml");
    folder.check(&["--since=HEAD", "--report=json=r.json", "--manifest=m"]);
    let text = folder.read("m");
    assert!(
        text.contains("  a.yaml\n") && text.contains("  b.yaml\n"),
        "{text}"
    );
    assert_eq!(folder.run(&["verify", "m"]).code, Some(0));
    // A list of nothing proves nothing.
    folder.write(
        "nothing",
        "# atbilst 0.1.0, 2026-11-22\n# atbilst check -\n",
    );
    let nothing = folder.run(&["verify", "nothing"]);
    assert_eq!(nothing.code, Some(2), "{}", nothing.out);
    assert!(nothing.err.contains("lists no file"), "{}", nothing.err);
}
