//! What has changed is what git says has changed; all applications together are judged all the same.

mod absent;

use std::process::Command;

use crate::folder::{Folder, paths};
use crate::program::skipped;

/// A repository with three applications, committed; `None` where there is no git.
fn repository() -> Option<Folder> {
    let folder = Folder::new();
    if git(&folder, &["init", "--quiet", "--initial-branch=main"]).is_none() {
        skipped("git is not installed");
        return None;
    }
    for (from, name) in [
        ("examples/complete.yaml", "apps/sound.yaml"),
        (
            "examples/violations/selection-deadline.yaml",
            "apps/late.yaml",
        ),
        (
            "examples/violations/period-order.yaml",
            "apps/ā \"order\".yaml",
        ),
    ] {
        folder.copy(from, name);
    }
    folder.write("compose.yaml", "services: {}\n");
    commit(&folder);
    Some(folder)
}

fn git(folder: &Folder, arguments: &[&str]) -> Option<String> {
    let mut command = Command::new("git");
    command.args([
        "-c",
        "user.name=x",
        "-c",
        "user.email=x@example.org",
        "-c",
        "commit.gpgsign=false",
    ]);
    let output = command
        .args(arguments)
        .current_dir(folder.path())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn commit(folder: &Folder) {
    git(folder, &["add", "--all"]).expect("added");
    git(folder, &["commit", "--quiet", "--message=x"]).expect("committed");
}

#[test]
fn what_changed_is_told_of_and_all_are_judged_together() {
    let Some(folder) = repository() else { return };
    let all = folder.json(&[]).json();
    let nothing = folder.json(&["--since=HEAD"]);
    assert!(paths(&nothing.json()).is_empty(), "{nothing:?}");
    // Changed, moved with a name that git quotes, not yet committed, not added; one is gone, and one changed that is no application.
    let late = folder.read("apps/late.yaml");
    folder.write("apps/late.yaml", format!("{late}\n# seen\n"));
    git(
        &folder,
        &["mv", "apps/ā \"order\".yaml", "apps/ē\torder.yaml"],
    )
    .expect("moved");
    folder.write("apps/new.yaml", late.replace("2.1.2.1.i-", "2.1.2.1.i-9"));
    folder.write("compose.yaml", "services: {a: 1}\n");
    let checked = folder.json(&["--since", "HEAD"]);
    let report = checked.json();
    assert_eq!(checked.code, Some(1), "{}", checked.err);
    assert_eq!(
        paths(&report),
        ["apps/late.yaml", "apps/new.yaml", "apps/ē\torder.yaml"]
    );
    assert_eq!(report["summary"]["applications"], 3);
    assert_eq!(report["portfolio"][0]["applications"], 4);
    assert!(
        checked
            .err
            .contains("not there any more (1): apps/ā \"order\".yaml"),
        "{}",
        checked.err
    );
    // Each comes out as it does among all, and so do all together.
    let whole = folder.json(&[]).json();
    for one in report["applications"].as_array().expect("applications") {
        let same = whole["applications"].as_array().expect("applications");
        let same = same
            .iter()
            .find(|other| other["path"] == one["path"])
            .expect("the same");
        assert_eq!(one["outcomes"], same["outcomes"]);
        assert_eq!(one["findings"], same["findings"]);
    }
    assert_eq!(
        report["portfolio"][0]["outcomes"],
        whole["portfolio"][0]["outcomes"]
    );
    assert_eq!(
        report["portfolio"][0]["findings"],
        whole["portfolio"][0]["findings"]
    );
    assert_eq!(paths(&all).len(), 3);
    // From a folder in it, and without the others.
    let mut command = folder.atbilst();
    command.current_dir(folder.at("apps")).args([
        "check",
        "--since=HEAD",
        "--format=json",
        "--no-portfolio",
    ]);
    let within = crate::program::run(&mut command).json();
    assert_eq!(paths(&within), ["late.yaml", "new.yaml", "ē\torder.yaml"]);
    for format in [
        "human", "jsonl", "html", "xlsx", "csv", "sarif", "junit", "markdown", "table", "yaml",
    ] {
        let report = format!("{format}=out");
        let written = folder.json(&["--since=HEAD", "--report", &report]);
        assert_eq!(written.code, Some(1), "{format}: {}", written.err);
    }
    // And the report can be made again.
    folder.write("report.json", checked.out);
    let verified = folder.run(&["verify", "report.json"]);
    assert_eq!(verified.code, Some(0), "{verified:?}");
    // One that leaves out what has changed is not true; where git is not asked that cannot be told.
    let mut less = report.clone();
    less["applications"].as_array_mut().expect("a list").pop();
    folder.write("less.json", less.to_string());
    let verified = folder.run(&["verify", "less.json"]);
    assert_eq!(verified.code, Some(1), "{verified:?}");
    std::fs::rename(folder.at(".git"), folder.at("elsewhere")).expect("renamed");
    let verified = folder.run(&["verify", "report.json"]);
    assert_eq!(verified.code, Some(2), "{verified:?}");
    assert!(verified.out.contains("git cannot say"), "{verified:?}");
}

#[test]
fn a_branch_is_held_against_where_it_left_the_other() {
    let Some(folder) = repository() else { return };
    git(&folder, &["checkout", "--quiet", "-b", "mine"]).expect("a branch");
    folder.write(
        "apps/sound.yaml",
        format!("{}# mine\n", folder.read("apps/sound.yaml")),
    );
    commit(&folder);
    git(&folder, &["checkout", "--quiet", "main"]).expect("back");
    folder.write(
        "apps/late.yaml",
        format!("{}# theirs\n", folder.read("apps/late.yaml")),
    );
    commit(&folder);
    git(&folder, &["checkout", "--quiet", "mine"]).expect("again");
    let since = |revision: &str| {
        let since = format!("--since={revision}");
        folder.json(&[&since, "--no-portfolio"])
    };
    assert_eq!(paths(&since("main").json()), ["apps/sound.yaml"]);
    assert_eq!(paths(&since("HEAD~1").json()), ["apps/sound.yaml"]);
    // So servers call what was there before a new branch.
    assert_eq!(paths(&since(&"0".repeat(40)).json()).len(), 3);
    for (revision, says) in [
        ("no-such", "git does not know `no-such`"),
        ("--all", "git does not know `--all`"),
    ] {
        let refused = since(revision);
        assert_eq!((refused.code, &*refused.out), (Some(2), ""), "{revision}");
        assert!(refused.err.contains(says), "{}", refused.err);
        assert!(!refused.err.trim_end().ends_with(':'), "{}", refused.err);
    }
}

/// Whatever somebody has set git to show.
#[test]
fn settings_of_git_hide_no_change() {
    let Some(folder) = repository() else { return };
    for (name, value) in [
        ("diff.relative", "true"),
        ("diff.noprefix", "true"),
        ("diff.renames", "copies"),
    ] {
        git(&folder, &["config", name, value]).expect("set");
    }
    let changed = format!("{}# changed\n", folder.read("apps/sound.yaml"));
    folder.write("apps/sound.yaml", changed);
    let mut command = crate::program::within(&folder.at("apps"));
    let said = crate::program::run(command.args(["check", "--format=json", "--since=HEAD", "."]));
    assert_eq!(paths(&said.json()), ["sound.yaml"], "{}", said.err);
}

#[test]
fn what_holds_for_a_folder_changes_all_of_it() {
    let Some(folder) = repository() else { return };
    folder.write("apps/atbilst-waivers.yaml", "waivers: []\n");
    let since = || folder.json(&["--since=HEAD", "--no-portfolio"]);
    assert_eq!(paths(&since().json()).len(), 3);
    commit(&folder);
    let none = since();
    assert_eq!(paths(&none.json()).len(), 0);
    assert!(
        none.err.contains("has changed since `HEAD`"),
        "{}",
        none.err
    );
    let people = folder.run(&["check", "--since=HEAD", "--no-portfolio"]);
    assert!(
        people.out.trim_end().ends_with("0 applications"),
        "{}",
        people.out
    );
    folder.write("atbilst.toml", "fail_on = \"review\"\n");
    assert_eq!(paths(&since().json()).len(), 3);
}

/// What is named lies anywhere, under any name, and is for all; where git cannot see it, nobody knows whether it has changed.
#[test]
fn what_a_named_file_says_changes_all() {
    let Some(folder) = repository() else { return };
    let named = [
        ("waivers", "reg/w.yaml", "waivers: []\n"),
        ("answers", "reg/a.yaml", "answers: []\n"),
        ("office", "reg/s.yaml", "stated: []\n"),
        ("config", "reg/c.toml", "strict = false\n"),
    ];
    for (_, file, text) in named {
        folder.write(file, text);
    }
    folder.copy("tests/books/second-call.yaml", "books/second.yaml");
    folder.copy("tests/books/aid.yaml", "books/aid.yaml");
    folder.write("atbilst.toml", "office = \"reg/s.yaml\"\n");
    commit(&folder);
    let since =
        |more: &[&str]| folder.json(&[&["apps", "--since=HEAD", "--no-portfolio"], more].concat());
    for (option, file, text) in named {
        let option = format!("--{option}={file}");
        assert_eq!(paths(&since(&[&option]).json()).len(), 0, "{option}");
        folder.write(file, format!("# another\n{text}"));
        let changed = since(&[&option]);
        assert_eq!(paths(&changed.json()).len(), 3, "{option}");
        assert_eq!(changed.code, Some(1), "{option}: {}", changed.err);
        folder.write("report.json", changed.out);
        let verified = folder.run(&["verify", "report.json"]);
        assert_eq!(verified.code, Some(0), "{option}: {verified:?}");
        // The settings name what the office states.
        let expected = if file == "reg/s.yaml" { 3 } else { 0 };
        assert_eq!(paths(&since(&[]).json()).len(), expected, "{option}");
        folder.write(file, text);
    }
    assert_eq!(paths(&since(&["--rules=books"]).json()).len(), 0);
    std::fs::remove_file(folder.at("books/aid.yaml")).expect("removed");
    assert_eq!(paths(&since(&["--rules=books"]).json()).len(), 3);
    let elsewhere = Folder::new();
    elsewhere.write("s.yaml", "stated: []\n");
    let option = format!("--office={}", elsewhere.at("s.yaml").display());
    assert_eq!(paths(&since(&[&option]).json()).len(), 3);
}

#[test]
fn without_a_repository_that_is_a_mistake() {
    let folder = Folder::new();
    folder.copy("examples/complete.yaml", "a.yaml");
    let refused = folder.check(&["--since=HEAD"]);
    assert_eq!((refused.code, &*refused.out), (Some(2), ""));
    assert!(
        refused.err.contains("finds no repository here"),
        "{}",
        refused.err
    );
}

/// A link is not what is read: whether that has changed is told by where the link leads, and by every link on the way.
#[cfg(unix)]
#[test]
fn what_is_behind_a_link_is_asked_for() {
    use std::os::unix::fs::symlink;
    let Some(folder) = repository() else { return };
    folder.write("other/aside.txt", "");
    for (target, link) in [
        ("apps", "by-folder"),
        ("../apps/sound.yaml", "other/by-file.yaml"),
        ("by-file.yaml", "other/by-link.yaml"),
        ("../by-folder", "other/by-way"),
    ] {
        symlink(target, folder.at(link)).expect("a link");
    }
    commit(&folder);
    let since = |path: &str| {
        let said = folder.json(&[path, "--since=HEAD", "--no-portfolio"]);
        paths(&said.json()).len()
    };
    let links = [
        "by-folder",
        "by-folder/sound.yaml",
        "other/by-file.yaml",
        "other/by-link.yaml",
        "other/by-way/sound.yaml",
        "other/by-way/../apps/sound.yaml",
    ];
    for link in links {
        assert_eq!(since(link), 0, "{link}");
    }
    let sound = folder.read("apps/sound.yaml");
    folder.write("apps/sound.yaml", format!("{sound}# changed\n"));
    for link in links {
        assert_eq!(since(link), 1, "{link}");
    }
    // A link that leads elsewhere now, to what has not changed.
    folder.write("apps/sound.yaml", sound);
    std::fs::remove_file(folder.at("other/by-file.yaml")).expect("removed");
    symlink("../apps/late.yaml", folder.at("other/by-file.yaml")).expect("a link");
    assert_eq!(since("other/by-link.yaml"), 1);
    assert_eq!(since("by-folder"), 0);
    // What lies in another repository, or in none, git was not asked about; what is not there is not judged unseen.
    let elsewhere = Folder::new();
    elsewhere.copy("examples/complete.yaml", "a.yaml");
    assert_eq!(since(&elsewhere.at("a.yaml").display().to_string()), 1);
    assert_eq!(since("apps/nowhere.yaml"), 1);
}

/// Of what comes through standard input git knows nothing, also where it has the name of a file that is as it was.
#[test]
fn standard_input_is_always_told_of() {
    let Some(folder) = repository() else { return };
    for more in [&[][..], &["--stdin-filename=apps/sound.yaml"]] {
        let mut command = folder.atbilst();
        command.args(["check", "-", "--since=HEAD", "--format=json"]);
        let late = std::fs::File::open(folder.at("apps/late.yaml")).expect("a file");
        let said = crate::program::run(command.args(more).stdin(late));
        assert_eq!(said.code, Some(1), "{more:?}: {}", said.err);
        assert_eq!(paths(&said.json()).len(), 1, "{more:?}");
    }
}

/// As a repository is set that comes from where case makes no difference.
#[test]
fn a_file_renamed_by_its_case_alone_is_told_of() {
    let Some(folder) = repository() else { return };
    git(&folder, &["config", "core.ignorecase", "true"]).expect("set");
    let late = folder.at("apps/late.yaml");
    std::fs::rename(late, folder.at("apps/LATE.yaml")).expect("renamed");
    let said = folder.json(&["--since=HEAD", "--no-portfolio"]);
    assert_eq!(paths(&said.json()), ["apps/LATE.yaml"], "{}", said.err);
    assert_eq!(said.code, Some(1), "{}", said.err);
}
