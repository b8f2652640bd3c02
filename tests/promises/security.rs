//! The promises of SECURITY.md: each names its test, each test that is named exists, none stands for two promises, and each is broken
//! once in a way that still fits.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const PAGE: &str = "SECURITY.md";

/// The tests that a page names as `path::function`.
fn named(page: &str) -> Vec<(&str, &str)> {
    let code = page.split('`').skip(1).step_by(2);
    code.filter_map(|name| name.split_once(".rs::")).collect()
}

/// Whether a source file has a test of that name: a function under `#[test]`, with other attributes between at most.
fn has_test(source: &str, name: &str) -> bool {
    let head = format!("fn {name}(");
    let Some((before, _)) = source.split_once(&head) else {
        return false;
    };
    let attributes = before.trim_end().lines().rev();
    attributes
        .map(str::trim)
        .take_while(|line| line.starts_with("#[") || line.starts_with("///"))
        .any(|line| line == "#[test]")
}

#[test]
fn every_promise_names_a_test_of_its_own() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join(PAGE)).expect("the page");
    let mut tests = BTreeSet::new();
    for (file, name) in named(&page) {
        let path = format!("{file}.rs");
        let source = fs::read_to_string(root.join(&path));
        let source = source.unwrap_or_else(|error| panic!("{path}: {error}"));
        assert!(has_test(&source, name), "{path} has no test {name}");
        let test = format!("{path}::{name}");
        assert!(tests.insert(test), "{name} stands for two promises");
    }
    let promises = page.split("## Promises").nth(1).expect("promises");
    let promises = promises.split("## Not promised").next().unwrap_or("");
    let list = promises.lines().filter(|line| line.starts_with("- "));
    let mut count = 0;
    for promise in list {
        assert!(!named(promise).is_empty(), "no test: {promise}");
        count += 1;
    }
    assert!(count > 20, "the page was read");
}

/// How a promise was broken, as `.ci/promises` does again.
#[derive(serde::Deserialize)]
struct Broken {
    test: String,
    broken: String,
    file: String,
    from: String,
    to: String,
}

#[derive(serde::Deserialize)]
struct List {
    promise: Vec<Broken>,
}

#[test]
fn every_promise_is_broken_once() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join(PAGE)).expect("the page");
    let list = fs::read_to_string(root.join("docs/promises.toml")).expect("the list");
    let list: List = toml::from_str(&list).expect("the list");
    let promised: BTreeSet<String> = named(&page)
        .into_iter()
        .map(|(file, name)| format!("{file}.rs::{name}"))
        .collect();
    let broken: BTreeSet<String> = list.promise.iter().map(|one| one.test.clone()).collect();
    assert_eq!(promised, broken);
    for one in &list.promise {
        let source = fs::read_to_string(root.join(&one.file)).expect(&one.file);
        let places = source.matches(&one.from).count();
        assert_eq!(places, 1, "{}: {}", one.file, one.broken);
        assert_ne!(one.from, one.to, "{}", one.broken);
    }
}
