//! So many times as much: `{ times: person_months, of: dearest_month }`.

use super::{Apart, Formula, KeyWord, Operand, Quantify, Word};
use crate::context::{Around, Context, Names, Resolved, Scope, Variant};
use crate::form::Kind;
use crate::scalar::Quantity;
use atbilst_yaml::NodeId;
use atbilst_yaml::decode::Decoder;

/// So many times as much.
#[derive(Clone, Debug, PartialEq)]
pub struct Times {
    number: Box<Operand>,
    of: Box<Operand>,
}

impl Quantify for Times {
    fn words() -> Vec<Word> {
        vec![Word::Key(KeyWord {
            key: "times",
            beside: &["of"],
            subject: true,
            read: |line, map| {
                let (number, of) = (map.need("times"), map.need("of"));
                let (number, of) = (number?, of?);
                if is_turned(line.reader, (number, of), line.names) {
                    let written = |node| {
                        line.reader
                            .document
                            .span(node)
                            .of(line.reader.document.text)
                    };
                    let about = [("number", written(of)), ("of", written(number))];
                    return line.reader.refuse(number, "book.times_turned", &about);
                }
                if *line.kind == Kind::Date {
                    return line.reader.refuse(
                        map.node,
                        "book.percent_of_no_amount",
                        &[("kind", line.kind.name())],
                    );
                }
                let (number, of) = (line.inner(number, &Kind::Count), line.inner(of, line.kind));
                Some(
                    Self {
                        number: Box::new(number?),
                        of: Box::new(of?),
                    }
                    .into(),
                )
            },
        })]
    }

    fn resolve<'a>(&self, context: &Context<'a>, scope: Scope) -> Resolved<'a> {
        times(
            self.number.resolve(context, scope),
            self.of.resolve(context, scope),
        )
    }

    fn apart<'a>(&self, apart: &Apart<'a, '_>) -> Option<Resolved<'a>> {
        Some(times(self.number.apart(apart)?, self.of.apart(apart)?))
    }

    fn told(&self) -> Option<Formula<'_>> {
        let parts = vec![("number", &*self.number), ("of", &*self.of)];
        Some(Formula {
            sentence: "work.times",
            parts,
            remark: None,
        })
    }

    fn inside(&self) -> Vec<&Operand> {
        vec![&self.of, &self.number]
    }

    fn variants(&self, around: &Around<'_>) -> Vec<Variant<Operand>> {
        let numbers = self.number.variants(around).into_iter();
        let numbers = numbers.map(|variant| {
            variant.map(|number| {
                Self {
                    number: Box::new(number),
                    of: self.of.clone(),
                }
                .into()
            })
        });
        let wholes = self.of.variants(around).into_iter();
        let wholes = wholes.map(|variant| {
            variant.map(|of| {
                Self {
                    number: self.number.clone(),
                    of: Box::new(of),
                }
                .into()
            })
        });
        numbers.chain(wholes).collect()
    }
}

fn times<'a>(number: Resolved<'a>, of: Resolved<'a>) -> Resolved<'a> {
    number.and(of, |number, of| match number {
        Quantity::Count(number) => of.times(number),
        _ => None,
    })
}

/// Whether the amount stands where the number belongs, and the number where the amount does.
pub(super) fn is_turned(
    reader: &Decoder<'_>,
    (number, of): (NodeId, NodeId),
    names: &Names<'_>,
) -> bool {
    let kind = |node| super::read::guess(reader, node, names, 0);
    let is_amount = kind(number).is_some_and(|kind| kind != Kind::Count && kind.is_added_up());
    is_amount && kind(of) == Some(Kind::Count)
}
