//! No report is written over what is read.

use super::{is_refused, late};
use crate::program::run;

#[test]
fn never_over_what_the_check_reads() {
    let folder = late();
    let late = folder.read("late.yaml");
    folder.copy("tests/books/minimal.yaml", "book.yml");
    let source = "sources/minimal.lv.txt";
    folder.copy(&format!("tests/books/{source}"), source);
    folder.write("atbilst-waivers.yaml", "waivers: []\n");
    for target in [
        "late.yaml",
        "./late.yaml",
        "atbilst-waivers.yaml",
        "book.yml",
    ] {
        let before = folder.read(target);
        let report = format!("json={target}");
        let reports = ["--report", "markdown=first.md", "--report", &report];
        let output = folder.check(&[&[".", "--rules", "book.yml"], &reports[..]].concat());
        is_refused(&output);
        assert!(output.err.contains("would overwrite"), "{target}");
        assert_eq!(folder.read(target), before);
        assert!(!folder.names().contains(&"first.md".to_owned()));
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("late.yaml", folder.at("link.json")).expect("a link");
        let output = folder.check(&["late.yaml", "--report", "json=link.json"]);
        assert_eq!(output.code, Some(2));
        assert_eq!(folder.read("late.yaml"), late);
    }
}

#[test]
fn nor_over_the_list_it_reads_or_by_the_summary_of_a_job() {
    let folder = late();
    folder.write("list", "late.yaml\n");
    let late = folder.read("late.yaml");
    let listed = folder.check(&["--files-from", "list", "--report", "json=./list"]);
    let mut command = folder.atbilst();
    command.env("GITHUB_STEP_SUMMARY", "late.yaml");
    let summed = run(command.args(["check", ".", "--format", "markdown"]));
    for output in [listed, summed] {
        is_refused(&output);
        assert!(output.err.contains("would overwrite"), "{}", output.err);
    }
    assert_eq!(folder.read("list"), "late.yaml\n");
    assert_eq!(folder.read("late.yaml"), late);
}

/// What is behind `<`, and waivers that have no effect where they lie.
#[test]
fn nor_over_anything_else_it_reads() {
    let folder = late();
    folder.write("named.yaml", "waivers: []\n");
    folder.write("sub/atbilst-waivers.yaml", "waivers: []\n");
    let idle = ["--report", "json=sub/atbilst-waivers.yaml"];
    let output = folder.check(&[&[".", "--waivers", "named.yaml"], &idle[..]].concat());
    is_refused(&output);
    assert_eq!(folder.read("sub/atbilst-waivers.yaml"), "waivers: []\n");
    folder.write("atbilst.toml", "csv_dialect = \"semicolon\"\n");
    is_refused(&folder.check(&["late.yaml", "--report", "json=atbilst.toml"]));
    std::fs::remove_file(folder.at("atbilst.toml")).expect("settings that are still there");
    folder.copy("rules/2.1.2.1.i.yaml", "book.yaml");
    let book = folder.read("book.yaml");
    is_refused(&folder.check(&[
        "late.yaml",
        "--rules",
        "book.yaml",
        "--report",
        "json=book.yaml",
    ]));
    assert_eq!(folder.read("book.yaml"), book);
    #[cfg(unix)]
    {
        let before = folder.read("late.yaml");
        let mut command = folder.atbilst();
        command.args(["check", "-", "--report", "json=late.yaml"]);
        let input = std::fs::File::open(folder.at("late.yaml")).expect("a file");
        is_refused(&run(command.stdin(input)));
        assert_eq!(folder.read("late.yaml"), before);
    }
}

/// The page of a form takes the place of an earlier one, and of nothing else.
#[test]
fn nor_the_page_over_an_application() {
    let folder = late();
    let late = folder.read("late.yaml");
    let output = folder.run(&["page", "late.yaml"]);
    assert_eq!(output.code, Some(2), "{}", output.err);
    assert!(output.err.contains("is there already"), "{}", output.err);
    assert_eq!(folder.read("late.yaml"), late);
    for _ in 0..2 {
        let output = folder.run(&["page", "form.html"]);
        assert_eq!(output.code, Some(0), "{}", output.err);
    }
}
