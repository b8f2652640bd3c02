//! The shape of the report for programs, as `schemas/report.schema.json` promises it. Outcomes, verdicts and levels keep their names
//! in every language.

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use super::application::{JsonApplication, JsonAsOf};
use super::evidence::JsonFigure;
use super::finding::JsonFinding;
use super::rule_book::JsonBook;
use super::subject::{JsonMoney, JsonTotals};
use super::values::{List, Text};
use crate::found;
use atbilst_core::decisions::DecisionFile;
use atbilst_core::finding::{Finding, Hex, Outcome, Verdict};
use atbilst_core::message::figure::Figure;
use atbilst_core::report::{BookSummary, Patterns, Portfolio, Report, Selection};

/// The whole report.
#[derive(Serialize)]
pub(crate) struct JsonReport<'a> {
    #[serde(flatten)]
    head: JsonHead<'a>,
    applications: Applications<'a>,
    portfolio: Vec<JsonPortfolio<'a>>,
}

/// All of the report but the applications and portfolios themselves.
#[derive(Serialize)]
pub(crate) struct JsonHead<'a> {
    schema: &'static str,
    tool: JsonTool,
    language: &'static str,
    today: Text<NaiveDate>,
    inputs: &'a [String],
    settings: JsonSettings<'a>,
    rule_books: List<'a, BookSummary, JsonBook<'a>>,
    #[serde(skip_serializing_if = "List::is_empty")]
    waivers: List<'a, DecisionFile, JsonFile<'a>>,
    #[serde(skip_serializing_if = "List::is_empty")]
    answers: List<'a, DecisionFile, JsonFile<'a>>,
    summary: JsonSummary,
    totals: JsonTotals<'a>,
    notes: &'a [String],
}

impl<'a> JsonHead<'a> {
    /// The head as the report has it.
    pub(crate) fn of(report: &'a Report) -> Self {
        Self {
            schema: "atbilst-report/2",
            tool: JsonTool {
                name: atbilst_core::tool::Tool::NAME,
                version: report.settings.tool.version,
                commit: report.settings.tool.commit,
            },
            language: report.language.name(),
            today: Text(report.settings.today),
            inputs: &report.inputs,
            settings: JsonSettings::of(report),
            rule_books: List(&report.rule_books, JsonBook::of),
            waivers: List(&report.waivers, JsonFile::of),
            answers: List(&report.answers, JsonFile::of),
            summary: JsonSummary::of(report),
            totals: JsonTotals(report),
            notes: &report.notes,
        }
    }
}

impl<'a> JsonReport<'a> {
    /// The report as it is.
    pub(crate) fn of(report: &'a Report) -> Self {
        let portfolio = report.portfolios.iter();
        Self {
            head: JsonHead::of(report),
            applications: Applications(report),
            portfolio: portfolio
                .map(|portfolio| JsonPortfolio::of(report, portfolio))
                .collect(),
        }
    }
}

#[derive(Serialize)]
struct JsonTool {
    name: &'static str,
    version: &'static str,
    commit: Option<&'static str>,
}

/// What the check was asked for.
#[derive(Serialize)]
struct JsonSettings<'a> {
    as_of: Option<Text<NaiveDate>>,
    lang: &'static str,
    portfolio: bool,
    limits: JsonLimits,
    waivers: bool,
    answers: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    files: Option<JsonSelection<'a>>,
}

/// Which of the files that are there were taken, where that was not left as it is.
#[derive(Serialize)]
struct JsonSelection<'a> {
    #[serde(skip_serializing_if = "is_off")]
    strict: bool,
    #[serde(skip_serializing_if = "is_off")]
    filter: bool,
    #[serde(skip_serializing_if = "is_off")]
    by_list: bool,
    #[serde(skip_serializing_if = "is_off")]
    gitignore: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    include: Option<JsonPatterns<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exclude: Option<JsonPatterns<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    since_commit: Option<&'a str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    listed: &'a [String],
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    set_by: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    shard: Option<String>,
}

#[derive(Serialize)]
struct JsonPatterns<'a> {
    folder: &'a str,
    patterns: &'a [String],
}

impl<'a> JsonPatterns<'a> {
    fn of(patterns: &'a Patterns) -> Self {
        Self {
            folder: &patterns.folder,
            patterns: &patterns.patterns,
        }
    }
}

impl<'a> JsonSelection<'a> {
    fn of(selection: &'a Selection) -> Option<Self> {
        (*selection != Selection::default()).then_some(Self {
            strict: selection.strict,
            filter: selection.filter,
            by_list: selection.list,
            listed: &selection.listed,
            gitignore: selection.gitignore,
            include: selection.include.as_ref().map(JsonPatterns::of),
            exclude: selection.exclude.as_ref().map(JsonPatterns::of),
            set_by: &selection.set_by,
            since: selection.since.as_deref(),
            since_commit: selection.since_commit.as_deref(),
            shard: selection.shard.map(|shard| shard.to_string()),
        })
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
fn is_off(flag: &bool) -> bool {
    !flag
}

/// How much is read and kept of a file; null where nothing limits it.
#[derive(Serialize)]
struct JsonLimits {
    file_bytes: Option<usize>,
    value_bytes: Option<usize>,
    nodes: Option<usize>,
    findings: Option<usize>,
}

impl<'a> JsonSettings<'a> {
    fn of(report: &'a Report) -> Self {
        let settings = &report.settings;
        let limit = |most: usize| (most != usize::MAX).then_some(most);
        Self {
            as_of: settings.as_of.map(Text),
            lang: report.language.name(),
            portfolio: settings.portfolio,
            limits: JsonLimits {
                file_bytes: limit(settings.limits.bytes),
                value_bytes: limit(settings.limits.scalar),
                nodes: limit(settings.limits.nodes),
                findings: limit(settings.findings),
            },
            waivers: settings.waivers,
            answers: settings.answers,
            files: JsonSelection::of(&report.selection),
        }
    }
}

#[derive(Serialize)]
struct JsonFile<'a> {
    path: &'a str,
    sha256: Text<Hex<'a>>,
    folder: Option<&'a str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    office: bool,
}

impl<'a> JsonFile<'a> {
    fn of(file: &'a DecisionFile) -> Self {
        Self {
            path: &file.path,
            sha256: Text(Hex(&file.sha256)),
            folder: file.folder.as_deref(),
            office: file.office,
        }
    }
}

#[derive(Serialize)]
struct JsonSummary {
    applications: usize,
    complies: usize,
    complies_with_waivers: usize,
    complies_with_together: usize,
    complies_with_answers: usize,
    does_not_comply: usize,
    needs_review: usize,
    unreadable: usize,
    pass: u32,
    fail: u32,
    review: u32,
    open: u32,
    not_applicable: u32,
    waived: u32,
    answered: u32,
    money: JsonMoney,
    #[serde(skip_serializing_if = "is_none")]
    passed_over: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
fn is_none(count: &usize) -> bool {
    *count == 0
}

impl JsonSummary {
    fn of(report: &Report) -> Self {
        let summary = &report.summary;
        Self {
            applications: summary.applications,
            complies: summary.of(Verdict::Complies),
            complies_with_waivers: summary.by_waivers,
            complies_with_together: summary.with_together,
            complies_with_answers: summary.by_answers,
            does_not_comply: summary.of(Verdict::DoesNotComply),
            needs_review: summary.of(Verdict::NeedsReview),
            unreadable: summary.of(Verdict::Unreadable),
            pass: summary.outcomes.of(Outcome::Pass),
            fail: summary.outcomes.of(Outcome::Fail),
            review: summary.outcomes.of(Outcome::Review),
            open: summary.outcomes.of(Outcome::Open),
            not_applicable: summary.outcomes.of(Outcome::NotApplicable),
            waived: summary.outcomes.of(Outcome::Waived),
            answered: summary.outcomes.of(Outcome::Answered),
            money: JsonMoney::of(&report.totals.all),
            passed_over: summary.passed_over,
        }
    }
}

/// All applications, each made ready only when it is written.
struct Applications<'a>(&'a Report);

impl Serialize for Applications<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let applications = self.0.applications.iter();
        serializer.collect_seq(applications.map(|one| JsonApplication::of(self.0, one)))
    }
}

/// The day whose law all together must keep to.
#[derive(Serialize)]
struct JsonDayOfAll<'a> {
    #[serde(flatten)]
    day: JsonAsOf<'a>,
    /// The application whose day it is.
    application: Option<&'a str>,
}

/// What each rule said of all applications together.
struct Together<'a>(&'a Report, &'a Portfolio);

impl Serialize for Together<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let said = found::together(self.0, self.1);
        serializer.collect_map(said.map(|(rule, outcome)| (&*rule.id, outcome.name())))
    }
}

/// One portfolio; it stands alone where a format writes one after the other.
#[derive(Serialize)]
pub(crate) struct JsonPortfolio<'a> {
    call: Option<&'a str>,
    as_of: JsonDayOfAll<'a>,
    applications: usize,
    outcomes: Together<'a>,
    findings: List<'a, Finding, JsonFinding<'a>>,
    figures: List<'a, Figure, JsonFigure<'a>>,
}

impl<'a> JsonPortfolio<'a> {
    /// The portfolio as the report has it.
    pub(crate) fn of(report: &'a Report, portfolio: &'a Portfolio) -> Self {
        Self {
            call: report
                .rule_books
                .get(portfolio.book)
                .map(|book| &*book.call),
            as_of: JsonDayOfAll {
                day: JsonAsOf::of(&portfolio.as_of),
                application: portfolio.as_of_application.as_deref(),
            },
            applications: portfolio.applications,
            outcomes: Together(report, portfolio),
            findings: List(&portfolio.findings, JsonFinding::of_many),
            figures: List(&portfolio.figures, JsonFigure::of),
        }
    }
}
