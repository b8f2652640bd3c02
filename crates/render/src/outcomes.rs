//! What each rule said of an application, as JSON. Many applications agree in all of it, so the text of those met before is kept: it is half of
//! the report.

use std::collections::HashMap;
use std::io;

use serde::{Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};

use atbilst_core::report::{Application, Report};

/// So many texts are kept; beyond them applications are written without.
const MOST: usize = 1_024;

/// The outcomes of an application, by the ids of the rules in their order.
pub(crate) enum JsonOutcomes<'a> {
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

/// The texts of outcomes that were met in one report.
#[derive(Debug, Default)]
pub struct OutcomeTexts {
    /// By book and outcomes.
    texts: HashMap<Box<[u8]>, Box<RawValue>>,
    key: Vec<u8>,
}

impl OutcomeTexts {
    /// Those of one application.
    pub(crate) fn of<'a>(
        &'a mut self,
        report: &'a Report,
        application: &'a Application,
    ) -> io::Result<JsonOutcomes<'a>> {
        self.key.clear();
        let book = application.book.unwrap_or(usize::MAX);
        self.key.extend(book.to_le_bytes());
        let outcomes = application.outcomes.iter();
        self.key.extend(outcomes.map(|outcome| *outcome as u8));
        let set = JsonOutcomes::Of(report, application);
        if self.texts.len() < MOST && !self.texts.contains_key(&*self.key) {
            self.texts
                .insert(self.key.as_slice().into(), to_raw_value(&set)?);
        }
        let text = self.texts.get(&*self.key);
        Ok(text.map_or(set, |text| JsonOutcomes::Text(text)))
    }
}
