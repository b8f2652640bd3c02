//! A repository holds more than applications: what is none is passed over and counted, and the same application comes out the same
//! however it is asked for.

use std::collections::BTreeMap;
use std::fs;

use crate::cases::cases;
use crate::folder::{Folder, paths};

const FOREIGN: &str = "tests/cli/foreign.yaml";

/// A repository of foreign files with two applications, one of them late.
fn repository() -> (Folder, usize) {
    let foreign: BTreeMap<String, String> = cases(FOREIGN);
    let folder = Folder::new();
    for (name, text) in &foreign {
        folder.write(name, text);
    }
    folder.copy("examples/complete.yaml", "applications/sound.yaml");
    folder.copy("examples/complete.yaml", "applications/other.yaml");
    let hidden = |name: &&String| name.split('/').any(|part| part.starts_with('.'));
    let seen = foreign.keys().filter(|name| !hidden(name)).count();
    (folder, seen)
}

#[test]
fn a_repository_is_green_with_no_settings() {
    let (folder, foreign) = repository();
    assert!(foreign > 20, "{foreign}");
    let checked = folder.json(&["--no-portfolio"]);
    let report = checked.json();
    assert_eq!(checked.code, Some(0), "{}", checked.err);
    assert_eq!(
        paths(&report),
        ["applications/other.yaml", "applications/sound.yaml"]
    );
    assert_eq!(report["summary"]["passed_over"], foreign);
    // Named once, the first of them, and nothing of what they say.
    let notes = report["notes"].to_string();
    assert_eq!(notes.matches("anchors.yaml").count(), 1, "{notes}");
    assert!(
        notes.contains(&format!("and {} more", foreign - 3)),
        "{notes}"
    );
    for format in [
        "human", "table", "markdown", "html", "junit", "sarif", "github",
    ] {
        let said = folder.check(&["--format", format, "--no-portfolio", "--lang=en"]);
        let all = format!("{}{}", said.out, said.err);
        assert!(
            all.contains("passed over") || all.contains("Passed over"),
            "{format}: {all}"
        );
        assert!(!all.contains("s3cr3t"), "{format}: {all}");
    }
}

#[test]
fn strict_takes_each_for_a_mistake_and_quotes_nothing() {
    let (folder, foreign) = repository();
    let checked = folder.json(&["--no-portfolio", "--strict"]);
    assert_eq!(checked.code, Some(1));
    let report = checked.json();
    assert_eq!(paths(&report).len(), foreign + 2);
    assert_eq!(report["summary"].get("passed_over"), None);
    let (findings, texts) = (
        report["applications"].to_string(),
        ["s3cr3t", "czNj", "nginx", "roads"],
    );
    assert!(
        texts.iter().all(|text| !findings.contains(text)),
        "{findings}"
    );
}

/// What may be an application is one, however little of it can be read.
#[test]
fn what_may_be_an_application_is_never_passed_over() {
    let utf16: Vec<u8> = "call: 2.1.2.1.i\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let texts: [&[u8]; 16] = [
        b"id: '7'\ntitle: X: Y\nsubmitted:\napplicant:\nfunding:\nperiod:\npurpose:\nactivities:\n",
        b"call: 2.1.2.1.i\n",
        b"call:\n",
        b"call: of another fund\n",
        b"Call: 2.1.2.1.i\n",
        b"aicinajums: 2.1.2.1.i\n",
        b"x:\n  - call: 2.1.2.1.i\n",
        b"x:\n  y:\n    call: 2.1.2.1.i\n",
        b"- call: 2.1.2.1.i\n- call: 2.1.2.1.i\n",
        b"  \"call\": \"x\n",
        b"{call: 2.1.2.1.i, id: [\n",
        b"call 2.1.2.1.i\nid 5\n",
        b"\tcall: 2.1.2.1.i\n",
        b"id: \"2.1.2.1.i-0109\n",
        b"call: 2.1.2.1.i\n\xff\n",
        &utf16,
    ];
    for (number, text) in texts.into_iter().enumerate() {
        let folder = Folder::new();
        folder.write("a.yaml", text);
        let checked = folder.json(&[]);
        let report = checked.json();
        assert_eq!(checked.code, Some(1), "{number}: {}", checked.err);
        assert_eq!(paths(&report), ["a.yaml"], "{number}");
        assert_eq!(report["summary"].get("passed_over"), None, "{number}");
    }
}

#[test]
fn a_large_file_is_an_application_wherever_it_says_so() {
    let folder = Folder::new();
    folder.copy("examples/complete.yaml", "a.yaml");
    let large = "x: y\n".repeat(300_000);
    folder.write("lock.yaml", &large);
    folder.write("own.yaml", format!("call: 2.1.2.1.i\n{large}"));
    folder.write("behind.yaml", format!("{large}call: 2.1.2.1.i\n{large}"));
    let checked = folder.json(&["--max-file-size=1", "--no-portfolio"]);
    let report = checked.json();
    assert_eq!(paths(&report), ["a.yaml", "behind.yaml", "own.yaml"]);
    assert_eq!(report["summary"]["passed_over"], 1);
}

/// Walked, named, listed, filtered: the same application, the same words.
#[test]
fn the_same_file_comes_out_the_same_however_it_is_asked_for() {
    let (folder, _) = repository();
    folder.copy(
        "examples/violations/selection-deadline.yaml",
        "applications/late.yaml",
    );
    folder.write("list", "applications/late.yaml\nREADME.md\nlogo.png\ndocker-compose.yml\nno-more.yaml\n.github/x.yml\n");
    let of = |arguments: &[&str]| {
        let report = folder
            .json(&[arguments, &["--no-portfolio"]].concat())
            .json();
        let applications = report["applications"]
            .as_array()
            .expect("applications")
            .clone();
        let late = applications
            .into_iter()
            .find(|one| one["path"] == "applications/late.yaml");
        late.unwrap_or_else(|| panic!("{arguments:?}: {report}"))
    };
    let walked = of(&[]);
    assert_eq!(walked["verdict"], "does_not_comply");
    for arguments in [
        &["applications/late.yaml"][..],
        &["applications"],
        &["./applications/../applications/late.yaml", "applications"],
        &["--files-from", "list"],
        &["--filter", "applications/late.yaml", "docker-compose.yml"],
        &["--strict"],
    ] {
        let mut same = of(arguments);
        same["path"] = walked["path"].clone();
        assert_eq!(same, walked, "{arguments:?}");
    }
}

/// Git quotes a name with a letter like ī, unless it is asked for `-z`.
#[cfg(unix)]
#[test]
fn a_name_that_git_quoted_is_the_file_that_it_means() {
    let (folder, _) = repository();
    folder.copy(
        "examples/violations/selection-deadline.yaml",
        "applications/Rīgas dome.yaml",
    );
    let quoted = r#""applications/R\304\253gas dome.yaml""#;
    folder.write("list", format!("{quoted}\n"));
    // `xargs` takes the quotes away.
    let bare = quoted.trim_matches('"');
    for arguments in [
        &["--files-from", "list"][..],
        &["--filter", quoted],
        &["--filter", bare],
    ] {
        let checked = folder.json(arguments);
        assert_eq!(checked.code, Some(1), "{}", checked.err);
        assert_eq!(paths(&checked.json()), ["applications/Rīgas dome.yaml"]);
    }
}

#[test]
fn a_list_is_filtered_as_a_walk_is() {
    let (folder, _) = repository();
    folder.write("README.md", "text");
    folder.write("submodule/.git", "gitdir: ../.git/modules/submodule\n");
    folder.copy("examples/complete.yaml", "submodule/a.yaml");
    folder.write("applications/old.yaml.bak", "x");
    let list = "README.md\0applications/sound.yaml\0mkdocs.yml\0gone.yaml\0gone.png\0node_modules/pkg/.travis.yml\0submodule\0\
                applications/old.yaml.bak\0k8s\0";
    folder.write("list", list);
    let checked = folder.json(&["--files-from", "list"]);
    let report = checked.json();
    assert_eq!(checked.code, Some(0), "{}", checked.err);
    assert_eq!(paths(&report), ["applications/sound.yaml"]);
    let notes = report["notes"].to_string();
    for told in [
        "not there (1): gone.yaml.",
        "of its own: submodule.",
        "old.yaml.bak",
        "(4): k8s/deployment.yaml",
    ] {
        assert!(notes.contains(told), "{told}: {notes}");
    }
    // What it was made of is in the report, so that it can be made again.
    folder.write("report.json", &checked.out);
    let verified = folder.run(&["verify", "report.json"]);
    assert_eq!(verified.code, Some(0), "{verified:?}");
}

#[test]
fn a_change_without_an_application_is_no_mistake_but_a_folder_without_one_is() {
    let (folder, _) = repository();
    for list in ["", "README.md\nmkdocs.yml\n"] {
        folder.write("list", list);
        let listed = folder.check(&["--files-from", "list"]);
        assert_eq!(listed.code, Some(0), "{listed:?}");
        assert!(listed.err.contains("nothing to check"), "{listed:?}");
    }
    assert_eq!(folder.check(&["--filter", "mkdocs.yml"]).code, Some(0));
    let walked = folder.check(&["k8s"]);
    assert_eq!(walked.code, Some(2), "{walked:?}");
    assert!(walked.err.contains("nothing to check"), "{walked:?}");
    // A file that is named itself is always an application.
    assert_eq!(folder.check(&["mkdocs.yml"]).code, Some(1));
}

/// Fifteen platforms are wanted of all applications together, which no single repository has.
#[test]
fn targets_that_only_time_can_reach_do_not_fail_a_check() {
    let folder = Folder::new();
    folder.copy("examples/complete.yaml", "a.yaml");
    let checked = folder.json(&["--fail-on=review"]);
    assert_eq!(checked.code, Some(0), "{}", checked.err);
    assert_eq!(
        checked.json()["portfolio"][0]["outcomes"]["portfolio-targets"],
        "review"
    );
    folder.copy("examples/review/not-stated.yaml", "b.yaml");
    assert_eq!(folder.json(&["--fail-on=review"]).code, Some(1));
}

/// A rule book names a call too, and is no application.
#[test]
fn a_rule_book_that_is_loaded_is_no_application() {
    let (folder, _) = repository();
    folder.copy("tests/books/second-call.yaml", "rules/second.yaml");
    folder.copy("tests/books/ids.txt", "rules/ids.txt");
    let checked = folder.json(&["--rules", "rules", "--no-portfolio"]);
    assert_eq!(checked.code, Some(0), "{}", checked.err);
    fs::remove_dir_all(folder.at("rules")).expect("own folder");
    // Nor is one that ships inside the program.
    folder.copy("rules/2.1.2.1.i.yaml", "law/2.1.2.1.i.yaml");
    let checked = folder.json(&["--no-portfolio"]);
    assert_eq!(checked.code, Some(0), "{}", checked.err);
    let notes = checked.json()["notes"].to_string();
    assert!(notes.contains("rule book of this check"), "{notes}");
    // A book of another text is named as what stands in its place.
    let own = folder.read("law/2.1.2.1.i.yaml");
    folder.write("law/2.1.2.1.i.yaml", format!("{own}# Another.\n"));
    let checked = folder.json(&["--rules", "law", "--no-portfolio"]);
    let notes = checked.json()["notes"].to_string();
    assert!(notes.contains("takes the place"), "{notes}");
    fs::remove_dir_all(folder.at("law")).expect("own folder");
}

#[test]
fn never_fails_on_what_was_found_and_always_on_what_was_not_checked() {
    let folder = Folder::new();
    folder.copy("examples/violations/selection-deadline.yaml", "late.yaml");
    let code = |arguments: &[&str]| folder.check(arguments).code;
    assert_eq!(code(&["late.yaml"]), Some(1));
    assert_eq!(code(&["late.yaml", "--fail-on=never"]), Some(0));
    assert_eq!(
        code(&["late.yaml", "no-such.yaml", "--fail-on=never"]),
        Some(2)
    );
}

/// As PowerShell stores `git diff --name-only > list`; what is stored so and does not say it would name letters.
#[test]
fn a_list_is_read_in_the_encoding_it_says() {
    let folder = Folder::new();
    let complete = fs::read_to_string("examples/complete.yaml").expect("the example");
    folder.write("ā.yaml", &complete);
    let wide = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let said = |bytes: &[u8]| {
        fs::write(folder.at("list"), bytes).expect("a list");
        folder.json(&["--files-from", "list", "--no-portfolio"])
    };
    for list in [
        wide("\u{feff}ā.yaml\r\n"),
        "\u{feff}ā.yaml\r\n".into(),
        "ā.yaml\0".into(),
    ] {
        let said = said(&list);
        assert_eq!(said.code, Some(0), "{}", said.err);
        assert_eq!(said.json()["summary"]["applications"], 1);
    }
    for list in [wide("b.yaml\n"), "ā.yaml\n\0b.yaml".into()] {
        let said = said(&list);
        assert_eq!((said.code, &*said.out), (Some(2), ""));
        assert!(said.err.contains("UTF-8"), "{}", said.err);
    }
}

/// The line that names the call is easily lost: with half of the fields of a form a text is an application all the same.
#[test]
fn an_application_that_lost_its_call_is_one() {
    let folder = Folder::new();
    let complete = fs::read_to_string("examples/complete.yaml").expect("an example");
    let lost = complete.replace("call:", "# call:");
    assert_ne!(lost, complete);
    folder.write("a/lost.yaml", lost);
    folder.write("a/values.yaml", "title: Values\nid: 7\npurpose: roads\n");
    let said = folder.json(&["a", "--no-portfolio"]);
    let report = said.json();
    assert_eq!(said.code, Some(1), "{}", said.err);
    assert_eq!(report["summary"]["passed_over"], 1, "{report}");
    let one = &report["applications"][0];
    assert_eq!(one["path"], "a/lost.yaml");
    assert_eq!(one["findings"][0]["rule"], "missing-field", "{one}");
}

/// What a program for versions left in the place of a file may stand for an application.
#[test]
fn a_pointer_to_a_file_is_not_passed_over() {
    let folder = Folder::new();
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 4000\n";
    folder.write("a/kept.yaml", pointer);
    let said = folder.json(&["a"]);
    assert_eq!(said.code, Some(1), "{}", said.err);
    let one = &said.json()["applications"][0];
    assert_eq!(one["verdict"], "unreadable", "{one}");
}
