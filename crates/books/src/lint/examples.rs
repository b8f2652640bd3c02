//! Examples that change more than they mean to: a record replaced by one field of it, and a value that cannot be read in a field at
//! which the rule does not look.

use super::Lint;
use crate::examples::prepare;
use atbilst_core::application::Problem;
use atbilst_core::finding::Outcome;
use atbilst_core::rulebook::Example;

impl Lint<'_> {
    pub(super) fn examples(&mut self) {
        let book = self.book;
        for prepared in prepare(book) {
            let example = prepared.example;
            // What is not decided is so because of them.
            if example.expect == Outcome::Open {
                continue;
            }
            let looked_at = book.uses_of(prepared.head).fields;
            let mut told = Vec::new();
            for reading in prepared.readings() {
                for problem in reading.form_problems() {
                    match *problem {
                        Problem::Missing { field, .. } if replaces(example) => {
                            told.push(("rules.example_lacks", field, String::new()));
                        }
                        Problem::WrongType { field, node } if !looked_at.contains(&field) => {
                            let found = reading.document().scalar(node).to_owned();
                            told.push(("rules.example_unread", field, found));
                        }
                        _ => {}
                    }
                }
            }
            if let Some((sentence, field, found)) = told.into_iter().next() {
                let field = book.form.field(field);
                let kind = field.kind.name();
                let about = [("field", &*field.path), ("found", &*found), ("kind", kind)];
                self.say(sentence, example.span, &about);
            }
        }
    }
}

/// Whether an example puts a whole record in the place of another, and takes nothing out by itself.
fn replaces(example: &Example) -> bool {
    let changes = || example.subjects.iter().flat_map(|one| &one.changes);
    let mut values = changes().map(|change| change.value());
    values
        .clone()
        .any(|value| value.is_some_and(|value| value.is_object()))
        && values.all(|value| value.is_some())
}
