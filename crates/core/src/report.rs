//! The record of one check: what was judged, what was found, and the counts. Counting and deciding happen here, once.
//! Knows nothing of how it will be shown.

mod application;
mod totals;

use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::evaluate::aggregate::Members;
use crate::finding::{Counts, Finding, Law, Level, Outcome, Verdict};
use crate::language::Language;
use crate::law::Captured;
use crate::message::figure::Figure;
use crate::own_rules::{INTERNAL_ERROR, UNREADABLE_FILE};
use crate::reading::AsOf;
use crate::settings::Settings;
use crate::shard::Shard;
use crate::waivers::{WaiverEffect, WaiverFile, WaiverTerms};

pub use application::{Application, NearLimit, NearestLimits, StatedByOffice, Subject};
pub use totals::{RuleTotal, Tally, Totals};

/// Everything a renderer may show.
#[derive(Debug)]
pub struct Report {
    /// How the check was made, by which program and on which day.
    pub settings: Settings,
    /// The files and folders that were asked for, as they were named.
    pub inputs: Vec<String>,
    /// Which of the files there were taken.
    pub selection: Selection,
    /// What code scanning keeps its results under, where that is not the name of the program.
    pub category: Option<String>,
    /// The language of its sentences.
    pub language: Language,
    /// The rule books that were applied.
    pub rule_books: Vec<BookSummary>,
    /// The files of waivers that were applied.
    pub waivers: Vec<WaiverFile>,
    /// The files of answers that were applied.
    pub answers: Vec<WaiverFile>,
    /// What came of each of the waivers in them.
    pub waiver_effects: Vec<WaiverEffect>,
    /// The rules of file and form, which are the tool's own.
    pub own_rules: Arc<[RuleSummary]>,
    /// In order of their paths.
    pub applications: Vec<Application>,
    /// One for each call of which an application was checked.
    pub portfolios: Vec<Portfolio>,
    /// What a reader should know beside the findings, e.g. that a rule book was verified long ago.
    pub notes: Vec<String>,
    /// The totals.
    pub summary: Summary,
    /// How many applications, and how much money, stand behind each verdict, rule and group.
    pub totals: Totals,
}

/// Which of the files that are there a check takes, so that the same check can be made again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selection {
    /// Whether a file of a folder or list that is no application is a mistake.
    pub strict: bool,
    /// Whether what is named is taken as what a list names is.
    pub filter: bool,
    /// What a list named beside applications.
    pub listed: Vec<String>,
    /// In folders and lists only what matches one of these is taken, where there are some.
    pub include: Option<Patterns>,
    /// In folders and lists what matches one of these is left out.
    pub exclude: Option<Patterns>,
    /// Whether what `.gitignore` names is left out as well.
    pub gitignore: bool,
    /// The commit since which the applications have changed that are told of; the others are judged together with them.
    pub since: Option<String>,
    /// The settings that nobody typed, by the places where they stand.
    pub set_by: Vec<String>,
    /// The one of so many parts that is taken.
    pub shard: Option<Shard>,
}

/// Patterns as in a file `.gitignore`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Patterns {
    /// The folder for whose files they are written.
    pub folder: String,
    /// The patterns; of several that match the last decides.
    pub patterns: Vec<String>,
}

/// A rule book as a report names it.
#[derive(Debug, Clone)]
pub struct BookSummary {
    /// Path of its file, or the name of an embedded book.
    pub name: Arc<str>,
    /// Code of the call.
    pub call: Arc<str>,
    /// Title of the call.
    pub title: String,
    /// Version of the book.
    pub version: String,
    /// The day it was last compared with the law.
    pub verified_on: NaiveDate,
    /// SHA-256 of the file.
    pub sha256: [u8; 32],
    /// Where its law stands, in the order of the book.
    pub sources: Arc<[SourceSummary]>,
    /// Whether it was applied to any application.
    pub applied: bool,
    /// By what its applications are grouped.
    pub groups: Arc<[Grouping]>,
    /// What the money of an application is, where the book says it.
    pub money: Option<String>,
    /// What comes after an application of which nothing was found, each with where it is said.
    pub next_steps: Vec<(String, Arc<[Law]>)>,
    /// Its rules in order, those of the portfolio last.
    pub rules: Arc<[RuleSummary]>,
}

/// A source of law as a report names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceSummary {
    /// Its name in the book.
    pub id: String,
    /// Its official title.
    pub title: String,
    /// Its address.
    pub url: String,
    /// Its words, where they stand beside the book.
    pub captured: Option<Captured>,
}

impl SourceSummary {
    /// The SHA-256 of its words, where the book states it.
    #[must_use]
    pub fn sealed(&self) -> Option<&[u8; 32]> {
        let seal = self.captured.as_ref()?.seal.as_ref();
        seal.map(|(sha256, _)| sha256)
    }
}

/// A field by which applications are grouped, as a report names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grouping {
    /// Its path in the form.
    pub path: Arc<str>,
    /// What it is called.
    pub title: String,
    /// What its codes are called.
    pub codes: Vec<(String, String)>,
}

impl Grouping {
    /// What a value is called: a code by its title, any other as it is.
    #[must_use]
    pub fn called<'v>(&'v self, value: &'v str) -> &'v str {
        let code = self.codes.iter().find(|(code, _)| code == value);
        code.map_or(value, |(_, title)| title)
    }
}

/// A rule as a report names it.
#[derive(Debug, Clone)]
pub struct RuleSummary {
    /// Its id.
    pub id: Arc<str>,
    /// What it asks, in a few words.
    pub title: String,
    /// What to do when it fails.
    pub help: String,
    /// The weight of its failures.
    pub level: Level,
    /// By which law.
    pub law: Arc<[Law]>,
    /// Why it holds where no sentence of law says it.
    pub because: Option<String>,
    /// On which terms its findings may be waived.
    pub waiver: WaiverTerms,
    /// Whether it judges all applications together.
    pub portfolio: bool,
}

/// All applications of one call, judged together.
#[derive(Debug)]
pub struct Portfolio {
    /// Place of its rule book in [`Report::rule_books`].
    pub book: usize,
    /// The day whose law was applied.
    pub as_of: AsOf,
    /// The path of the application whose day it is; nothing where whoever checks asked for the day.
    pub as_of_application: Option<Arc<str>>,
    /// How many applications took part.
    pub applications: usize,
    /// The outcome of each portfolio rule, in order.
    pub outcomes: Box<[Outcome]>,
    /// Its findings.
    pub findings: Vec<Finding>,
    /// Who they are.
    pub members: Arc<Members>,
    /// The applications that each finding concerns, by their places among the members, in order.
    pub concerned: Vec<Vec<u32>>,
    /// What is known of rules that could not be decided, a sentence each.
    pub undecided: Vec<String>,
    /// How many outcomes of each kind.
    pub counts: Counts,
    /// The numbers that its rules compare with limits, in order.
    pub figures: Vec<Figure>,
}

/// The totals of a report; each adds up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files checked; the verdicts add up to it.
    pub applications: usize,
    /// Files that are no applications.
    pub passed_over: usize,
    verdicts: [usize; Verdict::ALL.len()],
    /// How many of those that comply do so only by a waiver.
    pub by_waivers: usize,
    /// How many of those that comply are concerned by a finding over all applications.
    pub with_together: usize,
    /// How many of those that comply do so with answers of persons.
    pub by_answers: usize,
    /// How many of those that a person must see are told in the finding of another rule.
    pub with_others: u32,
    /// Outcomes, of applications and portfolios together.
    pub outcomes: Counts,
    /// Failures that weigh as errors.
    pub errors: usize,
    /// Failures of less weight, and questions to a person.
    pub reviews: usize,
    /// Files that could not be read, or at which the tool itself failed.
    pub not_checked: usize,
}

impl Summary {
    /// Counts one application.
    pub fn add(&mut self, application: &Application) {
        self.applications = self.applications.saturating_add(1);
        if let Some(count) = self.verdicts.get_mut(application.verdict as usize) {
            *count = count.saturating_add(1);
        }
        add(&mut self.by_waivers, application.complies_by_waivers());
        add(&mut self.by_answers, application.complies_by_answers());
        self.outcomes.merge(&application.counts);
        let findings = application.findings.iter();
        let with_others: usize = findings.map(|finding| finding.also.len()).sum();
        let with_others = u32::try_from(with_others).unwrap_or(u32::MAX);
        self.with_others = self.with_others.saturating_add(with_others);
        self.weigh(application.findings.iter());
        // The verdict stands for what was counted and not kept, or is not decided.
        if application.left_out() > 0 || application.is_undecided() {
            add(
                &mut self.errors,
                application.verdict == Verdict::DoesNotComply,
            );
            add(
                &mut self.reviews,
                application.verdict == Verdict::NeedsReview,
            );
        }
    }

    fn weigh<'f>(&mut self, findings: impl Iterator<Item = &'f Finding>) {
        for finding in findings {
            let error = finding.outcome == Outcome::Fail && finding.level == Level::Error;
            let review = matches!(finding.outcome, Outcome::Fail | Outcome::Review) && !error;
            add(&mut self.errors, error);
            add(&mut self.reviews, review);
            let failed = [UNREADABLE_FILE, INTERNAL_ERROR].contains(&&*finding.rule);
            add(&mut self.not_checked, failed);
        }
    }

    /// Counts one portfolio.
    pub fn add_portfolio(&mut self, portfolio: &Portfolio) {
        self.outcomes.merge(&portfolio.counts);
        // A question that only warns informs: only time, or who applies later, can answer it.
        let informs = |finding: &&Finding| {
            finding.outcome == Outcome::Review && finding.level == Level::Warning
        };
        self.weigh(
            portfolio
                .findings
                .iter()
                .filter(|finding| !informs(finding)),
        );
        // What keeps it open is a finding of some application, unless that is waived; then a person must judge.
        let open = portfolio.outcomes.contains(&Outcome::Open);
        let counted = self.errors > 0 || self.reviews > 0;
        add(&mut self.reviews, open && !counted);
    }

    /// How many applications got a verdict.
    #[must_use]
    pub fn of(&self, verdict: Verdict) -> usize {
        self.verdicts.get(verdict as usize).copied().unwrap_or(0)
    }

    /// How many findings: every outcome that a person must see, what several rules ask for once.
    #[must_use]
    pub fn findings(&self) -> u32 {
        self.outcomes.findings().saturating_sub(self.with_others)
    }
}

/// Counts one more where something is so.
fn add(count: &mut usize, so: bool) {
    *count = count.saturating_add(usize::from(so));
}

impl Portfolio {
    /// Each application that a finding concerns which is not waived, with the finding.
    pub fn concerns(&self) -> impl Iterator<Item = (u32, &Finding)> {
        let all = self.findings.iter().zip(&self.concerned);
        let counting = all.filter(|(finding, _)| finding.outcome != Outcome::Waived);
        counting.flat_map(|(finding, concerned)| concerned.iter().map(move |one| (*one, finding)))
    }

    /// Each application that is told of and that such a finding concerns, by its place among all that were checked, with its path and
    /// the rules of the findings in their order; in order.
    pub fn rules_by_application(&self) -> impl Iterator<Item = (usize, Arc<str>, Vec<&Arc<str>>)> {
        let all = self.findings.iter().zip(&self.concerned);
        let counting = all.filter(|(finding, _)| finding.outcome != Outcome::Waived);
        let rules: Vec<_> = counting.map(|(finding, of)| (&finding.rule, of)).collect();
        // How far each is gone through: the lists may be as long as that of all applications.
        let mut gone: Vec<usize> = vec![0; rules.len()];
        std::iter::from_fn(move || {
            let next = |(at, (_, of)): (&usize, &(_, &Vec<u32>))| of.get(*at).copied();
            let member = gone.iter().zip(&rules).filter_map(next).min()?;
            let mut own: Vec<&Arc<str>> = Vec::new();
            for (at, (rule, of)) in gone.iter_mut().zip(&rules) {
                if of.get(*at) == Some(&member) {
                    *at = at.saturating_add(1);
                    if own.last() != Some(rule) {
                        own.push(rule);
                    }
                }
            }
            Some((member as usize, own))
        })
        .filter_map(|(member, own)| {
            let place = self.members.place(member)?;
            Some((place, self.members.path(member)?, own))
        })
    }
}

impl Report {
    /// Takes all applications that were checked, in order, and says of each which findings over all concern it.
    pub fn show(&mut self, mut applications: Vec<Application>) {
        let portfolios = self.portfolios.iter();
        for (place, _, rules) in portfolios.flat_map(Portfolio::rules_by_application) {
            if let Some(application) = applications.get_mut(place) {
                application.together.extend(rules.into_iter().cloned());
            }
        }
        self.applications = applications;
    }

    /// The rule books that were applied; all of them where none could be.
    pub fn applied_books(&self) -> impl Iterator<Item = &BookSummary> {
        let any = self.rule_books.iter().any(|book| book.applied);
        let books = self.rule_books.iter();
        books.filter(move |book| book.applied || !any)
    }

    /// Every rule that has findings with what they come to, in the order of the rules.
    pub fn by_rule(&self) -> impl Iterator<Item = (&RuleSummary, &RuleTotal)> {
        let books = self.rule_books.iter().flat_map(|book| book.rules.iter());
        let rules = self.own_rules.iter().chain(books);
        rules.filter_map(|rule| Some((rule, self.totals.of_rule(&rule.id)?)))
    }

    /// How the applications of a book are grouped.
    #[must_use]
    pub fn groupings(&self, book: Option<usize>) -> &[Grouping] {
        let book = book.and_then(|book| self.rule_books.get(book));
        book.map_or(&[], |book| &book.groups)
    }

    /// Every grouping of the books that were applied, each path once.
    #[must_use]
    pub fn all_groupings(&self) -> Vec<&Grouping> {
        let mut all: Vec<&Grouping> = Vec::new();
        for grouping in self.applied_books().flat_map(|book| book.groups.iter()) {
            if !all.iter().any(|known| known.path == grouping.path) {
                all.push(grouping);
            }
        }
        all
    }

    /// The rules that are asked of an application that a rule book is applied to, in the order of its outcomes.
    pub fn rules_of(&self, book: Option<usize>) -> impl Iterator<Item = &RuleSummary> {
        let book = book.and_then(|book| self.rule_books.get(book));
        let rules = book.into_iter().flat_map(|book| book.rules.iter());
        self.own_rules
            .iter()
            .chain(rules.filter(|rule| !rule.portfolio))
    }

    /// All findings with the path of their application, `None` for those of a portfolio; in the order of every report.
    pub fn findings(&self) -> impl Iterator<Item = (Option<&Application>, &Finding)> {
        let single = self
            .applications
            .iter()
            .flat_map(|a| a.findings.iter().map(move |f| (Some(a), f)));
        single.chain(
            self.portfolios
                .iter()
                .flat_map(|p| p.findings.iter().map(|f| (None, f))),
        )
    }
}
