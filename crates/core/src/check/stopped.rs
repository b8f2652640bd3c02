//! Files that were judged only so far, and why: those that could not be read, those at which the tool failed, those that name no known call.

use std::sync::Arc;

use super::{Checked, Checker, identify, own_outcomes};
use crate::evaluate::aggregate::Contribution;
use crate::finding::{Counts, Finding, Verdict};
use crate::message::form::finding;
use crate::message::place::place;
use crate::own_rules::{self, INTERNAL_ERROR, UNREADABLE_FILE};
use crate::report;
use atbilst_yaml::source::{Lines, Span};

/// Why a file has no text to check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It does not exist.
    NotFound,
    /// It may not be read.
    Permission,
    /// It is no ordinary file.
    NotAFile,
    /// It has more bytes than the limit.
    TooLarge,
    /// Anything else, in the words of the system.
    Other(String),
}

impl Checker<'_> {
    /// A file that has no text to check.
    #[must_use]
    pub fn unreadable(&self, path: &Arc<str>, why: &Unreadable) -> Checked {
        let limit = [("limit", self.settings.limits.bytes.into())];
        let (rule, last, message, help) = match why {
            // The same finding as for a text of that size from anywhere else.
            Unreadable::TooLarge => (
                own_rules::YAML_SYNTAX,
                2,
                self.catalogue.say("yaml.too_large.message", &limit),
                "yaml.too_large.help".to_owned(),
            ),
            other => {
                let (key, detail) = match other {
                    Unreadable::NotFound => ("not_found", ""),
                    Unreadable::Permission => ("permission", ""),
                    Unreadable::NotAFile => ("not_a_file", ""),
                    Unreadable::Other(detail) => ("other", detail.as_str()),
                    Unreadable::TooLarge => ("other", ""),
                };
                let message = self.catalogue.say(
                    &format!("form.unreadable-file.{key}"),
                    &[("detail", detail.into())],
                );
                (
                    UNREADABLE_FILE,
                    0,
                    message,
                    "form.unreadable-file.help".to_owned(),
                )
            }
        };
        let help = self.catalogue.say(&help, &[]);
        let lines = Lines::of("");
        let finding = finding(
            rule,
            message,
            help,
            place(&lines, String::new(), Span::default()),
        );
        self.stopped(path, None, vec![finding], last)
    }

    /// A file at which the tool itself failed.
    #[must_use]
    pub fn failed(&self, path: &Arc<str>, detail: &str) -> Checked {
        let message = self
            .catalogue
            .say("form.internal-error.message", &[("detail", detail.into())]);
        let help = self.catalogue.say("form.internal-error.help", &[]);
        let lines = Lines::of("");
        let place = place(&lines, String::new(), Span::default());
        self.stopped(
            path,
            None,
            vec![finding(INTERNAL_ERROR, message, help, place)],
            1,
        )
    }

    /// A file that could be judged only so far: up to the own rule at place `last`, which failed.
    pub(super) fn stopped(
        &self,
        path: &Arc<str>,
        sha256: Option<[u8; 32]>,
        findings: Vec<Finding>,
        last: usize,
    ) -> Checked {
        let rules: Vec<_> = findings
            .iter()
            .map(|finding| Arc::clone(&finding.rule))
            .collect();
        let failed: Vec<&str> = rules.iter().map(|rule| &**rule).collect();
        self.stopped_with(path, sha256, findings, &failed, last)
    }

    /// The same, where `failed` names the rule of every finding, of those too that were left out.
    pub(super) fn stopped_with(
        &self,
        path: &Arc<str>,
        sha256: Option<[u8; 32]>,
        mut findings: Vec<Finding>,
        failed: &[&str],
        last: usize,
    ) -> Checked {
        identify(&mut findings, path);
        let mut counts = Counts::default();
        let mut outcomes = Vec::new();
        own_outcomes(failed, last.saturating_add(1), &mut outcomes, &mut counts);
        // What could not be read has no verdict; what could be read and names no known call does not comply with the form.
        let verdict = if last <= 2 {
            Verdict::Unreadable
        } else {
            Verdict::DoesNotComply
        };
        let application = report::Application {
            path: Arc::clone(path),
            sha256,
            book: None,
            call: None,
            id: None,
            as_of: None,
            verdict,
            outcomes: outcomes.into(),
            findings,
            counts,
            traces: Vec::new(),
        };
        Checked {
            application,
            contribution: Contribution::default(),
        }
    }
}
