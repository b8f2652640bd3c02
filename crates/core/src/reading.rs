//! One text read for one rule book: the book, the document, its values, and the day whose law applies. Made here and nowhere else,
//! for a check, a second look at one application, an example, a correction and a trace alike. Knows nothing of rules' outcomes.

mod kept;

use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::application::{Application, Frame, Placed, Problem, State};
use crate::context::{Computed, Context};
use crate::form::Single;
use crate::rulebook::RuleBook;
use crate::scalar::Quantity;
use atbilst_yaml as yaml;
use atbilst_yaml::invisible::is_blank;
use atbilst_yaml::{Document, Limits, NodeId, Tree};

pub use kept::KeptReading;

/// The day whose law was applied, and why that day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AsOf {
    /// The day.
    pub date: NaiveDate,
    /// Where it was taken from.
    pub from: AsOfSource,
}

/// Where the day whose law applies was taken from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AsOfSource {
    /// Whoever checks asked for it.
    Option,
    /// This field of the application states it.
    Field(Arc<str>),
    /// The application states none, so this value of the rule book stands in.
    Value(Arc<str>),
}

impl AsOfSource {
    /// Its name in reports: `option`, the path of a field, or the name of a value.
    pub fn name(&self) -> &str {
        match self {
            Self::Option => "option",
            Self::Field(name) | Self::Value(name) => name,
        }
    }
}

/// What an office states of applications.
pub trait OfficeSays {
    /// Calls `visit` with each field that it states of the application with this id, and what it states; in this order, so that the
    /// last counts. `visit` says what becomes of it.
    fn each(&self, id: Option<&str>, visit: &mut dyn FnMut(&str, &str) -> Placed);
}

// As `Figured` has it.
impl fmt::Debug for dyn OfficeSays + '_ {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OfficeSays")
    }
}

/// Where that is found which the applicant is not asked.
#[derive(Clone, Copy, Debug, Default)]
pub enum Office<'o> {
    /// Nowhere.
    #[default]
    Silent,
    /// In the text itself, as in the examples of a rule book.
    Within,
    /// The office states it.
    Says(&'o dyn OfficeSays),
}

/// How a text is read.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReadOptions<'o> {
    /// What the applicant is not asked.
    pub office: Office<'o>,
    /// The day whose law is applied, whatever the application says.
    pub as_of: Option<NaiveDate>,
    /// How much of a text is read.
    pub limits: Limits,
}

/// An application as its rule book reads it.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// The rule book of its call.
    pub book: &'a RuleBook,
    /// Its text and tree.
    pub document: Document<'a>,
    /// Its values.
    pub application: &'a Application,
    /// The day whose law applies.
    pub as_of: &'a AsOf,
    /// What the figures of the book come to.
    computed: &'a Computed,
}

impl<'a> Reading<'a> {
    /// What conditions look at.
    pub fn context(&self) -> Context<'a> {
        Context {
            form: &self.book.form,
            lists: &self.book.lists,
            values: &self.book.values,
            tables: &self.book.tables,
            figures: &self.book.figures,
            computed: self.computed,
            as_of: self.as_of.date,
            application: self.application,
            document: self.document,
            wants_words: false,
            any_cell: true,
            bound: None,
        }
    }
}

/// Why there is no reading of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// It is no YAML that an application may use; the problems of the text say why.
    NotYaml,
    /// It holds something else than fields.
    NotAMapping(NodeId),
    /// It does not name its call.
    NoCall,
    /// No rule book is for the call that it names here.
    UnknownCall(NodeId),
}

/// What could be read of a text.
#[derive(Debug)]
pub struct ReadText<'a> {
    /// The text and its tree, as far as it goes.
    pub document: Document<'a>,
    /// What is wrong with the text.
    pub(crate) text_problems: &'a [yaml::Problem],
    /// What is wrong with the form; nothing where there is no reading.
    pub form_problems: &'a [Problem],
    /// The application, with the index of its book.
    pub reading: Result<(usize, Reading<'a>), Unread>,
}

/// Memory for readings, kept from one text to the next.
#[derive(Debug, Default)]
pub struct ReadBuffers {
    tree: Tree,
    application: Application,
    text_problems: Vec<yaml::Problem>,
    form_problems: Vec<Problem>,
    as_of: Option<AsOf>,
    computed: Computed,
}

impl ReadBuffers {
    /// Reads a text for the one of these books whose call it names.
    pub fn read<'a>(
        &'a mut self,
        text: &'a str,
        books: &'a [RuleBook],
        options: &ReadOptions<'_>,
    ) -> ReadText<'a> {
        self.parse(text, &options.limits);
        match self.named(text, books) {
            Ok((index, book)) => self.fill(text, index, book, options),
            Err(why) => ReadText {
                document: Document {
                    text,
                    tree: &self.tree,
                },
                text_problems: &self.text_problems,
                form_problems: &[],
                reading: Err(why),
            },
        }
    }

    /// Reads a text for this book, whatever call it names.
    pub(crate) fn read_for<'a>(
        &'a mut self,
        text: &'a str,
        book: &'a RuleBook,
        options: &ReadOptions<'_>,
    ) -> ReadText<'a> {
        self.parse(text, &options.limits);
        self.fill(text, 0, book, options)
    }

    fn parse(&mut self, text: &str, limits: &Limits) {
        self.text_problems.clear();
        self.form_problems.clear();
        yaml::read(text, limits, &mut self.tree, &mut self.text_problems);
    }

    /// The book of the call that a document names.
    fn named<'b>(
        &self,
        text: &str,
        books: &'b [RuleBook],
    ) -> Result<(usize, &'b RuleBook), Unread> {
        if self
            .text_problems
            .iter()
            .any(|problem| problem.kind.is_fatal())
        {
            return Err(Unread::NotYaml);
        }
        let document = Document {
            text,
            tree: &self.tree,
        };
        let root = document.root();
        let call = root
            .and_then(|root| document.get(root, "call"))
            .filter(|&call| !document.is_null(call) && !is_blank(document.scalar(call)));
        let Some(call) = call else {
            let other = root.filter(|&root| document.kind(root) != yaml::Kind::Mapping);
            return Err(other.map_or(Unread::NoCall, Unread::NotAMapping));
        };
        let named = document.scalar(call);
        let mut books = books.iter().enumerate();
        books
            .find(|(_, book)| &*book.call == named)
            .ok_or(Unread::UnknownCall(call))
    }

    fn fill<'a>(
        &'a mut self,
        text: &'a str,
        index: usize,
        book: &'a RuleBook,
        options: &ReadOptions<'_>,
    ) -> ReadText<'a> {
        let document = Document {
            text,
            tree: &self.tree,
        };
        self.computed.clear();
        let application = &mut self.application;
        let with_office = matches!(options.office, Office::Within);
        application.read(
            &book.form,
            book,
            document,
            with_office,
            &mut self.form_problems,
        );
        if let Office::Says(office) = options.office {
            let id = document.root().and_then(|root| document.get(root, "id"));
            let id = id.map(|id| document.scalar(id));
            office.each(id, &mut |path, is| {
                application.state(&book.form, book, document, path, is)
            });
        }
        let as_of = self
            .as_of
            .insert(as_of_date(options.as_of, book, &self.application));
        let reading = Reading {
            book,
            document,
            application: &self.application,
            as_of,
            computed: &self.computed,
        };
        ReadText {
            document,
            text_problems: &self.text_problems,
            form_problems: &self.form_problems,
            reading: Ok((index, reading)),
        }
    }
}

/// The day whose law applies: the one asked for, else the application's own, else the book's.
fn as_of_date(asked: Option<NaiveDate>, book: &RuleBook, application: &Application) -> AsOf {
    if let Some(date) = asked {
        return AsOf {
            date,
            from: AsOfSource::Option,
        };
    }
    let stated = application.value(Frame::ROOT, book.as_of_field.slot);
    if let State::Single(Single::Quantity(Quantity::Date(date))) = stated.state {
        return AsOf {
            date,
            from: AsOfSource::Field(Arc::clone(&book.as_of_path)),
        };
    }
    let value = book.values.get(book.as_of_otherwise.index());
    let date = value.and_then(|value| match value.newest()? {
        Quantity::Date(date) => Some(date),
        _ => None,
    });
    AsOf {
        // The loading of a book sees to it that there is such a day.
        date: date.unwrap_or(book.verified_on),
        from: AsOfSource::Value(
            value.map_or_else(|| Arc::from(""), |value| Arc::clone(&value.name)),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Checker, Scratch, Settings};
    use crate::language::{Catalogue, Language};
    use crate::rulebook::embedded::BOOKS;

    /// Whoever reads an application again, to explain it or to correct it, applies the law of the day that the check applied.
    #[test]
    fn a_kept_reading_has_the_day_of_the_check() {
        let books = [RuleBook::read(BOOKS[0].path, BOOKS[0].text).expect("a book")];
        let catalogue = Catalogue::load(Language::En);
        let day = |text: &str| NaiveDate::parse_from_str(text, "%Y-%m-%d").expect("a day");
        let without = format!("call: {}\n", books[0].call);
        let with = format!("{without}{}: 2025-07-01\n", books[0].as_of_path);
        for (text, asked) in [
            (&without, None),
            (&with, None),
            (&with, Some(day("2023-01-01"))),
        ] {
            let settings = Settings {
                as_of: asked,
                ..Settings::on(day("2030-01-01"))
            };
            let checker = Checker::new(&books, &catalogue, settings);
            let path = Arc::from("a.yaml");
            let checked = checker.check(&mut Scratch::default(), &path, text.as_bytes());
            let kept = KeptReading::read(&books[0], text.clone(), asked).expect("an application");
            assert_eq!(checked.application.as_of.as_ref(), Some(kept.as_of()));
            assert_ne!(kept.as_of().date, books[0].verified_on);
        }
    }
}
