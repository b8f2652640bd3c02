//! `begins_with: X`, `begins_with: [X, Y]`, `begins_with: LIST`: the field begins with this text, or with one of these.

use super::texts::{Texts, not_several};
use super::{Ask, Asks, Examined, Found, Operator, Word};
use crate::context::{Around, Truth, Uses, Variant};
use crate::fold::stored_one_way;
use crate::form::{Family, ListId, Single};
use crate::law::CodeList;

/// What a field begins with: one of these texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BeginsWith(Texts);

impl Ask for BeginsWith {
    fn words() -> Vec<Word> {
        vec![Word {
            name: "begins_with",
            of: &[Family::Text],
            read: |line| {
                not_several(line, "book.one_text")?;
                Some(Self(Texts::read(line)?).into())
            },
        }]
    }

    fn holds(&self, value: Single, found: &Found<'_, '_>) -> Truth {
        match value {
            Single::Text => {
                let text = stored_one_way(found.text());
                let begins = |own: &str| text.starts_with(&*stored_one_way(own));
                self.0.any(found, begins).into()
            }
            Single::Code(_) | Single::Flag(_) | Single::Quantity(_) => Truth::Open,
        }
    }

    fn asks(&self) -> Asks<'_> {
        Asks {
            sentence: "trace.begins_with",
            denied: "trace.denied.begins_with",
            wanted: self.0.wanted(),
            bounds: Some("form.asked.begins_with"),
        }
    }

    fn uses(&self, _: Option<ListId>, to: &mut Uses) {
        self.0.uses(to);
    }
}

impl Examined for BeginsWith {
    fn variants(&self, _: Option<&CodeList>, _: &Around<'_>) -> Vec<Variant<Operator>> {
        self.0.variants(|texts| Self(texts).into())
    }
}
