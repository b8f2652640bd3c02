//! Links in folders: none leads out of them, and none counts a file twice.

use std::fs;

use super::{notes, notes_nothing, paths, with};
use crate::program::run;

#[test]
fn links_to_files_and_folders_are_left_out_and_named() {
    use std::os::unix::fs::symlink;
    let folder = with(&["in/a.yaml", "out/b.yaml"]);
    let link = |to: &str, name: &str| symlink(to, folder.at(name)).expect("a link");
    link("a.yaml", "in/file.yaml");
    link("../out", "in/folder");
    link("/nowhere", "in/broken.yaml");
    link("/nowhere", "in/neither");
    let checked = folder.json(&["in"]);
    assert_eq!(paths(&checked), ["in/a.yaml"]);
    notes(&checked, "links: in/broken.yaml, in/file.yaml, in/folder.");
    // Named itself, a link is followed.
    let named = folder.json(&["in/folder", "in/file.yaml"]);
    assert_eq!(paths(&named), ["in/file.yaml", "in/folder/b.yaml"]);
    notes_nothing(&named);
}

#[test]
fn a_file_and_a_link_to_it_are_one() {
    let folder = with(&["a.yaml"]);
    std::os::unix::fs::symlink("a.yaml", folder.at("b.yaml")).expect("a link");
    fs::hard_link(folder.at("a.yaml"), folder.at("c.yaml")).expect("a link");
    let checked = folder.json(&["a.yaml", "b.yaml", "./c.yaml"]);
    assert_eq!(paths(&checked), ["a.yaml", "c.yaml"]);
    assert!(
        checked.out.contains("checked already: b.yaml"),
        "{}",
        checked.out
    );
    // By itself a link is what it leads to, and so is a folder.
    assert_eq!(paths(&folder.json(&["b.yaml"])), ["b.yaml"]);
    let folder = with(&["p/a.yaml"]);
    std::os::unix::fs::symlink("p", folder.at("lp")).expect("a link");
    for named in [["p", "lp"], ["lp", "p"], [".", "lp"]] {
        let checked = folder.json(&named);
        assert_eq!(paths(&checked), ["p/a.yaml"], "{named:?}");
        assert!(
            checked.out.contains("checked already: lp/a.yaml"),
            "{}",
            checked.out
        );
    }
    assert_eq!(paths(&folder.json(&["lp"])), ["lp/a.yaml"]);
}

#[test]
fn no_link_is_followed_out_of_the_tree() {
    use std::os::unix::fs::symlink;
    let folder = with(&["in/a.yaml", "out/b.yaml", "in/real/c.yaml"]);
    let link = |to: &str, name: &str| symlink(to, folder.at(name)).expect("a link");
    link("../../out/b.yaml", "in/real/out.yaml");
    link("../out", "in/folder");
    link("real/c.yaml", "in/within.yaml");
    let in_folder = |arguments: &[&str]| {
        let mut command = folder.atbilst();
        command.current_dir(folder.at("in"));
        let arguments = [&["check", "--format", "json", "--no-portfolio"], arguments].concat();
        run(command.args(arguments))
    };
    let absolute = folder.name("in/real/out.yaml");
    folder.write("in/list", "real/out.yaml\nfolder\nfolder/b.yaml\n");
    let cases: [(&[&str], usize); 4] = [
        (&["real/out.yaml"], 1),
        (&["folder/b.yaml"], 1),
        (&[&absolute], 1),
        (&["real/out.yaml", "within.yaml"], 1),
    ];
    for (arguments, refused) in cases {
        let checked = in_folder(arguments);
        assert_eq!(checked.code, Some(2), "{arguments:?}");
        let said = checked.out.matches("leads out of the folder").count();
        assert_eq!(said, refused, "{arguments:?}: {}", checked.out);
    }
    assert_eq!(in_folder(&["within.yaml"]).code, Some(0));
    // What a list names is left out, as a walk leaves it out.
    let listed = in_folder(&["--files-from", "list"]);
    assert_eq!(paths(&listed), [""; 0]);
    notes(&listed, "as they are links: folder, real/out.yaml.");
    // A folder that a person names may be anywhere, and a repository is one tree.
    assert_eq!(in_folder(&["folder"]).code, Some(0));
    fs::create_dir(folder.at(".git")).expect("a folder");
    assert_eq!(in_folder(&["real/out.yaml", "folder/b.yaml"]).code, Some(0));
}

/// What is named and cannot be read is told as what it is; standard input is read by each of its names.
#[cfg(unix)]
#[test]
fn a_link_to_nothing_and_a_pipe_are_called_so() {
    let folder = with(&["a.yaml"]);
    std::os::unix::fs::symlink("nothing", folder.at("dead.yaml")).expect("a link");
    folder.pipe("pipe.yaml");
    for (name, expected) in [
        ("dead.yaml", "what it leads to is not there"),
        ("pipe.yaml", "comes through standard input: `-`"),
    ] {
        let said = folder.check(&[name, "--format=concise"]);
        assert_eq!(said.code, Some(2), "{name}");
        assert!(said.out.contains(expected), "{}", said.out);
        assert!(!said.err.contains("Did you mean"), "{}", said.err);
    }
    for name in ["-", "/dev/stdin"] {
        let text = fs::File::open(folder.at("a.yaml")).expect("a file");
        let mut command = folder.atbilst();
        let said = run(command.args(["check", name, "--format=json"]).stdin(text));
        assert_eq!(said.code, Some(0), "{}", said.err);
        assert_eq!(paths(&said), ["-"]);
    }
    let text = fs::File::open(folder.at("a.yaml")).expect("a file");
    let said = run(folder.atbilst().args(["check", "-"]).stdin(text));
    assert!(!said.out.contains("./-"), "{}", said.out);
}
