//! The YAML test suite (data-2022-01-17, 402 cases). The grammar must agree with it entirely; what the reader refuses on top
//! is written down case by case in docs/yaml.md.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use atbilst_yaml::{Limits, utf8};

use super::compare::{events, read_with};
use super::oracle::compare;
use super::read::fatal;
use crate::program;

const PAGE: &str = "docs/yaml.md";

struct Case {
    name: String,
    text: Vec<u8>,
    valid: bool,
    events: String,
}

/// The suite's folder, or `None`, said aloud, where it is not.
fn suite() -> Option<PathBuf> {
    let folder = program::shared().map(|shared| shared.join("yaml-test-suite"));
    let folder = folder.filter(|folder| folder.is_dir());
    if folder.is_none() {
        program::skipped("the YAML test suite is not at hand; set ATBILST_SHARED");
    }
    folder
}

fn cases(folder: &Path) -> Vec<Case> {
    let mut cases = Vec::new();
    let named = |name: &str| {
        name.len() == 4
            && name
                .bytes()
                .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    };
    for entry in fs::read_dir(folder).expect("the suite can be listed") {
        let path = entry.expect("the suite can be listed").path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if !named(&name) {
            continue;
        }
        if path.join("in.yaml").is_file() {
            cases.push(case(name, &path));
            continue;
        }
        for part in fs::read_dir(&path).expect("a case can be listed") {
            let part = part.expect("a case can be listed").path();
            let number = part
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            cases.push(case(format!("{name}/{number}"), &part));
        }
    }
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    cases
}

fn case(name: String, path: &Path) -> Case {
    Case {
        name,
        text: fs::read(path.join("in.yaml")).expect("a case has its text"),
        valid: !path.join("error").exists(),
        events: fs::read_to_string(path.join("test.event")).unwrap_or_default(),
    }
}

/// The name and text of every case; none where the suite is not there.
pub(super) fn texts() -> Vec<(String, String)> {
    let cases = suite().map(|folder| cases(&folder)).unwrap_or_default();
    cases
        .into_iter()
        .filter_map(|case| Some((case.name, String::from_utf8(case.text).ok()?)))
        .collect()
}

#[test]
fn grammar_agrees_with_every_case() {
    let Some(folder) = suite() else { return };
    let cases = cases(&folder);
    assert_eq!(cases.len(), 402);
    for case in &cases {
        let text = utf8(&case.text).expect("the suite is UTF-8");
        let strict = granit_parser::options! { strict_indentation: true };
        let parsed = granit_parser::Parser::new_from_str_with_options(text, strict)
            .all(|event| event.is_ok());
        assert_eq!(parsed, case.valid, "{}", case.name);
    }
}

#[test]
fn every_refusal_is_written_down() {
    let Some(folder) = suite() else { return };
    let mut refused: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let (mut accepted, mut differs) = (0, Vec::new());
    for case in cases(&folder) {
        let text = utf8(&case.text).expect("the suite is UTF-8");
        let (tree, problems) = read_with(text, &Limits::default());
        let kinds = fatal(&problems);
        if !case.valid {
            assert!(!kinds.is_empty(), "{} is not YAML and was read", case.name);
        } else if kinds.is_empty() {
            assert_eq!(
                events(text, &tree, false),
                expected(&case.events),
                "{}",
                case.name
            );
            accepted += 1;
            if compare(&case.text).is_err() {
                differs.push(case.name);
            }
        } else {
            refused.entry(kinds.join(" ")).or_default().push(case.name);
        }
    }
    let table: String = refused
        .iter()
        .map(|(kinds, names)| format!("| {kinds} | {} | {} |\n", names.len(), names.join(" ")))
        .collect();
    let page = fs::read_to_string(program::here().join(PAGE)).expect("the page is there");
    assert!(
        page.contains(&table),
        "the table in {PAGE} is out of date; it should say\n{table}"
    );
    let differs = differs.join(" ");
    assert!(
        page.contains(&differs),
        "{PAGE} should list what yaml_serde reads differently:\n{differs}"
    );
    assert!(
        page.contains(&format!("**{accepted}** are read")),
        "{PAGE} should say **{accepted}** are read"
    );
}

/// The suite's events without what the tree does not keep: the document's marks, and which brackets a list had.
fn expected(events: &str) -> String {
    let kept = events
        .lines()
        .filter(|line| !matches!(line.get(1..4), Some("STR" | "DOC")));
    kept.map(|line| line.replace("+MAP {}", "+MAP").replace("+SEQ []", "+SEQ") + "\n")
        .collect()
}
