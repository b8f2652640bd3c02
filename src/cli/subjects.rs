//! How files of waivers and of answers name whom an entry is for.

use std::collections::HashMap;

use crate::verify::{ParsedReport, RecordedFinding};

/// The applications of a report, by their ids.
#[derive(Default)]
pub(super) struct Subjects {
    /// The file in which each id stands; nothing where it stands in several, of one call or of two.
    ids: HashMap<String, Option<String>>,
}

impl Subjects {
    /// Those of a report.
    pub(super) fn of(report: &ParsedReport<'_>) -> Self {
        let mut all = Self::default();
        report.each_id(&mut |id, path| all.add(id, path));
        all
    }

    /// Notes that an id stands in a file.
    pub(super) fn add(&mut self, id: &str, path: &str) {
        let known = self.ids.entry(id.to_owned());
        let known = known.or_insert_with(|| Some(path.to_owned()));
        if known.as_deref() != Some(path) {
            *known = None;
        }
    }

    /// Whose finding it is: the key, and what stands behind it.
    pub(super) fn of_finding(&self, finding: &RecordedFinding<'_>) -> (&'static str, String) {
        match finding.path {
            None => ("call", finding.call.unwrap_or_default().to_owned()),
            Some(path) => self.of_application(finding.id, path),
        }
    }

    /// The same of an application: by its id where no other has that.
    pub(super) fn of_application(&self, id: Option<&str>, path: &str) -> (&'static str, String) {
        let alone = |id: &&str| self.ids.get(*id).is_some_and(Option::is_some);
        match id.filter(alone) {
            Some(id) => ("application", id.to_owned()),
            None => ("path", path.to_owned()),
        }
    }
}
