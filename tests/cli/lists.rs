//! A list of which nothing is found is no change without an application: it is written otherwise than lists are, or from elsewhere.

use crate::folder::Folder;
use crate::program::{run, within};

const NOTHING: &str = "nothing of what the list names is there";

const ONE_A_LINE: &str = "A list has one name to a line and nothing else on it";

fn folder() -> Folder {
    let folder = Folder::new();
    for name in ["1.yaml", "2.yaml"] {
        folder.copy("examples/violations/selection-deadline.yaml", name);
    }
    folder.write("README.md", "text");
    folder
}

#[test]
fn a_list_of_which_nothing_is_there_is_a_mistake() {
    let folder = folder();
    for list in [
        "M\t1.yaml\nM\t2.yaml\n",
        "1.yaml,2.yaml\n",
        "1.yaml 2.yaml\n",
        "1.yaml\r2.yaml\r",
        "1.yaml\t\n",
        "1.yaml\n2.yaml\0",
        "elsewhere/1.yaml\n",
        "elsewhere\n",
        "gone.md\ngone.yaml\n",
    ] {
        folder.write("list", list);
        let said = folder.check(&["--files-from", "list"]);
        assert_eq!((said.code, &*said.out), (Some(2), ""), "{list:?}");
        assert!(said.err.contains(NOTHING), "{list:?}: {}", said.err);
        assert!(said.err.contains(ONE_A_LINE), "{list:?}: {}", said.err);
        let latvian = ["check", "--files-from", "list", "--lang", "lv"];
        let said = run(within(folder.path()).args(latvian));
        assert!(
            said.err.contains("nekā no tā, ko nosauc saraksts"),
            "{}",
            said.err
        );
        let said = folder.check(&["--files-from", "list", "--allow-empty"]);
        assert_eq!(said.code, Some(0), "{list:?}: {}", said.err);
    }
    let said = folder.check(&["--filter", "gone.yaml"]);
    assert_eq!(said.code, Some(2), "{}", said.err);
    // Beside a folder, too, a list that says nothing is not what was meant.
    folder.write("list", "M\t1.yaml\n");
    let said = folder.check(&[".", "--files-from", "list"]);
    assert_eq!(said.code, Some(2), "{}", said.err);
}

#[test]
fn what_a_change_took_away_is_no_mistake() {
    let folder = folder();
    for list in ["", "gone.md\n", "README.md\ngone.yaml\n"] {
        folder.write("list", list);
        let said = folder.check(&["--files-from", "list"]);
        assert_eq!(said.code, Some(0), "{list:?}: {}", said.err);
        assert!(!said.err.contains(ONE_A_LINE), "{}", said.err);
    }
}

#[test]
fn what_is_not_there_for_it_is_several_names_is_told_so() {
    let folder = folder();
    for (list, told) in [
        ("1.yaml\nM\t2.yaml\n", true),
        ("1.yaml\n2.yaml, 1.yaml\n", true),
        ("1.yaml\n2.yaml\t\n", true),
        ("1.yaml\n2.yml 1.yaml\n", true),
        ("1.yaml\nthe third.yaml\n", false),
    ] {
        folder.write("list", list);
        let said = folder.check(&["--files-from", "list", "--format", "json"]);
        assert_eq!(said.code, Some(1), "{list:?}: {}", said.err);
        assert!(said.out.contains("not there (1)"), "{list:?}: {}", said.out);
        assert_eq!(said.out.contains(ONE_A_LINE), told, "{list:?}");
    }
}

#[test]
fn what_a_list_names_is_looked_at_though_a_walk_passes_it_over() {
    let folder = folder();
    for name in [".well/a.yaml", ".b.yaml", "in/.c/d.yaml"] {
        folder.copy("examples/violations/selection-deadline.yaml", name);
    }
    folder.write(".github/workflows/ci.yml", "on: [push]\njobs: {}\n");
    folder.write(".git/e.yaml", folder.read("1.yaml"));
    let named = [
        ".well/a.yaml",
        ".b.yaml",
        "in/.c",
        ".github/workflows/ci.yml",
        ".git/e.yaml",
    ];
    folder.write("list", named.join("\n"));
    for way in [
        &["--files-from", "list"][..],
        &[&["--filter"], &named[..]].concat(),
    ] {
        let said = folder.check(&[&["--no-portfolio", "--format=json"], way].concat());
        assert_eq!(said.code, Some(1), "{way:?}: {}", said.err);
        let report = said.json();
        let paths = report["applications"]
            .as_array()
            .expect("applications")
            .iter();
        let paths: Vec<_> = paths
            .map(|one| one["path"].as_str().expect("a path"))
            .collect();
        assert_eq!(
            paths,
            [".b.yaml", ".well/a.yaml", "in/.c/d.yaml"],
            "{way:?}"
        );
        let notes = report["notes"].to_string();
        assert!(notes.contains("(1): .github/workflows/ci.yml."), "{notes}");
    }
}
