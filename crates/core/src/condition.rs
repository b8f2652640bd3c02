//! What a rule may ask: conditions compiled from a rule book, and what an application answers to them.
//! Knows nothing of rule books' files, of findings or of formats.

#![warn(clippy::arithmetic_side_effects)]

mod evaluate;
mod scope;

use crate::form::FieldId;
use crate::law::ValueId;
use crate::scalar::Quantity;
use atbilst_yaml::source::Span;

pub(crate) use evaluate::compare;
pub use evaluate::{Answer, Context, Side, Truth};
pub use scope::Scope;

/// A field as a condition reaches it: how many frames up from the innermost item, and where in that frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldRef {
    /// The field.
    pub field: FieldId,
    /// 0 for the innermost item, one more for each list around it.
    pub up: u8,
    /// Its place in that frame.
    pub slot: u16,
}

/// A field of every item of one or more lists inside each other: `activities[].amount`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// The lists to go through, outermost first.
    pub lists: Vec<FieldId>,
    /// The field of each innermost item; `None` for the items themselves.
    pub leaf: Option<FieldId>,
}

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
    #[must_use]
    pub fn negates(&self, test: &Test) -> Option<bool> {
        match self {
            Self::All(inner) | Self::Any(inner) => inner.iter().find_map(|one| one.negates(test)),
            Self::Not(inner) => inner.negates(test).map(|negated| !negated),
            Self::Items { is, .. } => is.negates(test),
            Self::Test(own) => std::ptr::eq(own, test).then_some(false),
        }
    }
}

/// One comparison of one field.
#[derive(Clone, Debug, PartialEq)]
pub struct Test {
    /// The field.
    pub subject: FieldRef,
    /// What is asked of it.
    pub operator: Operator,
    /// Its place in the rule book.
    pub span: Span,
}

/// What may be asked of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Operator {
    /// It is stated.
    Present,
    /// It is not stated.
    Absent,
    /// It is this text, these digits.
    IsText(String),
    /// It is this code of its list.
    IsCode(u16),
    /// It is this flag.
    IsFlag(bool),
    /// It is one of these texts.
    OneOfTexts(Vec<String>),
    /// It is one of the codes of its own list in force on the as-of date.
    InList,
    /// It is one of these codes of its list.
    OneOfCodes(Vec<u16>),
    /// It compares so with something.
    Compare(Relation, Operand),
}

/// How two quantities compare. A limit itself is within `AtMost` and `AtLeast`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// `at_most`, `not_after`.
    AtMost,
    /// `at_least`, `not_before`.
    AtLeast,
    /// `more_than`, `after`.
    MoreThan,
    /// `less_than`, `before`.
    LessThan,
    /// `equals`.
    Equals,
}

impl Relation {
    /// Its name in reports, the same in every language.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AtMost => "at_most",
            Self::AtLeast => "at_least",
            Self::MoreThan => "more_than",
            Self::LessThan => "less_than",
            Self::Equals => "equals",
        }
    }

    /// Whether the limit itself is within it.
    #[must_use]
    pub const fn takes_the_limit(self) -> bool {
        self.holds(std::cmp::Ordering::Equal)
    }

    /// Whether it holds for an ordering.
    #[must_use]
    pub const fn holds(self, ordering: std::cmp::Ordering) -> bool {
        match self {
            Self::AtMost => ordering.is_le(),
            Self::AtLeast => ordering.is_ge(),
            Self::MoreThan => ordering.is_gt(),
            Self::LessThan => ordering.is_lt(),
            Self::Equals => ordering.is_eq(),
        }
    }
}

/// What a quantity is compared with.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    /// A constant of the rule.
    Constant(Quantity),
    /// A value of the book on the as-of date.
    Value(ValueId),
    /// Another field.
    Field(FieldRef),
    /// The sum of a field over all items.
    Sum(Reach),
    /// The number of items.
    Count(Reach),
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reports are read by other programs, by these names.
    #[test]
    fn names_in_reports_stay() {
        let relations = [
            Relation::AtMost,
            Relation::AtLeast,
            Relation::MoreThan,
            Relation::LessThan,
            Relation::Equals,
        ];
        let names = "at_most at_least more_than less_than equals";
        assert_eq!(relations.map(Relation::name).join(" "), names);
        let truths = [
            Truth::Holds,
            Truth::UnknownLaw,
            Truth::NotStated,
            Truth::Open,
            Truth::Fails,
        ];
        let names = "holds unknown_law not_stated open fails";
        assert_eq!(truths.map(Truth::name).join(" "), names);
    }
}
