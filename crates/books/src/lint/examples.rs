//! Examples that change more than they mean to, or less: a record replaced by one field of it, a value that cannot be read in a field at
//! which the rule does not look, and a finding waived that is none.

use super::Lint;
use crate::examples::{prepare, unreadable};
use atbilst_core::application::Problem;
use atbilst_core::finding::Outcome;
use atbilst_core::form::FieldId;
use atbilst_core::reading::KeptReading;
use atbilst_core::rulebook::{Change, Example};
use atbilst_yaml::write::json;

/// What an example lacks, or cannot be read in it: the sentence, the field, and what stands there.
type Told = (&'static str, FieldId, String);

impl Lint<'_> {
    pub(super) fn examples(&mut self) {
        let book = self.book;
        // What is wrong in the complete application is told there, once.
        let complete = KeptReading::read(book, json(&book.complete), None);
        let of_complete: Vec<Told> = complete.iter().flat_map(problems).collect();
        for prepared in prepare(book) {
            let example = prepared.example;
            for (sentence, id) in prepared.without_effect(book) {
                self.say(sentence, example.span, &[("rule", id)]);
            }
            // What is not decided is so because of them.
            if example.expect == Outcome::Open {
                continue;
            }
            let looked_at = book.uses_of(prepared.head).fields;
            let replaced = replaced(example);
            let mut told = prepared.readings().flat_map(problems);
            let told = told.find(|told| {
                let is_its_own = match told.0 {
                    "rules.example_lacks" => replaced.is_some(),
                    _ => !looked_at.contains(&told.1),
                };
                is_its_own && !of_complete.contains(told)
            });
            if let Some((sentence, field, found)) = told {
                let field = book.form.field(field);
                let about = [
                    ("field", &*field.path),
                    ("found", &*found),
                    ("kind", field.kind.name()),
                    ("path", replaced.as_deref().unwrap_or_default()),
                ];
                self.say(sentence, example.span, &about);
            }
        }
    }
}

/// What is missing in an application, or cannot be read.
fn problems(reading: &KeptReading) -> impl Iterator<Item = Told> {
    let all = reading.form_problems().iter();
    all.filter_map(|problem| match *problem {
        Problem::Missing { field, .. } => Some(("rules.example_lacks", field, String::new())),
        Problem::WrongType { field, node } => {
            let found = unreadable(reading.document(), node);
            Some(("rules.example_unread", field, found.to_owned()))
        }
        _ => None,
    })
}

/// The first field that an example states by putting a whole record in the place of another, where it takes nothing out by itself.
fn replaced(example: &Example) -> Option<String> {
    let changes = || example.subjects.iter().flat_map(|one| &one.changes);
    let takes_out = changes().any(|change| change.value().is_none());
    changes().find_map(Change::replaced).filter(|_| !takes_out)
}
