//! `at_most: X`, `not_after: X` and their like: the field compares so with a quantity.

use super::{Around, Ask, Asks, Found, Operator, TestLine, Wanted, Word};
use crate::context::{Resolved, Target, Truth, Uses, Variant};
use crate::form::{ListId, Single};
use crate::law::CodeList;
use crate::quantity::{Comparison, Operand, OperandLine, RELATIONS, RelationWord};

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
            Single::Quantity(quantity) => {
                let limit = self.0.to.resolve(found.context, found.scope);
                self.0.holds(quantity, limit)
            }
            Single::Text | Single::Code(_) | Single::Flag(_) => Truth::Open,
        }
    }

    fn asks(&self) -> Asks<'_> {
        Asks {
            sentence: self.0.word.asks,
            wanted: Wanted::Compared(&self.0),
            bounds: self.0.word.bounds,
        }
    }

    fn variants(&self, _: Option<&CodeList>) -> Vec<Variant<Operator>> {
        let variants = self.0.variants().into_iter();
        let turned = variants.map(|variant| variant.map(|other| Self(other).into()));
        turned.collect()
    }

    fn targets(&self, around: &Around<'_>) -> Vec<Target> {
        self.0.targets(around.values)
    }

    fn touched(&self, found: &Found<'_, '_>, truth: Truth) -> Vec<Target> {
        let Found {
            context,
            subject,
            scope,
        } = *found;
        let limit = self.0.to.resolve(context, scope);
        let quantity = match context.quantity(subject, scope) {
            Resolved::Known(quantity) => Some(quantity),
            Resolved::Unknown(..) | Resolved::NotStated | Resolved::Open => None,
        };
        self.0
            .touched(context.values, context.as_of, quantity, limit, truth)
    }

    fn uses(&self, _: Option<ListId>, to: &mut Uses) {
        self.0.uses(to);
    }
}

fn read(line: &TestLine<'_, '_>) -> Option<Operator> {
    let mut words = RelationWord::of(line.kind.family());
    let word = words.find(|word| word.word == line.word)?;
    let to = Operand::read(&OperandLine {
        reader: line.reader,
        node: line.node,
        kind: line.kind,
        names: line.names,
    })?;
    Some(Compare(Comparison { word, to }).into())
}
