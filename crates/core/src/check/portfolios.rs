//! The applications of each call, judged together from what is kept of them; those that a finding names are read again.

use std::sync::Arc;

use super::Checker;
use super::few::Few;
use super::kept::Kept;
use crate::evaluate::aggregate::{self, Aggregates};
use crate::finding::{Counts, Outcome, Verdict};
use crate::message::aggregate::{AggregateMessages, Cited, Judged, Undecided};
use crate::message::figure::figures;
use crate::reading::{AsOfSource, ReadBuffers, ReadOptions};
use crate::report::Portfolio;
use atbilst_yaml as yaml;
use atbilst_yaml::source::Lines;

/// Files that are read again by their paths, for the places that portfolio findings name.
pub trait ReadAgain {
    /// The bytes of one, as far as it can still be read.
    fn bytes(&self, path: &str) -> Option<Vec<u8>>;

    /// Looks at some, each given by its number with its bytes, and tells what it saw in their order; side by side, where there are threads.
    fn look(&self, paths: &[Arc<str>], look: Look<'_>) -> Vec<Option<Cited>> {
        let all = paths.iter().enumerate();
        all.map(|(number, path)| look(number, &self.bytes(path)?))
            .collect()
    }
}

/// Looks at a file, given by its number with its bytes.
pub type Look<'a> = &'a (dyn Fn(usize, &[u8]) -> Option<Cited> + Sync);

impl<F: Fn(&str) -> Option<Vec<u8>>> ReadAgain for F {
    fn bytes(&self, path: &str) -> Option<Vec<u8>> {
        self(path)
    }
}

/// What may be shown of each of some members of a book.
pub(super) type CiteMembers<'a> = &'a dyn Fn(usize, &Kept, &[usize]) -> Vec<Option<Cited>>;

impl Checker<'_> {
    pub(super) fn portfolios(
        &self,
        kept: &[Kept],
        all: &[Aggregates],
        strays: &Few,
        cite: CiteMembers<'_>,
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
        cite: CiteMembers<'_>,
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
            cite: &|members| cite(index, kept, members),
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
        let judge = |rule| {
            let (outcome, results) = aggregate::evaluate(book, rule, aggregates, complete, date);
            (rule, outcome, results)
        };
        let judged: Vec<Judged<'_>> = book.portfolio.iter().map(judge).collect();
        let mut commons = messages.commons(&judged);
        for one in &judged {
            let (rule, outcome, results) = one;
            let outcome = *outcome;
            let figures = figures(
                book,
                rule,
                results,
                aggregates,
                members,
                date,
                self.catalogue,
            );
            let findings = messages.tell(one, &mut commons);
            match findings.is_empty() {
                true => portfolio.counts.add(outcome),
                false => {
                    let own = findings.iter().map(|(finding, _)| finding.outcome);
                    own.for_each(|outcome| portfolio.counts.add(outcome));
                }
            }
            // What another requirement finds may be waived.
            let beside = outcome > Outcome::Open && aggregate::is_open(rule, results);
            if beside {
                portfolio.counts.add(Outcome::Open);
            }
            let likeness = messages.likeness_notes(rule, results);
            portfolio.undecided.extend(likeness);
            outcomes.push(outcome);
            // Of one application alone its own findings say it, where it has any.
            let alone = !matches!(aggregates.verdicts(), [] | [Verdict::Complies] | [_, _, ..]);
            if (outcome == Outcome::Open || beside) && !alone {
                undecided.extend(messages.undecided(rule, results));
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

    /// Reads applications again for what may be shown of each of them, unless it has changed since it was checked.
    pub(super) fn cited(
        &self,
        book: usize,
        kept: &Kept,
        members: &[usize],
        again: &dyn ReadAgain,
    ) -> Vec<Option<Cited>> {
        let nameless = || Arc::from("");
        let paths = members.iter().map(|&member| kept.members.path(member));
        let paths: Vec<_> = paths.map(|path| path.unwrap_or_else(nameless)).collect();
        again.look(&paths, &|number, bytes| {
            let (member, path) = (*members.get(number)?, paths.get(number)?);
            self.cited_in(book, (kept, member), path, bytes)
        })
    }

    fn cited_in(
        &self,
        book: usize,
        (kept, member): (&Kept, usize),
        path: &str,
        bytes: &[u8],
    ) -> Option<Cited> {
        use sha2::{Digest, Sha256};
        if !kept.is(member, Sha256::digest(bytes).into()) {
            return None;
        }
        let text = yaml::utf8(bytes).ok()?;
        let book = self.books.get(book)?;
        let office = self.office_of(path);
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
