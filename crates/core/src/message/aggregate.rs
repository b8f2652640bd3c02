//! Findings over several applications, put into words, with the place in each that they speak of.

mod alike;
mod awaited;
mod basis;
mod cited;
mod common;
mod groups;
mod latest;
mod sums;
mod totals;

use std::sync::Arc;

use chrono::NaiveDate;

use super::wording::Wording;
use super::{difference, explained, quantity_value};
use crate::context::Truth;
use crate::evaluate::aggregate::{AggregateEvaluation, Aggregates, MOST_KEPT, Members, number_of};
use crate::finding::{Excerpt, Finding, Outcome, Place, Related};
use crate::language::{Catalogue, Template, Translated, Value};
use crate::law::DatedValue;
use crate::rulebook::{PortfolioRule, Requirement, RuleBook};
use atbilst_yaml::source::{Location, Position};
use common::Shared;

pub use cited::Cited;
pub use common::Commons;
pub use totals::Undecided;

/// Most applications with the largest amounts are named; where more agree in a key, the message says how many there are.
const MAX_NAMED: usize = MOST_KEPT;

/// What may be shown of each of some members, as long as it has not changed.
pub type Cite<'a> = &'a dyn Fn(&[usize]) -> Vec<Option<Cited>>;

/// A rule, its outcome, and how each of its requirements came out.
pub type Judged<'r> = (&'r PortfolioRule, Outcome, Vec<AggregateEvaluation>);

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
    /// Looks at some of them again.
    pub cite: Cite<'a>,
}

/// Whether findings are told of a rule.
fn is_told(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Fail | Outcome::Review)
}

impl AggregateMessages<'_> {
    /// What those have in common that some rules find to share something, each of them looked at once.
    pub fn commons(&self, judged: &[Judged<'_>]) -> Commons {
        let told = judged.iter().filter(|(_, outcome, _)| is_told(*outcome));
        let results = told.flat_map(|(rule, _, results)| rule.require.iter().zip(results));
        let groups = results.flat_map(|(requirement, result)| {
            let number = number_of(self.book, requirement);
            result.shared.iter().map(move |group| (number, group))
        });
        Commons::look(&groups.collect::<Vec<_>>(), self.cite)
    }

    fn cited(&self, member: usize) -> Option<Cited> {
        (self.cite)(&[member]).pop()?
    }

    /// The findings of one rule: one for each group that shares a key, or one in all; each with the applications that it concerns, by their
    /// places among the members.
    pub fn tell(
        &self,
        (rule, outcome, results): &Judged<'_>,
        commons: &mut Commons,
    ) -> Vec<(Finding, Vec<usize>)> {
        let outcome = *outcome;
        if !is_told(outcome) {
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
                Requirement::Unique { keys, .. } => Shared::Keys(keys),
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
            for (group, common) in result.shared.iter().zip(commons.of(number)) {
                let (group, common, latest) = Self::but_the_latest(group, common);
                let outcome = match group.with_review {
                    true => Outcome::Review,
                    false => outcome,
                };
                let about = (shares, requirement, result, &*group);
                let finding = self.shared(rule, outcome, about, (common, latest));
                findings.push((finding, group.members.clone()));
            }
        }
        let fails = totalled.iter().any(|truth| *truth != Truth::Holds);
        // What asks a person asks it also where nothing else is found.
        if fails || findings.is_empty() {
            let concerned = self.concerned(rule, results);
            findings.push((self.counted(rule, outcome, results), concerned));
        }
        debug_assert!(!findings.is_empty(), "{} finds nothing", rule.head.id);
        if results.iter().any(|result| result.unsure) {
            let why = self.catalogue.say("form.may_not_apply", &[]);
            for (finding, _) in &mut findings {
                finding.add(&why);
            }
        }
        findings
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
        } else if let Some(value) = self.open_limit(result) {
            finding.message.push(' ');
            finding
                .message
                .push_str(&self.wording().unknown_value(value));
        }
        if let Some(limit) = result.limit {
            let would_do = compares.relation().takes_the_limit();
            finding.expected = would_do.then(|| limit.written());
            finding.measures[1] = limit.into();
            finding.asked = self
                .wording()
                .bounded(compares.word.bounds, limit.written());
        }
        finding.law = self.wording().law(result.value, &rule.head.law);
    }

    fn finding(
        &self,
        rule: &PortfolioRule,
        (outcome, sentence): (Outcome, &Option<Translated<Template>>),
        fill: &mut dyn FnMut(&str) -> Option<Value<'static>>,
        related: Vec<Related>,
    ) -> Finding {
        let language = self.catalogue.language();
        let message = sentence
            .as_ref()
            .map(|phrase| phrase.get(language).fill(language, &mut *fill));
        let help = rule.head.help.get(language).fill(language, fill);
        let place = related.first();
        let place = place.map_or_else(nowhere, |related| related.place.clone());
        let law = self.wording().law(None, &rule.head.law);
        let head = (Arc::clone(&rule.head.id), outcome, rule.head.level);
        Finding {
            related,
            ..Finding::of(head, message.unwrap_or_default(), help.into(), place, law)
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

    /// The dated value that is not known on the as-of date, so that nobody but a person can say the outcome.
    fn open_limit(&self, result: &AggregateEvaluation) -> Option<&DatedValue> {
        let value = self.wording().not_known(result.value);
        value.filter(|_| result.limit.is_none())
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
                let compared = of.and_then(|(requirement, _)| requirement.compared());
                let is_limit = compared.is_some_and(|(_, compared, _)| compared.to.is_value());
                let nearest = result.filter(|_| is_limit);
                let nearest = nearest.and_then(|result| self.not_known(result).zip(result.limit));
                self.wording().value_named(name, nearest)
            }
        };
        let is_undecided = result.is_some_and(|result| self.open_limit(result).is_some());
        let limit = ["expected", "difference"].contains(&name) && is_undecided;
        known.or_else(|| {
            Some(match limit {
                true => self.catalogue.say("form.not_known", &[]).into(),
                false => self.wording().nothing(),
            })
        })
    }

    /// How a limit comes about that is itself of all applications.
    fn work(&self, requirement: &Requirement, result: &AggregateEvaluation) -> Option<String> {
        let (_, compares, _) = requirement.compared()?;
        let wholes = result.at_worst.as_ref().unwrap_or(&result.wholes);
        wholes.with(self.book, compares, self.as_of, result.among, |apart| {
            self.wording().work_apart(&compares.to, apart, false)
        })
    }

    fn related(&self, member: usize, place: Option<Place>) -> Related {
        Related {
            path: self.members.path(member).unwrap_or_else(|| "".into()),
            place: place.unwrap_or_else(nowhere),
            message: self.members.id(member).unwrap_or_default(),
        }
    }
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
