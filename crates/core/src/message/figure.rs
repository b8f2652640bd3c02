//! What the rules over all applications added up and counted, for those who want to see the numbers and not only the findings.

mod groups;

use std::sync::Arc;

use chrono::NaiveDate;

use super::wording::Wording;
use crate::condition::Condition;
use crate::condition::operators::{Operator, Presence};
use crate::condition::quantity::{Adds, Overall, Relation};
use crate::context::{Resolved, Truth};
use crate::evaluate::aggregate::{
    AggregateEvaluation, Aggregates, Members, Parts, Totals, column_of,
};
use crate::finding::Law;
use crate::language::Catalogue;
use crate::order::{sort_by, sort_unstable_by};
use crate::rulebook::{Among, PortfolioRule, Requirement, RuleBook};
use crate::scalar::Quantity;

pub use groups::{GroupFigure, groups};

/// A sum or a number over all applications of a call.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Id of the rule.
    pub rule: Arc<str>,
    /// What is added up or counted.
    pub title: String,
    /// Which of them, where not all are.
    pub detail: Option<String>,
    /// The sum or the number of the applications that decide, of what could be read.
    pub quantity: Quantity,
    /// The same by verdict.
    pub totals: Totals,
    /// Whose applications decide.
    pub among: Among,
    /// Places in the list of all applications of those of which not all could be read.
    pub unread: Vec<usize>,
    /// Whether everything could be read, and no file is left out that may belong to the call.
    pub complete: bool,
    /// How it must compare with the limit.
    pub relation: Relation,
    /// What it is compared with; `None` where that is not known on the as-of date.
    pub limit: Option<Quantity>,
    /// Whether the limit is itself of all applications, and so another by each verdict.
    pub moves: bool,
    /// What the limit is called, where it has a name; of one that is computed, how.
    pub limit_title: Option<String>,
    /// Whether it compares so.
    pub answer: Truth,
    /// By which law the limit is what it is.
    pub law: Arc<[Law]>,
    /// Whether those under review decide it: it compares so only with them, or only without them.
    pub with_review: bool,
    /// Places in the list of all applications that were checked and what each adds, whatever its verdict; the largest, where there are
    /// many; those that add nothing are left out.
    pub parts: Parts,
}

/// The figures of one rule, as it was judged.
pub fn figures(
    book: &RuleBook,
    rule: &PortfolioRule,
    results: &[AggregateEvaluation],
    aggregates: &Aggregates,
    members: &Arc<Members>,
    as_of: NaiveDate,
    catalogue: &Catalogue,
) -> Vec<Figure> {
    let wording = Wording {
        book,
        catalogue,
        as_of,
    };
    let all = rule.require.iter().zip(results);
    all.filter_map(|(requirement, result)| {
        let (overall, compares, _) = requirement.compared()?;
        let limit_title = compares.to.value().and_then(|id| wording.value_title(id));
        let wholes = &result.wholes;
        let share = (!wholes.is_empty()).then(|| {
            wholes.with(book, compares, as_of, result.among, |apart| {
                wording.work_apart(&compares.to, apart, true)
            })
        });
        let limit_title = limit_title.map(str::to_owned).or_else(|| share.flatten());
        Some(Figure {
            rule: Arc::clone(&rule.head.id),
            title: title(&wording, requirement)?,
            detail: detail(&wording, overall),
            quantity: result.quantity?,
            totals: result.totals?,
            among: result.among,
            unread: places_of(&result.unread, members),
            with_review: result.with_review,
            complete: result.complete && result.unread.is_empty(),
            relation: compares.relation(),
            limit: result.limit,
            limit_title,
            answer: result.truth,
            law: wording.law(result.value, &[]),
            moves: !wholes.is_empty(),
            parts: parts(overall, column_of(book, requirement), aggregates, members),
        })
    })
    .collect()
}

/// The places of members in the list of all applications.
fn places_of(of: &[u32], members: &Members) -> Vec<usize> {
    let places = of.iter().map(|&member| members.place(member as usize));
    places.flatten().collect()
}

/// Most members of which a figure that counts keeps what each adds: the largest. Of a sum all are kept, so that it can be made again.
const MAX_PARTS: usize = 1_000;

/// What the largest members add.
fn parts(
    overall: &Overall,
    column: usize,
    aggregates: &Aggregates,
    members: &Arc<Members>,
) -> Parts {
    if let Some(amounts) = aggregates.amounts(column) {
        return Parts::of_sum(amounts, members, &overall.kind);
    }
    let counts = aggregates.counts(column).into_iter();
    let counts = counts.flat_map(|counts| counts.iter());
    let counts = members.places().zip(counts);
    let counts = counts.filter(|&(_, count)| count > 0);
    let mut parts: Vec<(usize, u32)> = counts
        .filter_map(|(place, count)| Some((place?, count)))
        .collect();
    if parts.len() > MAX_PARTS {
        sort_unstable_by(&mut parts, |one, other| {
            other.1.cmp(&one.1).then(one.0.cmp(&other.0))
        });
        parts.truncate(MAX_PARTS);
        sort_by(&mut parts, Ord::cmp);
    }
    let parts = parts.into_iter();
    let parts = parts.map(|(place, count)| (place, Quantity::Count(u64::from(count))));
    parts.collect::<Vec<_>>().into()
}

/// What a requirement adds up or counts, by its title: what is counted is called as its limit is, where that has a name.
pub fn title(wording: &Wording<'_>, requirement: &Requirement) -> Option<String> {
    let (overall, compares, _) = requirement.compared()?;
    let counts = matches!(overall.adds, Adds::Number(_));
    let limit = compares.to.value().filter(|_| counts);
    let limit = limit.and_then(|id| wording.value_title(id));
    Some(limit.map_or_else(|| counted(wording, overall), str::to_owned))
}

/// What is added up or counted, by its own title.
pub(super) fn counted(wording: &Wording<'_>, overall: &Overall) -> String {
    if let Some(figure) = overall.figure() {
        return wording.title_of(figure).to_owned();
    }
    let of = &overall.of;
    match of.leaf.or(of.lists.last().copied()) {
        Some(field) => wording.title(field).to_owned(),
        None => wording.catalogue.say("summary.applications", &[]),
    }
}

/// Which of them are added up or counted, where not all are.
pub(super) fn detail(wording: &Wording<'_>, overall: &Overall) -> Option<String> {
    let mut told = Vec::new();
    tell(wording, overall.filter.as_ref()?, &mut told);
    Some(told.join("; "))
}

/// Which of them are counted: what each test asks, where it asks more than that something is stated.
fn tell(wording: &Wording<'_>, condition: &Condition, told: &mut Vec<String>) {
    match condition {
        Condition::All(inner) | Condition::Any(inner) => {
            inner.iter().for_each(|one| tell(wording, one, told));
        }
        Condition::Not(inner) => {
            let mut inside = Vec::new();
            tell(wording, inner, &mut inside);
            let about = [("asked", inside.join("; ").into())];
            told.push(wording.catalogue.say("trace.negated", &about));
        }
        Condition::Items { is, .. } => tell(wording, is, told),
        Condition::Test(test) => {
            if test.operator == Operator::Presence(Presence::Present) {
                return;
            }
            let compared = test.operator.comparison();
            let limit = compared.and_then(|compared| {
                match compared.to.by_law(&wording.book.values, wording.as_of)? {
                    Resolved::Known(quantity) => Some(quantity),
                    Resolved::Unknown(..) | Resolved::NotStated | Resolved::Open => None,
                }
            });
            let title = wording.subject(test);
            told.push(format!(
                "{title}: {}",
                wording.asked(test, limit, [None, None])
            ));
        }
    }
}
