//! The files that stand beside a rule book: the words of its sources, and the list of ids. Knows nothing of where they are kept.

use atbilst_core::rulebook::RuleBook;
use atbilst_core::rulebook::embedded::{Embedded, IDS};

/// The files that stand beside a rule book.
#[derive(Clone, Debug, Default)]
pub struct Companions {
    /// The words of its sources, each under the path that the book gives.
    pub sources: Vec<(String, String)>,
    /// The list of all ids ever used: what it is called, and its text.
    pub ids: Option<(String, String)>,
}

impl Companions {
    /// What stands beside an embedded book.
    pub fn embedded(book: &Embedded) -> Self {
        let owned = |&(path, text): &(&str, &str)| (path.to_owned(), text.to_owned());
        Self {
            sources: book.sources.iter().map(owned).collect(),
            ids: Some((IDS.0.to_owned(), IDS.1.to_owned())),
        }
    }

    /// The name of the list of ids beside a book.
    pub const IDS: &str = "ids.txt";

    /// What stands beside a book, as far as it can be read there; a list of ids is called by its name.
    pub fn beside(book: &RuleBook, read: impl Fn(&str) -> Option<String>) -> Self {
        let sources = book.sources.iter().filter_map(|source| {
            let name = &source.captured.as_ref()?.path;
            Some((name.clone(), read(name)?))
        });
        Self {
            sources: sources.collect(),
            ids: read(Self::IDS).map(|text| (Self::IDS.to_owned(), text)),
        }
    }

    /// The words of a source, by the path that the book gives.
    pub fn source(&self, path: &str) -> Option<&str> {
        let found = self.sources.iter().find(|(known, _)| known == path);
        found.map(|(_, text)| text.as_str())
    }
}
