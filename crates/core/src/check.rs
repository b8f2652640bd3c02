//! The story on one page: a text is read, held against its rule book, and becomes one application of a report; then all of them together.
//! Knows nothing of files or of how a report is shown.

mod few;
mod identity;
mod outcomes;
mod portfolios;
mod stopped;
mod summaries;
mod together;
mod waive;

use std::sync::Arc;

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use crate::application::{Application, Problem, State};
use crate::condition::Context;
use crate::finding::{Counts, Finding, Outcome};
use crate::judge;
use crate::judge::shape::{self, Shape};
use crate::judge::tell::{Shared, Teller};
use crate::judge::wording::Wording;
use crate::language::Catalogue;
use crate::own_rules::OWN;
use crate::portfolio::{Facts, Gathering};
use crate::report::{self, AsOf, BookSummary, RuleSummary};
use crate::rulebook::RuleBook;
use crate::scalar::Quantity;
use crate::tool::Tool;
use crate::trace::{Traced, Tracer};
use crate::waivers::Waivers;
use atbilst_yaml as yaml;
use atbilst_yaml::invisible::is_blank;
use atbilst_yaml::source::Lines;
use atbilst_yaml::{Document, Limits, NodeId, Tree};

pub use stopped::Unreadable;
pub use together::{Again, Assembly, Checked};

use identity::identify;
use outcomes::{own_outcomes, verdict};

/// How a check is made.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// The day whose law is applied, whatever an application says.
    pub as_of: Option<NaiveDate>,
    /// The day of the check.
    pub today: NaiveDate,
    /// How much of a text is read.
    pub limits: Limits,
    /// How many findings are kept of one file; all are counted.
    pub findings: usize,
    /// Whether the applications of a call are also judged together.
    pub portfolio: bool,
    /// The program that checks.
    pub tool: Tool,
}

impl Settings {
    /// A check on a day as it is made where nothing else is asked for.
    #[must_use]
    pub fn on(today: NaiveDate) -> Self {
        Self {
            as_of: None,
            today,
            limits: Limits::default(),
            findings: usize::MAX,
            portfolio: true,
            tool: Tool::default(),
        }
    }
}

/// Holds applications against rule books.
#[derive(Debug)]
pub struct Checker<'a> {
    books: &'a [RuleBook],
    catalogue: &'a Catalogue,
    settings: Settings,
    own_rules: Arc<[RuleSummary]>,
    summaries: Vec<BookSummary>,
    waivers: Waivers,
    from_option: Arc<str>,
    from_field: Vec<Arc<str>>,
    traced: Traced,
}

/// The memory of one worker, kept from one application to the next. One desk serves one checker.
#[derive(Debug, Default)]
pub struct Desk {
    tree: Tree,
    application: Application,
    yaml_problems: Vec<yaml::Problem>,
    problems: Vec<Problem>,
    outcomes: Vec<Outcome>,
    gathering: Gathering,
    told: Shared,
}

impl<'a> Checker<'a> {
    /// A checker for these books, speaking the catalogue's language.
    #[must_use]
    pub fn new(books: &'a [RuleBook], catalogue: &'a Catalogue, settings: Settings) -> Self {
        Self {
            books,
            catalogue,
            settings,
            own_rules: summaries::own_rules(catalogue),
            summaries: books
                .iter()
                .map(|book| summaries::of_book(book, catalogue, settings.today))
                .collect(),
            waivers: Waivers::default(),
            from_option: "option".into(),
            from_field: books
                .iter()
                .map(|book| book.form.field(book.as_of_field.field).path.as_str().into())
                .collect(),
            traced: Traced::Nothing,
        }
    }

    /// The same, telling also why these rules came out as they did.
    #[must_use]
    pub fn tracing(self, traced: Traced) -> Self {
        Self { traced, ..self }
    }

    /// The same, with waivers.
    #[must_use]
    pub fn with_waivers(self, waivers: Waivers) -> Self {
        Self { waivers, ..self }
    }

    /// Checks one file.
    pub fn check(&self, desk: &mut Desk, path: &Arc<str>, bytes: &[u8]) -> Checked {
        let sha256 = Sha256::digest(bytes).into();
        let text = match yaml::decode(bytes) {
            Ok(text) => text,
            Err(problem) => {
                let legible = yaml::legible(bytes);
                desk.tree.clear();
                let document = Document {
                    text: &legible,
                    tree: &desk.tree,
                };
                let lines = Lines::of(&legible);
                let shape = Shape {
                    catalogue: self.catalogue,
                    document,
                    lines: &lines,
                    path,
                };
                return self.stopped(path, Some(sha256), vec![shape.yaml(&problem)], 2);
            }
        };
        desk.yaml_problems.clear();
        yaml::read(
            text,
            &self.settings.limits,
            &mut desk.tree,
            &mut desk.yaml_problems,
        );
        self.read(desk, path, sha256, text)
    }

    fn read(&self, desk: &mut Desk, path: &Arc<str>, sha256: [u8; 32], text: &str) -> Checked {
        let Desk {
            tree,
            application,
            yaml_problems,
            problems,
            outcomes,
            gathering,
            told,
        } = desk;
        let document = Document { text, tree };
        let lines = std::cell::OnceCell::new();
        let shape = || Shape {
            catalogue: self.catalogue,
            document,
            lines: lines.get_or_init(|| Lines::of(text)),
            path,
        };
        let mut failed: Vec<&str> = yaml_problems.iter().map(shape::rule_of_text).collect();
        let mut findings: Vec<Finding> = yaml_problems
            .iter()
            .take(self.settings.findings)
            .map(|problem| shape().yaml(problem))
            .collect();
        if yaml_problems.iter().any(|problem| problem.kind.is_fatal()) {
            return self.stopped_with(path, Some(sha256), findings, &failed, 2);
        }
        let call = document
            .root()
            .and_then(|root| document.get(root, "call"))
            .filter(|&call| !document.is_null(call) && !is_blank(document.scalar(call)));
        let known: Vec<&str> = if call.is_none() {
            self.books.iter().map(|book| &*book.call).collect()
        } else {
            Vec::new()
        };
        let Some(call) = call else {
            findings.push(
                match document
                    .root()
                    .filter(|&root| document.kind(root) == yaml::Kind::Mapping)
                {
                    None if !document.tree.is_empty() => shape().not_a_mapping(document.root()),
                    _ => shape().missing_call(&known),
                },
            );
            return self.stopped(path, Some(sha256), findings, 3);
        };
        let Some((index, book)) = self.book(document.scalar(call)) else {
            let known: Vec<&str> = self.books.iter().map(|book| &*book.call).collect();
            findings.push(shape().unknown_call(call, &known));
            return self.stopped(path, Some(sha256), findings, 4);
        };
        problems.clear();
        application.read(&book.form, book, document, problems);
        failed.extend(problems.iter().map(shape::rule_of_form));
        let room = self.settings.findings.saturating_sub(findings.len());
        findings.extend(
            problems
                .iter()
                .take(room)
                .map(|problem| shape().form(&book.form, application, problem)),
        );
        let mut counts = Counts::default();
        outcomes.clear();
        own_outcomes(&failed, OWN.len(), outcomes, &mut counts);
        let as_of = self.as_of(index, book, application);
        let context = context(book, application, document, as_of.date);
        let mut seen = Vec::new();
        judge::judge(book, &context, outcomes, &mut counts, &mut seen);
        let room = self.settings.findings.saturating_sub(findings.len());
        judge::weightiest(&mut seen, room);
        if !seen.is_empty() {
            let teller = Teller {
                book,
                catalogue: self.catalogue,
                context,
                lines: lines.get_or_init(|| Lines::of(text)),
                shared: told,
            };
            // A finding is large, and most applications have few.
            findings.reserve_exact(seen.len());
            findings.extend(seen.iter().map(|judged| teller.tell(judged)));
        }
        let id = text_of(document, "id");
        identify(&mut findings, id.unwrap_or(path));
        let facts = if self.settings.portfolio {
            gathering.facts(book, &context)
        } else {
            Facts::default()
        };
        let traces = if self.traced == Traced::Nothing {
            Vec::new()
        } else {
            let tracer = Tracer {
                wording: Wording {
                    book,
                    catalogue: self.catalogue,
                    as_of: context.as_of,
                },
                context,
                lines: lines.get_or_init(|| Lines::of(text)),
            };
            tracer.tell(&self.traced)
        };
        let application = report::Application {
            path: Arc::clone(path),
            sha256: Some(sha256),
            book: Some(index),
            call: Some(Arc::clone(&book.call)),
            id: id.map(str::to_owned),
            as_of: Some(as_of),
            verdict: verdict(&findings, outcomes),
            outcomes: outcomes.as_slice().into(),
            findings,
            counts,
            traces,
        };
        Checked { application, facts }
    }

    fn book(&self, call: &str) -> Option<(usize, &'a RuleBook)> {
        self.books
            .iter()
            .enumerate()
            .find(|(_, book)| &*book.call == call)
    }

    /// Whose law applies, and why.
    fn as_of(&self, index: usize, book: &RuleBook, application: &Application) -> AsOf {
        if let Some(date) = self.settings.as_of {
            return AsOf {
                date,
                from: Arc::clone(&self.from_option),
            };
        }
        let otherwise = || {
            let value = book.values.get(book.as_of_otherwise.index());
            value.map(|value| Arc::clone(&value.name))
        };
        let from_field = || self.from_field.get(index).map(Arc::clone);
        let own = own_day(book, application).and_then(|(date, stated)| {
            let from = if stated { from_field() } else { otherwise() };
            from.map(|from| AsOf { date, from })
        });
        // The loading of a book sees to it that there is such a day.
        own.unwrap_or_else(|| AsOf {
            date: self.settings.today,
            from: "today".into(),
        })
    }
}

/// The day whose law applies to an application by itself, and whether the application states it.
pub fn own_day(book: &RuleBook, application: &Application) -> Option<(NaiveDate, bool)> {
    let stated = application
        .value(crate::application::Frame::ROOT, book.as_of_field.slot)
        .state;
    if let State::Date(date) = stated {
        return Some((date, true));
    }
    let value = book.values.get(book.as_of_otherwise.index())?;
    match value.newest()? {
        Quantity::Date(date) => Some((date, false)),
        _ => None,
    }
}

/// A view of an application for conditions.
pub fn context<'c>(
    book: &'c RuleBook,
    application: &'c Application,
    document: Document<'c>,
    as_of: NaiveDate,
) -> Context<'c> {
    Context {
        form: &book.form,
        lists: &book.lists,
        values: &book.values,
        as_of,
        application,
        document,
    }
}

fn text_of<'d>(document: Document<'d>, key: &str) -> Option<&'d str> {
    let node: NodeId = document.get(document.root()?, key)?;
    Some(document.scalar(node)).filter(|text| !is_blank(text) && !document.is_null(node))
}
