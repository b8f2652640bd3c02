//! What a form and its lists of codes are referred to by.

use serde::{Deserialize, Serialize};

/// The place of a field in its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FieldId(pub(crate) u16);

impl FieldId {
    /// Its index among those of the book.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// The place of a list of codes in its rule book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ListId(pub(crate) u16);

impl ListId {
    /// Its index among those of the book.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// Resolves the codes of the lists that a form names.
pub trait Codes {
    /// The place of a code in a list.
    fn code(&self, list: ListId, text: &str) -> Option<u16>;
}
