//! What a form and its lists of codes are referred to by.

/// The place of something among those of its rule book.
macro_rules! place_in_book {
    ($(#[$about:meta])* $Id:ident) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub struct $Id(pub(crate) u16);

        impl $Id {
            /// Its index among those of the book.
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

pub(crate) use place_in_book;

place_in_book! {
    /// The place of a field in its form.
    FieldId
}

place_in_book! {
    /// The place of a list of codes in its rule book.
    ListId
}

/// Resolves the codes of the lists that a form names.
pub trait Codes {
    /// The place of a code in a list.
    fn code(&self, list: ListId, text: &str) -> Option<u16>;

    /// Whether a text is what a code of a list is called, its capitals apart: `None` of `none`.
    fn calls(&self, _list: ListId, _text: &str) -> bool {
        false
    }

    /// Whether a text that is no code of a list may stand for one, or for one of several.
    fn may_mean(&self, _list: ListId, _text: &str) -> bool {
        false
    }
}
