//! What a rule asks only where a question of yes or no is answered with no, though its answer may be left out.

use super::Lint;

impl Lint<'_> {
    pub(super) fn said_to_be_not_so(&mut self) {
        let book = self.book;
        let cases = book.rules.iter().flat_map(|rule| &rule.cases);
        let mut found = Vec::new();
        for when in cases.filter_map(|case| case.when.as_ref()) {
            when.tests(&mut |test| {
                let field = book.form.field(test.subject.field);
                let is_optional = !field.required && field.office.is_none();
                if test.operator.asks_no()
                    && is_optional
                    && when.negates(test) == Some(false)
                    && !when.is_alternative(test)
                {
                    found.push((test.span, &field.path));
                }
            });
        }
        for (span, path) in found {
            self.say("rules.no_left_out", span, &[("found", path)]);
        }
    }
}
