//! What a rule may ask: tests joined by "all", "any", "not" and "for every item", compiled from a rule book, and what an application
//! answers to them. Five answers, because "no", "not stated", "unreadable" and "the law is not known" differ.
//! Knows nothing of rule books' files, of findings or of formats.

#![warn(clippy::arithmetic_side_effects)]

mod answer;
pub mod operators;
pub mod quantity;
pub(crate) mod read;
mod variants;

use crate::context::{FieldRef, Uses};
use crate::form::Form;
use atbilst_yaml::source::Span;
use operators::Test;

pub use answer::Answer;

/// A condition on an application.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// All hold.
    All(Vec<Self>),
    /// At least one holds.
    Any(Vec<Self>),
    /// It does not hold.
    Not(Box<Self>),
    /// It holds for every item of a list, or for some.
    Items {
        /// The list.
        list: FieldRef,
        /// Whether it must hold for every item.
        every: bool,
        /// What must hold.
        is: Box<Self>,
    },
    /// A field passes a test.
    Test(Test),
}

impl Condition {
    /// Whether a test in it must not hold; `None` where it has no such test.
    pub fn negates(&self, test: &Test) -> Option<bool> {
        match self {
            Self::All(inner) | Self::Any(inner) => inner.iter().find_map(|one| one.negates(test)),
            Self::Not(inner) => inner.negates(test).map(|negated| !negated),
            Self::Items { is, .. } => is.negates(test),
            Self::Test(own) => std::ptr::eq(own, test).then_some(false),
        }
    }

    /// Whether a test in it is one of several of which each would do.
    pub fn is_alternative(&self, test: &Test) -> bool {
        match self {
            Self::Any(inner) if inner.len() > 1 => self.negates(test).is_some(),
            Self::All(inner) | Self::Any(inner) => inner.iter().any(|one| one.is_alternative(test)),
            Self::Not(inner) | Self::Items { is: inner, .. } => inner.is_alternative(test),
            Self::Test(_) => false,
        }
    }

    /// Whether a test of it may be to blame where it does not hold: none is of several that ask different things, nor of items of which
    /// none is as it should be.
    pub fn blames_a_test(&self) -> bool {
        match self {
            Self::All(inner) => inner.iter().any(Self::blames_a_test),
            Self::Any(_) => self.asks_one_thing(),
            Self::Items { every, is, .. } => *every && is.blames_a_test(),
            Self::Not(_) | Self::Test(_) => true,
        }
    }

    /// The tests of which one would do, this among them; none where it is no such test, or something else would do as well.
    pub fn alternatives(&self, test: &Test) -> Vec<&Test> {
        match self {
            Self::Any(inner) if self.is_alternative(test) => {
                let tests = inner.iter().map(|one| match one {
                    Self::Test(test) => Some(test),
                    _ => None,
                });
                tests.collect::<Option<_>>().unwrap_or_default()
            }
            Self::All(inner) | Self::Any(inner) => {
                let mut inner = inner.iter();
                let own = inner.find(|one| one.negates(test).is_some());
                own.map_or_else(Vec::new, |own| own.alternatives(test))
            }
            Self::Not(_) | Self::Items { .. } | Self::Test(_) => Vec::new(),
        }
    }

    /// The field that it asks first, as it is reached from where the condition stands.
    fn first_asked(&self) -> Option<FieldRef> {
        match self {
            Self::All(inner) | Self::Any(inner) => inner.iter().find_map(Self::first_asked),
            Self::Not(inner) => inner.first_asked(),
            Self::Items { list, .. } => Some(*list),
            Self::Test(test) => Some(test.subject),
        }
    }

    /// Whether all its tests ask the same field or quantity.
    fn asks_one_thing(&self) -> bool {
        let (mut first, mut same) = (None, true);
        self.tests(&mut |test| {
            let thing = (test.subject, &test.computed);
            same &= *first.get_or_insert(thing) == thing;
        });
        same
    }

    /// Calls `visit` with every test in it, in order.
    pub fn tests<'c>(&'c self, visit: &mut dyn FnMut(&'c Test)) {
        match self {
            Self::All(inner) | Self::Any(inner) => {
                inner.iter().for_each(|one| one.tests(visit));
            }
            Self::Not(inner) | Self::Items { is: inner, .. } => inner.tests(visit),
            Self::Test(test) => visit(test),
        }
    }

    /// The first field that it looks at from where it stands: of what is asked of items their list.
    pub(crate) fn looks_at(&self) -> Option<FieldRef> {
        match self {
            Self::All(inner) | Self::Any(inner) => inner.iter().find_map(Self::looks_at),
            Self::Not(inner) => inner.looks_at(),
            Self::Items { list, .. } => Some(*list),
            Self::Test(test) => Some(test.subject),
        }
    }

    /// Calls `visit` with every test in it, and with those that choose what its quantities go through.
    pub fn all_tests<'c>(&'c self, visit: &mut dyn FnMut(&'c Test)) {
        self.tests(&mut |test| {
            visit(test);
            for operand in test.operands() {
                operand.all_conditions(&mut |inner| inner.all_tests(visit));
            }
        });
    }

    /// The place of its first test in the rule book.
    pub fn span(&self) -> Span {
        let mut first = None;
        self.tests(&mut |test| first = first.or(Some(test.span)));
        first.unwrap_or_default()
    }

    /// Notes what it makes use of.
    pub fn uses(&self, form: &Form, to: &mut Uses) {
        match self {
            Self::All(inner) | Self::Any(inner) => {
                inner.iter().for_each(|one| one.uses(form, to));
            }
            Self::Not(inner) => inner.uses(form, to),
            Self::Items { list, is, .. } => {
                to.fields.insert(list.field);
                is.uses(form, to);
            }
            Self::Test(test) => test.uses(form, to),
        }
    }
}
