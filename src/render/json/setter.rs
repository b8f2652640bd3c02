//! Applications set one after the other. Most agree in all their outcomes, so those are set once and copied: they are
//! more than half of the line of an application without findings.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io;

use serde_json::value::{RawValue, to_raw_value};

use super::shape::{JsonApplication, Outcomes};
use crate::finding::Outcome;
use crate::report::{Application, Report};

/// Sets the applications of one report.
pub(in crate::render) struct Setter<'a> {
    report: &'a Report,
    /// By rule book and outcomes.
    set: HashMap<(Option<usize>, &'a [Outcome]), Box<RawValue>>,
}

impl<'a> Setter<'a> {
    /// Of the report it takes only the rules.
    pub(in crate::render) fn of(report: &'a Report) -> Self {
        Self {
            report,
            set: HashMap::new(),
        }
    }

    /// An application, ready to be written.
    ///
    /// # Errors
    /// None that is known: a report can always be set.
    pub(in crate::render) fn application(
        &mut self,
        application: &'a Application,
    ) -> io::Result<JsonApplication<'a, &RawValue>> {
        let outcomes = match self.set.entry((application.book, &application.outcomes)) {
            Entry::Occupied(set) => set.into_mut(),
            Entry::Vacant(place) => {
                // Ids of rules and names of outcomes are plain letters: nothing in them needs an escape.
                let outcomes =
                    Outcomes::of(self.report.rules_of(application), &application.outcomes);
                place.insert(to_raw_value(&outcomes)?)
            }
        };
        Ok(JsonApplication::of(application, &**outcomes))
    }
}
