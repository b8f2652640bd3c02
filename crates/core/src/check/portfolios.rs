//! The applications of each call, judged together from what is kept of them; those that a finding names are read again.

use super::Checker;
use super::few::Few;
use super::together::{Again, Kept};
use crate::evaluate::aggregate::{self, Aggregates};
use crate::finding::{Counts, Outcome};
use crate::message::aggregate::{AggregateMessages, Member};
use crate::message::figure::figures;
use crate::reading::{AsOf, ReadBuffers, ReadOptions};
use crate::report::Portfolio;
use atbilst_yaml as yaml;
use atbilst_yaml::source::Lines;

impl Checker<'_> {
    pub(super) fn portfolios(
        &self,
        kept: &[Kept],
        all: &[Aggregates],
        strays: &Few,
        again: Again<'_>,
    ) -> Vec<Portfolio> {
        let of_book = |(index, aggregates): (usize, &Aggregates)| {
            let members: Vec<&Kept> = kept
                .iter()
                .filter(|kept| usize::from(kept.book) == index)
                .collect();
            (members.len() > 1)
                .then(|| self.portfolio(index, &members, aggregates, strays, again))
                .flatten()
        };
        all.iter().enumerate().filter_map(of_book).collect()
    }

    fn portfolio<'k>(
        &self,
        index: usize,
        kept: &[&'k Kept],
        aggregates: &Aggregates,
        strays: &Few,
        again: Again<'_>,
    ) -> Option<Portfolio> {
        let book = self.books.get(index)?;
        // Of several days the latest law is the one that the whole portfolio must keep to.
        let as_of = kept
            .iter()
            .map(|kept| &kept.as_of)
            .max_by_key(|as_of| as_of.date)?;
        let member = |kept: &&'k Kept| Member {
            path: &kept.path,
            id: kept.id.as_deref().unwrap_or(&kept.path),
        };
        let members: Vec<Member<'k>> = kept.iter().map(member).collect();
        let places: Vec<usize> = kept.iter().map(|kept| kept.place as usize).collect();
        let reread =
            |place: usize, show: &mut dyn FnMut(&crate::context::Context<'_>, &Lines<'_>)| {
                if let Some(kept) = kept.get(place) {
                    self.reread(kept, again, show);
                }
            };
        let messages = AggregateMessages {
            book,
            catalogue: self.catalogue,
            as_of: as_of.date,
            members: &members,
            aggregates,
            reread: &reread,
        };
        let mut portfolio = Portfolio {
            book: index,
            as_of: AsOf::clone(as_of),
            applications: kept.len(),
            outcomes: Box::default(),
            findings: Vec::new(),
            counts: Counts::default(),
            figures: Vec::new(),
        };
        let date = as_of.date;
        let complete = strays.is_empty();
        let mut outcomes = Vec::new();
        for rule in &book.portfolio {
            let (outcome, results) = aggregate::evaluate(book, rule, aggregates, complete, date);
            let figures = figures(
                book,
                rule,
                &results,
                aggregates,
                &places,
                date,
                self.catalogue,
            );
            let findings = messages.tell(rule, outcome, &results);
            for _ in 0..findings.len().max(1) {
                portfolio.counts.add(outcome);
            }
            outcomes.push(outcome);
            portfolio.findings.extend(findings);
            portfolio.figures.extend(figures);
        }
        portfolio.outcomes = outcomes.into();
        Some(portfolio)
    }

    /// Reads an application again and shows it, unless it has changed since it was checked.
    fn reread(
        &self,
        kept: &Kept,
        again: Again<'_>,
        show: &mut dyn FnMut(&crate::context::Context<'_>, &Lines<'_>),
    ) {
        use sha2::{Digest, Sha256};
        let bytes =
            again(&kept.path).filter(|bytes| Some(Sha256::digest(bytes).into()) == kept.sha256);
        let Some(bytes) = bytes else { return };
        let (Ok(text), Some(book)) = (yaml::utf8(&bytes), self.books.get(usize::from(kept.book)))
        else {
            return;
        };
        let options = ReadOptions {
            as_of: Some(kept.as_of.date),
            limits: self.settings.limits,
        };
        let mut buffers = ReadBuffers::default();
        if let Ok((_, reading)) = buffers.read_for(text, book, &options).reading {
            show(&reading.context(), &Lines::of(text));
        }
    }
}

impl Portfolio {
    /// The outcome that stands for the whole portfolio.
    #[must_use]
    pub fn worst(&self) -> Outcome {
        self.outcomes
            .iter()
            .copied()
            .max()
            .unwrap_or(Outcome::NotApplicable)
    }
}
