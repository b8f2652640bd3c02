//! The fields of an application, with their titles.

use lsp_types::DocumentSymbol;

use super::{Draft, FormPlace};
use crate::symbols::symbols as parts;
use crate::text::Text;

/// Every field and item that is written.
pub(crate) fn symbols(draft: &Draft<'_>, places: &Text) -> Vec<DocumentSymbol> {
    let language = draft.project.catalogue.language();
    let (outline, text) = (&draft.outline, draft.text);
    parts(places, outline, &|index, entry| {
        let title = || match draft.place(Some(index))? {
            FormPlace::Field(id) => Some(draft.book?.form.field(id).title.get(language).clone()),
            FormPlace::Root | FormPlace::Item(_) => None,
        };
        Some(match entry.item {
            None => (entry.key(text).to_owned(), title()),
            // An item is known by what it says first.
            Some(place) => {
                let first = outline.inside(Some(index)).next();
                let says = first.map_or(entry.text(text), |(_, first)| first.text(text));
                let number = place.saturating_add(1).to_string();
                (number, (!says.is_empty()).then(|| says.to_owned()))
            }
        })
    })
}
