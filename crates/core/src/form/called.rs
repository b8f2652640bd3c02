//! What the fields of a form are called, put together once: a text that is looked for among them is most often none.

use std::collections::{BTreeMap, HashSet};

use super::{FieldId, Form};
use crate::language::without_accent;
use crate::suggest::Spelling;

/// So many letters of a word, or all that it has.
type Head = [char; 3];

/// The names of the fields of a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FieldNames {
    /// The fields that the applicant is asked by their keys and titles, in small letters.
    by_name: BTreeMap<String, Vec<FieldId>>,
    /// How each word begins that any field is called by.
    heads: HashSet<Head>,
    /// What each field may be called, and whether that can mean nothing else, in the order of the form.
    spellings: Vec<Vec<(Spelling, bool)>>,
}

impl FieldNames {
    pub(super) fn of(form: &Form) -> Self {
        let mut all = Self::default();
        for (id, field) in form.iter() {
            all.heads
                .extend(field.spellings().flat_map(|(text, _)| heads(text)));
            let spellings = field.spellings();
            let spellings = spellings.map(|(text, sure)| (Spelling::of(text), sure));
            all.spellings.push(spellings.collect());
            if !form.is_asked(id) {
                continue;
            }
            for name in field.title.iter().chain([&field.name]) {
                let own = all.by_name.entry(name.to_lowercase()).or_default();
                if !own.contains(&id) {
                    own.push(id);
                }
            }
        }
        all
    }

    /// What a field may be called, and whether that can mean nothing else.
    pub(super) fn spellings(&self, of: FieldId) -> &[(Spelling, bool)] {
        let own = self.spellings.get(usize::from(of.0));
        own.map_or(&[], Vec::as_slice)
    }

    /// The fields that are called just so, whatever the case of its letters.
    pub(super) fn called_so(&self, text: &str) -> &[FieldId] {
        let named = self.by_name.get(&text.to_lowercase());
        named.map_or(&[], |named| named)
    }

    /// Whether one that the applicant is asked may have just this key: it, or its title, is this in small letters.
    pub(super) fn may_be_key(&self, text: &str) -> bool {
        self.by_name.contains_key(text)
    }

    /// Whether any word of a text begins as one of them.
    pub(super) fn may_be(&self, text: &str) -> bool {
        heads(text).any(|head| self.heads.contains(&head))
    }
}

fn heads(text: &str) -> impl Iterator<Item = Head> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(|word| {
        let small = word.chars().flat_map(char::to_lowercase);
        let mut small = small.map(without_accent);
        std::array::from_fn(|_| small.next().unwrap_or_default())
    })
}
