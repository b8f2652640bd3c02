//! `contains: X`, `contains: [X, Y]`: this text, or one of these, stands somewhere in the field. Capitals make no difference.

use super::begins_with::{texts, variants};
use super::{Ask, Asks, Examined, Found, Operator, Wanted, Word};
use crate::context::{Around, Truth, Uses, Variant};
use crate::fold::stored_one_way;
use crate::form::{Family, ListId, Single};
use crate::law::CodeList;

/// What a field contains: one of these texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contains(Vec<String>);

impl Ask for Contains {
    fn words() -> Vec<Word> {
        vec![Word {
            name: "contains",
            of: &[Family::Text],
            read: |line| Some(Self(texts(line)?).into()),
        }]
    }

    fn holds(&self, value: Single, found: &Found<'_, '_>) -> Truth {
        match value {
            Single::Text => {
                let plain = |text: &str| stored_one_way(text).to_lowercase();
                let text = plain(found.text());
                let mut all = self.0.iter();
                all.any(|own| text.contains(&plain(own))).into()
            }
            Single::Code(_) | Single::Flag(_) | Single::Quantity(_) => Truth::Open,
        }
    }

    fn asks(&self) -> Asks<'_> {
        Asks {
            sentence: "trace.contains",
            denied: "trace.denied.contains",
            wanted: Wanted::Texts(&self.0),
            bounds: Some("form.asked.contains"),
        }
    }

    fn uses(&self, _: Option<ListId>, to: &mut Uses) {
        to.texts.push(self.0.clone());
    }
}

impl Examined for Contains {
    fn variants(&self, _: Option<&CodeList>, _: &Around<'_>) -> Vec<Variant<Operator>> {
        variants(&self.0, |texts| Self(texts).into())
    }
}
