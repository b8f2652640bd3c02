//! Where parts are written, and where they come from: links, pipes and devices stay what they are, and clones of one repository are one.

use crate::folder::Folder;
use crate::program::{Said, TODAY, run, within};

const WAIVERS: &str = "waivers:
  - rule: selection-deadline
    application: 2.1.2.1.i-0127
    reason: Pagarināts termiņš
    approver: Komisija
    document: 1-2/3
    issued: 2026-01-01
    expires: 2026-12-31
";

fn applications(folder: &Folder, under: &str) {
    folder.write(&format!("{under}.git/HEAD"), "");
    for (from, name) in [
        ("examples/violations/selection-deadline.yaml", "late.yaml"),
        ("examples/complete.yaml", "complete.yaml"),
    ] {
        folder.copy(from, &format!("{under}apps/{name}"));
    }
    folder.write(&format!("{under}atbilst-waivers.yaml"), WAIVERS);
}

fn check(folder: &Folder, under: &str, arguments: &[&str]) -> Said {
    let check = ["check", "--today", TODAY];
    run(within(&folder.at(under)).args(check).args(arguments))
}

#[test]
fn what_is_no_file_stays_what_it_is() {
    let folder = Folder::new();
    folder.copy("examples/complete.yaml", "a.yaml");
    let sound = folder.check(&["a.yaml", "--part", "sound"]);
    assert_eq!(sound.code, Some(0), "{}", sound.err);
    let sound = std::fs::read(folder.at("sound")).expect("a part");
    #[cfg(unix)]
    {
        folder.write("target", "keep");
        std::os::unix::fs::symlink("target", folder.at("link")).expect("a link");
        assert_eq!(folder.check(&["a.yaml", "--part", "link"]).code, Some(0));
        let link = std::fs::symlink_metadata(folder.at("link")).expect("a link");
        assert!(link.is_symlink(), "a link stays one");
        assert_eq!(std::fs::read(folder.at("target")).expect("a part"), sound);
        folder.pipe("pipe");
        let reader = std::process::Command::new("cat")
            .arg(folder.at("pipe"))
            .stdout(std::process::Stdio::piped())
            .spawn();
        let mut reader = reader.expect("cat starts");
        let said = folder.check(&["a.yaml", "--part", "pipe"]);
        let pipe = std::fs::symlink_metadata(folder.at("pipe")).expect("a pipe");
        let is_pipe = !pipe.is_file();
        if !is_pipe {
            reader.kill().expect("cat ends");
        }
        let read = reader.wait_with_output().expect("cat ends").stdout;
        assert!(is_pipe, "a pipe stays one");
        assert_eq!((said.code, read), (Some(0), sound.clone()), "{}", said.err);
    }
    let mut command = folder.atbilst();
    let command = command.args(["check", "a.yaml", "--today", TODAY, "--part", "-"]);
    let out = command.output().expect("the program starts");
    assert_eq!((out.status.code(), out.stdout), (Some(0), sound));
    assert!(!folder.at("-").exists());
}

#[test]
fn two_results_in_one_place_are_refused() {
    let folder = Folder::new();
    folder.copy("examples/complete.yaml", "a.yaml");
    for (more, says) in [
        (
            &["--part", "b", "--report", "json=b"][..],
            "b is named for two outputs",
        ),
        (
            &["--part", "./b", "--report", "json=b"],
            "./b is named for two outputs",
        ),
        (&["--part", "-", "--format", "json"], "standard output"),
        (&["--part", "-", "--report", "json=-"], "standard output"),
        (&["--part", "a.yaml"], "a.yaml would overwrite"),
        (&["--part", "."], "cannot be written"),
        (&["--part", "nowhere/b"], "cannot be written"),
    ] {
        let said = folder.check(&[&["a.yaml"], more].concat());
        assert_eq!(said.code, Some(2), "{more:?}: {said:?}");
        assert!(said.err.contains(says), "{more:?}: {}", said.err);
        assert_eq!(folder.names(), ["a.yaml"], "{more:?}");
    }
    let said = folder.check(&["a.yaml", "--part", "b", "--manifest", "b"]);
    assert_eq!(said.code, Some(2), "{said:?}");
}

/// Evidence that somebody protects stays, and so does what is written before it.
#[cfg(unix)]
#[test]
fn a_report_that_is_read_only_is_not_replaced() {
    let folder = Folder::new();
    folder.copy("examples/complete.yaml", "a.yaml");
    for name in ["first", "kept"] {
        folder.write(name, "evidence");
    }
    folder.permit("kept", 0o444);
    let said = folder.check(&["a.yaml", "--report=json=first", "--report=csv=kept"]);
    assert_eq!(said.code, Some(2), "{said:?}");
    assert!(said.err.contains("kept is read-only"), "{said:?}");
    assert_eq!(
        ["first", "kept"].map(|name| folder.read(name)),
        ["evidence"; 2]
    );
}

/// The same from another machine: everything but where the repository lies.
#[test]
fn parts_of_two_clones_are_of_one_check() {
    let folder = Folder::new();
    for clone in ["home/anna/", "srv/"] {
        applications(&folder, &format!("{clone}repo/"));
    }
    let parts = [folder.name("p1"), folder.name("p2")];
    for (clone, place) in [("home/anna/repo", 1), ("srv/repo", 2)] {
        let shard = format!("{place}/2");
        let said = check(
            &folder,
            clone,
            &["apps", "--shard", &shard, "--part", &parts[place - 1]],
        );
        assert!(matches!(said.code, Some(0 | 1)), "{}", said.err);
    }
    let one = check(&folder, "srv/repo", &["apps", "--format", "json"]);
    assert!(one.out.contains("Pagarināts termiņš"), "{}", one.out);
    for parts in [["p1", "p2"], ["p2", "p1"]] {
        let said = folder.run(&[&["merge"], &parts[..], &["--format", "json"]].concat());
        assert_eq!(said.out, one.out, "{}", said.err);
    }
    // In another state the one clone would be told by the waivers of the other.
    std::fs::remove_file(folder.at("srv/repo/atbilst-waivers.yaml")).expect("a file");
    let said = check(
        &folder,
        "srv/repo",
        &["apps", "--shard", "2/2", "--part", &parts[1]],
    );
    assert!(matches!(said.code, Some(0 | 1)), "{}", said.err);
    for parts in [["p1", "p2"], ["p2", "p1"]] {
        let said = folder.run(&[&["merge"], &parts[..]].concat());
        assert_eq!((said.code, &*said.out), (Some(2), ""), "{}", said.err);
        assert!(said.err.contains("atbilst-waivers.yaml"), "{}", said.err);
        assert!(said.err.contains("no file there"), "{}", said.err);
    }
}

/// From elsewhere in the tree the waivers of one part would reach the applications of another.
#[test]
fn parts_of_two_folders_of_one_repository_are_not_mixed() {
    let folder = Folder::new();
    applications(&folder, "");
    let part = |under: &str, path: &str, name: &str| {
        let said = check(&folder, under, &[path, "--part", &folder.name(name)]);
        assert!(matches!(said.code, Some(0 | 1)), "{}", said.err);
    };
    part(".", "apps/complete.yaml", "p1");
    part("apps", "late.yaml", "p2");
    let said = folder.run(&["merge", "p1", "p2"]);
    assert_eq!(said.code, Some(2), "{said:?}");
    assert!(said.err.contains("the folder in which"), "{}", said.err);
    // Without waivers nothing can reach too far.
    std::fs::remove_file(folder.at("atbilst-waivers.yaml")).expect("a file");
    part(".", "apps/complete.yaml", "p1");
    part("apps", "late.yaml", "p2");
    assert_eq!(folder.run(&["merge", "p1", "p2"]).code, Some(1));
}

/// Of folders that have waivers and answers of their own, in the order in which one check finds them.
#[test]
fn what_lies_in_each_folder_is_put_together() {
    let folder = Folder::new();
    folder.copy("tests/books/office.yaml", "office.yaml");
    folder.write("atbilst.toml", "rules = \"office.yaml\"\n");
    let folders = ["k/z", "k b", "k", "empty"];
    for (number, under) in folders.iter().enumerate() {
        let text =
            format!("call: 9.9.8.i\nid: \"{number}\"\nsubmitted: 2030-05-10\ngrant: 60.00\n");
        folder.write(
            &format!("{under}/{}", ["a.yaml", "none.txt"][number / 3]),
            text,
        );
        let entry = |id: &str, debt: &str| {
            format!(
                "  - {{ application: \"{id}\", field: debt, is: {debt}, register: UR, by: Anna, on: 2026-11-20 }}\n"
            )
        };
        let stated = [
            entry(&number.to_string(), &format!("{number}.50")),
            entry("9", "1.00"),
        ];
        folder.write(
            &format!("{under}/atbilst-answers.yaml"),
            format!("stated:\n{}", stated.concat()),
        );
        let waiver = WAIVERS.replace("2.1.2.1.i-0127", &number.to_string());
        let waiver = waiver.replace("selection-deadline", "case-of-the-office");
        folder.write(&format!("{under}/atbilst-waivers.yaml"), waiver);
    }
    let mut parts = Vec::new();
    for (number, under) in ["empty", "k", "k b"].iter().enumerate() {
        parts.push(format!("part-{number}"));
        let said = folder.check(&[under, "--allow-empty", "--part", &parts[number]]);
        assert!(matches!(said.code, Some(0 | 1)), "{}", said.err);
    }
    for format in ["json", "human", "html"] {
        let asked = ["empty", "k", "k b", "--allow-empty", "--format", format];
        let one = folder.check(&asked);
        for parts in [[0, 1, 2], [2, 0, 1], [1, 2, 0]].map(|order| order.map(|at| &*parts[at])) {
            let said = folder.run(&[&["merge", "--format", format], &parts[..]].concat());
            assert_eq!(
                (said.out, said.code),
                (one.out.clone(), one.code),
                "{}",
                said.err
            );
        }
        assert!(
            format != "json" || one.out.contains("\"is\":\"1.50\""),
            "{}",
            one.out
        );
    }
}

#[test]
fn one_application_by_two_names_counts_once() {
    let folder = Folder::new();
    folder.copy("examples/complete.yaml", "apps/a.yaml");
    folder.copy("examples/complete.yaml", "apps/b.yaml");
    let whole = folder.name("apps/a.yaml");
    let refused = |under: &str, name: &str| {
        let parts = [folder.name("p1"), folder.name("p2")];
        for (under, name, part) in [(".", "apps/a.yaml", 0), (under, name, 1)] {
            let said = check(&folder, under, &[name, "--part", &parts[part]]);
            assert_eq!(said.code, Some(0), "{}", said.err);
        }
        let said = folder.run(&["merge", "p1", "p2"]);
        match said.code {
            Some(2) => assert!(said.err.contains("stands in two parts"), "{}", said.err),
            code => assert!(matches!(code, Some(0 | 1)), "{}", said.err),
        }
        said.code == Some(2)
    };
    assert!(refused(".", "./apps/a.yaml"));
    assert!(refused(".", &whole));
    assert!(refused("apps", "a.yaml"));
    assert!(refused("apps", "../apps/a.yaml"));
    assert!(!refused("apps", "b.yaml"));
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("apps", folder.at("link")).expect("a link");
        assert!(refused(".", &folder.name("link/a.yaml")));
    }
}

/// Of other files one shard would lack what no other has, and nobody would see it.
#[test]
fn shards_of_other_files_are_refused() {
    let folder = Folder::new();
    for name in ["a/1.yaml", "a/2.yaml", "a/3.yaml", "b/4.yaml", "a b/1.yaml"] {
        folder.copy("examples/complete.yaml", name);
    }
    folder.write("l1", "a/1.yaml\na/2.yaml\n");
    folder.write("l2", "a/2.yaml\na/3.yaml\n");
    let part = |number: usize, from: &[&str]| {
        let (shard, name) = (format!("{number}/2"), format!("s{number}"));
        let part = ["--allow-empty", "--shard", &shard, "--part", &name];
        let said = folder.check(&[&part, from].concat());
        assert!(matches!(said.code, Some(0 | 1)), "{}", said.err);
    };
    let merged = |language: &str| {
        let said = folder.run(&["merge", "s1", "s2", "--lang", language]);
        (said.code, said.folded())
    };
    for (first, second, names) in [
        (&["a"][..], &["b"][..], ["3 files of a,", "1 file of b,"]),
        (
            &["--files-from=l1"],
            &["--files-from=l2"],
            ["2 files of --files-from,", "2 files of --files-from,"],
        ),
        (&["a"], &["./a", "b"], ["3 files of a,", "4 files of a, b,"]),
    ] {
        part(1, first);
        part(2, second);
        let (code, said) = merged("en");
        assert_eq!(code, Some(2), "{said}");
        for name in names {
            assert!(said.contains(name), "{name}: {said}");
        }
        let (code, said) = merged("lv");
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains("datnes, no kurām daļas ņemtas"), "{said}");
    }
    // However they are called, and in whatever order: what is found counts.
    part(1, &["a", "b"]);
    part(2, &["b", "./a"]);
    assert_eq!(merged("en").0, Some(1));
    folder.write("l2", "a/2.yaml\na/1.yaml\na/1.yaml\n");
    part(1, &["--files-from=l1"]);
    part(2, &["--files-from=l2"]);
    assert_eq!(merged("en").0, Some(1));
    // A file that has come in between.
    part(1, &["a"]);
    folder.copy("examples/complete.yaml", "a/9.yaml");
    part(2, &["a"]);
    assert_eq!(merged("en").0, Some(2));
}

/// Whether a waiver or an answer is for anything is known only when all parts are there.
#[test]
fn decisions_of_another_part_are_told_of_when_all_are_put_together() {
    let folder = Folder::new();
    applications(&folder, "");
    let unknown = WAIVERS
        .replace("waivers:\n", "")
        .replace("i-0127", "i-9999");
    let call = WAIVERS
        .replace("waivers:\n", "")
        .replace("application: 2.1.2.1.i-0127", "call: 2.1.2.1.i");
    let call = call.replace("selection-deadline", "portfolio-envelope");
    folder.write("atbilst-waivers.yaml", format!("{WAIVERS}{unknown}{call}"));
    let hash = format!("sha256:{}", "0".repeat(64));
    folder.write(
        "atbilst-answers.yaml",
        format!(
            "answers:\n  - {{ rule: platform-group, application: 2.1.2.1.i-0001, fingerprint: '{hash}', says: complies, \
             reason: Compared with the plan., by: Anna Bērziņa, on: 2026-11-20, document: 5-1/17 }}\n"
        ),
    );
    for shard in ["1/2", "2/2"] {
        let part = format!("p{}", &shard[..1]);
        let said = check(
            &folder,
            "",
            &["apps", "--shard", shard, "--part", &part, "--report=json=-"],
        );
        let notes = said.json()["notes"].to_string();
        assert!(!notes.contains("waives nothing"), "{shard}: {notes}");
        let not_checked = notes.contains("was not among what was checked");
        assert!(!not_checked, "{shard}: {notes}");
    }
    let merged = run(within(folder.path()).args(["merge", "p1", "p2", "--format=json"]));
    let notes = merged.json()["notes"].to_string();
    assert_eq!(notes.matches("waives nothing").count(), 2, "{notes}");
    let whole = check(&folder, "", &["apps", "--format=json"]);
    assert_eq!(whole.json()["notes"], merged.json()["notes"]);
}
