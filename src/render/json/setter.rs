//! Applications ready to be written. Most agree in all their outcomes, so those are set once and copied: they are more than half
//! of the line of an application without findings.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io;

use serde_json::value::{RawValue, to_raw_value};

use super::shape::{JsonApplication, Outcomes};
use crate::report::{Application, Report};

/// Sets some applications of a report.
pub(in crate::render) struct Setter(HashMap<Key, Box<RawValue>>);

/// A rule book, and where the outcomes stand that applications share.
type Key = (Option<usize>, usize);

fn key(application: &Application) -> Key {
    (application.book, application.outcomes.as_ptr() as usize)
}

impl Setter {
    /// For these applications; of the report it takes only the rules.
    ///
    /// # Errors
    /// None that is known: outcomes can always be set.
    pub(in crate::render) fn of(report: &Report, applications: &[Application]) -> io::Result<Self> {
        let mut all = HashMap::new();
        for application in applications {
            if let Entry::Vacant(place) = all.entry(key(application)) {
                // Ids of rules and names of outcomes are plain letters: nothing in them needs an escape.
                let outcomes = Outcomes::of_application(report, application);
                place.insert(to_raw_value(&outcomes)?);
            }
        }
        Ok(Self(all))
    }

    /// One of them.
    ///
    /// # Errors
    /// For another one.
    pub(in crate::render) fn application<'a>(
        &'a self,
        application: &'a Application,
    ) -> io::Result<JsonApplication<'a, &'a RawValue>> {
        let outcomes = self.0.get(&key(application));
        let outcomes =
            outcomes.ok_or_else(|| io::Error::other("an application of another report"))?;
        Ok(JsonApplication::of(application, outcomes))
    }
}
