//! What is reckoned from the answers: what a rule says a field must come to, shown beside it and offered, and the figures of the book.

use serde_json::{Value, json};

use atbilst_core::application::{Frame, place};
use atbilst_core::condition::operators::Test;
use atbilst_core::condition::quantity::{Operand, Relation};
use atbilst_core::context::{Resolved, Scope};
use atbilst_core::language::Catalogue;
use atbilst_core::message::quantity_value;
use atbilst_core::message::wording::Wording;
use atbilst_core::reading::Reading;

fn wording<'a>(reading: &Reading<'a>, catalogue: &'a Catalogue) -> Wording<'a> {
    Wording {
        book: reading.book,
        catalogue,
        as_of: reading.as_of.date,
    }
}

/// What fields outside of lists must equal and is computed of the application, each at the place of its field.
pub(crate) fn sums(reading: &Reading<'_>, catalogue: &Catalogue) -> Vec<Value> {
    let (book, context) = (reading.book, reading.context());
    let language = catalogue.language();
    let wording = wording(reading, catalogue);
    let mut all = Vec::new();
    let rules = book.rules.iter();
    let rules = rules.filter(|rule| rule.head.period.contains(reading.as_of.date));
    let cases = rules.flat_map(|rule| &rule.cases);
    for require in cases.filter_map(|case| case.require.as_ref()) {
        require.tests(&mut |test| {
            let outside = book.form.field(test.subject.field).list.is_none();
            let equals = test.operator.comparison();
            let equals = equals.filter(|one| one.relation() == Relation::Equals);
            let Some(equals) = equals.filter(|_| outside && test.computed.is_none()) else {
                return;
            };
            // Another field is not taken for this one: nobody knows which of them is wrong.
            if equals.to.is_by_law() || matches!(equals.to, Operand::FieldValue(_)) {
                return;
            }
            let Resolved::Known(value) = equals.to.resolve(&context, Scope::ROOT) else {
                return;
            };
            let of = Test {
                computed: Some(Box::new(equals.to.clone())),
                ..test.clone()
            };
            let (application, document) = (reading.application, reading.document);
            let field = test.subject.field;
            let stands = place(application, &book.form, document, Frame::ROOT, field);
            all.push(json!({
                "pointer": stands.0, "of": wording.subject(&of),
                "written": value.written(), "words": quantity_value(value).write(language),
                "stands": context.quantity(test.subject, Scope::ROOT) == Resolved::Known(value),
            }));
        });
    }
    all
}

/// The figures of the application that can be reckoned, and how each comes about.
pub(crate) fn figures(reading: &Reading<'_>, catalogue: &Catalogue) -> Vec<Value> {
    let context = reading.context();
    let language = catalogue.language();
    let wording = wording(reading, catalogue);
    let figures = reading.book.figures.0.iter();
    let figures = figures.filter(|figure| figure.sign.lists.is_empty());
    let told = figures.filter_map(|figure| {
        let Resolved::Known(value) = figure.is.resolve(&context, Scope::ROOT) else {
            return None;
        };
        Some(json!({
            "title": figure.title.get(language), "words": quantity_value(value).write(language),
            "how": wording.work_named(&figure.is, &context, Scope::ROOT),
        }))
    });
    told.collect()
}
