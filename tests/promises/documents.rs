//! What documents say of the repository: links, rooms, versions.

use std::path::Path;

use pulldown_cmark::{Event, Parser, Tag};

use crate::engine::EMBEDDED;
use crate::files::files;

fn read(path: impl AsRef<Path>) -> String {
    let path = path.as_ref();
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn every_link_leads_somewhere() {
    let mut found = 0;
    for path in files(".", &["md"]) {
        let text = read(&path);
        for event in Parser::new(&text) {
            let Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) = event
            else {
                continue;
            };
            let file = dest_url.split('#').next().unwrap_or_default();
            if file.is_empty() || file.contains("://") {
                continue;
            }
            let target = path.with_file_name("").join(file);
            assert!(target.exists(), "{}: {dest_url}", path.display());
            found += 1;
        }
    }
    assert!(found > 40, "{found} links");
}

#[test]
fn the_page_of_the_house_names_every_room() {
    let page = read("docs/architecture.md");
    for file in files("crates/core/src", &["rs"]) {
        let room = file.file_stem().expect("a name").to_string_lossy();
        let is_room = file.parent() == Some(Path::new("crates/core/src")) && room != "lib";
        assert!(!is_room || page.contains(&format!("`{room}`")), "{room}");
    }
    for folder in std::fs::read_dir("crates").expect("the crates") {
        let name = folder.expect("a crate").file_name();
        let named = format!("crates/{}/", name.to_string_lossy());
        assert!(page.contains(&named), "{named}");
    }
}

/// Whoever reads the changelog must find since when a book judges as it does.
#[test]
fn the_changelog_names_the_version_of_every_book() {
    let changelog = read("CHANGELOG.md");
    for book in EMBEDDED.iter() {
        let named = format!("- `{}`, version `{}`", book.call, book.version);
        assert!(changelog.contains(&named), "{named}");
    }
}

#[test]
fn the_description_for_others_has_the_version_of_the_program() {
    let version = format!("\nsoftwareVersion: {}\n", env!("CARGO_PKG_VERSION"));
    assert!(read("publiccode.yml").contains(&version), "{version}");
}

/// A file that was moved would silently be tried no more.
#[test]
fn what_mutants_are_made_of_is_there() {
    let text = read(".cargo/mutants.toml");
    let settings: toml::Table = toml::from_str(&text).expect("TOML");
    let globs = settings["examine_globs"].as_array().expect("a list");
    for glob in globs.iter().filter_map(toml::Value::as_str) {
        let (folder, name) = glob.rsplit_once('/').expect("a folder");
        let is_there = match name {
            "*.rs" => !files(folder.trim_end_matches("/**"), &["rs"]).is_empty(),
            _ => Path::new(glob).is_file(),
        };
        assert!(is_there, "{glob}");
    }
}

/// The forms for an issue are read by a server alone.
#[test]
fn the_forms_for_issues_can_be_read() {
    for path in files(".github/ISSUE_TEMPLATE", &["yml"]) {
        let form: serde_yaml::Value = serde_yaml::from_str(&read(&path)).expect("YAML");
        let is_form = form["name"].is_string() && form["description"].is_string();
        let asks = form["body"].as_sequence().is_some_and(|body| {
            let ids: Vec<_> = body.iter().filter_map(|one| one["id"].as_str()).collect();
            let labels = body
                .iter()
                .filter(|one| one["attributes"]["label"].is_string());
            ids.len() == labels.count() && !ids.is_empty()
        });
        assert!(
            (is_form && asks) || path.ends_with("config.yml"),
            "{}",
            path.display()
        );
    }
}

/// What the action can be given stands in the guide, and nothing else does.
#[test]
fn every_input_of_the_action_is_in_the_guide() {
    let action = std::fs::read_to_string("action.yml").expect("the action");
    let action: serde_yaml::Value = serde_yaml::from_str(&action).expect("YAML");
    let inputs = action["inputs"].as_mapping().expect("inputs").keys();
    let inputs: Vec<&str> = inputs.filter_map(serde_yaml::Value::as_str).collect();
    let guide = std::fs::read_to_string("docs/ci.md").expect("the guide");
    let table = guide.split_once("| input | meaning |").expect("a table").1;
    let rows = table.lines().skip(2).map_while(|line| {
        let (name, _) = line.strip_prefix("| `")?.split_once('`')?;
        Some(name)
    });
    assert_eq!(rows.collect::<Vec<_>>(), inputs);
}
