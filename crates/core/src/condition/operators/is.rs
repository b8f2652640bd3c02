//! `is: X`: the field is this text, this code, so or not so.

use super::texts::own_text;
use super::{Ask, Asks, Examined, Found, Operator, Wanted, Word, format, one_of, presence};
use crate::context::{Around, Truth, Uses, Variant};
use crate::fold::is_same;
use crate::form::{Family, ListId, Single};
use crate::law::CodeList;

/// What a field is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Is {
    /// This text, these digits.
    Text(String),
    /// This code of its list.
    Code(u16),
    /// So, or not so.
    Flag(bool),
}

impl Ask for Is {
    fn words() -> Vec<Word> {
        vec![
            Word {
                name: "is",
                of: &[Family::Text],
                read: |line| {
                    let text = one_of::one(line)?;
                    own_text(line, line.node, text)?;
                    if presence::alone(text).is_some() {
                        let about = [("found", text)];
                        return line
                            .reader
                            .refuse(line.node, "book.presence_of_a_text", &about);
                    }
                    if format::is_word(text) {
                        let about = [("found", text)];
                        return line.reader.refuse(line.node, "book.form_of_a_text", &about);
                    }
                    Some(Self::Text(text.to_owned()).into())
                },
            },
            Word {
                name: "is",
                of: &[Family::Code],
                read: |line| Some(Self::Code(one_of::code(line, line.node)?).into()),
            },
            Word {
                name: "is",
                of: &[Family::Flag],
                read: |line| Some(Self::Flag(line.reader.flag(line.node)?).into()),
            },
        ]
    }

    fn holds(&self, value: Single, found: &Found<'_, '_>) -> Truth {
        match (self, value) {
            (Self::Text(wanted), Single::Text) => is_same(found.text(), wanted).into(),
            (Self::Code(wanted), Single::Code(Some(code))) => (code == *wanted).into(),
            (Self::Flag(wanted), Single::Flag(flag)) => (flag == *wanted).into(),
            // A code that its list does not know is the finding of the rule that names the list, and of no other.
            (Self::Text(_) | Self::Code(_) | Self::Flag(_), _) => Truth::Open,
        }
    }

    fn asks(&self) -> Asks<'_> {
        Asks {
            sentence: "trace.is",
            denied: "trace.denied.is",
            wanted: match self {
                Self::Text(text) => Wanted::Texts(std::slice::from_ref(text)),
                Self::Code(code) => Wanted::Code(*code),
                Self::Flag(flag) => Wanted::Flag(*flag),
            },
            bounds: None,
        }
    }

    fn uses(&self, list: Option<ListId>, to: &mut Uses) {
        if let (Self::Code(code), Some(list)) = (self, list) {
            to.codes.insert((list, *code));
        }
    }
}

impl Examined for Is {
    fn variants(&self, list: Option<&CodeList>, _: &Around<'_>) -> Vec<Variant<Operator>> {
        let (Self::Code(own), Some(list)) = (self, list) else {
            return Vec::new();
        };
        let other = if *own == 0 { 1 } else { 0 };
        let code = |code: u16| list.code(code).map(|code| code.code.as_str());
        let turned = code(*own).zip(code(other));
        let turned = turned.map(|(from, to)| Variant::becomes(Self::Code(other).into(), from, to));
        turned.into_iter().collect()
    }
}
