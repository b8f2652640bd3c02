//! A limit from above of the full months or years of a period, which lets nearly one more pass.

use super::Lint;
use super::quoted::{is_of, quotes};
use atbilst_core::condition::operators::Test;
use atbilst_core::condition::quantity::{Operand, Relation};
use atbilst_core::language::Language;

impl Lint<'_> {
    pub(super) fn lengths(&mut self) {
        let book = self.book;
        let mut found: Vec<(&Test, &str)> = Vec::new();
        for require in book.rules.iter().flat_map(|rule| &rule.cases) {
            let Some(require) = &require.require else {
                continue;
            };
            require.tests(&mut |test| {
                let limit = test.operator.comparison().map(|one| one.relation());
                let from_above = matches!(limit, Some(Relation::AtMost | Relation::MoreThan));
                if let Some(Operand::NumberOf(number)) = test.computed.as_deref()
                    && from_above
                    && let Some(unit) = number.full_units()
                {
                    found.push((test, unit));
                }
            });
        }
        for (test, unit) in found {
            let mut heads = book.heads();
            let of_law = heads.find(|head| is_of(test.span, head, book));
            let says_full = of_law
                .is_some_and(|head| quotes(&head.law).into_iter().any(Language::any_says_full));
            if !says_full {
                self.say("rules.whole_months", test.span, &[("found", unit)]);
            }
        }
    }
}
