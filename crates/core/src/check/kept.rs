//! What is kept of the applications of a call once they are written, beside what they add: some fifty bytes each.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::evaluate::aggregate::Members;
use crate::finding::Verdict;
use crate::reading::{AsOf, AsOfSource};
use crate::report::Application;
use crate::rulebook::Among;

/// Applications in the order in which they were added.
#[derive(Debug, Default)]
pub(super) struct Kept {
    /// Who they are.
    pub(super) members: Arc<Members>,
    /// Half of the SHA-256 of each: enough to see that one has changed.
    sha256: Vec<[u8; 16]>,
    days: Vec<NaiveDate>,
    /// Where each has its day from, among those there are.
    from: Vec<u8>,
    sources: Vec<AsOfSource>,
}

impl Kept {
    /// Keeps an application, and its place among all that are told of if it is one of them.
    pub(super) fn add(&mut self, application: &Application, as_of: &AsOf, place: Option<usize>) {
        let (path, id) = (&application.path, application.id.as_deref());
        Arc::make_mut(&mut self.members).add(path, id, place);
        self.sha256.push(half(application.sha256));
        self.days.push(as_of.date);
        let known = self.sources.iter().position(|known| *known == as_of.from);
        let known = known.unwrap_or_else(|| {
            self.sources.push(as_of.from.clone());
            self.sources.len().saturating_sub(1)
        });
        self.from.push(u8::try_from(known).unwrap_or(u8::MAX));
    }

    /// The day whose law was applied to one.
    pub(super) fn day(&self, member: usize) -> Option<NaiveDate> {
        self.days.get(member).copied()
    }

    /// Whether these bytes are those of one.
    pub(super) fn is(&self, member: usize, sha256: [u8; 32]) -> bool {
        self.sha256.get(member) == Some(&half(Some(sha256)))
    }

    /// The application whose day is that of all, and the day: of those that do not fail the one with the latest, for the latest law is the
    /// one that all together must keep to; of all where each fails.
    pub(super) fn day_of_all(&self, verdicts: &[Verdict]) -> Option<(usize, AsOf)> {
        let all = || self.days.iter().zip(verdicts).enumerate();
        let counted = all().filter(|(_, (_, verdict))| Among::NotFailing.has(**verdict));
        // Of those with one day the first.
        let latest = |days: &mut dyn Iterator<Item = (usize, (&NaiveDate, &Verdict))>| {
            let days = days.map(|(member, (day, _))| (member, *day));
            days.reduce(|latest, one| if one.1 > latest.1 { one } else { latest })
        };
        let (mut counted, mut all) = (counted, all());
        let (member, date) = latest(&mut counted).or_else(|| latest(&mut all))?;
        let from = self.from.get(member)?;
        let from = self.sources.get(usize::from(*from))?.clone();
        Some((member, AsOf { date, from }))
    }
}

fn half(sha256: Option<[u8; 32]>) -> [u8; 16] {
    let half = sha256.as_ref().and_then(|sha256| sha256.first_chunk());
    half.copied().unwrap_or_default()
}
