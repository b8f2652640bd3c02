//! What the program does with files of waivers: whose they are, and for which folders.

use atbilst_core::finding::Outcome;
use atbilst_core::language::Language;
use atbilst_core::waivers::{self, Waivers};

use super::{SUBJECT, check, waiver};
use crate::folder::Folder;
use crate::program;

const FILE: &str = "atbilst-waivers.yaml";

/// The file of waivers named from the root, the application from the folder: as a person and a script may.
#[test]
fn one_file_has_one_path_however_it_is_named() {
    let subject = std::fs::read(SUBJECT).expect("an example");
    let text = waiver("budget-arithmetic", "path: a.yaml");
    for (folder, file, waived) in [
        ("/srv/w", "a.yaml", true),
        ("/srv/w", "/srv/w/a.yaml", true),
        ("C:/w", "a.yaml", true),
        ("C:/w", "C:/w/./a.yaml", true),
        ("/srv/w", "/srv/a.yaml", false),
        ("/srv/w", "w/a.yaml", false),
    ] {
        let mut waivers = waivers::read(&format!("{folder}/atbilst-waivers.yaml"), text.as_bytes());
        waivers.folder = folder.to_owned();
        let report = check(&[(file, &subject)], waivers, "2026-11-01", Language::En);
        let outcome = report.applications[0].findings[0].outcome;
        assert_eq!(outcome == Outcome::Waived, waived, "{file} in {folder}");
    }
}

#[test]
fn waivers_of_several_files_all_count() {
    let mut all = Waivers::default();
    for (file, rule) in [("a", "budget-arithmetic"), ("b", "period-order")] {
        all.merge(waivers::read(file, waiver(rule, "path: a.yaml").as_bytes()));
    }
    all.merge(waivers::read("c", b"waivers: text"));
    let rules: Vec<_> = all.all().map(|waiver| waiver.rule.as_str()).collect();
    assert_eq!(rules, ["budget-arithmetic", "period-order"]);
    let files: Vec<_> = all.files.iter().map(|file| &*file.path).collect();
    assert_eq!(files, ["a", "b", "c"]);
    assert_eq!(all.mistakes().count(), 1);
}

/// A code outside its list may be waived; the rules that wait for it stay undecided, and nobody answers for those.
#[test]
fn what_is_not_decided_never_complies() {
    let folder = Folder::new();
    let complete = std::fs::read_to_string("examples/complete.yaml").expect("an example");
    let text = complete.replace("  type: direct_administration", "  type: local_goverment");
    assert_ne!(text, complete);
    folder.write("a.yaml", text);
    folder.write(FILE, waiver("beneficiary-type", "path: a.yaml"));
    let (report, code) = program::report(&[], &[folder.path()]);
    let application = &report["applications"][0];
    assert_eq!(application["outcomes"]["beneficiary-type"], "waived");
    assert_eq!(application["outcomes"]["local-government-capacity"], "open");
    assert_eq!((&application["verdict"], code), (&"needs_review".into(), 0));
    assert_eq!(report["summary"]["needs_review"], 1);
    let notes = report["notes"].as_array().expect("notes");
    let said = |note: &serde_json::Value| note.to_string().contains("not decided");
    assert!(notes.iter().any(said), "{notes:?}");
    let (_, code) = program::report(&["--fail-on", "review"], &[folder.path()]);
    assert_eq!(code, 1);
}

/// Found in the checked folder, named, not there; and what they do to the exit code.
#[test]
fn waivers_of_the_checked_folder_and_of_the_command_line() {
    let folder = Folder::new();
    folder.copy(SUBJECT, "in/a.yaml");
    let waiver = waiver("budget-arithmetic", "path: a.yaml");
    let ends = |arguments: &[&str]| folder.check(arguments).code;
    assert_eq!(ends(&["in"]), Some(1));
    folder.write("in/atbilst-waivers.yaml", &waiver);
    assert_eq!(ends(&["in"]), Some(0));
    assert_eq!(ends(&["in/a.yaml"]), Some(0));
    assert_eq!(
        ends(&["in", "--fail-on", "review", "--no-portfolio"]),
        Some(0)
    );
    assert_eq!(
        ends(&["in", "--today", "2027-01-01"]),
        Some(2),
        "a day given twice"
    );
    // The named file takes the place of the folder's, and is no application where it lies among them.
    folder.write("in/none.yaml", "waivers: []\n");
    assert_eq!(ends(&["in", "--waivers", "in/none.yaml"]), Some(1));
    folder.write("in/b-waivers.yaml", &waiver);
    for name in ["in/none.yaml", "in/atbilst-waivers.yaml"] {
        std::fs::remove_file(folder.at(name)).expect("removed");
    }
    assert_eq!(ends(&["in", "--waivers", "in/b-waivers.yaml"]), Some(0));
    assert_eq!(ends(&["in", "--waivers", "nowhere.yaml"]), Some(2));
    // The same file, named from the root.
    let absolute = folder.name("in/b-waivers.yaml");
    assert_eq!(ends(&["in/a.yaml", "--waivers", &absolute]), Some(0));
}

/// The waivers of one folder are for what lies in it; a file that is named is for all.
#[test]
fn waivers_of_one_folder_do_not_reach_into_another() {
    let root = Folder::new();
    for folder in ["a", "b", "b/inner", "ab"] {
        root.copy(SUBJECT, &format!("{folder}/x.yaml"));
    }
    let by_id = waiver("budget-arithmetic", "application: 2.1.2.1.i-0109");
    // The paths of what is waived, and what is said of the waivers.
    let of = |arguments: &[&str]| {
        let report = root
            .check(&[&["--format", "json"], arguments].concat())
            .json();
        let all = report["applications"].as_array().expect("applications");
        let waived = all
            .iter()
            .filter(|one| one["findings"][0]["kind"] == "waived");
        let paths: Vec<_> = waived.filter_map(|one| one["path"].as_str()).collect();
        (paths.join(" "), report["notes"].to_string())
    };
    root.write("a/atbilst-waivers.yaml", &by_id);
    let (waived, notes) = of(&["a", "b", "ab"]);
    assert_eq!(waived, "a/x.yaml");
    assert!(
        notes.contains("are applied: a/atbilst-waivers.yaml (1 finding)"),
        "{notes}"
    );
    assert_eq!(of(&["./a/", "b"]).0, "a/x.yaml");
    let named = of(&["a", "b", "ab", "--waivers", "a/atbilst-waivers.yaml"]);
    assert_eq!(named.0, "a/x.yaml ab/x.yaml b/inner/x.yaml b/x.yaml");
    // It is said of one that is for nobody in its folder.
    let elsewhere = waiver("budget-arithmetic", "path: ../b/x.yaml");
    root.write("a/atbilst-waivers.yaml", elsewhere);
    let (waived, notes) = of(&["a", "b"]);
    assert_eq!(waived, "");
    let said = "this file is not for `../b/x.yaml`";
    assert!(notes.contains(said), "{notes}");
    // A folder within is within, whatever else is named.
    root.write("a/atbilst-waivers.yaml", "");
    root.write("b/atbilst-waivers.yaml", &by_id);
    assert_eq!(of(&["a", "b"]).0, "b/inner/x.yaml b/x.yaml");
    assert_eq!(of(&["a", "b/inner"]).0, "b/inner/x.yaml");
    // Over all applications of a call, where all of them lie in the folder.
    let together = waiver("portfolio-duplicate-id", "call: 2.1.2.1.i");
    root.write("b/atbilst-waivers.yaml", together);
    let said = |arguments: &[&str]| {
        of(arguments)
            .1
            .contains("not the nearest above all applications")
    };
    assert!(said(&["a", "b"]));
    assert!(!said(&["b"]));
    assert!(!said(&["a", "b", "--waivers", "b/atbilst-waivers.yaml"]));
}

/// The nearest file above each application, up to the root of the repository or the folder of the check: what else is named, and from
/// where, makes no difference.
#[test]
fn whose_waivers_count_is_one_rule() {
    let folder = Folder::new();
    for name in [
        "all/x.yaml",
        "all/sub/x.yaml",
        "all/own/x.yaml",
        "all/own/in/x.yaml",
    ] {
        folder.copy(SUBJECT, name);
    }
    let by_id = waiver("budget-arithmetic", "application: 2.1.2.1.i-0109");
    folder.write("all/atbilst-waivers.yaml", &by_id);
    // The nearest counts, also where it holds nothing.
    folder.write("all/own/atbilst-waivers.yaml", "waivers: []\n");
    let of = |within: &str, paths: &[&str], prefix: &str| -> Vec<String> {
        let mut command = folder.atbilst();
        let check = ["check", "--format", "json", "--today", program::TODAY];
        command.current_dir(folder.at(within)).args(check);
        let report = program::run(command.args(paths)).json();
        let all = report["applications"].as_array().expect("applications");
        let waived = all.iter().filter(|one| one["verdict"] == "complies");
        let path = waived.map(|one| one["path"].as_str().expect("a path"));
        path.map(|path| path.replacen(prefix, "", 1)).collect()
    };
    let whole = ["sub/x.yaml", "x.yaml"];
    assert_eq!(of(".", &["all"], "all/"), whole);
    assert_eq!(of(".", &["."], "all/"), whole);
    assert_eq!(of(".", &["all/sub/x.yaml"], "all/"), ["sub/x.yaml"]);
    assert_eq!(of(".", &["all/sub/x.yaml", "all/x.yaml"], "all/"), whole);
    assert_eq!(of(".", &["all/own/in/x.yaml"], "all/"), [""; 0]);
    let absolute = folder.name("all/sub");
    assert_eq!(of(".", &[&absolute], &format!("{absolute}/")), ["x.yaml"]);
    assert_eq!(of("all", &["sub"], ""), ["sub/x.yaml"]);
    // Above the folder of the check there is nothing, but in a repository.
    assert_eq!(of("all/sub", &["."], ""), [""; 0]);
    std::fs::create_dir(folder.at(".git")).expect("a folder");
    assert_eq!(of("all/sub", &["."], ""), ["x.yaml"]);
    assert_eq!(of("all/own", &["../sub/x.yaml"], "../"), ["sub/x.yaml"]);
    std::fs::create_dir(folder.at("all/sub/.git")).expect("a folder");
    assert_eq!(of("all/sub", &["."], ""), [""; 0]);
    assert_eq!(of(".", &["all"], "all/"), ["x.yaml"]);
}

/// Who applies none says so, in every report, and those that lie there are named.
#[test]
fn no_waivers_are_none() {
    let folder = Folder::new();
    folder.copy(SUBJECT, "a.yaml");
    folder.write(FILE, waiver("budget-arithmetic", "path: a.yaml"));
    let applied = folder.check(&[".", "--format", "json"]);
    assert_eq!(applied.code, Some(0), "{}", applied.err);
    let report = applied.json();
    assert_eq!(report["summary"]["complies_with_waivers"], 1);
    assert_eq!(report["waivers"][0]["folder"], "");
    let waiver = &report["applications"][0]["findings"][0]["waiver"];
    assert_eq!(waiver["issued"], "2026-01-01");
    assert_eq!(waiver["file"], FILE);
    for format in atbilst_render::FORMATS.iter().map(|format| format.name) {
        // It is compressed.
        if format == "xlsx" {
            continue;
        }
        let shown = folder.check(&[".", "--format", format]);
        let shown = shown.folded().replace("\\_", "_").replace("\\:", ":");
        // In a table the day may stand in two lines.
        let days = ["2026-01-01", "1 January 2026", "; issued: "];
        assert!(
            days.iter().any(|day| shown.contains(day)),
            "{format}: {shown}"
        );
        assert!(shown.contains(FILE), "{format}: {shown}");
        let none = folder.check(&[".", "--no-waivers", "--format", format]);
        assert_eq!(none.code, Some(1), "{format}");
        let none = none.folded().replace("\\-", "-").replace("\\`", "`");
        assert!(none.contains("No waivers are applied"), "{format}: {none}");
        assert!(none.contains(FILE), "{format}: {none}");
    }
    let none = folder
        .check(&[".", "--no-waivers", "--format", "json"])
        .json();
    assert_eq!(none["settings"]["waivers"], false);
    assert_eq!(none["summary"]["complies_with_waivers"], 0);
}

/// A file of that name that is no file of waivers is an application, or ends the check.
#[test]
fn what_is_called_as_waivers_hides_nothing() {
    let folder = Folder::new();
    folder.copy("examples/complete.yaml", "a.yaml");
    let with = |text: &str| {
        folder.write(FILE, text);
        let all = [&["."][..], &["a.yaml"], &[FILE]];
        all.map(|paths| folder.check(&[&["--format", "json", "--no-portfolio"], paths].concat()))
    };
    let late = std::fs::read_to_string(SUBJECT).expect("an example");
    let [all, one, itself] = with(&late);
    assert_eq!(
        [all.code, one.code, itself.code],
        [Some(1), Some(0), Some(1)]
    );
    assert_eq!(itself.json()["applications"][0]["path"], FILE);
    for broken in [
        "waivers: [\n",
        "waivers: text\n",
        "waivers: []\nother: 1\n",
        "title: x\n",
        "- a\n",
    ] {
        let ended = with(broken);
        assert_eq!(
            ended.each_ref().map(|said| said.code),
            [Some(2); 3],
            "{broken}"
        );
        assert!(ended[0].err.contains(FILE), "{}", ended[0].err);
    }
    let [all, one, itself] = with("# nothing yet\n");
    assert_eq!(
        [all.code, one.code, itself.code],
        [Some(0), Some(0), Some(2)]
    );
    assert!(itself.err.contains("nothing to check"), "{}", itself.err);
    // The other ending is none, and whoever took it for one is told.
    std::fs::remove_file(folder.at(FILE)).expect("own file");
    folder.write("atbilst-waivers.yml", "waivers: []\n");
    let checked = folder.check(&["."]);
    assert_eq!(checked.code, Some(0));
    assert!(
        checked.err.contains("not from atbilst-waivers.yml"),
        "{}",
        checked.err
    );
}

/// What the rule book lets nobody waive is not waived.
#[test]
fn a_denied_declaration_is_waived_by_nobody() {
    let folder = Folder::new();
    let complete = std::fs::read_to_string("examples/complete.yaml").expect("an example");
    let denied = complete.replace("no_fraud: true", "no_fraud: false");
    assert_ne!(denied, complete);
    folder.write("a.yaml", denied);
    folder.write(FILE, waiver("integrity-declarations", "path: a.yaml"));
    for (language, note) in [("en", "lets nobody waive"), ("lv", "neļauj nevienam")] {
        let checked = folder.check(&["a.yaml", "--lang", language]);
        assert_eq!(checked.code, Some(1));
        assert!(checked.folded().contains(note), "{}", checked.out);
    }
}

/// A waiver names an application by its id; two files may have one.
#[test]
fn a_waiver_of_an_id_that_two_files_have_is_remarked() {
    let subject = std::fs::read(SUBJECT).expect("an example");
    for (scope, said) in [("application: 2.1.2.1.i-0109", 1), ("path: a.yaml", 0)] {
        let text = waiver("budget-arithmetic", scope);
        let waivers = waivers::read("w", text.as_bytes());
        let files: [(&str, &[u8]); 2] = [("a.yaml", &subject), ("b.yaml", &subject)];
        let report = check(&files, waivers, "2026-11-01", Language::En);
        let notes = report.notes.iter();
        let of_id = notes.filter(|note| note.starts_with("2 files have the id"));
        assert_eq!(of_id.count(), said, "{:?}", report.notes);
    }
}
