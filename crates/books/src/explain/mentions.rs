//! What a rule speaks of: the fields it looks at, the codes it names and the dated values it compares with.

use std::collections::BTreeSet;

use atbilst_core::condition::{Condition, Operand, Operator, Reach, Test};
use atbilst_core::form::{FieldId, Kind};
use atbilst_core::law::ValueId;
use atbilst_core::rulebook::{Each, Head, Requirement, RuleBook};

/// Fields, codes and values, each once.
#[derive(Debug, Default)]
pub(super) struct Mentions {
    pub(super) fields: BTreeSet<FieldId>,
    pub(super) values: BTreeSet<ValueId>,
    /// List and code.
    pub(super) codes: BTreeSet<(usize, u16)>,
}

/// What one rule of the book speaks of.
pub(super) fn of(book: &RuleBook, head: &Head) -> Mentions {
    let mut mentions = Mentions::default();
    let same = |other: &Head| std::ptr::eq(other, head);
    if let Some(rule) = book.rules.iter().find(|rule| same(&rule.head)) {
        if let Each::Items(reach) = &rule.each {
            mentions.fields.extend(&reach.lists);
        }
        mentions.fields.extend(rule.at.map(|at| at.field));
        for case in &rule.cases {
            for condition in case.when.iter().chain(&case.require) {
                mentions.condition(book, condition);
            }
        }
    }
    if let Some(rule) = book.portfolio.iter().find(|rule| same(&rule.head)) {
        for requirement in &rule.require {
            mentions.requirement(book, requirement);
        }
    }
    mentions
}

impl Mentions {
    fn requirement(&mut self, book: &RuleBook, requirement: &Requirement) {
        match requirement {
            Requirement::Sum { of, to, .. } => {
                self.reach(of);
                self.operand(to);
            }
            Requirement::Count { of, filter, to, .. } => {
                self.reach(of);
                self.operand(to);
                if let Some(filter) = filter {
                    self.condition(book, filter);
                }
            }
            Requirement::Unique { keys } => {
                keys.iter().flatten().for_each(|reach| self.reach(reach));
            }
        }
    }

    fn condition(&mut self, book: &RuleBook, condition: &Condition) {
        match condition {
            Condition::All(inner) | Condition::Any(inner) => {
                inner.iter().for_each(|inner| self.condition(book, inner));
            }
            Condition::Not(inner) => self.condition(book, inner),
            Condition::Items { list, is, .. } => {
                self.fields.insert(list.field);
                self.condition(book, is);
            }
            Condition::Test(test) => self.test(book, test),
        }
    }

    fn test(&mut self, book: &RuleBook, test: &Test) {
        self.fields.insert(test.subject.field);
        let list = match book.form.field(test.subject.field).kind {
            Kind::Code(list) => Some(list.index()),
            _ => None,
        };
        match (&test.operator, list) {
            (Operator::IsCode(code), Some(list)) => {
                self.codes.insert((list, *code));
            }
            (Operator::OneOfCodes(codes), Some(list)) => {
                self.codes.extend(codes.iter().map(|&code| (list, code)));
            }
            (Operator::Compare(_, operand), _) => self.operand(operand),
            _ => {}
        }
    }

    fn operand(&mut self, operand: &Operand) {
        match operand {
            Operand::Constant(_) => {}
            Operand::Value(value) => {
                self.values.insert(*value);
            }
            Operand::Field(field) => {
                self.fields.insert(field.field);
            }
            Operand::Sum(reach) | Operand::Count(reach) => self.reach(reach),
        }
    }

    fn reach(&mut self, reach: &Reach) {
        self.fields.extend(&reach.lists);
        self.fields.extend(reach.leaf);
    }
}
