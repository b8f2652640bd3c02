//! The record of one check: what was judged, what was found, and the counts. Counting and deciding happen here, once.
//! Knows nothing of how it will be shown.

mod application;
mod book;
mod portfolio;
mod summary;
mod totals;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::decisions::DecisionFile;
use crate::finding::Finding;
use crate::language::Language;
use crate::settings::Settings;
use crate::shard::Shard;
use crate::waivers::WaiverEffect;

pub use application::{Application, NearLimit, NearestLimits, StatedByOffice, Subject};
pub use book::{BookSummary, Grouping, RuleSummary, SourceSummary};
pub use portfolio::Portfolio;
pub use summary::Summary;
pub use totals::{OfRule, RuleTotal, Tally, Totals};

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
    pub waivers: Vec<DecisionFile>,
    /// The files of answers that were applied.
    pub answers: Vec<DecisionFile>,
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
    /// Whether a list said which there are, which nobody can make again from what is there.
    pub list: bool,
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
    /// The commit that they are held against: a name may lead to another one later.
    pub since_commit: Option<String>,
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

    /// Every rule, with the place of its book and its call: the program's own first, then those of each book.
    pub fn all_rules(&self) -> impl Iterator<Item = (Option<(usize, &str)>, &RuleSummary)> {
        let own = self.own_rules.iter().map(|rule| (None, rule));
        let books = self.rule_books.iter().enumerate();
        own.chain(books.flat_map(|(index, book)| {
            let rules = book.rules.iter();
            rules.map(move |rule| (Some((index, &*book.call)), rule))
        }))
    }

    /// Every rule that has findings with what they come to, in the order of the rules.
    pub fn by_rule(&self) -> impl Iterator<Item = OfRule<'_>> {
        self.all_rules().filter_map(|(of, rule)| {
            let book = of.map(|(book, _)| book);
            Some(OfRule {
                rule,
                book,
                call: of.map(|(_, call)| call),
                named_alike: self.totals.books_of(&rule.id) > 1,
                total: self.totals.of_rule(book, &rule.id)?,
            })
        })
    }

    /// How the applications of a book are grouped.
    pub fn groupings(&self, book: Option<usize>) -> &[Grouping] {
        let book = book.and_then(|book| self.rule_books.get(book));
        book.map_or(&[], |book| &book.groups)
    }

    /// Every grouping of the books that were applied, each path once.
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
