//! The sentences of both languages: the same keys, the same placeholders, none empty, none missing, none that nobody says.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use atbilst_core::language::{Catalogue, Language, Template};

/// What the program puts together at run time: `yaml.` from the kind of a problem, `form.` from rules and
/// kinds, `help.` from arguments, the others from outcomes, verdicts and levels.
const PUT_TOGETHER: [&str; 12] = [
    "yaml.",
    "form.",
    "help.",
    "outcome.",
    "verdict.",
    "level.",
    "summary.outcome.",
    "summary.verdict.",
    "explain.kind.",
    "explain.own.",
    "column.",
    "trace.answer.",
];

fn keys(catalogue: &Catalogue) -> BTreeSet<&str> {
    catalogue.keys().collect()
}

#[test]
fn both_languages_say_the_same() {
    let [lv, en] = Language::ALL.map(Catalogue::load);
    let (lv_keys, en_keys) = (keys(&lv), keys(&en));
    let of_one: Vec<_> = lv_keys.symmetric_difference(&en_keys).collect();
    assert!(of_one.is_empty(), "in one language only: {of_one:?}");
    assert!(keys(&lv).len() > 100, "the catalogue was read");
    for key in lv.keys() {
        let [lv, en] = [&lv, &en].map(|catalogue| {
            let sentence = catalogue.sentence(key).unwrap_or_default();
            assert!(!sentence.trim().is_empty(), "{key} is empty");
            let template = Template::parse(sentence);
            let template = template.unwrap_or_else(|problem| panic!("{key}: {problem:?}"));
            let names = template.placeholders().map(|(name, _)| name.to_owned());
            names.collect::<BTreeSet<_>>()
        });
        assert_eq!(lv, en, "{key} names other values in each language");
    }
}

#[test]
fn every_sentence_is_said_and_every_said_one_is_there() {
    let catalogue = Catalogue::load(Language::En);
    let sources: Vec<_> = ["crates", "src"]
        .iter()
        .flat_map(|folder| rust_files(Path::new(folder)))
        .map(|path| std::fs::read_to_string(path).expect("a source file"))
        .map(|source| program_alone(&source).to_owned())
        .collect();
    for said in sources.iter().flat_map(|source| said_keys(source)) {
        assert!(catalogue.has(said), "{said} is missing");
    }
    for key in catalogue.keys() {
        let literal = format!("\"{key}\"");
        let said = sources.iter().any(|source| source.contains(&literal));
        let put_together = PUT_TOGETHER.iter().any(|prefix| key.starts_with(prefix));
        assert!(said || put_together, "nobody says {key}");
    }
}

/// A source file without its tests, which stand last.
fn program_alone(source: &str) -> &str {
    source
        .split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or(source)
}

/// What stands in `say("…"`, also where the line is broken after the bracket, and every mistake of a rule book.
fn said_keys(source: &str) -> impl Iterator<Item = &str> {
    let mistakes = source.split("\"book.").skip(1).filter_map(|after| {
        let start = (after.as_ptr() as usize - source.as_ptr() as usize) - "book.".len();
        source.get(start..)?.split('"').next()
    });
    mistakes.chain(source.split("say(").skip(1).filter_map(|after| {
        let literal = after.trim_start().strip_prefix('"')?;
        literal.split('"').next()
    }))
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path
            .extension()
            .is_some_and(|ending| ending == "rs" || ending == "html")
        {
            files.push(path);
        }
    }
    files
}
