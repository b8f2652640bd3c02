//! Files that have no text to check: those that could not be read, and those at which the tool failed.

use std::sync::Arc;

use super::{Asides, Checked, Checker, identify, own_outcomes};
use crate::evaluate::aggregate::Contribution;
use crate::finding::Counts;
use crate::language::Value;
use crate::message::form::finding;
use crate::message::place::place;
use crate::own_rules::{INTERNAL_ERROR, UNREADABLE_FILE, YAML_SYNTAX};
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
    /// It is a link that leads to nothing.
    LinkNowhere,
    /// It is reached by a link that leads out of the tree that is checked.
    LinkOut,
    /// Git says that it has changed, and has not written it into the working tree.
    NotWritten,
    /// It has more bytes than the limit.
    TooLarge,
    /// Anything else, in the words of the system.
    Other(String),
}

impl Checker<'_> {
    /// A file that has no text to check.
    pub fn unreadable(&self, path: &Arc<str>, why: &Unreadable) -> Checked {
        let limit = self.settings.limits.bytes;
        let (rule, message, detail) = match why {
            // The same finding as for a text of that size from anywhere else.
            Unreadable::TooLarge => (YAML_SYNTAX, "yaml.too_large.message", ""),
            Unreadable::NotFound => (UNREADABLE_FILE, "form.unreadable-file.not_found", ""),
            Unreadable::Permission => (UNREADABLE_FILE, "form.unreadable-file.permission", ""),
            Unreadable::NotAFile => (UNREADABLE_FILE, "form.unreadable-file.not_a_file", ""),
            Unreadable::LinkNowhere => (UNREADABLE_FILE, "form.unreadable-file.link_nowhere", ""),
            Unreadable::LinkOut => (UNREADABLE_FILE, "form.unreadable-file.link_out", ""),
            Unreadable::NotWritten => (UNREADABLE_FILE, "form.unreadable-file.not_written", ""),
            Unreadable::Other(detail) => (UNREADABLE_FILE, "form.unreadable-file.other", &**detail),
        };
        let help = match why {
            Unreadable::TooLarge => "yaml.too_large.help",
            Unreadable::NotWritten => "form.unreadable-file.not_written_help",
            _ => "form.unreadable-file.help",
        };
        let about = [("limit", limit.into()), ("detail", detail.into())];
        self.without_text(path, rule, (message, &about), help)
    }

    /// A file at which the tool itself failed.
    pub fn failed(&self, path: &Arc<str>, detail: &str) -> Checked {
        let about = [("detail", detail.into())];
        let message = ("form.internal-error.message", about.as_slice());
        self.without_text(path, INTERNAL_ERROR, message, "form.internal-error.help")
    }

    fn without_text(
        &self,
        path: &Arc<str>,
        rule: &str,
        (message, about): (&str, &[(&str, Value<'_>)]),
        help: &str,
    ) -> Checked {
        let message = self.catalogue.say(message, about);
        let help = self.catalogue.say(help, about);
        let nowhere = place(&Lines::of(""), String::new(), Span::default());
        let finding = finding(rule, message, help, nowhere);
        let (mut outcomes, mut counts) = (Vec::new(), Counts::default());
        own_outcomes(&[&finding.rule], &finding.rule, &mut outcomes, &mut counts);
        let mut findings = vec![finding];
        identify(&mut findings, path, None);
        let application = report::Application {
            outcomes: outcomes.into(),
            findings,
            counts,
            ..report::Application::unread(path)
        };
        Checked {
            application,
            contribution: Contribution::default(),
            stated: Vec::new(),
            asides: Asides::default(),
            cited: None,
            only_counted: false,
        }
    }
}
