//! `at_most: X`, `not_after: X` and their like: the field compares so with a quantity.

use super::{Ask, Asks, Examined, Found, Operator, TestLine, Wanted, Word};
use crate::condition::quantity::{Comparison, RELATIONS, RelationWord};
use crate::context::Truth;
use crate::form::Single;

/// How a field compares with a quantity.
#[derive(Clone, Debug, PartialEq)]
pub struct Compare(pub Comparison);

impl Ask for Compare {
    fn words() -> Vec<Word> {
        let words = RELATIONS.iter().map(|word| Word {
            name: word.word,
            of: std::slice::from_ref(&word.family),
            read,
        });
        words.collect()
    }

    fn holds(&self, value: Single, found: &Found<'_, '_>) -> Truth {
        match value {
            Single::Quantity(quantity) => self.0.answer(quantity, found.context, found.scope),
            Single::Text | Single::Code(_) | Single::Flag(_) => Truth::Open,
        }
    }

    fn asks(&self) -> Asks<'_> {
        Asks {
            sentence: self.0.word.asks,
            denied: self.0.word.denied(),
            wanted: Wanted::Compared(&self.0),
            bounds: self.0.word.bounds,
        }
    }
}

impl Examined for Compare {}

fn read(line: &TestLine<'_, '_>) -> Option<Operator> {
    let mut words = RelationWord::of(line.kind.family());
    let word = words.find(|word| word.word == line.word)?;
    let comparison = Comparison::of(line.reader, word, line.node, line.kind, line.names)?;
    Some(Compare(comparison).into())
}
