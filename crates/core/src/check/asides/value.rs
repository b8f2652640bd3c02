//! What a text is as the value of a field.

use crate::form::{Field, Kind};
use crate::rulebook::RuleBook;

/// The value of a field that a text is, as it would be written; any text is one of a field that asks for text, and so none is.
pub(super) fn value_of(book: &RuleBook, field: &Field, text: &str) -> Option<String> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || "\"'„“”".contains(c));
    let text = text.trim_end_matches([',', ';']);
    if text.is_empty() {
        return None;
    }
    match &field.kind {
        Kind::Text | Kind::Record(_) | Kind::List(_) => None,
        Kind::Code(list) => {
            let (list, day) = (book.list(*list)?, book.verified_on);
            let known = list.find(text).map(|_| text);
            let known = known.or_else(|| list.sure(text, day));
            let one_word = !text.contains(char::is_whitespace);
            let meant = || list.lead(text, day).map(|lead| lead.meaning());
            let code = known.or_else(|| one_word.then(meant).flatten())?;
            Some(code.to_owned())
        }
        kind if kind.fits(text) => Some(text.to_owned()),
        kind => kind.nearest(text),
    }
}
