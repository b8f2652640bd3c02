//! What the conditions of a book ask: every test in them, wherever it stands.

use atbilst_core::condition::{Condition, Operand, Operator, Reach, Relation, Test};
use atbilst_core::form::{FieldId, Kind, ListId};
use atbilst_core::law::ValueId;
use atbilst_core::rulebook::{Each, Requirement, RuleBook};
use atbilst_yaml::source::Span;

/// Calls `visit` with every test of a condition, in order.
pub(super) fn tests<'c>(condition: &'c Condition, visit: &mut dyn FnMut(&'c Test)) {
    match condition {
        Condition::All(inner) | Condition::Any(inner) => {
            inner.iter().for_each(|one| tests(one, visit));
        }
        Condition::Not(inner) | Condition::Items { is: inner, .. } => tests(inner, visit),
        Condition::Test(test) => visit(test),
    }
}

/// Every condition of a book: of its rules, and those that choose what the portfolio counts.
pub(super) fn conditions(book: &RuleBook) -> impl Iterator<Item = &Condition> {
    let own = book.rules.iter().flat_map(|rule| &rule.cases);
    let own = own.flat_map(|case| case.when.iter().chain(&case.require));
    let filters = requirements(book).filter_map(|requirement| match requirement {
        Requirement::Count { filter, .. } => filter.as_ref(),
        Requirement::Sum { .. } | Requirement::Unique { .. } => None,
    });
    own.chain(filters)
}

pub(super) fn requirements(book: &RuleBook) -> impl Iterator<Item = &Requirement> {
    book.portfolio.iter().flat_map(|rule| &rule.require)
}

/// What a book makes use of.
#[derive(Debug, Default)]
pub(super) struct Uses {
    /// The values that something is compared with, and whether for equality.
    pub(super) values: Vec<(ValueId, bool)>,
    /// The lists that are asked as a whole.
    pub(super) lists: Vec<ListId>,
    /// The codes that are asked by themselves.
    pub(super) codes: Vec<(ListId, u16)>,
    /// The texts that a field without a list of its own may be.
    pub(super) texts: Vec<Vec<String>>,
    /// The fields that a condition, a key or `at` names.
    pub(super) fields: Vec<FieldId>,
}

/// Gathers what the rules of a book make use of, its messages left aside.
pub(super) fn uses(book: &RuleBook) -> Uses {
    let mut uses = Uses::default();
    uses.fields.push(book.as_of_field.field);
    for condition in conditions(book) {
        tests(condition, &mut |test| uses.test(book, test));
        uses.items(condition);
    }
    for rule in &book.rules {
        uses.fields.extend(rule.at.map(|at| at.field));
        if let Each::Items(reach) = &rule.each {
            uses.reach(reach);
        }
    }
    for requirement in requirements(book) {
        match requirement {
            Requirement::Sum {
                of, relation, to, ..
            }
            | Requirement::Count {
                of, relation, to, ..
            } => {
                uses.reach(of);
                uses.operand(to, *relation);
            }
            Requirement::Unique { keys } => {
                keys.iter().flatten().for_each(|reach| uses.reach(reach));
            }
        }
    }
    uses
}

impl Uses {
    fn test(&mut self, book: &RuleBook, test: &Test) {
        let field = test.subject.field;
        self.fields.push(field);
        let list = match book.form.field(field).kind {
            Kind::Code(list) => Some(list),
            _ => None,
        };
        match (&test.operator, list) {
            (Operator::InList, Some(list)) => self.lists.push(list),
            (Operator::IsCode(code), Some(list)) => self.codes.push((list, *code)),
            (Operator::OneOfCodes(codes), Some(list)) => {
                self.codes.extend(codes.iter().map(|&code| (list, code)));
            }
            (Operator::OneOfTexts(texts), _) => self.texts.push(texts.clone()),
            (Operator::Compare(relation, operand), _) => self.operand(operand, *relation),
            _ => {}
        }
    }

    fn operand(&mut self, operand: &Operand, relation: Relation) {
        match operand {
            Operand::Constant(_) => {}
            Operand::Value(id) => self.values.push((*id, relation == Relation::Equals)),
            Operand::Field(field) => self.fields.push(field.field),
            Operand::Sum(reach) | Operand::Count(reach) => self.reach(reach),
        }
    }

    fn reach(&mut self, reach: &Reach) {
        self.fields.extend(&reach.lists);
        self.fields.extend(reach.leaf);
    }

    fn items(&mut self, condition: &Condition) {
        match condition {
            Condition::All(inner) | Condition::Any(inner) => {
                inner.iter().for_each(|one| self.items(one));
            }
            Condition::Not(inner) => self.items(inner),
            Condition::Items { list, is, .. } => {
                self.fields.push(list.field);
                self.items(is);
            }
            Condition::Test(_) => {}
        }
    }
}

/// The place of the first test of a condition.
pub(super) fn place(condition: &Condition) -> Span {
    let mut first = None;
    tests(condition, &mut |test| first = first.or(Some(test.span)));
    first.unwrap_or_default()
}
