//! Thousands of generated applications, each with the rules it must fail, as the generator knows them by itself; and what is said of one,
//! whatever was checked before it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

use crate::change;
use crate::folder::Folder;
use crate::program;

/// Files of each folder, and the seeds of the folders.
const FILES: &str = "5000";
const SEEDS: [&str; 3] = ["1", "7", "2026"];

#[test]
fn the_report_agrees_with_the_generator_on_every_file() {
    let Some(generator) = program::shared().map(|folder| folder.join("bench/gen.py")) else {
        program::skipped("the generator of applications is not beside this repository");
        return;
    };
    for seed in SEEDS {
        let folder = Folder::new();
        let made = Command::new("python3")
            .arg(&generator)
            .arg(folder.path())
            .args(["--files", FILES, "--seed", seed])
            .status();
        assert!(made.expect("python3 starts").success());
        let expected = folder.read("expected.json");
        let expected: BTreeMap<String, BTreeSet<String>> =
            serde_json::from_str(&expected).expect("JSON");
        let (report, _) = program::report(&["--no-portfolio"], &[folder.path()]);
        let applications = report["applications"].as_array().expect("applications");
        assert_eq!(applications.len(), expected.len());
        for application in applications {
            let path = application["path"].as_str().expect("a path");
            let name = path
                .strip_prefix(folder.path().to_str().expect("UTF-8"))
                .expect("in the folder")
                .trim_start_matches('/');
            let failed = application["findings"]
                .as_array()
                .expect("findings")
                .iter()
                .filter(|finding| finding["kind"] == "fail");
            let failed: BTreeSet<String> = failed
                .map(|finding| finding["rule"].as_str().unwrap_or("").to_owned())
                .collect();
            assert_eq!(Some(&failed), expected.get(name), "seed {seed}, {name}");
        }
    }
}

/// The complete application, each time without another of its fields.
fn each_field_left_out() -> Vec<String> {
    let text =
        fs::read_to_string(program::here().join("examples/complete.yaml")).expect("an example");
    let whole: serde_yaml::Value = serde_yaml::from_str(&text).expect("YAML");
    let mut all = vec![text];
    let top = whole.as_mapping().expect("fields");
    // Without its call it is no application, and without its id it is known by its path.
    let others = top
        .iter()
        .filter(|(name, _)| *name != "call" && *name != "id");
    for (name, value) in others {
        let name = name.as_str().expect("a name");
        let inside = value
            .as_mapping()
            .into_iter()
            .flat_map(|inside| inside.keys());
        let inside = inside.map(|inner| format!("{name}.{}", inner.as_str().expect("a name")));
        for path in std::iter::once(name.to_owned()).chain(inside) {
            let changed = change::changed(&whole, &BTreeMap::new(), &[path]);
            all.push(serde_yaml::to_string(&changed).expect("YAML"));
        }
    }
    all
}

#[test]
fn what_is_said_of_an_application_does_not_depend_on_those_before_it() {
    let texts = each_field_left_out();
    assert!(texts.len() > 25);
    let findings = |names: &dyn Fn(usize) -> usize| -> Vec<serde_json::Value> {
        let folder = Folder::new();
        for (index, text) in texts.iter().enumerate() {
            folder.write(&format!("{:03}.yaml", names(index)), text);
        }
        let options = ["--jobs", "1", "--no-portfolio", "--format", "json"];
        let report = folder.check(&[&["."], &options[..]].concat()).json();
        let all = report["applications"].as_array().expect("applications");
        let of = |index| all[names(index)]["findings"].clone();
        (0..texts.len()).map(of).collect()
    };
    let forwards = findings(&|index| index);
    let backwards = findings(&|index| texts.len() - 1 - index);
    for (one, other) in forwards.iter().zip(&backwards) {
        assert_eq!(one, other);
    }
}
