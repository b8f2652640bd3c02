//! A condition, changed in one place: every line left out, every test turned, and what each operator varies of itself.

use super::Condition;
use super::operators::Test;
use crate::context::{Around, Change, Variant, without_each};

impl Condition {
    /// Every change of it that the examples should notice, each with its place in the book.
    pub fn variants(&self, around: &Around<'_>) -> Vec<Variant<Self>> {
        variants(around, self)
    }
}

fn variants(around: &Around<'_>, condition: &Condition) -> Vec<Variant<Condition>> {
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
            all.push(Variant::dropped((**inner).clone(), "not").at(inner.span()));
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
            all.push(Variant::becomes(turned, word, other).at(is.span()));
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
    to: &mut Vec<Variant<Condition>>,
) {
    let all = variants(around, part).into_iter();
    to.extend(all.map(|variant| variant.map(&outside)));
}

/// Each of several conditions left out or changed, and all of them joined otherwise.
fn several(
    around: &Around<'_>,
    parts: &[Condition],
    join: fn(Vec<Condition>) -> Condition,
    turned: Variant<Condition>,
    to: &mut Vec<Variant<Condition>>,
) {
    let is_several = parts.len() > 1;
    for (index, (part, rest)) in without_each(parts).enumerate() {
        if is_several {
            let span = part.span();
            let dropped = Variant::dropped(join(rest.clone()), span.of(around.text));
            to.push(dropped.at(span));
        }
        let with = |other| {
            let mut parts = rest.clone();
            parts.insert(index, other);
            join(parts)
        };
        inside(around, &part, with, to);
    }
    if is_several {
        let span = turned.part.span();
        to.push(turned.at(span));
    }
}

/// A test turned into its opposite, and each of its own changes.
fn of_test(around: &Around<'_>, test: &Test, to: &mut Vec<Variant<Condition>>) {
    let opposite = Variant {
        part: Condition::Not(Box::new(Condition::Test(test.clone()))),
        change: Change::Opposite(test.span.of(around.text).to_owned()),
        span: None,
    };
    let own = test.variants(around).into_iter();
    let own = own.map(|own| own.map(Condition::Test));
    let all = std::iter::once(opposite).chain(own);
    to.extend(all.map(|variant| variant.at(test.span)));
}
