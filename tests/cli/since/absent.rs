//! What git keeps and has not written into the working tree: nothing of it can be checked, and that is said.

use super::{commit, git, repository};
use crate::folder::{Folder, paths};

/// A clone of a repository in which, since the tag `before`, an application of `apps` has changed and a submodule was added.
fn clone() -> Option<(Folder, Folder)> {
    let folder = repository()?;
    git(&folder, &["tag", "before"]).expect("tagged");
    let other = repository()?;
    let address = format!("file://{}", other.path().display());
    git(
        &folder,
        &[
            "-c",
            "protocol.file.allow=always",
            "submodule",
            "--quiet",
            "add",
            &address,
            "more",
        ],
    )
    .expect("a submodule");
    let late = folder.read("apps/late.yaml");
    folder.write("apps/late.yaml", format!("{late}\n# seen\n"));
    folder.copy("examples/complete.yaml", "here/first.yaml");
    commit(&folder);
    let copy = Folder::new();
    let address = format!("file://{}", folder.path().display());
    git(&copy, &["clone", "--quiet", &address, "."]).expect("cloned");
    Some((copy, folder))
}

const SUBMODULE: &str = "Not checked, as git has not fetched this submodule: more.";

const SPARSE: &str = "files of this folder that git has not written here (sparse checkout)";

#[test]
fn a_submodule_that_was_not_fetched_is_told() {
    let Some((copy, _origin)) = clone() else {
        return;
    };
    for arguments in [
        &["."][..],
        &[".", "more"],
        &["--since=HEAD"],
        &["--since=before"],
    ] {
        let said = copy.json(arguments);
        let notes = said.json()["notes"].to_string();
        assert!(notes.contains(SUBMODULE), "{arguments:?}: {notes}");
        assert!(
            said.err.contains("git submodule update --init"),
            "{}",
            said.err
        );
    }
    // By itself there is nothing to check in it, and it is said why.
    let alone = copy.json(&["more"]);
    assert_eq!(alone.code, Some(2), "{}", alone.err);
    assert!(alone.err.contains(SUBMODULE), "{}", alone.err);
    // Another empty folder is none.
    std::fs::create_dir(copy.at("apps/empty")).expect("a folder");
    assert!(
        !copy.json(&["apps"]).json()["notes"]
            .to_string()
            .contains("submodule")
    );
}

#[test]
fn what_a_sparse_checkout_leaves_out_is_told_and_a_changed_application_is_a_finding() {
    let Some((copy, _origin)) = clone() else {
        return;
    };
    git(&copy, &["sparse-checkout", "set", "here"]).expect("sparse");
    let all = copy.json(&[]);
    assert!(
        all.json()["notes"].to_string().contains(SPARSE),
        "{}",
        all.err
    );
    // What is checked is all there.
    let here = copy.json(&["here", "--since=before"]);
    assert!(
        !here.json()["notes"].to_string().contains(SPARSE),
        "{}",
        here.err
    );
    assert_eq!(paths(&here.json()), ["here/first.yaml"]);
    // Nobody can check an application that is not there: as one that cannot be read.
    let since = copy.json(&["--since=before"]);
    let report = since.json();
    assert_eq!(since.code, Some(2), "{}", since.err);
    assert_eq!(paths(&report), ["apps/late.yaml", "here/first.yaml"]);
    assert_eq!(
        report["applications"][0]["findings"][0]["rule"],
        "unreadable-file"
    );
    assert_eq!(report["applications"][0]["verdict"], "unreadable");
    let without = copy.json(&["--since=before", "--exclude=apps/"]);
    assert_eq!(paths(&without.json()), ["here/first.yaml"]);
    git(&copy, &["sparse-checkout", "disable"]).expect("all of it");
    let whole = copy.json(&["--since=before"]);
    assert_eq!(paths(&whole.json()), ["apps/late.yaml", "here/first.yaml"]);
    assert!(
        !whole.json()["notes"].to_string().contains(SPARSE),
        "{}",
        whole.err
    );
}

#[test]
fn what_git_was_told_not_to_look_at_counts_as_changed() {
    let Some(folder) = repository() else { return };
    let late = folder.read("apps/late.yaml");
    for mark in ["assume-unchanged", "skip-worktree"] {
        git(
            &folder,
            &["update-index", &format!("--{mark}"), "apps/late.yaml"],
        )
        .expect("marked");
        folder.write("apps/late.yaml", format!("{late}\n# {mark}\n"));
        let said = folder.json(&["--since=HEAD"]);
        assert_eq!(paths(&said.json()), ["apps/late.yaml"], "{mark}");
        git(
            &folder,
            &["update-index", &format!("--no-{mark}"), "apps/late.yaml"],
        )
        .expect("no more");
    }
}
