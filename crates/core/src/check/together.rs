//! All checked applications as one report: in the order of their paths, with the portfolio of each call and the totals.

mod lying;
mod notes;
mod one_id;

use std::sync::Arc;

use chrono::NaiveDate;

use super::asides::Asides;
use super::checked::Checked;
use super::few::Few;
use super::kept::Kept;
use super::portfolios::{CiteMembers, ReadAgain};
use super::{Checker, waive};
use crate::answers::{AppliedAnswers, PlacedEntry};
use crate::application::Placed;
use crate::evaluate::aggregate::Aggregates;
use crate::finding::{Finding, Outcome, Verdict, told_once};
use crate::language::Value;
use crate::message::aggregate::Cited;
use crate::order::sort_by;
use crate::own_rules::{OWN, is_own};
use crate::report::{Application, BookSummary, Portfolio, Report, Selection, Summary, Totals};
use crate::rulebook::RuleBook;
use crate::suggest::mentions;
use crate::waivers::Applied;

use lying::Counted;
use one_id::ById;

/// Most rules that a note names.
const NAMED: usize = 5;

/// Puts applications together as they come, in the order of their paths: applies waivers, counts, and keeps what the portfolios need.
#[derive(Debug)]
pub struct Assembly<'c> {
    checker: &'c Checker<'c>,
    waivers: Applied<'c>,
    answers: AppliedAnswers<'c>,
    summary: Summary,
    totals: Totals,
    /// One for each book.
    kept: Vec<Kept>,
    /// One for each book.
    aggregates: Vec<Aggregates>,
    /// Files that no rule book could be applied to: each may belong to any call, so what is said of all its applications is not certain.
    strays: Few,
    /// What became of each book.
    books: Vec<OfBook>,
    /// What is to be said of single applications.
    notes: Vec<String>,
    /// What is to be said of their texts.
    asides: Asides,
    /// How often each file of waivers and of answers counted.
    counted: Counted,
    by_id: ById,
}

/// What became of one rule book.
#[derive(Debug, Default)]
struct OfBook {
    /// Whether it was applied to an application.
    applied: bool,
    /// The day from which on it knows every amount and date.
    first_day: Option<NaiveDate>,
    /// Applications of a day before that.
    early: Few,
    /// The latest day of an application that is so long after the book was compared with the law that the law may be another.
    late: Option<NaiveDate>,
}

impl OfBook {
    fn of(book: &RuleBook) -> Self {
        Self {
            first_day: book.first_day(),
            ..Self::default()
        }
    }
}

impl<'c> Assembly<'c> {
    /// Takes one application into the counts; what it gives back is ready to be shown.
    pub fn add(&mut self, checked: Checked) -> Application {
        let Checked {
            mut application,
            contribution,
            stated,
            asides,
            only_counted,
            cited: _,
        } = checked;
        self.office(&application, stated);
        let book = application
            .book
            .and_then(|index| self.checker.summaries.get(index));
        let own = self.checker.own_rules.iter();
        let rules = own.chain(book.into_iter().flat_map(|book| book.rules.iter()));
        waive::application(
            &mut application,
            rules,
            &mut self.waivers,
            &mut self.answers,
        );
        self.note_id(&application);
        told_once(&mut application.findings);
        if !only_counted {
            self.tell(&application, book, asides);
        }
        if application.book.is_none() {
            self.strays.add(&application.path);
        }
        let verified_on = book.map(|book| book.verified_on);
        if let (Some(book), Some(as_of)) = (application.book, &application.as_of) {
            if let Some(own) = self.books.get_mut(book) {
                own.applied = true;
                let late = verified_on.and_then(|verified_on| notes::late(as_of, verified_on));
                own.late = own.late.max(late);
                if own.first_day.is_some_and(|first| as_of.date < first) {
                    own.early.add(&application.path);
                }
            }
            if self.checker.settings.portfolio {
                let place = self.summary.applications.saturating_sub(1);
                if let (Some(kept), Some(aggregates)) =
                    (self.kept.get_mut(book), self.aggregates.get_mut(book))
                {
                    // What is not told of has no place in the report.
                    kept.add(&application, as_of, (!only_counted).then_some(place));
                    let breaks_rule =
                        |finding: &Finding| finding.is_error() && !is_own(&finding.rule);
                    let fails = application.findings.iter().any(breaks_rule);
                    aggregates.add(&contribution, application.verdict, fails);
                }
            }
        }
        application
    }

    /// Notes what became of what the office states.
    fn office(&mut self, application: &Application, stated: Vec<PlacedEntry>) {
        if self.checker.office.is_empty() {
            return;
        }
        let names = self
            .answers
            .names(application.id.as_deref(), &application.path);
        self.answers.checks(&names);
        let book = application.book;
        let book = book.and_then(|book| self.checker.books.get(book));
        for (key, placed, other) in stated {
            let asked = match (placed, book) {
                (Placed::WrongForm(field), Some(book)) => {
                    let kind = &book.form.field(field).kind;
                    let mut about = kind.args();
                    about.push(("key", "is".into()));
                    let help = format!("form.wrong-type.{}.help", kind.name());
                    Some(self.checker.catalogue.say(&help, &about))
                }
                _ => None,
            };
            self.answers.stated((key, placed, other.or(asked)));
        }
    }

    /// Counts an application that is told of, and what is to be said of it beside its findings.
    fn tell(&mut self, application: &Application, book: Option<&BookSummary>, asides: Asides) {
        self.counted.add_application(application);
        self.asides.append(asides);
        if let Some(by) = decided_by_applicant(application) {
            let path = &*application.path;
            let about = [("path", Value::from(path)), ("by", by.into())];
            let told = || self.checker.catalogue.say("note.own_decision", &about);
            self.asides.add("note.own_decision", path, told);
        }
        self.summary.add(application);
        let groupings = book.map_or(&[][..], |book| &book.groups);
        self.totals.add(application, groupings);
        if application.left_out() > 0 {
            let about = [
                ("path", Value::from(&*application.path)),
                ("count", application.left_out().into()),
                ("limit", self.checker.settings.findings.into()),
            ];
            self.notes
                .push(self.checker.catalogue.say("note.findings_left_out", &about));
        }
        // With a mistake it is the mistake that keeps a rule from being decided.
        let undecided = match application.verdict {
            Verdict::NeedsReview => self.open_rules(application),
            _ => Vec::new(),
        };
        if !undecided.is_empty() && application.left_out() == 0 {
            let catalogue = self.checker.catalogue;
            let first = undecided.get(..NAMED).unwrap_or(&undecided);
            let about = [
                ("path", Value::from(&*application.path)),
                ("count", undecided.len().into()),
                ("rules", catalogue.first_of(first, undecided.len()).into()),
            ];
            let note = catalogue.say("note.undecided", &about);
            self.notes.push(note);
        }
    }

    /// The rules that are not decided of an application.
    fn open_rules(&self, application: &Application) -> Vec<&str> {
        let book = application.book;
        let book = book.and_then(|book| self.checker.books.get(book));
        let rules = book.into_iter().flat_map(|book| &book.rules);
        let ids = OWN.into_iter().chain(rules.map(|rule| &*rule.head.id));
        let outcomes = ids.zip(&*application.outcomes);
        let open = outcomes.filter(|(_, outcome)| **outcome == Outcome::Open);
        open.map(|(id, _)| id).collect()
    }

    /// How many applications of a call comply and are concerned by a finding over all of them.
    fn complying_and_concerned(&self, portfolio: &Portfolio) -> usize {
        let aggregates = self.aggregates.get(portfolio.book);
        let verdicts = aggregates.map_or(&[][..], Aggregates::verdicts);
        let mut complies: Vec<bool> = verdicts
            .iter()
            .map(|verdict| *verdict == Verdict::Complies)
            .collect();
        // Those that are not told of have no place of their own.
        let mut counts = |member: usize| {
            let told = portfolio.members.place(member).is_some();
            let complies = complies.get_mut(member).map(std::mem::take);
            told && complies.unwrap_or_default()
        };
        let concerned = portfolio.concerns();
        concerned
            .filter(|&(member, _)| counts(member as usize))
            .count()
    }

    /// The report, without the applications that were taken: [`Report::show`] takes them where they are still to be shown. Those that a
    /// finding names are read again.
    pub fn report(self, again: &dyn ReadAgain) -> Report {
        let checker = self.checker;
        self.report_citing(&|book, kept, members| checker.cited(book, kept, members, again))
    }

    /// The same; what a finding may show of an application is asked for by its path.
    pub fn report_of_parts(self, cite: &dyn Fn(&str) -> Option<Cited>) -> Report {
        self.report_citing(&|_, kept, members| {
            let paths = members.iter().map(|&member| kept.members.path(member));
            paths.map(|path| cite(&path?)).collect()
        })
    }

    fn report_citing(mut self, cite: CiteMembers<'_>) -> Report {
        let aggregates = std::mem::take(&mut self.aggregates).into_iter();
        self.aggregates = aggregates.map(Aggregates::finish).collect();
        let mut portfolios =
            self.checker
                .portfolios(&self.kept, &self.aggregates, &self.strays, cite);
        for portfolio in &mut portfolios {
            if let Some(book) = self.checker.summaries.get(portfolio.book) {
                waive::portfolio(portfolio, book, &mut self.waivers, &mut self.answers);
                self.counted.add(&portfolio.findings);
            }
        }
        for portfolio in &portfolios {
            self.summary.add_portfolio(portfolio);
            self.totals.add_portfolio(portfolio);
        }
        let concerned = portfolios.iter();
        let concerned = concerned.map(|portfolio| self.complying_and_concerned(portfolio));
        self.summary.with_together = concerned.sum();
        let rules = self.checker.own_rules.iter().chain(
            self.checker
                .summaries
                .iter()
                .flat_map(|book| book.rules.iter()),
        );
        let known: Vec<_> = rules.map(|rule| (&*rule.id, rule.waiver)).collect();
        let part = self.checker.collects;
        let mut waiver_effects = (self.waivers).effects(self.checker.catalogue, &known, part);
        self.tell_of_several(&mut waiver_effects);
        let ids: Vec<&str> = known.iter().map(|(id, _)| *id).collect();
        let notes = self.notes_of_all(&mut portfolios, &waiver_effects, &ids);
        let mut report = Report {
            portfolios,
            notes,
            waiver_effects,
            summary: self.summary,
            totals: self.totals,
            ..self.checker.empty_report()
        };
        for (book, own) in report.rule_books.iter_mut().zip(&self.books) {
            book.applied = own.applied;
        }
        report
    }
}

impl<'b> Checker<'b> {
    /// Begins a report on so many files.
    pub fn assemble(&self, files: usize) -> Assembly<'_> {
        Assembly {
            checker: self,
            waivers: self.waivers.on(self.settings.today),
            answers: self.answers.on(self.settings.today),
            summary: Summary::default(),
            totals: Totals::default(),
            kept: self.books.iter().map(|_| Kept::default()).collect(),
            aggregates: self
                .books
                .iter()
                .map(|book| Aggregates::new(book, files))
                .collect(),
            strays: Few::default(),
            books: self.books.iter().map(OfBook::of).collect(),
            notes: Vec::new(),
            asides: Asides::default(),
            counted: Counted::default(),
            by_id: ById::default(),
        }
    }

    /// A report on nothing yet: what holds for every application of it.
    pub fn empty_report(&self) -> Report {
        Report {
            settings: self.settings,
            inputs: Vec::new(),
            selection: Selection::default(),
            category: None,
            language: self.catalogue.language(),
            notes: Vec::new(),
            rule_books: self.applied_rules(),
            waivers: self.waivers.files.clone(),
            answers: self.answers.files.clone(),
            waiver_effects: Vec::new(),
            own_rules: Arc::clone(&self.own_rules),
            applications: Vec::new(),
            portfolios: Vec::new(),
            summary: Summary::default(),
            totals: Totals::default(),
        }
    }

    /// The books with those of their rules that this check applies.
    fn applied_rules(&self) -> Vec<BookSummary> {
        let mut books = self.summaries.clone();
        if !self.settings.portfolio {
            for book in &mut books {
                let single = book.rules.iter().filter(|rule| !rule.portfolio);
                book.rules = single.cloned().collect();
            }
        }
        books
    }

    /// The report on all applications at once.
    pub fn report(&self, mut checked: Vec<Checked>, again: &dyn ReadAgain) -> Report {
        sort_by(&mut checked, |a, b| {
            a.application.path.cmp(&b.application.path)
        });
        let mut assembly = self.assemble(checked.len());
        let checked = checked.into_iter();
        let applications = checked.map(|checked| assembly.add(checked)).collect();
        let mut report = assembly.report(again);
        report.show(applications);
        report
    }
}

/// Who answered a question about an application, or waived a finding of it, under the name of its applicant.
fn decided_by_applicant(application: &Application) -> Option<&str> {
    let [_, applicant, _] = &application.subject.identity;
    let applicant = applicant.as_deref()?;
    let decided = application.findings.iter().flat_map(|finding| {
        let waived = finding.waived.iter().map(|waived| &*waived.approver);
        let answered = finding.answered.iter();
        let answered = answered.flat_map(|one| [Some(&*one.by), one.second.as_deref()]);
        waived.chain(answered.flatten())
    });
    let mut decided = decided.filter(|by| mentions(by, applicant));
    decided.next()
}
