//! What of a folder is checked: every application once, and what is left out is said.

use crate::program;

use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::Value;

/// A folder of its own, in which the program runs.
struct Folder(tempfile::TempDir);

impl Folder {
    /// Each file is a complete application with an id of its own.
    fn with(names: &[&str]) -> Self {
        let folder = Self(tempfile::tempdir().expect("a folder"));
        let complete = fs::read_to_string("examples/complete.yaml").expect("the example");
        for name in names {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
            let text = complete.replace("2.1.2.1.i-0001", name);
            assert_ne!(text, complete);
            fs::write(path, text).expect("a file to check");
        }
        folder
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path().join(name), text).expect("written");
    }

    fn check(&self, arguments: &[&str]) -> Checked {
        let output = program::run(
            program::atbilst()
                .current_dir(self.path())
                .args(["check", "--format", "json", "--today", "2026-11-22"])
                .args(arguments),
        );
        Checked(output)
    }
}

struct Checked(Output);

impl Checked {
    fn code(&self) -> Option<i32> {
        self.0.status.code()
    }

    fn said(&self) -> String {
        program::text(&self.0.stderr)
    }

    fn report(&self) -> Value {
        let report = serde_json::from_slice(&self.0.stdout);
        report.unwrap_or_else(|error| panic!("{error}: {}", self.said()))
    }

    fn paths(&self) -> Vec<String> {
        let report = self.report();
        let applications = report["applications"].as_array().expect("applications");
        let path = |one: &Value| one["path"].as_str().expect("a path").to_owned();
        applications.iter().map(path).collect()
    }

    /// Says it in the report and on standard error.
    fn notes(&self, sentence: &str) {
        let notes = self.report()["notes"].to_string();
        assert!(notes.contains(sentence), "{sentence}: {notes}");
        assert!(
            self.said().contains(sentence),
            "{sentence}: {}",
            self.said()
        );
    }

    fn notes_nothing(&self) {
        assert_eq!(self.report()["notes"], serde_json::json!([]));
        assert_eq!(self.said(), "");
    }
}

#[test]
fn no_ignore_file_hides_an_application() {
    let folder = Folder::with(&["in/a.yaml", "in/deep/b.yaml", "in/.git/hidden.yaml"]);
    for place in ["", "in/", "in/deep/"] {
        for name in [".gitignore", ".ignore"] {
            folder.write(&format!("{place}{name}"), "*.yaml\ndeep\n");
        }
    }
    let checked = folder.check(&["in"]);
    assert_eq!(checked.paths(), ["in/a.yaml", "in/deep/b.yaml"]);
    checked.notes_nothing();
}

#[cfg(unix)]
#[test]
fn nor_is_one_opened() {
    use std::os::unix::fs::symlink;
    let folder = Folder::with(&["a.yaml"]);
    let place = folder.path().join(".gitignore");
    let made = std::process::Command::new("mkfifo").arg(place).status();
    assert!(made.expect("mkfifo starts").success());
    symlink("/dev/zero", folder.path().join(".ignore")).expect("a link");
    assert_eq!(folder.check(&[]).paths(), ["a.yaml"]);
}

#[test]
fn what_is_hidden_is_left_out_and_named() {
    let folder = Folder::with(&["a.yaml", ".b.yaml", ".c.yml", "in/.d.yaml", ".e/f.yaml"]);
    folder.write(".note.txt", "not an application");
    let checked = folder.check(&[]);
    assert_eq!(checked.paths(), ["a.yaml"]);
    checked.notes("begin with a dot: .b.yaml, .c.yml, .e and 1 more.");
    // Named itself it is checked.
    let named = folder.check(&[".b.yaml", ".e"]);
    assert_eq!(named.paths(), [".b.yaml", ".e/f.yaml"]);
    let both = folder.check(&[".", ".b.yaml", "./.e"]);
    assert_eq!(both.paths(), [".b.yaml", ".e/f.yaml", "a.yaml"]);
    both.notes("begin with a dot: .c.yml, in/.d.yaml.");
    // Where nothing else is there, that is no check.
    fs::remove_file(folder.path().join("a.yaml")).expect("own file");
    let nothing = folder.check(&[]);
    assert_eq!(nothing.code(), Some(2));
    assert!(nothing.said().contains(".b.yaml"), "{}", nothing.said());
}

#[cfg(unix)]
#[test]
fn links_to_files_and_folders_are_left_out_and_named() {
    use std::os::unix::fs::symlink;
    let folder = Folder::with(&["in/a.yaml", "out/b.yaml"]);
    let link = |to: &str, name: &str| symlink(to, folder.path().join(name)).expect("a link");
    link("a.yaml", "in/file.yaml");
    link("../out", "in/folder");
    link("/nowhere", "in/broken.yaml");
    link("/nowhere", "in/neither");
    let checked = folder.check(&["in"]);
    assert_eq!(checked.paths(), ["in/a.yaml"]);
    checked.notes("links: in/broken.yaml, in/file.yaml, in/folder.");
    // Named itself, a link is followed.
    let named = folder.check(&["in/folder", "in/file.yaml"]);
    assert_eq!(named.paths(), ["in/file.yaml", "in/folder/b.yaml"]);
    named.notes_nothing();
}

const WAIVERS: &str = "atbilst-waivers.yaml";

#[test]
fn a_file_is_no_application_only_where_its_waivers_are() {
    let folder = Folder::with(&["in/a.yaml", "in/deep/atbilst-waivers.yaml"]);
    folder.write("in/atbilst-waivers.yaml", "waivers: []\n");
    let checked = folder.check(&["in"]);
    assert_eq!(
        checked.paths(),
        ["in/a.yaml", "in/deep/atbilst-waivers.yaml"]
    );
    assert_eq!(checked.said(), "");
    // Waivers that lie elsewhere are no application, but said.
    folder.write("in/deep/atbilst-waivers.yaml", "waivers: []\n");
    let checked = folder.check(&["in"]);
    assert_eq!(checked.paths(), ["in/a.yaml"]);
    checked.notes("Waivers without effect where they lie: in/deep/atbilst-waivers.yaml.");
    // Where others are named, those of the folder are such as well.
    folder.write("other.yaml", "waivers: []\n");
    let checked = folder.check(&["in", "--waivers", "other.yaml"]);
    checked.notes("in/atbilst-waivers.yaml, in/deep/atbilst-waivers.yaml.");
}

#[test]
fn waivers_alone_are_nothing_to_check() {
    let folder = Folder::with(&[]);
    folder.write(WAIVERS, "waivers: []\n");
    for paths in [&[][..], &[WAIVERS]] {
        let checked = folder.check(paths);
        assert_eq!(checked.code(), Some(2), "{}", checked.said());
        assert!(checked.said().contains("nothing to check"));
    }
}

/// One spelling more is no file more, and no finding.
#[test]
fn a_file_is_checked_once_however_it_is_spelled() {
    let folder = Folder::with(&["a.yaml", "gi/b.yaml", "other/c.yaml"]);
    folder.write("gi/atbilst-waivers.yaml", "waivers: []\n");
    let here = fs::canonicalize(folder.path()).expect("a folder");
    let absolute = |name: &str| here.join(name).to_string_lossy().into_owned();
    let (file, inner) = (absolute("a.yaml"), absolute("gi"));
    folder.write("list", &format!("./gi/b.yaml\n{inner}/b.yaml\n"));
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
    for (arguments, paths) in cases {
        let checked = folder.check(arguments);
        assert_eq!(checked.paths(), paths, "{arguments:?}");
        assert_eq!(checked.code(), Some(0), "{arguments:?}: {}", checked.said());
        let waivers = checked.report()["waivers"].as_array().map(Vec::len);
        assert!(waivers <= Some(1), "{arguments:?}");
    }
}

#[cfg(unix)]
#[test]
fn links_named_themselves_are_files_of_their_own() {
    let folder = Folder::with(&["a.yaml"]);
    std::os::unix::fs::symlink("a.yaml", folder.path().join("b.yaml")).expect("a link");
    fs::hard_link(folder.path().join("a.yaml"), folder.path().join("c.yaml")).expect("a link");
    let checked = folder.check(&["a.yaml", "b.yaml", "./c.yaml"]);
    assert_eq!(checked.paths(), ["a.yaml", "b.yaml", "c.yaml"]);
}

#[test]
fn standard_input_stands_for_the_file_whose_name_it_has() {
    let folder = Folder::with(&["a.yaml", "gi/a.yaml"]);
    let text = fs::File::open(folder.path().join("a.yaml")).expect("a file");
    let mut command = program::atbilst();
    command.current_dir(folder.path()).stdin(text);
    command.args(["check", ".", "-", "--stdin-filename", "./a.yaml"]);
    let checked = Checked(program::run(command.args([
        "--format",
        "json",
        "--no-portfolio",
    ])));
    assert_eq!(checked.paths(), ["a.yaml", "gi/a.yaml"]);
}
