//! A limit from below for each group of a code: a code that nobody names makes no group, which then reaches no limit.

use super::Lint;
use atbilst_core::condition::operators::Test;
use atbilst_core::condition::quantity::{Operand, Relation};
use atbilst_core::form::{FieldId, Kind};

impl Lint<'_> {
    pub(super) fn floors(&mut self) {
        let book = self.book;
        let mut floors: Vec<(&Test, FieldId)> = Vec::new();
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
                    floors.push((test, by.field));
                }
            });
        }
        floors.retain(|(_, field)| !told_apart.contains(field));
        for (test, field) in floors {
            let field = book.form.field(field);
            if let Kind::Code(list) = field.kind
                && let Some(list) = book.lists.get(list.index())
            {
                let about = [("found", &*field.path), ("list", &*list.name)];
                self.say("rules.groups_named", test.span, &about);
            }
        }
    }
}
