//! Rules over all applications of a call. From each application only bounded facts are kept: amounts, numbers, and hashes of keys.
//! What a finding must show of its applications is read again at the end, for those it names alone.

mod figures;
mod tell;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use crate::application::{Frame, State};
use crate::condition::{Context, Operand, Reach, Relation, Scope, Side, Truth, compare};
use crate::finding::Outcome;
use crate::form::Kind;
use crate::judge::nearest;
use crate::law::ValueId;
use crate::rulebook::{PortfolioRule, Requirement, RuleBook};
use crate::scalar::Quantity;

pub use figures::{Figure, Members, figures};
pub use tell::{Member, Teller};

/// What is kept of one application: a few hundred bytes, for a folder may hold a hundred thousand.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// One for each requirement of the book that adds up or counts, in order.
    numbers: Box<[Number]>,
    /// The keys of the other requirements.
    keys: Box<[Key]>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Number {
    /// An amount or number to add up.
    Sum(Decimal),
    /// One that cannot be read.
    Unknown,
    /// How many, and whether all could be decided.
    Count(u32, bool),
}

/// A key of an application: which of all keys of the book, and a hash of its values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    which: u16,
    hash: Hash,
}

/// Long enough that no two different keys share it by chance or on purpose.
type Hash = [u8; 14];

/// Gathers the facts of one application.
#[must_use]
pub fn facts(book: &RuleBook, context: &Context<'_>) -> Facts {
    let mut numbers = Vec::new();
    let mut hashes = Vec::new();
    let mut which = 0_u16;
    for requirement in requirements(book) {
        match requirement {
            Requirement::Sum { of, .. } => numbers.push(match context.sum(of) {
                Side::Known(Quantity::Money(amount)) => Number::Sum(amount),
                Side::Known(Quantity::Count(count)) => Number::Sum(count.into()),
                _ => Number::Unknown,
            }),
            Requirement::Count { of, filter, .. } => {
                let (mut count, mut whole) = (0_u32, true);
                whole &= context.each(&of.lists, Scope::ROOT, &mut |scope| match filter
                    .as_ref()
                    .map_or(Truth::Holds, |filter| context.ask(filter, scope).truth)
                {
                    Truth::Holds => count = count.saturating_add(1),
                    Truth::Fails | Truth::NotStated => {}
                    Truth::Open | Truth::UnknownLaw => whole = false,
                });
                numbers.push(Number::Count(count, whole));
            }
            Requirement::Unique { keys } => {
                for key in keys {
                    each_key(context, key, &mut |hash, _| {
                        hashes.push(Key { which, hash })
                    });
                    which = which.saturating_add(1);
                }
            }
        }
    }
    Facts {
        numbers: numbers.into(),
        keys: hashes.into(),
    }
}

fn requirements(book: &RuleBook) -> impl Iterator<Item = &Requirement> {
    book.portfolio.iter().flat_map(|rule| &rule.require)
}

/// Calls `visit` with the hash of each key an application has, and the items its fields stand in.
/// The fields of one key may stand in one list at most; each of its items then has a key.
fn each_key(context: &Context<'_>, key: &[Reach], visit: &mut dyn FnMut(Hash, Scope)) {
    let lists = key
        .iter()
        .map(|reach| reach.lists.as_slice())
        .max_by_key(|lists| lists.len())
        .unwrap_or_default();
    context.each(lists, Scope::ROOT, &mut |scope| {
        let mut hash = Sha256::new();
        for reach in key {
            let Some(leaf) = reach.leaf else { return };
            let frame = frame_of(reach, scope);
            let slot = context.form.field(leaf).slot;
            if matches!(
                context.application.value(frame, slot).state,
                State::Absent | State::Malformed
            ) {
                return;
            }
            hash_same(&mut hash, context.text_in(frame, leaf));
        }
        let digest = hash.finalize();
        let first = digest.first_chunk::<14>().copied().unwrap_or_default();
        visit(first, scope);
    });
}

/// The item that a key's field stands in, or the root.
fn frame_of(reach: &Reach, scope: Scope) -> Frame {
    if reach.lists.is_empty() {
        Frame::ROOT
    } else {
        scope.innermost()
    }
}

/// Hashes a text as two people would call it the same: letters' case, spaces and the way accents are stored make no difference.
fn hash_same(hash: &mut Sha256, text: &str) {
    // Below U+0300 every letter is stored in one way only.
    if text.chars().all(|letter| letter < '\u{300}') {
        hash_letters(hash, text.trim().chars());
    } else {
        hash_letters(hash, text.trim().nfc());
    }
    // No UTF-8 text holds this byte, so no two keys run together.
    hash.update([0xff]);
}

fn hash_letters(hash: &mut Sha256, letters: impl Iterator<Item = char>) {
    let mut some = [0; 64];
    let mut len = 0_usize;
    let mut gap = false;
    for letter in letters {
        if letter.is_whitespace() {
            gap = true;
            continue;
        }
        let mut add = |lower: char| {
            if len.saturating_add(lower.len_utf8()) > some.len() {
                hash.update(some.get(..len).unwrap_or_default());
                len = 0;
            }
            if let Some(place) = some.get_mut(len..) {
                len = len.saturating_add(lower.encode_utf8(place).len());
            }
        };
        if std::mem::take(&mut gap) {
            add(' ');
        }
        if letter.is_ascii() {
            add(letter.to_ascii_lowercase());
        } else {
            letter.to_lowercase().for_each(add);
        }
    }
    hash.update(some.get(..len).unwrap_or_default());
}

/// What one requirement comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// Whether it holds.
    pub truth: Truth,
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

/// Judges one rule over the facts of all members.
#[must_use]
pub fn judge(
    book: &RuleBook,
    rule: &PortfolioRule,
    members: &[&Facts],
    as_of: NaiveDate,
) -> (Outcome, Vec<Judged>) {
    if !rule.head.period.contains(as_of) {
        return (Outcome::NotApplicable, Vec::new());
    }
    let results: Vec<Judged> = (first_of(book, rule)..)
        .zip(&rule.require)
        .map(|(index, requirement)| result(book, requirement, index, members, as_of))
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

impl Facts {
    /// The number of a requirement, by its place among all requirements of the book.
    fn number(&self, book: &RuleBook, index: usize) -> Option<Number> {
        let before = requirements(book)
            .take(index)
            .filter(|requirement| !matches!(requirement, Requirement::Unique { .. }));
        self.numbers.get(before.count()).copied()
    }

    /// What an application adds to a sum; `None` where it cannot be read.
    fn sum(&self, book: &RuleBook, index: usize) -> Option<Decimal> {
        match self.number(book, index)? {
            Number::Sum(amount) => Some(amount),
            Number::Unknown | Number::Count(..) => None,
        }
    }
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
    as_of: NaiveDate,
) -> Judged {
    match requirement {
        Requirement::Sum {
            of, relation, to, ..
        } => {
            let all = members.iter().map(|facts| facts.sum(book, index));
            let whole = all.clone().all(|one| one.is_some());
            let sum = all.flatten().try_fold(Decimal::ZERO, Decimal::checked_add);
            let sum = sum.and_then(|sum| of_kind(book, of, sum));
            compared(book, sum, whole, *relation, to, as_of)
        }
        Requirement::Count { relation, to, .. } => {
            let (mut count, mut whole) = (0_u64, true);
            for facts in members {
                if let Some(Number::Count(more, all)) = facts.number(book, index) {
                    count = count.saturating_add(u64::from(more));
                    whole &= all;
                }
            }
            compared(
                book,
                Some(Quantity::Count(count)),
                whole,
                *relation,
                to,
                as_of,
            )
        }
        Requirement::Unique { .. } => {
            let shared = shared(book, index, members);
            let truth = if shared.is_empty() {
                Truth::Holds
            } else {
                Truth::Fails
            };
            Judged {
                truth,
                quantity: None,
                limit: None,
                value: None,
                shared,
            }
        }
    }
}

/// Compares what could be added up. What could not can only make it more, so a ceiling that is passed already is passed.
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
        Relation::AtMost | Relation::LessThan => truth == Truth::Fails,
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
        let mut hashes: Vec<(Hash, u32)> = Vec::new();
        for (member, facts) in (0..).zip(members) {
            let own = facts
                .keys
                .iter()
                .filter(|one| usize::from(one.which) == first.saturating_add(key));
            hashes.extend(own.map(|one| (one.hash, member)));
        }
        hashes.sort_unstable();
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
