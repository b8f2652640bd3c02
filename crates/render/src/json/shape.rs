//! The shape of the report for programs, as `schemas/report.schema.json` promises it. Outcomes, verdicts and levels keep their names
//! in every language.

use serde::{Serialize, Serializer};

use super::application::OfReport;
use super::finding::Placed;
use super::subject::Totals;
use super::values::{Each, Json, List, Text, json};
use crate::found;
use atbilst_core::decisions::DecisionFile;
use atbilst_core::finding::{Hex, Outcome, Verdict};
use atbilst_core::report::{Portfolio, Report, Selection};
use atbilst_core::settings;
use atbilst_core::tool::Tool;

/// All of the report but the applications and portfolios themselves.
pub(crate) struct Head<'a>(pub(crate) &'a Report);

json! { it: Head<'_> => {
    schema: "atbilst-report/2",
    tool: Json(&it.0.settings.tool),
    language: it.0.language.name(),
    today: Text(it.0.settings.today),
    inputs: it.0.inputs,
    settings: Json(Settings(it.0)),
    rule_books: List(&it.0.rule_books),
    waivers if some: List(&it.0.waivers),
    answers if some: List(&it.0.answers),
    summary: Json(Summary(it.0)),
    totals: Json(Totals(it.0)),
    notes: it.0.notes,
}}

/// The whole report.
pub(crate) struct Whole<'a>(pub(crate) &'a Report);

impl Serialize for Whole<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let report = self.0;
        Members {
            head: Json(Head(report)),
            applications: Each(|| {
                let applications = report.applications.iter();
                applications.map(|application| Json(OfReport::of(report, application)))
            }),
            portfolio: Each(|| portfolios(report)),
        }
        .serialize(serializer)
    }
}

#[derive(Serialize)]
struct Members<H, A, P> {
    #[serde(flatten)]
    head: H,
    applications: A,
    portfolio: P,
}

json! { it: &Tool => {
    name: Tool::NAME,
    version: it.version,
    commit: it.commit,
}}

/// What the check was asked for.
struct Settings<'a>(&'a Report);

json! { it: Settings<'_> => {
    as_of: it.0.settings.as_of.map(Text),
    lang: it.0.language.name(),
    portfolio: it.0.settings.portfolio,
    limits: Json(Limits(&it.0.settings)),
    waivers: it.0.settings.waivers,
    answers: it.0.settings.answers,
    files if some: Some(&it.0.selection).filter(|selection| **selection != Selection::default()).map(Json),
}}

/// How much is read and kept of a file; null where nothing limits it.
struct Limits<'a>(&'a settings::Settings);

json! { it: Limits<'_> => {
    file_bytes: limit(it.0.limits.bytes),
    value_bytes: limit(it.0.limits.scalar),
    nodes: limit(it.0.limits.nodes),
    findings: limit(it.0.findings),
}}

fn limit(most: usize) -> Option<usize> {
    (most != usize::MAX).then_some(most)
}

// Which of the files that are there were taken, where that was not left as it is.
json! { it: &Selection => {
    strict if some: it.strict,
    filter if some: it.filter,
    by_list if some: it.list,
    gitignore if some: it.gitignore,
    include if some: it.include,
    exclude if some: it.exclude,
    since if some: it.since,
    since_commit if some: it.since_commit,
    listed if some: *it.listed,
    set_by if some: *it.set_by,
    shard if some: it.shard.map(Text),
}}

json! { it: &DecisionFile => {
    path: *it.path,
    sha256: Text(Hex(&it.sha256)),
    folder: it.folder.as_deref(),
    office if some: it.office,
}}

/// How many applications and outcomes there are of each kind.
struct Summary<'a>(&'a Report);

json! { it: Summary<'_> => {
    applications: it.0.summary.applications,
    complies: it.0.summary.of(Verdict::Complies),
    complies_with_waivers: it.0.summary.by_waivers,
    complies_with_together: it.0.summary.with_together,
    complies_with_answers: it.0.summary.by_answers,
    does_not_comply: it.0.summary.of(Verdict::DoesNotComply),
    needs_review: it.0.summary.of(Verdict::NeedsReview),
    unreadable: it.0.summary.of(Verdict::Unreadable),
    pass: it.0.summary.outcomes.of(Outcome::Pass),
    fail: it.0.summary.outcomes.of(Outcome::Fail),
    review: it.0.summary.outcomes.of(Outcome::Review),
    open: it.0.summary.outcomes.of(Outcome::Open),
    not_applicable: it.0.summary.outcomes.of(Outcome::NotApplicable),
    waived: it.0.summary.outcomes.of(Outcome::Waived),
    answered: it.0.summary.outcomes.of(Outcome::Answered),
    money: Json(&it.0.totals.all),
    passed_over if some: it.0.summary.passed_over,
    left_out if some: it.0.summary.left_out,
}}

/// One portfolio of a report; it stands alone where a format writes one after the other.
pub(crate) struct Together<'a>(pub(crate) &'a Report, pub(crate) &'a Portfolio);

/// All of a report.
pub(crate) fn portfolios(report: &Report) -> impl Iterator<Item = Json<Together<'_>>> {
    let portfolios = report.portfolios.iter();
    portfolios.map(|portfolio| Json(Together(report, portfolio)))
}

json! { it: Together<'_> => {
    call: it.0.rule_books.get(it.1.book).map(|book| &*book.call),
    as_of: Json(DayOfAll(it.1)),
    applications: it.1.applications,
    outcomes: Outcomes(it.0, it.1),
    findings: Each(|| it.1.findings.iter().map(Placed::of_many).map(Json)),
    figures: List(&it.1.figures),
}}

/// The day whose law all together must keep to, and the application whose day it is.
struct DayOfAll<'a>(&'a Portfolio);

json! { it: DayOfAll<'_> => {
    date: Text(it.0.as_of.date),
    from: it.0.as_of.from.name(),
    application: it.0.as_of_application.as_deref(),
}}

/// What each rule said of all applications together.
struct Outcomes<'a>(&'a Report, &'a Portfolio);

impl Serialize for Outcomes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let said = found::together(self.0, self.1);
        serializer.collect_map(said.map(|(rule, outcome)| (&*rule.id, outcome.name())))
    }
}
