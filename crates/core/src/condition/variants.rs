//! A condition, changed in one place: every line left out, every test turned, and what each operator varies of itself.

use super::Condition;
use super::operators::Test;
use crate::context::{Around, Change, Variant, without_each};
use atbilst_yaml::source::Span;

impl Condition {
    /// Every change of it that the examples should notice, each with its place in the book.
    #[must_use]
    pub fn variants(&self, around: &Around<'_>) -> Vec<(Span, Variant<Self>)> {
        variants(around, self)
    }
}

fn variants(around: &Around<'_>, condition: &Condition) -> Vec<(Span, Variant<Condition>)> {
    let mut all = Vec::new();
    match condition {
        Condition::All(inner) => {
            let turned = Condition::Any(inner.clone());
            several(
                around,
                inner,
                Condition::All,
                Variant::becomes(turned, "all", "any"),
                &mut all,
            );
        }
        Condition::Any(inner) => {
            let turned = Condition::All(inner.clone());
            several(
                around,
                inner,
                Condition::Any,
                Variant::becomes(turned, "any", "all"),
                &mut all,
            );
        }
        Condition::Not(inner) => {
            all.push((inner.span(), Variant::dropped((**inner).clone(), "not")));
            inside(
                around,
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
            inside(around, is, |is| items(*every, is), &mut all);
        }
        Condition::Test(test) => of_test(around, test, &mut all),
    }
    all
}

/// The changes of a part, with what stands around it.
fn inside(
    around: &Around<'_>,
    part: &Condition,
    outside: impl Fn(Condition) -> Condition,
    to: &mut Vec<(Span, Variant<Condition>)>,
) {
    let all = variants(around, part).into_iter();
    to.extend(all.map(|(span, variant)| (span, variant.map(&outside))));
}

/// Each of several conditions left out or changed, and all of them joined otherwise.
fn several(
    around: &Around<'_>,
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
                Variant::dropped(join(rest.clone()), span.of(around.text)),
            ));
        }
        let with = |other| {
            let mut parts = rest.clone();
            parts.insert(index, other);
            join(parts)
        };
        inside(around, &part, with, to);
    }
    if is_several {
        to.push((turned.part.span(), turned));
    }
}

/// A test turned into its opposite, and each of its own changes.
fn of_test(around: &Around<'_>, test: &Test, to: &mut Vec<(Span, Variant<Condition>)>) {
    let opposite = Variant {
        part: Condition::Not(Box::new(Condition::Test(test.clone()))),
        change: Change::Opposite(test.span.of(around.text).to_owned()),
    };
    let own = test.variants(around).into_iter();
    let own = own.map(|own| own.map(Condition::Test));
    to.extend(
        std::iter::once(opposite)
            .chain(own)
            .map(|variant| (test.span, variant)),
    );
}
