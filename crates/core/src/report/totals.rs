//! How many applications, and how much money, stand behind each verdict, rule and group. Each is counted when its application is
//! taken into the report, so that a report whose applications are not kept has them too.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rust_decimal::Decimal;

use super::{Application, Grouping, Portfolio, RuleSummary};
use crate::finding::{Counts, Finding, Outcome, Verdict};
use crate::own_rules::is_own;

/// Applications by their verdicts, and their money.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    applications: [usize; Verdict::ALL.len()],
    money: [Decimal; Verdict::ALL.len()],
    /// How many applications have no known money.
    pub without_money: usize,
}

impl Tally {
    fn add(&mut self, verdict: Verdict, money: Option<Decimal>) {
        if let Some(count) = self.applications.get_mut(verdict as usize) {
            *count = count.saturating_add(1);
        }
        let sum = self.money.get_mut(verdict as usize);
        let added = money
            .zip(sum.as_deref())
            .and_then(|(money, sum)| sum.checked_add(money));
        match (added, sum) {
            (Some(added), Some(sum)) => *sum = added,
            _ => self.without_money = self.without_money.saturating_add(1),
        }
    }

    /// How many applications have a verdict.
    pub fn of(&self, verdict: Verdict) -> usize {
        let count = self.applications.get(verdict as usize);
        count.copied().unwrap_or(0)
    }

    /// The known money of those that have it.
    pub fn money(&self, verdict: Verdict) -> Decimal {
        self.money
            .get(verdict as usize)
            .copied()
            .unwrap_or_default()
    }

    /// How many applications.
    pub fn applications(&self) -> usize {
        self.applications.iter().sum()
    }

    /// All known money.
    pub fn all_money(&self) -> Decimal {
        let sum = |sum: Decimal, next: &Decimal| sum.saturating_add(*next);
        self.money.iter().fold(Decimal::ZERO, sum)
    }
}

/// What one rule found, over all applications or over all together. An application counts at each of its rules, so that these
/// do not add up to all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleTotal {
    /// How many findings of each outcome.
    pub counts: Counts,
    /// In how many applications it found a failure or a question.
    pub applications: usize,
    /// The known money of those.
    pub money: Decimal,
}

/// All of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// All applications.
    pub all: Tally,
    /// By the path of a grouping, then by what stands in the field.
    pub groups: BTreeMap<Arc<str>, BTreeMap<Box<str>, Tally>>,
    /// By the rule book; two calls may name their rules alike. Those of the rules of file and form stand under none.
    rules: HashMap<Option<usize>, HashMap<Arc<str>, RuleTotal>>,
}

/// A rule that found something, and what that comes to.
#[derive(Clone, Copy, Debug)]
pub struct OfRule<'r> {
    /// The rule.
    pub rule: &'r RuleSummary,
    /// Its rule book; none has a rule of file and form.
    pub book: Option<usize>,
    /// The call of that.
    pub call: Option<&'r str>,
    /// Whether a rule of another call that found something has the same id.
    pub named_alike: bool,
    /// What it comes to.
    pub total: &'r RuleTotal,
}

impl OfRule<'_> {
    /// Its id, with the call beside it where that alone tells which it is.
    pub fn name(&self) -> String {
        match self.call.filter(|_| self.named_alike) {
            Some(call) => format!("{} ({call})", self.rule.id),
            None => self.rule.id.to_string(),
        }
    }
}

impl Totals {
    /// Counts one application.
    pub fn add(&mut self, application: &Application, groupings: &[Grouping]) {
        let (verdict, money) = (application.verdict, application.subject.money);
        self.all.add(verdict, money);
        for (grouping, value) in groupings.iter().zip(&application.subject.groups) {
            let own = self.groups.entry(Arc::clone(&grouping.path)).or_default();
            match own.get_mut(value) {
                Some(tally) => tally.add(verdict, money),
                None => own.entry(value.clone()).or_default().add(verdict, money),
            }
        }
        let mut counted: Vec<&str> = Vec::new();
        let book = application.book;
        let findings = application.findings.iter();
        for (rule, outcome) in findings.flat_map(Finding::outcomes) {
            let total = self.rule(book, rule);
            total.counts.add(outcome);
            let counts = matches!(outcome, Outcome::Fail | Outcome::Review);
            if counts && !counted.contains(&&**rule) {
                counted.push(rule);
                total.applications = total.applications.saturating_add(1);
                total.money = total.money.saturating_add(money.unwrap_or_default());
            }
        }
    }

    /// Counts what was found over all applications of a call together.
    pub fn add_portfolio(&mut self, portfolio: &Portfolio) {
        for finding in &portfolio.findings {
            let total = self.rule(Some(portfolio.book), &finding.rule);
            total.counts.add(finding.outcome);
        }
    }

    fn rule(&mut self, book: Option<usize>, rule: &Arc<str>) -> &mut RuleTotal {
        let book = book.filter(|_| !is_own(rule));
        let of_book = self.rules.entry(book).or_default();
        of_book.entry(Arc::clone(rule)).or_default()
    }

    /// What a rule of a book found; nothing where it found nothing.
    pub fn of_rule(&self, book: Option<usize>, rule: &str) -> Option<&RuleTotal> {
        self.rules.get(&book)?.get(rule)
    }

    /// In how many books a rule of this id found something.
    pub(super) fn books_of(&self, rule: &str) -> usize {
        let books = self.rules.values();
        books.filter(|book| book.contains_key(rule)).count()
    }
}
