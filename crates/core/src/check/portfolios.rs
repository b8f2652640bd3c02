//! The applications of each call, judged together from what is kept of them; those that a finding names are read again.

use std::sync::Arc;

use super::Checker;
use super::few::Few;
use super::together::{Again, Kept};
use crate::evaluate::aggregate::{self, Aggregates};
use crate::finding::{Counts, Outcome, Verdict};
use crate::message::aggregate::{AggregateMessages, Member};
use crate::message::figure::figures;
use crate::reading::{AsOf, AsOfSource, ReadBuffers, ReadOptions};
use crate::report::{Concerned, Portfolio};
use crate::rulebook::Among;
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
            self.portfolio(index, &members, aggregates, strays, again)
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
        if book.portfolio.is_empty() {
            return None;
        }
        let latest = day_of_all(kept, aggregates.verdicts())?;
        let as_of = &latest.as_of;
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
            as_of_application: (as_of.from != AsOfSource::Option).then(|| Arc::clone(&latest.path)),
            applications: kept.len(),
            outcomes: Box::default(),
            findings: Vec::new(),
            concerned: Vec::new(),
            undecided: Vec::new(),
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
            match findings.is_empty() {
                true => portfolio.counts.add(outcome),
                false => {
                    let own = findings.iter().map(|(finding, _)| finding.outcome);
                    own.for_each(|outcome| portfolio.counts.add(outcome));
                }
            }
            let likeness = messages.likeness_notes(rule, &results);
            portfolio.undecided.extend(likeness);
            outcomes.push(outcome);
            if outcome == Outcome::Open {
                portfolio
                    .undecided
                    .extend(messages.undecided(rule, &results));
            }
            for (finding, members) in findings {
                let concerned = members.into_iter().filter_map(|member| kept.get(member));
                let concerned = concerned.map(|kept| Concerned {
                    place: kept.place as usize,
                    path: Arc::clone(&kept.path),
                });
                portfolio.findings.push(finding);
                portfolio.concerned.push(concerned.collect());
            }
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

/// The application whose day is that of all: of those that do not fail the one with the latest, for the latest law is the one that all
/// together must keep to; of all where each fails.
fn day_of_all<'k>(kept: &[&'k Kept], verdicts: &[Verdict]) -> Option<&'k Kept> {
    let all = || kept.iter().copied().zip(verdicts);
    let counted = all().filter(|(_, verdict)| Among::NotFailing.has(**verdict));
    // Of those with one day the first.
    let latest = |kept: &mut dyn Iterator<Item = (&'k Kept, &Verdict)>| {
        let kept = kept.map(|(kept, _)| kept);
        kept.reduce(|latest, one| match one.as_of.date > latest.as_of.date {
            true => one,
            false => latest,
        })
    };
    let (mut counted, mut all) = (counted, all());
    latest(&mut counted).or_else(|| latest(&mut all))
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
