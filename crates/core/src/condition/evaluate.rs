//! What an application answers to a condition. Five answers, because "no", "not stated", "unreadable" and "the law is not known" differ.

use chrono::NaiveDate;

use super::scope::Scope;
use super::{Condition, FieldRef, Operand, Operator, Reach, Relation, Test};
use crate::application::{Application, Frame, State};
use crate::form::{FieldId, Form, Kind};
use crate::law::{CodeList, DatedValue, InForce, ValueId};
use crate::scalar::Quantity;
use atbilst_yaml::Document;

/// The answer to a condition, in the order in which one outranks another where all must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Truth {
    /// It holds.
    Holds,
    /// The law of that day is not known, and it decides.
    UnknownLaw,
    /// An optional value is not stated.
    NotStated,
    /// A value is missing or unreadable, which has its own finding.
    Open,
    /// It does not hold.
    Fails,
}

impl Truth {
    /// Its name in reports, the same in every language.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::UnknownLaw => "unknown_law",
            Self::NotStated => "not_stated",
            Self::Open => "open",
            Self::Fails => "fails",
        }
    }
}

/// An answer and the test that decided it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Answer<'b> {
    /// The answer.
    pub truth: Truth,
    /// The test that decided, and the frame its field stands in.
    pub decided: Option<(&'b Test, Frame)>,
}

/// One side of a comparison, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Side<'a> {
    /// A quantity.
    Known(Quantity),
    /// A value of the law that is not known on the as-of date: the known ones before and after.
    Unknown(&'a DatedValue, [Option<Quantity>; 2]),
    /// Not stated.
    NotStated,
    /// Missing or unreadable.
    Open,
}

/// Everything a condition may look at.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The form.
    pub form: &'a Form,
    /// The lists of codes.
    pub lists: &'a [CodeList],
    /// The dated values.
    pub values: &'a [DatedValue],
    /// The day whose law applies.
    pub as_of: NaiveDate,
    /// The values of the application.
    pub application: &'a Application,
    /// Its text.
    pub document: Document<'a>,
}

impl<'a> Context<'a> {
    /// What the application answers.
    #[must_use]
    pub fn ask<'b>(&self, condition: &'b Condition, scope: Scope) -> Answer<'b> {
        match condition {
            Condition::All(inner) => strongest(inner.iter().map(|c| self.ask(c, scope)), |truth| {
                truth as u8
            }),
            Condition::Any(inner) => strongest(inner.iter().map(|c| self.ask(c, scope)), for_any),
            Condition::Not(inner) => {
                let answer = self.ask(inner, scope);
                let truth = match answer.truth {
                    Truth::Holds => Truth::Fails,
                    Truth::Fails => Truth::Holds,
                    undecided => undecided,
                };
                Answer { truth, ..answer }
            }
            Condition::Items { list, every, is } => {
                let field = self.form.field(list.field);
                let items = self.application.items(scope.up(list.up), field);
                let answers = items.map(|item| self.ask(is, scope.enter(item)));
                if *every {
                    strongest(answers, |truth| truth as u8)
                } else {
                    // Of no items at all, none is so.
                    let none = Answer {
                        truth: Truth::Fails,
                        decided: None,
                    };
                    strongest(answers.chain([none]), for_any)
                }
            }
            Condition::Test(test) => Answer {
                truth: self.test(test, scope),
                decided: Some((test, scope.up(test.subject.up))),
            },
        }
    }

    fn test(&self, test: &Test, scope: Scope) -> Truth {
        let state = self.state(test.subject, scope);
        let is_list = matches!(state, State::List { .. } | State::Record);
        match (&test.operator, state) {
            (Operator::Present, State::Absent) if self.is_missed(test.subject, scope) => {
                Truth::Open
            }
            (Operator::Present, State::Absent) => Truth::Fails,
            (Operator::Absent, State::Absent) => Truth::Holds,
            (Operator::Present, State::Malformed) => Truth::Open,
            (Operator::Present, _) => Truth::Holds,
            (Operator::Absent, _) => Truth::Fails,
            (_, State::Absent) if self.is_missed(test.subject, scope) => Truth::Open,
            (_, State::Absent) => Truth::NotStated,
            (_, State::Malformed) => Truth::Open,
            // A code that its list does not know is the finding of the rule that names the list, and of no other.
            (Operator::InList, State::Code(code)) => {
                truth(code.is_some_and(|code| self.usable(test.subject.field, code)))
            }
            (_, State::Code(None)) => Truth::Open,
            (Operator::IsCode(wanted), State::Code(Some(code))) => truth(code == *wanted),
            (Operator::OneOfCodes(wanted), State::Code(Some(code))) => {
                truth(wanted.contains(&code))
            }
            (Operator::IsFlag(wanted), State::Flag(flag)) => truth(flag == *wanted),
            (Operator::IsText(wanted), State::Text) => {
                truth(self.text(test.subject, scope) == wanted)
            }
            (Operator::OneOfTexts(wanted), State::Text) => {
                let text = self.text(test.subject, scope);
                truth(wanted.iter().any(|one| one == text))
            }
            (Operator::Compare(relation, operand), _) if !is_list => {
                match self.quantity(test.subject, scope) {
                    Side::Known(left) => compare(*relation, left, self.operand(operand, scope)),
                    Side::NotStated => Truth::NotStated,
                    Side::Unknown(..) => Truth::UnknownLaw,
                    Side::Open => Truth::Open,
                }
            }
            // The loading of a book lets no test meet a kind it is not for.
            _ => Truth::Open,
        }
    }

    /// The quantity in a field.
    #[must_use]
    pub fn quantity(&self, field: FieldRef, scope: Scope) -> Side<'a> {
        self.side(scope.up(field.up), field.field)
    }

    /// What the right side of a comparison comes to.
    #[must_use]
    pub fn operand(&self, operand: &Operand, scope: Scope) -> Side<'a> {
        match operand {
            Operand::Constant(quantity) => Side::Known(*quantity),
            Operand::Value(id) => self.value(*id),
            Operand::Field(field) => self.quantity(*field, scope),
            Operand::Sum(reach) => self.sum(reach),
            Operand::Count(reach) => {
                let mut count = 0_u64;
                let whole = self.each(&reach.lists, Scope::ROOT, &mut |_| {
                    count = count.saturating_add(1);
                });
                if whole {
                    Side::Known(Quantity::Count(count))
                } else {
                    Side::Open
                }
            }
        }
    }

    /// What a value of the book is on the as-of date.
    #[must_use]
    pub fn value(&self, id: ValueId) -> Side<'a> {
        match self.values.get(id.index()) {
            None => Side::Open,
            Some(value) => match value.on(self.as_of) {
                InForce::Known(_, quantity) => Side::Known(quantity),
                InForce::Unknown(neighbours, _) => Side::Unknown(value, neighbours),
            },
        }
    }

    /// The sum of a field over all items.
    #[must_use]
    pub fn sum(&self, reach: &Reach) -> Side<'a> {
        let counts = reach
            .leaf
            .is_some_and(|leaf| self.form.field(leaf).kind == Kind::Count);
        let zero = if counts {
            Quantity::Count(0)
        } else {
            Quantity::Money(rust_decimal::Decimal::ZERO)
        };
        let mut sum = Side::Known(zero);
        let mut first = true;
        let whole = self.each(&reach.lists, Scope::ROOT, &mut |scope| {
            let Some(leaf) = reach.leaf else { return };
            let next = self.side(scope.innermost(), leaf);
            sum = if std::mem::take(&mut first) {
                next
            } else {
                add(sum, next)
            };
        });
        if whole { sum } else { Side::Open }
    }

    /// Calls `visit` in every innermost item of lists inside each other; says whether all the lists could be read.
    pub fn each(&self, lists: &[FieldId], scope: Scope, visit: &mut impl FnMut(Scope)) -> bool {
        let Some((&list, inner)) = lists.split_first() else {
            visit(scope);
            return true;
        };
        let field = self.form.field(list);
        let frame = scope.innermost();
        let mut whole = match self.application.value(frame, field.slot).state {
            State::Malformed => false,
            State::Absent => !self.application.is_missed(self.form, frame, field),
            _ => true,
        };
        for item in self.application.items(frame, field) {
            whole &= self.each(inner, scope.enter(item), visit);
        }
        whole
    }

    /// The text of a field, as it is decoded; empty where it is not stated.
    #[must_use]
    pub fn text(&self, field: FieldRef, scope: Scope) -> &'a str {
        self.text_in(scope.up(field.up), field.field)
    }

    /// The text of a field of a frame.
    #[must_use]
    pub fn text_in(&self, frame: Frame, field: FieldId) -> &'a str {
        let node = self
            .application
            .value(frame, self.form.field(field).slot)
            .node;
        node.map_or("", |node| self.document.scalar(node))
    }

    /// What a field of a frame comes to as a quantity.
    #[must_use]
    pub fn side(&self, frame: Frame, field: FieldId) -> Side<'a> {
        let field = self.form.field(field);
        match self.application.value(frame, field.slot).state {
            State::Money(amount) => Side::Known(Quantity::Money(amount)),
            State::Count(count) => Side::Known(Quantity::Count(count)),
            State::Date(date) => Side::Known(Quantity::Date(date)),
            State::Absent if !self.application.is_missed(self.form, frame, field) => {
                Side::NotStated
            }
            _ => Side::Open,
        }
    }

    fn state(&self, field: FieldRef, scope: Scope) -> State {
        self.application.value(scope.up(field.up), field.slot).state
    }

    fn is_missed(&self, field: FieldRef, scope: Scope) -> bool {
        self.application
            .is_missed(self.form, scope.up(field.up), self.form.field(field.field))
    }

    fn usable(&self, field: FieldId, code: u16) -> bool {
        let Kind::Code(list) = self.form.field(field).kind else {
            return false;
        };
        let entry = self
            .lists
            .get(list.index())
            .and_then(|list| list.codes.get(usize::from(code)));
        entry.is_some_and(|code| code.period.contains(self.as_of))
    }
}

const fn truth(holds: bool) -> Truth {
    if holds { Truth::Holds } else { Truth::Fails }
}

/// Where one is enough, what holds outranks all, and what fails outranks nothing.
const fn for_any(truth: Truth) -> u8 {
    match truth {
        Truth::Fails => 0,
        Truth::UnknownLaw => 1,
        Truth::NotStated => 2,
        Truth::Open => 3,
        Truth::Holds => 4,
    }
}

/// The rank that no other outranks.
const TOP: u8 = 4;

/// The first of the answers that rank highest; of no answers at all, that it holds.
fn strongest<'b>(
    answers: impl Iterator<Item = Answer<'b>>,
    rank: impl Fn(Truth) -> u8,
) -> Answer<'b> {
    let mut best: Option<(u8, Answer<'b>)> = None;
    for answer in answers {
        let rank = rank(answer.truth);
        if best.is_none_or(|(highest, _)| rank > highest) {
            best = Some((rank, answer));
        }
        if rank == TOP {
            break;
        }
    }
    let nothing = Answer {
        truth: Truth::Holds,
        decided: None,
    };
    best.map_or(nothing, |(_, answer)| answer)
}

/// Compares a known quantity. Where the law is not known, every known neighbour must agree.
pub(crate) fn compare(relation: Relation, left: Quantity, right: Side<'_>) -> Truth {
    let against = |right: Quantity| {
        left.partial_cmp(&right)
            .is_some_and(|ordering| relation.holds(ordering))
    };
    match right {
        Side::Known(right) => truth(against(right)),
        Side::NotStated => Truth::NotStated,
        Side::Open => Truth::Open,
        Side::Unknown(_, neighbours) => {
            let mut known = neighbours
                .iter()
                .flatten()
                .map(|&neighbour| against(neighbour));
            match known.next() {
                // Nothing tells that a value between two others is not just the one that was written.
                _ if relation == Relation::Equals => Truth::UnknownLaw,
                Some(first) if known.all(|next| next == first) => truth(first),
                _ => Truth::UnknownLaw,
            }
        }
    }
}

/// Adds two amounts; an amount that is not stated adds nothing that is known.
fn add<'a>(left: Side<'a>, right: Side<'a>) -> Side<'a> {
    match (left, right) {
        (Side::Known(Quantity::Money(a)), Side::Known(Quantity::Money(b))) => a
            .checked_add(b)
            .map_or(Side::Open, |sum| Side::Known(Quantity::Money(sum))),
        (Side::Known(Quantity::Count(a)), Side::Known(Quantity::Count(b))) => a
            .checked_add(b)
            .map_or(Side::Open, |sum| Side::Known(Quantity::Count(sum))),
        (Side::Open, _) | (_, Side::Open) => Side::Open,
        (Side::Known(_), other) | (other, _) => other,
    }
}
