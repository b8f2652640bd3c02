//! The story on one page: a text is read and held against its rule book, which gives data; that is told in a language and becomes one
//! application of a report; then all of them together. Knows nothing of files or of how a report is shown.

mod asides;
mod books;
mod checked;
mod evaluated;
mod few;
mod foreign;
mod identity;
mod kept;
mod office;
mod outcomes;
mod portfolios;
mod summaries;
mod tell;
mod together;
mod waive;
mod without_text;

use std::sync::Arc;

use crate::answers::{Answers, OfficeEntries};
use crate::language::Catalogue;
use crate::message::aggregate::Cited;
use crate::message::finding::MessageCache;
use crate::message::trace::Traced;
use crate::reading::ReadBuffers;
use crate::report::{BookSummary, RuleSummary};
use crate::rulebook::RuleBook;
use crate::waivers::Waivers;
use atbilst_yaml::source::Lines;

pub use crate::settings::Settings;
use asides::Asides;
pub use books::RuleBooks;
pub use checked::Checked;
pub use evaluated::Evaluated;
pub use portfolios::{Look, ReadAgain};
pub use together::Assembly;
pub use without_text::Unreadable;

use identity::identify;
use outcomes::{own_outcomes, verdict};

/// Holds applications against rule books and tells of them in one language.
#[derive(Debug)]
pub struct Checker<'a> {
    books: RuleBooks<'a>,
    catalogue: &'a Catalogue,
    settings: Settings,
    own_rules: Arc<[RuleSummary]>,
    summaries: Vec<BookSummary>,
    waivers: Waivers,
    answers: Answers,
    /// What the office states.
    office: OfficeEntries,
    /// Whether that stands in the applications themselves, as in the examples of a rule book.
    office_within: bool,
    traced: Traced,
    sheets: bool,
    /// Whether what is needed to judge the applications together is kept of each, whether or not that is done here.
    collects: bool,
}

/// The memory of one worker, kept from one application to the next. It serves one checker.
#[derive(Debug, Default)]
pub struct Scratch {
    buffers: ReadBuffers,
    messages: MessageCache,
}

impl<'a> Checker<'a> {
    /// A checker for these books, borrowed or its own, speaking the catalogue's language.
    pub fn new(
        books: impl Into<RuleBooks<'a>>,
        catalogue: &'a Catalogue,
        settings: Settings,
    ) -> Self {
        let books = books.into();
        Self {
            own_rules: summaries::own_rules(catalogue),
            summaries: books
                .iter()
                .map(|book| summaries::of_book(book, catalogue, settings.today))
                .collect(),
            books,
            catalogue,
            settings,
            waivers: Waivers::default(),
            answers: Answers::default(),
            office: OfficeEntries::default(),
            office_within: false,
            traced: Traced::Nothing,
            sheets: false,
            collects: false,
        }
    }

    /// The same, keeping of each application what is needed to judge all together elsewhere.
    #[must_use]
    pub fn collecting(self) -> Self {
        Self {
            collects: true,
            ..self
        }
    }

    /// The same, telling also why these rules came out as they did.
    #[must_use]
    pub fn tracing(self, traced: Traced) -> Self {
        Self { traced, ..self }
    }

    /// The same, telling also what each rule looked at, where each application has a sheet of its own.
    #[must_use]
    pub fn with_sheets(self, sheets: bool) -> Self {
        Self { sheets, ..self }
    }

    /// The same, with waivers.
    #[must_use]
    pub fn with_waivers(self, waivers: Waivers) -> Self {
        Self { waivers, ..self }
    }

    /// The same, with answers.
    #[must_use]
    pub fn with_answers(self, answers: Answers) -> Self {
        Self {
            office: OfficeEntries::of(&answers, self.settings.today),
            answers,
            ..self
        }
    }

    /// The same, for the examples of a rule book, in which what the office states stands beside what the applicant writes.
    #[must_use]
    pub fn of_examples(self) -> Self {
        Self {
            office_within: true,
            ..self
        }
    }

    /// The rule books that it holds applications against.
    pub fn books(&self) -> &[RuleBook] {
        &self.books
    }

    /// Whether a text is that of one of them. It names a call as well, and is no application.
    pub fn is_book(&self, bytes: &[u8]) -> bool {
        self.books.iter().any(|book| book.text.as_bytes() == bytes)
    }

    /// Checks one text and tells of it.
    pub fn check(&self, scratch: &mut Scratch, path: &Arc<str>, bytes: &[u8]) -> Checked {
        let Scratch { buffers, messages } = scratch;
        self.checked(self.evaluate(buffers, bytes, path), path, messages)
    }

    /// The same of a text that nobody called an application; `None` where it is none, unless that is to be a mistake.
    pub fn check_found(
        &self,
        scratch: &mut Scratch,
        path: &Arc<str>,
        bytes: &[u8],
        strict: bool,
    ) -> Option<Checked> {
        let Scratch { buffers, messages } = scratch;
        let mut evaluated = self.evaluate(buffers, bytes, path);
        evaluated.foreign = !foreign::is_application(&evaluated, &self.books);
        if evaluated.foreign && !strict {
            return None;
        }
        Some(self.checked(evaluated, path, messages))
    }

    /// How it checks.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Whether the applications of a call are judged together as well, here or elsewhere.
    pub fn judges_together(&self) -> bool {
        self.settings.portfolio || self.collects
    }

    /// Whether bytes that are not read may be those of an application.
    pub fn may_be_application(&self, bytes: &[u8]) -> bool {
        foreign::may_be_application(&String::from_utf8_lossy(bytes), &self.books)
    }

    fn checked(
        &self,
        evaluated: Evaluated<'_>,
        path: &Arc<str>,
        messages: &MessageCache,
    ) -> Checked {
        let application = self.tell(&evaluated, path, messages);
        let cited = evaluated.read.as_ref().ok().filter(|_| self.collects);
        let cited = cited.and_then(|read| {
            let (book, reading) = read.reading.as_ref().ok()?;
            let lines = Lines::of(read.document.text);
            let context = reading.context();
            Some(Box::new(Cited::of(
                self.books.get(*book)?,
                &context,
                &lines,
            )))
        });
        let read = evaluated.read.ok();
        let read = read.filter(|read| read.reading.is_ok());
        let asides = read.map(|read| {
            let reading = read.reading.as_ref().ok();
            let of = reading.map(|(_, of)| (of.book, of.application));
            let told = application.findings.iter();
            let told: Vec<&str> = told.map(|told| &*told.place.pointer).collect();
            Asides::of(read.document, of, (path, &told), self.catalogue)
        });
        Checked {
            application,
            contribution: evaluated.contribution,
            stated: self.places_of(&evaluated.stated),
            asides: asides.unwrap_or_default(),
            cited,
            only_counted: false,
        }
    }
}
