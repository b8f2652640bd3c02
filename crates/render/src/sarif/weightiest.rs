//! Which results a run holds: code scanning takes no run of more than so many, and refuses all of them.

use std::collections::HashSet;
use std::sync::Arc;

use atbilst_core::report::Report;

use crate::found::{self, Found};

/// No run holds more results.
pub(super) const MAX_RESULTS: usize = 25_000;

/// How many weights there are.
const WEIGHTS: usize = 8;

/// The rules of one application that were met.
#[derive(Clone, Debug, Default)]
struct Met {
    application: Option<Arc<str>>,
    rules: HashSet<Arc<str>>,
}

impl Met {
    /// The weight of the next finding: of those alike a rule that was met in the same application before weighs less, so that a thousand
    /// findings of one rule hide no other.
    fn weight(&mut self, found: &Found<'_>) -> usize {
        let application = found.application.map(|application| &application.path);
        if self.application.as_ref() != application {
            self.application = application.cloned();
            self.rules.clear();
        }
        let again = !self.rules.insert(Arc::clone(&found.finding.rule));
        ((found.finding.weight() as usize) << 1) | usize::from(again)
    }
}

/// The findings that weigh most, and of equal ones the first.
#[derive(Clone, Debug)]
pub(super) struct Weightiest {
    /// How many of each weight are still to be kept.
    room: [usize; WEIGHTS],
    met: Met,
    /// How many there are no room for.
    pub(super) left_out: usize,
}

impl Weightiest {
    pub(super) fn of(report: &Report) -> Self {
        let mut counts = [0_usize; WEIGHTS];
        let mut met = Met::default();
        for found in found::all(report) {
            if let Some(count) = counts.get_mut(met.weight(&found)) {
                *count = count.saturating_add(1);
            }
        }
        let mut left = MAX_RESULTS;
        let room = counts.map(|count| {
            let kept = count.min(left);
            left = left.saturating_sub(kept);
            kept
        });
        let all: usize = counts.iter().sum();
        Self {
            room,
            met: Met::default(),
            left_out: all.saturating_sub(room.iter().sum()),
        }
    }

    /// Whether there is room for the next finding.
    pub(super) fn keeps(&mut self, found: &Found<'_>) -> bool {
        let weight = self.met.weight(found);
        let room = self.room.get_mut(weight);
        room.is_some_and(|room| {
            let keeps = *room > 0;
            *room = room.saturating_sub(1);
            keeps
        })
    }
}
