//! So many times as much: `{ times: person_months, of: dearest_month }`; of money, or of another unit, also for each unit:
//! `{ times: area, of: rate }`.

use rust_decimal::Decimal;

use super::rounded::rounded;
use super::{Apart, Formula, KeyWord, Operand, OperandLine, Quantify, Varied, Word};
use crate::context::{Around, Context, Names, Resolved, Scope, Variant, changed_parts};
use crate::form::Kind;
use crate::law::DatedValue;
use crate::scalar::Quantity;
use atbilst_yaml::NodeId;
use atbilst_yaml::decode::Decoder;

/// So many times as much.
#[derive(Clone, Debug, PartialEq)]
pub struct Times {
    number: Box<Operand>,
    of: Box<Operand>,
    /// Whether the number is so much of a unit, and need not be whole.
    by_unit: bool,
}

impl Quantify for Times {
    fn words() -> Vec<Word> {
        vec![Word::Key(KeyWord {
            key: "times",
            beside: &["of", "rounded"],
            subject: true,
            kind: None,
            read: |line, map| {
                let (number, of) = (map.need("times"), map.need("of"));
                let (number, of) = (number?, of?);
                if let Some(part) = part_of_one(line.reader.document.scalar(number)) {
                    let about = [
                        ("found", line.reader.document.scalar(number)),
                        ("rate", &*part),
                    ];
                    return line.reader.refuse(number, "book.times_of_a_part", &about);
                }
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
                let measured = super::read::guess(line.reader, number, line.names, 0);
                if measured == Some(Kind::Percent) {
                    let about = [("found", line.reader.document.scalar(number))];
                    return line.reader.refuse(map.node, "book.times_of_a_rate", &about);
                }
                // Of money, and of one unit, there may be so much for each of another.
                let unit = measured.filter(|kind| {
                    let is_other = matches!(line.kind, Kind::Money | Kind::Quantity(_));
                    matches!(kind, Kind::Quantity(_)) && is_other && !kind.measures_as(line.kind)
                });
                let by_unit = unit.is_some();
                let of_kind = of_each(line, unit.as_ref(), of);
                let number = line.inner(number, &unit.unwrap_or(Kind::Count));
                let both = number.zip(line.inner(of, &of_kind));
                let product = both.map(|(number, of)| {
                    let (number, of) = (Box::new(number), Box::new(of));
                    let product = Self {
                        number,
                        of,
                        by_unit,
                    };
                    product.into()
                });
                rounded(line, map, product)
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
        Some(Formula::of("work.times", parts))
    }

    fn inside(&self) -> Vec<&Operand> {
        vec![&self.of, &self.number]
    }
}

impl Varied for Times {
    fn variants(&self, around: &Around<'_>) -> Vec<Variant<Operand>> {
        changed_parts!(self, around: number, of).collect()
    }
}

impl Times {
    pub(super) fn number(&self) -> &Operand {
        &self.number
    }

    pub(super) fn of(&self) -> &Operand {
        &self.of
    }

    /// So many whole times something is a multiple of its grain.
    pub(super) fn grain(&self, values: &[DatedValue]) -> Option<Decimal> {
        match self.by_unit {
            true => None,
            false => self.of.grain(values),
        }
    }
}

/// The kind of what there is so many times: what is asked, or so much of it for each unit of the number.
fn of_each(line: &OperandLine<'_, '_>, number: Option<&Kind>, of: NodeId) -> Kind {
    let guessed = super::read::guess(line.reader, of, line.names, 0);
    match (number, guessed, line.kind) {
        (Some(Kind::Quantity(number)), Some(Kind::Quantity(of)), Kind::Quantity(asked))
            if of.for_each(*number).is_same(*asked) =>
        {
            Kind::Quantity(of)
        }
        _ => line.kind.clone(),
    }
}

fn times<'a>(number: Resolved<'a>, of: Resolved<'a>) -> Resolved<'a> {
    number.and(of, Quantity::product)
}

/// `1.2` in hundredths.
fn part_of_one(found: &str) -> Option<String> {
    let number: Decimal = found.replace(',', ".").parse().ok()?;
    let rate = number.checked_mul(Decimal::ONE_HUNDRED)?.normalize();
    (!number.is_integer() && !number.is_sign_negative()).then(|| rate.to_string())
}

/// Whether the amount stands where the number belongs, and the number where the amount does.
pub(super) fn is_turned(
    reader: &Decoder<'_>,
    (number, of): (NodeId, NodeId),
    names: &Names<'_>,
) -> bool {
    let kind = |node| super::read::guess(reader, node, names, 0);
    // A constant with cents is an amount.
    let amount = reader.document.scalar(number);
    let is_amount = amount.contains('.') && Kind::Money.quantity(amount).is_some();
    let number = kind(number).or(is_amount.then_some(Kind::Money));
    let (Some(number), Some(of)) = (number, kind(of)) else {
        return false;
    };
    match (number, of) {
        (Kind::Money, Kind::Quantity(_)) => true,
        (number, Kind::Count) => number != Kind::Count && number.is_added_up(),
        _ => false,
    }
}
