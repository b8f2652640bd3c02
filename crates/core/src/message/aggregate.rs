//! Findings over several applications, put into words, with the place in each that they speak of.

mod alike;
mod awaited;
mod cited;
mod common;
mod totals;

use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::wording::Wording;
use super::{difference, explained, quantity_value};
use crate::context::Truth;
use crate::evaluate::aggregate::{
    AggregateEvaluation, Aggregates, Likeness, Members, SharedKey, column_of, number_of,
};
use crate::finding::{Excerpt, Finding, Fingerprint, Outcome, Place, Related};
use crate::language::{Catalogue, Value};
use crate::law::DatedValue;
use crate::rulebook::{PortfolioRule, Requirement, RuleBook};
use atbilst_yaml::source::{Location, Position};
use common::{Common, Shared};

pub use cited::Cited;
pub use totals::Undecided;

/// Most applications with the largest amounts are named; where more agree in a key, the message says how many there are.
const MAX_NAMED: usize = 10;

/// What may be shown of one member, as long as it has not changed.
pub type Cite<'a> = &'a dyn Fn(usize) -> Option<Cited>;

/// Puts the findings of one portfolio into words.
pub struct AggregateMessages<'a> {
    /// The book that was applied.
    pub book: &'a RuleBook,
    /// The program's own sentences.
    pub catalogue: &'a Catalogue,
    /// The day whose law was applied.
    pub as_of: NaiveDate,
    /// The applications.
    pub members: &'a Members,
    /// What is kept of them.
    pub aggregates: &'a Aggregates,
    /// Looks at one of them again.
    pub cite: Cite<'a>,
}

impl AggregateMessages<'_> {
    /// The findings of one rule: one for each group that shares a key, or one in all; each with the applications that it concerns, by their
    /// places among the members.
    #[must_use]
    pub fn tell(
        &self,
        rule: &PortfolioRule,
        outcome: Outcome,
        results: &[AggregateEvaluation],
    ) -> Vec<(Finding, Vec<usize>)> {
        if !matches!(outcome, Outcome::Fail | Outcome::Review) {
            return Vec::new();
        }
        let mut findings = Vec::new();
        let mut totalled = Vec::new();
        for (result, requirement) in results.iter().zip(&rule.require) {
            if result.truth == Truth::NotStated {
                findings.extend(self.awaited(rule, requirement, result));
                continue;
            }
            let number = number_of(self.book, requirement);
            let shares = match requirement {
                Requirement::Unique { keys } => Shared::Keys(keys),
                Requirement::Alike { paths, .. } => {
                    findings.extend(self.alike(rule, (number, paths), &result.alike));
                    continue;
                }
                Requirement::Overall { overall, .. } if overall.per.is_some() => {
                    Shared::Group(overall)
                }
                Requirement::Overall { .. } => {
                    totalled.push(result.truth);
                    continue;
                }
            };
            let commons = common::of_groups(number, &result.shared, self.cite);
            for (group, common) in result.shared.iter().zip(commons) {
                let outcome = match group.with_review {
                    true => Outcome::Review,
                    false => outcome,
                };
                let group = (shares, requirement, result, group);
                let finding = self.shared(rule, outcome, group, common);
                findings.push((finding, group.3.members.clone()));
            }
        }
        let fails = totalled.iter().any(|truth| *truth != Truth::Holds);
        if !totalled.is_empty() && (fails || findings.is_empty()) {
            let concerned = self.concerned(rule, results);
            findings.push((self.counted(rule, outcome, results), concerned));
        }
        findings
    }

    /// The applications that add to what is too much. What is missing from a target is missing from no application.
    fn concerned(&self, rule: &PortfolioRule, results: &[AggregateEvaluation]) -> Vec<usize> {
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
        concerned.sort_unstable();
        concerned.dedup();
        concerned
    }

    /// Whether an application is one of those that decide.
    fn decides(&self, member: usize, result: &AggregateEvaluation) -> bool {
        let verdict = self.aggregates.verdicts().get(member);
        verdict.is_some_and(|verdict| result.among.has(*verdict))
    }

    /// Applications that agree in a key, all of them named.
    fn shared(
        &self,
        rule: &PortfolioRule,
        outcome: Outcome,
        (shares, requirement, result, shared): (
            Shared<'_>,
            &Requirement,
            &AggregateEvaluation,
            &SharedKey,
        ),
        common: Common,
    ) -> Finding {
        let Common { text, places } = common;
        let count = shared.members.len();
        let named = shared.members.iter().zip(places);
        let related = named
            .map(|(&member, at)| self.related(member, at))
            .collect();
        let shown = self.in_words(shares, shared.key, &text);
        let own = AggregateEvaluation {
            quantity: shared.quantity,
            limit: shared.limit,
            value: shared.cell.or(result.value),
            wholes: result.wholes.of_group(shared.cell),
            at_worst: result.at_worst.clone(),
            unread: Vec::new(),
            awaited: Vec::new(),
            by_cell: Vec::new(),
            shared: Vec::new(),
            alike: Likeness::default(),
            totals: result.totals,
            ..*result
        };
        let mut fill = |name: &str| {
            let named = requirement.name() == Some(name);
            let counted = shared.quantity.filter(|_| named).map(quantity_value);
            counted.or_else(|| self.placeholder(Some((requirement, &own)), &shown, count, name))
        };
        let mut finding = self.finding(rule, outcome, &mut fill, related);
        self.limited(&mut finding, rule, requirement, &own);
        if count > MAX_NAMED {
            let about = [("count", count.into())];
            let all = self.catalogue.say("form.in_all", &about);
            finding.message = format!("{} {all}", finding.message);
        }
        let ids = shared.members.iter();
        let ids: Vec<String> = ids.filter_map(|&member| self.members.id(member)).collect();
        // Known by the fields: in which items they stand may change.
        let leaves = shares.leaves(shared.key).into_iter();
        let paths: Vec<&str> = leaves
            .map(|(leaf, _)| &*self.book.form.field(leaf).path)
            .collect();
        finding.fingerprint =
            Fingerprint::new(&rule.head.id, &ids.join("\n"), &paths.join("\n"), &text, 0);
        finding.found = Some(text);
        finding
    }

    /// What those of a group have in common, in words; of a whole list, as it is written.
    fn in_words(&self, shares: Shared<'_>, key: usize, text: &str) -> String {
        let leaves = match shares.is_whole(key) {
            false => shares.leaves(key),
            true => Vec::new(),
        };
        let texts: Vec<&str> = match leaves.len() {
            1 => vec![text],
            _ => text.split(", ").collect(),
        };
        // A text that holds what stands between two others cannot be told from them.
        match leaves.len() == texts.len() {
            true => {
                let stated = leaves.into_iter().zip(texts);
                let stated = stated.map(|((field, list), text)| (field, list, text.into()));
                let stated: Vec<_> = stated.collect();
                self.wording().of_group(&stated)
            }
            false => text.to_owned(),
        }
    }

    /// A sum or numbers that are too large or too small.
    fn counted(
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
        let largest = decided.map_or_else(Vec::new, |(requirement, result)| {
            self.largest(column_of(self.book, requirement), result)
        });
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
                .or_else(|| self.placeholder(decided, "", self.members.len(), name)),
        };
        let mut finding = self.finding(rule, outcome, &mut fill, related);
        if let Some((requirement, result)) = decided {
            self.limited(&mut finding, rule, requirement, result);
        }
        let at_worst = result.is_some_and(|result| result.at_worst.is_some());
        let at_worst = at_worst.then(|| self.catalogue.say("form.at_worst", &[]));
        for sentence in at_worst.into_iter().chain(self.by_verdict(rule, results)) {
            finding.message.push(' ');
            finding.message.push_str(&sentence);
        }
        finding.found = result
            .and_then(|result| result.quantity)
            .map(|quantity| quantity.written());
        let found = finding.found.clone().unwrap_or_default();
        finding.fingerprint = Fingerprint::new(&rule.head.id, &self.book.call, "", &found, 0);
        finding
    }

    /// What a finding says of the limit: what would do, by which law it is so, and that it is not known, where that is so.
    fn limited(
        &self,
        finding: &mut Finding,
        rule: &PortfolioRule,
        requirement: &Requirement,
        result: &AggregateEvaluation,
    ) {
        let Some((_, compares, _)) = requirement.compared() else {
            return;
        };
        if let Some(value) = self.not_known(result) {
            finding.message.push(' ');
            finding
                .message
                .push_str(&self.wording().nearest_limit(value));
        }
        if let Some(limit) = result.limit {
            let would_do = compares.relation().takes_the_limit();
            finding.expected = would_do.then(|| limit.written());
            finding.asked = self
                .wording()
                .bounded(compares.word.bounds, limit.written());
        }
        finding.law = self.wording().law(result.value, &rule.head.law);
    }

    fn finding(
        &self,
        rule: &PortfolioRule,
        outcome: Outcome,
        fill: &mut dyn FnMut(&str) -> Option<Value<'static>>,
        related: Vec<Related>,
    ) -> Finding {
        let language = self.catalogue.language();
        let mut fill = |name: &str| fill(name);
        let message = rule
            .head
            .message
            .as_ref()
            .map(|phrase| phrase.get(language).fill(language, &mut fill));
        Finding {
            rule: Arc::clone(&rule.head.id),
            outcome,
            level: rule.head.level,
            message: message.unwrap_or_default(),
            help: Some(
                rule.head
                    .help
                    .get(language)
                    .fill(language, &mut fill)
                    .into(),
            ),
            found: None,
            expected: None,
            asked: None,
            slip: None,
            cure: None,
            place: related
                .first()
                .map_or_else(nowhere, |related| related.place.clone()),
            related,
            law: self.wording().law(None, &rule.head.law),
            fingerprint: Fingerprint::default(),
            waived: None,
            answered: None,
            awaits: None,
            absent: None,
            also: Vec::new(),
        }
    }

    fn wording(&self) -> Wording<'_> {
        Wording {
            book: self.book,
            catalogue: self.catalogue,
            as_of: self.as_of,
        }
    }

    /// The dated value that is not known on the as-of date, though the outcome is.
    fn not_known(&self, result: &AggregateEvaluation) -> Option<&DatedValue> {
        let value = self.wording().not_known(result.value);
        value.filter(|_| result.truth == Truth::Fails)
    }

    fn placeholder(
        &self,
        of: Option<(&Requirement, &AggregateEvaluation)>,
        shared: &str,
        count: usize,
        name: &str,
    ) -> Option<Value<'static>> {
        let result = of.map(|(_, result)| result);
        let known = match name {
            "sum" => result
                .and_then(|result| result.quantity)
                .map(quantity_value),
            "expected" => of.and_then(|(requirement, result)| {
                let how = self.work(requirement, result);
                Some(explained(quantity_value(result.limit?), how))
            }),
            "difference" => result.and_then(|result| difference(result.quantity?, result.limit?)),
            "count" => Some(Value::Count(u64::try_from(count).unwrap_or(u64::MAX))),
            "shared" => Some(shared.to_owned().into()),
            _ => {
                let nearest = result.and_then(|result| self.not_known(result).zip(result.limit));
                self.wording().value_named(name, nearest)
            }
        };
        known.or_else(|| Some(self.wording().nothing()))
    }

    /// How a limit comes about that is itself of all applications.
    fn work(&self, requirement: &Requirement, result: &AggregateEvaluation) -> Option<String> {
        let (_, compares, _) = requirement.compared()?;
        let wholes = result.at_worst.as_ref().unwrap_or(&result.wholes);
        wholes.with(self.book, compares, self.as_of, result.among, |apart| {
            self.wording().work_apart(&compares.to, apart, false)
        })
    }

    fn named(&self, member: usize, requirement: &Requirement, amount: Decimal) -> Option<String> {
        let (overall, ..) = requirement.compared()?;
        let quantity = overall.quantity(amount)?;
        let written = quantity_value(quantity);
        Some(format!(
            "{} ({})",
            self.members.id(member)?,
            written.write(self.catalogue.language())
        ))
    }

    /// Of those that decide, the members with the largest amounts, largest first; where nothing is added up, the first members.
    fn largest(
        &self,
        requirement: usize,
        result: &AggregateEvaluation,
    ) -> Vec<(usize, Option<Decimal>)> {
        let Some(amounts) = self.aggregates.amounts(requirement) else {
            return (0..self.members.len().min(MAX_NAMED))
                .map(|member| (member, None))
                .collect();
        };
        let mut all: Vec<(usize, Option<Decimal>)> = Vec::with_capacity(MAX_NAMED + 1);
        let deciding = amounts.iter().enumerate();
        let adds = |amount: Option<Decimal>| amount.is_some_and(|amount| !amount.is_zero());
        let deciding =
            deciding.filter(|&(member, amount)| adds(amount) && self.decides(member, result));
        for (member, amount) in deciding {
            let rank = all.partition_point(|(_, larger)| *larger >= amount);
            if rank < MAX_NAMED {
                all.insert(rank, (member, amount));
                all.truncate(MAX_NAMED);
            }
        }
        all
    }

    /// The field that a requirement adds up or counts, in one member.
    fn place(&self, member: usize, requirement: Option<&Requirement>) -> Option<Place> {
        let cited = (self.cite)(member)?;
        let parts = cited.parts(number_of(self.book, requirement?))?;
        parts.total.clone()
    }

    fn related(&self, member: usize, place: Option<Place>) -> Related {
        Related {
            path: self.members.path(member).unwrap_or_else(|| "".into()),
            place: place.unwrap_or_else(nowhere),
            message: self.members.id(member).unwrap_or_default(),
        }
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

/// The beginning of a file that can no longer be read.
fn nowhere() -> Place {
    let start = Position {
        line: 1,
        column: 1,
        byte: 0,
    };
    Place {
        pointer: String::new(),
        location: Location { start, end: start },
        excerpt: Excerpt {
            first_line: 1,
            ..Excerpt::default()
        },
    }
}
