//! A limit from below for each group of a code: a code that nobody names makes no group, which then reaches no limit.

use super::Lint;
use atbilst_core::condition::operators::Test;
use atbilst_core::condition::quantity::{Operand, Relation, StatedBy, TitleOf};
use atbilst_core::form::Kind;

impl Lint<'_> {
    pub(super) fn floors(&mut self) {
        let book = self.book;
        let mut floors: Vec<(&Test, StatedBy)> = Vec::new();
        let mut told_apart = Vec::new();
        for case in book.rules.iter().flat_map(|rule| &rule.cases) {
            let Some(require) = &case.require else {
                continue;
            };
            require.tests(&mut |test| {
                let limit = test.operator.comparison().map(|one| one.relation());
                let from_below = match limit {
                    Some(Relation::AtLeast | Relation::MoreThan) => Some(false),
                    Some(Relation::AtMost | Relation::LessThan) => Some(true),
                    _ => None,
                };
                let Some(own) = test.computed.as_deref() else {
                    return;
                };
                if let Operand::Different(different) = own {
                    told_apart.push(different.field());
                }
                if from_below.is_some() && from_below == require.negates(test) {
                    let [by] = own.grouped_by()[..] else {
                        return;
                    };
                    floors.push((test, by));
                }
            });
        }
        floors.retain(|(_, by)| !told_apart.contains(&by.field));
        for (test, by) in floors {
            let field = book.form.field(by.field);
            let own = match field.kind {
                Kind::Code(list) => Some(list),
                _ => None,
            };
            let Some(list) = by.list.or(own).and_then(|id| book.lists.get(id.index())) else {
                continue;
            };
            // A code that a table sets is none of the field that the table is read by.
            let table = match by.title {
                TitleOf::Table(index) => book.tables.get(index),
                _ => None,
            };
            let (key, found) = match table {
                Some(table) => ("rules.groups_of_a_table", &*table.name),
                None => ("rules.groups_named", &*field.path),
            };
            self.say(key, test.span, &[("found", found), ("list", &*list.name)]);
        }
    }
}
