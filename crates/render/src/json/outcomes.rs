//! What each rule said of an application. Many applications agree in all of it, so the text of those met before is kept: it is half of
//! the report.

use std::collections::HashMap;
use std::io;

use serde::{Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};

use atbilst_core::finding::Outcome;
use atbilst_core::report::{Application, Report};

/// So many texts are kept; a report whose applications differ in more is written without.
const MOST: usize = 4_096;

/// The outcomes of an application, by the ids of the rules in their order.
pub(super) enum JsonOutcomes<'a> {
    /// Set when they are written.
    Of(&'a Report, &'a Application),
    /// As they were written before.
    Text(&'a RawValue),
}

impl Serialize for JsonOutcomes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Of(report, application) => {
                let rules = report.rules_of(application.book).map(|rule| &*rule.id);
                let outcomes = application.outcomes.iter().map(|outcome| outcome.name());
                serializer.collect_map(rules.zip(outcomes))
            }
            Self::Text(text) => text.serialize(serializer),
        }
    }
}

/// The texts of outcomes that were met.
#[derive(Default)]
pub(super) struct OutcomeTexts<'a>(HashMap<(Option<usize>, &'a [Outcome]), Box<RawValue>>);

impl<'a> OutcomeTexts<'a> {
    /// Those of one application.
    pub(super) fn of(
        &mut self,
        report: &'a Report,
        application: &'a Application,
    ) -> io::Result<JsonOutcomes<'_>> {
        let key = (application.book, &*application.outcomes);
        if !self.0.contains_key(&key) {
            let set = JsonOutcomes::Of(report, application);
            if self.0.len() == MOST {
                return Ok(set);
            }
            self.0.insert(key, to_raw_value(&set)?);
        }
        let text = self.0.get(&key);
        Ok(text.map_or(JsonOutcomes::Of(report, application), |text| {
            JsonOutcomes::Text(text)
        }))
    }
}
