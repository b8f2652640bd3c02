//! A condition, changed in one place: every line left out, every test turned, and what each operator varies of itself.

use atbilst_core::condition::Condition;
use atbilst_core::context::Change;
use atbilst_core::operators::Test;
use atbilst_core::rulebook::RuleBook;
use atbilst_yaml::source::Span;

/// A condition with one change.
#[derive(Clone, Debug)]
pub(super) struct ConditionVariant {
    pub(super) condition: Condition,
    pub(super) span: Span,
    pub(super) change: Change,
}

/// Every change of a condition that the examples should notice.
pub(super) fn variants(book: &RuleBook, condition: &Condition) -> Vec<ConditionVariant> {
    match condition {
        Condition::All(inner) => several(book, inner, true),
        Condition::Any(inner) => several(book, inner, false),
        Condition::Not(inner) => {
            let dropped = ConditionVariant {
                condition: (**inner).clone(),
                span: inner.span(),
                change: Change::Dropped("not".to_owned()),
            };
            let wrap = |variant: ConditionVariant| ConditionVariant {
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
            let turned = ConditionVariant {
                condition: items(!every, (**is).clone()),
                span: is.span(),
                change: Change::Becomes(word(*every), word(!every)),
            };
            let wrap = |variant: ConditionVariant| ConditionVariant {
                condition: items(*every, variant.condition),
                ..variant
            };
            let inside = variants(book, is).into_iter().map(wrap);
            std::iter::once(turned).chain(inside).collect()
        }
        Condition::Test(test) => of_test(book, test),
    }
}

fn several(book: &RuleBook, inner: &[Condition], all: bool) -> Vec<ConditionVariant> {
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
            found.push(ConditionVariant {
                condition: with(None),
                span: one.span(),
                change: Change::Dropped(written(book, one.span())),
            });
        }
        found.extend(
            variants(book, one)
                .into_iter()
                .map(|variant| ConditionVariant {
                    condition: with(Some(variant.condition)),
                    ..variant
                }),
        );
    }
    if inner.len() > 1 {
        let word = |all| if all { "all" } else { "any" }.to_owned();
        let turned = match all {
            true => Condition::Any(inner.to_vec()),
            false => Condition::All(inner.to_vec()),
        };
        found.push(ConditionVariant {
            span: turned.span(),
            condition: turned,
            change: Change::Becomes(word(all), word(!all)),
        });
    }
    found
}

/// A test turned into its opposite, and each of its own changes.
fn of_test(book: &RuleBook, test: &Test) -> Vec<ConditionVariant> {
    let variant = |condition, change| ConditionVariant {
        condition,
        span: test.span,
        change,
    };
    let opposite = Condition::Not(Box::new(Condition::Test(test.clone())));
    let opposite = variant(opposite, Change::Opposite(written(book, test.span)));
    let own = test.variants(&book.form, &book.lists).into_iter();
    let own = own.map(|own| variant(Condition::Test(own.part), own.change));
    std::iter::once(opposite).chain(own).collect()
}

/// What stands at a place of the book.
fn written(book: &RuleBook, span: Span) -> String {
    span.of(&book.text).to_owned()
}
