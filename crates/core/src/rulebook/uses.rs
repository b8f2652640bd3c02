//! What the rules of a book make use of, its messages left aside.

use super::{Each, Head, PortfolioRule, Requirement, Rule, RuleBook};
use crate::condition::Condition;
use crate::context::{Around, Figured as _, Uses};
use crate::form::Form;

impl RuleBook {
    /// What stands around every part of it.
    pub fn around(&self) -> Around<'_> {
        Around {
            form: &self.form,
            lists: &self.lists,
            values: &self.values,
            text: &self.text,
            nearest: None,
        }
    }

    /// What its rules make use of.
    pub fn uses(&self) -> Uses {
        let mut uses = Uses::default();
        uses.fields.insert(self.as_of_field.field);
        for rule in &self.rules {
            rule.uses(&self.form, &mut uses);
        }
        for rule in &self.portfolio {
            rule.uses(&self.form, &mut uses);
        }
        self.figures.uses(&self.form, &mut uses);
        uses
    }

    /// What one of its rules makes use of.
    pub fn uses_of(&self, head: &Head) -> Uses {
        let mut uses = Uses::default();
        let is_same = |other: &Head| std::ptr::eq(other, head);
        for rule in self.rules.iter().filter(|rule| is_same(&rule.head)) {
            rule.uses(&self.form, &mut uses);
        }
        for rule in self.portfolio.iter().filter(|rule| is_same(&rule.head)) {
            rule.uses(&self.form, &mut uses);
        }
        self.figures.uses(&self.form, &mut uses);
        uses
    }

    /// Every condition: of its rules, of its figures, and those that choose what the portfolio counts.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        let own = self.rules.iter().flat_map(|rule| &rule.cases);
        let mut all: Vec<&Condition> = own
            .flat_map(|case| case.when.iter().chain(&case.require))
            .collect();
        for figure in &self.figures.0 {
            figure
                .is
                .all_conditions(&mut |condition| all.push(condition));
        }
        for requirement in self.requirements() {
            requirement.each_overall(&mut |overall| {
                overall.all_conditions(&mut |condition| all.push(condition));
            });
        }
        all.into_iter()
    }

    /// Everything that is asked of all applications together.
    pub fn requirements(&self) -> impl Iterator<Item = &Requirement> {
        self.portfolio.iter().flat_map(PortfolioRule::requirements)
    }
}

impl Rule {
    fn uses(&self, form: &Form, to: &mut Uses) {
        if let Each::Items(items) = &self.each {
            to.select(items);
        }
        to.fields.extend(self.at.map(|at| at.field));
        let cases = self.cases.iter();
        let conditions = cases.flat_map(|case| case.when.iter().chain(&case.require));
        conditions.for_each(|condition| condition.uses(form, to));
    }
}

impl PortfolioRule {
    fn uses(&self, form: &Form, to: &mut Uses) {
        for requirement in self.requirements() {
            match requirement {
                Requirement::Overall {
                    overall, compares, ..
                } => {
                    overall.uses(form, to);
                    compares.uses(form, to);
                }
                Requirement::Unique { keys, latest } => {
                    let fields = keys.iter().flat_map(|key| &key.fields).chain(latest);
                    fields.for_each(|field| to.select(field));
                }
                Requirement::Alike { paths, also } => {
                    let paths = paths.iter().chain(also);
                    paths.for_each(|path| to.select(path));
                }
            }
        }
    }
}
