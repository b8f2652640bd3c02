//! Sums and numbers over all applications that are too large or too small, put into words with the applications behind them.

use rust_decimal::Decimal;

use super::{AggregateMessages, MAX_NAMED};
use crate::context::Truth;
use crate::evaluate::aggregate::{AggregateEvaluation, column_of, number_of};
use crate::finding::{Finding, Fingerprint, Measure, Outcome, Place};
use crate::language::Value;
use crate::message::quantity_value;
use crate::order::sort_by;
use crate::rulebook::{PortfolioRule, Requirement};
use crate::scalar::Quantity;

/// Members, each with what it adds.
type Largest = Vec<(usize, Option<Decimal>)>;

impl AggregateMessages<'_> {
    /// The applications that add to what is too much. What is missing from a target is missing from no application.
    pub(super) fn concerned(
        &self,
        rule: &PortfolioRule,
        results: &[AggregateEvaluation],
    ) -> Vec<usize> {
        let mut concerned = Vec::new();
        for (requirement, result) in rule.require.iter().zip(results) {
            let compared = requirement.compared();
            let is_ceiling =
                compared.is_some_and(|(_, compares, _)| !compares.relation().is_target());
            if result.truth == Truth::Holds || !is_ceiling {
                continue;
            }
            let index = column_of(self.book, requirement);
            let amounts = self.aggregates.amounts(index).into_iter();
            let amounts = amounts.flat_map(|amounts| amounts.iter());
            let amounts = amounts.map(|amount| amount.is_some_and(|amount| !amount.is_zero()));
            let counts = self.aggregates.counts(index).into_iter();
            let counts = counts.flat_map(|counts| counts.iter());
            let counts = counts.map(|count| count > 0);
            let adds = amounts.chain(counts).enumerate().filter(|(_, adds)| *adds);
            concerned.extend(
                adds.map(|(member, _)| member)
                    .filter(|&member| self.decides(member, result)),
            );
        }
        sort_by(&mut concerned, Ord::cmp);
        concerned.dedup();
        concerned
    }

    /// Whether an application is one of those that decide.
    fn decides(&self, member: usize, result: &AggregateEvaluation) -> bool {
        let verdict = self.aggregates.verdicts().get(member);
        verdict.is_some_and(|verdict| result.among.has(*verdict))
    }

    /// A sum or numbers that are too large or too small.
    pub(super) fn counted(
        &self,
        rule: &PortfolioRule,
        outcome: Outcome,
        results: &[AggregateEvaluation],
    ) -> Finding {
        let places = 0..results.len();
        let decisive = places
            .rev()
            .max_by_key(|&place| results.get(place).map(|result| result.truth))
            .unwrap_or(0);
        let decided = rule.require.get(decisive).zip(results.get(decisive));
        let result = results.get(decisive);
        let (largest, adding) = decided.map_or_else(Default::default, |(requirement, result)| {
            self.largest(column_of(self.book, requirement), result)
        });
        // So many are counted, or add something to what is added up.
        let count = match result.and_then(|result| result.quantity) {
            Some(Quantity::Count(counted)) if adding.is_none() => counted,
            _ => adding.unwrap_or_default(),
        };
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        let named = |&(member, amount): &(usize, Option<Decimal>)| {
            self.named(member, rule.require.get(decisive)?, amount?)
        };
        let names: Vec<String> = largest.iter().filter_map(named).collect();
        let related = largest
            .iter()
            .map(|&(member, _)| {
                self.related(member, self.place(member, rule.require.get(decisive)))
            })
            .collect();
        let mut fill = |name: &str| match name {
            "largest" => Some(names.join("; ").into()),
            _ => count_named(rule, results, name)
                .or_else(|| self.placeholder(decided, "", count, name)),
        };
        // Where all holds, a person is asked in any case.
        let holds = results.iter().all(|result| result.truth == Truth::Holds);
        let sentence = match &rule.head.review {
            review @ Some(_) if holds => review,
            _ => &rule.head.message,
        };
        let mut finding = self.finding(rule, (outcome, sentence), &mut fill, related);
        if let Some((requirement, result)) = decided {
            self.limited(&mut finding, rule, requirement, result);
        }
        let who_decides = result.and_then(|result| match result.at_worst {
            Some(_) => Some("form.at_worst"),
            None => result.is_unproven.then_some("form.unproven"),
        });
        let who_decides = who_decides.map(|key| self.catalogue.say(key, &[]));
        for sentence in who_decides
            .into_iter()
            .chain(self.by_verdict(rule, results))
        {
            finding.message.push(' ');
            finding.message.push_str(&sentence);
        }
        let quantity = result.and_then(|result| result.quantity);
        finding.found = quantity.map(|quantity| quantity.written());
        finding.measures[0] = Measure::of(quantity);
        let found = finding.found.clone().unwrap_or_default();
        finding.fingerprint = Fingerprint::new(&rule.head.id, &self.book.call, "", &found, 0);
        finding.basis = Some(self.basis_of_sums(rule, results));
        finding
    }

    /// An application with what it adds.
    pub(super) fn named(
        &self,
        member: usize,
        requirement: &Requirement,
        amount: Decimal,
    ) -> Option<String> {
        let (overall, ..) = requirement.compared()?;
        let quantity = overall.quantity(amount)?;
        let written = quantity_value(quantity);
        Some(format!(
            "{} ({})",
            self.members.id(member)?,
            written.write(self.catalogue.language())
        ))
    }

    /// Of those that decide, the members with the largest amounts, largest first, and how many add something; where nothing is added up,
    /// the first members.
    fn largest(&self, requirement: usize, result: &AggregateEvaluation) -> (Largest, Option<u64>) {
        let Some(amounts) = self.aggregates.amounts(requirement) else {
            let first = 0..self.members.len().min(MAX_NAMED);
            return (first.map(|member| (member, None)).collect(), None);
        };
        let mut all: Largest = Vec::with_capacity(MAX_NAMED + 1);
        let mut adding = 0_u64;
        let deciding = amounts.iter().enumerate();
        let adds = |amount: Option<Decimal>| amount.is_some_and(|amount| !amount.is_zero());
        let deciding =
            deciding.filter(|&(member, amount)| adds(amount) && self.decides(member, result));
        for (member, amount) in deciding {
            adding = adding.saturating_add(1);
            let rank = all.partition_point(|(_, larger)| *larger >= amount);
            if rank < MAX_NAMED {
                all.insert(rank, (member, amount));
                all.truncate(MAX_NAMED);
            }
        }
        (all, Some(adding))
    }

    /// The field that a requirement adds up or counts, in one member.
    fn place(&self, member: usize, requirement: Option<&Requirement>) -> Option<Place> {
        let cited = self.cited(member)?;
        let parts = cited.parts(number_of(self.book, requirement?))?;
        parts.total.clone()
    }
}

/// A number by the name that its requirement gives it.
fn count_named(
    rule: &PortfolioRule,
    results: &[AggregateEvaluation],
    name: &str,
) -> Option<Value<'static>> {
    let mut all = rule.require.iter();
    let place = all.position(|requirement| requirement.name() == Some(name))?;
    results.get(place)?.quantity.map(quantity_value)
}
