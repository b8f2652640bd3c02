//! A finding for programs: its place, its law and its waiver.

use super::values::{Json, List, Text, json};
use atbilst_core::finding::{
    AlsoAsks, Answered, Awaited, Cure, Finding, Law, Place, Related, Waived,
};

/// A finding, and the one place that it has where it is of one application: one over all has those of `related`.
pub(super) struct Placed<'a>(&'a Finding, Option<&'a Place>);

impl<'a> Placed<'a> {
    pub(super) fn of_one(finding: &'a Finding) -> Self {
        Self(finding, Some(&finding.place))
    }

    pub(super) fn of_many(finding: &'a Finding) -> Self {
        Self(finding, None)
    }
}

json! { it: Placed<'_> => {
    rule: *it.0.rule,
    kind: it.0.outcome.name(),
    level: it.0.level.name(),
    message: *it.0.message,
    help: it.0.help.as_deref(),
    found: it.0.found.as_deref(),
    expected: it.0.expected.as_deref(),
    slip if some: it.0.slip.is_some(),
    write if some: it.0.cure.as_deref().map(Json),
    pointer: it.1.map(|place| &*place.pointer),
    location: it.1.map(|place| place.location),
    related: List(&it.0.related),
    law: List(&it.0.law),
    fingerprint: Text(it.0.fingerprint),
    basis if some: it.0.basis.map(Text),
    also if some: List(&it.0.also),
    waiver if some: it.0.waived.as_deref().map(Json),
    answer if some: it.0.answered.as_deref().map(Json),
    awaits if some: it.0.awaits.as_deref().map(Json),
}}

json! { it: &Cure => {
    line: it.line,
    lines: it.lines,
    text: *it.text,
    moved if some: it.moved,
}}

json! { it: &Related => {
    path: *it.path,
    pointer: *it.place.pointer,
    location: it.place.location,
    message: *it.message,
}}

json! { it: &AlsoAsks => {
    rule: *it.rule,
    kind: it.outcome.name(),
    pointer: *it.pointer,
    fingerprint: Text(it.fingerprint),
    basis if some: it.basis.map(Text),
}}

json! { it: &Law => {
    source: *it.source,
    point: it.point.as_deref(),
    quote: it.quote.as_deref(),
    url: *it.url,
    since if some: it.since.map(Text),
}}

json! { it: &Waived => {
    outcome: it.outcome.name(),
    reason: *it.reason,
    approver: *it.approver,
    document: *it.document,
    issued: Text(it.issued),
    expires: Text(it.expires),
    file: *it.file,
}}

json! { it: &Answered => {
    says: it.says.name(),
    reason: *it.reason,
    by: *it.by,
    second: it.second.as_deref(),
    on: Text(it.on),
    document: *it.document,
    file: *it.file,
}}

// What the office has not stated yet.
json! { it: &Awaited => {
    field: *it.field,
    register: *it.register,
}}
