//! A condition, changed in one place: every line left out, every test turned, and what each operator varies of itself.

use atbilst_core::condition::Condition;
use atbilst_core::context::{Change, Variant, without_each};
use atbilst_core::operators::Test;
use atbilst_core::rulebook::RuleBook;
use atbilst_yaml::source::Span;

/// Every change of a condition that the examples should notice, each with its place in the book.
pub(super) fn variants(book: &RuleBook, condition: &Condition) -> Vec<(Span, Variant<Condition>)> {
    let mut all = Vec::new();
    match condition {
        Condition::All(inner) => {
            let turned = Condition::Any(inner.clone());
            several(
                book,
                inner,
                Condition::All,
                Variant::becomes(turned, "all", "any"),
                &mut all,
            );
        }
        Condition::Any(inner) => {
            let turned = Condition::All(inner.clone());
            several(
                book,
                inner,
                Condition::Any,
                Variant::becomes(turned, "any", "all"),
                &mut all,
            );
        }
        Condition::Not(inner) => {
            all.push((inner.span(), Variant::dropped((**inner).clone(), "not")));
            inside(
                book,
                inner,
                |inner| Condition::Not(Box::new(inner)),
                &mut all,
            );
        }
        Condition::Items { list, every, is } => {
            let items = |every, is| Condition::Items {
                list: *list,
                every,
                is: Box::new(is),
            };
            let [word, other] = if *every {
                ["every", "some"]
            } else {
                ["some", "every"]
            };
            let turned = items(!every, (**is).clone());
            all.push((is.span(), Variant::becomes(turned, word, other)));
            inside(book, is, |is| items(*every, is), &mut all);
        }
        Condition::Test(test) => of_test(book, test, &mut all),
    }
    all
}

/// The changes of a part, with what stands around it.
fn inside(
    book: &RuleBook,
    part: &Condition,
    around: impl Fn(Condition) -> Condition,
    to: &mut Vec<(Span, Variant<Condition>)>,
) {
    let all = variants(book, part).into_iter();
    to.extend(all.map(|(span, variant)| (span, variant.map(&around))));
}

/// Each of several conditions left out or changed, and all of them joined otherwise.
fn several(
    book: &RuleBook,
    parts: &[Condition],
    join: fn(Vec<Condition>) -> Condition,
    turned: Variant<Condition>,
    to: &mut Vec<(Span, Variant<Condition>)>,
) {
    let is_several = parts.len() > 1;
    for (index, (part, rest)) in without_each(parts).enumerate() {
        if is_several {
            let span = part.span();
            to.push((
                span,
                Variant::dropped(join(rest.clone()), span.of(&book.text)),
            ));
        }
        let with = |other| {
            let mut parts = rest.clone();
            parts.insert(index, other);
            join(parts)
        };
        inside(book, &part, with, to);
    }
    if is_several {
        to.push((turned.part.span(), turned));
    }
}

/// A test turned into its opposite, and each of its own changes.
fn of_test(book: &RuleBook, test: &Test, to: &mut Vec<(Span, Variant<Condition>)>) {
    let opposite = Variant {
        part: Condition::Not(Box::new(Condition::Test(test.clone()))),
        change: Change::Opposite(test.span.of(&book.text).to_owned()),
    };
    let own = test.variants(&book.form, &book.lists).into_iter();
    let own = own.map(|own| own.map(Condition::Test));
    to.extend(
        std::iter::once(opposite)
            .chain(own)
            .map(|variant| (test.span, variant)),
    );
}
