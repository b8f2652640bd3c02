//! What may stand behind a field: codes with what they mean, yes and no, the days that the law names.

use atbilst_core::condition::Condition;
use atbilst_core::context::Uses;
use atbilst_core::form::{FieldId, Kind};
use atbilst_core::language::Language;
use atbilst_core::law::Citation;
use atbilst_core::rulebook::RuleBook;
use atbilst_core::scalar::Quantity;
use chrono::NaiveDate;
use lsp_types::CompletionItemKind;

/// Something that may be written.
pub(crate) struct Offer {
    /// What is written.
    pub(crate) text: String,
    /// What it means.
    pub(crate) title: String,
    /// What there is to say of it.
    pub(crate) about: String,
    pub(crate) kind: CompletionItemKind,
}

/// What may be written for a field by the law of a day.
pub(crate) fn values(
    book: &RuleBook,
    id: FieldId,
    day: NaiveDate,
    language: Language,
) -> Vec<Offer> {
    let field = book.form.field(id);
    match &field.kind {
        Kind::Code(list) => {
            let codes = book.list(*list).into_iter().flat_map(|list| list.on(day));
            let offer = |code: &atbilst_core::law::Code| Offer {
                text: code.code.clone(),
                title: code.title.get(language).clone(),
                about: quotes(&code.law),
                kind: CompletionItemKind::ENUM_MEMBER,
            };
            codes.map(offer).collect()
        }
        Kind::Flag => {
            let offer = |flag: bool| Offer {
                text: flag.to_string(),
                title: field.title.get(language).clone(),
                about: field.help.get(language).clone(),
                kind: CompletionItemKind::VALUE,
            };
            [true, false].map(offer).into()
        }
        Kind::Date => days(book, id, day, language),
        _ => Vec::new(),
    }
}

/// The days of the law that a rule holds the field against; where none does, all days of the book.
fn days(book: &RuleBook, id: FieldId, day: NaiveDate, language: Language) -> Vec<Offer> {
    let mut asked = Uses::default();
    let conditions = book.rules.iter().flat_map(|rule| &rule.cases);
    let conditions = conditions
        .flat_map(|case| [&case.require, &case.when])
        .flatten();
    conditions.for_each(|condition: &Condition| {
        condition.tests(&mut |test| {
            if test.computed.is_none() && test.subject.field == id {
                test.uses(&book.form, &mut asked);
            }
        });
    });
    let values = book.values.iter().enumerate();
    let mut days: Vec<Offer> = values
        .filter(|(index, _)| {
            let mut own = asked.values.keys();
            asked.values.is_empty() || own.any(|id| id.index() == *index)
        })
        .filter_map(|(_, value)| {
            let in_force = value.on(day).dated()?;
            let Some(Quantity::Date(date)) = in_force.is else {
                return None;
            };
            Some(Offer {
                text: date.to_string(),
                title: value.title.get(language).clone(),
                about: quotes(&in_force.law),
                kind: CompletionItemKind::CONSTANT,
            })
        })
        .collect();
    // A day is offered once, whatever else ends on it.
    let mut seen = Vec::new();
    days.retain(|offer| {
        let new = !seen.contains(&offer.text);
        seen.push(offer.text.clone());
        new
    });
    days
}

fn quotes(law: &[Citation]) -> String {
    let quotes = law.iter().filter_map(|law| law.quote.as_deref());
    let quoted = quotes.map(|quote| format!("> {}", quote.trim().replace('\n', "\n> ")));
    quoted.collect::<Vec<_>>().join("\n\n")
}
