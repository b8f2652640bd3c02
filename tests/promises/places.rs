//! What is added stands in the places that the walks of CONTRIBUTING.md name, and in no others.

use std::collections::BTreeSet;
use std::path::Path;

use atbilst_core::language::Language;
use atbilst_render::FORMATS;

use crate::engine::EMBEDDED;
use crate::files::files;

/// What is said of a member of a walk elsewhere, and is no place to touch for the next one.
const BESIDE: &[(&str, &str)] = &[
    // What is shown where no format is named.
    ("human", "src/cli/check.rs"),
    // What is verified.
    ("json", "src/cli/verify/again.rs"),
    // The summary of a job on GitHub.
    ("markdown", "src/cli/targets.rs"),
    // The end of a file's name.
    ("yaml", "src/cli/books.rs"),
    ("yaml", "src/discover.rs"),
    // A command of git.
    ("diff", "src/cli/check/changed.rs"),
    // An option of every verb.
    ("config", "src/cli/settings/source.rs"),
    // A file of git.
    ("config", "src/discover/absent.rs"),
    // A key of reports.
    ("schema", "src/verify/recorded.rs"),
    ("schema", "src/verify/parts.rs"),
    // What editors, a finding and a figure make of this operator alone.
    ("one_of", "crates/books/src/schema.rs"),
    ("one_of", "crates/core/src/message/finding/slip.rs"),
    ("presence", "crates/books/src/schema.rs"),
    ("presence", "crates/core/src/message/figure.rs"),
    ("presence", "crates/page/src/form.rs"),
];

/// The places that a walk names, for one member.
fn walk(title: &str, name: &str) -> BTreeSet<String> {
    let text = read("CONTRIBUTING.md");
    let (_, after) = text.split_once(&format!("\n### {title}\n")).expect(title);
    let (_, after) = after.split_once("\nPlaces: ").expect("its places");
    let line = after.split("\n\n").next().unwrap_or_default();
    let quoted = line.split('`').skip(1).step_by(2);
    quoted.map(|path| path.replace("NAME", name)).collect()
}

/// The source files below these folders that say one of these, and the catalogues that have a sentence of this key.
fn places(name: &str, folders: &[&str], said: &[String], sentence: &str) -> BTreeSet<String> {
    let sources = folders.iter().flat_map(|folder| files(folder, &["rs"]));
    let named = sources.filter(|path| {
        let text = read(path);
        let program = text.split("\n#[cfg(test)]").next().unwrap_or_default();
        said.iter().any(|way| program.contains(way.as_str()))
    });
    let named = named.map(|path| path.to_string_lossy().replace('\\', "/"));
    let spoken = Language::ALL.into_iter();
    let homes = [
        "crates/core/src/language",
        "crates/core/src/language/program",
    ];
    let spoken = spoken.flat_map(|language| {
        let files = homes.map(|home| format!("{home}/{}.yaml", language.name()));
        files.into_iter().filter(|file| has(file, sentence))
    });
    let beside = |path: &String| BESIDE.contains(&(name, path.as_str()));
    named.chain(spoken).filter(|path| !beside(path)).collect()
}

/// Both must be the same.
fn told(name: &str, found: &BTreeSet<String>, walk: &BTreeSet<String>) {
    assert_eq!(
        found, walk,
        "`{name}` stands in the first and should stand in the second, as its walk in CONTRIBUTING.md says. Where it means something \
         else, BESIDE names it with that file."
    );
}

/// Whether a catalogue has a sentence of this key.
fn has(file: &str, key: &str) -> bool {
    let whole: serde_yaml::Value = serde_yaml::from_str(&read(file)).expect("a catalogue");
    let mut names = key.split('.');
    names
        .try_fold(&whole, |inner, name| inner.get(name))
        .is_some()
}

fn read(path: impl AsRef<Path>) -> String {
    let path = path.as_ref();
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn a_format_stands_where_its_walk_says() {
    for format in FORMATS {
        let name = format.name;
        let said = [
            format!("new(\"{name}\""),
            format!("format(\"{name}\")"),
            format!("== \"{name}\""),
            format!("mod {name};"),
            format!("{name}::FORMAT"),
            format!("(\"{name}\", \"escape"),
            format!("(\"{name}\", \"format"),
        ];
        let folders = ["crates/render", "src", "tests/promises"];
        let found = places(name, &folders, &said, &format!("format.{name}"));
        told(name, &found, &walk("A format", name));
    }
}

#[test]
fn a_verb_stands_where_its_walk_says() {
    let mut found = 0;
    let groups = [
        ("src/cli", "Verb::new(\"", "help"),
        ("src/cli/rules", "of_books(\"", "help.rules"),
        ("src/cli/waivers", "Verb::new(\"", "help.waivers"),
        ("src/cli/answers", "Verb::new(\"", "help.answers"),
    ];
    // Verbs of two groups may have one name.
    let lists = groups.map(|(folder, ..)| format!("{folder}.rs"));
    for ((folder, ways, prefix), list) in groups.into_iter().zip(&lists) {
        let text = read(list);
        let names = text.split(ways).skip(1);
        for name in names.filter_map(|after| after.split('"').next()) {
            let own = format!("{folder}/{name}.rs");
            assert!(Path::new(&own).is_file(), "{own}");
            let said = [format!("\"{name}\"")];
            let mut places = places(name, &["src"], &said, &format!("{prefix}.{name}.about"));
            places.retain(|path| path == list || !lists.contains(path));
            places.insert(own);
            let named = walk("A verb", name).into_iter();
            let named = named.map(|path| match path.strip_prefix("src/cli") {
                Some(rest) => format!("{folder}{rest}"),
                None => path,
            });
            told(name, &places, &named.collect());
            found += 1;
        }
    }
    assert!(found > 10, "{found} verbs");
}

/// The rows `file::Type` of the table in a file of the program, which a macro makes an enum of.
fn rows(path: &str) -> Vec<(String, String)> {
    let text = read(path);
    let (_, after) = text.split_once("! {\n").expect("a table");
    let (inside, _) = after.split_once("\n}\n").expect("its end");
    let rows = inside.lines().map(str::trim);
    let rows = rows.filter(|line| !line.starts_with("///"));
    let rows = rows.filter_map(|line| {
        let row = line.rsplit(' ').next()?.strip_suffix(',')?;
        let (file, name) = row.split_once("::")?;
        Some((file.to_owned(), name.to_owned()))
    });
    rows.collect()
}

#[test]
fn an_operator_stands_where_its_walk_says() {
    let rows = rows("crates/core/src/condition/operators.rs");
    assert!(rows.len() > 3, "{rows:?}");
    for (file, name) in rows {
        let own = format!("crates/core/src/condition/operators/{file}.rs");
        let said = [format!("{file}::{name},"), format!("Operator::{name}")];
        let mut found = places(&file, &["crates", "src"], &said, "");
        assert!(
            read(&own).contains(&format!("impl Ask for {name} ")),
            "{own}"
        );
        found.insert(own);
        let mut named = walk("An operator", &file);
        named.retain(|path| path.ends_with(".rs"));
        told(&file, &found, &named);
    }
}

#[test]
fn a_kind_stands_where_its_walk_says() {
    let rows = rows("crates/core/src/form/kinds.rs");
    assert!(rows.len() > 8, "{rows:?}");
    let page = read("rules/README.md");
    for (name, kind) in rows {
        let own = format!("crates/core/src/form/kinds/{name}.rs");
        assert!(read(&own).contains(&format!("name: \"{name}\"")), "{own}");
        assert!(page.contains(&format!("\n| `{name}` |")), "{name}");
        let mut found = places(
            &name,
            &["crates", "src"],
            &[kind],
            &format!("explain.kind.{name}"),
        );
        assert!(found.remove(&own), "{own}");
        let homes =
            Language::ALL.map(|one| format!("crates/core/src/language/{}.yaml", one.name()));
        found.extend(
            homes
                .into_iter()
                .filter(|home| has(home, &format!("form.wrong-type.{name}"))),
        );
        found.extend([own, "rules/README.md".to_owned()]);
        told(&name, &found, &walk("A kind of field", &name));
    }
}

/// Nothing of the program knows a rule of a call: neither of its crates names one.
#[test]
fn a_rule_stands_in_its_book_alone() {
    let sources = ["crates", "src"]
        .iter()
        .flat_map(|folder| files(folder, &["rs"]));
    let sources: Vec<_> = sources.map(|path| (read(&path), path)).collect();
    let ids = read("rules/ids.txt");
    for book in EMBEDDED.iter() {
        for head in book.heads() {
            let id = &*head.id;
            let line = format!("{} {id}", book.call);
            assert!(ids.lines().any(|one| one == line), "{line}");
            for (text, path) in &sources {
                let program = text.split("\n#[cfg(test)]").next().unwrap_or_default();
                let of_code = program
                    .lines()
                    .filter(|line| !line.trim_start().starts_with("//"));
                let named = of_code.filter(|line| line.contains(id)).count();
                assert_eq!(named, 0, "{} names {id}", path.display());
            }
        }
    }
}
