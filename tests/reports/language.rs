//! The sentences of every language: the same keys, the same placeholders, none empty, none missing, none that nobody says.
//! What one language has of its own stands in its files and one entry, nowhere else.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use atbilst_core::language::{Catalogue, Language, Template};

use crate::files::files;

/// What the program puts together at run time: `yaml.` from the kind of a problem, `form.` from rules and
/// kinds, `help.` from arguments, `applicant.` by the page, `skeleton.` from the book that `rules new` begins, the others from outcomes, verdicts and levels.
const PUT_TOGETHER: [&str; 21] = [
    "applicant.",
    "question.",
    "answers.fill.",
    "compare.findings.",
    "compare.application.",
    "sample.method.",
    "yaml.",
    "form.",
    "format.",
    "help.",
    "outcome.",
    "verdict.",
    "level.",
    "summary.outcome.",
    "summary.verdict.",
    "page.among.",
    "explain.kind.",
    "explain.own.",
    "skeleton.",
    "column.",
    "trace.answer.",
];

fn keys(catalogue: &Catalogue) -> BTreeSet<&str> {
    catalogue.keys().collect()
}

fn placeholders(catalogue: &Catalogue, key: &str) -> BTreeSet<String> {
    let sentence = catalogue.sentence(key).unwrap_or_default();
    assert!(!sentence.trim().is_empty(), "{key} is empty");
    let template = Template::parse(sentence);
    let template = template.unwrap_or_else(|problem| panic!("{key}: {problem:?}"));
    let names = template.placeholders().map(|(name, _)| name.to_owned());
    names.collect()
}

#[test]
fn every_language_says_the_same() {
    let first = Catalogue::load(Language::default());
    assert!(keys(&first).len() > 100, "the catalogue was read");
    for language in Language::ALL {
        let other = Catalogue::load(language);
        let (first_keys, other_keys) = (keys(&first), keys(&other));
        let of_one: Vec<_> = first_keys.symmetric_difference(&other_keys).collect();
        assert!(of_one.is_empty(), "not in every language: {of_one:?}");
        for key in first.keys() {
            let named = [&first, &other].map(|catalogue| placeholders(catalogue, key));
            assert_eq!(
                named[0], named[1],
                "{key} names other values in {language:?}"
            );
        }
    }
}

/// The law that pages quote is in Latvian, whatever language they are in.
const LAW: &str = "<blockquote lang=\"lv\">";

/// To add a language is to write its files and one entry: nothing else of the program names one.
/// A thing is called by its one word of the glossary, and by none of these beside it.
#[test]
fn one_thing_has_one_word() {
    let catalogue = include_str!("../../crates/core/src/language/lv.yaml");
    for beside in ["araksta vienīb", "vienību ar"] {
        assert!(!catalogue.contains(beside), "{beside}");
    }
}

#[test]
fn a_language_is_its_files_and_one_entry() {
    let home = Path::new("crates/core/src");
    let mut named = Vec::new();
    for path in program_files() {
        let source = std::fs::read_to_string(&path).expect("a source file");
        let source = program_alone(&source).replace(LAW, "");
        for language in Language::ALL {
            let name = language.name();
            let own = home.join(format!("language/{name}.rs"));
            assert!(own.is_file(), "{} is missing", own.display());
            if path == own || path == home.join("language.rs") {
                continue;
            }
            let ways = [
                format!("Language::{language:?}"),
                format!("\"{name}\""),
                format!("{name}.yaml"),
                format!(" {name}: "),
                format!("title.{name}"),
            ];
            let of_it = ways.iter().filter(|way| source.contains(way.as_str()));
            named.extend(of_it.map(|way| format!("{} has {way}", path.display())));
        }
    }
    assert_eq!(named, [""; 0]);
}

/// What a person can choose from is every language there is.
#[test]
fn every_language_is_offered() {
    let mut offers = vec![
        std::fs::read_to_string("action.yml").expect("the action"),
        std::fs::read_to_string("templates/check.yml").expect("the template"),
    ];
    for catalogue in Language::ALL.map(Catalogue::load) {
        let said = ["help.lang", "book.missing_translation"];
        offers.extend(said.map(|key| catalogue.sentence(key).unwrap_or_default().to_owned()));
    }
    for text in offers {
        let names_all = |line: &str| {
            let words: Vec<_> = line.split(|c: char| !c.is_ascii_alphabetic()).collect();
            Language::NAMES.iter().all(|name| words.contains(name))
        };
        assert!(text.lines().any(names_all), "not every language: {text}");
    }
}

#[test]
fn every_sentence_is_said_and_every_said_one_is_there() {
    let catalogue = Catalogue::load(Language::En);
    let sources: Vec<_> = program_files()
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

fn program_files() -> impl Iterator<Item = PathBuf> {
    let folders = ["crates", "src"].into_iter();
    folders.flat_map(|folder| files(folder, &["rs", "html"]))
}
