//! Settings as they count for verbs other than `check`.

use super::settings::{check, repository};
use crate::program::{TODAY, run};

/// What another verb has an option for counts for it as it does for a check, and what is typed wins.
#[test]
fn other_verbs_keep_to_the_settings_that_concern_them() {
    let folder = repository(
        "lang = \"lv\"\nrules = \"book.yaml\"\nfail_on = \"review\"\nreports = { json = \"out/r.json\" }\n",
    );
    let book = std::fs::read_to_string("rules/2.1.2.1.i.yaml").expect("a book");
    let title = "Eiropas Savienības Atveseļošanas fonda";
    assert!(book.contains("call: 2.1.2.1.i\n"), "{title}");
    folder.write("book.yaml", book.replace("version: ", "version: test-"));
    let explained = folder.run(&["explain", "selection-deadline"]);
    assert_eq!(explained.code, Some(0), "{explained:?}");
    assert!(explained.out.contains("Iesniegts"), "{}", explained.out);
    assert!(
        folder
            .run(&["explain", "selection-deadline", "--lang=en"])
            .out
            .contains("Submitted")
    );
    assert!(
        folder
            .run(&["explain", "selection-deadline", "--no-config", "--lang=en"])
            .out
            .contains("Submitted")
    );
    // A broken book is told by whatever loads it, and by nothing else.
    folder.write("book.yaml", "call: [\n");
    for (arguments, code) in [
        (&["explain", "selection-deadline"][..], 2),
        (&["schema"], 2),
        (&["page", "-"], 2),
        (&["init", "--yes", "-"], 2),
        (&["waivers", "check"], 2),
        (&["schema", "--no-config"], 0),
        (&["rules", "list"], 0),
        (&["completions", "bash"], 0),
    ] {
        assert_eq!(folder.run(arguments).code, Some(code), "{arguments:?}");
    }
    // So is a broken file of settings, by all that it could concern.
    folder.write("atbilst.toml", "lagn = \"lv\"\n");
    for (arguments, code) in [
        (&["rules", "list"][..], 2),
        (&["compare", "a", "b"], 2),
        (&["man"], 0),
    ] {
        let said = folder.run(arguments);
        assert_eq!(said.code, Some(code), "{arguments:?}: {said:?}");
        assert_eq!(code == 2, said.err.contains("atbilst.toml:1:1"), "{said:?}");
    }
}

/// The report of parts is a report of a check.
#[test]
fn merge_writes_the_reports_that_the_settings_ask_for() {
    let folder = repository("");
    for shard in ["1/2", "2/2"] {
        let part = format!("--part=part-{}", &shard[..1]);
        assert!(folder.run(&["check", "apps", "--shard", shard, &part]).code < Some(2));
    }
    folder.write(
        "atbilst.toml",
        "fail_on = \"never\"\nformat = \"concise\"\nreports = { json = \"r.json\" }\n",
    );
    let merged = folder.run(&["merge", "part-1", "part-2"]);
    assert_eq!(merged.code, Some(0), "{merged:?}");
    assert!(folder.read("r.json").contains("atbilst-report/2"));
    assert!(
        merged
            .out
            .lines()
            .next()
            .is_some_and(|line| line.starts_with("apps/")),
        "{}",
        merged.out
    );
    assert_eq!(
        folder
            .run(&["merge", "part-1", "part-2", "--fail-on=error"])
            .code,
        Some(1)
    );
}

#[test]
fn merge_takes_the_settings_of_the_environment() {
    let folder = repository("");
    assert_eq!(
        folder.run(&["check", "apps", "--part", "part"]).code,
        Some(1)
    );
    let merge = |environment: &[(&str, &str)], more: &[&str]| {
        let mut command = folder.atbilst();
        command.envs(environment.iter().copied());
        run(command.args(["merge", "part"]).args(more))
    };
    let fails = |environment: &[(&str, &str)], more: &[&str]| merge(environment, more).code;
    assert_eq!(fails(&[], &[]), Some(1));
    assert_eq!(fails(&[("ATBILST_FAIL_ON", "never")], &[]), Some(0));
    let typed = ["--fail-on", "error"];
    assert_eq!(fails(&[("ATBILST_FAIL_ON", "never")], &typed), Some(1));
    let wrong = merge(&[("ATBILST_FAIL_ON", "seldom")], &[]);
    assert_eq!((wrong.code, &*wrong.out), (Some(2), ""), "{wrong:?}");
    assert!(wrong.err.contains("ATBILST_FAIL_ON"), "{}", wrong.err);
    let json = merge(&[], &["--format", "json"]);
    let set = merge(&[("ATBILST_FORMAT", "json")], &[]);
    assert_eq!(set.out, json.out);
    merge(&[("ATBILST_REPORTS", "json=r.json")], &[]);
    assert_eq!(folder.read("r.json"), json.out);
    let dialect = [("ATBILST_CSV_DIALECT", "excel")];
    let csv = merge(&dialect, &["--format", "csv"]);
    let asked = ["--format", "csv", "--csv-dialect", "excel"];
    assert_eq!(csv.out, merge(&[], &asked).out);
    assert_ne!(csv.out, merge(&[], &asked[..2]).out);
    let book = std::fs::read_to_string(crate::program::here().join("rules/2.1.2.1.i.yaml"));
    folder.write(
        "book.yaml",
        format!("{}# Another.\n", book.expect("a book")),
    );
    folder.run(&["check", "apps", "--part", "part", "--rules", "book.yaml"]);
    assert_eq!(fails(&[], &[]), Some(2));
    assert_eq!(fails(&[("ATBILST_RULES", "book.yaml")], &[]), Some(1));
    // The report is in the language of the parts, and a refusal in that of whoever asks.
    let latvian = merge(&[("ATBILST_LANG", "lv")], &[]);
    assert!(
        latvian.err.contains("noteikumu grāmatas"),
        "{}",
        latvian.err
    );
}

/// A check of waivers judges the applications as a check of them does.
#[test]
fn waivers_are_held_against_what_the_settings_take() {
    let folder = repository("exclude = \"late.yaml\"\n");
    folder.write(
        "atbilst-waivers.yaml",
        "waivers:\n  - rule: selection-deadline\n    path: apps/late.yaml\n    reason: Termiņu pagarināja ministrs.\n    approver: Direktore\n    document: Nr. 1\n    issued: 2026-01-05\n    expires: 2026-12-31\n",
    );
    let day = format!("--today={TODAY}");
    let code = |more: &[&str]| {
        folder
            .run(&[&["waivers", "check", &day], more].concat())
            .code
    };
    assert_eq!(code(&[]), Some(1));
    assert_eq!(code(&["--no-config"]), Some(0));
    folder.write("atbilst.toml", "as_of = 2022-12-01\n");
    assert_eq!(code(&[]), Some(0));
}

/// A file of what the office states, named once for everybody.
#[test]
fn the_file_of_the_office_is_a_setting() {
    let folder = repository("office = \"office.yaml\"\nanswers = \"missing.yaml\"\n");
    let broken = check(&folder, "", &[], &[]);
    assert!(
        broken.code == Some(2) && broken.err.contains("missing.yaml"),
        "{broken:?}"
    );
    let broken = check(&folder, "", &["--no-answers"], &[]);
    assert!(
        broken.code == Some(2) && broken.err.contains("office.yaml"),
        "{broken:?}"
    );
    folder.write("office.yaml", "answers: []\n");
    let read = check(&folder, "apps", &["--no-answers"], &[]);
    assert_eq!(read.code, Some(1), "{read:?}");
    assert!(
        folder
            .run(&["config"])
            .out
            .contains("office = \"office.yaml\"  # atbilst.toml:1:1")
    );
}
