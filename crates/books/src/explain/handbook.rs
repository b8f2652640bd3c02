//! Everything that a rule book says, as one text in parts.

use atbilst_core::language::{Catalogue, Value};
use atbilst_core::rulebook::RuleBook;

use super::{Page, Topic, topics};

/// Everything that a rule book says: its rules, those of the tool, its codes, its fields, its values and figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handbook {
    /// Title of the call.
    pub title: String,
    /// What it is and how old.
    pub introduction: String,
    /// Parts with their titles.
    pub parts: Vec<(String, Vec<Page>)>,
}

impl Handbook {
    /// The handbook of a book.
    pub fn of(book: &RuleBook, catalogue: &Catalogue) -> Self {
        let language = catalogue.language();
        let args = [
            ("call", Value::from(&*book.call)),
            ("version", book.version.as_str().into()),
            ("verified", book.verified_on.into()),
            ("language", language.name().into()),
        ];
        let mut parts = [
            "explain.rules_of_call",
            "explain.rules_of_tool",
            "explain.all_codes",
            "explain.all_fields",
            "explain.all_values",
        ]
        .map(|title| (catalogue.say(title, &[]), Vec::new()));
        let [rules, own_rules, codes, fields, values] = &mut parts;
        for topic in topics(std::slice::from_ref(book)) {
            let (_, pages) = match topic {
                Topic::Rule(..) => &mut *rules,
                Topic::Own(..) => &mut *own_rules,
                Topic::Code(..) => &mut *codes,
                Topic::Field(..) => &mut *fields,
                Topic::Value(..) | Topic::Table(..) | Topic::Figure(..) => &mut *values,
            };
            pages.push(topic.page(catalogue));
        }
        Self {
            title: book.title.get(language).to_owned(),
            introduction: catalogue.say("explain.handbook", &args),
            parts: parts.into(),
        }
    }
}
