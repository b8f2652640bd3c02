//! One rule, code or field in plain words: found by its name, and laid out as a page that a renderer shows.
//! Knows the rule book and the catalogue; nothing of terminals or files.

mod asked;
mod conditions;
mod example;
mod excerpt;
mod find;
mod handbook;
mod left_out;
mod months;
mod own;
mod page;
mod pages;
mod tables;
mod values;
mod words;

use atbilst_core::form::FieldId;
use atbilst_core::language::{Catalogue, Translated};
use atbilst_core::own_rules::OWN;
use atbilst_core::rulebook::{Head, RuleBook};

pub use find::find;
pub use handbook::Handbook;
pub use own::{Pair, example as own_example};
pub use page::{Block, Page, Point};

/// Something that can be explained.
#[derive(Clone, Copy, Debug)]
pub enum Topic<'b> {
    /// A rule of the tool itself, with a book to take examples from.
    Own(&'b RuleBook, &'static str),
    /// A rule of a book.
    Rule(&'b RuleBook, &'b Head),
    /// A code: its book, and its index in its list.
    Code(&'b RuleBook, usize, usize),
    /// A field of a form.
    Field(&'b RuleBook, FieldId),
    /// A value of the law, by its index.
    Value(&'b RuleBook, usize),
    /// A table of such values, by its index.
    Table(&'b RuleBook, usize),
    /// A figure, by its index.
    Figure(&'b RuleBook, usize),
}

/// These topics by name and title, in parts, for whoever looks for one.
pub fn index(topics: &[Topic<'_>], catalogue: &Catalogue) -> Page {
    let mut page = page::PageBuilder::new(catalogue);
    let part = |topic: &Topic<'_>| match topic {
        Topic::Rule(..) => "explain.rules_of_call",
        Topic::Own(..) => "explain.rules_of_tool",
        Topic::Code(..) => "explain.all_codes",
        Topic::Field(..) => "explain.all_fields",
        Topic::Value(..) | Topic::Table(..) | Topic::Figure(..) => "explain.all_values",
    };
    let parts = [
        "explain.rules_of_call",
        "explain.rules_of_tool",
        "explain.all_codes",
        "explain.all_fields",
        "explain.all_values",
    ];
    for heading in parts {
        let of_part = |topic: &&Topic<'_>| part(topic) == heading;
        let mut fitting = topics.iter().filter(of_part).peekable();
        if fitting.peek().is_some() {
            page.heading(heading);
            page.pairs(fitting.map(|topic| (topic.name(), topic.title(catalogue))));
        }
    }
    page.text(catalogue.say("explain.one", &[]));
    let title = catalogue.say("explain.index", &[]);
    page.done("atbilst explain".to_owned(), "explain.names", &title)
}

/// Everything that can be explained: the rules of the tool and of the books, then codes, then fields. The rules of the tool are
/// explained by the last book, which is the one that was asked for where any was.
pub fn topics(books: &[RuleBook]) -> Vec<Topic<'_>> {
    let mut topics: Vec<Topic<'_>> = Vec::new();
    if let Some(book) = books.last() {
        topics.extend(OWN.into_iter().map(|id| Topic::Own(book, id)));
    }
    for book in books {
        topics.extend(book.heads().map(|head| Topic::Rule(book, head)));
        for (list, codes) in book.lists.iter().enumerate() {
            topics.extend((0..codes.codes.len()).map(|code| Topic::Code(book, list, code)));
        }
        let fields = book.form.iter().filter(|(_, field)| field.name != "it");
        topics.extend(fields.map(|(id, _)| Topic::Field(book, id)));
        // What stands in a table is told with it.
        let is_cell = |index: usize| {
            let mut cells = book.tables.iter().flat_map(|table| &table.cells);
            cells.any(|cell| cell.index() == index)
        };
        let values = (0..book.values.len()).filter(|&index| !is_cell(index));
        topics.extend(values.map(|index| Topic::Value(book, index)));
        topics.extend((0..book.tables.len()).map(|index| Topic::Table(book, index)));
        topics.extend((0..book.figures.0.len()).map(|index| Topic::Figure(book, index)));
    }
    topics
}

impl Topic<'_> {
    /// What it is called in applications and reports.
    pub fn name(&self) -> String {
        match *self {
            Self::Own(_, id) => id.to_owned(),
            Self::Rule(_, head) => head.id.to_string(),
            Self::Code(book, list, code) => code_of(book, list, code)
                .map(|code| code.code.clone())
                .unwrap_or_default(),
            Self::Field(book, id) => book.form.field(id).path.clone(),
            Self::Value(book, index) => {
                let value = book.values.get(index);
                value
                    .map(|value| value.name.to_string())
                    .unwrap_or_default()
            }
            Self::Table(book, index) => {
                let table = book.tables.get(index);
                table
                    .map(|table| table.name.to_string())
                    .unwrap_or_default()
            }
            Self::Figure(book, index) => {
                let figure = book.figures.0.get(index);
                figure
                    .map(|figure| figure.sign.path.clone())
                    .unwrap_or_default()
            }
        }
    }

    /// Its title in a language; none of a rule of the tool, whose title stands in the catalogue.
    pub fn title(&self, catalogue: &Catalogue) -> String {
        let language = catalogue.language();
        match *self {
            Self::Own(_, id) => catalogue.say(&format!("form.{id}.title"), &[]),
            Self::Rule(_, head) => head.title.get(language).clone(),
            Self::Code(book, list, code) => {
                let code = code_of(book, list, code);
                code.map_or_else(String::new, |code| code.title.get(language).clone())
            }
            Self::Field(book, id) => book.form.field(id).title.get(language).clone(),
            Self::Value(..) | Self::Table(..) | Self::Figure(..) => {
                let title = self.title_of_value();
                title.map_or_else(String::new, |title| title.get(language).clone())
            }
        }
    }

    /// The title of what the law or the book sets as a value.
    fn title_of_value(&self) -> Option<&Translated<String>> {
        match *self {
            Self::Value(book, index) => book.values.get(index).map(|value| &value.title),
            Self::Table(book, index) => book.tables.get(index).map(|table| &table.title),
            Self::Figure(book, index) => book.figures.0.get(index).map(|figure| &figure.title),
            Self::Own(..) | Self::Rule(..) | Self::Code(..) | Self::Field(..) => None,
        }
    }

    /// Its page.
    pub fn page(&self, catalogue: &Catalogue) -> Page {
        match *self {
            Self::Own(book, id) => own::page(book, id, catalogue),
            Self::Rule(book, head) => pages::rule(book, head, catalogue),
            Self::Code(book, list, code) => pages::code(book, list, code, catalogue),
            Self::Field(book, id) => pages::field(book, id, catalogue),
            Self::Value(book, index) => values::value(book, index, catalogue),
            Self::Table(book, index) => values::table(book, index, catalogue),
            Self::Figure(book, index) => values::figure(book, index, catalogue),
        }
    }
}

fn code_of(book: &RuleBook, list: usize, code: usize) -> Option<&atbilst_core::law::Code> {
    book.lists.get(list)?.codes.get(code)
}
