//! The house: which room may use which. A new arrow is a decision, taken here, not an accident.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Each room and the rooms it may use, the lowest first.
const ROOMS: &[(&str, &str)] = &[
    ("source", ""),
    ("scalar", ""),
    ("invisible", ""),
    ("in_order", ""),
    ("own_rules", ""),
    ("suggest", ""),
    ("discover", ""),
    ("tool", ""),
    ("verify", ""),
    ("yaml", "source"),
    ("language", "yaml"),
    ("finding", "source"),
    ("form", "language source"),
    ("law", "form scalar source suggest"),
    ("application", "form invisible scalar source yaml"),
    ("condition", "application form law scalar source yaml"),
    (
        "rulebook",
        "application condition finding form language law own_rules scalar source yaml",
    ),
    ("draft", "form language rulebook yaml"),
    ("schema", "condition finding form language law rulebook"),
    (
        "judge",
        "application condition finding form language law own_rules rulebook scalar source suggest yaml",
    ),
    ("fix", "form judge law rulebook source suggest yaml"),
    (
        "portfolio",
        "application condition finding form invisible judge language law rulebook scalar source",
    ),
    (
        "waivers",
        "finding invisible language own_rules scalar source suggest yaml",
    ),
    (
        "trace",
        "application condition finding judge language law rulebook source",
    ),
    (
        "report",
        "finding language own_rules portfolio tool trace waivers",
    ),
    (
        "check",
        "application condition finding invisible judge language own_rules portfolio report rulebook scalar source tool trace waivers yaml",
    ),
    ("trial", "check finding language own_rules rulebook source"),
    (
        "bench",
        "application check condition finding form judge language law portfolio report rulebook scalar source yaml",
    ),
    (
        "explain",
        "application check condition finding form judge language law own_rules rulebook scalar source suggest yaml",
    ),
    (
        "render",
        "condition explain finding in_order invisible judge language own_rules portfolio report rulebook scalar source tool trace waivers",
    ),
];

#[test]
fn a_room_uses_only_the_rooms_it_may() {
    let rooms: BTreeMap<_, BTreeSet<_>> = ROOMS
        .iter()
        .map(|(room, may)| (*room, may.split(' ').collect()))
        .collect();
    let mut seen = BTreeSet::new();
    for path in rust_files(Path::new("src")) {
        let inside = path.strip_prefix("src").expect("in src");
        let room = inside
            .iter()
            .next()
            .and_then(|name| name.to_str())
            .expect("a name")
            .trim_end_matches(".rs")
            .to_owned();
        if ["lib", "main", "cli"].contains(&room.as_str()) {
            continue;
        }
        let may = rooms
            .get(room.as_str())
            .unwrap_or_else(|| panic!("{room} is not in the table"));
        seen.insert(room.clone());
        for used in used_rooms(&std::fs::read_to_string(&path).expect("a source file")) {
            assert!(
                used == room || may.contains(used.as_str()),
                "{} uses {used}",
                path.display()
            );
        }
    }
    assert_eq!(
        seen,
        rooms.keys().map(|room| (*room).to_owned()).collect(),
        "the table names every room"
    );
}

/// A room may use only rooms that stand above it in the table, so no two can lean on each other.
#[test]
fn the_table_has_no_circle() {
    for (index, (room, may)) in ROOMS.iter().enumerate() {
        for used in may.split(' ').filter(|used| !used.is_empty()) {
            assert!(
                ROOMS[..index].iter().any(|(lower, _)| *lower == used),
                "{room} uses {used}, which is not below it"
            );
        }
    }
}

fn used_rooms(source: &str) -> BTreeSet<String> {
    let name = |rest: &str| {
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_');
        rest.get(..end.unwrap_or(rest.len()))
            .unwrap_or("")
            .to_owned()
    };
    let code = source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(|line| line.split("crate::").skip(1).map(name))
        .filter(|name| !name.is_empty())
        .collect()
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files
}
