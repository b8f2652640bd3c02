//! The engine, without the program around it: books, catalogues, checks of texts, and what holds of every report. Shared with the fuzzer.
#![allow(dead_code, reason = "each of the test programs asks for a part")]

use std::sync::LazyLock;

use atbilst_core::check::{Checker, Scratch};
use atbilst_core::finding::{Outcome, Verdict};
use atbilst_core::language::{Catalogue, Language};
use atbilst_core::report::Report;
use atbilst_core::rulebook::{RuleBook, embedded};

/// The books inside the program.
pub(crate) static EMBEDDED: LazyLock<Vec<RuleBook>> = LazyLock::new(embedded::books);

/// The sentences of a language.
pub(crate) fn catalogue(language: Language) -> &'static Catalogue {
    static ALL: LazyLock<Vec<(Language, Catalogue)>> = LazyLock::new(|| {
        let load = |language| (language, Catalogue::load(language));
        Language::ALL.into_iter().map(load).collect()
    });
    let own = ALL.iter().find(|(own, _)| *own == language);
    &own.expect("a language").1
}

/// A sound book of the tests, by its name.
pub(crate) fn book(name: &str) -> RuleBook {
    let path = format!("tests/books/{name}.yaml");
    let text = std::fs::read_to_string(&path).expect("a book");
    RuleBook::read(&path, &text).expect("a sound book")
}

/// Every sound book of the tests, in the order of their names.
pub(crate) fn books() -> impl Iterator<Item = RuleBook> {
    let files = std::fs::read_dir("tests/books").expect("the books of the tests");
    let paths = files.map(|file| file.expect("a file").path());
    let mut books: Vec<_> = paths
        .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"))
        .collect();
    books.sort();
    let name = |path: std::path::PathBuf| path.file_stem().unwrap_or_default().to_owned();
    books
        .into_iter()
        .map(move |path| book(&name(path).to_string_lossy()))
}

/// Checks texts, each by its path, as the files of one folder.
pub(crate) fn check<P: AsRef<str>, T: AsRef<[u8]>>(
    checker: &Checker<'_>,
    files: &[(P, T)],
) -> Report {
    let mut scratch = Scratch::default();
    let checked = files
        .iter()
        .map(|(path, text)| checker.check(&mut scratch, &path.as_ref().into(), text.as_ref()))
        .collect();
    checker.report(checked, &|path: &str| {
        let file = files.iter().find(|(known, _)| known.as_ref() == path);
        file.map(|(_, text)| text.as_ref().to_vec())
    })
}

/// The numbers of a report are those of its parts.
pub(crate) fn adds_up(report: &Report) {
    let verdicts = Verdict::ALL.map(|verdict| report.summary.of(verdict));
    assert_eq!(verdicts.iter().sum::<usize>(), report.applications.len());
    assert_eq!(report.summary.applications, report.applications.len());
    for outcome in Outcome::ALL {
        let single = report.applications.iter().map(|one| one.counts.of(outcome));
        let together = report.portfolios.iter().map(|one| one.counts.of(outcome));
        let all = single.chain(together).sum::<u32>();
        assert_eq!(all, report.summary.outcomes.of(outcome), "{outcome:?}");
    }
}
