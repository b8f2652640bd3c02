//! Applications ready to be written. Most agree in all their outcomes, so those are set once and copied: they are more than half
//! of the line of an application without findings.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::io;

use serde_json::value::{RawValue, to_raw_value};

use super::shape::{JsonApplication, Outcomes};
use crate::finding::Outcome;
use crate::report::{Application, Report};

/// Sets some applications of a report.
pub(in crate::render) struct Setter<'a> {
    /// By rule book and outcomes.
    outcomes: BTreeMap<(Option<usize>, &'a [Outcome]), Box<RawValue>>,
}

impl<'a> Setter<'a> {
    /// For these applications; of the report it takes only the rules.
    ///
    /// # Errors
    /// None that is known: outcomes can always be set.
    pub(in crate::render) fn of(
        report: &'a Report,
        applications: &'a [Application],
    ) -> io::Result<Self> {
        let mut all = BTreeMap::new();
        for application in applications {
            if let Entry::Vacant(place) = all.entry((application.book, &*application.outcomes)) {
                // Ids of rules and names of outcomes are plain letters: nothing in them needs an escape.
                let outcomes = Outcomes::of_application(report, application);
                place.insert(to_raw_value(&outcomes)?);
            }
        }
        Ok(Self { outcomes: all })
    }

    /// One of them.
    ///
    /// # Errors
    /// For another one.
    pub(in crate::render) fn application(
        &self,
        application: &'a Application,
    ) -> io::Result<JsonApplication<'a, &RawValue>> {
        let outcomes = self
            .outcomes
            .get(&(application.book, &*application.outcomes));
        let outcomes =
            outcomes.ok_or_else(|| io::Error::other("an application of another report"))?;
        Ok(JsonApplication::of(application, outcomes))
    }
}
