//! How files of waivers and of answers name whom an entry is for.

use std::collections::HashMap;

use atbilst_books::template::comment;
use atbilst_core::language::Catalogue;
use atbilst_render::escape::shown;
use atbilst_yaml::write;

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

    /// The entry of a finding as far as its report says it; with the fields that somebody has filled in, where there are some.
    pub(super) fn entry(
        &self,
        finding: &RecordedFinding<'_>,
        filled_in: &[(&str, Option<&str>)],
        catalogue: &Catalogue,
    ) -> String {
        let (key, subject) = self.of_finding(finding);
        let own = [
            (key, Some(&*subject)),
            ("fingerprint", Some(finding.fingerprint)),
            ("basis", finding.basis),
        ];
        let question = question(finding, catalogue);
        let rule = write::text(finding.rule);
        format!(
            "{question}  - rule: {rule}\n{}{}",
            fields(&own),
            fields(filled_in)
        )
    }
}

/// What is said of a finding, as a comment.
pub(super) fn question(finding: &RecordedFinding<'_>, catalogue: &Catalogue) -> String {
    let place = match finding.path {
        Some(path) => format!("{path}:{}", finding.line),
        None => catalogue.say("table.together", &[]),
    };
    let question = comment(&shown(&format!("{place} – {}", finding.message)));
    question.iter().map(|line| format!("  {line}\n")).collect()
}

/// The fields of an entry in which something stands, a line each.
pub(super) fn fields(fields: &[(&str, Option<&str>)]) -> String {
    let stated = fields
        .iter()
        .filter_map(|(key, value)| Some((key, (*value)?)));
    let lines = stated.map(|(key, value)| format!("    {key}: {}\n", write::text(value)));
    lines.collect()
}
