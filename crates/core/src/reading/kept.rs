//! A text that is judged more than once: an example of a rule book, under the book and under each that differs from it in one place.

use chrono::NaiveDate;

use super::{AsOf, Office, ReadBuffers, ReadOptions, Reading, Unread, as_of_date};
use crate::application::Problem;
use crate::context::Computed;
use crate::rulebook::RuleBook;
use atbilst_yaml::{Document, Limits};

/// A text that is kept with what was read of it, for whoever judges it more than once.
#[derive(Debug)]
pub struct KeptReading {
    text: String,
    buffers: ReadBuffers,
    as_of: AsOf,
}

impl KeptReading {
    /// Reads a text for a book, by the law of this day where one is asked for; what the office states stands in the text too.
    ///
    /// # Errors
    /// Why it is no application of the book's call.
    pub fn read(book: &RuleBook, text: String, as_of: Option<NaiveDate>) -> Result<Self, Unread> {
        let mut buffers = ReadBuffers::default();
        buffers.parse(&text, &Limits::default());
        buffers.named(&text, std::slice::from_ref(book))?;
        let options = ReadOptions {
            office: Office::Within,
            as_of,
            ..ReadOptions::default()
        };
        buffers.fill(&text, 0, book, &options);
        let as_of = as_of_date(as_of, book, &buffers.application);
        Ok(Self {
            text,
            buffers,
            as_of,
        })
    }

    /// The day whose law applies.
    pub fn as_of(&self) -> &AsOf {
        &self.as_of
    }

    /// Whether nothing is wrong with the text and the form, whatever the rules of the book say.
    pub fn is_sound(&self) -> bool {
        self.buffers.text_problems.is_empty() && self.buffers.form_problems.is_empty()
    }

    /// What is wrong with the form.
    pub fn form_problems(&self) -> &[Problem] {
        &self.buffers.form_problems
    }

    /// The text and its tree.
    pub fn document(&self) -> Document<'_> {
        Document {
            text: &self.text,
            tree: &self.buffers.tree,
        }
    }

    /// The reading under the book that it was read for, or under another that has the same form. What its figures come to is kept in
    /// `computed`, which is of this text and this book alone.
    pub fn under<'a>(&'a self, book: &'a RuleBook, computed: &'a Computed) -> Reading<'a> {
        Reading {
            book,
            document: self.document(),
            application: &self.buffers.application,
            as_of: &self.as_of,
            computed,
        }
    }
}
