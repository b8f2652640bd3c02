//! A part in hundredths: `{ percent: 15, of: eligible }`. It is exact; it is rounded only where the book says how.

use super::{Apart, Formula, KeyWord, Operand, Quantify, Word};
use crate::context::{Around, Context, Resolved, Scope, Variant};
use crate::form::Kind;
use crate::scalar::{Quantity, Rounding};

/// A part of something.
#[derive(Clone, Debug, PartialEq)]
pub struct Percent {
    rate: Box<Operand>,
    of: Box<Operand>,
    rounded: Option<Rounding>,
}

impl Quantify for Percent {
    fn words() -> Vec<Word> {
        vec![Word::Key(KeyWord {
            key: "percent",
            beside: &["of", "rounded"],
            subject: true,
            read: |line, map| {
                let (rate, of) = (map.need("percent"), map.need("of"));
                let (rate, of) = (rate?, of?);
                if matches!(line.kind, Kind::Percent | Kind::Date) {
                    return line.reader.refuse(
                        map.node,
                        "book.percent_of_no_amount",
                        &[("kind", line.kind.name())],
                    );
                }
                let rate = line.inner(rate, &Kind::Percent);
                let of = line.inner(of, line.kind);
                let rounded = map.optional("rounded", |node| {
                    let rounding = line.reader.word(node, &Rounding::WORDS)?;
                    match line.kind {
                        Kind::Money => Some(rounding),
                        _ => line.reader.refuse(node, "book.only_money_is_rounded", &[]),
                    }
                });
                Some(
                    Self {
                        rate: Box::new(rate?),
                        of: Box::new(of?),
                        rounded: rounded?,
                    }
                    .into(),
                )
            },
        })]
    }

    fn resolve<'a>(&self, context: &Context<'a>, scope: Scope) -> Resolved<'a> {
        let rate = self.rate.resolve(context, scope);
        self.part_of(rate, self.of.resolve(context, scope))
    }

    fn apart<'a>(&self, apart: &Apart<'a, '_>) -> Option<Resolved<'a>> {
        Some(self.part_of(self.rate.apart(apart)?, self.of.apart(apart)?))
    }

    fn told(&self) -> Option<Formula<'_>> {
        Some(Formula {
            sentence: "work.percent",
            parts: vec![("rate", &self.rate), ("of", &self.of)],
            remark: self.rounded.map(|rounded| match rounded {
                Rounding::DownToCent => "work.down_to_cent",
                Rounding::ToCent => "work.to_cent",
                Rounding::UpToCent => "work.up_to_cent",
                Rounding::DownToEuro => "work.down_to_euro",
                Rounding::ToEuro => "work.to_euro",
                Rounding::UpToEuro => "work.up_to_euro",
            }),
        })
    }

    fn inside(&self) -> Vec<&Operand> {
        // What it is a part of stands first: there the finding points.
        vec![&self.of, &self.rate]
    }

    fn variants(&self, around: &Around<'_>) -> Vec<Variant<Operand>> {
        let rates = self.rate.variants(around).into_iter();
        let rates = rates.map(|variant| {
            variant.map(|rate| {
                Self {
                    rate: Box::new(rate),
                    ..self.clone()
                }
                .into()
            })
        });
        let wholes = self.of.variants(around).into_iter();
        let wholes = wholes.map(|variant| {
            variant.map(|of| {
                Self {
                    of: Box::new(of),
                    ..self.clone()
                }
                .into()
            })
        });
        let exact = self.rounded.map(|rounded| {
            let exact = Self {
                rounded: None,
                ..self.clone()
            };
            Variant::dropped(exact.into(), format!("rounded: {}", rounded.word()))
        });
        rates.chain(wholes).chain(exact).collect()
    }
}

impl Percent {
    pub(super) fn is_rounded(&self, so: Option<Rounding>) -> bool {
        self.rounded == so
    }

    pub(super) fn is_same_part(&self, other: &Self) -> bool {
        (&self.rate, &self.of) == (&other.rate, &other.of)
    }

    fn part_of<'a>(&self, rate: Resolved<'a>, of: Resolved<'a>) -> Resolved<'a> {
        rate.and(of, |rate, of| {
            let Quantity::Percent(rate) = rate else {
                return None;
            };
            let part = of.part(rate)?;
            Some(match (part, self.rounded) {
                (Quantity::Money(part), Some(rounded)) => Quantity::Money(rounded.round(part)),
                (part, _) => part,
            })
        })
    }
}
