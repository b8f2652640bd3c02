//! What the report for programs says of one application.

use std::sync::Arc;

use super::finding::Placed;
use super::subject::{Groups, Identity, Money};
use super::values::{Each, Json, List, Text, json};
use crate::outcomes::JsonOutcomes;
use atbilst_core::finding::Hex;
use atbilst_core::message::trace::Trace;
use atbilst_core::reading::AsOf;
use atbilst_core::report::{Application, NearLimit, NearestLimits, Report, StatedByOffice};

/// One application of a report.
pub(crate) struct OfReport<'a> {
    pub(super) report: &'a Report,
    pub(super) application: &'a Application,
    /// Set before, where many are written.
    pub(super) outcomes: JsonOutcomes<'a>,
    /// The rules over all with a finding that concerns it; none where a later line says them.
    pub(super) together: &'a [Arc<str>],
    pub(super) traces: &'a [Trace],
}

impl<'a> OfReport<'a> {
    /// All that the report has of it.
    pub(crate) fn of(report: &'a Report, application: &'a Application) -> Self {
        Self::with(report, application, JsonOutcomes::Of(report, application))
    }

    /// The same, with its outcomes.
    pub(crate) fn with(
        report: &'a Report,
        application: &'a Application,
        outcomes: JsonOutcomes<'a>,
    ) -> Self {
        let (together, traces) = (&application.together, &application.traces);
        Self {
            report,
            application,
            outcomes,
            together,
            traces,
        }
    }

    /// The same without what the rules over all say of it: that is told apart from it.
    pub(crate) fn by_itself(self) -> Self {
        Self {
            together: &[],
            ..self
        }
    }
}

json! { it: OfReport<'_> => {
    path: *it.application.path,
    sha256: it.application.sha256.as_ref().map(|sha256| Text(Hex(sha256))),
    call: it.application.call.as_deref(),
    id: it.application.id.as_deref(),
    identity: Identity(&it.application.subject),
    groups: Groups(it.report.groupings(it.application.book), &it.application.subject),
    money: it.application.subject.money.map(|amount| Text(Money(amount))),
    as_of: it.application.as_of.as_ref().map(Json),
    verdict: it.application.verdict.name(),
    outcomes: it.outcomes,
    findings: Each(|| it.application.findings.iter().map(Placed::of_one).map(Json)),
    stated if some: List(&it.application.stated),
    nearest if some: Some(&*it.application.nearest).filter(is_any).map(Json),
    // Behind it stands only what is written apart from it.
    together if some: *it.together,
    trace if some: List(it.traces),
}}

/// Why each rule came out as it did.
pub(super) struct Traces<'a>(pub(super) &'a Application);

json! { it: Traces<'_> => {
    trace: List(&it.0.traces),
}}

fn is_any(nearest: &&NearestLimits) -> bool {
    nearest.amount.is_some() || nearest.day.is_some()
}

// The limits that an application comes nearest to.
json! { it: &NearestLimits => {
    amount if some: it.amount.as_ref().map(|(limit, percent)| Json(Near {
        limit,
        percent: Some(format!("{percent:.2}")),
        days: None,
    })),
    day if some: it.day.as_ref().map(|(limit, days)| Json(Near {
        limit,
        percent: None,
        days: Some(*days),
    })),
}}

struct Near<'a> {
    limit: &'a NearLimit,
    percent: Option<String>,
    days: Option<i64>,
}

json! { it: Near<'_> => {
    rule: *it.limit.rule,
    pointer: *it.limit.pointer,
    found: *it.limit.found,
    limit: *it.limit.limit,
    percent if some: it.percent,
    days if some: it.days,
}}

// What the office states.
json! { it: &StatedByOffice => {
    field: *it.field,
    title: *it.title,
    is: *it.is,
    register: *it.register,
    by: *it.by,
    on: Text(it.on),
    file: *it.file,
}}

json! { it: &AsOf => {
    date: Text(it.date),
    from: it.from.name(),
}}
