//! Groups of applications by what may be left out: who leaves it out belongs to none of them, and keeps every limit.

use super::Lint;
use atbilst_core::condition::Condition;
use atbilst_core::form::FieldId;
use atbilst_core::rulebook::{Each, Requirement};
use atbilst_yaml::source::Span;

impl Lint<'_> {
    pub(super) fn of_no_group(&mut self) {
        let book = self.book;
        let mut found: Vec<(Span, FieldId)> = Vec::new();
        for rule in &book.portfolio {
            for requirement in &rule.require {
                match requirement {
                    Requirement::Overall {
                        overall,
                        compares,
                        span,
                        ..
                    } => {
                        let per = overall.per.iter().flat_map(|per| &per.parts);
                        let per = per.filter(|part| part.computed.is_none());
                        let fields = per.map(|part| part.field.field);
                        let is_asked = |field| {
                            overall
                                .conditions()
                                .any(|asked| asks_presence(asked, field))
                        };
                        let is_target = compares.relation().is_target();
                        let fields = fields.filter(|&field| !is_target && !is_asked(field));
                        found.extend(fields.map(|field| (*span, field)));
                    }
                    Requirement::Unique { keys, .. } => {
                        let fields = keys.iter().flat_map(|key| &key.fields);
                        // Of a list an item states it, or does not.
                        let own = fields.filter(|field| field.lists.is_empty());
                        let leaves = own.filter_map(|field| field.leaf);
                        found.extend(leaves.map(|field| (rule.head.span, field)));
                    }
                    Requirement::Alike { .. } => {}
                }
            }
        }
        let own = book
            .rules
            .iter()
            .filter(|rule| matches!(rule.each, Each::Application));
        let always: Vec<&Condition> = own
            .flat_map(|rule| &rule.cases)
            .filter(|case| case.when.is_none())
            .filter_map(|case| case.require.as_ref())
            .collect();
        found.retain(|&(_, id)| {
            let field = book.form.field(id);
            let is_optional = !field.required && field.office.is_none() && field.name != "it";
            is_optional && !always.iter().any(|asked| asks_presence(asked, id))
        });
        found.dedup();
        for (span, field) in found {
            let path = &*book.form.field(field).path;
            self.say("rules.of_no_group", span, &[("found", path)]);
        }
    }
}

/// Whether a condition holds only where a field is stated.
fn asks_presence(condition: &Condition, field: FieldId) -> bool {
    let mut asked = false;
    condition.tests(&mut |test| {
        asked |= test.operator.asks_presence()
            && test.computed.is_none()
            && test.subject.field == field
            && condition.negates(test) == Some(false)
            && !condition.is_alternative(test);
    });
    asked
}
