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

use crate::evaluate;
use crate::evaluate::aggregate::Contribution;
use crate::finding::{Counts, Finding, Outcome};
use crate::language::Catalogue;
use crate::message::finding::{FindingMessages, MessageCache};
use crate::message::form::{FormMessages, rule_of_form, rule_of_text};
use crate::message::trace::{Traced, Tracer};
use crate::message::wording::Wording;
use crate::own_rules::OWN;
use crate::reading::{ReadBuffers, ReadOptions, ReadText, Reading, Unread};
use crate::report::{self, BookSummary, RuleSummary};
use crate::rulebook::RuleBook;
use crate::tool::Tool;
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
    traced: Traced,
}

/// The memory of one worker, kept from one application to the next. It serves one checker.
#[derive(Debug, Default)]
pub struct Scratch {
    buffers: ReadBuffers,
    outcomes: Vec<Outcome>,
    messages: MessageCache,
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
    pub fn check(&self, scratch: &mut Scratch, path: &Arc<str>, bytes: &[u8]) -> Checked {
        let sha256 = Sha256::digest(bytes).into();
        match yaml::utf8(bytes) {
            Ok(text) => self.text(scratch, path, sha256, text),
            Err(problem) => {
                let legible = yaml::legible(bytes);
                let shape = FormMessages {
                    catalogue: self.catalogue,
                    document: Document {
                        text: &legible,
                        tree: &Tree::default(),
                    },
                    lines: &Lines::of(&legible),
                    path,
                };
                self.stopped(path, Some(sha256), vec![shape.yaml(&problem)], 2)
            }
        }
    }

    fn text(
        &self,
        scratch: &mut Scratch,
        path: &Arc<str>,
        sha256: [u8; 32],
        text: &str,
    ) -> Checked {
        let Scratch {
            buffers,
            outcomes,
            messages,
        } = scratch;
        let options = ReadOptions {
            as_of: self.settings.as_of,
            limits: self.settings.limits,
        };
        let ReadText {
            document,
            text_problems,
            form_problems,
            reading,
        } = buffers.read(text, self.books, &options);
        let lines = std::cell::OnceCell::new();
        let shape = || FormMessages {
            catalogue: self.catalogue,
            document,
            lines: lines.get_or_init(|| Lines::of(text)),
            path,
        };
        let mut failed: Vec<&str> = text_problems.iter().map(rule_of_text).collect();
        let mut findings: Vec<Finding> = text_problems
            .iter()
            .take(self.settings.findings)
            .map(|problem| shape().yaml(problem))
            .collect();
        let (index, reading) = match reading {
            Ok(reading) => reading,
            Err(why) => {
                let known = || -> Vec<&str> { self.books.iter().map(|book| &*book.call).collect() };
                let last = match why {
                    Unread::NotYaml => {
                        return self.stopped_with(path, Some(sha256), findings, &failed, 2);
                    }
                    Unread::NotAMapping(root) => {
                        findings.push(shape().not_a_mapping(Some(root)));
                        3
                    }
                    Unread::NoCall => {
                        findings.push(shape().missing_call(&known()));
                        3
                    }
                    Unread::UnknownCall(call) => {
                        findings.push(shape().unknown_call(call, &known()));
                        4
                    }
                };
                return self.stopped(path, Some(sha256), findings, last);
            }
        };
        let Reading {
            book, application, ..
        } = reading;
        let context = reading.context();
        failed.extend(form_problems.iter().map(rule_of_form));
        let room = self.settings.findings.saturating_sub(findings.len());
        findings.extend(
            form_problems
                .iter()
                .take(room)
                .map(|problem| shape().form(&book.form, application, problem)),
        );
        let mut counts = Counts::default();
        outcomes.clear();
        own_outcomes(&failed, OWN.len(), outcomes, &mut counts);
        let mut seen = evaluate::evaluate(book, &context, outcomes, &mut counts);
        let room = self.settings.findings.saturating_sub(findings.len());
        evaluate::weightiest(&mut seen, room);
        if !seen.is_empty() {
            let messages = FindingMessages {
                book,
                catalogue: self.catalogue,
                context,
                lines: lines.get_or_init(|| Lines::of(text)),
                cache: messages,
            };
            // A finding is large, and most applications have few.
            findings.reserve_exact(seen.len());
            findings.extend(seen.iter().map(|evaluation| messages.tell(evaluation)));
        }
        let id = text_of(document, "id");
        identify(&mut findings, id.unwrap_or(path));
        let contribution = if self.settings.portfolio {
            Contribution::of(book, &context)
        } else {
            Contribution::default()
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
            as_of: Some(reading.as_of.clone()),
            verdict: verdict(&findings, outcomes),
            outcomes: outcomes.as_slice().into(),
            findings,
            counts,
            traces,
        };
        Checked {
            application,
            contribution,
        }
    }
}

fn text_of<'d>(document: Document<'d>, key: &str) -> Option<&'d str> {
    let node: NodeId = document.get(document.root()?, key)?;
    Some(document.scalar(node)).filter(|text| !is_blank(text) && !document.is_null(node))
}
