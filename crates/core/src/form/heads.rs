//! How the names of fields begin. What begins otherwise is none of them, and need not be looked up among all that they are called.

use std::collections::HashSet;

use super::Form;
use crate::language::without_accent;

/// So many letters of a word, or all that it has.
type Head = [char; 3];

/// How each word begins that a field is called by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct NameHeads(HashSet<Head>);

impl NameHeads {
    pub(super) fn of(form: &Form) -> Self {
        let texts = form.fields.iter().flat_map(|field| field.spellings());
        Self(texts.flat_map(|(text, _)| heads(text)).collect())
    }

    /// Whether any word of a text begins as one of them.
    pub(super) fn has(&self, text: &str) -> bool {
        heads(text).any(|head| self.0.contains(&head))
    }
}

fn heads(text: &str) -> impl Iterator<Item = Head> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(|word| {
        let mut small = word
            .chars()
            .flat_map(char::to_lowercase)
            .map(without_accent);
        std::array::from_fn(|_| small.next().unwrap_or_default())
    })
}
