//! What the report for programs says of one application.

use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;

use super::evidence::JsonTrace;
use super::finding::JsonFinding;
use super::subject::{Groups, Identity, Money};
use super::values::{List, Text};
use crate::outcomes::JsonOutcomes;
use atbilst_core::finding::{Finding, Hex};
use atbilst_core::message::trace::Trace;
use atbilst_core::reading::AsOf;
use atbilst_core::report::{Application, NearLimit, NearestLimits, Report, StatedByOffice};

/// One application.
#[derive(Serialize)]
pub(crate) struct JsonApplication<'a> {
    path: &'a str,
    sha256: Option<Text<Hex<'a>>>,
    call: Option<&'a str>,
    id: Option<&'a str>,
    identity: Identity<'a>,
    groups: Groups<'a>,
    money: Option<Text<Money>>,
    as_of: Option<JsonAsOf<'a>>,
    verdict: &'static str,
    outcomes: JsonOutcomes<'a>,
    findings: List<'a, Finding, JsonFinding<'a>>,
    #[serde(skip_serializing_if = "List::is_empty")]
    stated: List<'a, StatedByOffice, JsonStated<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nearest: Option<JsonNearest<'a>>,
    // Behind it stands only what is written apart from it.
    #[serde(skip_serializing_if = "List::is_empty")]
    together: List<'a, Arc<str>, &'a str>,
    #[serde(skip_serializing_if = "List::is_empty")]
    trace: List<'a, Trace, JsonTrace<'a>>,
}

impl<'a> JsonApplication<'a> {
    /// The application as the report has it.
    pub(crate) fn of(report: &'a Report, application: &'a Application) -> Self {
        Self::with(report, application, JsonOutcomes::Of(report, application))
    }

    /// The same, but for what tells why rules came out as they did.
    pub(super) fn without_traces(
        report: &'a Report,
        application: &'a Application,
        outcomes: JsonOutcomes<'a>,
    ) -> Self {
        Self {
            trace: List(&[], JsonTrace::of),
            ..Self::with(report, application, outcomes)
        }
    }

    /// The same, with its outcomes.
    pub(crate) fn with(
        report: &'a Report,
        application: &'a Application,
        outcomes: JsonOutcomes<'a>,
    ) -> Self {
        Self {
            path: &application.path,
            sha256: application.sha256.as_ref().map(|sha256| Text(Hex(sha256))),
            call: application.call.as_deref(),
            id: application.id.as_deref(),
            identity: Identity(&application.subject),
            groups: Groups(report.groupings(application.book), &application.subject),
            money: application.subject.money.map(|amount| Text(Money(amount))),
            as_of: application.as_of.as_ref().map(JsonAsOf::of),
            verdict: application.verdict.name(),
            outcomes,
            findings: List(&application.findings, JsonFinding::of_one),
            together: List(&application.together, |rule| rule),
            stated: List(&application.stated, JsonStated::of),
            nearest: JsonNearest::of(&application.nearest),
            trace: List(&application.traces, JsonTrace::of),
        }
    }
}

/// Why each rule came out as it did.
#[derive(Serialize)]
pub(super) struct JsonTraces<'a> {
    trace: List<'a, Trace, JsonTrace<'a>>,
}

impl<'a> JsonTraces<'a> {
    pub(super) fn of(application: &'a Application) -> Self {
        Self {
            trace: List(&application.traces, JsonTrace::of),
        }
    }
}

/// The limits that an application comes nearest to.
#[derive(Serialize)]
struct JsonNearest<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    amount: Option<JsonNear<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    day: Option<JsonNear<'a>>,
}

#[derive(Serialize)]
struct JsonNear<'a> {
    rule: &'a str,
    pointer: &'a str,
    found: &'a str,
    limit: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    percent: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    days: Option<i64>,
}

impl<'a> JsonNearest<'a> {
    fn of(nearest: &'a NearestLimits) -> Option<Self> {
        let near = |near: &'a NearLimit, percent, days| JsonNear {
            rule: &near.rule,
            pointer: &near.pointer,
            found: &near.found,
            limit: &near.limit,
            percent,
            days,
        };
        let amount = nearest.amount.as_ref();
        let amount =
            amount.map(|(limit, percent)| near(limit, Some(format!("{percent:.2}")), None));
        let day = nearest.day.as_ref();
        let day = day.map(|(limit, days)| near(limit, None, Some(*days)));
        (amount.is_some() || day.is_some()).then_some(Self { amount, day })
    }
}

/// What the office states.
#[derive(Serialize)]
struct JsonStated<'a> {
    field: &'a str,
    title: &'a str,
    is: &'a str,
    register: &'a str,
    by: &'a str,
    on: Text<NaiveDate>,
    file: &'a str,
}

impl<'a> JsonStated<'a> {
    fn of(stated: &'a StatedByOffice) -> Self {
        Self {
            field: &stated.field,
            title: &stated.title,
            is: &stated.is,
            register: &stated.register,
            by: &stated.by,
            on: Text(stated.on),
            file: &stated.file,
        }
    }
}

#[derive(Serialize)]
pub(super) struct JsonAsOf<'a> {
    date: Text<NaiveDate>,
    from: &'a str,
}

impl<'a> JsonAsOf<'a> {
    pub(super) fn of(as_of: &'a AsOf) -> Self {
        Self {
            date: Text(as_of.date),
            from: as_of.from.name(),
        }
    }
}
