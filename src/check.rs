//! The story on one page: a text is read, held against its rule book, and becomes one application of a report; then all of them together.
//! Knows nothing of files or of how a report is shown.

mod few;
mod portfolios;
mod summaries;
mod together;
mod waive;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use crate::application::{Application, Problem, State};
use crate::condition::Context;
use crate::finding::{Counts, Finding, Fingerprint, Level, Outcome, Verdict};
use crate::invisible::is_blank;
use crate::judge::shape::{self, Shape};
use crate::judge::tell::Teller;
use crate::judge::wording::{Laws, Wording};
use crate::judge::{self};
use crate::language::Catalogue;
use crate::own_rules::{self, INTERNAL_ERROR, OWN, UNREADABLE_FILE};
use crate::portfolio::{Facts, Gathering};
use crate::report::{self, AsOf, BookSummary, RuleSummary};
use crate::rulebook::RuleBook;
use crate::scalar::Quantity;
use crate::source::{Lines, Span};
use crate::trace::{Traced, Tracer};
use crate::waivers::Waivers;
use crate::yaml::{self, Document, Limits, NodeId, Tree};

pub use together::{Again, Assembly, Checked};

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
    laws: Laws,
    /// The outcomes of earlier applications.
    agreed: BTreeSet<Arc<[Outcome]>>,
}

/// So many lists of outcomes are kept to be shared, so that a desk does not grow with the files.
const AGREED: usize = 4_096;

/// Why a file has no text to check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It does not exist.
    NotFound,
    /// It may not be read.
    Permission,
    /// It is no ordinary file.
    NotAFile,
    /// It has more bytes than the limit.
    TooLarge,
    /// Anything else, in the words of the system.
    Other(String),
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

    /// A file that has no text to check.
    #[must_use]
    pub fn unreadable(&self, path: &Arc<str>, why: &Unreadable) -> Checked {
        let limit = [("limit", self.settings.limits.bytes.into())];
        let (rule, place, message, help) = match why {
            // The same finding as for a text of that size from anywhere else.
            Unreadable::TooLarge => (
                own_rules::YAML_SYNTAX,
                2,
                self.catalogue.say("yaml.too_large.message", &limit),
                "yaml.too_large.help".to_owned(),
            ),
            other => {
                let (key, detail) = match other {
                    Unreadable::NotFound => ("not_found", ""),
                    Unreadable::Permission => ("permission", ""),
                    Unreadable::NotAFile => ("not_a_file", ""),
                    Unreadable::Other(detail) => ("other", detail.as_str()),
                    Unreadable::TooLarge => ("other", ""),
                };
                let message = self.catalogue.say(
                    &format!("form.unreadable-file.{key}"),
                    &[("detail", detail.into())],
                );
                (
                    UNREADABLE_FILE,
                    0,
                    message,
                    "form.unreadable-file.help".to_owned(),
                )
            }
        };
        let help = self.catalogue.say(&help, &[]);
        let lines = Lines::of("");
        let finding = shape::finding(
            rule,
            message,
            help,
            judge::place::place(&lines, String::new(), Span::default()),
        );
        self.stopped(path, None, vec![finding], place)
    }

    /// A file at which the tool itself failed.
    #[must_use]
    pub fn failed(&self, path: &Arc<str>, detail: &str) -> Checked {
        let message = self
            .catalogue
            .say("form.internal-error.message", &[("detail", detail.into())]);
        let help = self.catalogue.say("form.internal-error.help", &[]);
        let lines = Lines::of("");
        let place = judge::place::place(&lines, String::new(), Span::default());
        self.stopped(
            path,
            None,
            vec![shape::finding(INTERNAL_ERROR, message, help, place)],
            1,
        )
    }

    fn read(&self, desk: &mut Desk, path: &Arc<str>, sha256: [u8; 32], text: &str) -> Checked {
        let Desk {
            tree,
            application,
            yaml_problems,
            problems,
            outcomes,
            gathering,
            laws,
            agreed,
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
                laws,
            };
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
            outcomes: shared(agreed, outcomes),
            findings,
            counts,
            traces,
        };
        Checked { application, facts }
    }

    /// A file that could be judged only so far: up to the own rule at place `last`, which failed.
    fn stopped(
        &self,
        path: &Arc<str>,
        sha256: Option<[u8; 32]>,
        findings: Vec<Finding>,
        last: usize,
    ) -> Checked {
        let rules: Vec<_> = findings
            .iter()
            .map(|finding| Arc::clone(&finding.rule))
            .collect();
        let failed: Vec<&str> = rules.iter().map(|rule| &**rule).collect();
        self.stopped_with(path, sha256, findings, &failed, last)
    }

    /// The same, where `failed` names the rule of every finding, of those too that were left out.
    fn stopped_with(
        &self,
        path: &Arc<str>,
        sha256: Option<[u8; 32]>,
        mut findings: Vec<Finding>,
        failed: &[&str],
        last: usize,
    ) -> Checked {
        identify(&mut findings, path);
        let mut counts = Counts::default();
        let mut outcomes = Vec::new();
        own_outcomes(failed, last.saturating_add(1), &mut outcomes, &mut counts);
        // What could not be read has no verdict; what could be read and names no known call does not comply with the form.
        let verdict = if last <= 2 {
            Verdict::Unreadable
        } else {
            Verdict::DoesNotComply
        };
        let application = report::Application {
            path: Arc::clone(path),
            sha256,
            book: None,
            call: None,
            id: None,
            as_of: None,
            verdict,
            outcomes: outcomes.into(),
            findings,
            counts,
            traces: Vec::new(),
        };
        Checked {
            application,
            facts: Facts::default(),
        }
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
            let value = book.values.get(usize::from(book.as_of_otherwise.0));
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
pub(crate) fn own_day(book: &RuleBook, application: &Application) -> Option<(NaiveDate, bool)> {
    let stated = application
        .value(crate::application::Frame::ROOT, book.as_of_field.slot)
        .state;
    if let State::Date(date) = stated {
        return Some((date, true));
    }
    let value = book.values.get(usize::from(book.as_of_otherwise.0))?;
    match value.newest()? {
        Quantity::Date(date) => Some((date, false)),
        _ => None,
    }
}

pub(crate) fn context<'c>(
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

/// These outcomes, as an earlier application has them.
fn shared(agreed: &mut BTreeSet<Arc<[Outcome]>>, outcomes: &[Outcome]) -> Arc<[Outcome]> {
    if let Some(earlier) = agreed.get(outcomes) {
        return Arc::clone(earlier);
    }
    if agreed.len() >= AGREED {
        agreed.clear();
    }
    let new: Arc<[Outcome]> = outcomes.into();
    agreed.insert(Arc::clone(&new));
    new
}

/// The first outcomes are those of the tool's own rules; only the first `judged` were asked of the whole file.
fn own_outcomes(failed: &[&str], judged: usize, outcomes: &mut Vec<Outcome>, counts: &mut Counts) {
    for (place, rule) in OWN.iter().enumerate() {
        let failed = failed.iter().filter(|other| *other == rule).count();
        let outcome = match failed {
            0 if place < judged => Outcome::Pass,
            0 => Outcome::Open,
            _ => Outcome::Fail,
        };
        outcomes.push(outcome);
        for _ in 0..failed.max(1) {
            counts.add(outcome);
        }
    }
}

/// Puts findings in the order of their places and gives each its identity.
fn identify(findings: &mut [Finding], subject: &str) {
    findings.sort_by(|a, b| {
        let start = |finding: &Finding| {
            (
                finding.place.location.start.byte,
                finding.place.location.end.byte,
            )
        };
        start(a).cmp(&start(b))
    });
    let mut seen = HashMap::new();
    let occurrences: Vec<usize> = findings
        .iter()
        .map(|finding| {
            let same = (&finding.rule, &finding.place.pointer, &finding.found);
            let seen = seen.entry(same).or_insert(0_usize);
            std::mem::replace(seen, seen.saturating_add(1))
        })
        .collect();
    for (finding, occurrence) in findings.iter_mut().zip(occurrences) {
        let found = finding.found.as_deref().unwrap_or("");
        finding.fingerprint = Fingerprint::new(
            &finding.rule,
            subject,
            &finding.place.pointer,
            found,
            occurrence,
        );
    }
}

/// The verdict over one application. What is not decided is decided by nobody, also where the finding that stands for it is waived.
fn verdict(findings: &[Finding], outcomes: &[Outcome]) -> Verdict {
    let fails = findings
        .iter()
        .any(|finding| finding.outcome == Outcome::Fail && finding.level == Level::Error);
    let reviews = findings
        .iter()
        .any(|finding| matches!(finding.outcome, Outcome::Review | Outcome::Fail));
    match (fails, reviews || outcomes.contains(&Outcome::Open)) {
        (true, _) => Verdict::DoesNotComply,
        (false, true) => Verdict::NeedsReview,
        (false, false) => Verdict::Complies,
    }
}
