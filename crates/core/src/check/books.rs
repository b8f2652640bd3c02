//! The rule books of a checker.

use std::ops::Deref;
use std::sync::Arc;

use crate::rulebook::RuleBook;

/// Rule books, borrowed or shared: a door that speaks several languages has a checker for each, of the same books.
#[derive(Clone, Debug)]
pub enum RuleBooks<'a> {
    /// Of somebody else.
    Borrowed(&'a [RuleBook]),
    /// Kept for as long as somebody needs them.
    Shared(Arc<[RuleBook]>),
}

impl Deref for RuleBooks<'_> {
    type Target = [RuleBook];

    fn deref(&self) -> &[RuleBook] {
        match self {
            Self::Borrowed(books) => books,
            Self::Shared(books) => books,
        }
    }
}

impl<'a> From<&'a [RuleBook]> for RuleBooks<'a> {
    fn from(books: &'a [RuleBook]) -> Self {
        Self::Borrowed(books)
    }
}

impl<'a, const N: usize> From<&'a [RuleBook; N]> for RuleBooks<'a> {
    fn from(books: &'a [RuleBook; N]) -> Self {
        Self::Borrowed(books)
    }
}

impl<'a> From<&'a Vec<RuleBook>> for RuleBooks<'a> {
    fn from(books: &'a Vec<RuleBook>) -> Self {
        Self::Borrowed(books)
    }
}

impl From<Arc<[RuleBook]>> for RuleBooks<'_> {
    fn from(books: Arc<[RuleBook]>) -> Self {
        Self::Shared(books)
    }
}

impl From<Vec<RuleBook>> for RuleBooks<'_> {
    fn from(books: Vec<RuleBook>) -> Self {
        Self::Shared(books.into())
    }
}
