//! A bench for those who write rule books: are the examples enough, do the quotes stand in the law, what does a change change.
//! Knows nothing of the command line; what it finds are mistakes with a place in the book, in a source or in the list of ids.

pub mod coverage;
pub mod diff;
pub mod ids;
pub mod law_coverage;
pub mod lint;
pub mod mutate;
pub mod skeleton;
mod stage;
mod variants;
mod walk;
mod words;

use atbilst_core::rulebook::Mistake;
use atbilst_core::rulebook::embedded::{Embedded, IDS};

/// The files that stand beside a rule book.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// The words of its sources, each under the path that the book gives.
    pub sources: Vec<(String, String)>,
    /// The list of all ids ever used: what it is called, and its text.
    pub ids: Option<(String, String)>,
}

impl Beside {
    /// What stands beside an embedded book.
    #[must_use]
    pub fn embedded(book: &Embedded) -> Self {
        let owned = |&(path, text): &(&str, &str)| (path.to_owned(), text.to_owned());
        Self {
            sources: book.sources.iter().map(owned).collect(),
            ids: Some((IDS.0.to_owned(), IDS.1.to_owned())),
        }
    }

    /// The words of a source, by the path that the book gives.
    #[must_use]
    pub fn source(&self, path: &str) -> Option<&str> {
        let found = self.sources.iter().find(|(known, _)| known == path);
        found.map(|(_, text)| text.as_str())
    }
}

/// The file in which a remark has its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sheet {
    /// The rule book.
    Book,
    /// The words of one of its sources, by its place in the book.
    Source(usize),
    /// The list of ids.
    Ids,
}

/// Something to mend, and the file it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The file.
    pub sheet: Sheet,
    /// What, and where in it.
    pub mistake: Mistake,
}
