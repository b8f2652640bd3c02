//! `contains: X`, `contains: [X, Y]`, `contains: LIST`: this text, or one of these, stands somewhere in the field. Capitals make no difference.

use super::texts::{Texts, not_several};
use super::{Ask, Asks, Examined, Found, Operator, Word};
use crate::context::{Around, Truth, Uses, Variant};
use crate::fold::stored_one_way;
use crate::form::{Family, ListId, Single};
use crate::law::CodeList;

/// What a field contains: one of these texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contains(Texts);

impl Ask for Contains {
    fn words() -> Vec<Word> {
        vec![Word {
            name: "contains",
            of: &[Family::Text],
            read: |line| {
                not_several(line, "book.one_text_within")?;
                Some(Self(Texts::read(line)?).into())
            },
        }]
    }

    fn holds(&self, value: Single, found: &Found<'_, '_>) -> Truth {
        match value {
            Single::Text => {
                let plain = |text: &str| stored_one_way(text).to_lowercase();
                let text = plain(found.text());
                let contains = |own: &str| text.contains(&plain(own));
                self.0.any(found, contains).into()
            }
            Single::Code(_) | Single::Flag(_) | Single::Quantity(_) => Truth::Open,
        }
    }

    fn asks(&self) -> Asks<'_> {
        Asks {
            sentence: "trace.contains",
            denied: "trace.denied.contains",
            wanted: self.0.wanted(),
            bounds: Some("form.asked.contains"),
        }
    }

    fn uses(&self, _: Option<ListId>, to: &mut Uses) {
        self.0.uses(to);
    }
}

impl Examined for Contains {
    fn variants(&self, _: Option<&CodeList>, _: &Around<'_>) -> Vec<Variant<Operator>> {
        self.0.variants(|texts| Self(texts).into())
    }
}
