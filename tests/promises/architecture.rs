//! The house: which room may use which, and that every test is run. A new arrow is a decision, taken here, not an accident.
//! That no crate uses one above it, the compiler sees to.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::files::files;

/// Each crate, and its rooms with the rooms of the same crate that they may use, the lowest first.
const ROOMS: &[(&str, &[(&str, &str)])] = &[("core", CORE), ("render", RENDER)];

const CORE: &[(&str, &str)] = &[
    ("data", ""),
    ("fold", ""),
    ("named", ""),
    ("order", ""),
    ("own_rules", ""),
    ("shard", ""),
    ("texts", ""),
    ("tool", ""),
    ("settings", "tool"),
    ("finding", "named"),
    ("language", "named"),
    ("suggest", "language"),
    ("scalar", "named"),
    ("form", "language named order scalar suggest"),
    ("law", "form language scalar suggest"),
    ("application", "form suggest"),
    (
        "context",
        "application form language law named scalar suggest",
    ),
    (
        "condition",
        "application context fold form language law named order scalar",
    ),
    ("decisions", "language own_rules scalar"),
    (
        "waivers",
        "decisions finding language own_rules scalar suggest",
    ),
    (
        "answers",
        "application decisions finding fold language order own_rules scalar",
    ),
    (
        "rulebook",
        "condition context data finding form language law named order own_rules scalar waivers",
    ),
    ("reading", "application context form rulebook scalar"),
    (
        "evaluate",
        "application condition context finding fold form law order rulebook scalar texts",
    ),
    (
        "message",
        "application condition context evaluate finding form language law order own_rules rulebook scalar suggest",
    ),
    (
        "fix",
        "application finding form law message order own_rules reading rulebook suggest",
    ),
    (
        "report",
        "decisions evaluate finding language law message own_rules reading rulebook settings shard waivers",
    ),
    (
        "check",
        "answers application context decisions evaluate finding form language message order own_rules reading report rulebook settings suggest waivers",
    ),
    (
        "part",
        "answers check decisions finding language message order report rulebook settings shard texts waivers",
    ),
    ("stored", "finding scalar"),
    ("compare", "finding named scalar stored"),
    ("sample", "finding named stored"),
];

/// A format stands on what all share; only where one is written in another may it use that.
const RENDER: &[(&str, &str)] = &[
    ("escape", ""),
    ("outcomes", ""),
    ("format", "escape outcomes"),
    ("recognized", ""),
    ("found", ""),
    ("text", ""),
    ("terminal", "format"),
    ("words", "escape"),
    ("totals", "escape text words"),
    ("rows", "escape found words"),
    ("page", "escape format terminal text"),
    ("full", "escape format found terminal text totals words"),
    ("human", "escape format full terminal text totals words"),
    ("mistakes", "format full"),
    ("concise", "escape format found totals words"),
    ("table", "escape format text totals words"),
    ("json", "escape format found outcomes"),
    ("jsonl", "format json outcomes"),
    ("yaml", "escape format json"),
    ("sarif", "escape format found json words"),
    ("junit", "escape format found totals words"),
    ("github", "escape format found totals words"),
    ("gitlab", "format found json words"),
    ("rdjson", "escape format found json words"),
    ("markdown", "escape format found totals words"),
    ("html", "escape format found words"),
    ("xlsx", "escape format found rows words"),
    ("csv", "escape format rows"),
    ("tables", "escape format rows terminal text xlsx"),
    ("compare", "escape format json rows tables"),
    ("sample", "format json rows tables"),
];

#[test]
fn a_room_uses_only_the_rooms_it_may() {
    for (name, rooms) in ROOMS {
        let source = Path::new("crates").join(name).join("src");
        let rooms: BTreeMap<_, BTreeSet<_>> = rooms
            .iter()
            .map(|(room, may)| (*room, may.split(' ').collect()))
            .collect();
        let mut seen = BTreeSet::new();
        for path in files(&source, &["rs"]) {
            let inside = path.strip_prefix(&source).expect("inside");
            let first = inside.iter().next().and_then(|name| name.to_str());
            let room = first.expect("a name").trim_end_matches(".rs").to_owned();
            if room == "lib" {
                continue;
            }
            let may = rooms
                .get(room.as_str())
                .unwrap_or_else(|| panic!("{room} is not in the table"));
            seen.insert(room.clone());
            let source = std::fs::read_to_string(&path).expect("a source file");
            // Its tests stand last, and may look at it from above.
            let program = source.split("\n#[cfg(test)]").next().unwrap_or_default();
            for used in used_rooms(program) {
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
}

/// A room may use only rooms that stand above it in the table, so no two can lean on each other.
#[test]
fn the_table_has_no_circle() {
    for (name, rooms) in ROOMS {
        for (index, (room, may)) in rooms.iter().enumerate() {
            for used in may.split(' ').filter(|used| !used.is_empty()) {
                assert!(
                    rooms[..index].iter().any(|(lower, _)| *lower == used),
                    "{name}: {room} uses {used}, which is not below it"
                );
            }
        }
    }
}

/// A file of tests that no `mod` names is never compiled.
#[test]
fn every_file_of_tests_is_a_module() {
    let mut found = 0;
    for path in files("tests", &["rs"]) {
        let folder = path.parent().expect("a folder");
        if folder == Path::new("tests") || folder.ends_with("helpers") {
            continue;
        }
        let above = std::fs::read_to_string(folder.with_extension("rs")).expect("its parent");
        let name = path.file_stem().expect("a name").to_string_lossy();
        let named = above
            .lines()
            .any(|line| line.trim() == format!("mod {name};"));
        assert!(named, "{} is no module", path.display());
        found += 1;
    }
    assert!(found > 40, "the files were found");
}

fn used_rooms(source: &str) -> BTreeSet<String> {
    let name = |path: &str| {
        let is_part = |c: char| c.is_alphanumeric() || c == '_';
        path.trim().split(|c| !is_part(c)).next().map(str::to_owned)
    };
    let code = source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    let code = code.collect::<Vec<_>>().join("\n");
    let uses = code.split("crate::").skip(1);
    uses.flat_map(|path| match path.strip_prefix('{') {
        Some(group) => group.split('}').next().unwrap_or("").split(',').collect(),
        None => vec![path],
    })
    .filter_map(name)
    .filter(|name| !name.is_empty())
    .collect()
}
