//! A finding for programs: its place, its law and its waiver.

use chrono::NaiveDate;
use serde::Serialize;

use super::values::{List, Text};
use atbilst_core::finding::{
    AlsoAsks, Answered, Awaited, Cure, Finding, Fingerprint, Law, Place, Related, Waived,
};
use atbilst_yaml::source::Location;

#[derive(Serialize)]
pub(super) struct JsonFinding<'a> {
    rule: &'a str,
    kind: &'static str,
    level: &'static str,
    message: &'a str,
    help: Option<&'a str>,
    found: Option<&'a str>,
    expected: Option<&'a str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    slip: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    write: Option<JsonCure<'a>>,
    pointer: Option<&'a str>,
    location: Option<Location>,
    related: List<'a, Related, JsonRelated<'a>>,
    law: List<'a, Law, JsonLaw<'a>>,
    fingerprint: Text<Fingerprint>,
    #[serde(skip_serializing_if = "Option::is_none")]
    basis: Option<Text<Fingerprint>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    also: Option<List<'a, AlsoAsks, JsonAlso<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    waiver: Option<JsonWaiver<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<JsonAnswer<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    awaits: Option<JsonAwaited<'a>>,
}

/// What the office has not stated yet.
#[derive(Serialize)]
struct JsonAwaited<'a> {
    field: &'a str,
    register: &'a str,
}

impl<'a> JsonAwaited<'a> {
    fn of(awaited: &'a Awaited) -> Self {
        Self {
            field: &awaited.field,
            register: &awaited.register,
        }
    }
}

impl<'a> JsonFinding<'a> {
    /// A finding of one application.
    pub(super) fn of_one(finding: &'a Finding) -> Self {
        Self::of(finding, Some(&finding.place))
    }

    /// A finding over all applications: its places are those of `related`.
    pub(super) fn of_many(finding: &'a Finding) -> Self {
        Self::of(finding, None)
    }

    fn of(finding: &'a Finding, place: Option<&'a Place>) -> Self {
        Self {
            rule: &finding.rule,
            kind: finding.outcome.name(),
            level: finding.level.name(),
            message: &finding.message,
            help: finding.help.as_deref(),
            found: finding.found.as_deref(),
            expected: finding.expected.as_deref(),
            slip: finding.slip.is_some(),
            write: finding.cure.as_deref().map(JsonCure::of),
            pointer: place.map(|place| &*place.pointer),
            location: place.map(|place| place.location),
            related: List(&finding.related, JsonRelated::of),
            law: List(&finding.law, JsonLaw::of),
            fingerprint: Text(finding.fingerprint),
            basis: finding.basis.map(Text),
            also: (!finding.also.is_empty()).then(|| List(&finding.also, JsonAlso::of)),
            waiver: finding.waived.as_deref().map(JsonWaiver::of),
            answer: finding.answered.as_deref().map(JsonAnswer::of),
            awaits: finding.awaits.as_deref().map(JsonAwaited::of),
        }
    }
}

#[derive(Serialize)]
struct JsonCure<'a> {
    line: u32,
    lines: u32,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    moved: Option<JsonMoved>,
}

/// Lines that go away.
#[derive(Serialize)]
struct JsonMoved {
    line: u32,
    lines: u32,
}

impl<'a> JsonCure<'a> {
    fn of(cure: &'a Cure) -> Self {
        Self {
            line: cure.line,
            lines: cure.lines,
            text: &cure.text,
            moved: cure.moved.map(|moved| JsonMoved {
                line: moved.line,
                lines: moved.lines,
            }),
        }
    }
}

/// Another rule that asks for the same.
#[derive(Serialize)]
struct JsonAlso<'a> {
    rule: &'a str,
    kind: &'static str,
    pointer: &'a str,
    fingerprint: Text<Fingerprint>,
    #[serde(skip_serializing_if = "Option::is_none")]
    basis: Option<Text<Fingerprint>>,
}

impl<'a> JsonAlso<'a> {
    fn of(also: &'a AlsoAsks) -> Self {
        Self {
            rule: &also.rule,
            kind: also.outcome.name(),
            pointer: &also.pointer,
            fingerprint: Text(also.fingerprint),
            basis: also.basis.map(Text),
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
    issued: Text<NaiveDate>,
    expires: Text<NaiveDate>,
    file: &'a str,
}

impl<'a> JsonWaiver<'a> {
    fn of(waived: &'a Waived) -> Self {
        Self {
            outcome: waived.outcome.name(),
            reason: &waived.reason,
            approver: &waived.approver,
            document: &waived.document,
            issued: Text(waived.issued),
            expires: Text(waived.expires),
            file: &waived.file,
        }
    }
}

#[derive(Serialize)]
struct JsonAnswer<'a> {
    says: &'static str,
    reason: &'a str,
    by: &'a str,
    second: Option<&'a str>,
    on: Text<NaiveDate>,
    document: &'a str,
    file: &'a str,
}

impl<'a> JsonAnswer<'a> {
    fn of(answered: &'a Answered) -> Self {
        Self {
            says: answered.says.name(),
            reason: &answered.reason,
            by: &answered.by,
            second: answered.second.as_deref(),
            on: Text(answered.on),
            document: &answered.document,
            file: &answered.file,
        }
    }
}

#[derive(Serialize)]
pub(super) struct JsonLaw<'a> {
    source: &'a str,
    point: Option<&'a str>,
    quote: Option<&'a str>,
    url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<Text<NaiveDate>>,
}

impl<'a> JsonLaw<'a> {
    pub(super) fn of(law: &'a Law) -> Self {
        Self {
            source: &law.source,
            point: law.point.as_deref(),
            quote: law.quote.as_deref(),
            url: &law.url,
            since: law.since.map(Text),
        }
    }
}
