//! Where the files lie that a report is verified against, and what cannot be verified.

use super::{REPORT, verified, verify};
use crate::folder::Folder;
use crate::program::{TODAY, here, run, within};

/// Where a folder is named, what lies outside it is not read, and what was read is said.
#[test]
fn nothing_outside_a_folder_that_is_named_is_read() {
    let folder = verified();
    for name in ["complete.yaml", "period-order.yaml", "not-stated.yaml"] {
        let text = folder.read(&format!("applications/{name}"));
        folder.write(&format!("copy/applications/{name}"), text);
    }
    let edit = |name: &str| {
        let text = folder.read(name);
        folder.write(name, text.replacen("730000.00", "730000.01", 1));
    };
    let (code, said) = verify(folder.path(), &["report.json", "copy"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("copy/applications\n"), "{said}");
    edit("copy/applications/complete.yaml");
    let (code, said) = verify(folder.path(), &["report.json", "copy"]);
    assert_eq!(code, 1, "{said}");
    // A folder without the files: those above it are not taken for them.
    folder.write("empty/other.txt", "");
    let (code, said) = verify(folder.path(), &["report.json", "empty"]);
    assert_eq!(code, 1, "{said}");
    assert!(
        said.contains("the file is missing: applications/complete.yaml"),
        "{said}"
    );
    let elsewhere = "None of the files that the report names is there";
    assert!(said.contains(elsewhere), "{said}");
    folder.write("some/applications/complete.yaml", "call: 2.1.2.1.i\n");
    let (code, said) = verify(folder.path(), &["report.json", "some"]);
    assert_eq!((code, said.contains(elsewhere)), (1, false), "{said}");
    // A report of absolute paths, or of a way out of the folder, is of files elsewhere.
    for input in [&*folder.name("applications"), "../applications"] {
        std::fs::create_dir_all(folder.at("inner")).expect("a folder");
        let check = [
            "check",
            "--today",
            TODAY,
            "--format=csv",
            "--report=json=out.json",
            input,
        ];
        let made = run(within(&folder.at("inner")).args(check));
        assert_eq!(made.code, Some(1), "{made:?}");
        let (code, said) = verify(folder.path(), &["inner/out.json"]);
        assert_eq!(code, 0, "{said}");
        let (code, said) = verify(folder.path(), &["inner/out.json", "copy"]);
        assert_eq!(code, 2, "{said}");
        assert!(said.contains("lies outside"), "{said}");
    }
    // So does a link.
    #[cfg(unix)]
    {
        std::fs::create_dir_all(folder.at("linked")).expect("a folder");
        std::os::unix::fs::symlink(folder.at("applications"), folder.at("linked/applications"))
            .expect("a link");
        let (code, said) = verify(folder.path(), &["report.json", "linked"]);
        assert_eq!(code, 2, "{said}");
    }
}

/// What came through standard input is not there any more, and nothing else is taken for it.
#[cfg(unix)]
#[test]
fn what_came_through_standard_input_is_not_called_true() {
    let folder = verified();
    let shell = |line: &str| {
        let mut sh = std::process::Command::new("sh");
        run(sh
            .current_dir(folder.path())
            .args(["-c", line, env!("CARGO_BIN_EXE_atbilst")]))
    };
    let pipe = "< applications/complete.yaml";
    for (check, code, expected) in [
        ("-", 2, "cannot be compared with any file"),
        (
            "- applications/period-order.yaml",
            2,
            "Not compared: 1 application",
        ),
        (
            "- --stdin-filename applications/complete.yaml",
            0,
            "applications/complete.yaml\n",
        ),
    ] {
        shell(&format!(
            "\"$0\" check {check} --format csv --report json=piped.json {pipe}"
        ));
        let (ended, said) = verify(folder.path(), &["piped.json"]);
        assert_eq!(ended, code, "{check}: {said}");
        assert!(said.contains(expected), "{said}");
    }
    // A list names its files, and what is not on it is no news.
    shell(
        "echo applications/complete.yaml | \"$0\" check --files-from - --format csv --report json=listed.json",
    );
    let (code, said) = verify(folder.path(), &["listed.json"]);
    assert_eq!(code, 0, "{said}");
    // Where nothing is named, the folder is.
    shell("cd applications && \"$0\" check --format csv --report json=here.json");
    let (code, said) = verify(folder.path(), &["applications/here.json"]);
    assert_eq!(code, 0, "{said}");
}

#[test]
fn another_rule_book_is_seen() {
    let folder = verified();
    let book = std::fs::read_to_string("rules/2.1.2.1.i.yaml").expect("the book");
    folder.write("other.yaml", format!("{book}\n# another\n"));
    for entry in std::fs::read_dir("rules/sources").expect("the sources") {
        let name = entry.expect("a file").file_name();
        let name = format!("sources/{}", name.to_str().expect("UTF-8"));
        folder.copy(&format!("rules/{name}"), &name);
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
    let folder = Folder::new();
    for (name, text) in [
        ("none.json", None),
        ("text.json", Some("no JSON")),
        ("other.json", Some("{\"schema\": \"another/1\"}")),
        ("old.json", Some("{\"schema\": \"atbilst-report/1\"}")),
        ("new.json", Some("{\"schema\": \"atbilst-report/3\"}")),
    ] {
        if let Some(text) = text {
            folder.write(name, text);
        }
        let (code, said) = verify(folder.path(), &[name]);
        assert_eq!(code, 2, "{said}");
        assert!(said.contains(name), "{said}");
    }
}

/// What was named leads to every application, unless a list named them; of that it is said that nobody can check it.
#[test]
fn applications_that_nothing_named_are_seen() {
    let folder = verified();
    let report = folder.read("report.json");
    for named in ["[]", "[\"applications/complete.yaml\"]"] {
        let inputs = format!("\"inputs\":{named}");
        let other = report.replacen("\"inputs\":[\"applications\"]", &inputs, 1);
        assert_ne!(other, report);
        folder.write("report.json", other);
        let (code, said) = verify(folder.path(), &["report.json"]);
        assert_eq!(code, 1, "{said}");
        assert!(said.contains("the part `inputs`"), "{said}");
    }
    folder.write(
        "list",
        "applications/complete.yaml\napplications/not-stated.yaml\n",
    );
    folder.check(&["--files-from", "list", REPORT]);
    let (code, said) = verify(folder.path(), &["report.json"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("said by a list"), "{said}");
}

/// By a rule book that is not at hand nothing can be told.
#[test]
fn a_rule_book_that_is_not_at_hand_is_asked_for() {
    let folder = Folder::new();
    let book = here().join("tests/books/consortium.yaml");
    let book = book.to_str().expect("UTF-8");
    let complete: serde_json::Value = crate::cases::cases("tests/books/consortium.yaml");
    folder.write("a/one.yaml", complete["complete"].to_string());
    folder.check(&["a", "--rules", book, REPORT]);
    let (code, said) = verify(folder.path(), &["report.json", "--rules", book]);
    assert_eq!(code, 0, "{said}");
    let (code, said) = verify(folder.path(), &["report.json"]);
    assert_eq!(code, 2, "{said}");
    assert!(
        said.contains("9.9.4.i") && said.contains("--rules"),
        "{said}"
    );
}
