//! The sum of a field over all items: `equals: { sum: "activities[].amount" }`.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{Limit, Named, Operand, Quantify, TitleOf, Word};
use crate::context::{Context, FieldSelector, Resolved, Scope, Uses, Variant, selector};
use crate::law::DatedValue;

/// The sum of a field over all items.
#[derive(Clone, Debug, PartialEq)]
pub struct Sum(pub FieldSelector);

impl Quantify for Sum {
    fn words() -> Vec<Word> {
        vec![Word::Key("sum", |line, node| {
            let of = selector(line.reader, node, line.names)?;
            let kind = of.leaf.map(|leaf| &line.names.form.field(leaf).kind);
            if kind == Some(line.kind) && line.kind.is_added_up() && !of.lists.is_empty() {
                return Some(Self(of).into());
            }
            let found = line.reader.document.scalar(node);
            let about = [("found", found), ("kind", line.kind.name())];
            line.reader.refuse(node, "book.cannot_sum", &about)
        })]
    }

    fn resolve<'a>(&self, context: &Context<'a>, _: Scope) -> Resolved<'a> {
        sum(&self.0, context)
    }

    fn by_law<'a>(&self, _: &'a [DatedValue], _: NaiveDate) -> Option<Resolved<'a>> {
        None
    }

    fn named(&self) -> Option<Named> {
        Some(Named {
            sentence: "trace.of_sum",
            title: TitleOf::Field(self.0.leaf?),
        })
    }

    fn uses(&self, _: bool, to: &mut Uses) {
        to.select(&self.0);
    }

    fn variants(&self) -> Vec<Variant<Operand>> {
        Vec::new()
    }

    fn limits(&self, _: &[DatedValue]) -> Vec<Limit> {
        vec![Limit::Known(String::new())]
    }
}

/// The sum of a field over all items; of none, nothing.
pub(crate) fn sum<'a>(of: &FieldSelector, context: &Context<'a>) -> Resolved<'a> {
    let Some(leaf) = of.leaf else {
        return Resolved::Open;
    };
    let mut sum = None;
    let complete = context.each(&of.lists, Scope::ROOT, &mut |scope| {
        let next = context.quantity_in(scope.innermost(), leaf);
        sum = Some(sum.map_or(next, |sum| add(sum, next)));
    });
    let nothing = || context.form.field(leaf).kind.total(Decimal::ZERO);
    match (complete, sum) {
        (false, _) => Resolved::Open,
        (true, Some(sum)) => sum,
        (true, None) => nothing().map_or(Resolved::Open, Resolved::Known),
    }
}

/// Adds two amounts; an amount that is not stated adds nothing that is known.
#[inline]
fn add<'a>(left: Resolved<'a>, right: Resolved<'a>) -> Resolved<'a> {
    match (left, right) {
        (Resolved::Known(left), Resolved::Known(right)) => {
            left.plus(right).map_or(Resolved::Open, Resolved::Known)
        }
        (Resolved::Open, _) | (_, Resolved::Open) => Resolved::Open,
        (Resolved::Known(_), other) | (other, _) => other,
    }
}
