//! Rules over all applications of a call, as data. Of each application only what is bounded is kept: amounts, numbers, and hashes of
//! keys. What a finding must show of its applications is read again at the end, for those it names alone.

#![warn(clippy::arithmetic_side_effects)]

mod columns;
mod contribution;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::nearest;
use crate::condition::quantity::{Comparison, Relation};
use crate::context::{FieldSelector, Resolved, Truth};
use crate::finding::Outcome;
use crate::law::ValueId;
use crate::rulebook::{PortfolioRule, Requirement, RuleBook};
use crate::scalar::Quantity;
use columns::Key;

pub use columns::Aggregates;
pub use contribution::Contribution;
pub(crate) use contribution::{KeyHash, each_key, frame_of};

fn requirements(book: &RuleBook) -> impl Iterator<Item = &Requirement> {
    book.portfolio.iter().flat_map(|rule| &rule.require)
}

/// What one requirement comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct AggregateEvaluation {
    /// Whether it holds.
    pub truth: Truth,
    /// Whether all that it asks for could be read, of every application there may be.
    pub complete: bool,
    /// The sum or the number.
    pub quantity: Option<Quantity>,
    /// What it was compared with; where that is not known and yet the outcome is, the nearest known limit.
    pub limit: Option<Quantity>,
    /// The dated value it was compared with.
    pub value: Option<ValueId>,
    /// The groups of applications that share a key, each by their places among the members.
    pub shared: Vec<SharedKey>,
}

/// Applications that agree in a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedKey {
    /// Which of the requirement's keys.
    pub key: usize,
    pub(crate) hash: KeyHash,
    /// The places of the applications among the members, in order.
    pub members: Vec<usize>,
}

/// The place of a rule's first requirement among all requirements of the book.
pub(crate) fn first_of(book: &RuleBook, rule: &PortfolioRule) -> usize {
    book.portfolio
        .iter()
        .take_while(|other| !std::ptr::eq(*other, rule))
        .map(|rule| rule.require.len())
        .sum()
}

/// Evaluates one rule over all members. `complete` says that there is no other file that may be one of them.
#[must_use]
pub fn evaluate(
    book: &RuleBook,
    rule: &PortfolioRule,
    aggregates: &Aggregates,
    complete: bool,
    as_of: NaiveDate,
) -> (Outcome, Vec<AggregateEvaluation>) {
    if !rule.head.period.contains(as_of) {
        return (Outcome::NotApplicable, Vec::new());
    }
    let results: Vec<AggregateEvaluation> = (first_of(book, rule)..)
        .zip(&rule.require)
        .map(|(index, requirement)| result(book, requirement, index, aggregates, complete, as_of))
        .collect();
    let worst = results
        .iter()
        .map(|result| result.truth)
        .max()
        .unwrap_or(Truth::Holds);
    let outcome = match worst {
        Truth::Holds if rule.head.review.is_some() => Outcome::Review,
        Truth::Holds => Outcome::Pass,
        Truth::Fails => rule.head.otherwise,
        Truth::Open => Outcome::Open,
        Truth::NotStated | Truth::UnknownLaw => Outcome::Review,
    };
    (outcome, results)
}

/// A sum as the quantity that its field has.
pub(crate) fn of_kind(book: &RuleBook, of: &FieldSelector, sum: Decimal) -> Option<Quantity> {
    book.form.field(of.leaf?).kind.total(sum)
}

fn result(
    book: &RuleBook,
    requirement: &Requirement,
    index: usize,
    aggregates: &Aggregates,
    complete: bool,
    as_of: NaiveDate,
) -> AggregateEvaluation {
    let complete = complete && aggregates.is_complete(index);
    match requirement {
        Requirement::Sum { of, compares, .. } => {
            let mut amounts = aggregates.amounts(index).iter().flatten();
            let sum = amounts.try_fold(Decimal::ZERO, |sum, &amount| sum.checked_add(amount));
            let sum = sum.and_then(|sum| of_kind(book, of, sum));
            compared(book, sum, complete, compares, as_of)
        }
        Requirement::Count { compares, .. } => {
            let counts = aggregates
                .counts(index)
                .iter()
                .map(|&count| u64::from(count));
            let count = Some(Quantity::Count(counts.fold(0, u64::saturating_add)));
            compared(book, count, complete, compares, as_of)
        }
        Requirement::Unique { .. } => {
            let shared = shared(book, index, aggregates);
            AggregateEvaluation {
                truth: match (shared.is_empty(), complete) {
                    (false, _) => Truth::Fails,
                    (true, true) => Truth::Holds,
                    (true, false) => Truth::Open,
                },
                complete,
                quantity: None,
                limit: None,
                value: None,
                shared,
            }
        }
    }
}

/// Compares what could be added up. What could not can only make it more, so a ceiling that is passed already is passed,
/// and where it is not known whether it is passed, more does not tell.
fn compared(
    book: &RuleBook,
    quantity: Option<Quantity>,
    complete: bool,
    compares: &Comparison,
    as_of: NaiveDate,
) -> AggregateEvaluation {
    let limit = compares.to.by_law(&book.values, as_of);
    let limit = limit.unwrap_or(Resolved::Open);
    let truth = quantity.map_or(Truth::Open, |quantity| compares.holds(quantity, limit));
    let certain = match compares.relation() {
        Relation::AtMost | Relation::LessThan => {
            matches!(truth, Truth::Fails | Truth::UnknownLaw)
        }
        Relation::AtLeast | Relation::MoreThan => truth == Truth::Holds,
        Relation::Equals => false,
    };
    let limit = match (limit, quantity) {
        (Resolved::Known(limit), _) => Some(limit),
        (Resolved::Unknown(_, known), Some(found)) if truth == Truth::Fails => {
            nearest(found, known)
        }
        _ => None,
    };
    AggregateEvaluation {
        truth: if complete || certain {
            truth
        } else {
            Truth::Open
        },
        complete,
        quantity,
        limit,
        value: compares.to.value(),
        shared: Vec::new(),
    }
}

/// Applications that agree in a key. The same applications are named once, however many keys they share.
fn shared(book: &RuleBook, index: usize, aggregates: &Aggregates) -> Vec<SharedKey> {
    let first: usize = requirements(book).take(index).map(Requirement::keys).sum();
    let keys = requirements(book).nth(index).map_or(0, Requirement::keys);
    let groups = (0..keys).flat_map(|key| {
        let mut all = aggregates.keys(first.saturating_add(key)).to_vec();
        all.sort_unstable();
        all.dedup();
        groups(key, &all)
    });
    let mut groups: Vec<SharedKey> = groups.collect();
    groups.sort_by(|a, b| (&a.members, a.key).cmp(&(&b.members, b.key)));
    groups.dedup_by(|later, earlier| later.members == earlier.members);
    groups
}

/// Those who have the same key as another, of all who have it in the order of its hashes.
fn groups(key: usize, all: &[Key]) -> Vec<SharedKey> {
    let groups = all.chunk_by(|a, b| a.hash == b.hash);
    let shared = groups.filter(|group| group.len() > 1);
    let shared = shared.filter_map(|group| {
        Some(SharedKey {
            key,
            hash: group.first()?.hash,
            members: group.iter().map(|key| key.member as usize).collect(),
        })
    });
    shared.collect()
}
