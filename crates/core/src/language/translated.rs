//! One thing in every language.

use super::Language;

/// How many languages there are.
const LANGUAGES: usize = Language::ALL.len();

/// A value in every language: a title, a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Translated<T>([T; LANGUAGES]);

impl<T> Translated<T> {
    /// Asks for the value in each language, in the order of [`Language::ALL`]; `None` unless each gives one. Every language
    /// is asked, so that each that is missing can be named.
    pub(crate) fn try_from_fn(read: impl FnMut(Language) -> Option<T>) -> Option<Self> {
        let all: Vec<T> = Language::ALL.map(read).into_iter().flatten().collect();
        all.try_into().ok().map(Self)
    }

    /// What is made in each language.
    pub fn from_fn(make: impl FnMut(Language) -> T) -> Self {
        Self(Language::ALL.map(make))
    }

    /// The value in one language.
    #[expect(
        clippy::indexing_slicing,
        reason = "there is a value for every language"
    )]
    pub const fn get(&self, language: Language) -> &T {
        &self.0[language as usize]
    }

    /// The values, in the order of [`Language::ALL`].
    pub fn iter(&self) -> impl Iterator<Item = &T> + Clone {
        self.0.iter()
    }
}
