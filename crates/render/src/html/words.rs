//! The report and the words for it, as the parts of the page ask for them. Every text from outside goes through [`Words`] and is
//! escaped once more by its template.

mod dossier;
mod totals;

use std::borrow::Cow;
use std::collections::HashMap;

use chrono::NaiveDate;

use crate::escape::{link, shown, shown_lines};
use crate::found::{call, together};
use crate::words::{asked, level_word};
use atbilst_core::finding::{Finding, Hex, Law, Outcome, Verdict};
use atbilst_core::language::{Catalogue, Value};
use atbilst_core::message::trace::TraceStep;
use atbilst_core::report::{Portfolio, Report, RuleSummary, SourceSummary};
use atbilst_core::tool::Tool;

/// The report and the words for it.
pub(super) struct Words<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) report: &'a Report,
    /// Where each application stands in the report, by its path.
    pub(super) indices: HashMap<&'a str, usize>,
}

impl<'a> Words<'a> {
    /// A sentence of the program.
    pub(super) fn say(&self, key: &str) -> String {
        self.catalogue.say(key, &[])
    }

    /// A text from outside, on one line.
    pub(super) fn text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        shown(text)
    }

    /// A text from outside with its lines.
    pub(super) fn lines<'t>(&self, text: &'t str) -> Cow<'t, str> {
        shown_lines(text)
    }

    pub(super) fn number<'v>(&self, count: impl Into<Value<'v>>) -> String {
        count.into().write(self.catalogue.language()).into_owned()
    }

    pub(super) fn date(&self, date: &NaiveDate) -> String {
        self.number(*date)
    }

    pub(super) fn captured(&self, source: &SourceSummary) -> String {
        crate::words::captured(source, self.catalogue)
    }

    pub(super) fn hex(&self, bytes: &[u8; 32]) -> String {
        Hex(bytes).to_string()
    }

    pub(super) fn outcome(&self, outcome: &Outcome) -> String {
        self.catalogue.word("outcome", outcome.name())
    }

    pub(super) fn verdict(&self, verdict: &Verdict) -> String {
        self.catalogue.word("verdict", verdict.name())
    }

    /// The application whose day is that of all.
    pub(super) fn day_of(&self, portfolio: &'a Portfolio) -> Option<Cow<'a, str>> {
        portfolio.as_of_application.as_deref().map(shown)
    }

    /// A sign beside a verdict, for those who see no colours.
    pub(super) fn sign(&self, verdict: &Verdict) -> &'static str {
        match verdict {
            Verdict::Complies => "✓",
            Verdict::NeedsReview => "?",
            Verdict::DoesNotComply => "✗",
            Verdict::Unreadable => "!",
        }
    }

    pub(super) fn level(&self, finding: &Finding) -> String {
        level_word(finding, self.catalogue)
    }

    /// An address that may be a link.
    pub(super) fn link<'t>(&self, law: &'t Law) -> Option<&'t str> {
        link(&law.url)
    }

    pub(super) fn tool(&self) -> String {
        let tool = &self.report.settings.tool;
        format!("{} {}", Tool::NAME, tool.version)
    }

    pub(super) fn commit(&self) -> String {
        let commit = self.report.settings.tool.commit;
        commit.map_or_else(|| self.say("page.unknown"), str::to_owned)
    }

    /// Where an application stands in the report.
    pub(super) fn index(&self, path: &str) -> Option<&usize> {
        self.indices.get(path)
    }

    /// The anchor of a rule of the tool.
    pub(super) fn anchor_own(&self, rule: &str) -> String {
        format!("rule-{}", shown(rule))
    }

    /// The anchor of a rule of a book.
    pub(super) fn anchor_in(&self, book: &usize, rule: &str) -> String {
        format!("rule-{book}-{}", shown(rule))
    }

    /// The anchor of the rule that found something in an application or a portfolio of a book.
    pub(super) fn anchor_of(&self, book: &Option<&usize>, rule: &str) -> String {
        let own = self.report.own_rules.iter().any(|own| *own.id == *rule);
        match book.filter(|_| !own) {
            Some(book) => self.anchor_in(book, rule),
            None => self.anchor_own(rule),
        }
    }

    /// The heading of a column.
    pub(super) fn column(&self, name: &str) -> String {
        self.catalogue.word("column", name)
    }

    pub(super) fn title(&self, rule: &str) -> Cow<'a, str> {
        let mut all = self.report.all_rules();
        all.find(|(_, known)| *known.id == *rule)
            .map_or(Cow::Borrowed(""), |(_, known)| shown(&known.title))
    }

    /// What the rules over all applications said.
    pub(super) fn together(&self, portfolio: &'a Portfolio) -> Vec<(&'a RuleSummary, Outcome)> {
        together(self.report, portfolio).collect()
    }

    pub(super) fn call(&self, portfolio: &Portfolio) -> Cow<'a, str> {
        shown(call(self.report, portfolio))
    }

    /// What a step asked, with what its answer decides.
    pub(super) fn asked(&self, step: &TraceStep) -> String {
        asked(step, self.catalogue)
    }

    pub(super) fn answer(&self, step: &TraceStep) -> String {
        self.catalogue.word("trace.answer", step.answer.name())
    }

    pub(super) fn with(&self, key: &str, name: &str, value: impl Into<Value<'a>>) -> String {
        self.catalogue.say(key, &[(name, value.into())])
    }
}
