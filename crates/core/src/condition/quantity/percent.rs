//! A part in hundredths: `{ percent: 15, of: eligible }`. It is exact; it is rounded only where the book says how: `rounded`.

use super::read::guess;
use super::rounded::rounded;
use rust_decimal::Decimal;

use super::{Adds, Apart, Formula, KeyWord, Operand, OperandLine, Quantify, Varied, Word};
use crate::context::{Around, Context, Resolved, Scope, Variant, changed_parts};
use crate::form::Kind;
use crate::law::DatedValue;
use crate::scalar::Quantity;
use atbilst_yaml::NodeId;

/// A part of something.
#[derive(Clone, Debug, PartialEq)]
pub struct Percent {
    rate: Box<Operand>,
    of: Box<Operand>,
}

impl Quantify for Percent {
    fn words() -> Vec<Word> {
        vec![Word::Key(KeyWord {
            key: "percent",
            beside: &["of", "rounded"],
            subject: true,
            kind: None,
            read: |line, map| {
                if let (Some(rate), None) = (map.get("percent"), map.get("of"))
                    && let Some(mistake) = share_in_one(line, rate)
                {
                    return mistake;
                }
                let (rate, of) = (map.need("percent"), map.need("of"));
                let (rate, of) = (rate?, of?);
                if matches!(line.kind, Kind::Percent | Kind::Date) {
                    return line.reader.refuse(
                        map.node,
                        "book.percent_of_no_amount",
                        &[("kind", line.kind.name())],
                    );
                }
                let scalar = |node| line.reader.document.scalar(node);
                let measured = guess(line.reader, rate, line.names, 0);
                if measured.as_ref() == Some(line.kind) && Kind::Percent.fits(scalar(of)) {
                    let about = [("rate", scalar(of)), ("of", scalar(rate))];
                    return line.reader.refuse(rate, "book.percent_turned", &about);
                }
                let rate = line.inner(rate, &Kind::Percent);
                let of = line.inner(of, line.kind);
                let both = rate.zip(of);
                let part = both.map(|(rate, of)| {
                    let (rate, of) = (Box::new(rate), Box::new(of));
                    Self { rate, of }.into()
                });
                rounded(line, map, part)
            },
        })]
    }

    fn resolve<'a>(&self, context: &Context<'a>, scope: Scope) -> Resolved<'a> {
        let rate = self.rate.resolve(context, scope);
        part_of(rate, self.of.resolve(context, scope))
    }

    fn apart<'a>(&self, apart: &Apart<'a, '_>) -> Option<Resolved<'a>> {
        Some(part_of(self.rate.apart(apart)?, self.of.apart(apart)?))
    }

    fn told(&self) -> Option<Formula<'_>> {
        Some(Formula::of(
            "work.percent",
            vec![("rate", &self.rate), ("of", &self.of)],
        ))
    }

    fn inside(&self) -> Vec<&Operand> {
        // What it is a part of stands first: there the finding points.
        vec![&self.of, &self.rate]
    }
}

/// `percent: intensity of eligible`: both in one text.
fn share_in_one<T>(line: &OperandLine<'_, '_>, node: NodeId) -> Option<Option<T>> {
    let found = line.reader.document.scalar(node);
    let (rate, of) = [" of ", " no "]
        .into_iter()
        .find_map(|word| found.split_once(word))?;
    let about = [("found", found), ("rate", rate.trim()), ("of", of.trim())];
    Some(line.reader.refuse(node, "book.share_in_text", &about))
}

impl Varied for Percent {
    fn variants(&self, around: &Around<'_>) -> Vec<Variant<Operand>> {
        changed_parts!(self, around: rate, of).collect()
    }
}

impl Percent {
    /// A part of something is a multiple of what its grain and that of the rate come to.
    pub(super) fn grain(&self, values: &[DatedValue]) -> Option<Decimal> {
        let rate = self.rate.grain(values)?;
        let whole = Quantity::Money(self.of.grain(values)?);
        whole.part(rate)?.number()
    }

    pub(super) fn rate(&self) -> &Operand {
        &self.rate
    }

    pub(super) fn of(&self) -> &Operand {
        &self.of
    }

    /// Its rate, and of what it is, where that is a number of things that an example must show one by one.
    pub(super) fn of_number(&self) -> Option<(&Operand, &Operand)> {
        let is_number = match &*self.of {
            Operand::Count(_) | Operand::Different(_) => true,
            Operand::AtOnce(at_once) => at_once.is_number(),
            Operand::OverallValue(all) => {
                matches!(all.0.adds, Adds::Number(_) | Adds::Different(_))
            }
            _ => false,
        };
        is_number.then_some((&*self.rate, &*self.of))
    }
}

fn part_of<'a>(rate: Resolved<'a>, of: Resolved<'a>) -> Resolved<'a> {
    rate.and(of, |rate, of| match rate {
        Quantity::Percent(rate) => of.part(rate),
        _ => None,
    })
}
