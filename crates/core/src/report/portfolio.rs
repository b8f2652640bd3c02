//! All applications of one call in a report.

use std::sync::Arc;

use crate::evaluate::aggregate::Members;
use crate::finding::{Counts, Finding, Outcome};
use crate::message::figure::Figure;
use crate::reading::AsOf;

/// All applications of one call, judged together.
#[derive(Debug)]
pub struct Portfolio {
    /// Place of its rule book in [`Report::rule_books`](super::Report::rule_books).
    pub book: usize,
    /// The day whose law was applied.
    pub as_of: AsOf,
    /// The path of the application whose day it is; nothing where whoever checks asked for the day.
    pub as_of_application: Option<Arc<str>>,
    /// How many applications took part.
    pub applications: usize,
    /// The outcome of each portfolio rule, in order.
    pub outcomes: Box<[Outcome]>,
    /// Its findings.
    pub findings: Vec<Finding>,
    /// Who they are.
    pub members: Arc<Members>,
    /// The applications that each finding concerns, by their places among the members, in order.
    pub concerned: Vec<Vec<u32>>,
    /// What is known of rules that could not be decided, a sentence each.
    pub undecided: Vec<String>,
    /// How many outcomes of each kind.
    pub counts: Counts,
    /// The numbers that its rules compare with limits, in order.
    pub figures: Vec<Figure>,
}

impl Portfolio {
    /// Each application that a finding concerns which is not waived, with the finding.
    pub fn concerns(&self) -> impl Iterator<Item = (u32, &Finding)> {
        let all = self.findings.iter().zip(&self.concerned);
        let counting = all.filter(|(finding, _)| finding.outcome != Outcome::Waived);
        counting.flat_map(|(finding, concerned)| concerned.iter().map(move |one| (*one, finding)))
    }

    /// Each application that is told of and that such a finding concerns, by its place among all that were checked, with its path and
    /// the rules of the findings in their order; in order.
    pub fn rules_by_application(&self) -> impl Iterator<Item = (usize, Arc<str>, Vec<&Arc<str>>)> {
        let all = self.findings.iter().zip(&self.concerned);
        let counting = all.filter(|(finding, _)| finding.outcome != Outcome::Waived);
        let rules: Vec<_> = counting.map(|(finding, of)| (&finding.rule, of)).collect();
        // How far each is gone through: the lists may be as long as that of all applications.
        let mut gone: Vec<usize> = vec![0; rules.len()];
        std::iter::from_fn(move || {
            let next = |(at, (_, of)): (&usize, &(_, &Vec<u32>))| of.get(*at).copied();
            let member = gone.iter().zip(&rules).filter_map(next).min()?;
            let mut own: Vec<&Arc<str>> = Vec::new();
            for (at, (rule, of)) in gone.iter_mut().zip(&rules) {
                if of.get(*at) == Some(&member) {
                    *at = at.saturating_add(1);
                    if own.last() != Some(rule) {
                        own.push(rule);
                    }
                }
            }
            Some((member as usize, own))
        })
        .filter_map(|(member, own)| {
            let place = self.members.place(member)?;
            Some((place, self.members.path(member)?, own))
        })
    }
}
