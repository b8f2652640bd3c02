//! The rule books that ship inside the program. A test compares this list with the folder.

use super::{Mistake, RuleBook};

/// Path in the repository, the book, and the words of its sources by their path beside the book.
#[derive(Clone, Copy, Debug)]
pub struct Embedded {
    /// Path in the repository.
    pub path: &'static str,
    /// The book.
    pub text: &'static str,
    /// The sources whose words are at hand.
    pub sources: &'static [(&'static str, &'static str)],
}

/// Every id of a rule that the embedded books ever used, and where the list stands.
pub const IDS: (&str, &str) = ("rules/ids.txt", include_str!("../../../../rules/ids.txt"));

/// Every embedded book.
pub const BOOKS: &[Embedded] = &[Embedded {
    path: "rules/2.1.2.1.i.yaml",
    text: include_str!("../../../../rules/2.1.2.1.i.yaml"),
    sources: &[
        (
            "sources/varam-2.1.2.1.i.lv.txt",
            include_str!("../../../../rules/sources/varam-2.1.2.1.i.lv.txt"),
        ),
        (
            "sources/mk391-2025.lv.txt",
            include_str!("../../../../rules/sources/mk391-2025.lv.txt"),
        ),
    ],
}];

/// Reads a rule book as [`RuleBook::read`] does. The sources of one that ships inside the program count as compared: its tests do that.
///
/// # Errors
/// Every mistake in the book, each with its place.
pub fn read(name: &str, text: &str) -> Result<RuleBook, Vec<Mistake>> {
    let mut book = RuleBook::read(name, text)?;
    if BOOKS.iter().any(|own| own.text == text) {
        let captured = book.sources.iter_mut();
        for captured in captured.filter_map(|source| source.captured.as_mut()) {
            captured.compared = true;
        }
    }
    Ok(book)
}

/// The books that ship inside the program, read.
pub fn books() -> Vec<RuleBook> {
    let read = |book: &Embedded| read(book.path, book.text);
    // Every one is sound: a test reads them all.
    BOOKS.iter().filter_map(|book| read(book).ok()).collect()
}
