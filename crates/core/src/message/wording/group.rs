//! What those of a group have in common, in words.

use super::Wording;
use crate::form::{FieldId, Kind};
use crate::message::quantity_value;

impl Wording<'_> {
    /// What a group has in common: of one field what it says, of several with what each is called.
    #[must_use]
    pub fn of_group(&self, stated: &[(FieldId, &str)]) -> String {
        match stated {
            [(field, text)] => self.stated(*field, text),
            _ => self.titled(stated),
        }
    }

    /// What fields say, each with what it is called.
    #[must_use]
    pub fn titled(&self, stated: &[(FieldId, &str)]) -> String {
        let each = stated
            .iter()
            .map(|&(field, text)| format!("{}: {}", self.title(field), self.stated(field, text)));
        each.collect::<Vec<_>>().join("; ")
    }

    /// What an application writes in a field, as the language says it: a code by its title, a day in words, an amount.
    fn stated(&self, field: FieldId, text: &str) -> String {
        let (kind, language) = (&self.book.form.field(field).kind, self.catalogue.language());
        if let Kind::Code(list) = kind {
            let list = self.book.list(*list);
            let code = list.and_then(|list| list.code(list.find(text)?));
            return code
                .map_or(text, |code| code.title.get(language))
                .to_owned();
        }
        let flag = match (kind, text) {
            (Kind::Flag, "true") => Some("ask.yes"),
            (Kind::Flag, "false") => Some("ask.no"),
            _ => None,
        };
        match (flag, kind.quantity(text)) {
            (Some(flag), _) => self.catalogue.say(flag, &[]),
            (None, Some(quantity)) => quantity_value(quantity).write(language).into_owned(),
            (None, None) => text.to_owned(),
        }
    }
}
