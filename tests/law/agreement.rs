//! Thousands of generated applications, each with the rules it must fail, as the generator knows them by itself.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

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
