//! The applications of each call, judged together from what is kept of them; those that a finding names are read again.

use std::sync::Arc;

use super::Checker;
use super::few::Few;
use super::kept::Kept;
use crate::evaluate::aggregate::{self, Aggregates};
use crate::finding::{Counts, Outcome, Verdict};
use crate::message::aggregate::{AggregateMessages, Cited, Undecided};
use crate::message::figure::figures;
use crate::reading::{AsOfSource, ReadBuffers, ReadOptions};
use crate::report::Portfolio;
use atbilst_yaml as yaml;
use atbilst_yaml::source::Lines;

/// Reads a file again by its path, for the places that portfolio findings name.
pub type Again<'a> = &'a dyn Fn(&str) -> Option<Vec<u8>>;

/// What may be shown of a member of a book.
pub(super) type CiteMember<'a> = &'a dyn Fn(usize, &Kept, usize) -> Option<Cited>;

impl Checker<'_> {
    pub(super) fn portfolios(
        &self,
        kept: &[Kept],
        all: &[Aggregates],
        strays: &Few,
        cite: CiteMember<'_>,
    ) -> Vec<Portfolio> {
        let books = kept.iter().zip(all).enumerate();
        let of_book = |(index, (kept, all))| self.portfolio(index, kept, all, strays, cite);
        books.filter_map(of_book).collect()
    }

    fn portfolio(
        &self,
        index: usize,
        kept: &Kept,
        aggregates: &Aggregates,
        strays: &Few,
        cite: CiteMember<'_>,
    ) -> Option<Portfolio> {
        let book = self.books.get(index)?;
        if book.portfolio.is_empty() {
            return None;
        }
        let (latest, as_of) = kept.day_of_all(aggregates.verdicts())?;
        let members = &kept.members;
        let messages = AggregateMessages {
            book,
            catalogue: self.catalogue,
            as_of: as_of.date,
            members,
            aggregates,
            cite: &|member| cite(index, kept, member),
        };
        let mut portfolio = Portfolio {
            book: index,
            as_of_application: match as_of.from {
                AsOfSource::Option => None,
                _ => members.path(latest),
            },
            applications: members.len(),
            members: Arc::clone(members),
            outcomes: Box::default(),
            findings: Vec::new(),
            concerned: Vec::new(),
            undecided: Vec::new(),
            counts: Counts::default(),
            figures: Vec::new(),
            as_of,
        };
        let date = portfolio.as_of.date;
        let complete = strays.is_empty();
        let (mut outcomes, mut undecided) = (Vec::new(), Vec::new());
        for rule in &book.portfolio {
            let (outcome, results) = aggregate::evaluate(book, rule, aggregates, complete, date);
            let figures = figures(
                book,
                rule,
                &results,
                aggregates,
                members,
                date,
                self.catalogue,
            );
            let findings = messages.tell(rule, outcome, &results);
            match findings.is_empty() {
                true => portfolio.counts.add(outcome),
                false => {
                    let own = findings.iter().map(|(finding, _)| finding.outcome);
                    own.for_each(|outcome| portfolio.counts.add(outcome));
                }
            }
            // What another requirement finds may be waived.
            let beside = outcome > Outcome::Open && aggregate::is_open(rule, &results);
            if beside {
                portfolio.counts.add(Outcome::Open);
            }
            let likeness = messages.likeness_notes(rule, &results);
            portfolio.undecided.extend(likeness);
            outcomes.push(outcome);
            // Of one application alone its own findings say it, where it has any.
            let alone = !matches!(aggregates.verdicts(), [] | [Verdict::Complies] | [_, _, ..]);
            if (outcome == Outcome::Open || beside) && !alone {
                undecided.extend(messages.undecided(rule, &results));
            }
            for (finding, concerned) in findings {
                let concerned = concerned.into_iter();
                let concerned = concerned.filter_map(|member| u32::try_from(member).ok());
                portfolio.findings.push(finding);
                portfolio.concerned.push(concerned.collect());
            }
            portfolio.figures.extend(figures);
        }
        let undecided = Undecided::told(undecided, self.catalogue);
        portfolio.undecided.extend(undecided);
        portfolio.outcomes = outcomes.into();
        Some(portfolio)
    }

    /// Reads an application again for what may be shown of it, unless it has changed since it was checked.
    pub(super) fn cited(
        &self,
        book: usize,
        kept: &Kept,
        member: usize,
        again: Again<'_>,
    ) -> Option<Cited> {
        use sha2::{Digest, Sha256};
        let path = kept.members.path(member)?;
        let bytes = again(&path)?;
        if !kept.is(member, Sha256::digest(&bytes).into()) {
            return None;
        }
        let text = yaml::utf8(&bytes).ok()?;
        let book = self.books.get(book)?;
        let office = self.office_of(&path);
        let options = ReadOptions {
            office: office.office(self),
            as_of: kept.day(member),
            limits: self.settings.limits,
        };
        let mut buffers = ReadBuffers::default();
        let (_, reading) = buffers.read_for(text, book, &options).reading.ok()?;
        Some(Cited::of(book, &reading.context(), &Lines::of(text)))
    }
}

impl Portfolio {
    /// The outcome that stands for the whole portfolio.
    pub fn worst(&self) -> Outcome {
        self.outcomes
            .iter()
            .copied()
            .max()
            .unwrap_or(Outcome::NotApplicable)
    }
}
