//! The books inside the program are those of the folder `rules`, and nothing can be said against any of them.

use std::collections::BTreeSet;
use std::path::Path;

use atbilst::rulebook::RuleBook;
use atbilst::rulebook::embedded::BOOKS;
use atbilst::trial;

/// The paths of the files in a folder with one of these endings.
fn files(folder: &str, ending: &str) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .map(|path| path.to_str().expect("UTF-8").to_owned())
        .collect()
}

#[test]
fn every_book_of_the_folder_is_embedded_as_it_stands() {
    let listed: BTreeSet<String> = BOOKS.iter().map(|book| book.path.to_owned()).collect();
    assert_eq!(
        listed,
        files("rules", "yaml"),
        "add the missing book to BOOKS in src/rulebook/embedded.rs"
    );
    for book in BOOKS {
        let text = std::fs::read_to_string(book.path).expect("a book");
        assert_eq!(text, book.text, "{}", book.path);
        for (path, words) in book.sources {
            let beside = Path::new(book.path).with_file_name(path);
            let text = std::fs::read_to_string(beside).expect("a source");
            assert_eq!(text, *words, "{path}");
        }
    }
}

#[test]
fn every_source_of_the_folder_is_embedded() {
    let named = BOOKS.iter().flat_map(|book| book.sources);
    let named: BTreeSet<String> = named.map(|(path, _)| format!("rules/{path}")).collect();
    assert_eq!(named, files("rules/sources", "txt"));
}

#[test]
fn every_embedded_book_reads_and_its_examples_hold() {
    for embedded in BOOKS {
        let book = RuleBook::read(embedded.path, embedded.text).expect("a sound book");
        assert_eq!(trial::mistakes(&book), [], "{}", embedded.path);
        assert!(!book.rules.is_empty() && !book.portfolio.is_empty());
    }
}

/// The invented books ask what the embedded ones do not: numbers, lists inside lists, codes and rules with a last day.
#[test]
fn every_sound_book_of_the_tests_reads_and_its_examples_hold() {
    for name in ["minimal", "second-call", "corners"] {
        let path = format!("tests/books/{name}.yaml");
        let text = std::fs::read_to_string(&path).expect("a book");
        let book = RuleBook::read(&path, &text).expect("a sound book");
        assert_eq!(trial::mistakes(&book), [], "{path}");
    }
}
