//! Rules over all applications of a call. From each application only bounded facts are kept: amounts, numbers, and hashes of keys.
//! What a finding must show of its applications is read again at the end, for those it names alone.

mod common;
mod facts;
mod figures;
mod fold;
mod tell;

use chrono::NaiveDate;
use rayon::prelude::*;
use rust_decimal::Decimal;

use crate::condition::{Operand, Reach, Relation, Side, Truth, compare};
use crate::finding::Outcome;
use crate::form::Kind;
use crate::judge::nearest;
use crate::law::ValueId;
use crate::rulebook::{PortfolioRule, Requirement, RuleBook};
use crate::scalar::Quantity;
use facts::{Hash, Number};

pub use facts::{Facts, Gathering};
pub use figures::{Figure, Members, figures};
pub use tell::{Member, Teller};

fn requirements(book: &RuleBook) -> impl Iterator<Item = &Requirement> {
    book.portfolio.iter().flat_map(|rule| &rule.require)
}

/// What one requirement comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// Whether it holds.
    pub truth: Truth,
    /// Whether all that it asks for could be read, of every application there may be.
    pub whole: bool,
    /// The sum or the number.
    pub quantity: Option<Quantity>,
    /// What it was compared with; where that is not known and yet the outcome is, the nearest known limit.
    pub limit: Option<Quantity>,
    /// The dated value it was compared with.
    pub value: Option<ValueId>,
    /// The groups of applications that share a key, each by their places among the members.
    pub shared: Vec<Shared>,
}

/// Applications that agree in a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    /// Which of the requirement's keys.
    pub key: usize,
    hash: Hash,
    /// The places of the applications among the members, in order.
    pub members: Vec<usize>,
}

/// The place of a rule's first requirement among all requirements of the book.
fn first_of(book: &RuleBook, rule: &PortfolioRule) -> usize {
    book.portfolio
        .iter()
        .take_while(|other| !std::ptr::eq(*other, rule))
        .map(|rule| rule.require.len())
        .sum()
}

/// Judges one rule over the facts of all members. `complete` says that there is no other file that may be one of them.
#[must_use]
pub fn judge(
    book: &RuleBook,
    rule: &PortfolioRule,
    members: &[&Facts],
    complete: bool,
    as_of: NaiveDate,
) -> (Outcome, Vec<Judged>) {
    if !rule.head.period.contains(as_of) {
        return (Outcome::NotApplicable, Vec::new());
    }
    let results: Vec<Judged> = (first_of(book, rule)..)
        .zip(&rule.require)
        .map(|(index, requirement)| result(book, requirement, index, members, complete, as_of))
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
fn of_kind(book: &RuleBook, of: &Reach, sum: Decimal) -> Option<Quantity> {
    match of.leaf.map(|leaf| &book.form.field(leaf).kind) {
        Some(Kind::Count) => u64::try_from(sum).ok().map(Quantity::Count),
        _ => Some(Quantity::Money(sum)),
    }
}

fn result(
    book: &RuleBook,
    requirement: &Requirement,
    index: usize,
    members: &[&Facts],
    complete: bool,
    as_of: NaiveDate,
) -> Judged {
    let whole = complete && members.iter().all(|facts| facts.is_whole(index));
    match requirement {
        Requirement::Sum {
            of, relation, to, ..
        } => {
            let mut all = members.iter().filter_map(|facts| facts.sum(index));
            let sum = all.try_fold(Decimal::ZERO, Decimal::checked_add);
            let sum = sum.and_then(|sum| of_kind(book, of, sum));
            compared(book, sum, whole, *relation, to, as_of)
        }
        Requirement::Count { relation, to, .. } => {
            let counts = members.iter().map(|facts| match facts.number(index) {
                Some(Number::Count(count, _)) => u64::from(count),
                _ => 0,
            });
            let count = Some(Quantity::Count(counts.fold(0, u64::saturating_add)));
            compared(book, count, whole, *relation, to, as_of)
        }
        Requirement::Unique { .. } => {
            let shared = shared(book, index, members);
            Judged {
                truth: match (shared.is_empty(), whole) {
                    (false, _) => Truth::Fails,
                    (true, true) => Truth::Holds,
                    (true, false) => Truth::Open,
                },
                whole,
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
    whole: bool,
    relation: Relation,
    to: &Operand,
    as_of: NaiveDate,
) -> Judged {
    let (limit, value) = match to {
        Operand::Value(id) => (book.values.get(usize::from(id.0)), Some(*id)),
        _ => (None, None),
    };
    let side = match (to, limit.map(|value| (value, value.on(as_of)))) {
        (Operand::Constant(constant), _) => Side::Known(*constant),
        (_, Some((_, crate::law::InForce::Known(_, known)))) => Side::Known(known),
        (_, Some((value, crate::law::InForce::Unknown(neighbours, _)))) => {
            Side::Unknown(value, neighbours)
        }
        _ => Side::Open,
    };
    let truth = quantity.map_or(Truth::Open, |quantity| compare(relation, quantity, side));
    let certain = match relation {
        Relation::AtMost | Relation::LessThan => {
            matches!(truth, Truth::Fails | Truth::UnknownLaw)
        }
        Relation::AtLeast | Relation::MoreThan => truth == Truth::Holds,
        Relation::Equals => false,
    };
    let limit = match (side, quantity) {
        (Side::Known(limit), _) => Some(limit),
        (Side::Unknown(_, known), Some(found)) if truth == Truth::Fails => nearest(found, known),
        _ => None,
    };
    Judged {
        truth: if whole || certain { truth } else { Truth::Open },
        whole,
        quantity,
        limit,
        value,
        shared: Vec::new(),
    }
}

/// Applications that agree in a key. The same applications are named once, however many keys they share.
fn shared(book: &RuleBook, index: usize, members: &[&Facts]) -> Vec<Shared> {
    let keys_of = |requirement: &Requirement| match requirement {
        Requirement::Unique { keys } => keys.len(),
        _ => 0,
    };
    let first: usize = requirements(book).take(index).map(keys_of).sum();
    let mut groups = Vec::new();
    for key in 0..requirements(book).nth(index).map_or(0, keys_of) {
        let which = first.saturating_add(key);
        let mut hashes: Vec<(Hash, u32)> = Vec::with_capacity(members.len());
        for (member, facts) in (0..).zip(members) {
            hashes.extend(facts.hashes(which).map(|hash| (hash, member)));
        }
        hashes.par_sort_unstable();
        hashes.dedup();
        let shared = hashes
            .chunk_by(|a, b| a.0 == b.0)
            .filter(|group| group.len() > 1);
        groups.extend(shared.filter_map(|group| {
            let members = group.iter().map(|&(_, member)| member as usize).collect();
            Some(Shared {
                key,
                hash: group.first()?.0,
                members,
            })
        }));
    }
    groups.sort_by(|a, b| (&a.members, a.key).cmp(&(&b.members, b.key)));
    groups.dedup_by(|later, earlier| later.members == earlier.members);
    groups
}
