//! What of a folder is checked: every application once, and what is left out is said.

mod links;

use std::fs;

use serde_json::Value;

use crate::folder::Folder;
use crate::program::{Said, run};

/// A folder of complete applications, each with an id of its own.
fn with(names: &[&str]) -> Folder {
    let folder = Folder::new();
    let complete = fs::read_to_string("examples/complete.yaml").expect("the example");
    for name in names {
        let text = complete.replace("2.1.2.1.i-0001", name);
        assert_ne!(text, complete);
        folder.write(name, text);
    }
    folder
}

fn paths(checked: &Said) -> Vec<String> {
    let report = checked.json();
    let applications = report["applications"].as_array().expect("applications");
    let path = |one: &Value| one["path"].as_str().expect("a path").to_owned();
    applications.iter().map(path).collect()
}

/// Says it in the report and on standard error.
fn notes(checked: &Said, sentence: &str) {
    let notes = checked.json()["notes"].to_string();
    assert!(notes.contains(sentence), "{sentence}: {notes}");
    assert!(
        checked.err.contains(sentence),
        "{sentence}: {}",
        checked.err
    );
}

fn notes_nothing(checked: &Said) {
    assert_eq!(checked.json()["notes"], serde_json::json!([]));
    assert_eq!(checked.err, "");
}

#[test]
fn no_ignore_file_hides_an_application() {
    let folder = with(&["in/a.yaml", "in/deep/b.yaml", "in/.git/hidden.yaml"]);
    for place in ["", "in/", "in/deep/"] {
        for name in [".gitignore", ".ignore"] {
            folder.write(&format!("{place}{name}"), "*.yaml\ndeep\n");
        }
    }
    let checked = folder.json(&["in"]);
    assert_eq!(paths(&checked), ["in/a.yaml", "in/deep/b.yaml"]);
    notes_nothing(&checked);
}

#[cfg(unix)]
#[test]
fn nor_is_one_opened() {
    use std::os::unix::fs::symlink;
    let folder = with(&["a.yaml"]);
    folder.pipe(".gitignore");
    symlink("/dev/zero", folder.at(".ignore")).expect("a link");
    assert_eq!(paths(&folder.json(&[])), ["a.yaml"]);
}

#[test]
fn what_is_hidden_is_left_out_and_named() {
    let folder = with(&["a.yaml", ".b.yaml", ".c.yml", "in/.d.yaml", ".e/f.yaml"]);
    folder.write(".note.txt", "not an application");
    let checked = folder.json(&[]);
    assert_eq!(paths(&checked), ["a.yaml"]);
    notes(
        &checked,
        "begin with a dot: .b.yaml, .c.yml, .e and 1 more.",
    );
    // Named itself it is checked.
    let named = folder.json(&[".b.yaml", ".e"]);
    assert_eq!(paths(&named), [".b.yaml", ".e/f.yaml"]);
    let both = folder.json(&[".", ".b.yaml", "./.e"]);
    assert_eq!(paths(&both), [".b.yaml", ".e/f.yaml", "a.yaml"]);
    notes(&both, "begin with a dot: .c.yml, in/.d.yaml.");
    // Where nothing else is there, that is no check.
    fs::remove_file(folder.at("a.yaml")).expect("own file");
    let nothing = folder.json(&[]);
    assert_eq!(nothing.code, Some(2));
    assert!(nothing.err.contains(".b.yaml"), "{}", nothing.err);
}

/// The ending that a person does not see, and a file that has no name.
#[test]
fn what_is_nearly_called_an_application_is_named() {
    let folder = with(&[
        "a.yaml",
        ".yaml",
        ".yml",
        "b.yaml.txt",
        "c.YML (1)",
        "d.ymal",
        "e.xml",
        "f.html",
    ]);
    let checked = folder.json(&[]);
    assert_eq!(paths(&checked), ["a.yaml"]);
    notes(&checked, "begin with a dot: .yaml, .yml.");
    notes(&checked, "in .yaml or .yml: b.yaml.txt, c.YML (1), d.ymal.");
    let named = folder.json(&["b.yaml.txt"]);
    assert_eq!(paths(&named), ["b.yaml.txt"]);
    notes_nothing(&named);
}

/// Under another name an application would go unchecked; what only speaks of a call is none.
#[test]
fn what_begins_as_an_application_is_named() {
    let folder = with(&["a.yaml", "b.txt", "c.уаml", "d.md"]);
    folder.write("e.json", "{ \"call\": \"2.1.2.1.i\" }");
    folder.write(
        "f.json",
        "{ \"properties\": { \"call\": { \"const\": 1 } } }",
    );
    folder.write("g.txt", "The call: 2.1.2.1.i\n");
    let checked = folder.json(&[]);
    assert_eq!(paths(&checked), ["a.yaml"]);
    notes(&checked, "in .yaml or .yml: b.txt, c.уаml, e.json.");
}

#[cfg(unix)]
const WAIVERS: &str = "atbilst-waivers.yaml";

#[test]
fn a_file_is_no_application_only_where_its_waivers_are() {
    let folder = with(&["in/a.yaml", "in/deep/atbilst-waivers.yaml"]);
    folder.write("in/atbilst-waivers.yaml", "waivers: []\n");
    let checked = folder.json(&["in"]);
    assert_eq!(
        paths(&checked),
        ["in/a.yaml", "in/deep/atbilst-waivers.yaml"]
    );
    assert_eq!(checked.err, "");
    folder.write("in/deep/atbilst-waivers.yaml", "waivers: []\n");
    let checked = folder.json(&["in"]);
    assert_eq!(paths(&checked), ["in/a.yaml"]);
    notes_nothing(&checked);
    // Where others are named, or none, they are no applications either, but said.
    folder.write("other.yaml", "waivers: []\n");
    for choice in [&["--waivers", "other.yaml"][..], &["--no-waivers"]] {
        let checked = folder.json(&[&["in"], choice].concat());
        assert_eq!(paths(&checked), ["in/a.yaml"]);
        notes(
            &checked,
            "Waivers without effect where they lie: in/atbilst-waivers.yaml, in/deep/atbilst-waivers.yaml.",
        );
    }
}

#[test]
fn waivers_alone_are_nothing_to_check() {
    let folder = with(&[]);
    folder.write(WAIVERS, "waivers: []\n");
    for paths in [&[][..], &[WAIVERS]] {
        let checked = folder.json(paths);
        assert_eq!(checked.code, Some(2), "{}", checked.err);
        assert!(checked.err.contains("nothing to check"));
    }
}

/// One spelling more is no file more, and no finding.
#[test]
fn a_file_is_checked_once_however_it_is_spelled() {
    let folder = with(&["a.yaml", "gi/b.yaml", "other/c.yaml"]);
    folder.write("gi/atbilst-waivers.yaml", "waivers: []\n");
    let here = fs::canonicalize(folder.path()).expect("a folder");
    let absolute = |name: &str| here.join(name).to_string_lossy().into_owned();
    let (file, inner) = (absolute("a.yaml"), absolute("gi"));
    folder.write("list", format!("./gi/b.yaml\n{inner}/b.yaml\n"));
    let cases: [(&[&str], &[&str]); 11] = [
        (&["a.yaml", "./a.yaml"], &["a.yaml"]),
        (&["./a.yaml", "a.yaml"], &["a.yaml"]),
        (&["gi", "gi/.", "gi//", "./gi"], &["gi/b.yaml"]),
        (
            &[".", "a.yaml", "gi"],
            &["a.yaml", "gi/b.yaml", "other/c.yaml"],
        ),
        (&["gi", &inner], &["gi/b.yaml"]),
        (&[&inner, "gi"], &["gi/b.yaml"]),
        (&["a.yaml", &file], &["a.yaml"]),
        (&["gi/../a.yaml", "a.yaml"], &["a.yaml"]),
        (
            &["gi/../other/c.yaml", "gi/.././other"],
            &["gi/../other/c.yaml"],
        ),
        (&["gi/b.yaml", "--files-from", "list"], &["gi/b.yaml"]),
        (&["./gi/./b.yaml"], &["gi/b.yaml"]),
    ];
    for (arguments, found) in cases {
        let checked = folder.json(arguments);
        assert_eq!(paths(&checked), found, "{arguments:?}");
        assert_eq!(checked.code, Some(0), "{arguments:?}: {}", checked.err);
        let waivers = checked.json()["waivers"].as_array().map(Vec::len);
        assert!(waivers <= Some(1), "{arguments:?}");
    }
}

#[cfg(unix)]
#[test]
fn standard_input_stands_for_the_file_whose_name_it_has() {
    let folder = with(&["a.yaml", "gi/a.yaml"]);
    let text = fs::File::open(folder.at("a.yaml")).expect("a file");
    let mut command = folder.atbilst();
    command.args(["check", ".", "-", "--stdin-filename", "./a.yaml"]);
    command.args(["--format", "json", "--no-portfolio"]);
    let checked = run(command.stdin(text));
    assert_eq!(paths(&checked), ["a.yaml", "gi/a.yaml"]);
}

#[test]
fn a_name_for_standard_input_reads_it() {
    let folder = with(&["a.yaml"]);
    folder.copy("examples/violations/selection-deadline.yaml", "late.txt");
    let piped = |arguments: &[&str]| {
        let late = fs::File::open(folder.at("late.txt")).expect("a file");
        let mut command = folder.atbilst();
        command.args(["check", "--format", "json", "--stdin-filename", "late.yaml"]);
        run(command.args(arguments).stdin(late))
    };
    assert_eq!(paths(&piped(&[])), ["late.yaml"]);
    assert_eq!(paths(&piped(&["-", "a.yaml"])), ["a.yaml", "late.yaml"]);
    folder.write("list", "a.yaml\n");
    for others in [&["a.yaml"][..], &["."], &["--files-from", "list"]] {
        let refused = piped(others);
        assert_eq!((refused.code, &*refused.out), (Some(2), ""), "{others:?}");
        assert!(refused.err.contains("add `-`"), "{}", refused.err);
    }
}

#[cfg(unix)]
/// It says `Platform`, and is read so; who meant `Platform #1` is told, with the line to write.
#[test]
fn a_comment_that_may_be_text_is_told() {
    let folder = Folder::new();
    let complete = fs::read_to_string("examples/complete.yaml").expect("the example");
    let titled = |title: &str| {
        let line = complete.lines().find(|line| line.starts_with("title: "));
        complete.replacen(line.expect("a title"), &format!("title: {title}"), 1)
    };
    let told = || {
        let report = folder.json(&[]).json();
        let notes = report["notes"].as_array().expect("notes").clone();
        let notes = notes.iter().filter_map(Value::as_str);
        notes.map(str::to_owned).collect::<Vec<_>>()
    };
    folder.write("a.yaml", titled("Platform #1"));
    assert_eq!(
        told(),
        [
            "a.yaml:6: the text here ends before “#”, with which a comment begins. \
             If the comment belongs to the text, write: title: \"Platform #1\""
        ]
    );
    folder.write("a.yaml", titled("Platform # 1"));
    assert_eq!(told(), [""; 0]);
    // A backslash in double quotes that makes another sign of the text.
    folder.write("a.yaml", titled("\"C:\\Projekti\""));
    assert_eq!(
        told(),
        [
            "a.yaml:6: in double quotes a backslash and the sign behind it are together another sign, which nobody sees. \
             If the backslash belongs to the text, write: title: 'C:\\Projekti'"
        ]
    );
    folder.write("a.yaml", titled("'C:\\Projekti'"));
    assert_eq!(told(), [""; 0]);
    folder.write("a.yaml", titled(&format!("{} #1", "a".repeat(300))));
    assert!(
        told()
            .concat()
            .ends_with("put the whole text in double quotes.")
    );
    let many = "  - a #1\n".repeat(30);
    folder.write("a.yaml", format!("{complete}other:\n{many}"));
    folder.write("b.yaml", format!("{complete}other:\n{many}"));
    let told = told();
    assert_eq!(
        told.iter()
            .filter(|note| note.contains("- \"a #1\""))
            .count(),
        10
    );
    let more = "Ten remarks of a kind are told; there is more in 2 texts: a.yaml, b.yaml.";
    assert!(told.iter().any(|note| note == more), "{told:?}");
}

/// A blank at the end of a line of a list leads nowhere: the application would go unchecked.
#[test]
fn a_blank_behind_a_listed_name_is_told() {
    let folder = with(&["a.yaml", "b.yaml"]);
    folder.write("list", "a.yaml \nb.yaml\n");
    let list = ["--files-from", "list"];
    let noted = folder.check(&list);
    assert_eq!(noted.code, Some(0), "{}", noted.err);
    assert!(noted.folded().contains("a.yaml"), "{}", noted.out);
    let strict = folder.check(&[&list[..], &["--strict"]].concat());
    assert_eq!((strict.code, &*strict.out), (Some(2), ""), "{}", strict.err);
    assert!(
        strict.err.contains("`a.yaml ` with a blank at its end"),
        "{}",
        strict.err
    );
}
