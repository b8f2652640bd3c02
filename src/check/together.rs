//! All checked applications as one report: in the order of their paths, with the portfolio of each call and the totals.

use std::sync::Arc;

use super::{Checker, Desk, context, waive};
use crate::finding::{Counts, Outcome};
use crate::language::Value;
use crate::portfolio::{self, Facts, Member, Teller};
use crate::report::{Application, AsOf, Portfolio, Report, Summary};
use crate::source::Lines;
use crate::yaml::{self, Document};

/// Days after which a rule book should be compared with the law again.
const STALE_DAYS: i64 = 365;

/// One application, judged, and what its portfolio needs of it.
#[derive(Debug)]
pub struct Checked {
    /// Its part of the report.
    pub application: Application,
    pub(super) facts: Facts,
}

impl Checker<'_> {
    /// The report on all applications. `text` reads a file again by its path, for the places that portfolio findings name.
    #[must_use]
    pub fn report(
        &self,
        mut checked: Vec<Checked>,
        text: &dyn Fn(&str) -> Option<Vec<u8>>,
    ) -> Report {
        checked.sort_by(|a, b| a.application.path.cmp(&b.application.path));
        let mut portfolios = if self.settings.portfolio {
            self.portfolios(&checked, text)
        } else {
            Vec::new()
        };
        let mut applications: Vec<_> = checked
            .into_iter()
            .map(|checked| checked.application)
            .collect();
        let mut notes = self.notes(&applications);
        notes.append(&mut self.waive(&mut applications, &mut portfolios));
        let mut summary = Summary::default();
        applications
            .iter()
            .for_each(|application| summary.add(application));
        portfolios
            .iter()
            .for_each(|portfolio| summary.add_portfolio(portfolio));
        Report {
            language: self.catalogue.language(),
            today: self.settings.today,
            notes,
            rule_books: self.summaries.clone(),
            waivers: self.waivers.files.clone(),
            own_rules: Arc::clone(&self.own_rules),
            applications,
            portfolios,
            summary,
        }
    }

    /// Applies the waivers, before anything is counted; what is to be said of them.
    fn waive(&self, applications: &mut [Application], portfolios: &mut [Portfolio]) -> Vec<String> {
        let mut applied = self.waivers.on(self.settings.today);
        for application in applications {
            let book = application.book.and_then(|index| self.summaries.get(index));
            let own = self.own_rules.iter();
            let rules = own.chain(book.into_iter().flat_map(|book| book.rules.iter()));
            waive::application(application, rules, &mut applied);
        }
        for portfolio in portfolios {
            if let Some(book) = self.summaries.get(portfolio.book) {
                waive::portfolio(portfolio, &book.call, &book.rules, &mut applied);
            }
        }
        let books = self.summaries.iter().flat_map(|book| book.rules.iter());
        let known: Vec<&str> = self
            .own_rules
            .iter()
            .chain(books)
            .map(|rule| &*rule.id)
            .collect();
        applied.notes(self.catalogue, &known)
    }

    /// What a reader should know of the books that were applied.
    fn notes(&self, applications: &[Application]) -> Vec<String> {
        let applied = |index: usize| {
            applications
                .iter()
                .any(|application| application.book == Some(index))
        };
        let stale = self.books.iter().enumerate().filter(|(index, book)| {
            applied(*index)
                && self
                    .settings
                    .today
                    .signed_duration_since(book.verified_on)
                    .num_days()
                    > STALE_DAYS
        });
        let say = |(_, book): (usize, &crate::rulebook::RuleBook)| {
            let about = [
                ("call", Value::from(&*book.call)),
                ("date", book.verified_on.into()),
            ];
            self.catalogue.say("note.stale_book", &about)
        };
        stale.map(say).collect()
    }

    fn portfolios(
        &self,
        checked: &[Checked],
        text: &dyn Fn(&str) -> Option<Vec<u8>>,
    ) -> Vec<Portfolio> {
        let of_book = |index| {
            let members: Vec<&Checked> = checked
                .iter()
                .filter(|checked| checked.application.book == Some(index))
                .collect();
            (members.len() > 1)
                .then(|| self.portfolio(index, &members, text))
                .flatten()
        };
        (0..self.books.len()).filter_map(of_book).collect()
    }

    fn portfolio(
        &self,
        index: usize,
        checked: &[&Checked],
        text: &dyn Fn(&str) -> Option<Vec<u8>>,
    ) -> Option<Portfolio> {
        let book = self.books.get(index)?;
        // Of several days the latest law is the one that the whole portfolio must keep to.
        let as_of = checked
            .iter()
            .filter_map(|checked| checked.application.as_of.as_ref())
            .max_by_key(|as_of| as_of.date)?;
        let facts: Vec<&Facts> = checked.iter().map(|checked| &checked.facts).collect();
        let member = |checked: &&Checked| Member {
            path: Arc::clone(&checked.application.path),
            id: checked
                .application
                .id
                .clone()
                .unwrap_or_else(|| checked.application.path.to_string()),
        };
        let members: Vec<Member> = checked.iter().map(member).collect();
        let reread =
            |place: usize, show: &mut dyn FnMut(&crate::condition::Context<'_>, &Lines<'_>)| {
                let Some(application) = checked.get(place).map(|checked| &checked.application)
                else {
                    return;
                };
                self.reread(application, text, show);
            };
        let teller = Teller {
            book,
            catalogue: self.catalogue,
            as_of: as_of.date,
            members: &members,
            facts: &facts,
            reread: &reread,
        };
        let mut portfolio = Portfolio {
            book: index,
            as_of: AsOf::clone(as_of),
            applications: checked.len(),
            outcomes: Box::default(),
            findings: Vec::new(),
            counts: Counts::default(),
        };
        let mut outcomes = Vec::new();
        for rule in &book.portfolio {
            let (outcome, results) = portfolio::judge(book, rule, &facts, as_of.date);
            let findings = teller.tell(rule, outcome, &results);
            for _ in 0..findings.len().max(1) {
                portfolio.counts.add(outcome);
            }
            outcomes.push(outcome);
            portfolio.findings.extend(findings);
        }
        portfolio.outcomes = outcomes.into();
        Some(portfolio)
    }

    /// Reads an application again and shows it, unless it has changed since it was checked.
    fn reread(
        &self,
        application: &Application,
        text: &dyn Fn(&str) -> Option<Vec<u8>>,
        show: &mut dyn FnMut(&crate::condition::Context<'_>, &Lines<'_>),
    ) {
        use sha2::{Digest, Sha256};
        let Some(bytes) = text(&application.path)
            .filter(|bytes| Some(Sha256::digest(bytes).into()) == application.sha256)
        else {
            return;
        };
        let (Ok(text), Some(book)) = (
            yaml::decode(&bytes),
            application.book.and_then(|index| self.books.get(index)),
        ) else {
            return;
        };
        let Some(as_of) = &application.as_of else {
            return;
        };
        let mut desk = Desk::default();
        yaml::read(
            text,
            &self.settings.limits,
            &mut desk.tree,
            &mut desk.yaml_problems,
        );
        let document = Document {
            text,
            tree: &desk.tree,
        };
        desk.application
            .read(&book.form, book, document, &mut desk.problems);
        show(
            &context(book, &desk.application, document, as_of.date),
            &Lines::of(text),
        );
    }
}

impl Portfolio {
    /// The outcome that stands for the whole portfolio.
    #[must_use]
    pub fn worst(&self) -> Outcome {
        self.outcomes
            .iter()
            .copied()
            .max()
            .unwrap_or(Outcome::NotApplicable)
    }
}
