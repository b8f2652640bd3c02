//! The shape of the report for programs, as `schemas/report.schema.json` promises it. Outcomes, verdicts and levels keep their names
//! in every language.

use std::fmt::Display;

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use super::evidence::{JsonFigure, JsonTrace};
use super::parts::{JsonLaw, Made, Part, Parts};
use atbilst_core::finding::{Finding, Fingerprint, Hex, Outcome, Related, Verdict, Waived};
use atbilst_core::reading::AsOf;
use atbilst_core::report::{Application, BookSummary, Portfolio, Report, RuleSummary};
use atbilst_core::waivers::WaiverFile;
use atbilst_yaml::source::Location;

/// A value that is written as its text.
pub(super) struct Text<T>(pub(super) T);

impl<T: Display> Serialize for Text<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

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
    tool: Tool,
    language: &'static str,
    today: Text<NaiveDate>,
    inputs: &'a [String],
    rule_books: Vec<JsonBook<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    waivers: Vec<JsonFile<'a>>,
    summary: JsonSummary,
    notes: &'a [String],
}

impl<'a> JsonHead<'a> {
    /// The head as the report has it.
    pub(crate) fn of(report: &'a Report) -> Self {
        Self {
            schema: "atbilst-report/1",
            tool: Tool {
                name: atbilst_core::tool::Tool::NAME,
                version: report.tool.version,
                commit: report.tool.commit,
            },
            language: report.language.name(),
            today: Text(report.today),
            inputs: &report.inputs,
            rule_books: report.rule_books.iter().map(JsonBook::of).collect(),
            waivers: report.waivers.iter().map(JsonFile::of).collect(),
            summary: JsonSummary::of(report),
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
struct Tool {
    name: &'static str,
    version: &'static str,
    commit: Option<&'static str>,
}

#[derive(Serialize)]
struct JsonBook<'a> {
    call: &'a str,
    version: &'a str,
    sha256: Text<Hex<'a>>,
}

impl<'a> JsonBook<'a> {
    fn of(book: &'a BookSummary) -> Self {
        Self {
            call: &book.call,
            version: &book.version,
            sha256: Text(Hex(&book.sha256)),
        }
    }
}

#[derive(Serialize)]
struct JsonFile<'a> {
    path: &'a str,
    sha256: Text<Hex<'a>>,
}

impl<'a> JsonFile<'a> {
    fn of(file: &'a WaiverFile) -> Self {
        Self {
            path: &file.path,
            sha256: Text(Hex(&file.sha256)),
        }
    }
}

#[derive(Serialize)]
struct JsonSummary {
    applications: usize,
    complies: usize,
    does_not_comply: usize,
    needs_review: usize,
    unreadable: usize,
    pass: u32,
    fail: u32,
    review: u32,
    open: u32,
    not_applicable: u32,
    waived: u32,
}

impl JsonSummary {
    fn of(report: &Report) -> Self {
        let summary = &report.summary;
        Self {
            applications: summary.applications,
            complies: summary.of(Verdict::Complies),
            does_not_comply: summary.of(Verdict::DoesNotComply),
            needs_review: summary.of(Verdict::NeedsReview),
            unreadable: summary.of(Verdict::Unreadable),
            pass: summary.outcomes.of(Outcome::Pass),
            fail: summary.outcomes.of(Outcome::Fail),
            review: summary.outcomes.of(Outcome::Review),
            open: summary.outcomes.of(Outcome::Open),
            not_applicable: summary.outcomes.of(Outcome::NotApplicable),
            waived: summary.outcomes.of(Outcome::Waived),
        }
    }
}

/// All applications, each made ready only when it is written.
struct Applications<'a>(&'a Report);

impl Serialize for Applications<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let applications = self.0.applications.iter();
        serializer.collect_seq(applications.map(|application| JsonApplication {
            subject: JsonSubject::of(None, application),
            outcomes: Outcomes::of(self.0.rules_of(application.book), &application.outcomes),
            findings: JsonFindings::of(application, &Made),
        }))
    }
}

/// One application.
#[derive(Serialize)]
struct JsonApplication<'a> {
    #[serde(flatten)]
    subject: JsonSubject<'a>,
    outcomes: Outcomes<'a>,
    #[serde(flatten)]
    findings: JsonFindings<'a>,
}

/// What is said of an application before its outcomes.
#[derive(Serialize)]
pub(super) struct JsonSubject<'a> {
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    path: &'a str,
    sha256: Option<Text<Hex<'a>>>,
    call: Option<&'a str>,
    id: Option<&'a str>,
    as_of: Option<JsonAsOf<'a>>,
    verdict: &'static str,
}

impl<'a> JsonSubject<'a> {
    /// `kind` says what it is where other objects stand beside it.
    pub(super) fn of(kind: Option<&'static str>, application: &'a Application) -> Self {
        Self {
            kind,
            path: &application.path,
            sha256: application.sha256.as_ref().map(|sha256| Text(Hex(sha256))),
            call: application.call.as_deref(),
            id: application.id.as_deref(),
            as_of: application.as_of.as_ref().map(JsonAsOf::of),
            verdict: application.verdict.name(),
        }
    }
}

/// What is said of an application after its outcomes.
#[derive(Serialize)]
pub(super) struct JsonFindings<'a> {
    findings: Vec<JsonFinding<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    trace: Vec<JsonTrace<'a>>,
}

impl<'a> JsonFindings<'a> {
    pub(super) fn of(application: &'a Application, parts: &'a impl Parts) -> Self {
        let findings = application.findings.iter();
        Self {
            findings: findings
                .map(|finding| JsonFinding::of(finding, true, parts))
                .collect(),
            trace: application.traces.iter().map(JsonTrace::of).collect(),
        }
    }
}

#[derive(Serialize)]
struct JsonAsOf<'a> {
    date: Text<NaiveDate>,
    from: &'a str,
}

impl<'a> JsonAsOf<'a> {
    fn of(as_of: &'a AsOf) -> Self {
        Self {
            date: Text(as_of.date),
            from: as_of.from.name(),
        }
    }
}

/// What each rule said, in the order of the rules.
struct Outcomes<'a>(Vec<(&'a str, &'static str)>);

impl<'a> Outcomes<'a> {
    fn of(rules: impl Iterator<Item = &'a RuleSummary>, outcomes: &[Outcome]) -> Self {
        let ids = rules.map(|rule| &*rule.id);
        Self(
            ids.zip(outcomes.iter().map(|outcome| outcome.name()))
                .collect(),
        )
    }
}

impl Serialize for Outcomes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().copied())
    }
}

/// One portfolio; it stands alone where a format writes one after the other.
#[derive(Serialize)]
pub(crate) struct JsonPortfolio<'a> {
    call: Option<&'a str>,
    as_of: JsonAsOf<'a>,
    applications: usize,
    outcomes: Outcomes<'a>,
    findings: Vec<JsonFinding<'a>>,
    figures: Vec<JsonFigure<'a>>,
}

impl<'a> JsonPortfolio<'a> {
    /// The portfolio as the report has it.
    pub(crate) fn of(report: &'a Report, portfolio: &'a Portfolio) -> Self {
        let book = report.rule_books.get(portfolio.book);
        let rules = book.map_or(&[][..], |book| &book.rules).iter();
        Self {
            call: book.map(|book| &*book.call),
            as_of: JsonAsOf::of(&portfolio.as_of),
            applications: portfolio.applications,
            outcomes: Outcomes::of(rules.filter(|rule| rule.portfolio), &portfolio.outcomes),
            findings: portfolio
                .findings
                .iter()
                .map(|f| JsonFinding::of(f, false, &Made))
                .collect(),
            figures: portfolio.figures.iter().map(JsonFigure::of).collect(),
        }
    }
}

#[derive(Serialize)]
struct JsonFinding<'a> {
    rule: &'a str,
    kind: &'static str,
    level: &'static str,
    message: &'a str,
    help: Option<Part<'a, &'a str>>,
    found: Option<&'a str>,
    expected: Option<&'a str>,
    pointer: Option<&'a str>,
    location: Option<Location>,
    related: Vec<JsonRelated<'a>>,
    law: Part<'a, Vec<JsonLaw<'a>>>,
    fingerprint: Text<Fingerprint>,
    #[serde(skip_serializing_if = "Option::is_none")]
    waiver: Option<JsonWaiver<'a>>,
}

impl<'a> JsonFinding<'a> {
    /// `placed` is whether it stands in one file; otherwise its places are those of `related`.
    fn of(finding: &'a Finding, placed: bool, parts: &'a impl Parts) -> Self {
        Self {
            rule: &finding.rule,
            kind: finding.outcome.name(),
            level: finding.level.name(),
            message: &finding.message,
            help: finding.help.as_ref().map(|help| parts.help(help)),
            found: finding.found.as_deref(),
            expected: finding.expected.as_deref(),
            pointer: placed.then_some(&*finding.place.pointer),
            location: placed.then_some(finding.place.location),
            related: finding.related.iter().map(JsonRelated::of).collect(),
            law: parts.law(&finding.law),
            fingerprint: Text(finding.fingerprint),
            waiver: finding.waived.as_deref().map(JsonWaiver::of),
        }
    }
}

#[derive(Serialize)]
struct JsonRelated<'a> {
    path: &'a str,
    pointer: &'a str,
    location: Location,
    message: &'a str,
}

impl<'a> JsonRelated<'a> {
    fn of(related: &'a Related) -> Self {
        Self {
            path: &related.path,
            pointer: &related.place.pointer,
            location: related.place.location,
            message: &related.message,
        }
    }
}

#[derive(Serialize)]
struct JsonWaiver<'a> {
    outcome: &'static str,
    reason: &'a str,
    approver: &'a str,
    document: &'a str,
    expires: Text<NaiveDate>,
}

impl<'a> JsonWaiver<'a> {
    fn of(waived: &'a Waived) -> Self {
        Self {
            outcome: waived.outcome.name(),
            reason: &waived.reason,
            approver: &waived.approver,
            document: &waived.document,
            expires: Text(waived.expires),
        }
    }
}
