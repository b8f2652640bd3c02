//! A limit whose quote says on which side it is itself, and a rule that counts it to the other: `less_than: 500` for `nepārsniedz 500`.

use super::Lint;
use super::quoted::{amount, is_of, quotes, unit};
use crate::numbers::{LimitSide, numbers};
use atbilst_core::condition::quantity::{Comparison, Operand, Relation};
use atbilst_core::law::Citation;
use atbilst_core::rulebook::{Head, Requirement};
use atbilst_core::scalar::Quantity;
use atbilst_yaml::source::Span;

impl Lint<'_> {
    pub(super) fn sides_quoted(&mut self) {
        let book = self.book;
        let mut all: Vec<(&Comparison, Span)> = Vec::new();
        for condition in book.conditions() {
            condition.all_tests(&mut |test| {
                all.extend(test.operator.comparison().map(|one| (one, test.span)));
            });
        }
        let overall = book.requirements().filter_map(Requirement::compared);
        all.extend(overall.map(|(_, compares, span)| (compares, span)));
        for head in book.heads() {
            for &(compares, span) in all.iter().filter(|(_, span)| is_of(*span, head, book)) {
                self.side_quoted(compares, span, head);
            }
        }
    }

    fn side_quoted(&mut self, compares: &Comparison, span: Span, head: &Head) {
        let own = match compares.relation() {
            Relation::AtMost | Relation::MoreThan => LimitSide::Lower,
            Relation::AtLeast | Relation::LessThan => LimitSide::Upper,
            Relation::Equals => return,
        };
        let said: Vec<(LimitSide, String)> = match limits(&compares.to) {
            Some(limit) => said_of(limit, &head.law),
            None => {
                let value = compares.to.value();
                let value = value.and_then(|id| self.book.values.get(id.index()));
                let known = value.into_iter().flat_map(|value| &value.history);
                let known = known.filter_map(|dated| Some((dated.is?, &dated.law)));
                known
                    .flat_map(|(is, law)| [said_of(is, law), said_of(is, &head.law)].concat())
                    .collect()
            }
        };
        if said.iter().any(|(side, _)| *side == own) {
            return;
        }
        let Some((_, said)) = said.first() else {
            return;
        };
        // Which of the two on the other side is meant only a reader of the quote knows.
        let (sentence, similar) = match (compares.relation(), own) {
            (Relation::LessThan, _) => ("rules.limit_on_other_side", "at_most"),
            (Relation::MoreThan, _) => ("rules.limit_on_other_side", "at_least"),
            (_, LimitSide::Lower) => ("rules.limit_with_more", ""),
            (_, LimitSide::Upper) => ("rules.limit_with_less", ""),
        };
        let about = [
            ("found", compares.word.word),
            ("limit", &*compares.written),
            ("quote", said),
            ("similar", similar),
        ];
        self.say(sentence, span, &about);
    }
}

/// The one number of a limit that is written here.
fn limits(to: &Operand) -> Option<Quantity> {
    if !matches!(to, Operand::Constant(_) | Operand::Percent(_)) {
        return None;
    }
    let mut all = Vec::new();
    to.each_constant(&mut |is, _| all.push(is));
    match all.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}

/// On which side quotes say that a number is itself, with their words.
fn said_of(is: Quantity, law: &[Citation]) -> Vec<(LimitSide, String)> {
    let Some(limit) = amount(is) else {
        return Vec::new();
    };
    let all = quotes(law).into_iter().flat_map(numbers);
    let same = all.filter(|one| {
        let is_unit = one.unit.is_none() || unit(is).is_none() || one.unit == unit(is);
        is_unit && one.is.contains(&limit)
    });
    same.filter_map(|one| one.side).collect()
}
