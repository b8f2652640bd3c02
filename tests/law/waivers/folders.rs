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
    assert_eq!(notes.len(), 1);
    assert!(notes[0].to_string().contains("not decided"), "{notes:?}");
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
    assert_eq!(ends(&["in", "--fail-on", "review"]), Some(0));
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
    assert_eq!(of(&["a", "b", "ab"]), ("a/x.yaml".into(), "[]".into()));
    assert_eq!(of(&["./a/", "b"]).0, "a/x.yaml");
    let named = of(&["a", "b", "ab", "--waivers", "a/atbilst-waivers.yaml"]);
    assert_eq!(named.0, "a/x.yaml ab/x.yaml b/inner/x.yaml b/x.yaml");
    // It is said of one that is for nobody in its folder.
    let elsewhere = waiver("budget-arithmetic", "path: ../b/x.yaml");
    root.write("a/atbilst-waivers.yaml", elsewhere);
    let (waived, notes) = of(&["a", "b"]);
    assert_eq!(waived, "");
    let said = "`../b/x.yaml` is not in the folder of this file";
    assert!(notes.contains(said), "{notes}");
    // A folder within is within, and has its own where it is checked by itself.
    root.write("a/atbilst-waivers.yaml", "");
    root.write("b/atbilst-waivers.yaml", &by_id);
    assert_eq!(of(&["a", "b"]).0, "b/inner/x.yaml b/x.yaml");
    assert_eq!(of(&["a", "b/inner"]).0, "");
    // Over all applications of a call, where all of them lie in the folder.
    let together = waiver("portfolio-duplicate-id", "call: 2.1.2.1.i");
    root.write("b/atbilst-waivers.yaml", together);
    let said = |arguments: &[&str]| of(arguments).1.contains("not in the folder of this file");
    assert!(said(&["a", "b"]));
    assert!(!said(&["b"]) && of(&["b"]).1 == "[]");
    assert!(!said(&["a", "b", "--waivers", "b/atbilst-waivers.yaml"]));
}
