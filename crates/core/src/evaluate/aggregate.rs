//! Rules over all applications of a call, as data. Of each application only what is bounded is kept: amounts, numbers, and hashes of
//! keys. What a finding must show of its applications is read again at the end, for those it names alone.

#![warn(clippy::arithmetic_side_effects)]

mod alike;
mod amounts;
mod columns;
mod conditions;
mod contribution;
mod grouping;
mod groups;
mod keys;
mod members;
mod shares;
mod totals;

use crate::context::Truth;
use crate::finding::Outcome;
use crate::law::ValueId;
use crate::order::sort_by;
use crate::rulebook::{Among, PortfolioRule, Requirement, RuleBook};
use crate::scalar::Quantity;
use chrono::NaiveDate;
use columns::Key;
use rust_decimal::Decimal;

pub(crate) use alike::each_name;
use alike::likeness;
pub use alike::{AlikeNames, Likeness, NamePlace};
pub use amounts::Parts;
pub use columns::Aggregates;
pub use conditions::conditions;
pub use contribution::Contribution;
pub(crate) use contribution::group_of;
pub use groups::GroupTotal;
pub(crate) use keys::{KeyHash, each_key};
pub use members::Members;
use totals::{AllMembers, Complete};
pub use totals::{Totals, Wholes};

/// What one requirement comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct AggregateEvaluation {
    /// Whether it holds of the applications that the rule looks at.
    pub truth: Truth,
    /// Whether those under review decide it: it holds only with them, or only without them.
    pub with_review: bool,
    /// The applications of which not all could be read that it asks for, by their places among the members.
    pub unread: Vec<u32>,
    /// The applications for which the office has not stated something yet that it asks for, by their places among the members.
    pub awaited: Vec<u32>,
    /// Whether everything could be read, of every application there may be.
    pub complete: bool,
    /// Whether it is not certain that the rule applies at all.
    pub unsure: bool,
    /// The sum or the number of the applications that decide.
    pub quantity: Option<Quantity>,
    /// The sum or the number by verdict; nothing where too large.
    pub totals: Option<Totals>,
    /// What it was compared with; where that is not known and yet the outcome is, the nearest known limit.
    pub limit: Option<Quantity>,
    /// The dated value it was compared with.
    pub value: Option<ValueId>,
    /// What the quantities of the limit come to that are of all applications.
    pub wholes: Wholes,
    /// The same where those under review decide, and of them just those are accepted that speak against it.
    pub(crate) at_worst: Option<Wholes>,
    /// Whether those under review may decide, without its being known with which of them it fails.
    pub(crate) is_unproven: bool,
    /// Every group that has a limit of its own.
    pub by_cell: Vec<ByCell>,
    /// Whose applications decide.
    pub among: Among,
    /// The groups of applications that share a key, or do not keep to the limit, each by their places among the members.
    pub shared: Vec<SharedKey>,
    /// The names that are alike.
    pub alike: Likeness,
}

/// What the limit of a group is made of, what the group comes to, and whether that keeps to it.
pub type ByCell = (Wholes, Option<Quantity>, Truth);

/// So many of those that add most to a group are kept, to be named.
pub(crate) const MOST_KEPT: usize = 10;

/// Applications that agree in a key.
#[derive(Clone, Debug, PartialEq)]
pub struct SharedKey {
    /// Which of the requirement's keys.
    pub key: usize,
    pub(crate) hash: KeyHash,
    /// The places of the applications among the members, in order.
    pub members: Vec<usize>,
    /// Those that add most, each with how much, the most first.
    pub(crate) largest: Vec<(usize, Decimal)>,
    /// What they would have in common, where there are none.
    pub(crate) of_nobody: Option<String>,
    /// What they come to together, where that is held against a limit.
    pub quantity: Option<Quantity>,
    /// Whether they keep to their limit: they do not, or the law of the day does not say.
    pub(crate) truth: Truth,
    /// Whether a person decides it, who judges some of them.
    pub with_review: bool,
    /// Whose applications its limit is made of.
    pub among: Among,
    /// Those that may be the latest of them, where that counts.
    pub latest: Vec<usize>,
    /// What that limit is; where it is not known and yet broken, the nearest that is.
    pub limit: Option<Quantity>,
    /// What that is made of.
    pub wholes: Wholes,
    /// What makes its limit uncertain, whether that decides or not.
    pub(crate) unsettled: Option<Unsettled>,
}

/// What makes the limit of a group uncertain.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Unsettled {
    /// It would be so if of those under review just those were accepted that speak against it.
    AtWorst,
    /// It may be so with some of those under review and not with others; with which is not known.
    Unproven,
    /// Those of the group state different limits, from this to that.
    Stated(Quantity, Quantity),
    /// They state none.
    NotStated,
    /// Of them only those do that a person must judge.
    UnderReview,
}

/// How many columns a requirement needs.
fn columns_of(requirement: &Requirement) -> usize {
    let mut all = 0_usize;
    requirement.each_overall(&mut |_| all = all.saturating_add(1));
    all.max(1)
}

/// The first column of a requirement of the book: that of what it adds up or counts.
pub(crate) fn column_of(book: &RuleBook, requirement: &Requirement) -> usize {
    book.requirements()
        .take_while(|other| !std::ptr::eq(*other, requirement))
        .map(columns_of)
        .sum()
}

/// The place of a requirement among all of the book.
pub(crate) fn number_of(book: &RuleBook, requirement: &Requirement) -> usize {
    let mut all = book.requirements();
    let number = all.position(|other| std::ptr::eq(other, requirement));
    number.unwrap_or(usize::MAX)
}

/// Evaluates one rule over all members. `complete` says that there is no other file that may be one of them.
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
    let applies = conditions(book, rule, aggregates, complete, as_of);
    let applies = applies.iter().map(|one| one.truth).max();
    let unsure = match applies.unwrap_or(Truth::Holds) {
        Truth::Fails => return (Outcome::NotApplicable, Vec::new()),
        truth => truth != Truth::Holds,
    };
    let results = rule.require.iter().map(|requirement| {
        let of = (book, rule, requirement);
        let found = with_all(of, aggregates, complete, as_of, |all| result(all, of));
        AggregateEvaluation { unsure, ..found }
    });
    let results: Vec<AggregateEvaluation> = results.collect();
    let outcomes = rule.require.iter().zip(&results);
    let outcomes = outcomes.map(|(requirement, result)| outcome(rule, requirement, result));
    let worst = match outcomes.max().unwrap_or(Outcome::Pass) {
        Outcome::Fail if unsure => Outcome::Review,
        worst => worst,
    };
    let asks = worst == Outcome::Pass && rule.head.review.is_some();
    (if asks { Outcome::Review } else { worst }, results)
}

/// Whether a requirement of a rule is not decided, whatever the others come to.
pub fn is_open(rule: &PortfolioRule, results: &[AggregateEvaluation]) -> bool {
    let mut all = rule.require.iter().zip(results);
    all.any(|(requirement, result)| outcome(rule, requirement, result) == Outcome::Open)
}

/// What one requirement makes of its rule.
fn outcome(
    rule: &PortfolioRule,
    requirement: &Requirement,
    result: &AggregateEvaluation,
) -> Outcome {
    let compared = requirement.compared();
    let is_target = compared.is_some_and(|(_, compares, _)| compares.relation().is_target());
    match result.truth {
        Truth::Holds => Outcome::Pass,
        // Whether two names are of one thing is for a person to say.
        Truth::Fails if result.with_review || requirement.always_asks() => Outcome::Review,
        Truth::Fails => rule.head.otherwise,
        // What is known does not reach it, and a person is asked in any case.
        Truth::Open if is_target && rule.head.otherwise == Outcome::Review => Outcome::Review,
        Truth::Open => Outcome::Open,
        Truth::NotStated | Truth::UnknownLaw => Outcome::Review,
    }
}

/// A requirement of a rule of a book.
type Asked<'r> = (&'r RuleBook, &'r PortfolioRule, &'r Requirement);

/// Shows all applications as a requirement looks at them.
fn with_all<T>(
    (book, rule, requirement): Asked<'_>,
    aggregates: &Aggregates,
    complete: bool,
    as_of: NaiveDate,
    show: impl FnOnce(&AllMembers<'_>) -> T,
) -> T {
    let columns_of = |requirement| {
        let first = column_of(book, requirement);
        first..first.saturating_add(columns_of(requirement))
    };
    let columns = columns_of(requirement);
    let column = columns.start;
    let limit = column.saturating_add(1)..columns.end;
    let unread = aggregates.unread(columns.clone());
    let awaited = aggregates.awaited(columns.clone());
    // Of one that does not count in any case it does not matter what it states.
    let by_verdict = requirement.compared().is_some() && rule.among != Some(Among::All);
    let counts = |member: &u32| !(by_verdict && aggregates.fails(*member));
    // What is not looked at yet adds to either side once it is read.
    let among = rule.among.unwrap_or(Among::NotFailing);
    let verdict = |member: u32| aggregates.verdicts().get(member as usize);
    let looked_at = |member: &u32| verdict(*member).is_some_and(|verdict| among.has(*verdict));
    let others = |member: &u32| counts(member) && !looked_at(member);
    let has_others = !limit.is_empty() && unread.iter().chain(&awaited).any(others);
    // So does one of which something cannot be read that another part of the rule asks for.
    let parts = rule.when.iter().chain(&rule.require);
    let mut parts = parts.filter(|part| !std::ptr::eq(*part, requirement));
    let may_add = |part| aggregates.unread(columns_of(part)).iter().any(others);
    let complete = complete && !(by_verdict && parts.any(may_add));
    let has_all = |columns: std::ops::Range<usize>| {
        let [unread, awaited] = [
            aggregates.unread(columns.clone()),
            aggregates.awaited(columns),
        ];
        complete && !has_others && !unread.iter().chain(&awaited).any(counts)
    };
    let is_placed = complete && !aggregates.unplaced(columns.clone()).iter().any(counts);
    show(&AllMembers {
        book,
        among: rule.among,
        aggregates,
        unread: &unread,
        awaited: &awaited,
        complete: Complete {
            own: has_all(column..limit.start),
            limit: has_all(limit),
        },
        is_placed,
        as_of,
    })
}

fn result(all: &AllMembers<'_>, (book, rule, requirement): Asked<'_>) -> AggregateEvaluation {
    let aggregates = all.aggregates;
    let before = || {
        book.requirements()
            .take_while(|other| !std::ptr::eq(*other, requirement))
    };
    match requirement {
        Requirement::Overall {
            overall, compares, ..
        } => all.compared(column_of(book, requirement), overall, compares),
        Requirement::Unique { keys, .. } => {
            let among = rule.among.unwrap_or(Among::All);
            let first: usize = before().map(Requirement::keys).sum();
            let mut shared = shared(first, keys.len(), aggregates, among);
            if requirement.has_latest() {
                let days = aggregates.keys(first.saturating_add(keys.len()));
                latest(&mut shared, days, aggregates.verdicts().len());
            }
            let truth = all.nothing_found(shared.is_empty());
            AggregateEvaluation {
                with_review: truth == Truth::Fails && shared.iter().all(|group| group.with_review),
                shared,
                ..all.compared_with_one_another(truth, among)
            }
        }
        Requirement::Alike { paths, .. } => {
            let among = rule.among.unwrap_or(Among::All);
            let first: usize = before().map(Requirement::paths).sum();
            let columns = aggregates.names(first..first.saturating_add(paths.len()));
            let verdicts = aggregates.verdicts();
            let alike = likeness(columns.iter(), &|member| {
                let verdict = verdicts.get(member as usize);
                verdict.is_some_and(|verdict| among.has(*verdict))
            });
            let truth = match all.nothing_found(alike.groups.is_empty()) {
                // What was not compared may be alike.
                Truth::Holds if !alike.not_compared.is_empty() => Truth::Open,
                truth => truth,
            };
            AggregateEvaluation {
                alike,
                ..all.compared_with_one_another(truth, among)
            }
        }
    }
}

/// Applications that agree in one of some keys. The same applications are named once, however many keys they share.
fn shared(first: usize, keys: usize, aggregates: &Aggregates, among: Among) -> Vec<SharedKey> {
    let verdicts = aggregates.verdicts();
    let looked_at = |key: &&Key| {
        let verdict = verdicts.get(key.member() as usize);
        verdict.is_some_and(|verdict| among.has(*verdict))
    };
    let groups = (0..keys).flat_map(|key| {
        let all = aggregates.keys(first.saturating_add(key));
        groups(key, all, among, looked_at)
    });
    let mut groups: Vec<SharedKey> = groups.collect();
    sort_by(&mut groups, |a, b| {
        (&a.members, a.key).cmp(&(&b.members, b.key))
    });
    groups.dedup_by(|later, earlier| later.members == earlier.members);
    groups
}

/// Notes in each group which may be the latest of it: where several may, a person decides between them, and the others are a group of
/// their own. Those whose day is not known may be, too.
fn latest(groups: &mut Vec<SharedKey>, days: &[Key], members: usize) {
    let mut of: Vec<Option<KeyHash>> = vec![None; members];
    for day in days {
        if let Some(own) = of.get_mut(day.member() as usize) {
            *own = Some(day.hash);
        }
    }
    let day = |member: &usize| of.get(*member).copied().flatten();
    let mut earlier = Vec::new();
    for group in groups.iter_mut() {
        let last = group.members.iter().filter_map(day).max();
        let may_be = |member: &usize| day(member).is_none_or(|day| Some(day) == last);
        let (latest, others) = group.members.iter().partition(|member| may_be(member));
        group.latest = latest;
        group.with_review = group.latest.len() > 1;
        if group.with_review {
            let members: Vec<usize> = others;
            group.members.clone_from(&group.latest);
            earlier.push(SharedKey {
                members,
                with_review: false,
                ..group.clone()
            });
        }
    }
    groups.extend(
        earlier
            .into_iter()
            .filter(|group| !group.members.is_empty()),
    );
}

/// Those who are looked at and have the same key as another, of all who have it in the order of its hashes.
fn groups(
    key: usize,
    all: &[Key],
    among: Among,
    looked_at: impl Fn(&&Key) -> bool,
) -> Vec<SharedKey> {
    let groups = all.chunk_by(|a, b| a.hash == b.hash);
    let shared = groups.filter(|group| group.len() > 1);
    let shared = shared.filter_map(|group| {
        let members = group.iter().filter(&looked_at);
        Some(SharedKey {
            key,
            hash: group.first()?.hash,
            members: members.map(|key| key.member() as usize).collect(),
            largest: Vec::new(),
            of_nobody: None,
            quantity: None,
            truth: Truth::Fails,
            with_review: false,
            among,
            latest: Vec::new(),
            limit: None,
            wholes: Wholes::default(),
            unsettled: None,
        })
    });
    shared.filter(|group| group.members.len() > 1).collect()
}
