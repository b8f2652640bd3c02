//! A condition, changed in one place: every comparison turned, every constant moved by one step, every line left out.

use chrono::Days;
use rust_decimal::Decimal;

use super::walk::place;
use atbilst_core::condition::{Condition, Operand, Operator, Relation, Test};
use atbilst_core::form::Kind;
use atbilst_core::rulebook::RuleBook;
use atbilst_core::scalar::Quantity;
use atbilst_yaml::source::Span;

/// What was changed, in the words of the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// One thing became another.
    Becomes(String, String),
    /// Something was left out.
    Dropped(String),
    /// A test was turned into its opposite.
    Opposite(String),
}

/// A condition with one change.
#[derive(Clone, Debug)]
pub(super) struct Variant {
    pub(super) condition: Condition,
    pub(super) span: Span,
    pub(super) change: Change,
}

/// Every change of a condition that the examples should notice.
pub(super) fn variants(book: &RuleBook, condition: &Condition) -> Vec<Variant> {
    match condition {
        Condition::All(inner) => several(book, inner, true),
        Condition::Any(inner) => several(book, inner, false),
        Condition::Not(inner) => {
            let dropped = Variant {
                condition: (**inner).clone(),
                span: place(inner),
                change: Change::Dropped("not".to_owned()),
            };
            let wrap = |variant: Variant| Variant {
                condition: Condition::Not(Box::new(variant.condition)),
                ..variant
            };
            let inside = variants(book, inner).into_iter().map(wrap);
            std::iter::once(dropped).chain(inside).collect()
        }
        Condition::Items { list, every, is } => {
            let items = |every, is| Condition::Items {
                list: *list,
                every,
                is: Box::new(is),
            };
            let word = |every| if every { "every" } else { "some" }.to_owned();
            let turned = Variant {
                condition: items(!every, (**is).clone()),
                span: place(is),
                change: Change::Becomes(word(*every), word(!every)),
            };
            let wrap = |variant: Variant| Variant {
                condition: items(*every, variant.condition),
                ..variant
            };
            let inside = variants(book, is).into_iter().map(wrap);
            std::iter::once(turned).chain(inside).collect()
        }
        Condition::Test(test) => of_test(book, test),
    }
}

fn several(book: &RuleBook, inner: &[Condition], all: bool) -> Vec<Variant> {
    let join = |inner| match all {
        true => Condition::All(inner),
        false => Condition::Any(inner),
    };
    let mut found = Vec::new();
    for (index, one) in inner.iter().enumerate() {
        let with = |other: Option<Condition>| {
            let mut inner = inner.to_vec();
            match (other, inner.get_mut(index)) {
                (Some(other), Some(place)) => *place = other,
                _ => drop(inner.remove(index)),
            }
            join(inner)
        };
        if inner.len() > 1 {
            found.push(Variant {
                condition: with(None),
                span: place(one),
                change: Change::Dropped(written(book, place(one))),
            });
        }
        found.extend(variants(book, one).into_iter().map(|variant| Variant {
            condition: with(Some(variant.condition)),
            ..variant
        }));
    }
    if inner.len() > 1 {
        let word = |all| if all { "all" } else { "any" }.to_owned();
        let turned = match all {
            true => Condition::Any(inner.to_vec()),
            false => Condition::All(inner.to_vec()),
        };
        found.push(Variant {
            span: place(&turned),
            condition: turned,
            change: Change::Becomes(word(all), word(!all)),
        });
    }
    found
}

fn of_test(book: &RuleBook, test: &Test) -> Vec<Variant> {
    let here = written(book, test.span);
    let with = |operator| {
        Condition::Test(Test {
            operator,
            ..test.clone()
        })
    };
    let variant = |condition, change| Variant {
        condition,
        span: test.span,
        change,
    };
    let mut found = vec![variant(
        Condition::Not(Box::new(Condition::Test(test.clone()))),
        Change::Opposite(here.clone()),
    )];
    let codes = match book.form.field(test.subject.field).kind {
        Kind::Code(list) => book.lists.get(list.index()),
        _ => None,
    };
    let code = |code: u16| {
        let code = codes.and_then(|list| list.codes.get(usize::from(code)));
        code.map(|code| code.code.clone()).unwrap_or_default()
    };
    match &test.operator {
        Operator::IsCode(own) => {
            let other = if *own == 0 { 1 } else { 0 };
            if codes.is_some_and(|list| list.codes.len() > 1) {
                found.push(variant(
                    with(Operator::IsCode(other)),
                    Change::Becomes(code(*own), code(other)),
                ));
            }
        }
        Operator::OneOfCodes(wanted) => {
            found.extend(without_each(wanted).map(|(out, rest)| {
                variant(with(Operator::OneOfCodes(rest)), Change::Dropped(code(out)))
            }));
        }
        Operator::OneOfTexts(wanted) => {
            found.extend(without_each(wanted).map(|(out, rest)| {
                variant(with(Operator::OneOfTexts(rest)), Change::Dropped(out))
            }));
        }
        Operator::Compare(relation, operand) => {
            found.extend(turned(&here, *relation).map(|(other, word)| {
                variant(
                    with(Operator::Compare(other, operand.clone())),
                    Change::Becomes(here.clone(), word),
                )
            }));
            if let Operand::Constant(constant) = operand {
                found.extend(steps(*constant).map(|moved| {
                    variant(
                        with(Operator::Compare(*relation, Operand::Constant(moved))),
                        Change::Becomes(constant.written(), moved.written()),
                    )
                }));
            }
        }
        Operator::Present
        | Operator::Absent
        | Operator::IsText(_)
        | Operator::IsFlag(_)
        | Operator::InList => {}
    }
    found
}

/// The other relations, each with the word that a book has for it where this word stands.
pub(super) fn turned(
    word: &str,
    relation: Relation,
) -> impl Iterator<Item = (Relation, String)> + use<> {
    const RELATIONS: [(Relation, &str, &str); 5] = [
        (Relation::AtMost, "at_most", "not_after"),
        (Relation::AtLeast, "at_least", "not_before"),
        (Relation::MoreThan, "more_than", "after"),
        (Relation::LessThan, "less_than", "before"),
        (Relation::Equals, "equals", "equals"),
    ];
    let of_dates = RELATIONS.iter().any(|(_, _, date)| *date == word) && word != "equals";
    let others = RELATIONS
        .into_iter()
        .filter(move |(other, ..)| *other != relation);
    others.map(move |(other, number, date)| {
        let word = if of_dates { date } else { number };
        (other, word.to_owned())
    })
}

/// A quantity one step less and one step more: a cent, one of a number, a day.
pub(super) fn steps(quantity: Quantity) -> impl Iterator<Item = Quantity> {
    let cent = Decimal::new(1, 2);
    let both = match quantity {
        Quantity::Money(amount) => [
            amount.checked_sub(cent).map(Quantity::Money),
            amount.checked_add(cent).map(Quantity::Money),
        ],
        Quantity::Count(count) => [
            count.checked_sub(1).map(Quantity::Count),
            count.checked_add(1).map(Quantity::Count),
        ],
        Quantity::Date(day) => [
            day.checked_sub_days(Days::new(1)).map(Quantity::Date),
            day.checked_add_days(Days::new(1)).map(Quantity::Date),
        ],
    };
    both.into_iter().flatten()
}

fn without_each<T: Clone>(all: &[T]) -> impl Iterator<Item = (T, Vec<T>)> {
    all.iter().enumerate().map(|(index, out)| {
        let mut rest = all.to_vec();
        rest.remove(index);
        (out.clone(), rest)
    })
}

/// What stands at a place of the book.
pub(super) fn written(book: &RuleBook, span: Span) -> String {
    span.of(&book.text).to_owned()
}
